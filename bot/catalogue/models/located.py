"""Where something takes place: the columns that events and trainings share."""

from __future__ import annotations

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

ATTENDANCES = ("onsite", "online", "mixed")


class Located:
    """A place. Codes are INSEE's; `precision` says what the coordinates (degrees, WGS 84) point at: `address`,
    or how the gazetteer knows the commune (`commune`…); None without coordinates."""

    attendance: Mapped[str] = mapped_column(String(10), default="onsite")
    venue: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    commune: Mapped[str | None] = mapped_column(Text)
    postcode: Mapped[str | None] = mapped_column(String(5))
    insee: Mapped[str | None] = mapped_column(String(5), index=True)
    epci: Mapped[str | None] = mapped_column(String(9), index=True)
    department: Mapped[str | None] = mapped_column(String(3), index=True)
    region: Mapped[str | None] = mapped_column(String(2), index=True)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    precision: Mapped[str | None] = mapped_column(String(20))
