"""Where something takes place: the columns that events and trainings share."""

from __future__ import annotations

from sqlalchemy import Float, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

ATTENDANCES = ("onsite", "online", "mixed")
POINT = ("latitude", "longitude", "insee")


def searched_by_place(table: str, *judged: str) -> tuple[Index, ...]:
    """The indexes that searches by place use: around a point, in a commune, in a département, in a région.

    `judged` are the other columns that a search asks of a row, which is then judged from the index alone.
    """
    return (
        Index(f"ix_{table}_search_point", *POINT, *judged, "id"),
        # What of a commune lies far from its centre is told without reading all of the commune.
        Index(f"ix_{table}_insee", "insee", "latitude", "longitude"),
        Index(f"ix_{table}_search_department", "department", *judged, *POINT, "id"),
        Index(f"ix_{table}_search_region", "region", *judged, *POINT, "id"),
    )


class Located:
    """A place. Codes are INSEE's; `precision` says what the coordinates (degrees, WGS 84) point at: `address`,
    or how the gazetteer knows the commune (`commune`…); None without coordinates."""

    attendance: Mapped[str] = mapped_column(String(10), default="onsite")
    venue: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    commune: Mapped[str | None] = mapped_column(Text)
    postcode: Mapped[str | None] = mapped_column(String(5))
    insee: Mapped[str | None] = mapped_column(String(5))
    epci: Mapped[str | None] = mapped_column(String(9), index=True)
    department: Mapped[str | None] = mapped_column(String(3))
    # Three characters overseas (988 is its own région); SQLite, whose column was made for two, counts none.
    region: Mapped[str | None] = mapped_column(String(3).with_variant(String(2), "sqlite"))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    precision: Mapped[str | None] = mapped_column(String(20))
