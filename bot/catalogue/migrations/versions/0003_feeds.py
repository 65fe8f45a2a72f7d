"""Feeds, what they bring, and the duplicates among it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003_feeds"
down_revision = "0002_conversations"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _json(name: str, default: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON, nullable=False, server_default=default)


def _imported() -> list[sa.Column[object]]:
    return [
        sa.Column("raw_hash", sa.String(64)),
        sa.Column("position", sa.Text),
        sa.Column("first_seen", _MOMENT),
        sa.Column("last_seen", _MOMENT),
        _json("locked", "[]"),
        _json("classification", "{}"),
        sa.Column("in_scope", sa.Boolean, nullable=False, server_default=sa.true()),
    ]


def _added() -> dict[str, list[sa.Column[object]]]:
    """The columns that existing tables gain."""
    return {
        "event": [
            *_imported(),
            sa.Column("description_html", sa.Text),
            sa.Column("online_link", sa.Text),
            sa.Column("sequence", sa.Integer),
            sa.Column("match_key", sa.String(60)),
        ],
        "event_slot": [sa.Column("precision", sa.String(10), nullable=False, server_default="minute")],
        "training": [
            *_imported(),
            sa.Column("description_html", sa.Text),
            *(_json(name, "[]") for name in ("rncp", "rome", "formacode")),
            sa.Column("level", sa.Text),
            sa.Column("entry_conditions", sa.Text),
            sa.Column("permanent_entry", sa.Boolean),
            sa.Column("updated_at", _MOMENT),
        ],
        "training_session": [
            sa.Column("uid", sa.String(255)),
            sa.Column("url", sa.Text),
            sa.Column("precision", sa.String(10), nullable=False, server_default="day"),
        ],
        "organisation": [
            sa.Column("siret", sa.String(14)),
            sa.Column("uai", sa.String(8)),
            sa.Column("finess", sa.String(9)),
            sa.Column("postcode", sa.String(5)),
            sa.Column("commune", sa.Text),
            sa.Column("source", sa.String(100)),
            sa.Column("raw_hash", sa.String(64)),
            _json("locked", "[]"),
        ],
    }


_INDEXED = (
    ("event", "match_key"),
    ("organisation", "siret"),
    ("organisation", "uai"),
    ("organisation", "finess"),
    ("organisation", "source"),
)


def upgrade() -> None:
    """Widen the tables and make the new ones."""
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    for table, name in _INDEXED:
        op.create_index(f"ix_{table}_{name}", table, [name])
    op.create_table(
        "feed",
        sa.Column("slug", sa.String(100), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("format", sa.String(40)),
        sa.Column("licence", sa.Text),
        sa.Column("site_key", sa.String(64), sa.ForeignKey("site.key", ondelete="SET NULL")),
        sa.Column("keeps_all", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("every_hours", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("next_refresh_at", _MOMENT),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_error", sa.Text),
        sa.Column("last_read_at", _MOMENT),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_feed_site_key", "feed", ["site_key"])
    op.create_index("ix_feed_next_refresh_at", "feed", ["next_refresh_at"])
    counts = ("kept", "updated", "unchanged", "withdrawn", "skipped")
    op.create_table(
        "feed_run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "feed_slug", sa.String(100), sa.ForeignKey("feed.slug", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("finished_at", _MOMENT, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in counts),
        sa.Column("report", sa.JSON, nullable=False),
    )
    op.create_index("ix_feed_run_feed_slug", "feed_run", ["feed_slug"])
    op.create_table(
        "directory_entry",
        sa.Column("directory", sa.String(20), primary_key=True),
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("raw_hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "merge_proposal",
        sa.Column("id", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.String(64), sa.ForeignKey("event.id", ondelete="CASCADE"), nullable=False)
            for name in ("event_id", "other_id")
        ),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.UniqueConstraint("event_id", "other_id", name="uq_merge_proposal_event_id_other_id"),
    )
    for name in ("event_id", "other_id", "state"):
        op.create_index(f"ix_merge_proposal_{name}", "merge_proposal", [name])


def downgrade() -> None:
    """Take the new tables and columns away."""
    for table in ("merge_proposal", "directory_entry", "feed_run", "feed"):
        op.drop_table(table)
    for table, name in _INDEXED:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, columns in _added().items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
