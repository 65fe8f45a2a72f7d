"""« J'ai un CAP petite enfance, je peux faire quoi ? »: the trades of a diploma, and those it shortens the way to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.narrow.bridges import bridges_of
from actions.talk.turn import Turn
from actions.thread.facts_told import is_told
from actions.thread.stored import stored
from actions.words.wording import both_names, bullets, button, capital, distinct, source
from bot.catalogue.models import Diploma, Profession
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft

_WITH_IT = re.compile(
    r"\bquoi (?:faire )?d.autre\b"
    r"|\b(?:faire|travailler|bosser|devenir|exercer|postuler)\b.*\bquoi\b|\bquoi (?:faire|comme)\b|\bque faire\b"
    r"|\bquels? (?:metiers?|boulots?|jobs?|postes?|debouches?|travail)\b|\bdebouch\w+|\bme (?:sert|mene)\b|\ba quoi\b"
    r"|\b(?:ca|il|elle|qui|bac|cap|bep|bts|titre) (?:mene|sert|servir\w*|ouvre|vaut|compte)\b"
    r"|\b(?:vaut|sert|marche|est|reste) (?:encore|toujours)\b|\btoujours (?:bon|bonne|valables?|reconnue?s?)\b|\bperime\w*"
    r"|\bapres\b.*\brien\b|^(?:moi |mais |et )*(?:j.ai|il a|elle a) "
    r"|\bdonne (?:acces|droit)\b|\bou (?:travailler|bosser|exercer)\b|\b(?:puis|peux) (?:je |tu )?(?:faire|travailler)\b"
)
# Levels more than diplomas: they say nothing of a trade.
_LEVELS = frozenset(
    {"cap", "bep", "bac", "bac-general", "bac-techno", "bac-pro", "bts", "but", "licence", "master", "daeu"}
)
# Diplomas that lead to more than our trades: what each opens is written down.
_TOLD = {
    "cap-aepe": "cap_aepe_leads_to",
    "bac-pro-assp": "assp_leads_to",
    "bac-pro-sapat": "assp_leads_to",
}
_BAC = 4  # level
# What one has is asked about: « il me sert à quelque chose ? », « ça mène où ? ».
_SERVES = re.compile(
    r"\bser(?:t|vir|vira)\b|\bmene\b|quoi\b|debouch\w*|\bvaut\b|\bouvre\b|donne (?:acces|droit)|utile|compte|avantag\w*"
    r"|\b(?:encore|toujours) (?:bon|bonne|valables?|reconnue?s?)\b|\bperime\w*"
)
_QUICKEST = re.compile(r"\b(?:plus|moins) (?:rapide|court|courte|vite|long|longue|simple)\b")
_MOST = 4  # trades of a list
_SHORTEST = 3  # letters of a name that may be looked for in a sentence


def trades_apart(turn: Turn) -> list[dict[str, Any]]:
    """The trades that the message names, but those that only stand in the name of a diploma: « mon diplôme d'AS »."""
    spans = [
        (one.get("start", 0), one.get("end", 0)) for one in turn.entities if one.get("entity") == "diploma"
    ]
    return [
        one
        for one in turn.entities
        if one.get("entity") == "profession"
        and not any(start <= one.get("start", 0) < max(end, start + 1) for start, end in spans)
    ]


async def _of_a_level(turn: Turn, diploma: Diploma) -> ReplyDraft:
    """What a diploma of another field opens: nothing shorter that we know of, and what its level is enough for."""
    slug = "level_held_bac" if (diploma.level or 0) >= _BAC else "level_held"
    name = diploma.name[:1].lower() + diploma.name[1:]
    level = f", niveau {diploma.level}" if diploma.level else ""
    return await stored(turn, slug, diploma=f"{name}{level}")


async def diploma_answer(turn: Turn, said: str, _talk: str = "") -> ReplyDraft | None:
    """What the diploma named by the message opens; None when it names none, names a trade, or asks something else.

    `said` is the folded message. A level (« un CAP », « le bac ») is no diploma of a trade: nothing is told of it.
    """
    if is_told(turn, "foreign_diploma"):
        return None  # a diploma of another country is not the French one of that name
    held = turn.said("diploma")
    if not held or trades_apart(turn) or not _WITH_IT.search(said):
        return None
    diploma = await professions.diploma(turn.session, str(held[0]))
    if diploma is None:
        return None
    if held[0] in _TOLD:
        return await stored(turn, _TOLD[held[0]])
    if held[0] in _LEVELS:
        if _QUICKEST.search(said):
            return None  # « j'ai un bac pro, pour la crèche c'est quoi le plus rapide ? »
        return await _of_a_level(turn, diploma) if _SERVES.search(said) else None
    direct = list(await professions.of_diploma(turn.session, diploma.slug))
    names = _names(diploma, direct)
    shorter = [
        profession
        for profession in await professions.every(turn.session)
        if profession not in direct and _counts_for(names, profession)
    ]
    if not direct and not shorter:
        return None
    parts = []
    if direct:
        trades = " ; ".join(both_names(profession) for profession in direct[:_MOST])
        parts.append(f"Ce diplôme ({_title(diploma)}) mène à ce métier : {trades}.")
    if shorter:
        lead = (
            "Il facilite aussi l'accès à" if direct else f"Ce diplôme ({_title(diploma)}) facilite l'accès à"
        )
        listed = bullets([capital(both_names(profession)) for profession in shorter], _MOST)
        parts.append(f"{lead} :\n\n{listed}\n\nL'école visée dit ce qui est allégé.")
    found = [*direct, *shorter]
    return ReplyDraft(
        text=" ".join(parts),
        choices=[
            ChoiceDraft(
                title=button(profession.name_f),
                payload=f'/profession_info{{"profession": "{profession.slug}"}}',
            )
            for profession in found[:2]
        ],
        sources=distinct(
            [
                source(url, profession.access_as_of)
                for profession in found[:_MOST]
                for url in profession.access_source_urls[:1]
            ],
            3,
        ),
    )


def _title(diploma: Diploma) -> str:
    return diploma.acronym or diploma.name


def _counts_for(names: set[str], profession: Profession) -> bool:
    """Whether a bridge of the trade has one of the diploma's `names`; « vers le DEAES » leads away from it."""
    lines = [line for line in map(fold_text, bridges_of(profession)) if not line.startswith("vers")]
    return any(re.search(rf"\b{re.escape(name)}\b", line) for name in names for line in lines)


def _names(diploma: Diploma, direct: Sequence[Profession]) -> set[str]:
    """How bridges call the diploma: its names, and those of the trades it is the diploma of."""
    names = {
        diploma.name,
        diploma.acronym or "",
        (diploma.acronym or "").removeprefix("DE"),
        *diploma.variants,
    }
    names |= {name for profession in direct for name in (profession.name_m, profession.name_f)}
    return {fold_text(name) for name in names if len(name) >= _SHORTEST}
