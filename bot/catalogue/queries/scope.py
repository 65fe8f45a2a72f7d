"""Which sites an account sees: None for all of them, else their keys. What belongs to no site is for those who see all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, true

Sites = Collection[str] | None


def within(column: Any, sites: Sites) -> ColumnElement[bool]:
    """The condition that `column`, a site's key, is one of those."""
    if sites is None:
        return true()
    found: ColumnElement[bool] = column.in_(list(sites))
    return found
