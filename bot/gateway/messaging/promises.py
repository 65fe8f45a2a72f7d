"""Reminders as the conversation promises them: until when we can write, and keeping what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.queries import conversations, identities, reminders
from bot.replies import Promise

ALWAYS = "always"


async def reach(session: AsyncSession, conversation_id: str, window: timedelta | None) -> str | None:
    """Until when one can write to the person of a conversation: an ISO instant, `always`, or None for never."""
    identity = await identities.of_conversation(session, conversation_id)
    if identity is None or identity.address is None:
        return None
    return ALWAYS if window is None else (identity.last_in_at + window).isoformat()


async def keep_promises(session: AsyncSession, conversation_id: str, promises: Sequence[Promise]) -> None:
    """Keep what a reply promises, in the transaction that keeps the reply."""
    if not promises:
        return
    identity = await identities.of_conversation(session, conversation_id)
    if identity is None:
        return
    for one in promises:
        starts_at, due_at = datetime.fromisoformat(one.starts_at), datetime.fromisoformat(one.due_at)
        await reminders.promise(session, identity.id, one.event, starts_at, due_at, conversations.now())
