"""Of whom a danger was told in the messages before: who is hit at home and is a child stays one at the next blow."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.conversations import Turn
from bot.french.safety import find_danger
from bot.gateway.wording import WATCHED

_MEMORY = 8  # messages
_VIOLENCE, _CHILD = "violence", "child_danger"
# « il regarde mon tel »: what is watched, and no blow.
_WATCHES = re.compile(
    r"\b(?:regard|lis|lit|lire|fouill|surveill|verifi|control|espionn)\w*\b.*\b(?:tel|telephone|portable|messages?|sms"
    r"|historique|ordi\w*)\b"
)


async def kind_in_talk(session: AsyncSession, before: Turn, kind: str, text: str) -> str:
    """The kind of danger that `text` tells in its talk: `kind`, that of a child told before, or `WATCHED`."""
    if kind != _VIOLENCE:
        return kind
    earlier = await session.scalars(
        select(Turn.text)
        .where(Turn.conversation_id == before.conversation_id, Turn.author == "person", Turn.id < before.id)
        .order_by(Turn.id.desc())
        .limit(_MEMORY)
    )
    told = {found.kind for one in earlier if one and (found := find_danger(one)) is not None}
    now = find_danger(text)
    if now is not None and _WATCHES.search(now.text) and not told.isdisjoint({_VIOLENCE, _CHILD}):
        return WATCHED
    return _CHILD if _CHILD in told else kind
