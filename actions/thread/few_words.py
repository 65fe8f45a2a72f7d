"""A few words after an answer: another time for the events looked for, another trade thought of, which of them is meant."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_FEW_WORDS = 8
_OF_EVENTS = frozenset({"event_search", "event_detail"})
_UNSURE = frozenset({"nlu_fallback", "gibberish", "out_of_scope"})
_LITTLE_ELSE = _UNSURE | {"follow_up_date", "follow_up_place", "event_search", "yes", "no", "help"}
# « si possible en janvier », « plutôt un samedi de mars »: another time for the events looked for.
_ANOTHER_TIME = re.compile(
    r"^(?:et |ou |non |mais |ok |plutot |de preference |sinon |alors |idealement |mieux |si possible |moi"
    r" |ca serait |ce serait )*(?:en|debut|fin|mi|le|la|un|une|courant|avant|apres|a partir|vers|dans|pendant|ce|cet|cette"
    r"|si possible|de preference)\b"
)
_SURELY_ELSE = 0.9  # confidence in another subject


def other_time_for_events(turn: Turn) -> bool:
    """Whether few words only tell another time for the events looked for just before."""
    said = normalise(turn.text)
    return (
        turn.known("last_subject") in _OF_EVENTS
        and bool(turn.said("date"))
        and not (turn.in_form or turn.professions or "?" in turn.text or turn.text.startswith("/"))
        and len(said.split()) <= _FEW_WORDS
        and (turn.confidence < _SURELY_ELSE or turn.intent in _LITTLE_ELSE)
        and _ANOTHER_TIME.search(said) is not None
    )


# « ceux des foyers pour enfants placés », after « éduc »: which of them is meant.
_THOSE_OF = re.compile(
    r"^(?:oui |et |non |enfin |genre |bah |ben |euh |tu sais |vous savez |les )*(?:ceux|celles?|celui)(?: la)?"
    r" (?:qui|des?|du|d.|dans|en|pour|avec|chez|a|aux?)\b[^?]{3,50}$"
)
# « diététicienne, j'y ai pensé aussi »: what it is, whatever was asked of another.
_THOUGHT_OF = re.compile(
    r"\b(?:j.?y (?:ai |avais )?(?:aussi |deja |bien )?pens\w*|y (?:ai |avais )?(?:aussi |deja )?(?:pens|song)\w*"
    r"|(?:m.?|me |ca me |ca m.?)(?:interesse\w*|tente\w*|plairait|plait|branche\w*|attire\w*|dirait bien)"
    r"|j.?hesite (?:aussi )?avec)\b"
)
_OF_ITSELF = frozenset(
    {"follow_up_profession", "nlu_fallback", "yes", "gibberish", "profession_info", "out_of_scope"}
)


def says_which(turn: Turn, said: str) -> bool:
    """Whether few words only say which of those of the trade in question are meant."""
    alone = turn.intent in _UNSURE and turn.profession and not turn.trades_named and not turn.in_form
    return bool(alone) and _THOSE_OF.search(said) is not None


_YES_ONE = re.compile(
    r"^(?:\W|ah|oui|ouais|voila|exact\w*|c.?est ca|celui la|celle la|ca|oe|ui|yes|ok|la|le|les|l|une?|plutot|du coup)*$"
)


def says_it_is(turn: Turn, said: str) -> bool:
    """Whether the message only says which trade was meant: « TISF, oui voilà »."""
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    if (
        len(named) != 1
        or turn.intent not in ("yes", "nlu_fallback", "gibberish")
        or len(said.split()) > _FEW_WORDS
    ):
        return False
    rest = normalise(str(named[0].get("text") or ""))
    return (
        not turn.in_form
        and bool(rest)
        and _YES_ONE.match(said.replace(rest, " ", 1)) is not None
        and "?" not in said
    )


def thinks_of_one(turn: Turn, said: str) -> bool:
    """Whether the message only tells that a trade, another than the one spoken of, is thought of as well."""
    return (
        len(set(turn.said("profession"))) == 1
        and turn.said("profession")[0] != turn.previous_profession
        and turn.intent in _OF_ITSELF
        and "?" not in turn.text
        and len(said.split()) <= _FEW_WORDS + 2
        and _THOUGHT_OF.search(said) is not None
    )
