"""Contacts: who can help a person, near them or anywhere."""

from __future__ import annotations

from sqlalchemy import Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, Seeded, Sourced


class Contact(Seeded, Sourced, Base):
    """Someone to turn to. `scope`: `national`, `region` or `department`; `places` are the codes it serves.

    Ages are in years, both included, None when open. `phone` is as people dial it.
    """

    __tablename__ = "contact"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    name: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(String(20), index=True)
    min_age: Mapped[int | None] = mapped_column(Integer)
    max_age: Mapped[int | None] = mapped_column(Integer)
    phone: Mapped[str | None] = mapped_column(String(40))
    url: Mapped[str | None] = mapped_column(Text)
    hours: Mapped[str | None] = mapped_column(Text)
    for_whom: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    insee: Mapped[str | None] = mapped_column(String(5))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    places: Mapped[list[ContactPlace]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class ContactPlace(Base):
    """A département or a région (`kind`) that a contact serves, by its INSEE code."""

    __tablename__ = "contact_place"

    contact_slug: Mapped[str] = mapped_column(
        ForeignKey("contact.slug", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True, index=True)
