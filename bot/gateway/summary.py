"""The person's *parcours*: what a conversation was about so far, as data."""

from __future__ import annotations

from typing import Any

from bot.catalogue.models.conversations import Conversation
from bot.catalogue.queries.conversations import TurnRead
from bot.gateway.moments import moment_text
from bot.gateway.schemas import Share, SubjectSeen, Summary
from bot.subjects import subjects

# What is said in passing, or in pain, is no step of a parcours.
_UNTOLD = {"assistant", "safety", "out_of_scope"}


def summarise(conversation: Conversation, turns: list[TurnRead], code: str, public_url: str) -> Summary:
    """Professions and places in the order they came up, subjects with the moment they last did."""
    known = subjects()
    professions: dict[str, None] = {}
    places: dict[str, None] = {conversation.place: None} if conversation.place else {}
    seen: dict[str, str] = {}
    for one in turns:
        understood = one.turn.understood or {}
        subject = understood.get("subject")
        if subject in known and known[subject].topic not in _UNTOLD:
            seen.pop(subject, None)
            seen[subject] = moment_text(one.turn.at)
        for entity in understood.get("entities", []):
            if entity.get("entity") == "profession" and isinstance(entity.get("value"), str):
                professions[entity["value"]] = None
            elif entity.get("entity") == "place" and (name := _name(entity.get("value"))):
                places[name] = None
    return Summary(
        conversation=conversation.id,
        since=moment_text(conversation.created_at),
        professions=list(professions),
        places=list(places),
        subjects=[
            SubjectSeen(subject=slug, label=known[slug].label, at=at) for slug, at in reversed(seen.items())
        ],
        share=Share(code=code, url=f"{public_url}/p/{code}"),
    )


def _name(place: Any) -> str | None:
    name = place.get("name") if isinstance(place, dict) else None
    return name if isinstance(name, str) else None
