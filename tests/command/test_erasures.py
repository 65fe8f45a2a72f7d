"""X18: a backup of before is put back, and who was erased since stays erased."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.migrate import migrate
from bot.catalogue.models.conversations import Conversation, Turn
from bot.catalogue.queries import conversations, turns
from bot.command import erasures


async def kept(url: str, identifier: str, text: str) -> None:
    """A conversation of one message."""
    engine = open_database(url)
    async with session_maker(engine)() as session, session.begin():
        moment = conversations.now()
        session.add(
            Conversation(
                id=identifier,
                channel="web",
                created_at=moment,
                last_at=moment,
                rights_digest=f"r-{identifier}",
                share_digest=f"s-{identifier}",
            )
        )
        await session.flush()
        await turns.keep_message(session, identifier, f"c-{identifier}", text, None, False)
    await engine.dispose()


async def texts(url: str) -> list[str]:
    """All that people said."""
    engine = open_database(url)
    async with session_maker(engine)() as session:
        found = list(await session.scalars(select(Turn.text).order_by(Turn.id)))
        assert len(found) == await session.scalar(select(func.count()).select_from(Conversation))
    await engine.dispose()
    return found


@pytest.mark.fault("X18")
async def test_x18_erased_stays_erased_after_a_restore(tmp_path: Path) -> None:
    now, backup = tmp_path / "now.db", tmp_path / "backup.db"
    url = f"sqlite+aiosqlite:///{now}"
    await migrate(url)
    await kept(url, "staying-0001", "je reste")
    await kept(url, "leaving-0001", "je pars")
    with sqlite3.connect(now) as source, sqlite3.connect(backup) as target:
        source.backup(target)
    source.close()
    target.close()
    assert await erasures.erase_again(url, ["leaving-0001"]) == 1
    gone = await erasures.erased(url)
    assert gone == ["leaving-0001"]

    restored = f"sqlite+aiosqlite:///{backup}"
    assert await texts(restored) == ["je reste", "je pars"]
    assert await erasures.erase_again(restored, gone) == 1
    assert await texts(restored) == ["je reste"]
    assert await erasures.erased(restored) == gone
    assert await erasures.erase_again(restored, gone) == 0
    engine = open_database(restored)
    async with session_maker(engine)() as session:
        assert list(await conversations.pending_in_engine(session)) == gone
    await engine.dispose()


def test_another_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "list"
    file.write_text("pas un identifiant ; autre chose\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["erasures", "apply"])
    with file.open(encoding="utf-8") as read:
        monkeypatch.setattr("sys.stdin", read)
        assert erasures.main() == 1
    assert "identifiants" in capsys.readouterr().err
