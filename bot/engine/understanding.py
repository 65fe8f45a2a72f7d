"""The language model outside a server: one text in, what is understood out."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.engine.channel import escape
from bot.engine.context import SPOKEN_OF
from bot.engine.logs import quiet_logs
from bot.engine.signed import newest, trusted
from bot.narrow import Asked
from bot.roles import role_learnt
from bot.settled import settle
from bot.subjects import subject_of_intent

# Names under which Rasa sees entities, as the outside knows them; the others are not printed.
_PRINTED = {
    "profession": "profession",
    "profession_current": "profession",
    "profession_excluded": "profession",
    "profession_told": "profession",
    "place": "place",
    "place_nearby": "place",
    "place_excluded": "place",
    "date": "date",
    "event_type": "event_type",
    "diploma": "diploma",
    "duration": "duration",
    "age": "age",
    "level": "level",
    "level_missing": "level",
    "diploma_missing": "diploma",
}


class Understanding:
    """The trained model, loaded once; `read` costs a few milliseconds."""

    def __init__(self, models: Path, key: Path | None) -> None:
        """Load the newest model of `models`, signed for `key` (some ten seconds, most of it importing Rasa).

        Without a key, one that this very process has just trained is loaded as it is. Raises UntrustedModel.
        """
        model = trusted(models, key) if key else newest(models)
        os.environ["RASA_TELEMETRY_ENABLED"] = "false"
        quiet_logs("WARNING")
        from rasa.core.agent import Agent

        from bot.engine import runtime

        runtime.adjust_reading()
        self._processor = Agent.load(str(model)).processor
        settle()

    async def read(self, text: str, now: datetime | None = None) -> dict[str, Any]:
        """What is understood of `text`, in the form that `contract.md` promises; dates as seen from `now`."""
        return described(text, await self._parsed(text, now)) if text.strip() else _empty(text)

    async def asks(self, text: str, spoken_of: str | None = None) -> Asked:
        """What `text` asks for after the subject `spoken_of`: its intent, and narrow answers."""
        parsed = await self._parsed(text, None, spoken_of)
        best = (parsed.get("narrow") or [{"best": []}])[0]["best"]
        answers = [(choice["name"], choice["score"]) for choice in best]
        return Asked(parsed["intent"]["name"], parsed["intent"]["confidence"], answers)

    async def role(self, text: str) -> str | None:
        """Who surely speaks in `text`, when it is not for themselves (`bot.roles`)."""
        return role_learnt(await self._parsed(text, None))

    async def _parsed(self, text: str, now: datetime | None, spoken_of: str | None = None) -> dict[str, Any]:
        from rasa.core.channels.channel import UserMessage

        metadata = {"now": now.isoformat()} if now else {}
        if spoken_of:
            metadata[SPOKEN_OF] = spoken_of
        message = UserMessage(escape(text), sender_id="understand", metadata=metadata)
        parsed: dict[str, Any] = await self._processor.parse_message(message, only_output_properties=True)
        return parsed


def described(text: str, parsed: dict[str, Any]) -> dict[str, Any]:
    """The public form of Rasa's `parsed` message, with offsets in code points of the raw `text`."""
    shift = len(text) - len(text.lstrip())
    ranking = [entry for entry in parsed.get("intent_ranking", []) if entry["name"] != "nlu_fallback"]
    best = ranking[0]
    known = subject_of_intent()
    return {
        "text": text,
        "subject": known.get(best["name"]),
        "also": parsed.get("also", []),
        "intent": best["name"],
        "confidence": round(best["confidence"], 4),
        "doubt": parsed["intent"]["name"] == "nlu_fallback",
        "ranking": [
            {"intent": entry["name"], "confidence": round(entry["confidence"], 4)} for entry in ranking
        ],
        "entities": [
            {
                "entity": _PRINTED[entity["entity"]],
                "value": entity["value"],
                "text": text[entity["start"] + shift : entity["end"] + shift],
                "start": entity["start"] + shift,
                "end": entity["end"] + shift,
                **({"role": entity["entity"].split("_")[1]} if "_" in _role(entity) else {}),
                **({"alternatives": entity["alternatives"]} if entity.get("alternatives") else {}),
            }
            for entity in parsed.get("entities", [])
            if entity["entity"] in _PRINTED
        ],
    }


def _role(entity: dict[str, Any]) -> str:
    return "" if entity["entity"] == "event_type" else str(entity["entity"])


def _empty(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "subject": "gibberish",
        "also": [],
        "intent": "gibberish",
        "confidence": 1.0,
        "doubt": False,
        "ranking": [{"intent": "gibberish", "confidence": 1.0}],
        "entities": [],
    }
