"""`orisoin import FILE-OR-URL`: bring a feed into the catalogue, and say what was kept and what was not.

Exit status: 0 when nothing was left out, 3 when something was, 2 when nothing could be read.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.status import Status
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.database import open_database, session_maker
from bot.feeds.fetching import FetchFailed, fetch
from bot.feeds.readers import READERS
from bot.feeds.records import Unreadable
from bot.feeds.report import Report
from bot.feeds.subscriptions import name_of, read_file
from bot.feeds.template import write_empty
from bot.settings import SettingError, Settings, load_settings

OK, NOTHING_READ, SOMETHING_SKIPPED = 0, 2, 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orisoin import",
        description="Lit un agenda ou un catalogue de formations et met le catalogue à jour.",
    )
    parser.add_argument(
        "source", nargs="?", metavar="FICHIER-OU-ADRESSE", help="un fichier, ou une adresse https://"
    )
    parser.add_argument(
        "--format", choices=sorted(READERS), help="le format, s'il n'est pas reconnu tout seul"
    )
    parser.add_argument(
        "--name", help="le nom de la source : le même d'un envoi à l'autre (par défaut, celui du fichier)"
    )
    parser.add_argument("--licence", help="la licence des données, si la source ne la dit pas")
    parser.add_argument(
        "--all",
        action="store_true",
        help="tout garder dans le champ, même ce qui ne parle pas de ces métiers",
    )
    parser.add_argument("--dry-run", action="store_true", help="dire ce qui serait fait, sans rien écrire")
    parser.add_argument("--today", metavar="AAAA-MM-JJ", help="lire le fichier comme à cette date")
    parser.add_argument(
        "--template", type=Path, metavar="FICHIER", help="écrire un tableau vide à remplir (.xlsx ou .csv)"
    )
    parser.add_argument(
        "--kind", choices=["events", "trainings"], default="events", help="ce que le tableau vide décrit"
    )
    return parser


def is_url(text: str) -> bool:
    """Whether an argument is an address rather than a file."""
    return text.lower().startswith(("http://", "https://", "webcal://", "webcals://"))


def _progress(console: Console) -> tuple[AbstractContextManager[object], Callable[[Report], None] | None]:
    """A line that moves while a long file is read, on a terminal only."""
    if not console.is_terminal:
        return nullcontext(), None
    status = Status("Lecture…", console=console)

    def tell(report: Report) -> None:
        status.update(f"Lecture… {report.read} fiches ({report.kept} gardées, {report.skipped} écartées)")

    return status, tell


async def _read(arguments: argparse.Namespace, settings: Settings) -> Report:
    engine = open_database(settings.database_url)
    moment = None
    if arguments.today:
        day = datetime.fromisoformat(arguments.today)
        moment = day.replace(hour=12, tzinfo=ZoneInfo("Europe/Paris")).astimezone(timezone.utc)
    status, tell = _progress(Console(stderr=True))
    address = arguments.source if is_url(arguments.source) else None
    try:
        with status, tempfile.TemporaryDirectory(prefix="orisoin-") as folder:
            path = Path(arguments.source)
            if address:
                path = Path(folder) / "feed"
                await fetch(address, path, allow_local=settings.feeds_local)
            return await read_file(
                session_maker(engine),
                path,
                arguments.name or name_of(arguments.source, is_url=address is not None),
                file_name=address.partition("?")[0] if address else None,
                url=address,
                format_name=arguments.format,
                keeps_all=arguments.all,
                licence=arguments.licence,
                dry_run=arguments.dry_run,
                moment=moment,
                progress=tell,
            )
    finally:
        await engine.dispose()


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do what the arguments ask; the exit status."""
    if arguments.template:
        write_empty(arguments.template, arguments.kind)
        print(f"Tableau vide écrit : {arguments.template}")
        if arguments.source is None:
            return OK
    if arguments.source is None:
        print(
            "Il manque un fichier ou une adresse : « ./orisoin import --help » dit comment faire.",
            file=sys.stderr,
        )
        return NOTHING_READ
    if not is_url(arguments.source) and not Path(arguments.source).is_file():
        print(f"Le fichier « {arguments.source} » n'existe pas.", file=sys.stderr)
        return NOTHING_READ
    report = asyncio.run(_read(arguments, settings))
    print("\n".join(report.lines()))
    if report.skipped:
        return SOMETHING_SKIPPED if report.kept else NOTHING_READ
    return OK


def main() -> int:
    """Read the arguments and act; errors are one French sentence on the standard error."""
    try:
        return run(_parser().parse_args(), load_settings())
    except (Unreadable, FetchFailed, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, SettingError) else NOTHING_READ
    except SQLAlchemyError as error:
        print(f"La base de données ne répond pas comme attendu : {type(error).__name__}.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
