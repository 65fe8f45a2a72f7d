"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base, open_database
from bot.catalogue.migrate import alembic_config, migrate


def _differences(connection: Connection) -> list[Any]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_upgrade_of_an_empty_file_makes_what_the_models_describe(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    await migrate(url)
    await migrate(url)
    engine = open_database(url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
        assert {"profession", "pay_line", "event", "training"} <= await connection.run_sync(_tables)
    await engine.dispose()


async def test_downgrade_leaves_nothing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new.db'}"
    await migrate(url)
    engine = open_database(url)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "base"))
    async with engine.connect() as connection:
        assert await connection.run_sync(_tables) == {"alembic_version"}
    await engine.dispose()
