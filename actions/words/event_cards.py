"""An event as a card: when, where, how to register, whether one still can."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import quote_plus
from zoneinfo import ZoneInfo

from actions.talk.turn import Turn
from actions.words.wording import button, capital, day, slot
from bot.catalogue.models import Event, EventSlot, Training
from bot.channels.when import french_month
from bot.replies import Card, ChoiceDraft, Fact, Link, When, Where

_STATUS = {"moved_online": "en ligne désormais", "rescheduled": "nouvelle date"}
_GONE = {
    "cancelled": "c'est annulé",
    "postponed": "c'est reporté, la nouvelle date n'est pas connue",
    "full": "c'est complet",
}


def event_card(
    event: Event, turn: Turn, distance_km: float | None = None, told: EventSlot | None = None
) -> Card:
    """An event as a card: when (the slot `told`, by default the next), where, how to register, calendar and map."""
    upcoming = [one for one in event.slots if one.ends_at > turn.now and not one.cancelled] or event.slots[
        -1:
    ]
    first = told or upcoming[0]
    facts = [Fact(label="Quand", value=capital(slot_words(first)))]
    if gone := no_longer_open(event, turn.now):
        facts.insert(0, Fact(label="Attention", value=capital(gone)))
    if len(upcoming) > 1:
        facts.append(Fact(label="Autres dates", value=str(len(upcoming) - 1)))
    where = ", ".join(part for part in (event.venue, event.address, event.commune) if part)
    if where:
        facts.append(Fact(label="Où", value=where))
    facts += distance_facts(distance_km, event.precision)
    if event.attendance == "online" or event.status == "moved_online":
        facts.append(Fact(label="Forme", value=_STATUS.get(event.status, "en ligne")))
    elif event.attendance == "mixed":
        facts.append(Fact(label="Forme", value="sur place ou à distance"))
    facts.append(Fact(label="Inscription", value=registration_words(event, turn.now)))
    if event.accessibility:
        facts.append(Fact(label="Accessibilité", value=event.accessibility))
    links = []
    can_register = not no_longer_open(event, turn.now) and not event.registration_is_over(turn.now)
    if event.registration_link and can_register:
        links.append(Link(rel="register", title="S'inscrire", href=event.registration_link))
    if event.registration_phone:
        phone = re.sub(r"[^\d+]", "", event.registration_phone)
        links.append(Link(rel="phone", title=event.registration_phone, href=f"tel:{phone}"))
    if event.latitude is not None and event.longitude is not None:
        links.append(Link(rel="map", title="Voir sur la carte", href=map_link(event)))
    links.append(Link(rel="calendar", title="Ajouter à mon agenda", href=f"/events/{event.id}.ics"))
    links.append(Link(rel="more", title="La page de l'événement", href=f"/events/{event.id}"))
    return Card(
        kind="event",
        title=event.title,
        subtitle=event.organisation.name if event.organisation else None,
        example=event.example,
        when=_when(first),
        place=card_place(event, distance_km),
        facts=facts,
        links=links,
    )


def card_place(held: Event | Training, distance_km: float | None) -> Where:
    """Where an event or a training is, as a card tells it; `distance_km` from the person, when it is known."""
    return Where(
        name=held.commune or "",
        insee=held.insee,
        department=held.department,
        address=held.address,
        latitude=held.latitude,
        longitude=held.longitude,
        distance_km=round(distance_km, 1) if distance_km is not None else None,
    )


def distance_facts(distance_km: float | None, precision: str | None) -> list[Fact]:
    """What a distance is worth; nothing for none, nor in the place itself."""
    if distance_km is None or distance_km < 1:
        return []
    to = "jusqu'à l'adresse" if precision == "address" else "jusqu'au centre de la commune"
    return [Fact(label="Distance comptée", value=f"à vol d'oiseau, {to}")]


def choices_among(found: Sequence[Event], intent: str, now: datetime) -> list[ChoiceDraft]:
    """A choice for each of the events, told apart by the commune, else by the day, else by the title, else by the rank."""

    def day_of(event: Event) -> str:
        coming = next(
            (one for one in event.slots if one.ends_at > now and not one.cancelled), event.slots[-1]
        )
        if coming.precision == "month":
            return french_month(coming.starts_at.astimezone(ZoneInfo(coming.zone)).date())
        return day(coming.starts_at.astimezone(ZoneInfo(coming.zone)).date()).rpartition(" ")[0]

    ways = (
        [event.commune or "" for event in found],
        [day_of(event) for event in found],
        [event.title for event in found],
        [f"La {number}" for number in ("première", "deuxième", "troisième", "quatrième", "cinquième")],
    )
    titles = next(
        titles
        for way in ways
        if all(titles := [button(name) for name in way[: len(found)]]) and len(set(titles)) == len(titles)
    )
    return [
        ChoiceDraft(title=title, payload=f'/{intent}{{"event": "{event.id}"}}')
        for title, event in zip(titles, found, strict=False)
    ]


def _when(first: EventSlot) -> When | None:
    """The moments of a slot; none when only its month is known."""
    if first.precision == "month":
        return None
    return When(
        start=first.local_start if first.all_day else first.starts_at.isoformat(),
        end=first.local_end if first.all_day else first.ends_at.isoformat(),
        timezone=first.zone,
        all_day=first.all_day,
    )


def slot_words(one: EventSlot) -> str:
    """When a slot takes place, in words; only the month when no more is known."""
    if one.precision == "month":
        return french_month(one.starts_at.astimezone(ZoneInfo(one.zone)).date())
    return slot(one.starts_at, one.ends_at, one.zone, one.all_day)


def no_longer_open(event: Event, now: datetime) -> str | None:
    """Why one cannot go to an event any more, in a few words; None when one can."""
    if event.withdrawn:
        return "n'est plus annoncé"
    if event.status in _GONE:
        return _GONE[event.status]
    return "c'est passé" if event.last_end <= now else None


def registration_words(event: Event, now: datetime) -> str:
    """Whether and how one registers, or that we do not know."""
    if gone := no_longer_open(event, now):
        return f"ce n'est plus possible, {gone}"
    if event.registration_required is False:
        return "entrée libre, sans inscription"
    if event.registration_deadline is None:
        asked = "non précisée : demandez à la structure qui organise"
        return "obligatoire" if event.registration_required else asked
    zone = ZoneInfo(event.slots[0].zone if event.slots else "Europe/Paris")
    # The end of the last day is the midnight that follows it.
    last = (event.registration_deadline - timedelta(seconds=1)).astimezone(zone).date()
    asked = "obligatoire, " if event.registration_required else ""
    return f"{asked}jusqu'au {day(last)}{'' if event.registration_deadline > now else ' : c’est clos'}"


def map_link(event: Event) -> str:
    """A map centred on the event, on a public map that asks nothing of its visitors."""
    place = f"{event.latitude:.5f}/{event.longitude:.5f}"
    return (
        f"https://www.openstreetmap.org/?mlat={event.latitude:.5f}&mlon={event.longitude:.5f}"
        f"&query={quote_plus(event.commune or '')}#map=16/{place}"
    )
