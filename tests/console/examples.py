"""Something of the site « agence » for each name that a path of the console may hold."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.feeds import by_hand


def told(title: str) -> dict[str, Any]:
    """What a form says of an event in a month."""
    day = (datetime.now(timezone.utc) + timedelta(days=30)).date().isoformat()
    return {
        "title": title,
        "kind": "other",
        "commune": "Gap",
        "postcode": "05000",
        "slots": [{"day": day, "start": "09:00", "end": "12:00"}],
        "status": "scheduled",
    }


async def fill(session: AsyncSession) -> dict[str, str]:
    """Make them; what stands for each name."""
    moment = datetime.now(timezone.utc)
    feed = await by_hand.ensure_feed(session, "agence", "Saisie", moment)
    event = await by_hand.save(session, None, feed.slug, told("Portes ouvertes d'exemple"), (), moment)
    return {"site": "agence", "event": event.id}
