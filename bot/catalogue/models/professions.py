"""Professions: what they are, how one trains for them, what training costs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.catalogue.database import Base
from bot.catalogue.models.pay import PayLine
from bot.catalogue.models.types import SLUG, Seeded, Sourced

_PROFESSION = "profession.slug"


class Profession(Seeded, Base):
    """One profession. Lists are French sentences, most telling first.

    `rome` and `training_details` keep the finer figures as found; durations are in the unit of their name.
    `parcoursup` is None when the sources read do not say. `provenance` names the fields that come from
    general knowledge, without a source of their own.
    """

    __tablename__ = "profession"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name_m: Mapped[str] = mapped_column(String(200))
    name_f: Mapped[str] = mapped_column(String(200))
    family: Mapped[str] = mapped_column(String(100), index=True)
    summary: Mapped[str | None] = mapped_column(Text)
    suits: Mapped[str | None] = mapped_column(Text)
    good_to_know: Mapped[str | None] = mapped_column(Text)
    variants: Mapped[list[str]] = mapped_column(JSON)
    missions: Mapped[list[str]] = mapped_column(JSON)
    workplaces: Mapped[list[str]] = mapped_column(JSON)
    qualities: Mapped[list[str]] = mapped_column(JSON)
    working_conditions: Mapped[list[str]] = mapped_column(JSON)
    progression: Mapped[list[str]] = mapped_column(JSON)
    warnings: Mapped[list[str]] = mapped_column(JSON)
    to_complete: Mapped[list[str]] = mapped_column(JSON)
    related_diplomas: Mapped[list[str]] = mapped_column(JSON)
    rome: Mapped[dict[str, Any]] = mapped_column(JSON)
    provenance: Mapped[dict[str, Any]] = mapped_column(JSON)

    training_text: Mapped[str] = mapped_column(Text)
    training_hours: Mapped[float | None] = mapped_column(Float)
    training_weeks: Mapped[float | None] = mapped_column(Float)
    training_months: Mapped[float | None] = mapped_column(Float)
    training_years: Mapped[float | None] = mapped_column(Float)
    training_details: Mapped[dict[str, Any]] = mapped_column(JSON)
    training_source_url: Mapped[str | None] = mapped_column(Text)
    training_as_of: Mapped[str | None] = mapped_column(String(10))
    training_note: Mapped[str | None] = mapped_column(Text)
    training_to_check: Mapped[str | None] = mapped_column(Text)

    parcoursup: Mapped[bool | None] = mapped_column(Boolean)
    access_conditions: Mapped[list[str]] = mapped_column(JSON)
    bridges: Mapped[list[str]] = mapped_column(JSON)
    access_source_urls: Mapped[list[str]] = mapped_column(JSON)
    access_as_of: Mapped[str | None] = mapped_column(String(10))
    access_note: Mapped[str | None] = mapped_column(Text)
    access_to_check: Mapped[str | None] = mapped_column(Text)

    cost_text: Mapped[str] = mapped_column(Text)
    cost_note: Mapped[str | None] = mapped_column(Text)

    diplomas: Mapped[list[ProfessionDiploma]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="ProfessionDiploma.position"
    )
    ways_in: Mapped[list[WayIn]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="WayIn.position"
    )
    costs: Mapped[list[CostLine]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="CostLine.position"
    )
    figures: Mapped[list[ProfessionFigure]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="ProfessionFigure.position"
    )
    sources: Mapped[list[ProfessionSource]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="ProfessionSource.position"
    )
    pay_lines: Mapped[list[PayLine]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by=PayLine.position
    )

    def figures_of(self, kind: str) -> list[ProfessionFigure]:
        """The figures of one kind: `recruitment`, `landmark` or `other`."""
        return [figure for figure in self.figures if figure.kind == kind]


class _OfProfession:
    """A row that belongs to a profession, in the order of its file."""

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    profession_slug: Mapped[str] = mapped_column(ForeignKey(_PROFESSION, ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)


class ProfessionDiploma(_OfProfession, Sourced, Base):
    """A diploma that leads to the profession; the first is the main one.

    `diploma_slug` is None where no diploma is asked for. `level` is that of the French national framework.
    The RNCP code may be shown only when `rncp_shown` is true: verified, and not in doubt.
    """

    __tablename__ = "profession_diploma"

    diploma_slug: Mapped[str | None] = mapped_column(String(SLUG), index=True)
    title: Mapped[str] = mapped_column(Text)
    acronym: Mapped[str | None] = mapped_column(String(60))
    level: Mapped[int | None] = mapped_column(Integer)
    level_verified: Mapped[bool] = mapped_column(Boolean)
    rncp: Mapped[str | None] = mapped_column(String(20))
    rncp_shown: Mapped[bool] = mapped_column(Boolean)
    rncp_former: Mapped[str | None] = mapped_column(Text)
    rncp_source_url: Mapped[str | None] = mapped_column(Text)


class WayIn(_OfProfession, Sourced, Base):
    """One way into the training or the profession; general knowledge when it has no source."""

    __tablename__ = "way_in"

    way: Mapped[str] = mapped_column(Text)
    detail: Mapped[str | None] = mapped_column(Text)


class CostLine(_OfProfession, Sourced, Base):
    """What a training costs somewhere, in `unit`; a bound is None when it was not found."""

    __tablename__ = "cost_line"

    label: Mapped[str] = mapped_column(Text)
    minimum: Mapped[float | None] = mapped_column(Float)
    maximum: Mapped[float | None] = mapped_column(Float)
    unit: Mapped[str | None] = mapped_column(String(60))


class ProfessionFigure(_OfProfession, Sourced, Base):
    """A figure about the profession. `kind`: `recruitment` (tension), `landmark` or `other`.

    Either the bounds or `value_text` hold the value; a landmark says everything in its label.
    """

    __tablename__ = "profession_figure"

    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(Text)
    minimum: Mapped[float | None] = mapped_column(Float)
    maximum: Mapped[float | None] = mapped_column(Float)
    value_text: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(60))


class ProfessionSource(_OfProfession, Base):
    """A page that was read to write about the profession."""

    __tablename__ = "profession_source"

    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(20))
