"""What is said of the professions just proposed: one of them by its rank, none of them, why, what next, another wish."""

from __future__ import annotations

import re

from actions.choosing.ideas import POINTS, compares_ideas
from actions.choosing.proposals_said import (
    after_why_not,
    asks_next,
    asks_otherwise,
    asks_why,
    asks_why_gone,
    asks_why_named,
    asks_why_not,
    refuses,
    refuses_named,
    says_why_not_after,
    wished_otherwise,
)
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.thread.asked import WHICH_TRADE
from actions.words.wording import rank
from bot.catalogue.orientation import is_proposed, questions
from bot.catalogue.wishes import NOTED, shortens, shorter
from bot.french.folding import fold_text
from bot.french.normalise import normalise

_MOST = 3  # proposals shown at once
_SHORT = 10  # words of a remark; a longer message that asks is a question
_LONGEST = 30  # words of a wish; a longer message is a story
_WHY = re.compile(r"\bpourquoi\b(?! pas)")
_NEVER = frozenset(
    {"distress", "human", "insult", "goodbye", "personal_data", "event_search", "event_detail"}
)
_LOOKED_FOR = frozenset({"job_offers", "training_search", "immersion"})
_PLAINLY = 0.8  # confidence
# What the talk is about while it is still about the proposals.
_ABOUT_THEM = frozenset({"help_choose", "compare_professions", None})


def meant_of_proposals(turn: Turn) -> str | None:
    """The subject that answers what is said of the proposals, or None when it speaks of something else."""
    shown = _shown(turn)
    if turn.in_form or turn.form.began or turn.text.startswith("/"):
        return None
    if asked_why_not(turn):
        return "orientation_why"
    if (
        turn.profession
        and not turn.professions
        and turn.intent not in _NEVER
        and _helped(turn)
        and asks_next(turn.text)
    ):
        return "orientation_next"
    if not is_proposed(shown):
        return None
    named = {*turn.professions, *turn.said("profession_excluded")}
    if named:
        if turn.intent in _NEVER or not (_helped(turn) or turn.known("last_subject") == "help_choose"):
            return None
        if turn.intent == "compare_professions" and len(turn.professions) > 1:
            return None  # « nan, moi c'est infirmière ou assistante sociale, laquelle… »
        if named <= set(shown) and (asks_why(turn.text) or asks_why_named(turn.text)):
            return "orientation_why"
        listed = (
            named <= set(map(str, turn.known("last_list") or [])) or turn.known("last_subject") in _ABOUT_THEM
        )
        return "orientation_refine" if listed and refuses_named(turn.typed or turn.text) else None
    if compares_ideas(turn.text, shown):
        return "compare_professions"
    if POINTS.search(fold_text(turn.text)) and rank(turn.text, len(shown)) is not None:
        if turn.intent in _LOOKED_FOR and turn.confidence >= _PLAINLY:
            return None  # « pour la première, qui embauche ? » is asked of the trade pointed at
        return "orientation_why" if _WHY.search(normalise(turn.text)) else "event_detail"
    if asks_of_its_own(turn.text) and len(turn.text.split()) > _SHORT:
        return None  # « c'est pas ça. je peux faire mon stage en crèche ou pas »
    # « pourquoi ces trois-là ? » asks nothing of one's data, unless it is plainly taken so.
    unsure = turn.intent == "personal_data" and turn.confidence < _PLAINLY
    if (unsure or turn.intent not in _NEVER) and _of_them(turn, shown) and asks_why(turn.text):
        return "orientation_why"
    if turn.intent not in _NEVER and _of_them(turn, shown):
        if refuses(turn.typed or turn.text):
            return "orientation_refine"
        if asks_next(turn.text):
            return "orientation_next"
    if asks_otherwise(turn.text) and _of_them(turn, shown) and wishes(turn):
        return "orientation_refine"
    return "orientation_refine" if wishes(turn) else None


def asked_why_not(turn: Turn) -> str | None:
    """The trade that is asked about by « et pourquoi pas ergothérapeute ? », after proposals it was not among."""
    if turn.text.startswith("/") or turn.intent in _NEVER - {"event_detail", "personal_data"}:
        return None
    if asks_why_gone(turn.text) or (says_why_not_after(turn.text) and turn.professions):
        # « et il était pas dans la liste »: the trade spoken of, when none is named.
        asked = next(iter(turn.professions), turn.profession)
        return asked if asked and _helped(turn) and is_proposed([asked]) else None
    if not asks_why_not(turn.text) or turn.intent in _NEVER:
        return None
    at = after_why_not(turn.text) or 0
    spans = [one for one in turn.entities if one.get("entity") in ("profession", "profession_excluded")]
    found = next((str(one["value"]) for one in spans if int(one.get("start") or 0) >= at), None)
    return found if found and _helped(turn) and is_proposed([found]) else None


def keep_pointed(turn: Turn) -> None:
    """Remember the trade that « le 2e » points at among those just listed, whatever is asked of it."""
    shown = _shown(turn)
    if turn.text.startswith("/") or turn.professions or turn.said("neighbour") or not is_proposed(shown):
        return
    at = rank(turn.text, len(shown)) if POINTS.search(fold_text(turn.text)) else None
    if at is not None and not compares_ideas(turn.text, shown):
        turn.remember("profession", shown[at])
        if turn.known("neighbour"):
            turn.remember("neighbour", None)  # the trade practised before is no longer what is asked about


def pointed(turn: Turn) -> str | None:
    """The trade that the message points at among those just listed; None when it points at none."""
    shown = _shown(turn)
    at = rank(turn.text, len(shown)) if POINTS.search(fold_text(turn.text)) else None
    return None if at is None else shown[at]


def wishes(turn: Turn) -> dict[str, str]:
    """What the message changes of the answers given, question → value."""
    if (
        turn.text.startswith("/")
        or ("?" in turn.text and not (refuses(turn.text) or asks_otherwise(turn.text)))
        or len(turn.text.split()) > _LONGEST
        or turn.intent in _NEVER
        or turn.said("diploma")  # « le CAP petite enfance » speaks of a diploma, not of children wanted
    ):
        return {}
    if not _helped(turn):
        return {}
    found = {
        name: value
        for name, value in wished_otherwise(turn.typed or turn.text).items()
        if name == NOTED or name in questions()
    }
    if shortens(turn.text) and "length" not in found:
        found["length"] = shorter(turn.known("orientation_length"))
    return found


def _shown(turn: Turn) -> list[str]:
    return [str(slug) for slug in turn.known("last_list") or []][-_MOST:]


def _helped(turn: Turn) -> bool:
    """Whether the questions that help to choose were answered, one at least."""
    return any(turn.known(f"orientation_{name}") for name in questions())


def _of_them(turn: Turn, shown: list[str]) -> bool:
    """Whether the talk is still about the proposals: no other trade came between, and we did not ask which trade."""
    last = turn.known("last_subject")
    if turn.known("asked") == WHICH_TRADE or not (_helped(turn) or last == "help_choose"):
        return False
    return last in _ABOUT_THEM or turn.profession in shown


def said_of_them(turn: Turn) -> str | None:
    """What a message that began the questions anew says of the trades proposed before; None when it speaks of nothing."""
    said = turn.typed or turn.text
    if not turn.form.began or turn.text.startswith("/") or not (_helped(turn) and is_proposed(_shown(turn))):
        return None
    if asks_why(said):
        return "orientation_why"
    if refuses(said) or (asks_otherwise(said) and wished_otherwise(said)):
        return "orientation_refine"
    return "orientation_next" if asks_next(said) else None
