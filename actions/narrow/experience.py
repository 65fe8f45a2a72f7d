"""« 14 ans de domicile, ça compte ? »: an experience told leads to the diplomas near it, by the VAE."""

from __future__ import annotations

import re

from actions.people.roles import told_of_whom
from actions.people.told import experience_told
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names, listed
from bot.catalogue.models import Profession
from bot.catalogue.orientation import profile
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# What was done, by its words, and the trades next to it whose ways in hold the VAE.
_NEAR = (
    (
        re.compile(r"\baesh\b|\bavs (?:scolaire|i|co)\b|\baide humaine\b"),
        ("accompagnant-educatif-et-social", "moniteur-educateur"),
    ),
    (
        re.compile(r"assistante? mat\w*|nounou|garde (?:d.|des |de )?\w*enfants?|garde des|creche|\batsem\b"),
        ("auxiliaire-de-puericulture", "educateur-de-jeunes-enfants"),
    ),
    (
        re.compile(r"domicile|auxiliaire de vie|\bavs\b|aide menagere|toilettes?|repas|\bmamie\b"),
        ("accompagnant-educatif-et-social", "aide-soignant", "aide-a-domicile"),
    ),
    (
        re.compile(r"\bash\b|agente? de service|ehpad|hopital|brancardi\w+"),
        ("aide-soignant", "accompagnant-educatif-et-social"),
    ),
    (
        re.compile(r"\baes\b|\bamp\b|handicap\w*|foyer|moniteur.?educ\w*|educ\w*"),
        ("moniteur-educateur", "educateur-specialise"),
    ),
)


_WITHOUT_DIPLOMA = frozenset({"aesh"})  # a trade that no diploma of its own leads to
_MOST = 3  # diplomas named
_WANTS = re.compile(r"\b(?:devenir|voudrai\w*|veu[xt]|aimerai\w*|vise|se former a)\b")


async def experience_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What the VAE makes of the experience told, with the trades near it; None when none was told."""
    if not experience_told(turn):
        return None
    told = " / ".join((said, *(normalise(text) for text in told_of_whom(turn)[1:])))
    near = next((slugs for words, slugs in _NEAR if words.search(told)), ())
    wanted = turn.said("profession")
    named = await professions.known(turn.session, str(wanted[0])) if wanted else None
    if named and named.slug not in near and not _by_experience(named):
        return None  # a trade whose ways in hold no VAE: said as such
    spoken_of = turn.known("profession")
    aimed = wanted or ([spoken_of] if spoken_of in near or (spoken_of and _WANTS.search(told)) else [])
    found = []
    for slug in dict.fromkeys([*map(str, aimed), *near]):
        trade = await professions.known(turn.session, slug)
        # Whoever practises a trade that asks for its diploma holds it.
        held = slug in turn.said("profession_current") and profile(slug).get("entry_level") != "sans-diplome"
        if trade and not held and slug not in _WITHOUT_DIPLOMA and _by_experience(trade):
            found.append(_with_letters(trade))
    diplomas = f" Des diplômes à regarder, où la VAE existe : {listed(found[:_MOST])}." if found else ""
    return await stored(turn, "vae_experience", diplomas=diplomas)


def _with_letters(trade: Profession) -> str:
    """The trade, with the letters of its diploma: « aide à domicile (ADVF) »."""
    letters = next((one.acronym for one in trade.diplomas if one.acronym), None)
    return f"{both_names(trade)} ({letters})" if letters else both_names(trade)


def _by_experience(trade: Profession) -> bool:
    """Whether the VAE is one of the ways into `trade`."""
    return "vae" in fold_text(" ".join(way.way for way in trade.ways_in))
