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
# After these, a place told to « où ? » is where to train.
_OF_TRAINING = frozenset({"training_path", "admission", "apprenticeship", "training_cost"})
_ASKED_WHERE = re.compile(r"\bou\W*$|\bou (?:est|sont|se|on|je|ca|faire|me former|puis)\b")
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
    if turn.text.startswith("/"):
        return None
    said, last = normalise(turn.text), turn.known("last_subject")
    asked_where = turn.earlier and _ASKED_WHERE.search(normalise(turn.earlier[0]))
    if turn.intent == "follow_up_place" and last in _OF_TRAINING and turn.said("place") and asked_where:
        return "training_search"
    if turn.in_form:
        return None
    compared = (
        turn.intent in _ONE_TRADE
        and len(turn.said("profession")) == 1
        and turn.previous_profession
        and _DIFFERENCE.search(said)
    )
    if compared:
        return "compare_professions"
    if last in _OF_A_PLACE and turn.profession and not turn.professions and _WHERE.search(said):
        return str(last)
    return None
