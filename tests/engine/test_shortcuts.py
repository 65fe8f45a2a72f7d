"""Looked up or left out, the outcome is Rasa's own."""

from __future__ import annotations

import asyncio
import inspect
import random
import unittest
from typing import Any

import rasa.core.actions.action as action_module
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.engine import shortcuts
from bot.settings import ROOT
from tests.engine.test_replays import DOMAIN, some_event


class Types(unittest.TestCase):
    """The class of an event by its name."""

    def test_every_type(self) -> None:
        names = {kind.type_name for kind in all_subclasses(Event)}
        self.assertGreater(len(names), 15)
        for name in names:
            for _ in range(2):
                self.assertIs(shortcuts.resolve_by_type(name), shortcuts._resolve_by_type(name))

    def test_others(self) -> None:
        self.assertIsNone(shortcuts.resolve_by_type("topic"))
        self.assertIs(shortcuts.resolve_by_type("unheard_of", SlotSet), SlotSet)
        with self.assertRaises(ValueError):
            shortcuts.resolve_by_type("unheard_of")


class Applied(unittest.TestCase):
    """The events that count."""

    def test_those_of_rasa(self) -> None:
        for seed in range(150):
            draw = random.Random(seed)
            tracker = DialogueStateTracker.from_events(
                "person", [ActionExecuted("action_session_start"), SessionStarted()], DOMAIN.slots
            )
            for event in [event for _ in range(seed % 30) for event in some_event(draw)]:
                tracker.update(event, DOMAIN)
            found, expected = shortcuts.applied_events(tracker), shortcuts._applied_events(tracker)
            self.assertEqual([id(one) for one in found], [id(one) for one in expected])


class Extraction(unittest.TestCase):
    """The slots that a message fills, in our own domain."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.domain = Domain.load(str(ROOT / "domain.yml"))

    def filled(self, run: Any, message: UserUttered, *before: Event) -> list[tuple[str, Any]]:
        tracker = DialogueStateTracker.from_events(
            "person", [ActionExecuted("action_listen"), *before, message], self.domain.slots
        )
        action = action_module.ActionExtractSlots(None)
        events = asyncio.run(run(action, CollectingOutputChannel(), None, tracker, self.domain))
        return [(event.key, event.value) for event in events]

    def test_those_of_rasa(self) -> None:
        forms: list[list[Event]] = [[]]
        for name, form in self.domain.forms.items():
            for slot in form["required_slots"]:
                forms.append([ActiveLoop(name), SlotSet("requested_slot", slot)])
        names = [*self.domain.entities, "unheard_of"]
        some = 0
        for seed in range(400):
            draw = random.Random(seed)
            chosen = draw.sample(names, draw.choice([0, 0, 1, 1, 2, 3]))
            message = UserUttered(
                "des mots",
                intent={"name": draw.choice(self.domain.intents), "confidence": 1.0},
                entities=[{"entity": name, "value": f"{name} {at}"} for at, name in enumerate(chosen)],
            )
            before = draw.choice(forms)
            expected = self.filled(shortcuts._extract_slots, message, *before)
            self.assertEqual(self.filled(shortcuts.extract_slots, message, *before), expected)
            some += bool(expected)
        self.assertGreater(some, 100)

    def test_rasa_reads_the_slots_there(self) -> None:
        self.assertIn("slot in domain.slots", inspect.getsource(shortcuts._extract_slots))


if __name__ == "__main__":
    unittest.main()
