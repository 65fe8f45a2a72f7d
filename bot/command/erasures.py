"""`orisoin erasures`: who was erased stays erased, even after a backup of before was put back.

`list` writes the identifiers of erased conversations, one a line (a random id, nothing that was said); `apply` erases
those of such a list that a restored database holds again. The engine's memory of them follows within a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Iterable

from sqlalchemy import select

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models.conversations import Conversation, ErasedConversation
from bot.catalogue.queries import conversations
from bot.settings import load_settings

_IDENTIFIER = re.compile(r"[0-9A-Za-z_-]{8,40}")


async def erased(url: str) -> list[str]:
    """The identifiers of the erased conversations of the database at `url`."""
    engine = open_database(url)
    try:
        async with session_maker(engine)() as session:
            return list(await session.scalars(select(ErasedConversation.id).order_by(ErasedConversation.id)))
    finally:
        await engine.dispose()


async def erase_again(url: str, identifiers: Iterable[str]) -> int:
    """Erase `identifiers` from the database at `url`; how many of them it held."""
    engine, held = open_database(url), 0
    try:
        async with session_maker(engine)() as session, session.begin():
            for identifier in identifiers:
                held += await session.get(Conversation, identifier) is not None
                await conversations.erase(session, identifier)
        return held
    finally:
        await engine.dispose()


def main() -> int:
    """Write the list on standard output, or read one from standard input."""
    parser = argparse.ArgumentParser(prog="orisoin erasures", description=__doc__)
    parser.add_argument("what", choices=("list", "apply"))
    url, what = load_settings().database_url, parser.parse_args().what
    if what == "list":
        for identifier in asyncio.run(erased(url)):
            print(identifier)
        return 0
    read = [line.strip() for line in sys.stdin if line.strip()]
    wrong = [line for line in read if not _IDENTIFIER.fullmatch(line)]
    if wrong:
        print(f"Ce n'est pas une liste d'identifiants : « {wrong[0][:40]} ».", file=sys.stderr)
        return 1
    held = asyncio.run(erase_again(url, read))
    print(f"Conversations effacées de nouveau : {held} sur {len(read)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
