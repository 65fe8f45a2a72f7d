"""Prepare the database: migrations, reference data, demonstration, and the `demo` site."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.load import load_demonstration, load_reference, remove_demonstration
from bot.catalogue.migrate import migrate
from bot.catalogue.queries import sites
from bot.settings import SettingError, Settings, load_settings


async def prepare(settings: Settings) -> None:
    """Bring the database of `settings` up to date; doing it again changes nothing."""
    await migrate(settings.database_url)
    engine = open_database(settings.database_url)
    try:
        sessions = session_maker(engine)
        report = await load_reference(sessions)
        if report.changed:
            print(f"→ Données de référence : {report.summary()}", flush=True)
        if settings.demonstration:
            await load_demonstration(sessions, datetime.now(ZoneInfo("Europe/Paris")).date())
        else:
            await remove_demonstration(sessions)
        async with sessions() as session, session.begin():
            await sites.ensure_demonstration(session, settings.public_url)
    finally:
        await engine.dispose()


def main() -> int:
    """Prepare the database of the settings; one sentence on the standard error if it cannot be done."""
    try:
        asyncio.run(prepare(load_settings()))
    except (SettingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"La base de données ne répond pas comme attendu : {type(error).__name__}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
