"""What a profession pays, one line per employer and moment of a career."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, Sourced

KINDS = ("salary", "liberal_income", "legal_minimum", "bonus")
SECTORS = (
    "public_hospital",
    "public_territorial",
    "public_state",
    "public",
    "private_non_profit",
    "private",
    "liberal",
    "home_employer",
    "any",
)
MOMENTS = ("beginner", "mid", "end", "average", "range", "training", "any")


class PayLine(Sourced, Base):
    """One amount of pay, in euros a month (a year, an hour) as the field says, before income tax.

    `kind` is one of KINDS: a bonus is never a salary. `sector` and `moment` are SECTORS and MOMENTS read
    from the texts `context` and `moment_text`. `reliability` is `high`, `medium` or `low`; when the sources
    do not state it, it is `low` and `reliability_stated` is false. `below_smic`: its lower bound is under
    the minimum wage, so "at least the SMIC" must be said. `hidden`: too doubtful to be shown.
    `with_cti_*` is the gross amount computed with the Ségur rise. `computed_monthly` is a twelfth of a
    year or hours turned into a month.
    """

    __tablename__ = "pay_line"
    __table_args__ = (Index("ix_pay_line_profession_slug_kind", "profession_slug", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    profession_slug: Mapped[str] = mapped_column(
        String(SLUG), ForeignKey("profession.slug", ondelete="CASCADE")
    )
    position: Mapped[int] = mapped_column(Integer)
    context: Mapped[str] = mapped_column(Text)
    sector: Mapped[str] = mapped_column(String(30))
    moment_text: Mapped[str] = mapped_column(Text)
    moment: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    base: Mapped[str | None] = mapped_column(Text)
    includes: Mapped[str | None] = mapped_column(Text)
    gross_min: Mapped[float | None] = mapped_column(Float)
    gross_max: Mapped[float | None] = mapped_column(Float)
    net_min: Mapped[float | None] = mapped_column(Float)
    net_max: Mapped[float | None] = mapped_column(Float)
    annual_min: Mapped[float | None] = mapped_column(Float)
    annual_max: Mapped[float | None] = mapped_column(Float)
    hourly_min: Mapped[float | None] = mapped_column(Float)
    hourly_max: Mapped[float | None] = mapped_column(Float)
    computed_monthly: Mapped[float | None] = mapped_column(Float)
    with_cti_min: Mapped[float | None] = mapped_column(Float)
    with_cti_max: Mapped[float | None] = mapped_column(Float)
    with_cti_source_url: Mapped[str | None] = mapped_column(Text)
    with_cti_as_of: Mapped[str | None] = mapped_column(String(10))
    with_cti_to_check: Mapped[str | None] = mapped_column(Text)
    computed: Mapped[bool] = mapped_column(Boolean)
    computation: Mapped[str | None] = mapped_column(Text)
    as_of_estimated: Mapped[bool] = mapped_column(Boolean)
    other_source_url: Mapped[str | None] = mapped_column(Text)
    reliability_stated: Mapped[bool] = mapped_column(Boolean)
    below_smic: Mapped[bool] = mapped_column(Boolean)
    hidden: Mapped[bool] = mapped_column(Boolean)

    @property
    def has_amount(self) -> bool:
        """Whether any figure was found at all; else only the note says something."""
        bounds = (self.gross_min, self.gross_max, self.net_min, self.net_max, self.annual_min)
        others = (self.annual_max, self.hourly_min, self.hourly_max, self.computed_monthly)
        return any(value is not None for value in (*bounds, *others))
