"""Schemes: rules and aids people use, and what can be said of each."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, Seeded, Sourced

FACT_KINDS = ("for_whom", "what_it_is", "condition", "amount", "step", "contact", "to_check")


class Scheme(Seeded, Base):
    """A rule or an aid: VAE, CPF, apprenticeship, Parcoursup, Ségur…

    `words` are those people use for it. `site_cited` is false when no source read gives that address.
    """

    __tablename__ = "scheme"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    theme: Mapped[str] = mapped_column(String(60), index=True)
    words: Mapped[list[str]] = mapped_column(JSON)
    site: Mapped[str | None] = mapped_column(Text)
    site_cited: Mapped[bool] = mapped_column(Boolean)
    phone: Mapped[str | None] = mapped_column(String(40))
    facts: Mapped[list[SchemeFact]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SchemeFact.position"
    )

    def facts_of(self, kind: str) -> list[SchemeFact]:
        """The facts of one kind (FACT_KINDS), in order."""
        return [fact for fact in self.facts if fact.kind == kind]


class SchemeFact(Sourced, Base):
    """One thing that can be said of a scheme; `kind` is one of FACT_KINDS.

    An `amount` has a value and a unit; a None value means it was not found: say so. `reliability` is
    `official`, `institution`, `specialised_press` or `third_party`. Steps, contacts and points to check have
    no source of their own. A fact with `to_check` is in doubt.
    """

    __tablename__ = "scheme_fact"
    __table_args__ = (Index("ix_scheme_fact_scheme_slug_kind", "scheme_slug", "kind"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    scheme_slug: Mapped[str] = mapped_column(String(SLUG), ForeignKey("scheme.slug", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    value: Mapped[float | None] = mapped_column(Float)
    value_text: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    computation: Mapped[str | None] = mapped_column(Text)
