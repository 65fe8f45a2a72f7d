"""The tracker store keeps a conversation, and can forget it."""

from __future__ import annotations

import asyncio
import os
import tempfile
import unittest
from unittest import mock

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker import TrackerStore


class Erasure(unittest.TestCase):
    """Erasing one conversation leaves the others."""

    def test_erase(self) -> None:
        with tempfile.TemporaryDirectory() as var, mock.patch.dict(os.environ, {"ORISOIN_VAR": var}):
            store = TrackerStore(domain=Domain.empty())
            for sender in ("one", "two"):
                tracker = DialogueStateTracker.from_events(sender, [UserUttered("bonjour")])
                asyncio.run(store.save(tracker))
            self.assertGreater(store.erase("one"), 0)
            self.assertEqual(store.erase("one"), 0)
            self.assertEqual(list(asyncio.run(store.keys())), ["two"])
            store.engine.dispose()


if __name__ == "__main__":
    unittest.main()
