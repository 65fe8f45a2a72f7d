"""Values of the catalogue: nested objects, sessions, levels, codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.feeds import codes
from bot.feeds.published_dates import NotADay, PublishedDay, published_day
from bot.feeds.records import Note, Position, SessionRecord

MODE = "apprenticeship"
KEY = "cle_ministere_educatif"


def dig(value: Any, *path: str) -> Any:
    """The value at `path` of nested objects; None as soon as a step is missing."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def as_list(value: Any) -> list[Any]:
    """`value` as a list: itself, nothing, or it alone."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _day(value: Any, position: Position) -> PublishedDay | Note | None:
    try:
        return published_day(value)
    except NotADay as error:
        return Note(position, f"« {error} » n’est pas une date : elle est laissée de côté.")


def sessions_of(dates: list[tuple[Any, Any, Any]], position: Position) -> Iterator[SessionRecord | Note]:
    """Sessions from their published first day, last day and number of seats."""
    for rank, (begun, ended, capacity) in enumerate(dates, start=1):
        start, end = _day(begun, position), _day(ended, position)
        yield from (found for found in (start, end) if isinstance(found, Note))
        if not isinstance(start, PublishedDay):
            continue
        last = end.day if isinstance(end, PublishedDay) else None
        if last is not None and last < start.day:
            yield Note(
                position, f"La session {rank} finirait avant de commencer : sa fin est laissée de côté."
            )
            last = None
        yield SessionRecord(
            uid=str(start.day),
            start=str(start.day),
            end=str(last) if last else None,
            seats=codes.count(capacity),
        )


def split(found: Iterator[SessionRecord | Note]) -> tuple[tuple[SessionRecord, ...], list[Note]]:
    """The sessions, each first day once, apart from the notes."""
    items = list(found)
    sessions = {item.start: item for item in items if isinstance(item, SessionRecord)}
    return tuple(sessions.values()), [item for item in items if isinstance(item, Note)]


def level_of(value: Any) -> str | None:
    """« 4 (BAC...) », « 4 », « niveau4 » as « niveau 4 »."""
    digits = [sign for sign in str(value or "") if sign.isdigit()]
    return f"niveau {digits[0]}" if digits and "1" <= digits[0] <= "8" else None


def years_of(value: Any) -> str | None:
    """A number of years in words."""
    years = codes.count(value, 9)
    return None if years is None else "1 an" if years == 1 else f"{years} ans"


def romes_of(values: Any) -> tuple[str, ...]:
    """ROME codes, written alone or in objects."""
    found = (codes.rome(dig(value, "code") or dig(value, "rome") or value) for value in as_list(values))
    return tuple(dict.fromkeys(code for code in found if code))


def certification_of(value: Any) -> tuple[str, ...]:
    """The certification of that number, alone, when it is one."""
    number = codes.certification(value)
    return (number,) if number else ()
