"""`orisoin facts`: what the catalogue does not know yet, profession by profession."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.report import ProfessionGaps, gaps
from bot.settings import load_settings


async def _gaps() -> list[ProfessionGaps]:
    engine = open_database(load_settings().database_url)
    try:
        async with session_maker(engine)() as session:
            return await gaps(session, datetime.now(ZoneInfo("Europe/Paris")).date())
    finally:
        await engine.dispose()


def main() -> int:
    """Print the gaps, those of one profession in full when it is named."""
    parser = argparse.ArgumentParser(prog="orisoin facts", description=__doc__)
    parser.add_argument("profession", nargs="?", help="l'identifiant d'un métier, pour le détail")
    arguments = parser.parse_args()
    found = asyncio.run(_gaps())
    if arguments.profession is None:
        for one in found:
            print(
                f"{one.slug:45} {len(one.missing):3} inconnus {len(one.to_check):3} à vérifier {len(one.old):3} anciens"
            )
        return 0
    wanted = next((one for one in found if one.slug == arguments.profession), None)
    if wanted is None:
        print(f"Aucun métier n'a l'identifiant « {arguments.profession} ».", file=sys.stderr)
        return 1
    for title, points in (
        ("Inconnu", wanted.missing),
        ("À vérifier", wanted.to_check),
        ("Ancien", wanted.old),
    ):
        print(f"{title} :")
        for point in points or ["rien"]:
            print(f"  - {point}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
