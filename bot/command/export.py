"""`orisoin export {events,trainings,questions}`: the way out, as CSV (the columns of the way in), iCalendar or JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.models import Event, EventType, Profession, Training
from bot.catalogue.queries import listening
from bot.command.questions import written
from bot.feeds.template import EVENTS, TRAININGS, Column, csv_head, csv_line
from bot.gateway.calendar_file import calendar
from bot.gateway.open_data_views import event_view, training_view
from bot.settings import Settings, load_settings

_BATCH = 500
_MODES = {"initial": "initiale", "apprenticeship": "apprentissage", "continuing": "continue", "vae": "VAE"}
_STATUS = {
    "scheduled": "", "cancelled": "annulé", "postponed": "reporté", "full": "complet", "moved_online": "en ligne",
    "rescheduled": "nouvelle date",
}  # fmt: skip
_AUDIENCES = {
    "young": "lycéens",
    "career_change": "adultes en reconversion",
    "counsellor": "conseillers d'orientation",
}
_DISTANCE = {"onsite": "non", "online": "oui", "mixed": "les deux"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="orisoin export", description="Écrit le contenu du catalogue.")
    parser.add_argument(
        "what", choices=["events", "trainings", "questions"], metavar="{events,trainings,questions}"
    )
    parser.add_argument(
        "--format",
        choices=["csv", "ics", "json", "yaml", "patch"],
        help="les questions seulement : yaml, comme les phrases de data/nlu ; patch, le changement à relire de ces fichiers",
    )
    parser.add_argument(
        "--output", type=Path, metavar="FICHIER", help="où écrire (par défaut, la sortie standard)"
    )
    parser.add_argument("--source", help="seulement ce qu'une source a apporté")
    parser.add_argument("--examples", action="store_true", help="les exemples de démonstration aussi")
    parser.add_argument("--withdrawn", action="store_true", help="ce qui a quitté sa source aussi")
    return parser


async def _rows(session: AsyncSession, model: Any, arguments: argparse.Namespace) -> AsyncIterator[Any]:
    """The rows wanted, by identifier, some at a time."""
    last = ""
    while True:
        statement = select(model).where(model.id > last).order_by(model.id).limit(_BATCH)
        if not arguments.examples:
            statement = statement.where(model.example.is_(False))
        if not arguments.withdrawn:
            statement = statement.where(model.withdrawn.is_(False))
        if arguments.source:
            statement = statement.where(model.source == arguments.source)
        rows = (await session.scalars(statement)).all()
        for row in rows:
            yield row
        if len(rows) < _BATCH:
            return
        last = rows[-1].id
        session.expunge_all()


def _yes(value: bool | None) -> str:
    return "" if value is None else "oui" if value else "non"


def _day(text: str) -> str:
    year, month, day = text[:10].split("-")
    return f"{day}/{month}/{year}"


def _common(row: Event | Training) -> dict[str, Any]:
    return {
        "lieu": row.venue,
        "adresse": row.address,
        "code_postal": row.postcode,
        "commune": row.commune,
        "code_insee": row.insee,
        "a_distance": _DISTANCE.get(row.attendance, ""),
        "organisateur": row.organisation.name if row.organisation else None,
        "accessibilite": row.accessibility,
        "description": row.description,
        "identifiant": row.uid,
    }


def event_lines(event: Event, kinds: dict[str, str], names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """An event as lines of the template, one a date; only the first says everything."""
    own = {
        "titre": event.title,
        "type": kinds.get(event.kind, ""),
        "metiers": ", ".join(names.get(slug, slug) for slug in event.profession_slugs),
        "public": ", ".join(_AUDIENCES[name] for name in event.audiences),
        "statut": _STATUS.get(event.status, ""),
        "inscription_obligatoire": _yes(event.registration_required),
        "lien_d_inscription": event.registration_link,
        "telephone": event.registration_phone,
        "date_limite_d_inscription": (
            event.registration_deadline.strftime("%d/%m/%Y") if event.registration_deadline else None
        ),
        "places": event.seats,
        "lien": event.url,
        **_common(event),
    }
    for slot in event.slots:
        if slot.cancelled:
            continue
        start, end = slot.local_start, slot.local_end or ""
        several = bool(end) and end[:10] != start[:10]
        yield {
            **own,
            "date": _day(start),
            "heure_de_debut": start[11:16] if "T" in start else "",
            "date_de_fin": _day(end) if several else "",
            "heure_de_fin": end[11:16] if "T" in end else "",
        }


def training_lines(training: Training, names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """A training as lines of the template, one a session."""
    own = {
        "intitule": training.title,
        "voie": _MODES.get(training.mode, training.mode),
        "metiers": names.get(training.profession_slug or "", ""),
        "duree": training.duration,
        "cout": training.cost,
        "financement": training.funding,
        "conditions_d_entree": training.entry_conditions,
        "rncp": ", ".join(training.rncp),
        "rome": ", ".join(training.rome),
        "lien": training.link,
        "telephone": training.phone,
        **_common(training),
    }
    if not training.sessions:
        yield own
    for session in training.sessions:
        days = {
            "date_de_rentree": session.start_on,
            "fin_de_session": session.end_on,
            "candidatures_jusqu_au": session.apply_until,
        }
        yield {**own, **{name: day.strftime("%d/%m/%Y") if day else "" for name, day in days.items()}}


async def _csv(session: AsyncSession, arguments: argparse.Namespace, write: Callable[[str], Any]) -> None:
    columns: tuple[Column, ...] = EVENTS if arguments.what == "events" else TRAININGS
    kinds = {
        row.slug: row.words[0] if row.words else row.name for row in await session.scalars(select(EventType))
    }
    names = {
        row.slug: row.name_m
        for row in (await session.execute(select(Profession.slug, Profession.name_m))).all()
    }
    write(csv_head([column.title for column in columns]))
    async for row in _rows(session, Event if arguments.what == "events" else Training, arguments):
        lines: Iterable[dict[str, Any]] = (
            event_lines(row, kinds, names) if isinstance(row, Event) else training_lines(row, names)
        )
        for line in lines:
            write(csv_line([line.get(column.key) for column in columns]))


async def _json(
    session: AsyncSession, arguments: argparse.Namespace, settings: Settings, write: Callable[[str], Any]
) -> None:
    write(f'{{"{arguments.what}": [')
    separator = "\n"
    async for row in _rows(session, Event if arguments.what == "events" else Training, arguments):
        view = event_view(row, settings.public_url) if isinstance(row, Event) else training_view(row)
        write(separator + json.dumps(view.model_dump(mode="json"), ensure_ascii=False))
        separator = ",\n"
    write("\n]}\n")


async def _export(arguments: argparse.Namespace, settings: Settings, write: Callable[[str], Any]) -> None:
    engine = open_database(settings.database_url)
    try:
        async with session_maker(engine)() as session:
            if arguments.what == "questions":
                write(written(await listening.examples(session), arguments.format))
            elif arguments.format == "csv":
                await _csv(session, arguments, write)
            elif arguments.format == "json":
                await _json(session, arguments, settings, write)
            else:
                events = [event async for event in _rows(session, Event, arguments)]
                write(calendar(events, settings.public_url, datetime.now(timezone.utc)))
    finally:
        await engine.dispose()


def _output(path: Path | None) -> Any:
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        return nullcontext(sys.stdout)
    return path.open("w", encoding="utf-8", newline="")


def main() -> int:
    """Read the arguments and write; errors are one French sentence on the standard error."""
    arguments = _parser().parse_args()
    questions = arguments.what == "questions"
    arguments.format = arguments.format or ("yaml" if questions else None)
    if arguments.format is None or (arguments.format in ("yaml", "patch") and not questions):
        print("Indiquez --format : csv, json, ou ics pour les événements.", file=sys.stderr)
        return 2
    if questions and arguments.format == "ics":
        print("Des questions ne font pas un calendrier : yaml, csv ou json.", file=sys.stderr)
        return 2
    if arguments.what == "trainings" and arguments.format == "ics":
        print(
            "Un calendrier (ics) ne dit que des événements : pour les formations, csv ou json.",
            file=sys.stderr,
        )
        return 2
    try:
        settings = load_settings()
        file: IO[str]
        with _output(arguments.output) as file:
            asyncio.run(_export(arguments, settings, file.write))
    except BrokenPipeError:  # what reads us, « head », has had enough
        sys.stderr.close()
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except SQLAlchemyError as error:
        print(f"La base de données ne répond pas comme attendu : {type(error).__name__}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
