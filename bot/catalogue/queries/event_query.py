"""What is looked for among events, and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.catalogue.models import Event, EventSlot
from bot.catalogue.queries.event_hours import FreeHours
from bot.catalogue.queries.placed import Place, Widened


@dataclass(frozen=True)
class EventQuery:
    """What is looked for. `place` is a place value of the entities; `radius_km` counts around a commune.

    `start` and `end` are days, both included, in the place's zone. `kinds` are event types' slugs. An event
    that names no profession, or no audience, is for all; `for_all` leaves out those for counsellors alone.
    `online`: True for what can be followed from home (wherever it is), False for what can be attended, None
    for both. `now` is an aware instant, by default the present. `widen`: look further when nothing fits;
    `far`: up to anywhere in France. `weekdays`: only slots that begin on one of these days (0 for Monday);
    `hours`: only slots that leave one free at these hours.
    """

    place: Place | None = None
    radius_km: float = 30
    start: date | None = None
    end: date | None = None
    kinds: Sequence[str] = ()
    profession: str | None = None
    audience: str | None = None
    for_all: bool = False
    online: bool | None = None
    text: str | None = None
    limit: int = 5
    offset: int = 0
    now: datetime | None = None
    widen: bool = True
    far: bool = True
    weekdays: Sequence[int] = ()
    hours: FreeHours | None = None

    @property
    def is_free_sometimes(self) -> bool:
        """Whether one is not free on all days or at all hours."""
        return bool(self.weekdays) or self.hours is not None


@dataclass(frozen=True)
class FoundEvent:
    """An event found, its next slot that fits, and its distance (None without a commune to measure from)."""

    event: Event
    distance_km: float | None
    slot: EventSlot


@dataclass(frozen=True)
class EventResults:
    """The events found, soonest first, and how many there are in all (counted up to COUNTED, then as pages tell).

    `widened` says what had to be let go when nothing fitted: the `radius`, the `date` or the `place`; then
    `widened_words` says in French what is shown instead.
    """

    events: list[FoundEvent]
    total: int
    widened: Widened | None = None
    widened_words: str | None = None
