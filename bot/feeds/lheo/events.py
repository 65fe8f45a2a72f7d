"""The dated meetings that LHÉO announces for a training: information dates and recruitment sessions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.feeds import codes
from bot.feeds.lheo.elements import organisation_of, period_at, phone_of, place_of, text_at, web_of
from bot.feeds.lheo.tables import COLLECTIVE_INFORMATION, RECRUITMENTS
from bot.feeds.lheo.trainings import action_places, certifications_of, codes_of, updated
from bot.feeds.published_dates import NotADay, PublishedDay, published_day, published_hour
from bot.feeds.published_text import name, prose
from bot.feeds.records import EventRecord, PlaceRecord, Position, Skip, SlotRecord

INFORMATION_KIND = "reunion-information"
# The clock of the place: Réunion and Martinique publish in the same words as Paris.
PLACE_ZONE = ""


def slot_of(
    start: PublishedDay, end: PublishedDay | None = None, hours: tuple[str | None, str | None] = (None, None)
) -> SlotRecord:
    """A slot from published days, with its hours when it lasts one day and they are given."""
    one_day = end is None or end.day == start.day
    if hours[0] and one_day and start.precision == "day":
        until = f"{start.day}T{hours[1]}" if hours[1] and hours[1] > hours[0] else None
        return SlotRecord(start=f"{start.day}T{hours[0]}", end=until, zone=PLACE_ZONE)
    last = str(end.day) if end and end.day > start.day else None
    return SlotRecord(
        start=str(start.day), end=last, zone=PLACE_ZONE, all_day=True, precision=start.precision
    )


def information_of(
    formation: etree._Element, action: etree._Element, uid: str, title: str, position: Position
) -> Iterator[EventRecord | Skip]:
    """The information meetings of an action (`date-information`), as one event; skips for dates that are none."""
    slots: list[SlotRecord] = []
    for found in action.iterfind("date-information"):
        try:
            day = published_day(text_at(found, "date"))
        except NotADay as error:
            where = Position(f"{position.words}, date d’information")
            yield Skip(
                where, f"« {error} » n’est pas une date : cette réunion d’information est laissée de côté."
            )
            continue
        if day is not None:
            slots.append(slot_of(day))
    if not slots:
        return
    address = action.find("adresse-information/adresse")
    meant = name(text_at(address, "ligne")) if address is not None else None
    place = place_of(address, meant) if address is not None else _site(action)
    rome, formacode = codes_of(formation)
    yield EventRecord(
        uid=f"{uid}#information",
        title=f"Réunion d’information : {title}",
        position=position,
        slots=tuple(dict.fromkeys(slots)),
        description=prose(text_at(formation, "objectif-formation")),
        kind=INFORMATION_KIND,
        keywords=("réunion d’information", title),
        rome=rome,
        formacode=formacode,
        rncp=certifications_of(formation),
        place=place,
        organisation=organisation_of(formation, action),
        url=web_of(action.find("url-action"), formation.find("url-formation")),
        registration_phone=phone_of(*_contacts(action), formation.find("organisme-formation-responsable")),
        updated_at=updated(action, formation),
    )


def _contacts(action: etree._Element) -> list[etree._Element | None]:
    return [contact for _, _, contact in action_places(action)]


def _site(action: etree._Element) -> PlaceRecord:
    return next((place for _, place, _ in action_places(action)), PlaceRecord())


def recruitments_of(
    formation: etree._Element, action: etree._Element, uid: str, title: str, position: Position
) -> Iterator[EventRecord | Skip]:
    """The recruitment meetings of an action's sessions: those that are dated and that one attends."""
    for rank, session in enumerate(action.iterfind("session"), start=1):
        own = session.get("numero") or str(rank)
        for step, recruitment in enumerate(session.iterfind("recrutement"), start=1):
            heading = RECRUITMENTS.get(text_at(recruitment, "modalite-recrutement") or "0")
            period = period_at(recruitment, "periode")
            where = Position(f"{position.words}, session {own}, recrutement {step}")
            if heading is None:
                continue
            if period.wrong and period.start is None:
                yield Skip(
                    where, f"« {period.wrong} » n’est pas une date : ce recrutement est laissé de côté."
                )
            if period.start is None:
                continue
            hours = (
                published_hour(text_at(recruitment, "heure-debut")),
                published_hour(text_at(recruitment, "heure-fin")),
            )
            slot = slot_of(period.start, period.end, hours)
            yield _recruitment(
                formation, action, recruitment, f"{uid}#{own}#recrutement-{step}", where, heading, title, slot
            )


def _recruitment(
    formation: etree._Element,
    action: etree._Element,
    recruitment: etree._Element,
    uid: str,
    position: Position,
    heading: str,
    title: str,
    slot: SlotRecord,
) -> EventRecord:
    address = recruitment.find("adresse")
    seats = codes.plain(text_at(recruitment, "nb-places"))
    remote = text_at(recruitment, "a-distance")
    link = codes.web(text_at(recruitment, "urlweb"))
    rome, formacode = codes_of(formation)
    is_information = text_at(recruitment, "modalite-recrutement") == COLLECTIVE_INFORMATION
    return EventRecord(
        uid=uid,
        title=f"{heading} : {title}",
        position=position,
        slots=(slot,),
        description=prose(text_at(recruitment, "commentaire")),
        kind=INFORMATION_KIND if is_information else None,
        keywords=("recrutement", heading.lower(), title),
        rome=rome,
        formacode=formacode,
        rncp=certifications_of(formation),
        attendance="online" if remote == "1" else "onsite" if remote == "0" or address is not None else None,
        place=place_of(address, name(text_at(address, "ligne"))) if address is not None else _site(action),
        organisation=organisation_of(formation, action),
        url=web_of(action.find("url-action"), formation.find("url-formation")),
        registration_link=link,
        registration_phone=phone_of(*_contacts(action)),
        seats=int(seats) if seats.isdigit() and 0 < int(seats) < 100_000 else None,
        updated_at=updated(action, formation),
    )
