"""The dated meetings that LHÉO announces for a training: information dates and recruitment sessions."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.feeds import codes
from bot.feeds.lheo.elements import Period, period_at, place_of, text_at
from bot.feeds.lheo.offer import Offer
from bot.feeds.lheo.tables import COLLECTIVE_INFORMATION, RECRUITMENTS
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


def information_of(offer: Offer) -> Iterator[EventRecord | Skip]:
    """The information meetings of an action (`date-information`), as one event; skips for dates that are none."""
    slots: list[SlotRecord] = []
    for found in offer.action.iterfind("date-information"):
        try:
            day = published_day(text_at(found, "date"))
        except NotADay as error:
            where = Position(f"{offer.position.words}, date d’information")
            reason = f"« {error} » n’est pas une date : cette réunion d’information est laissée de côté."
            yield Skip(where, reason, uid=f"{offer.uid}#information")
            continue
        if day is not None:
            slots.append(slot_of(day))
    if not slots:
        return
    yield EventRecord(
        uid=f"{offer.uid}#information",
        title=f"Réunion d’information : {offer.title}",
        position=offer.position,
        slots=tuple(dict.fromkeys(slots)),
        description=prose(text_at(offer.formation, "objectif-formation")),
        kind=INFORMATION_KIND,
        keywords=("réunion d’information", offer.title),
        rome=offer.rome,
        formacode=offer.formacode,
        rncp=offer.rncp,
        place=_place(offer.action.find("adresse-information/adresse"), offer),
        organisation=offer.organisation,
        url=offer.url,
        registration_phone=offer.phone,
        updated_at=offer.updated_at,
    )


def _place(address: etree._Element | None, offer: Offer) -> PlaceRecord:
    """The place of a meeting, whose first line names it; that of the training when it has none of its own."""
    own = PlaceRecord() if address is None else place_of(address, name(text_at(address, "ligne")))
    return own if own.postcode or own.insee or own.commune else offer.place


def recruitments_of(offer: Offer) -> Iterator[EventRecord | Skip]:
    """The recruitment meetings of an action's sessions: those that are dated and that one attends."""
    for rank, session in enumerate(offer.action.iterfind("session"), start=1):
        own = session.get("numero") or str(rank)
        for step, recruitment in enumerate(session.iterfind("recrutement"), start=1):
            heading = RECRUITMENTS.get(text_at(recruitment, "modalite-recrutement") or "0")
            if heading is None:
                continue
            uid = f"{offer.uid}#{own}#recrutement-{step}"
            where = Position(f"{offer.position.words}, session {own}, recrutement {step}")
            period = period_at(recruitment, "periode")
            if period.start is not None:
                yield _recruitment(offer, recruitment, uid, where, heading, period)
            elif period.wrong:
                yield Skip(
                    where,
                    f"« {period.wrong} » n’est pas une date : ce recrutement est laissé de côté.",
                    uid=uid,
                )


def _recruitment(
    offer: Offer, recruitment: etree._Element, uid: str, position: Position, heading: str, period: Period
) -> EventRecord:
    assert period.start is not None
    address = recruitment.find("adresse")
    remote = text_at(recruitment, "a-distance")
    hours = [published_hour(text_at(recruitment, path)) for path in ("heure-debut", "heure-fin")]
    is_information = text_at(recruitment, "modalite-recrutement") == COLLECTIVE_INFORMATION
    return EventRecord(
        uid=uid,
        title=f"{heading} : {offer.title}",
        position=position,
        slots=(slot_of(period.start, period.end, (hours[0], hours[1])),),
        description=prose(text_at(recruitment, "commentaire")),
        kind=INFORMATION_KIND if is_information else None,
        keywords=("recrutement", heading.lower(), offer.title),
        rome=offer.rome,
        formacode=offer.formacode,
        rncp=offer.rncp,
        attendance="online" if remote == "1" else "onsite" if remote == "0" or address is not None else None,
        place=_place(address, offer),
        organisation=offer.organisation,
        url=offer.url,
        registration_link=codes.web(text_at(recruitment, "urlweb")),
        registration_phone=offer.phone,
        seats=codes.count(text_at(recruitment, "nb-places")),
        updated_at=offer.updated_at,
    )
