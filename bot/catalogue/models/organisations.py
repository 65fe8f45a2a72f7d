"""Organisations: who holds events or trainings, or employs."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG


class Organisation(Base):
    """A school, an employer, an agency; never a person. `siret` (14 figures), `uai` and `finess` are text.

    `locked` names the fields a counsellor has set. `example` marks demonstration data.
    """

    __tablename__ = "organisation"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(40))
    url: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(40))
    address: Mapped[str | None] = mapped_column(Text)
    insee: Mapped[str | None] = mapped_column(String(5), index=True)
    siret: Mapped[str | None] = mapped_column(String(14), index=True)
    uai: Mapped[str | None] = mapped_column(String(8), index=True)
    finess: Mapped[str | None] = mapped_column(String(9), index=True)
    postcode: Mapped[str | None] = mapped_column(String(5))
    commune: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(SLUG), index=True)
    raw_hash: Mapped[str | None] = mapped_column(String(64))
    locked: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    source_url: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(10))
    example: Mapped[bool] = mapped_column(Boolean, default=False)
