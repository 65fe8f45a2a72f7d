"""Listening: questions that were not understood, and what counsellors make of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import UtcDateTime


class Question(Base):
    """A masked message that the engine doubted or took as out of scope; it goes with its conversation.

    `why` is `doubt` or `out_of_scope`. `state` is `new`, then `example`, `answered` or `ignored`.
    """

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_state_at", "state", "at"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    site_key: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    text: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[float | None] = mapped_column(Float)
    state: Mapped[str] = mapped_column(String(10))


class TrainingExample(Base):
    """A sentence, read again by a counsellor, that teaches an intent; nothing tells who wrote it."""

    __tablename__ = "training_example"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    intent: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)


class WrittenAnswer(Base):
    """What a counsellor answers to questions like `question`, said when the engine doubts; `site_key` None: everywhere."""

    __tablename__ = "written_answer"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    site_key: Mapped[str | None] = mapped_column(ForeignKey("site.key", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    source_title: Mapped[str] = mapped_column(String(200))
    source_url: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[date] = mapped_column(Date)
