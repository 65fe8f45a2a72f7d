"""Duplicates across feeds: events of one day and place whose titles are alike, shown to a person, never merged alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rapidfuzz import fuzz
from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Event, MergeProposal
from bot.feeds.report import Report
from bot.feeds.storing import parts
from bot.french.folding import fold_text

# Titles alike to this degree (0 to 100, words in any order) are shown to a person.
ALIKE = 88
# More events than this of one day and place are a fair's programme, not duplicates to compare two by two.
_MOST_AT_ONCE = 60


def alike(one: Event, other: Event) -> bool:
    """Whether two events of one day and place, of different feeds, look like the same one."""
    if one.source == other.source or one.example or other.example:
        return False
    if fuzz.token_set_ratio(fold_text(one.title), fold_text(other.title)) < ALIKE:
        return False
    timed = [[slot for slot in event.slots if not slot.all_day] for event in (one, other)]
    if not all(timed):
        return True
    return timed[0][0].starts_at == timed[1][0].starts_at


async def propose(session: AsyncSession, identities: Sequence[str], moment: datetime, report: Report) -> None:
    """Look for the likes of new and changed events in other feeds, and keep each pair once for a person to judge."""
    for some in parts(identities):
        chosen = Event.id.in_(some), Event.in_scope.is_(True), Event.match_key.is_not(None)
        keys = await _comparable(
            session, (await session.scalars(select(Event.match_key).where(*chosen))).all()
        )
        if not keys:
            continue
        ours = (await session.scalars(select(Event).where(*chosen, Event.match_key.in_(keys)))).all()
        sources = {event.source for event in ours}
        statement = select(Event).where(
            Event.match_key.in_(keys),
            Event.source.not_in(sources),
            Event.withdrawn.is_(False),
            Event.in_scope.is_(True),
        )
        others: dict[str, list[Event]] = {}
        for event in await session.scalars(statement):
            others.setdefault(str(event.match_key), []).append(event)
        pairs = {
            tuple(sorted((one.id, other.id))): (one, other)
            for one in ours
            for other in others.get(str(one.match_key), [])
            if alike(one, other)
        }
        known = await _known(session, [one for pair in pairs for one in pair])
        for pair, (one, other) in pairs.items():
            if pair not in known:
                report.proposals += 1
                session.add(
                    MergeProposal(
                        event_id=pair[0],
                        other_id=pair[1],
                        reason=f"même jour, même lieu, titres voisins : « {one.title} » et « {other.title} »",
                        state="open",
                        made_at=moment,
                    )
                )
    await session.flush()


async def _comparable(session: AsyncSession, keys: Sequence[str | None]) -> list[str]:
    """The keys that few events share."""
    statement = (
        select(Event.match_key)
        .where(Event.match_key.in_({key for key in keys if key}))
        .group_by(Event.match_key)
        .having(func.count() <= _MOST_AT_ONCE)
    )
    return [key for key in await session.scalars(statement) if key]


async def _known(session: AsyncSession, identities: Sequence[str]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for some in parts(sorted(set(identities))):
        statement = select(MergeProposal.event_id, MergeProposal.other_id).where(
            or_(MergeProposal.event_id.in_(some), MergeProposal.other_id.in_(some))
        )
        found |= {tuple(pair) for pair in (await session.execute(statement)).all()}
    return found
