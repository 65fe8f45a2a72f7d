"""Partners propose trainings as well as events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_proposed_trainings"
down_revision = "0012_professions_in_index"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What there is so far are events."""
    op.add_column("proposed_event", sa.Column("what", sa.String(10), nullable=False, server_default="event"))


def downgrade() -> None:
    """Trainings that wait are forgotten."""
    op.execute("DELETE FROM proposed_event WHERE what <> 'event'")
    with op.batch_alter_table("proposed_event") as table:
        table.drop_column("what")
