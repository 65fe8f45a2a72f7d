"""Following up what people ask: requests at work, figures, questions, professionals ready to talk, retention by site."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_follow_up"
down_revision = "0008_searches"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_COUNTED = ("engaged", "shown", "with_human")


def upgrade() -> None:
    """Make the tables and the columns; conversations there are count as not counted yet."""
    with op.batch_alter_table("conversation") as table:
        table.add_column(sa.Column("department", sa.String(3)))
        table.add_column(sa.Column("messages", sa.Integer, nullable=False, server_default="0"))
        for name in _COUNTED:
            table.add_column(sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("site") as table:
        table.add_column(sa.Column("retention_days", sa.Integer))
        table.add_column(sa.Column("retention_human_days", sa.Integer, nullable=False, server_default="90"))
    with op.batch_alter_table("request") as table:
        table.add_column(
            sa.Column(
                "site_key",
                sa.String(64),
                sa.ForeignKey("site.key", ondelete="SET NULL", name="fk_request_site_key"),
            )
        )
        table.add_column(sa.Column("department", sa.String(3)))
        table.add_column(sa.Column("summary", sa.JSON))
        table.add_column(sa.Column("assigned_to", sa.String(200)))
        table.add_column(sa.Column("due_on", sa.Date))
        table.add_column(sa.Column("closed_at", _MOMENT))
        table.add_column(sa.Column("outcome", sa.String(20)))
    op.create_index("ix_request_site_key_state_at", "request", ["site_key", "state", "at"])
    op.create_index("ix_request_state_at", "request", ["state", "at"])
    _follow_ups()
    _figures()
    _listening()


def _follow_ups() -> None:
    op.create_table(
        "request_note",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "reference",
            sa.String(20),
            sa.ForeignKey("request.reference", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "follow_up",
        sa.Column("reference", sa.String(20), primary_key=True),
        sa.Column("asked_on", sa.Date, nullable=False, index=True),
        sa.Column("site_key", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("profession", sa.String(100), nullable=False),
        sa.Column("department", sa.String(3), nullable=False),
        sa.Column("steps", sa.JSON, nullable=False),
    )
    op.create_table(
        "ambassador",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("site_key", sa.String(64), sa.ForeignKey("site.key", ondelete="CASCADE"), index=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200)),
        sa.Column("professions", sa.JSON, nullable=False),
        sa.Column("departments", sa.JSON, nullable=False),
        sa.Column("ways", sa.JSON, nullable=False),
        sa.Column("phone", sa.String(40)),
        sa.Column("email", sa.String(254)),
        sa.Column("availability", sa.String(200)),
        sa.Column("consent_on", sa.Date, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
    )


def _figures() -> None:
    op.create_table(
        "figure",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("measure", sa.String(20), primary_key=True),
        sa.Column("site_key", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("audience", sa.String(20), primary_key=True),
        sa.Column("topic", sa.String(20), primary_key=True),
        sa.Column("profession", sa.String(100), primary_key=True),
        sa.Column("department", sa.String(3), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index(
        "ix_figure_read",
        "figure",
        ["measure", "day", "site_key", "channel", "audience", "topic", "profession", "department", "count"],
    )
    op.create_table(
        "unmet_search",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("site_key", sa.String(64), primary_key=True),
        sa.Column("what", sa.String(10), primary_key=True),
        sa.Column("department", sa.String(3), primary_key=True),
        sa.Column("profession", sa.String(100), primary_key=True),
        sa.Column("wanted", sa.String(7), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def _listening() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String(40),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("site_key", sa.String(64)),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("state", sa.String(10), nullable=False),
    )
    op.create_index("ix_question_state_at", "question", ["state", "at"])
    op.create_table(
        "training_example",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intent", sa.String(60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
    )
    op.create_table(
        "written_answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("site_key", sa.String(64), sa.ForeignKey("site.key", ondelete="CASCADE"), index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source_title", sa.String(200), nullable=False),
        sa.Column("source_url", sa.Text),
        sa.Column("as_of", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Forget them."""
    for name in (
        "written_answer",
        "training_example",
        "question",
        "unmet_search",
        "figure",
        "ambassador",
        "follow_up",
        "request_note",
    ):
        op.drop_table(name)
    op.drop_index("ix_request_state_at", "request")
    op.drop_index("ix_request_site_key_state_at", "request")
    with op.batch_alter_table("request") as table:
        table.drop_constraint("fk_request_site_key", type_="foreignkey")
        for name in ("outcome", "closed_at", "due_on", "assigned_to", "summary", "department", "site_key"):
            table.drop_column(name)
    with op.batch_alter_table("site") as table:
        table.drop_column("retention_human_days")
        table.drop_column("retention_days")
    with op.batch_alter_table("conversation") as table:
        for name in (*reversed(_COUNTED), "messages", "department"):
            table.drop_column(name)
