"""How many messages may wait at once: beyond what can be answered in time, it is said at once rather than after seconds.

A message let in holds a database connection and a call of the engine for up to five seconds. Were all let in during a rush,
none would be answered in time. Those already in a conversation go before those who begin one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

# Five seconds of what one engine answers (docs/dimensionnement.md); several engines, ORISOIN_QUEUE.
DEFAULT_QUEUE = 300
_SHARE_FOR_NEW = 0.75


class Full(Exception):
    """No more can be let in now."""


class Admission:
    """Counts the messages in hand in this process."""

    def __init__(self, most: int = DEFAULT_QUEUE) -> None:
        self._most = most
        self.waiting = 0

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Let one message in until the block ends. Raises Full."""
        if self.waiting >= self._most:
            raise Full
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1

    def begin(self) -> None:
        """Whether a conversation may begin: raises Full while three quarters of the room is taken."""
        if self.waiting >= self._most * _SHARE_FOR_NEW:
            raise Full
