"""Why people found replies useful or not, in their words, as long as their conversation is kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.conversations import Conversation, Feedback
from bot.catalogue.queries.scope import Sites, within


async def reasons(session: AsyncSession, sites: Sites, limit: int, offset: int = 0) -> Sequence[Feedback]:
    """The reasons given on these sites, the latest first."""
    found = await session.scalars(
        select(Feedback)
        .join(Conversation, Conversation.id == Feedback.conversation_id)
        .where(Feedback.reason.is_not(None), within(Conversation.site_key, sites))
        .order_by(Feedback.at.desc())
        .limit(limit)
        .offset(offset)
    )
    return found.all()
