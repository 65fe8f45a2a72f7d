"""The hours of the day at which a person can come, and the slots that they leave possible."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.catalogue.models import EventSlot

_SECONDS = 60  # of a minute
_DAY = 24 * 60  # minutes
# One comes and goes as one likes to what lasts longer, and stays so long at least; what is shorter is attended whole.
_WHOLE = 3 * 60
_STAY = 45


@dataclass(frozen=True)
class FreeHours:
    """When one is free: `windows` of minutes since midnight, on every day; at any hour `on` some days of the week."""

    windows: tuple[tuple[int, int], ...]
    on: tuple[int, ...] = ()

    def fits(self, slot: EventSlot) -> bool:
        """Whether one can attend `slot` within these hours; never known of a slot without hours."""
        if slot.all_day or slot.precision == "month":
            return False
        zone = ZoneInfo(slot.zone)
        start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
        if start.weekday() in self.on:
            return True
        begins = start.hour * 60 + start.minute
        lasts = max(int((end - start).total_seconds()) // _SECONDS, 0)
        return any(_within(begins, min(begins + lasts, _DAY), *window) for window in self.windows)


def _within(begins: int, ends: int, first: int, last: int) -> bool:
    if ends - begins >= _WHOLE:
        return min(ends, last) - max(begins, first) >= _STAY
    return begins >= first and begins < last and ends <= last
