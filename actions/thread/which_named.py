"""Which of several trades named is asked about: « responsable de secteur, dans l'aide à domicile, ça gère quoi ? »."""

from __future__ import annotations

import re
from typing import Any

from actions.talk.turn import Turn
from actions.thread.goes_on import of_the_other
from bot.french.folding import fold_text

# Words just before a trade by which it is only where one works: « dans l'aide à domicile ».
_WHERE = re.compile(
    r"\b(?:dans|secteur(?: de)?|branche(?: de)?|domaine(?: de)?|service d) ?(?:l.|la |le |les |de l.)?$"
)
# After the first trade, what one becomes is asked: « ambulancier, et ensuite ? infirmier ? ».
_AND_THEN = re.compile(r"^[\s,;:.>→-]*(?:et )?(?:ensuite|apres|plus tard|puis)\b")
# Around a trade that is only the step before the other: « IADE, il faut être infirmier avant ? ».
_BEING = re.compile(r"\b(?:etre|passer|faire|devenir|commencer)(?: par)?(?: (?:d.?abord|deja))?(?: une?)? ?$")
_BEFORE_THAT = re.compile(r"^ ?(?:d.?abord|avant|avt|deja|en premier|au prealable)\b(?! ans)")
_FEW = 8  # words that ask of « l'autre »
_OF_A_TRADE = frozenset(
    {"pay", "segur", "profession_info", "profession_qualities", "profession_conditions", "profession_day"}
    | {"profession_progression", "training_path", "admission", "training_cost"}
)
_BEFORE, _AFTER = 24, 20  # characters looked at around a trade


def keep_the_asked(turn: Turn) -> None:
    """Ask about the trade that is neither where the other is practised, nor the step before it, nor what it may lead to."""
    few = len(turn.text.split()) <= _FEW and turn.intent in _OF_A_TRADE
    if few and turn.the_other and not of_the_other(turn):
        turn.remember("profession", turn.the_other)
        return
    spans = [one for one in turn.entities if one.get("entity") == "profession"]
    slugs = list(dict.fromkeys(str(one["value"]) for one in spans))
    if len(slugs) < 2 or turn.text.startswith("/"):
        return
    if turn.intent == "profession_progression" and _AND_THEN.search(_after(turn, spans[0])):
        turn.remember("profession", slugs[0])
        return
    asked = [slug for slug in slugs if not all(_is_aside(turn, one) for one in spans if one["value"] == slug)]
    if len(asked) == 1 and turn.intent != "compare_professions":
        turn.remember("profession", asked[0])


def asks_step_before(turn: Turn) -> bool:
    """Whether a trade is asked about as the step before another: « cadre de santé, on doit être infirmier avant ? »."""
    spans = [one for one in turn.entities if one.get("entity") == "profession"]
    return len({one["value"] for one in spans}) > 1 and any(_is_first(turn, one) for one in spans)


def _is_first(turn: Turn, span: dict[str, Any]) -> bool:
    start = int(span.get("start", 0))
    before = fold_text(turn.text[max(0, start - _BEFORE) : start])
    return bool(_BEING.search(before) and _BEFORE_THAT.search(_after(turn, span).lstrip()))


def _is_aside(turn: Turn, span: dict[str, Any]) -> bool:
    """Whether the trade is only where one works, or what one must be before the other."""
    start = int(span.get("start", 0))
    before = fold_text(turn.text[max(0, start - _BEFORE) : start])
    return _is_first(turn, span) or _WHERE.search(before) is not None


def _after(turn: Turn, span: dict[str, Any]) -> str:
    end = int(span.get("end", 0))
    return fold_text(turn.text[end : end + _AFTER])
