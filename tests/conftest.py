"""Fixtures shared by the whole suite."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.load import load_reference
from bot.catalogue.migrate import migrate
from tests.service import Service, running

# The same examples in every run, so that a change is judged by what it changed;
# `--hypothesis-profile=explore` looks for new ones.
settings.register_profile("explore", max_examples=5000)
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The real gateway, engine and actions, started once for the session."""
    var: Path = tmp_path_factory.mktemp("service")
    with running(var) as started:
        yield started


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file, migrated and loaded; not to be written to."""
    path = tmp_path_factory.mktemp("catalogue") / "loaded.db"
    url = f"sqlite+aiosqlite:///{path}"

    async def prepare() -> None:
        await migrate(url)
        engine = open_database(url)
        await load_reference(session_maker(engine))
        await engine.dispose()

    asyncio.run(prepare())
    return path


@pytest.fixture
async def sessions(loaded_file: Path, tmp_path: Path) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """A maker of sessions on a copy of the loaded database."""
    copy = tmp_path / "copy.db"
    shutil.copy(loaded_file, copy)
    engine = open_database(f"sqlite+aiosqlite:///{copy}")
    yield session_maker(engine)
    await engine.dispose()


@pytest.fixture
async def session(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """A session on a copy of the loaded database."""
    async with sessions() as session:
        yield session
