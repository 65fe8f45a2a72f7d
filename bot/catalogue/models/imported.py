"""Where an imported record comes from, how it was classified, and what of it a counsellor has corrected."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.models.types import SLUG, UtcDateTime


class Imported:
    """The columns of a record that a feed may bring.

    `source` is the slug of its feed, `uid` the record in it, `position` where it stands there, `raw_hash` the digest
    of what the feed said. `locked` names the fields a counsellor has set: an import leaves them. `classification`
    says why each class was given (`{"kind": "« portes ouvertes »"}`). What is not `in_scope` has nothing to do with
    these professions: kept, never proposed.
    """

    source: Mapped[str] = mapped_column(String(SLUG))
    uid: Mapped[str] = mapped_column(String(255))
    raw_hash: Mapped[str | None] = mapped_column(String(64))
    position: Mapped[str | None] = mapped_column(Text)
    first_seen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_seen: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locked: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    classification: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    in_scope: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
