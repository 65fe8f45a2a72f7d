"""What counsellors are to look at: the coming events and the trainings that are old, incomplete or at odds, and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Event, Training, TrainingSession
from bot.catalogue.queries.agenda import Visible, owned

# What has not been seen in its source, or looked at, for this long is to be checked.
OLD = timedelta(days=90)


def _old(model: type[Event] | type[Training], moment: datetime) -> ColumnElement[bool]:
    return or_(model.verified_on.is_(None), model.verified_on < (moment - OLD).date())


async def events(
    session: AsyncSession, visible: Visible, moment: datetime, limit: int = 100
) -> list[tuple[Event, list[str]]]:
    """The coming events to look at, and why, in French."""
    statement = (
        select(Event)
        .where(
            owned(Event, visible),
            Event.withdrawn.is_(False),
            Event.status != "cancelled",
            Event.last_end > moment,
            or_(
                _old(Event, moment),
                Event.insee.is_(None),
                Event.description.is_(None),
                Event.registration_required.is_(True),
                Event.attendance == "online",
                cast(Event.classification, String).like("%kind%other%"),
            ),
        )
        .order_by(Event.last_end)
        .limit(limit * 3)
    )
    found = []
    for event in await session.scalars(statement):
        if reasons := faults(event, moment):
            found.append((event, reasons))
    return found[:limit]


def faults(event: Event, moment: datetime) -> list[str]:
    """What is missing from an event, or at odds in it."""
    contact = event.registration_link or event.registration_phone or event.url
    held = event.status not in ("cancelled", "postponed")
    checks = {
        "pas revu depuis trois mois": event.verified_on is None or event.verified_on < (moment - OLD).date(),
        "commune inconnue": event.attendance != "online" and event.insee is None,
        "sans description": not event.description,
        "inscription obligatoire, sans moyen de s'inscrire": bool(event.registration_required)
        and not contact,
        "en ligne, sans lien": event.attendance == "online" and not (event.online_link or contact),
        "toutes les dates sont annulées": held and all(slot.cancelled for slot in event.slots),
        "la fin des inscriptions suit l'événement": event.registration_deadline is not None
        and event.registration_deadline > event.last_end,
    }
    return [words for words, wrong in checks.items() if wrong]


async def trainings(
    session: AsyncSession, visible: Visible, moment: datetime, limit: int = 100
) -> list[tuple[Training, list[str]]]:
    """The trainings to look at, and why, in French."""
    today = moment.date()
    of_it = TrainingSession.training_id == Training.id
    at_odds = or_(
        TrainingSession.end_on < TrainingSession.start_on,
        TrainingSession.apply_until < TrainingSession.apply_from,
    )
    statement = (
        select(Training)
        .where(
            owned(Training, visible),
            Training.withdrawn.is_(False),
            or_(
                _old(Training, moment),
                Training.insee.is_(None),
                Training.link.is_(None) & Training.phone.is_(None),
                Training.profession_slug.is_(None) & Training.diploma_slug.is_(None),
                ~exists().where(of_it, TrainingSession.start_on >= today),
                exists().where(of_it, at_odds),
            ),
        )
        .order_by(Training.id)
        .limit(limit * 3)
    )
    found = []
    for training in await session.scalars(statement):
        if reasons := training_faults(training, moment):
            found.append((training, reasons))
    return found[:limit]


def training_faults(training: Training, moment: datetime) -> list[str]:
    """What is missing from a training, or at odds in it."""
    today, sessions = moment.date(), training.sessions
    coming = any(one.start_on >= today and one.status != "cancelled" for one in sessions)
    checks = {
        "pas revue depuis trois mois": training.verified_on is None or training.verified_on < today - OLD,
        "commune inconnue": training.attendance != "online" and training.insee is None,
        "ni métier ni diplôme": training.profession_slug is None and training.diploma_slug is None,
        "ni page ni téléphone": not (training.link or training.phone),
        "sans date de session": not sessions and not training.permanent_entry,
        "aucune session à venir": bool(sessions) and not coming and not training.permanent_entry,
        "des dates se contredisent": any(
            _before(one.end_on, one.start_on) or _before(one.apply_until, one.apply_from) for one in sessions
        ),
    }
    return [words for words, wrong in checks.items() if wrong]


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other
