"""« J'ai pas le permis, c'est mort ? »: whether the trade in question needs it, or what having it brings."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

_AT_HOME = frozenset({"aide-a-domicile", "employe-familial", "technicien-intervention-sociale-familiale"})
_HOME = re.compile(r"\ba domicile\b|\bchez les gens\b|\bssiad\b")
_HELD = re.compile(r"\b(?:j.?ai|avec|elle a|il a|ayant|possede) (?:deja )?(?:le |mon |son )?permis\b")
_NO_DIPLOMA = re.compile(r"\b(?:aucun|pas de|sans|ni) diplomes?\b")
_LACKED = re.compile(r"\b(?:pas|sans|plus|jamais|aucun|ni) (?:\w+ ){0,3}permis\b|\bpermis (?:non|pas)\b")
_CREWS = frozenset({"ambulancier", "auxiliaire-ambulancier"})


def lacks_diploma(said: str) -> bool:
    """Whether the folded message tells that one has no diploma: « aucun diplôme, juste le permis »."""
    return _NO_DIPLOMA.search(said) is not None


async def licence_needed_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether the licence is asked for in the trade; None for ambulance crews, who have a rule, and without a trade."""
    slug = turn.profession
    if slug in _CREWS or "ambulanc" in said:
        return None
    if lacks_diploma(said):
        return None  # « aucun diplôme, juste le permis »: what one has not is what counts
    if _HELD.search(said) and not _LACKED.search(said):
        return await stored(turn, "licence_held")
    if slug in _AT_HOME or _HOME.search(talk):
        return await stored(turn, "licence_home")
    profession = await professions.known(turn.session, slug) if slug else None
    return await stored(turn, "licence_other", trade=both_names(profession)) if profession else None
