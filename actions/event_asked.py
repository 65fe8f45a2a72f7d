"""The one thing asked of the events just shown: when, how long, who may come, who organises, where, whether it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from actions.course.base import Answering, stored
from actions.event_detail import shown_event
from actions.talk.turn import Turn
from actions.thread.after_events import asked_of_it
from actions.words.event_cards import choices_among, event_card, no_longer_open, slot_words
from actions.words.wording import distinct, says_rank, source
from bot.catalogue.models import Event, EventSlot
from bot.catalogue.queries import events
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_SEVERAL = 2
_COUNTED = re.compile(
    r"\b(?:[2-9]|deux|trois|quatre) (?=(?:copines?|copains?|amie?s?|potes?|enfants?|filles?|garcons?|eleves|personnes)\b)"
)
_MOST_DATES = 4
# Sentences of a description that say for whom the event is.
_FOR_WHOM = re.compile(
    r"\bans\b|réservée?s?\b|ouverte?s?\b.{0,12}\b(?:à|aux)\b|tout public|\bjeunes\b|\bfamilles?\b|\bparents?\b"
    r"|\bclasses?\b"
    r"|\bprofessionnels du\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_FROM_AGE = re.compile(r"\b(?:à partir de|dès) (\d+) ans\b|\b(\d+) à (\d+) ans\b", re.IGNORECASE)
_AUDIENCES = {"young": "les jeunes", "career_change": "les adultes", "counsellor": "les professionnels"}
_PARENTS = re.compile(
    r"\b(?:parents?|pere|mere|maman|papa|famille|accompagn\w*|copine?s?|copains?|amie?s?|potes?|a deux"
    r"|freres?|soeurs?|frangine?s?|cousine?s?|gosses?|enfants?|(?:r?a|em)mener|avec moi|conjoint|mari|femme)\b"
)


class EventAsked(Answering):
    """One thing asked of the event in question, or of each of those listed when none is pointed at."""

    subject = "event_asked"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What the catalogue holds of it, said first; that it is not known otherwise."""
        turn.remember("last_subject", "event_detail")
        what = asked_of_it(turn) or "when"
        found = await _in_question(turn)
        if not found:
            return [await stored(turn, "event_detail_none")]
        if what == "bring":
            return [await stored(turn, "event_bring")]
        told = _TOLD[what]
        if len(found) == 1:
            reply = ReplyDraft(
                text=f"{_name(found[0])} : {told(turn, found[0])}.",
                cards=[event_card(found[0], turn)],
                choices=[
                    ChoiceDraft(title="Me le rappeler", payload=f'/reminder{{"event": "{found[0].id}"}}'),
                    ChoiceDraft(title="D'autres rencontres", payload="/event_search"),
                ],
            )
        else:
            lines = "\n".join(f"- {_name(event)} : {told(turn, event)}" for event in found)
            reply = ReplyDraft(
                text=f"{lines}\n\nLaquelle vous intéresse ?",
                choices=choices_among(found, "event_detail", turn.now),
            )
        if what == "who" and _PARENTS.search(normalise(turn.text)):
            reply.text += f"\n\n{(await stored(turn, 'event_with_parents')).text}"
        reply.sources = distinct(
            source(one.source_url, one.verified_on.isoformat() if one.verified_on else None) for one in found
        )
        return [reply]


async def _in_question(turn: Turn) -> list[Event]:
    """The event pointed at, or spoken of last; else all those listed."""
    shown: Sequence[str] = turn.known("last_list") or []
    # « mes 2 copines » points at no second one.
    turn = replace(turn, text=_COUNTED.sub(" ", normalise(turn.text)))
    one = (
        turn.said("event")
        or says_rank(turn.text)
        or len(shown) < _SEVERAL
        or turn.known("last_subject") == "event_detail"
    )
    if one:
        event = await shown_event(turn)
        return [event] if event else []
    found = [event for slug in shown if (event := await events.get(turn.session, slug)) is not None]
    pointed = await shown_event(turn)
    # « celui du samedi » points at one of them.
    return [pointed] if pointed and found and pointed.id != found[0].id else found


def _name(event: Event) -> str:
    return f"**{event.title}**{' (exemple)' if event.example else ''}"


def _coming(turn: Turn, event: Event) -> list[EventSlot]:
    return [one for one in event.slots if one.ends_at > turn.now and not one.cancelled] or event.slots[-1:]


