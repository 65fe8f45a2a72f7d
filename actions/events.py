"""Open days and other events: finding them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote_plus

from actions.course.base import Answering, stored
from actions.people.free_when import FreeWhen, free_when, hours_asked, weekdays_asked
from actions.talk.turn import Turn
from actions.thread.event_workplaces import of_a_visit
from actions.thread.events_other_times import at_other_times
from actions.thread.two_places import forget_what_is_stale, near_each
from actions.words.anywhere import mainland, takes_anywhere
from actions.words.contacts import age_of, show_contacts
from actions.words.easy_words import easily
from actions.words.event_cards import event_card, slot_words
from actions.words.online import asks_online
from actions.words.unmet import unmet
from actions.words.wording import abroad_words, distinct, interval, place_words, source
from bot.catalogue.models import EventType
from bot.catalogue.queries import events, professions
from bot.catalogue.queries.events import EventQuery, EventResults
from bot.french.folding import fold_text
from bot.replies import Card, ChoiceDraft, Link, ReplyDraft

_MOST = 4
_A_LINE, _PARAGRAPH = 90, "\n\n"  # letters
_SHORT = 3  # days
_WHO_KNOWS = {"young": ["cio", "mission_locale"], "counsellor": ["carif_oref", "region"]}
_ADULTS = ["france_travail", "mission_locale"]
_OPEN_DAYS = "portes-ouvertes"
_AGREED = frozenset({"assistant-familial", "assistant-maternel"})
_FOR_PROFESSIONALS = re.compile(
    r"\b(?:entre|pour|reservee?s? aux?|destinee?s? aux?) (?:les |des )?(?:pros?\b|professionnels|conseillers)"
)
_LAST_SENTENCE = re.compile(r"\s*[^.!?]*\.$")


class EventSearch(Answering):
    """Events by place, date, kind and profession."""

    subject = "event_search"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The next ones, nearest and soonest first; what was widened is said."""
        forget_what_is_stale(turn)
        if each := await near_each(turn, self.answer):
            return each
        if turn.place is None and turn.said("place_nearby"):
            return [await stored(turn, "event_ask_place")]
        keep_free_when(turn)
        workplace = of_a_visit(turn)
        query, found = await _at(turn, workplace) or await search(turn)
        of_another_kind = False
        if not found.events and query.kinds:
            # No forum there, but an open day perhaps: that is said, rather than that there is nothing.
            wider = replace(query, kinds=())
            others = await for_the_person(turn, wider)
            if not others.events and wider.profession:
                # « portes ouvertes d'IFSI »: what is there for all trades, rather than that there is nothing.
                wider = replace(wider, profession=None)
                others = await for_the_person(turn, wider)
            # Those just shown are not what is wanted: the kind is asked for once more.
            shown = set(map(str, turn.known("last_list") or []))
            anew = (
                turn.said("date") or turn.said("place") or weekdays_asked(turn.text) or hours_asked(turn.text)
            )
            if others.events and (anew or not {str(entry.event.id) for entry in others.events} <= shown):
                query, found, of_another_kind = wider, others, True
        if not found.events and query.profession:
            # What is there for other trades, rather than that there is nothing.
            wider = replace(query, profession=None)
            others = await for_the_person(turn, wider)
            query, found = (wider, others) if others.events else (query, found)
        if other_times := await at_other_times(turn, query, found):
            return [other_times]
        if not found.events:
            return [await none_found(turn, query)]
        turn.remember("last_list", [entry.event.id for entry in found.events])
        text, read = await introduction(turn, query, found), []
        if turn.place is None:
            text = abroad_words(turn.text) + text
        if workplace and not query.text:
            text = f"Je n'ai pas trouvé de rencontre dans ce type de lieu ({workplace}). {text}"
        elif workplace and (turn.dates[0] or turn.dates[1]) and query.start is query.end is None:
            dated = (
                f"{place_words(turn.place)} {interval(*turn.dates)}" if turn.place else interval(*turn.dates)
            )
            text = f"Je n'ai rien trouvé de tel {dated}. À d'autres dates :\n\n{text}"
        elif of_another_kind:
            none = await _none_of_the_kind(turn)
            text, read = f"{none.text}{' ' if len(none.text) < _A_LINE else _PARAGRAPH}{text}", none.sources
        if easy := await easily(turn, "events_found"):
            text += f"\n\n{easy}"
        # Of several, the answer asks which one is meant.
        one = f'{{"event": "{found.events[0].event.id}"}}' if len(found.events) == 1 else ""
        choices = [
            ChoiceDraft(title="Comment m'inscrire", payload=f"/event_detail{one}"),
            ChoiceDraft(title="Me le rappeler", payload=f"/reminder{one}"),
        ]
        at_home = all(entry.event.attendance == "online" for entry in found.events)
        if turn.place is None and not (query.online or at_home or takes_anywhere(turn.text)):
            text += "\n\nDans quelle ville ou quel département cherchez-vous ?"
        cards = [event_card(entry.event, turn, entry.distance_km, entry.slot) for entry in found.events]
        if found.widened and turn.place and turn.place.get("code"):
            # Nothing there yet: what comes there will be told.
            cards.append(subscription(turn.place))
        return [
            ReplyDraft(
                text=text,
                cards=cards,
                choices=choices,
                sources=distinct(
                    [
                        *read,
                        *(
                            source(entry.event.source_url, entry.event.verified_on.isoformat())
                            for entry in found.events
                            if entry.event.verified_on
                        ),
                    ]
                ),
                unmet=unmet(turn, "events") if found.widened else None,
            )
        ]


