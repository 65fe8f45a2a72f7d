"""Which sites an account sees: None for all of them, else their keys; an empty one stands for what belongs to no site
(what people write on a messaging app)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, or_, true

Sites = Collection[str] | None


def within(column: Any, sites: Sites) -> ColumnElement[bool]:
    """The condition that `column`, a site's key, is one of those."""
    if sites is None:
        return true()
    found: ColumnElement[bool] = column.in_(list(sites))
    return or_(found, column.is_(None)) if "" in sites else found
