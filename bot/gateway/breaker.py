"""A circuit breaker: after three refused connections in a row, fail at once for two seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES = 3
OPEN_SECONDS = 2.0


class Breaker:
    """Counts refused connections of one dependency."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calling is useless for now; once the time is over, one call may probe."""
        return self._clock() < self._open_until

    def failed(self) -> None:
        """A connection was refused."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._open_until = self._clock() + OPEN_SECONDS

    def succeeded(self) -> None:
        """A connection was made."""
        self._failures = 0
        self._open_until = 0.0
