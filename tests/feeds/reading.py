"""Reading small feeds in tests: a text or bytes made a file, and what its reader says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.feeds.readers import READERS
from bot.feeds.records import EventRecord, Item, Note, Skip, Source, TrainingRecord

TODAY = date(2026, 11, 21)


def items(
    folder: Path, content: str | bytes, form: str, *, name: str = "feed", today: date = TODAY
) -> list[Item]:
    """Everything that the reader of `form` yields for `content`."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(READERS[form].read(Source(path, "essai", today)))


def events(found: list[Item]) -> list[EventRecord]:
    """The events among what a reader yields."""
    return [item for item in found if isinstance(item, EventRecord)]


def trainings(found: list[Item]) -> list[TrainingRecord]:
    """The trainings among what a reader yields."""
    return [item for item in found if isinstance(item, TrainingRecord)]


def skips(found: list[Item]) -> list[str]:
    """The reasons of what was skipped."""
    return [item.reason for item in found if isinstance(item, Skip)]


def notes(found: list[Item]) -> list[str]:
    """What was noted."""
    return [item.words for item in found if isinstance(item, Note)]


def times(event: EventRecord) -> list[tuple[str, str | None]]:
    """The wall times of an event."""
    return [(slot.start, slot.end) for slot in event.slots]
