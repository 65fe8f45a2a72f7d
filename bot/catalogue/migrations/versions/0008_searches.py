"""What searches at national size need: their indexes; and room for the codes of the overseas collectivities."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008_searches"
down_revision = "0007_console"
branch_labels = None
depends_on = None

_LOCATED = ("event", "training")
# What a search asks of an event or a training, so that most are judged from the index alone.
_EVENT = ("status", "withdrawn", "in_scope", "last_end", "kind", "attendance")
_TRAINING = (
    "profession_slug",
    "withdrawn",
    "in_scope",
    "mode",
    "attendance",
    "diploma_slug",
    "permanent_entry",
)
_POINT = ("latitude", "longitude", "insee", "id")
_Indexes = dict[str, dict[str, tuple[str, ...]]]
_NEW: _Indexes = {
    "event": {
        "ix_event_search_point": (*_POINT[:3], *_EVENT, "id"),
        "ix_event_search_department": ("department", *_EVENT, *_POINT),
        "ix_event_search_region": ("region", *_EVENT, *_POINT),
        "ix_event_search_kind": ("kind", "last_end"),
    },
    "event_slot": {
        "ix_event_slot_event_id_starts_at": ("event_id", "starts_at", "ends_at", "cancelled"),
        "ix_event_slot_soonest": ("starts_at", "ends_at", "cancelled", "event_id"),
    },
    "training": {
        "ix_training_search_point": (*_POINT[:3], *_TRAINING, "id"),
        "ix_training_search_department": ("department", *_TRAINING, *_POINT),
        "ix_training_search_region": ("region", *_TRAINING, *_POINT),
    },
    "training_session": {
        "ix_training_session_training_id_start_on": ("training_id", "start_on", "status", "apply_until"),
        "ix_training_session_soonest": ("start_on", "status", "apply_until", "training_id"),
    },
}
# Those that the new ones replace, or that lead nowhere: most events are scheduled.
_OLD: _Indexes = {
    "event": {
        "ix_event_latitude_longitude": ("latitude", "longitude"),
        "ix_event_department": ("department",),
        "ix_event_region": ("region",),
        "ix_event_kind": ("kind",),
        "ix_event_status": ("status",),
    },
    "event_slot": {
        "ix_event_slot_event_id": ("event_id",),
        "ix_event_slot_starts_at_ends_at": ("starts_at", "ends_at"),
    },
    "training": {
        "ix_training_latitude_longitude": ("latitude", "longitude"),
        "ix_training_department": ("department",),
        "ix_training_region": ("region",),
        "ix_training_mode": ("mode",),
    },
    "training_session": {
        "ix_training_session_training_id": ("training_id",),
        "ix_training_session_start_on": ("start_on",),
    },
}
# The times that last more than a day are few: what has begun is found without reading all that is over.
_LONG = {
    "sqlite": "julianday(ends_at) > julianday(starts_at) + 1",
    "postgresql": "ends_at - starts_at > interval '1 day'",
}


def _exchange(old: _Indexes, new: _Indexes) -> None:
    for table, indexes in new.items():
        for name, columns in indexes.items():
            op.create_index(name, table, list(columns))
    for table, indexes in old.items():
        for name in indexes:
            op.drop_index(name, table)


def upgrade() -> None:
    """Change the indexes, and widen `region`: three characters for 975 to 988. SQLite holds no text to a length."""
    _exchange(_OLD, _NEW)
    wheres: dict[str, Any] = {f"{name}_where": sa.text(words) for name, words in _LONG.items()}
    op.create_index(
        "ix_event_slot_long", "event_slot", ["starts_at", "ends_at", "cancelled", "event_id"], **wheres
    )
    if op.get_context().dialect.name != "sqlite":
        for table in _LOCATED:
            op.alter_column(table, "region", type_=sa.String(3), existing_type=sa.String(2))


def downgrade() -> None:
    """Put the former indexes back, and forget the codes that are too long again."""
    op.drop_index("ix_event_slot_long", "event_slot")
    _exchange(_NEW, _OLD)
    if op.get_context().dialect.name != "sqlite":
        for table in _LOCATED:
            op.execute(f"UPDATE {table} SET region = NULL WHERE length(region) > 2")  # noqa: S608 - fixed names
            op.alter_column(table, "region", type_=sa.String(2), existing_type=sa.String(3))
