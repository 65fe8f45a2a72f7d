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

_AT_ONCE = 100


async def purge(settings: Settings, moment: datetime) -> int:
    """Erase what is over at `moment`, in our database and in Rasa's; how many conversations went."""
    engine = open_database(settings.database_url)
    sessions = session_maker(engine)
    tokens = Tokens(secret(settings))
    try:
        erased = await retention.purge(sessions, moment, settings.retention_days)
        longest = await retention.longest(sessions, settings.retention_days)
        while True:
            async with sessions() as session:
                pending = list(await conversations.pending_in_engine(session))
            senders = [tokens.sender(one) for one in pending]
            await tracker.purge(settings.tracker_url, senders, moment - timedelta(days=longest))
            async with sessions() as session:
                for one in pending:
                    await conversations.erased_in_engine(session, one)
                await session.commit()
            if len(pending) < _AT_ONCE:
                return len(erased)
    finally:
        await engine.dispose()


def main() -> int:
    """Erase, and say how many conversations are gone."""
    print(f"Conversations effacées : {asyncio.run(purge(load_settings(), conversations.now()))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
