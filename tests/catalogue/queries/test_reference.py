"""Reference data held in memory is never older than the last load or the last correction."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from sqlalchemy import event, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import FactEdit, LoadState, Profession
from bot.catalogue.queries import professions

_SLUG = "aide-soignant"


async def _summary(sessions: async_sessionmaker[AsyncSession]) -> str | None:
    async with sessions() as session:
        found = await professions.known(session, _SLUG)
        assert found is not None
        assert found.diplomas is not None  # what it owns was read with it
        return found.summary


async def _write(sessions: async_sessionmaker[AsyncSession], summary: str) -> None:
    async with sessions.begin() as session:
        await session.execute(update(Profession).where(Profession.slug == _SLUG).values(summary=summary))


async def test_a_row_is_read_once_then_again_after_a_load_or_a_correction(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    first = await _summary(sessions)
    async with sessions() as session:
        statements: list[str] = []
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *of: statements.append(of[2]))
        assert await professions.known(session, _SLUG) is await professions.known(session, _SLUG)
        assert len(statements) == 1  # the stamp alone
    await _write(sessions, "Corrigé.")
    assert await _summary(sessions) == first  # nobody may write so: a correction comes with its edit
    moment = datetime.now(timezone.utc)
    async with sessions.begin() as session:
        session.add(
            FactEdit(
                table="profession",
                key=_SLUG,
                before={},
                after={"summary": "Corrigé."},
                source_url="https://source.test/",
                as_of="2026",
                review_on=moment.date(),
                account_id=None,
                at=moment,
            )
        )
    assert await _summary(sessions) == "Corrigé."
    await _write(sessions, "Chargé.")
    async with sessions.begin() as session:
        await session.execute(
            update(LoadState)
            .where(LoadState.name == "reference")
            .values(loaded_at=moment + timedelta(seconds=1))
        )
    assert await _summary(sessions) == "Chargé."


async def test_what_is_not_there_is_not_held_against_who_loads_it_later(
    sessions: async_sessionmaker[AsyncSession],
) -> None:
    async with sessions() as session:
        assert await professions.known(session, "metier-inconnu") is None
        assert await professions.known(session, "metier-inconnu") is None
