"""The tracker store keeps a conversation, writes it once, notices who else carried it on, and can forget it."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker import TrackerStore

DOMAIN = Domain.from_dict(
    {
        "intents": ["pay"],
        "actions": ["action_answer"],
        "slots": {
            "place": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
        },
    }
)


class Stores(unittest.TestCase):
    """Each test has a folder of its own, and opens stores on the database in it."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        patch = mock.patch.dict(os.environ, {"ORISOIN_VAR": folder.name, "ORISOIN_TRACKER_URL": ""})
        patch.start()
        self.addCleanup(patch.stop)
        self.file = Path(folder.name) / "tracker.db"

    def open(self) -> TrackerStore:
        store = TrackerStore(domain=DOMAIN)
        self.addCleanup(store.engine.dispose)
        return store

    def say(self, store: TrackerStore, text: str, sender: str = "one") -> DialogueStateTracker:
        """What Rasa does for a message: take the conversation, add events, save it."""

        async def turn() -> DialogueStateTracker:
            tracker = await store.get_or_create_tracker(sender)
            tracker.update(UserUttered(text))
            tracker.update(SlotSet("place", text))
            tracker.update(ActionExecuted("action_answer"))
            tracker.update(ActionExecuted("action_listen"))
            await store.save(tracker)
            return tracker

        return asyncio.run(turn())

    def texts(self, store: TrackerStore, sender: str = "one") -> list[str]:
        tracker = asyncio.run(store.peek(sender))
        assert tracker is not None
        kept = [event["text"] for event in store.earlier(sender).events if event["event"] == "user"]
        return kept + [event.text for event in tracker.events if isinstance(event, UserUttered)]

    def rows(self) -> list[tuple[str, str]]:
        with sqlite3.connect(self.file) as connection:
            found = connection.execute("SELECT sender_id, type_name FROM events ORDER BY id").fetchall()
        connection.close()
        return found

    def test_each_event_is_written_once(self) -> None:
        store = self.open()
        for number in range(12):
            self.say(store, f"message {number}")
        self.assertEqual(len(self.rows()), 1 + 12 * 4)
        self.assertEqual([kind for _, kind in self.rows()].count("user"), 12)

    def test_the_rows_are_those_of_rasa(self) -> None:
        for number in range(12):
            self.say(self.open(), f"message {number}")
        stock = SQLTrackerStore(DOMAIN, host=f"sqlite:///{self.file}")
        self.addCleanup(stock.engine.dispose)
        tracker = asyncio.run(stock.retrieve("one"))
        assert tracker is not None
        said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        self.assertEqual(said, [f"message {number}" for number in range(12)])
        self.assertEqual(tracker.get_slot("place"), "message 11")

    def test_another_store_carries_on_where_the_first_was(self) -> None:
        first, second = self.open(), self.open()
        self.say(first, "un")
        self.say(second, "deux")
        self.say(first, "trois")
        self.assertEqual(self.texts(first), ["un", "deux", "trois"])
        self.assertEqual(self.texts(second), ["un", "deux", "trois"])

    def test_a_turn_that_failed_leaves_nothing(self) -> None:
        store = self.open()
        self.say(store, "un")

        async def fail() -> None:
            tracker = await store.get_or_create_tracker("one")
            tracker.update(UserUttered("perdu"))

        asyncio.run(fail())
        self.say(store, "deux")
        self.assertEqual(self.texts(store), ["un", "deux"])
        self.assertEqual(len(self.rows()), 1 + 2 * 4)

    def test_a_locked_database_fails_the_turn_and_the_next_one_is_whole(self) -> None:
        store = self.open()
        self.say(store, "un")
        locker = sqlite3.connect(self.file, isolation_level=None)
        self.addCleanup(locker.close)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
        locker.execute("BEGIN EXCLUSIVE")
        with self.assertRaises(Exception) as caught:
            self.say(store, "perdu")
        self.assertIn("locked", str(caught.exception))
        locker.execute("ROLLBACK")
        self.say(store, "deux")
        self.assertEqual(self.texts(store), ["un", "deux"])

    def test_erase(self) -> None:
        store = self.open()
        for sender in ("one", "two"):
            self.say(store, "bonjour", sender)
        self.assertGreater(store.erase("one"), 0)
        self.assertEqual(store.erase("one"), 0)
        self.assertIsNone(asyncio.run(store.peek("one")))
        self.assertEqual(list(asyncio.run(store.keys())), ["two"])
        self.assertEqual(self.texts(store, "two"), ["bonjour"])


if __name__ == "__main__":
    unittest.main()
