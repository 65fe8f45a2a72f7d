"""`orisoin purge`: erase now what has outlived its retention.

The gateway does the same every hour; here what Rasa keeps of these conversations goes at once, its engine running or not.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime, timedelta

from bot.catalogue import retention, tracker
from bot.catalogue.database import open_database, session_maker
from bot.catalogue.queries import conversations
from bot.gateway.tokens import Tokens
from bot.secret import secret
from bot.settings import Settings, load_settings

_AT_ONCE = 5000


async def purge(settings: Settings, moment: datetime) -> int:
    """Erase what is over at `moment`, in our database and in Rasa's; how many conversations went."""
    engine = open_database(settings.database_url)
    sessions = session_maker(engine)
    tokens = Tokens(secret(settings))
    try:
        erased = await retention.purge(sessions, moment, settings.retention_days)
        longest = await retention.longest(sessions, settings.retention_days)
        async with sessions() as session:
            pending = await conversations.pending_in_engine(session)
        # They stay pending: an engine that runs has them in memory, and the gateway tells it.
        senders = sorted({tokens.sender(one) for one in (*erased, *pending)})
        for start in range(0, max(1, len(senders)), _AT_ONCE):
            some = senders[start : start + _AT_ONCE]
            await tracker.purge(settings.tracker_url, some, moment - timedelta(days=longest))
        return len(erased)
    finally:
        await engine.dispose()


def main() -> int:
    """Erase, and say how many conversations are gone."""
    print(f"Conversations effacées : {asyncio.run(purge(load_settings(), conversations.now()))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
