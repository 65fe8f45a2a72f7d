"""Conversations: the gateway's record of what was said, and what people ask of a human.

Everything of a conversation hangs on its row and disappears with it; only a tombstone stays.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import UtcDateTime

_CONVERSATION = "conversation.id"

KINDS = ("callback", "message", "immersion", "visit", "ambassador")
STATES = ("new", "taken", "answered", "closed", "withdrawn")
# What a request may end with; the first three are steps of the funnel.
STEPS = ("applied", "internship", "hired")
OUTCOMES = (*STEPS, "informed", "directed", "unreachable", "gave_up")


class Conversation(Base):
    """One exchange with one person, on one channel, known by a random id only.

    `rights_digest` and `share_digest` are digests of the codes a person holds, never the codes.
    `turn_by` and `turn_until` are the lease of the process that has a turn of it in flight.

    `department` is the last one named. `messages` counts what the person sent; `engaged` and `shown` (an event or a
    contact was) tell what the figures count already. `with_human` conversations are kept longer.
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
    department: Mapped[str | None] = mapped_column(String(3))
    messages: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    engaged: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    shown: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    with_human: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


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
    """What a person asks of a human; `kind` is one of KINDS, `state` one of STATES, `consent_at` never empty.

    `summary` is what the conversation was about (`{"professions", "places", "subjects"}`), no word of it. `site_key`
    and `department` say whose it is. `assigned_to` is an account's name, `due_on` the day to answer by.
    `outcome` is one of OUTCOMES once closed.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_site_key_state_at", "site_key", "state", "at"),
        Index("ix_request_state_at", "state", "at"),
    )

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
    site_key: Mapped[str | None] = mapped_column(ForeignKey("site.key", ondelete="SET NULL"))
    department: Mapped[str | None] = mapped_column(String(3))
    summary: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    assigned_to: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(20))


class ErasedConversation(Base):
    """The tombstone of a conversation: its random id, so that nothing comes back under it.

    `engine_pending` is true until the engine has erased its tracker too.
    """

    __tablename__ = "erased_conversation"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    engine_pending: Mapped[bool] = mapped_column(Boolean, index=True)
