"""On which side of a host's page a site's button stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_site_position"
down_revision = "0003_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sites there are keep the usual side."""
    op.add_column("site", sa.Column("position", sa.String(10), nullable=False, server_default="right"))


def downgrade() -> None:
    """Forget the side."""
    op.drop_column("site", "position")
