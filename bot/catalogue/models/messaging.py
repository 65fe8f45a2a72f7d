"""Messaging apps: who writes, what came in, what must go out, and the reminders promised.

People are known by digests of the platforms' identifiers. A message keeps its words only until it is dealt with; its own
digest stays a while, so that what a platform sends again is known.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import UtcDateTime

_ADDRESS = 500
_IDENTITY = "channel_identity.id"


class ChannelIdentity(Base):
    """One person on one channel, and the conversation they are having.

    `address` is what the platform answers to; a telephone is never kept here, only its digest. `last_in_at` is
    when the person wrote last, by the platform's clock. `stopped_at` is set when they blocked us or said stop.
    `shown` are the options they see and the pages that wait: `{"options": [[id, title]], "numbered", "more"}`.
    `busy_by` and `busy_until` are the lease of the process that deals with their messages; `wait_until` holds
    the next ones back after a failure, `send_after` paces what we send. `leaving`: to delete once the farewell is sent.
    """

    __tablename__ = "channel_identity"
    __table_args__ = (UniqueConstraint("channel", "person_digest"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    person_digest: Mapped[str] = mapped_column(String(64))
    phone_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    address: Mapped[str | None] = mapped_column(String(_ADDRESS))
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_in_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    leaving: Mapped[bool] = mapped_column(Boolean, default=False)
    busy_by: Mapped[str | None] = mapped_column(String(40))
    busy_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    wait_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    send_after: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboxMessage(Base):
    """A message as it came in: `new`, then `done`, when only its digest is left.

    `text` is masked. `at` and `sequence` are the platform's order. `ready_at` is when it may be dealt with: a
    little later than it came, so that those sent before it come first. `urgent` goes before all others.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "message_digest"),
        Index("ix_inbox_identity_id_state", "identity_id", "state"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    message_digest: Mapped[str] = mapped_column(String(64))
    identity_id: Mapped[int | None] = mapped_column(ForeignKey(_IDENTITY, ondelete="SET NULL"))
    address: Mapped[str | None] = mapped_column(String(_ADDRESS))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    masked: Mapped[bool] = mapped_column(Boolean, default=False)
    choice: Mapped[str | None] = mapped_column(String(_ADDRESS))
    what: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    sequence: Mapped[int] = mapped_column(BigInteger)
    urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ready_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), index=True)
    attempts: Mapped[int] = mapped_column(Integer, default=0)


class OutboxMessage(Base):
    """A message to send: `waiting`, `sending` (a process has it until `claimed_until`), then `sent`, `dead` or
    `dropped` (the person stopped). `key` makes it unique; `message` and `address` go once it is settled.
    A dead one keeps its message, for a counsellor to see what the person did not get.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_outbox_identity_id_state", "identity_id", "state"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    identity_id: Mapped[int] = mapped_column(ForeignKey(_IDENTITY, ondelete="CASCADE"))
    conversation_id: Mapped[str | None] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    address: Mapped[str | None] = mapped_column(String(_ADDRESS))
    message: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class ChannelPause(Base):
    """A channel whose platform asked us to send nothing before `until`."""

    __tablename__ = "channel_pause"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(String(40))


class Reminder(Base):
    """A promise to write the day before an event: `waiting`, then `sent`, `cancelled` (with the event) or
    `missed` (it began first). `starts_at` is the beginning of the event as it was when promised or last moved.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("identity_id", "event_id", "starts_at"),
        Index("ix_reminder_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    identity_id: Mapped[int] = mapped_column(ForeignKey(_IDENTITY, ondelete="CASCADE"))
    event_id: Mapped[str] = mapped_column(String(64), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
