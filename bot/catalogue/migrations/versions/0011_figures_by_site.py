"""A year of figures is read by those of a few sites: their sites come before the days in its index."""

from __future__ import annotations

from alembic import op

revision = "0011_figures_by_site"
down_revision = "0010_judged_by_index"
branch_labels = None
depends_on = None

_REST = ("channel", "audience", "topic", "profession", "department", "count")


def upgrade() -> None:
    """Make the index again, by site and then by day."""
    op.drop_index("ix_figure_read", "figure")
    op.create_index("ix_figure_read", "figure", ["measure", "site_key", "day", *_REST])


def downgrade() -> None:
    """Put the former index back."""
    op.drop_index("ix_figure_read", "figure")
    op.create_index("ix_figure_read", "figure", ["measure", "day", "site_key", *_REST])
