"""Instants as the API writes them."""

from __future__ import annotations

from datetime import datetime


def moment_text(moment: datetime) -> str:
    """An instant in ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")
