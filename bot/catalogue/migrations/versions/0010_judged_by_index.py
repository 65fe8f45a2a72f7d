"""Searches ask of an event whether registration is over and whom it is for: both are in their indexes."""

from __future__ import annotations

from alembic import op

revision = "0010_judged_by_index"
down_revision = "0009_follow_up"
branch_labels = None
depends_on = None

_POINT = ("latitude", "longitude", "insee")
_FORMER = ("status", "withdrawn", "in_scope", "last_end", "kind", "attendance")
_NEW = (*_FORMER, "registration_deadline", "registration_required", "audiences")


def _make(judged: tuple[str, ...]) -> None:
    op.create_index("ix_event_search_point", "event", [*_POINT, *judged, "id"])
    for area in ("department", "region"):
        op.create_index(f"ix_event_search_{area}", "event", [area, *judged, *_POINT, "id"])


def _drop() -> None:
    for name in ("point", "department", "region"):
        op.drop_index(f"ix_event_search_{name}", "event")


def upgrade() -> None:
    """Make the indexes again with what is asked now, and one by kind around a point; PostgreSQL's list becomes text."""
    _drop()
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE event ALTER COLUMN audiences TYPE TEXT USING audiences::text")
    _make(_NEW)
    judged = [name for name in _NEW if name != "kind"]
    op.create_index("ix_event_search_kind_point", "event", ["kind", *_POINT, *judged, "id"])


def downgrade() -> None:
    """Put the former indexes back."""
    op.drop_index("ix_event_search_kind_point", "event")
    _drop()
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE event ALTER COLUMN audiences TYPE JSON USING audiences::json")
    _make(_FORMER)
