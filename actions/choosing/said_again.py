"""An answer given once more amid the questions: « un an ou deux ça me va », when that is what is held already."""

from __future__ import annotations

from actions.choosing.put_right import put_right
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from bot.catalogue.wishes import merged, of_another, read

_ELSEWHERE = frozenset(
    {
        "human",
        "distress",
        "personal_data",
        "goodbye",
        "insult",
        "greet",
        "thanks",
        "event_search",
        "training_search",
    }
    | {"job_offers", "immersion"}
)
_OF_A_LEVEL = frozenset({"level", "diploma", "diploma_missing"})  # « j'ai que le brevet, je te dis »
_LONGEST = 14  # words: a longer message says more than that


def says_again(turn: Turn) -> bool:
    """Whether all that the message says of the questions is held already, and it asks nothing."""
    asked = (turn.known("requested_slot") or "").removeprefix("orientation_")
    if turn.text.startswith("/") or "?" in turn.text or len(turn.text.split()) > _LONGEST or not asked:
        return False
    if turn.intent in _ELSEWHERE:
        return False  # « je veux parler à quelqu'un » says nothing of what one likes to do
    if turn.filled_a_slot or asks_of_its_own(turn.text):
        return False
    heard = put_right(turn.text, asked)
    said = {**of_another(heard, asked), **read(heard, asked)}
    named = {str(one.get("entity")) for one in turn.entities}
    if named and not ("level" in said and named <= _OF_A_LEVEL):
        return False  # « y a une école à Toulouse » asks for one
    held = {name: turn.known(f"orientation_{name}") for name in said}
    return bool(said) and all(
        held[name] and (merged(held[name], value) == held[name] or value in str(held[name]).split())
        for name, value in said.items()
    )
