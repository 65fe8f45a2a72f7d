"""Conversations: the gateway's record of what was said, and what people ask of a human.

Everything of a conversation hangs on its row and disappears with it; only a tombstone stays.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import UtcDateTime

_CONVERSATION = "conversation.id"


class Conversation(Base):
    """One exchange with one person, on one channel, known by a random id only.

    `rights_digest` and `share_digest` are digests of the codes a person holds, never the codes.
    `turn_by` and `turn_until` are the lease of the process that has a turn of it in flight.
    """

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    site_key: Mapped[str | None] = mapped_column(ForeignKey("site.key", ondelete="SET NULL"))
    audience: Mapped[str | None] = mapped_column(String(20))
    place: Mapped[str | None] = mapped_column(String(100))
    channel: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    rights_digest: Mapped[str] = mapped_column(String(64), unique=True)
    share_digest: Mapped[str] = mapped_column(String(64), unique=True)
    turn_by: Mapped[str | None] = mapped_column(String(40))
    turn_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Turn(Base):
    """What one author said at once.

    A person's turn carries the identifier its sender made, and a state: `received` (kept, not answered yet),
    `answered` or `unanswered` (the engine was away). A bot's turn names the turn it answers: one at most.
    `choice_payload` is what a picked choice stands for.
    """

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id", name="uq_turn_conversation_client"),
        Index("ix_turn_conversation_id_id", "conversation_id", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    author: Mapped[str] = mapped_column(String(10))
    text: Mapped[str | None] = mapped_column(Text)
    choice_payload: Mapped[str | None] = mapped_column(Text)
    masked: Mapped[bool] = mapped_column(Boolean, default=False)
    client_id: Mapped[str | None] = mapped_column(String(36))
    state: Mapped[str] = mapped_column(String(10))
    understood: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), unique=True)


class StoredReply(Base):
    """A reply as it left the gateway; `body` is `bot.replies.Reply` as JSON."""

    __tablename__ = "reply"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"), index=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)


class StoredChoice(Base):
    """What an opaque choice of a conversation stands for."""

    __tablename__ = "choice"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)


class Feedback(Base):
    """Whether a person found one reply useful, and why; the last word counts."""

    __tablename__ = "feedback"

    reply_id: Mapped[str] = mapped_column(ForeignKey("reply.id", ondelete="CASCADE"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    useful: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str | None] = mapped_column(Text)


class Request(Base):
    """What a person asks of a human: a call-back, a message, an immersion; `consent_at` is never empty."""

    __tablename__ = "request"

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey(_CONVERSATION, ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    profession: Mapped[str | None] = mapped_column(String(200))
    place: Mapped[str | None] = mapped_column(String(200))
    preferred_time: Mapped[str | None] = mapped_column(String(200))
    message: Mapped[str | None] = mapped_column(Text)
    consent_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ErasedConversation(Base):
    """The tombstone of a conversation: its random id, so that nothing comes back under it.

    `engine_pending` is true until the engine has erased its tracker too.
    """

    __tablename__ = "erased_conversation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    engine_pending: Mapped[bool] = mapped_column(Boolean, index=True)
