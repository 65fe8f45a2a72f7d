"""What we said in answer to the message before this one."""

from __future__ import annotations

import json
from typing import Any

from rasa_sdk import Tracker


def last_replies(tracker: Tracker) -> list[dict[str, Any]]:
    """The replies between the message before this one and this one, as they were sent."""
    replies: list[dict[str, Any]] = []
    people = 0
    for event in reversed(tracker.events):
        people += event.get("event") == "user"
        if people == 2:
            break
        if people == 1 and event.get("event") == "bot":
            custom = (event.get("data") or {}).get("custom")
            replies.append(custom if isinstance(custom, dict) else {"text": event.get("text")})
    return replies[::-1]


def titles(reply: dict[str, Any]) -> str:
    """The words of a reply and the cards it shows: two replies that show the same say the same."""
    cards = [
        (card.get("title"), [fact.get("value") for fact in card.get("facts") or []])
        for card in reply.get("cards") or []
    ]
    return json.dumps([reply.get("text"), cards], ensure_ascii=False)
