"""`orisoin purge`: erase now what has outlived its retention.

The gateway does the same every hour. What the engine still holds of these conversations is erased by the gateway
within a minute, or at its next start.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime, timedelta, timezone

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.queries import conversations
from bot.settings import load_settings


async def _purge() -> int:
    settings = load_settings()
    engine = open_database(settings.database_url)
    before = datetime.now(timezone.utc) - timedelta(days=settings.retention_days)
    try:
        async with session_maker(engine)() as session, session.begin():
            return len(await conversations.purge(session, before))
    finally:
        await engine.dispose()


def main() -> int:
    """Erase, and say how many conversations are gone."""
    print(f"Conversations effacées : {asyncio.run(_purge())}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
