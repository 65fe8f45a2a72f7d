"""Searches judge the professions of an event, and what of a commune lies far from it, from the indexes alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_professions_in_index"
down_revision = "0011_figures_by_site"
branch_labels = None
depends_on = None

_POINT = ("latitude", "longitude", "insee")
_FORMER = ("status", "withdrawn", "in_scope", "last_end", "kind", "attendance", "registration_deadline",
           "registration_required", "audiences")  # fmt: skip
_NEW = (*_FORMER, "profession_list")
_LOCATED = ("event", "training")
_LIST = "'|' || (SELECT {} FROM event_profession WHERE event_id = event.id) || '|'"
_JOINED = {
    "sqlite": "group_concat(profession_slug, '|')",
    "postgresql": "string_agg(profession_slug, '|' ORDER BY profession_slug)",
}


def _make(judged: tuple[str, ...]) -> None:
    op.create_index("ix_event_search_point", "event", [*_POINT, *judged, "id"])
    for area in ("department", "region"):
        op.create_index(f"ix_event_search_{area}", "event", [area, *judged, *_POINT, "id"])
    rest = [name for name in judged if name != "kind"]
    op.create_index("ix_event_search_kind_point", "event", ["kind", *_POINT, *rest, "id"])


def _drop() -> None:
    for name in ("point", "department", "region", "kind_point"):
        op.drop_index(f"ix_event_search_{name}", "event")


def _insee(*columns: str) -> None:
    for table in _LOCATED:
        op.drop_index(f"ix_{table}_insee", table)
        op.create_index(f"ix_{table}_insee", table, ["insee", *columns])


def upgrade() -> None:
    """Write the professions beside the event, and make the indexes again with them."""
    op.add_column("event", sa.Column("profession_list", sa.Text(), nullable=False, server_default=""))
    joined = _LIST.format(_JOINED[op.get_context().dialect.name])
    op.execute(f"UPDATE event SET profession_list = coalesce({joined}, '')")  # noqa: S608 - written above
    _drop()
    _make(_NEW)
    _insee("latitude", "longitude")


def downgrade() -> None:
    """Put the former indexes back."""
    _insee()
    _drop()
    _make(_FORMER)
    op.drop_column("event", "profession_list")
