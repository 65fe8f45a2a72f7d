"""The audit log: who did what to what, each entry sealed with the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timezone

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import insert_once
from bot.catalogue.models.accounts import AuditEntry, AuditHead

_HEAD = 1
_BEGINNING = "0" * 64


def _digest(entry: AuditEntry) -> str:
    told = [
        entry.previous,
        entry.at.isoformat(),
        entry.account_id,
        entry.action,
        entry.object,
        entry.site_key,
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


async def record(
    session: AsyncSession,
    account_id: int | None,
    action: str,
    thing: str | None = None,
    site_key: str | None = None,
) -> None:
    """Add an entry, in the transaction of what it tells: `action` like `event.edit`, `thing` like `event:abc`.

    Never give words that a person wrote, nor a name: only identifiers.
    """
    await session.execute(insert_once(session, AuditHead, id=_HEAD, digest=_BEGINNING))
    # This update takes the lock: two entries never follow the same one.
    await session.execute(update(AuditHead).where(AuditHead.id == _HEAD).values(id=_HEAD))
    previous = await session.scalar(select(AuditHead.digest).where(AuditHead.id == _HEAD))
    entry = AuditEntry(
        at=datetime.now(timezone.utc),
        account_id=account_id,
        action=action,
        object=thing[:200] if thing else None,
        site_key=site_key,
        previous=previous or _BEGINNING,
    )
    entry.digest = _digest(entry)
    session.add(entry)
    await session.execute(update(AuditHead).where(AuditHead.id == _HEAD).values(digest=entry.digest))
    await session.flush()


async def broken_at(session: AsyncSession) -> int | None:
    """The first entry that was altered, or that follows a missing one; None when the log is whole."""
    previous: str | None = None
    async for entry in await session.stream_scalars(select(AuditEntry).order_by(AuditEntry.id)):
        if entry.digest != _digest(entry) or (previous is not None and entry.previous != previous):
            return entry.id
        previous = entry.digest
    head = await session.scalar(select(AuditHead.digest).where(AuditHead.id == _HEAD))
    return None if head in (previous, None) else 0


async def latest(
    session: AsyncSession, visible: frozenset[str] | None, limit: int = 50, offset: int = 0
) -> Sequence[AuditEntry]:
    """The latest entries about the visible sites (None: about everything)."""
    found = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit).offset(offset)
    if visible is not None:
        found = found.where(or_(AuditEntry.site_key.in_(visible)))
    return (await session.scalars(found)).all()