async def _at(turn: Turn, workplace: str | None) -> tuple[EventQuery, EventResults] | None:
    """The events near the person in the kind of place that is to be seen, and the query they fit; None without any."""
    if workplace is None:
        return None
    here = replace(query_of(turn), text=workplace, profession=None)
    any_date = replace(here, start=None, end=None)
    for one in (here, any_date, replace(here, kinds=()), replace(any_date, kinds=())):
        found = await for_the_person(turn, one)
        if found.events:
            return one, found
    return None


async def _none_of_the_kind(turn: Turn) -> ReplyDraft:
    """That none of the kind asked for is known; of open days, also when they usually are and who tells the day."""
    kind = turn.known("event_type")
    if kind != _OPEN_DAYS:
        found = await turn.session.get(EventType, kind) if kind else None
        name = f" ({found.name[:1].lower()}{found.name[1:]})" if found else ""
        return ReplyDraft(text=f"Je n'ai pas trouvé ce type de rencontre{name}.")
    if not turn.said("event_type"):
        return ReplyDraft(text="Je n'ai pas trouvé de portes ouvertes.")
    season = await stored(turn, "open_days_season")
    usual = _LAST_SENTENCE.sub("", season.text)  # it asks for a town, which is known here
    text = f"Je n'ai pas trouvé de portes ouvertes. {usual} L'établissement ou le CIO vous dit la date."
    return ReplyDraft(text=text, sources=season.sources)


def query_of(turn: Turn) -> EventQuery:
    """What the person is looking for, from this message and what was said before."""
    start, end = turn.dates
    kind = turn.known("event_type")
    online, free = asks_online(turn), _free_when(turn)
    anywhere = None if turn.said("place") else takes_anywhere(turn.text)
    return EventQuery(
        place=mainland() if anywhere == "mainland" and not online else None if online else turn.place,
        online=online or None,
        start=start,
        end=end,
        kinds=[kind] if kind else [],
        profession=turn.profession,
        audience=_public(turn),
        now=turn.now,
        limit=_MOST,
        weekdays=free.weekdays,
        hours=free.hours,
        far=False,
    )


def _public(turn: Turn) -> str | None:
    """For whom the events must be; whoever guides others looks for any of them, unless for professionals."""
    if turn.audience == "counsellor" and not _FOR_PROFESSIONALS.search(fold_text(turn.text)):
        return None
    return turn.audience


def keep_free_when(turn: Turn) -> None:
    """Remember when the person is free; « le samedi » means all those to come, not the next one."""
    free = _free_when(turn)
    if free.kept() != (turn.known("free_when") or None):
        turn.remember("free_when", free.kept())
    if weekdays_asked(turn.text) and _is_short(turn):
        turn.remember("date", None)


def _free_when(turn: Turn) -> FreeWhen:
    before = FreeWhen.of(turn.known("free_when"))
    return free_when(turn.text, before, bool(turn.said("date")) and _is_short(turn))


def _is_short(turn: Turn) -> bool:
    """Whether the dates in question are a day or a week-end."""
    start, end = turn.dates
    return start is not None and end is not None and (end - start).days < _SHORT


async def search(turn: Turn) -> tuple[EventQuery, EventResults]:
    """The events that fit and the query they fit.

    What was spoken of before, but not in this message, is let go before the place is: the dates of another talk, then
    the profession.
    """
    query = query_of(turn)
    wanted = [query]
    if (query.start or query.end) and not turn.said("date") and turn.known("last_subject") != "event_search":
        wanted.append(replace(query, start=None, end=None))
    if query.profession and not turn.professions:
        wanted += [replace(one, profession=None) for one in wanted]
    for one in wanted[:-1]:
        found = await for_the_person(turn, replace(one, widen=False))
        if found.events:
            return one, found
    return wanted[-1], await for_the_person(turn, wanted[-1])


async def for_the_person(turn: Turn, query: EventQuery) -> EventResults:
    """The events of `query` that are not for counsellors only, unless a counsellor asks."""
    return await events.search(turn.session, replace(query, for_all=turn.audience is None))


def _when(query: EventQuery) -> str:
    dates = interval(query.start, query.end)
    free = FreeWhen(tuple(query.weekdays), query.hours).words()
    between = "" if not free else ", " if dates or not query.weekdays else " "
    return f"{' ' if dates else ''}{dates}{between}{free}"


