"""Trainings: courses that lead to a diploma, and the sessions one can join."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.catalogue.database import Base
from bot.catalogue.models.imported import Imported
from bot.catalogue.models.located import Located, searched_by_place
from bot.catalogue.models.organisations import Organisation
from bot.catalogue.models.types import SLUG, UtcDateTime

MODES = ("initial", "apprenticeship", "continuing", "vae")


class Training(Imported, Located, Base):
    """A course of one school, in one mode (MODES), that leads to a diploma.

    `cost` is in euros for the whole course, None when unknown (`cost_note` explains); `funding` and
    `duration` are French sentences. `search_text` is folded, `description_html` cleaned. `rncp`, `rome` and
    `formacode` are the codes it names. `permanent_entry`: one may join at any time, whatever the sessions.
    `example` marks demonstration data.
    """

    __tablename__ = "training"
    __table_args__ = (
        UniqueConstraint("source", "uid"),
        *searched_by_place(
            "training",
            "profession_slug",
            "withdrawn",
            "in_scope",
            "mode",
            "attendance",
            "diploma_slug",
            "permanent_entry",
        ),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    description_html: Mapped[str | None] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    profession_slug: Mapped[str | None] = mapped_column(String(SLUG), index=True)
    diploma_slug: Mapped[str | None] = mapped_column(String(SLUG), index=True)
    mode: Mapped[str] = mapped_column(String(20))
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
    rncp: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    rome: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    formacode: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    level: Mapped[str | None] = mapped_column(Text)
    entry_conditions: Mapped[str | None] = mapped_column(Text)
    permanent_entry: Mapped[bool | None] = mapped_column(Boolean)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    duration: Mapped[str | None] = mapped_column(Text)
    cost: Mapped[float | None] = mapped_column(Float)
    cost_note: Mapped[str | None] = mapped_column(Text)
    funding: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(40))
    accessibility: Mapped[str | None] = mapped_column(Text)
    organisation_slug: Mapped[str | None] = mapped_column(
        ForeignKey("organisation.slug", ondelete="SET NULL"), index=True
    )
    source_url: Mapped[str | None] = mapped_column(Text)
    licence: Mapped[str | None] = mapped_column(Text)
    verified_on: Mapped[date | None] = mapped_column(Date)
    example: Mapped[bool] = mapped_column(Boolean, default=False, index=True)

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    sessions: Mapped[list[TrainingSession]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="TrainingSession.start_on"
    )


class TrainingSession(Base):
    """Dates of a training, both included. `status`: `open`, `full`, `closed`, `cancelled`; None when unknown.

    `uid` is the session's in its feed. `precision` is `day`, or `month` when only the month is known.
    """

    __tablename__ = "training_session"
    # The sessions of a training, and the soonest of all, without reading the rows.
    __table_args__ = (
        Index("ix_training_session_training_id_start_on", "training_id", "start_on", "status", "apply_until"),
        Index("ix_training_session_soonest", "start_on", "status", "apply_until", "training_id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    training_id: Mapped[str] = mapped_column(ForeignKey("training.id", ondelete="CASCADE"))
    uid: Mapped[str | None] = mapped_column(String(255))
    start_on: Mapped[date] = mapped_column(Date)
    end_on: Mapped[date | None] = mapped_column(Date)
    apply_from: Mapped[date | None] = mapped_column(Date)
    apply_until: Mapped[date | None] = mapped_column(Date)
    seats: Mapped[int | None] = mapped_column(Integer)
    status: Mapped[str | None] = mapped_column(String(20))
    url: Mapped[str | None] = mapped_column(Text)
    precision: Mapped[str] = mapped_column(String(10), default="day", server_default="day")
