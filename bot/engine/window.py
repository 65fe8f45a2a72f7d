"""How much of a conversation Rasa looks back on: its last turn, and what it starts from.

Rasa replays all the events of a conversation several times a message, so that a message costs more the longer the
conversation. No rule of ours looks further back than the message it answers, and everything else that counts is in a
slot: older events are replaced by the slots they left. What actions read of them (what was typed, how slots changed) is
kept apart, short.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.replays import copy_tracker
from bot.engine.shortcuts import BEGINNINGS, PLAIN

# More events than this are shortened to the last turns; in between, nothing is done: shortening costs a replay.
_MANY_EVENTS = 14
_TURNS_KEPT = 1
_EARLIER_KEPT = 150


@dataclass
class Earlier:
    """What actions may read of the events that are gone, oldest first, as Rasa would write it but no more than that."""

    events: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=_EARLIER_KEPT))

    def remember(self, event: Event) -> None:
        """Keep `event` if an action may read it."""
        kept = slim(event)
        if kept is not None:
            self.events.append(kept)


def slim(event: Event) -> dict[str, Any] | None:
    """What actions read of a past event; None for one they do not."""
    kind = type(event)  # isinstance of Rasa's abstract classes costs ten times as much
    if kind is UserUttered:
        return {"event": "user", "timestamp": event.timestamp, "text": event.text}
    if kind is SlotSet or kind is ActiveLoop:
        return dict(event.as_dict())
    return None


def shorten(tracker: DialogueStateTracker, earlier: Earlier) -> DialogueStateTracker | None:
    """A tracker in the same state that holds the last turns only, or None when this one is short enough.

    Nothing is cut while questions are asked (a form): what they asked must be seen whole. The events cut go to `earlier`.
    """
    events = list(tracker.events)
    if len(events) <= _MANY_EVENTS or tracker.active_loop or tracker.latest_action_name != ACTION_LISTEN_NAME:
        return None
    cut = _beginning_of_last_turns(events)
    if cut is None:
        return None
    left = _left(tracker, events[:cut])
    if left is None:
        return None
    moment = events[cut].timestamp
    base: list[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=moment),
        SessionStarted(timestamp=moment),
        *(SlotSet(name, value, timestamp=moment) for name, value in left.items()),
    ]
    for event in events[:cut]:
        earlier.remember(event)
    if all(type(event) in PLAIN for event in events[cut:]):
        # Replayed, they lead to where it stands.
        short = copy_tracker(tracker)
        short.events = deque(base + events[cut:], tracker._max_event_history)
        return short
    return DialogueStateTracker.from_events(tracker.sender_id, base + events[cut:], tracker.slots.values())


def _left(tracker: DialogueStateTracker, events: list[Event]) -> dict[str, Any] | None:
    """What the first `events` of `tracker` left in the slots they set; None when they left a form's questions open."""
    left: dict[str, Any] = {}
    for event in events:
        kind = type(event)
        if kind is SlotSet:
            left[event.key] = event.value
        elif kind in BEGINNINGS:
            left = {}
        elif kind not in PLAIN and not (kind is ActiveLoop and not event.name):
            # A new tracker resets the slots it is given, on copies of its own.
            before = DialogueStateTracker.from_events(tracker.sender_id, events, tracker.slots.values())
            if before.active_loop:
                return None
            return {name: slot.value for name, slot in before.slots.items() if slot.has_been_set}
    return {name: left[name] for name in tracker.slots if name in left}


def _beginning_of_last_turns(events: list[Event]) -> int | None:
    """Where the listening before the last turns begins; None when there are not so many turns."""
    turns = 0
    for index in range(len(events) - 1, 0, -1):
        if type(events[index]) is UserUttered:
            turns += 1
        elif (
            turns >= _TURNS_KEPT
            and type(events[index]) is ActionExecuted
            and events[index].action_name == ACTION_LISTEN_NAME
        ):
            return index
    return None