async def none_found(turn: Turn, query: EventQuery) -> ReplyDraft:
    """That nothing is known there, nor in the region: what can be followed from home, and who knows what there is."""
    if turn.place is None:
        reply = await stored(turn, "event_search_none")
        reply.unmet = unmet(turn, "events")
        return reply
    around = "" if turn.place.get("kind") == "region" else ", ni dans le reste de la région"
    what = f"Je n'ai aucune rencontre {place_words(turn.place)}{_when(query)}{around}."
    if query.online:
        what = f"À distance, je n'ai aucune rencontre{_when(query)}."
    away = replace(query, place=None, online=True, kinds=(), limit=2)
    remote = EventResults([], 0) if query.online else await for_the_person(turn, replace(away, widen=False))
    text = f"{what} Mon agenda n'est pas complet : les contacts ci-dessous savent ce qui se prépare près de chez vous."
    text += of_the_department(turn)
    if remote.events:
        text += "\n\nEn ligne, depuis chez vous, il y a ce qui suit."
        turn.remember("last_list", [entry.event.id for entry in remote.events])
        if any(entry.event.example for entry in remote.events):
            text += " Ce sont des **exemples** : ils montrent la recherche, pas de vraies rencontres."
    code = turn.place.get("code")
    reply = ReplyDraft(
        text=text,
        cards=[event_card(entry.event, turn, entry.distance_km, entry.slot) for entry in remote.events],
        choices=[
            ChoiceDraft(title="Le mois prochain", payload="le mois prochain"),
            ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
        ],
        sources=distinct(
            [
                source(entry.event.source_url, entry.event.verified_on.isoformat())
                for entry in remote.events
                if entry.event.verified_on
            ]
        ),
        unmet=unmet(turn, "events"),
    )
    if code:
        reply.cards.append(subscription(turn.place))
    await show_contacts(turn, reply, who_knows(turn), 2, age_of(turn))
    return reply


def who_knows(turn: Turn) -> list[str]:
    """Who knows what is prepared near the person, by kind of contact."""
    return _WHO_KNOWS.get(turn.audience or "", _ADULTS)


def subscription(place: dict[str, Any]) -> Card:
    """The calendar of the events to come near `place`, to subscribe to."""
    name = str(place.get("name") or place.get("code"))
    return Card(
        kind="scheme",
        title=f"Être prévenu : {name}",
        subtitle="Abonnez votre agenda à cette adresse : les prochaines rencontres s'y ajouteront d'elles-mêmes.",
        links=[
            Link(
                rel="calendar",
                title="M'abonner",
                href=f"/events.ics?place={quote_plus(str(place['code'] if place['kind'] != 'area' else name))}",
            )
        ],
    )


def _nearest(found: EventResults) -> str:
    """Where and when the nearest is, when distances are known: « Le plus près : Embrun, à 32 km, samedi … »."""
    away = [entry for entry in found.events if entry.distance_km is not None and entry.event.commune]
    if not away:
        return ""
    near = min(away, key=lambda entry: (entry.distance_km or 0, entry.slot.starts_at))
    far = f", à {near.distance_km:.0f} km" if (near.distance_km or 0) >= 1 else ""
    return f" Au plus près : {near.event.commune}{far}, {slot_words(near.slot)}."


def of_the_department(turn: Turn) -> str:
    """Who holds the meetings of a trade that the département agrees to: nothing for another trade."""
    if turn.profession not in _AGREED:
        return ""
    return (
        " Pour ce métier, c'est le Département qui donne l'agrément : demandez-lui s'il prévoit une réunion."
    )


_NOTHING_REAL = "Ma liste n'a pas encore de vraies rencontres ici."
_WHERE_REAL = "Les vraies dates : le site de chaque école, et « Mes événements emploi » de France Travail."


async def introduction(turn: Turn, query: EventQuery, found: EventResults) -> str:
    """One sentence before the cards: what is shown, and honestly what was not found."""
    where = " à distance" if query.online else f" {place_words(turn.place)}" if turn.place else ""
    when = _when(query)
    profession = await professions.known(turn.session, query.profession) if query.profession else None
    about = f" sur le métier {profession.name_f}" if profession else ""
    count = "Voici la rencontre" if len(found.events) == 1 else f"Voici {len(found.events)} rencontres"
    if found.widened:
        text = f"Je n'ai rien trouvé{about}{where}{when}. {found.widened_words}{_nearest(found)}"
    elif turn.said("profession") and profession is None and not query.text:
        text = f"Je n'ai rien trouvé sur ce métier{where}{when}. {count} sur d'autres métiers."
    elif query.text:
        text = f"{count}{where}{when}."
    elif turn.profession and profession is None:
        text = f"{count}{where}{when}, pour tous les métiers : je n'en ai pas trouvé de plus précise."
    else:
        text = f"{count}{about}{where}{when}."
    if any(entry.event.example for entry in found.events):
        kind = (
            "Ce sont des **exemples** : ils montrent la recherche, pas de vraies rencontres."
            if len(found.events) > 1
            else "C'est un **exemple** : il montre la recherche, ce n'est pas une vraie rencontre."
        )
        if not all(entry.event.example for entry in found.events):
            return f"{text}\n\n{kind}"
        # What is true comes before the examples, which are no answer to who looks for a day to go.
        return f"{_NOTHING_REAL} {_WHERE_REAL}{of_the_department(turn)}\n\n{text}\n\n{kind}"
    return text