def _when(turn: Turn, event: Event) -> str:
    if gone := no_longer_open(event, turn.now):
        return gone
    return " ; ".join(slot_words(one) for one in _coming(turn, event)[:_MOST_DATES])


def _lasts(turn: Turn, event: Event) -> str:
    first = _coming(turn, event)[0]
    lasts = first.ends_at - first.starts_at
    if first.all_day or first.precision == "month" or lasts <= timedelta(0):
        return f"l'agenda ne donne pas d'heure de fin ({slot_words(first)})"
    if lasts >= timedelta(days=1):
        return slot_words(first)
    hours, minutes = divmod(int(lasts.total_seconds()) // 60, 60)
    long = (
        f"{hours} heure{'s' if hours > 1 else ''}" + (f" {minutes:02}" if minutes else "")
        if hours
        else f"{minutes} minutes"
    )
    return f"{long} ({slot_words(first)})"


def _who(turn: Turn, event: Event) -> str:
    said = [one.strip() for one in _SENTENCE.findall(event.description or "") if _FOR_WHOM.search(one)]
    public = " et ".join(_AUDIENCES[one] for one in event.audiences if one in _AUDIENCES)
    told = f"l'agenda l'annonce pour {public}" if public else "l'agenda ne la réserve à aucun public"
    ages = turn.said("age_other") or turn.said("age") or [turn.known("age")]
    if said and (verdict := _old_enough(said[0], ages[0])):
        return verdict
    if said:
        return f"{told}. Sa fiche dit : « {' '.join(said).rstrip('.')} »"
    return (
        f"{told}. Un âge minimum, je n'en vois pas dans sa fiche : demandez-le à la structure qui l'organise"
    )


def _old_enough(said: str, age: object) -> str | None:
    """« oui, à 15 ans c'est possible (« À partir de 15 ans ») »; None when no age is told, or the event tells none."""
    found = _FROM_AGE.search(said)
    if not found or not isinstance(age, int | float):
        return None
    least, most = int(found[1] or found[2]), int(found[3] or 999)
    verdict = "oui" if least <= age <= most else "non"
    return f"{verdict} : sa fiche dit « {said.rstrip('.')} », et vous parlez de {int(age)} ans"


def _organiser(turn: Turn, event: Event) -> str:
    if event.organisation:
        return f"organisée par {event.organisation.name}"
    where = f" Cela se passe ici : {event.venue}" if event.venue else ""
    return f"l'agenda ne dit pas qui l'organise.{where}"


def _asks(event: Event) -> str:
    return event.organisation.name if event.organisation else "la structure qui l'organise"


def _where(turn: Turn, event: Event) -> str:
    if event.attendance == "online" or event.status == "moved_online":
        return "c'est en ligne, depuis chez vous"
    where = ", ".join(part for part in (event.venue, event.address, event.commune) if part)
    return (
        where[:1].lower() + where[1:]
        if where
        else f"l'adresse n'est pas dans l'agenda, {_asks(event)} vous la dira"
    )


def _places(turn: Turn, event: Event) -> str:
    if gone := no_longer_open(event, turn.now):
        return gone
    if event.seats is None:
        return "l'agenda ne dit pas le nombre de places"
    return f"{event.seats} places sont annoncées, je ne sais pas combien il en reste"


def _kept(turn: Turn, event: Event) -> str:
    if gone := no_longer_open(event, turn.now):
        return gone
    moved = {"moved_online": "passée en ligne", "rescheduled": "annoncée à une nouvelle date"}.get(
        event.status
    )
    told = moved or "toujours annoncée dans l'agenda"
    return f"{told} ({slot_words(_coming(turn, event)[0])}). Un changement se voit sur sa page : regardez-la la veille"


def _late(turn: Turn, event: Event) -> str:
    hours = slot_words(_coming(turn, event)[0])
    return f"ses horaires : {hours}. Si l'on peut arriver ou partir en cours de route, l'agenda ne le dit pas : demandez-le"


def _what(turn: Turn, event: Event) -> str:
    if event.description:
        return f"sa fiche dit : « {event.description.strip().rstrip('.')} ». Le reste, demandez-le à qui l'organise"
    return "l'agenda ne dit pas ce qui s'y passe : demandez-le à la structure qui l'organise"


_TOLD: dict[str, Callable[[Turn, Event], str]] = {
    "when": _when,
    "lasts": _lasts,
    "who": _who,
    "organiser": _organiser,
    "where": _where,
    "places": _places,
    "kept": _kept,
    "late": _late,
    "what": _what,
}
