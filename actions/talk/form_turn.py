"""What the messages of a conversation did in the form that helps to choose, as its tracker tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

_FORM = "orientation_"  # the slots of the form begin so
MOST_REMINDERS = 1  # asides in a row after which the question comes back
_BESIDE = "orientation_noted"  # what was said beside the questions


@dataclass(frozen=True)
class FormTurn:
    """What the latest message did in a form: began it, and the slots it `set` (names without a value are taken back).

    `answered` tells that the message has had an answer already, `resumed` that the form had been begun before, `before`
    are the slots that had a value before the message, `asked` is the one that the form had asked for.
    """

    began: bool = False
    set: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    asked: str | None = None
    resumed: bool = False
    answered: bool = False

    @classmethod
    def read(cls, tracker: Tracker) -> FormTurn:
        """From the events before and since the latest message."""
        latest = max(
            (at for at, event in enumerate(tracker.events) if event.get("event") == "user"), default=0
        )
        values: dict[str, Any] = {}
        for event in tracker.events[:latest]:
            if event.get("event") == "slot":
                values[str(event.get("name"))] = event.get("value")
        since = tracker.events[latest:]
        slots = [str(event.get("name")) for event in since if event.get("event") == "slot"]
        return cls(
            began=any(event.get("event") == "active_loop" and event.get("name") for event in since),
            set=tuple(name for name in slots if name.startswith(_FORM)),
            before=frozenset(
                name for name, value in values.items() if name.startswith(_FORM) and name != _BESIDE and value
            ),
            resumed=any(event.get("event") == "active_loop" for event in tracker.events[:latest]),
            asked=values.get("requested_slot"),
            # Every answer leaves the prints of what it said; one that leaves the word to the question has none.
            answered=any(
                event.get("event") == "slot" and event.get("name") == "last_said" and event.get("value")
                for event in since
            ),
        )


def earlier_texts(tracker: Tracker) -> tuple[str, ...]:
    """What the person typed before this message, the latest first; choices they picked are left out."""
    texts = [event.get("text") or "" for event in tracker.events if event.get("event") == "user"]
    return tuple(text for text in reversed(texts[:-1]) if text and not text.startswith("/"))


def waited(tracker: Tracker) -> int:
    """How many messages in a row, this one included, were written to the question now asked."""
    asked, count = tracker.get_slot("requested_slot"), 0
    for event in reversed(tracker.events):
        if (
            event.get("event") == "slot"
            and event.get("name") == "requested_slot"
            and event.get("value") != asked
        ):
            break
        count += event.get("event") == "user"
    return count


def interruptions(tracker: Tracker) -> int:
    """How many messages in a row, this one included, did not answer the form's question."""
    count = 0
    for event in reversed(tracker.events):
        name = event.get("event")
        if (name == "active_loop" and event.get("name")) or (
            name == "slot" and str(event.get("name")).startswith(_FORM) and event.get("value")
        ):
            break
        count += name == "user"
    return count
