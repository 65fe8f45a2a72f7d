"""The console: files being imported, proposals of partners, corrections of facts; a site's audience and campaign."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007_console"
down_revision = "0006_accounts"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _site(index: bool) -> sa.Column[str]:
    return sa.Column(
        "site_key",
        sa.String(64),
        sa.ForeignKey("site.key", ondelete="CASCADE"),
        nullable=False,
        index=index,
    )


def upgrade() -> None:
    """Make the tables, and the columns of sites."""
    op.create_table(
        "console_upload",
        sa.Column("token", sa.String(40), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        _site(index=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("keeps_all", sa.Boolean, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "proposed_event",
        sa.Column("id", sa.Integer, primary_key=True),
        _site(index=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("said", sa.JSON, nullable=False),
        sa.Column("contact", sa.String(254)),
    )
    op.create_table(
        "fact_edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("table", sa.String(40), nullable=False),
        sa.Column("key", sa.String(200), nullable=False, index=True),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("as_of", sa.String(10), nullable=False),
        sa.Column("review_on", sa.Date, nullable=False, index=True),
        sa.Column("account_id", sa.Integer),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.add_column("site", sa.Column("audience", sa.String(20)))
    op.add_column("site", sa.Column("campaign_name", sa.String(200)))
    op.add_column("site", sa.Column("campaign_starts", sa.Date))
    op.add_column("site", sa.Column("campaign_ends", sa.Date))


def downgrade() -> None:
    """Drop them."""
    for column in ("campaign_ends", "campaign_starts", "campaign_name", "audience"):
        op.drop_column("site", column)
    for table in ("fact_edit", "proposed_event", "console_upload"):
        op.drop_table(table)
