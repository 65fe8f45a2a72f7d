"""One replay a message leads where Rasa's many lead, step by step through conversations of every kind of event."""

from __future__ import annotations

import random
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from rasa.shared.core import trackers as tracker_module
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine import replays

DOMAIN = Domain.from_dict(
    {
        "intents": [{"pay": {"use_entities": True}}, "greet"],
        "entities": ["profession"],
        "actions": ["action_answer", "action_other"],
        "forms": {"some_form": {"required_slots": ["place"]}},
        "slots": {
            "profession": {"type": "text", "mappings": [{"type": "custom"}]},
            "place": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]},
            "shown": {"type": "bool", "initial_value": False, "mappings": [{"type": "custom"}]},
        },
    }
)
_RULE_ONLY = {"rule_only_slots": ["shown"], "rule_only_loops": ["some_form"]}
_WAYS: list[dict[str, Any]] = [
    {},
    {"ignore_rule_only_turns": True},
    {"ignore_rule_only_turns": True, "rule_only_data": _RULE_ONLY},
    {"omit_unset_slots": True},
]


def some_event(draw: random.Random) -> list[Event]:
    """One or several events that may follow one another."""
    message = UserUttered(
        draw.choice(["combien ?", "bonjour"]),
        intent={"name": draw.choice(["pay", "greet"]), "confidence": 1.0},
        entities=draw.choice([[], [{"entity": "profession", "value": "aes"}]]),
    )
    action = draw.choice(["action_answer", "action_other", "some_form", "action_listen"])
    return draw.choice(
        [
            [ActionExecuted("action_listen"), message],
            [ActionExecuted("action_listen"), message, DefinePrevUserUtteredFeaturization(False)],
            [DefinePrevUserUtteredFeaturization(draw.choice([True, False]))],
            [ActionExecuted(action, hide_rule_turn=draw.choice([True, False]))],
            [ActionExecuted("some_form"), ActiveLoop("some_form"), SlotSet("requested_slot", "place")],
            [ActiveLoop(None), LoopInterrupted(draw.choice([True, False]))],
            [ActionExecutionRejected("some_form")],
            [SlotSet("profession", draw.choice(["aes", None])), BotUttered("voilà")],
            [SlotSet("shown", draw.choice([True, False])), SlotSet("place", {"insee": "05061"})],
            [FollowupAction(action)],
            [ActionReverted()],
            [UserUtteranceReverted()],
            [Restarted()],
            [SessionStarted()],
        ]
    )


def described(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that a tracker holds."""
    return {
        **{name: value for name, value in vars(tracker).items() if name not in ("slots", "_replayed")},
        "slots": {name: (slot.value, slot.has_been_set) for name, slot in tracker.slots.items()},
    }


def begun() -> DialogueStateTracker:
    """A conversation that has just begun."""
    return DialogueStateTracker.from_events(
        "person", [ActionExecuted("action_session_start"), SessionStarted()], DOMAIN.slots
    )


@contextmanager
def shared_slots() -> Iterator[None]:
    """Trackers that share their slots until one is given a value, as `adjust` has them."""
    ours = {"_set_slot": replays.set_slot, "_reset_slots": replays.reset_slots}
    with (
        mock.patch.multiple(DialogueStateTracker, **ours),
        mock.patch.object(tracker_module, "copy", replays._shared),
        mock.patch.object(Slot, "__copy__", replays.copy_slot, create=True),
    ):
        yield


class Replays(unittest.TestCase):
    """Rasa's own functions, called beside ours on the same conversation."""

    def conversations(self) -> list[tuple[DialogueStateTracker, list[Event]]]:
        """Conversations to be lived, each with the events to come."""
        made = []
        for seed in range(16):
            draw = random.Random(seed)
            events = [event for _ in range(25) for event in some_event(draw)]
            made.append((begun(), events))
        return made

    def test_the_states_are_those_of_rasa(self) -> None:
        compared = 0
        for tracker, events in self.conversations():
            for event in events:
                tracker.update(event, DOMAIN)
                for way in _WAYS:
                    expected = replays._states_for_tracker_history(DOMAIN, tracker, **way)
                    found = replays.states_for_tracker_history(DOMAIN, tracker, **way)
                    self.assertEqual(found, expected)
                    # In the same order too: a state may be written down as it stands.
                    self.assertEqual([list(one) for one in found], [list(one) for one in expected])
                    for state in found:  # what is done to them must not be seen by who asks next
                        for part in state.values():
                            part.clear()
                        state.clear()
                    compared += 1
        self.assertGreater(compared, 1000)

    def test_a_copy_is_that_of_rasa_and_lives_its_own_life(self) -> None:
        for tracker, events in self.conversations():
            for event in events:
                tracker.update(event, DOMAIN)
                expected = described(replays._copy(tracker))
                with shared_slots():
                    copied = replays.copy_tracker(tracker)
                    self.assertEqual(described(copied), expected)
                    copied.update_with_events(
                        [SlotSet("profession", "infirmier"), LoopInterrupted(True), Restarted()], DOMAIN
                    )
                self.assertEqual(described(replays._copy(tracker)), expected)

    def test_slots_that_are_shared_hold_what_rasa_puts_in_its_own(self) -> None:
        compared = 0
        for alone, events in self.conversations():
            with shared_slots():
                tracker, other = begun(), begun()
            self.assertIs(tracker.slots["place"], other.slots["place"])
            first = described(other)
            for event in events:
                alone.update(event, DOMAIN)
                expected = described(replays._copy(alone))["slots"]
                with shared_slots():
                    tracker.update(event, DOMAIN)
                    self.assertEqual(described(replays._copy(tracker))["slots"], expected)
                self.assertEqual(described(tracker)["slots"], described(alone)["slots"])
                compared += 1
            self.assertEqual(described(other), first)
        self.assertGreater(compared, 300)
        self.assertFalse(any(slot.has_been_set for slot in DOMAIN.slots))

    def test_a_copied_slot_is_a_slot_of_its_own(self) -> None:
        slot = TextSlot("place", mappings=[{"type": "custom"}], initial_value="Gap")
        slot.value = "Lyon"
        copied = replays.copy_slot(slot)
        self.assertEqual((copied.name, copied.value, copied.has_been_set), ("place", "Lyon", True))
        copied.reset()
        self.assertEqual((copied.value, slot.value), ("Gap", "Lyon"))

    def test_a_slot_that_is_not_there_is_still_told_of(self) -> None:
        tracker, _ = self.conversations()[0]
        with shared_slots(), self.assertLogs("rasa.shared.core.trackers", "ERROR"):
            tracker.update(SlotSet("unheard_of", 1), DOMAIN)

    def test_nothing_is_kept_of_what_was_forgotten(self) -> None:
        tracker, events = self.conversations()[0]
        for event in events:
            tracker.update(event, DOMAIN)
        replays.states_for_tracker_history(DOMAIN, tracker)
        self.assertIn(replays._KEPT, vars(tracker))
        self.assertNotIn(replays._KEPT, vars(replays.copy_tracker(tracker)))
        replays.forget(tracker)
        self.assertNotIn(replays._KEPT, vars(tracker))


if __name__ == "__main__":
    unittest.main()
