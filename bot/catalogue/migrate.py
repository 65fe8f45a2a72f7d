"""Migrations, run from Python: the database's tables brought to what the code expects."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.catalogue.database import open_database

_DIRECTORY = Path(__file__).resolve().parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """The configuration of Alembic, built here so that no file of settings is needed."""
    config = Config()
    config.set_main_option("script_location", str(_DIRECTORY))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection, revision: str) -> None:
    command.upgrade(alembic_config(connection), revision)


async def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to `revision`. Running it again changes nothing.

    Raises what the database raises when it cannot be reached or changed.
    """
    engine = open_database(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, revision)
    finally:
        await engine.dispose()


def migrate_now(url: str, revision: str = "head") -> None:
    """`migrate` for callers without an event loop."""
    asyncio.run(migrate(url, revision))
