"""What an account may do: three roles, each one more than the one before."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """A role; the value is what the database holds."""

    READER = "reader"
    COUNSELLOR = "counsellor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """Its French name."""
        return {"reader": "lecture", "counsellor": "conseil", "administrator": "administration"}[self.value]

    def covers(self, other: Role) -> bool:
        """Whether it may do what `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)
