"""Sites and conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002_conversations"
down_revision = "0001_catalogue"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _of_conversation(**options: object) -> sa.Column[str]:
    return sa.Column(
        "conversation_id",
        sa.String(40),
        sa.ForeignKey("conversation.id", ondelete="CASCADE"),
        nullable=False,
        **options,  # type: ignore[arg-type]
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "site",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("origins", sa.JSON, nullable=False),
        sa.Column("territory", sa.String(100)),
        sa.Column("colours", sa.JSON, nullable=False),
        sa.Column("greeting", sa.Text),
        sa.Column("suggestions", sa.JSON, nullable=False),
        sa.Column("opening_hours", sa.Text),
        sa.Column("controller", sa.Text),
        sa.Column("dpo_contact", sa.Text),
        sa.Column("legal_basis", sa.Text),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("site_key", sa.String(64), sa.ForeignKey("site.key", ondelete="SET NULL")),
        sa.Column("audience", sa.String(20)),
        sa.Column("place", sa.String(100)),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False, index=True),
        sa.Column("rights_digest", sa.String(64), nullable=False, unique=True),
        sa.Column("share_digest", sa.String(64), nullable=False, unique=True),
        sa.Column("turn_by", sa.String(40)),
        sa.Column("turn_until", _MOMENT),
    )
    op.create_table(
        "turn",
        sa.Column("id", sa.Integer, primary_key=True),
        _of_conversation(),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("choice_payload", sa.Text),
        sa.Column("masked", sa.Boolean, nullable=False),
        sa.Column("client_id", sa.String(36)),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("understood", sa.JSON),
        sa.Column("answers_id", sa.Integer, sa.ForeignKey("turn.id", ondelete="CASCADE"), unique=True),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_turn_conversation_client"),
    )
    op.create_index("ix_turn_conversation_id_id", "turn", ["conversation_id", "id"])
    op.create_table(
        "reply",
        sa.Column("id", sa.String(40), primary_key=True),
        _of_conversation(index=True),
        sa.Column(
            "turn_id", sa.Integer, sa.ForeignKey("turn.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "choice",
        sa.Column("id", sa.String(20), primary_key=True),
        _of_conversation(index=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "feedback",
        sa.Column("reply_id", sa.String(40), sa.ForeignKey("reply.id", ondelete="CASCADE"), primary_key=True),
        _of_conversation(index=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "request",
        sa.Column("reference", sa.String(20), primary_key=True),
        _of_conversation(index=True),
        sa.Column("at", _MOMENT, nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("phone", sa.String(40)),
        sa.Column("email", sa.String(254)),
        sa.Column("profession", sa.String(200)),
        sa.Column("place", sa.String(200)),
        sa.Column("preferred_time", sa.String(200)),
        sa.Column("message", sa.Text),
        sa.Column("consent_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "erased_conversation",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("engine_pending", sa.Boolean, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop them, children first."""
    for table in (
        "erased_conversation",
        "request",
        "feedback",
        "choice",
        "reply",
        "turn",
        "conversation",
        "site",
    ):
        op.drop_table(table)
