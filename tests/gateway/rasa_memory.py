"""Run by the engine's own Python: a conversation in Rasa's memory, written by the tracker store that the service uses.

`python -m tests.gateway.rasa_memory SENDER WORDS`: the person and the bot say WORDS, in every event that can hold them.
"""

from __future__ import annotations

import asyncio
import sys

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.tracker import TrackerStore


def main(sender: str, words: str) -> None:
    """Write it."""
    parsed = {
        "text": words,
        "intent": {"name": "pay", "confidence": 0.4},
        "entities": [{"entity": "place", "value": words, "start": 0, "end": len(words)}],
    }
    said = [
        UserUttered(words, parsed["intent"], parsed["entities"], parsed, input_channel="orisoin"),
        SlotSet("place", words),
        ActionExecuted("action_pay"),
        BotUttered(words, {"custom": {"text": words}}),
        ActionExecuted("action_listen"),
    ]
    tracker = DialogueStateTracker(sender, [AnySlot("place", mappings=[{}])])
    for event in [ActionExecuted("action_session_start"), ActionExecuted("action_listen"), *said * 20]:
        tracker.update(event)
    asyncio.run(TrackerStore(Domain.empty()).save(tracker))


if __name__ == "__main__":
    main(*sys.argv[1:])
