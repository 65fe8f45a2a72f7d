"""Messaging apps: identities, inbox, outbox, pauses, reminders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_messaging"
down_revision = "0004_site_position"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _identity(ondelete: str, nullable: bool) -> sa.Column[int]:
    return sa.Column(
        "identity_id",
        sa.Integer,
        sa.ForeignKey("channel_identity.id", ondelete=ondelete),
        nullable=nullable,
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "channel_identity",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("person_digest", sa.String(64), nullable=False),
        sa.Column("phone_digest", sa.String(64), index=True),
        sa.Column("address", sa.String(500)),
        sa.Column(
            "conversation_id",
            sa.String(40),
            sa.ForeignKey("conversation.id", ondelete="SET NULL"),
            index=True,
        ),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_in_at", _MOMENT, nullable=False),
        sa.Column("stopped_at", _MOMENT),
        sa.Column("shown", sa.JSON),
        sa.Column("leaving", sa.Boolean, nullable=False),
        sa.Column("busy_by", sa.String(40)),
        sa.Column("busy_until", _MOMENT),
        sa.Column("wait_until", _MOMENT),
        sa.Column("send_after", _MOMENT),
        sa.UniqueConstraint("channel", "person_digest"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("message_digest", sa.String(64), nullable=False),
        _identity("SET NULL", nullable=True),
        sa.Column("address", sa.String(500)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("masked", sa.Boolean, nullable=False),
        sa.Column("choice", sa.String(500)),
        sa.Column("what", sa.String(20)),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False, index=True),
        sa.Column("ready_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.UniqueConstraint("channel", "message_digest"),
    )
    op.create_index("ix_inbox_identity_id_state", "inbox", ["identity_id", "state"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("channel", sa.String(20), nullable=False),
        _identity("CASCADE", nullable=False),
        sa.Column(
            "conversation_id", sa.String(40), sa.ForeignKey("conversation.id", ondelete="CASCADE"), index=True
        ),
        sa.Column("address", sa.String(500)),
        sa.Column("message", sa.JSON),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", _MOMENT, nullable=False),
        sa.Column("claimed_by", sa.String(40)),
        sa.Column("claimed_until", _MOMENT),
        sa.Column("last_error", sa.String(40)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("settled_at", _MOMENT, index=True),
    )
    op.create_index("ix_outbox_state_next_attempt_at", "outbox", ["state", "next_attempt_at"])
    op.create_index("ix_outbox_identity_id_state", "outbox", ["identity_id", "state"])
    op.create_table(
        "channel_pause",
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("reason", sa.String(40)),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        _identity("CASCADE", nullable=False),
        sa.Column("event_id", sa.String(64), nullable=False, index=True),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("identity_id", "event_id", "starts_at"),
    )
    op.create_index("ix_reminder_state_due_at", "reminder", ["state", "due_at"])


def downgrade() -> None:
    """Drop them, children first."""
    for table in ("reminder", "channel_pause", "outbox", "inbox", "channel_identity"):
        op.drop_table(table)
