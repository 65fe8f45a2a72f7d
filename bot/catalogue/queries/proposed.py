"""Events and trainings that partners propose to a site: kept apart until someone accepts them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import ProposedEvent

# A site's queue holds this many at most: nobody could read more.
MOST_OPEN = 300
_KEPT = timedelta(days=90)


async def add(
    session: AsyncSession,
    site_key: str,
    what: str,
    said: dict[str, Any],
    contact: str | None,
    moment: datetime,
) -> bool:
    """Keep a proposal, once if it is sent twice; False when the site's queue is full.

    Forgets those decided three months ago.
    """
    await session.execute(
        delete(ProposedEvent).where(ProposedEvent.state != "open", ProposedEvent.at < moment - _KEPT)
    )
    waiting = (
        await session.scalars(
            select(ProposedEvent.said).where(
                ProposedEvent.site_key == site_key, ProposedEvent.state == "open"
            )
        )
    ).all()
    if said in waiting:
        return True
    if len(waiting) >= MOST_OPEN:
        return False
    session.add(
        ProposedEvent(site_key=site_key, at=moment, state="open", what=what, said=said, contact=contact)
    )
    await session.flush()
    return True


async def waiting(session: AsyncSession, visible: frozenset[str] | None) -> Sequence[ProposedEvent]:
    """The proposals that wait, the oldest first."""
    found = select(ProposedEvent).where(ProposedEvent.state == "open").order_by(ProposedEvent.id)
    if visible is not None:
        found = found.where(ProposedEvent.site_key.in_(visible))
    return (await session.scalars(found)).all()


async def get(session: AsyncSession, visible: frozenset[str] | None, number: int) -> ProposedEvent | None:
    """A proposal that waits."""
    found = await session.get(ProposedEvent, number)
    if found is None or found.state != "open" or (visible is not None and found.site_key not in visible):
        return None
    return found


def decide(proposal: ProposedEvent, state: str) -> None:
    """Have done with it: whom to ask is forgotten."""
    proposal.state, proposal.contact = state, None
    if state == "refused":
        proposal.said = {}
