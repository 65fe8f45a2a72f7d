"""`orisoin import`, `export` and `feeds`: what they print, and the exit statuses that scripts rely on."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest
from sqlalchemy import text

from bot.catalogue.database import open_database
from bot.command import export, feeds, importing
from bot.command.main import _NEEDS_DATABASE, _SERVICE

GOOD = "titre;date;heure de début;commune;code postal;lieu\n=Portes ouvertes;28/03/2027;9h30;Gap;05000;IFSI d'exemple\n"
BAD = GOOD + "Forum;31/02/2027;;Gap;05000;IFSI d'exemple\n"

Run = Callable[..., int]


@pytest.fixture
def run(loaded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs a command's module with arguments, on a database of the test's own."""
    database = tmp_path / "commands.db"
    shutil.copy(loaded_file, database)
    monkeypatch.setenv("ORISOIN_DATABASE_URL", f"sqlite+aiosqlite:///{database}")
    monkeypatch.delenv("ORISOIN_FEEDS_LOCAL", raising=False)

    def called(module: object, *arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["orisoin", *arguments])
        return int(module.main())  # type: ignore[attr-defined]

    return called


def write(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_the_commands_are_listed_and_prepare_the_database() -> None:
    assert {"import", "export", "feeds"} <= set(_SERVICE) & _NEEDS_DATABASE


def test_exit_statuses_of_an_import(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(importing, write(tmp_path, "bon.csv", GOOD), "--name", "Agenda") == 0
    told = capsys.readouterr().out
    assert "Gardés : 1 (1 événement) — nouveaux : 1, mis à jour : 0, inchangés : 0" in told
    assert "Retirés : 0" in told and "Écartés : 0" in told
    assert run(importing, write(tmp_path, "moyen.csv", BAD), "--name", "Agenda") == 3
    assert "  - ligne 3 : La date « 31/02/2027 » n'existe pas." in capsys.readouterr().out
    for name, content in (("vide.csv", ""), ("autre.txt", "bonjour"), ("coupe.json", '{"events": [{"uid"')):
        assert run(importing, write(tmp_path, name, content)) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert run(importing, str(tmp_path / "absent.ics")) == 2
    assert run(importing, write(tmp_path, "mauvais.csv", BAD.replace("28/03/2027", "bientôt"))) == 2
    assert run(importing, "http://127.0.0.1/agenda.ics") == 2
    assert run(importing, "https://169.254.169.254/agenda.ics") == 2


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "bon.csv", GOOD)
    assert run(importing, path, "--dry-run") == 0
    assert "essai, rien n'est écrit" in capsys.readouterr().out
    assert run(importing, path) == 0
    assert "nouveaux : 1" in capsys.readouterr().out
    assert run(importing, path) == 0
    assert "nouveaux : 0, mis à jour : 0, inchangés : 1" in capsys.readouterr().out


def test_what_goes_out_as_a_table_comes_back_in(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(importing, write(tmp_path, "bon.csv", GOOD), "--name", "Agenda")
    out = tmp_path / "sortie.csv"
    assert run(export, "events", "--format", "csv", "--output", str(out)) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=Portes ouvertes;" in out.read_text(encoding="utf-8-sig")
    capsys.readouterr()
    assert run(importing, str(out), "--name", "Retour") == 0
    assert "Gardés : 1" in capsys.readouterr().out
    assert run(export, "events", "--format", "json", "--source", "retour") == 0
    found = json.loads(capsys.readouterr().out)["events"]
    assert [(one["title"], one["slots"][0]["start"]) for one in found] == [
        ("=Portes ouvertes", "2027-03-28T09:30")
    ]


def test_calendars_and_refusals_of_the_way_out(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(importing, write(tmp_path, "bon.csv", GOOD), "--name", "Agenda")
    capsys.readouterr()
    assert run(export, "events", "--format", "ics") == 0
    calendar = icalendar.Calendar.from_ical(capsys.readouterr().out)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["=Portes ouvertes"]
    assert run(export, "trainings", "--format", "csv") == 0
    assert capsys.readouterr().out.startswith("\ufeffintitulé;")
    assert run(export, "trainings", "--format", "ics") == 2
    assert run(export, "questions", "--format", "ics") == 2
    assert "calendrier" in capsys.readouterr().err
    assert run(export, "events") == 2
    assert run(export, "questions") == 0


def test_the_empty_table_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "modele.xlsx"
    assert run(importing, "--template", str(path)) == 0
    assert path.stat().st_size > 0
    assert run(importing, "--template", str(tmp_path / "modele.pdf")) == 2
    assert run(importing) == 2


def test_subscriptions_never_show_the_whole_address(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    secret = "https://exemple.fr/agenda-secret-7f3a.ics"
    assert run(feeds, "add", secret, "--name", "Agenda") == 0
    assert run(feeds, "add", secret, "--name", "Agenda") == 1
    assert run(feeds, "add", "http://exemple.fr/a.ics", "--name", "B") == 1
    assert run(feeds, "list") == 0
    told = capsys.readouterr()
    assert "exemple.fr/…" in told.out and "7f3a" not in told.out + told.err
    assert run(feeds, "remove", "agenda") == 0
    assert run(feeds, "remove", "agenda") == 1
    assert run(feeds, "refresh") == 0


def test_a_database_that_does_not_answer_is_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ORISOIN_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")
    assert run(importing, write(tmp_path, "bon.csv", GOOD)) == 1
    assert run(export, "events", "--format", "csv") == 1
    assert run(feeds, "list") == 1
    assert capsys.readouterr().err.count("La base de données") == 3


def test_the_provenance_of_a_row_is_kept(run: Run, tmp_path: Path) -> None:
    run(
        importing,
        write(tmp_path, "bon.csv", GOOD),
        "--name",
        "Agenda",
        "--licence",
        "Licence Ouverte 2.0",
        "--today",
        "2026-11-21",
    )

    async def row() -> tuple[object, ...]:
        engine = open_database(f"sqlite+aiosqlite:///{tmp_path / 'commands.db'}")
        async with engine.connect() as connection:
            found = await connection.execute(
                text("SELECT source, position, licence, length(raw_hash) FROM event")
            )
            told = tuple(found.one())
        await engine.dispose()
        return told

    assert asyncio.run(row()) == ("agenda", "ligne 2", "Licence Ouverte 2.0", 64)
