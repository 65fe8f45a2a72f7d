"""A conversation cut to its last turn is, for Rasa, the conversation it was."""

from __future__ import annotations

import unittest

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.window import Earlier, shorten
from tests.engine.test_replays import described

DOMAIN = Domain.from_dict(
    {
        "intents": ["pay", "greet"],
        "actions": ["action_answer"],
        "forms": {"some_form": {"required_slots": []}},
        "slots": {
            "profession": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]},
            "shown": {"type": "bool", "mappings": [{"type": "custom"}]},
        },
    }
)


def turn(number: int, *more: Event) -> list[Event]:
    """One message, its answer, and the listening after it."""
    return [
        UserUttered(f"message {number}", intent={"name": "pay", "confidence": 1.0}),
        ActionExecuted("action_answer"),
        BotUttered(f"réponse {number}"),
        *more,
        ActionExecuted("action_listen"),
    ]


def conversation(*turns: list[Event]) -> DialogueStateTracker:
    """A tracker that lived these turns."""
    events: list[Event] = [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
    ]
    for one in turns:
        events += one
    return DialogueStateTracker.from_events("person", events, DOMAIN.slots)


class Window(unittest.TestCase):
    """What `shorten` keeps, and when it keeps its hands off."""

    def test_a_short_conversation_is_left_alone(self) -> None:
        earlier = Earlier()
        self.assertIsNone(shorten(conversation(turn(1)), earlier))
        self.assertEqual(list(earlier.events), [])

    def test_slots_and_the_last_state_stay(self) -> None:
        whole = conversation(
            turn(0, SlotSet("profession", "aide-soignant"), SlotSet("shown", True)),
            turn(1, SlotSet("shown", None)),
            *(turn(number) for number in range(2, 9)),
        )
        short = shorten(whole, Earlier())
        assert short is not None
        self.assertLess(len(short.events), len(whole.events) / 3)
        self.assertEqual(short.current_slot_values(), whole.current_slot_values())
        self.assertEqual(short.get_slot("profession"), "aide-soignant")
        self.assertTrue(short.slots["shown"].has_been_set)
        self.assertEqual(short.latest_message.text, "message 8")
        self.assertEqual(short.latest_action_name, whole.latest_action_name)
        self.assertEqual(short.followup_action, whole.followup_action)
        # What the policies look at: the state they predict from.
        self.assertEqual(short.past_states(DOMAIN)[-1], whole.past_states(DOMAIN)[-1])
        for tracker in (short, whole):
            tracker.update(UserUttered("encore", intent={"name": "greet", "confidence": 1.0}))
        self.assertEqual(short.past_states(DOMAIN)[-1], whole.past_states(DOMAIN)[-1])

    def test_it_is_the_tracker_that_its_events_make(self) -> None:
        whole = conversation(
            turn(0, SlotSet("profession", "aide-soignant"), SlotSet("shown", True)),
            turn(1, SessionStarted(), SlotSet("shown", None)),
            *(turn(number) for number in range(2, 8)),
            turn(8, SlotSet("profession", "ambulancier")),
        )
        short = shorten(whole, Earlier())
        assert short is not None
        made = DialogueStateTracker.from_events("person", list(short.events), DOMAIN.slots)
        self.assertEqual(described(short), described(made))
        self.assertEqual(short.current_slot_values(), whole.current_slot_values())
        base = [(event.key, event.value) for event in list(short.events)[:3] if isinstance(event, SlotSet)]
        self.assertEqual(base, [("shown", None)])

    def test_what_was_typed_and_slots_set_stay_readable(self) -> None:
        earlier = Earlier()
        whole = conversation(turn(0, SlotSet("profession", "ambulancier")), *(turn(n) for n in range(1, 9)))
        short = shorten(whole, earlier)
        assert short is not None
        kept = [event["text"] for event in earlier.events if event["event"] == "user"]
        kept += [event.text for event in short.events if isinstance(event, UserUttered)]
        self.assertEqual(kept, [f"message {number}" for number in range(9)])
        slots = [event["value"] for event in earlier.events if event["event"] == "slot"]
        self.assertEqual(slots, ["ambulancier"])

    def test_questions_under_way_are_not_cut(self) -> None:
        asked = conversation(turn(0, ActiveLoop("some_form")), *(turn(number) for number in range(1, 9)))
        self.assertIsNone(shorten(asked, Earlier()))
        left = conversation(
            turn(0, ActiveLoop("some_form")), turn(1, ActiveLoop(None)), *(turn(n) for n in range(2, 9))
        )
        short = shorten(left, Earlier())
        assert short is not None
        self.assertIsNone(short.active_loop)

    def test_a_turn_under_way_is_not_cut(self) -> None:
        tracker = conversation(*(turn(number) for number in range(9)))
        tracker.update(ActionExecuted("action_answer"))
        self.assertIsNone(shorten(tracker, Earlier()))


if __name__ == "__main__":
    unittest.main()
