"""The codes and coordinates of a place, filled from the gazetteer."""

from __future__ import annotations

from typing import Any

from bot.french.gazetteer import load_gazetteer


def located(insee: str | None) -> dict[str, Any]:
    """The columns of `bot.catalogue.models.located.Located` that a commune's INSEE code gives.

    Empty without a code. Raises ValueError when no commune has this code.
    """
    if insee is None:
        return {}
    commune = load_gazetteer().commune(insee)
    if commune is None:
        raise ValueError(f"no commune has the code {insee}")
    return {
        "insee": insee,
        "commune": commune.name,
        "postcode": commune.postcodes[0] if commune.postcodes else None,
        "department": commune.department,
        "region": commune.region,
        "epci": commune.epci,
        "latitude": commune.latitude,
        "longitude": commune.longitude,
        "precision": commune.precision or None,
    }
