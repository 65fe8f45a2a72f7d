"""Short words that hang on what was just said: « et à domicile ? » after a pay, « la diff avec AS ? » after a trade."""

from __future__ import annotations

import re

from actions.turn import Turn
from bot.french.normalise import normalise

_DIFFERENCE = re.compile(
    r"\b(?:diff|differences?|differents?|compare\w*|comparaison|versus|vs|par rapport)\b"
)
# Where one works, said alone: it asks the last subject there.
_WHERE = re.compile(
    r"^(?:et |ou |ok |mais |sinon |alors |donc |du coup )*(?:si (?:je|on|c.?est) \w+ |c.?est (?:pareil|combien|comment) )?"
    r"(?:a|en|dans|au|aux|chez|pour|par)?\s*(?:l.|la |le |les |un |une |des )?"
    r"(?:domicile|ehpad|maison de retraite|hopital|hosto|clinique|creche|prive|public|liberal|particuliers?|associations?|"
    r"asso|ssiad|mairie|interim)\b(?: public| prive| employeur)?\W*$"
)
_OF_A_PLACE = frozenset({"pay", "profession_conditions", "profession_day", "segur"})
_ONE_TRADE = frozenset(
    {
        "profession_info",
        "follow_up_profession",
        "training_path",
        "nlu_fallback",
        "pay",
        "admission",
        "gibberish",
    }
)


def hangs_on(turn: Turn) -> str | None:
    """The subject that a short message asks about, by what was said before; None when it stands by itself."""
    if turn.text.startswith("/") or turn.in_form:
        return None
    said = normalise(turn.text)
    compared = (
        turn.intent in _ONE_TRADE
        and len(turn.said("profession")) == 1
        and turn.previous_profession
        and _DIFFERENCE.search(said)
    )
    if compared:
        return "compare_professions"
    last = turn.known("last_subject")
    if last in _OF_A_PLACE and turn.profession and not turn.professions and _WHERE.search(said):
        return str(last)
    return None
