"""Ready answers whose wording a counsellor may correct, and professions next door."""

from __future__ import annotations

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, Seeded


class Answer(Seeded, Base):
    """A ready answer. `key` is `slug`, or `slug@audience` for one meant for `young`, `career_change` or
    `counsellor`, or easy to read (`falc`). `texts` are variants that say the same; `sources` are
    `{"title", "url", "as_of"}`, `choices` `{"title", "payload"}`. `as_of` is the oldest date of its sources."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_slug", "slug"),)

    key: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG))
    topic: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str | None] = mapped_column(String(20))
    texts: Mapped[list[str]] = mapped_column(JSON)
    sources: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)
    choices: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    as_of: Mapped[str | None] = mapped_column(String(10))


class Neighbour(Seeded, Base):
    """A profession outside this catalogue, and where to read about it."""

    __tablename__ = "neighbour"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    variants: Mapped[list[str]] = mapped_column(JSON)
    pointer: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(10))
