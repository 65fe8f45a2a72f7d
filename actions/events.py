"""Open days and other events: finding them, their details, keeping them in mind."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import Answering, answering, stored
from actions.easy_words import easily
from actions.event_cards import event_card, registration_words
from actions.training import asks_online, shown_training
from actions.turn import Turn
from actions.unmet import unmet
from actions.wording import abroad_words, day, distinct, hour, interval, place_words, rank, says_rank, source
from bot.catalogue.models import Event, EventSlot
from bot.catalogue.queries import events, professions, reminders
from bot.catalogue.queries.events import EventQuery, EventResults
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, Promise, ReplyDraft
from bot.subjects import subject_of_intent

_MOST = 4
_MOST_TRADES = 3
_ANY_KIND = re.compile(r"\b(rencontres?|evenements?|dates?)\b")
_LIKELY = 0.1
_OF_A_TRADE = frozenset(
    {
        "profession_conditions",
        "profession_qualities",
        "profession_progression",
        "profession_day",
        "pay",
        "training_path",
        "admission",
        "training_cost",
    }
)


class EventSearch(Answering):
    """Events by place, date, kind and profession."""

    subject = "event_search"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The next ones, nearest and soonest first; what was widened is said."""
        forget_what_is_stale(turn)
        if turn.place is None and turn.said("place_nearby"):
            return [await stored(turn, "event_ask_place")]
        query, found = await search(turn)
        if not found.events:
            none = await stored(turn, "event_search_none")
            none.unmet = unmet(turn, "events")
            return [none]
        turn.remember("last_list", [entry.event.id for entry in found.events])
        text = await introduction(turn, query, found)
        if turn.place is None:
            text = abroad_words(turn.text) + text
        if easy := await easily(turn, "events_found"):
            text += f"\n\n{easy}"
        choices = [
            ChoiceDraft(
                title="Comment m'inscrire", payload=f'/event_detail{{"event": "{found.events[0].event.id}"}}'
            ),
            ChoiceDraft(
                title="Me le rappeler", payload=f'/reminder{{"event": "{found.events[0].event.id}"}}'
            ),
        ]
        if turn.place is None and not query.online and "partout" not in fold_text(turn.text):
            text += "\n\nDans quelle ville ou quel département cherchez-vous ?"
        return [
            ReplyDraft(
                text=text,
                cards=[event_card(entry.event, turn, entry.distance_km) for entry in found.events],
                choices=choices,
                sources=distinct(
                    [
                        source(entry.event.source_url, entry.event.verified_on.isoformat())
                        for entry in found.events
                        if entry.event.verified_on
                    ]
                ),
                unmet=unmet(turn, "events") if found.widened else None,
            )
        ]


def forget_what_is_stale(turn: Turn) -> None:
    """A search that says its place and its kind anew says its dates too, or means none."""
    if turn.intent != "event_search" or turn.text.startswith("/"):
        return
    if turn.said("place") and turn.said("event_type") and not turn.said("date"):
        turn.remember("date", None)
    if turn.known("event_type") and not turn.said("event_type") and _ANY_KIND.search(fold_text(turn.text)):
        turn.remember("event_type", None)


def query_of(turn: Turn) -> EventQuery:
    """What the person is looking for, from this message and what was said before."""
    start, end = turn.dates
    kind = turn.known("event_type")
    online = asks_online(turn)
    return EventQuery(
        place=None if online else turn.place,
        online=online or None,
        start=start,
        end=end,
        kinds=[kind] if kind else [],
        profession=turn.profession,
        audience=turn.audience,
        now=turn.now,
        limit=_MOST,
    )


async def search(turn: Turn) -> tuple[EventQuery, EventResults]:
    """The events that fit and the query they fit.

    A profession spoken of before, but not in this message, is let go before the place or the date is.
    """
    query = query_of(turn)
    if query.profession and not turn.professions:
        found = await for_the_person(turn, replace(query, widen=False))
        if found.events:
            return query, found
        query = replace(query, profession=None)
    return query, await for_the_person(turn, query)


async def for_the_person(turn: Turn, query: EventQuery) -> EventResults:
    """The events of `query` that are not for counsellors only, unless a counsellor asks."""
    return await events.search(turn.session, replace(query, for_all=turn.audience is None))


async def introduction(turn: Turn, query: EventQuery, found: EventResults) -> str:
    """One sentence before the cards: what is shown, and honestly what was not found."""
    where = " à distance" if query.online else f" {place_words(turn.place)}" if turn.place else ""
    when = f" {interval(query.start, query.end)}".rstrip()
    profession = await professions.known(turn.session, query.profession) if query.profession else None
    about = f" sur le métier {profession.name_f}" if profession else ""
    count = "Voici la rencontre" if len(found.events) == 1 else f"Voici {len(found.events)} rencontres"
    if found.widened:
        text = f"Je n'ai rien trouvé{about}{where}{when}. {found.widened_words}"
    elif turn.profession and profession is None:
        text = f"{count}{where}{when}, pour tous les métiers : je n'en ai pas trouvé de plus précise."
    else:
        text = f"{count}{about}{where}{when}."
    if any(entry.event.example for entry in found.events):
        text += (
            "\n\nCe sont des **exemples** : ils montrent la recherche, pas de vraies rencontres."
            if len(found.events) > 1
            else "\n\nC'est un **exemple** : il montre la recherche, ce n'est pas une vraie rencontre."
        )
    return text


async def shown_event(turn: Turn) -> Event | None:
    """The event in question: the one a choice names, the one told by its rank, else the first of the list."""
    named = turn.said("event")
    shown: list[str] = turn.known("last_list") or []
    if named:
        return await events.get(turn.session, named[0])
    position = rank(turn.text, len(shown))
    return await events.get(turn.session, shown[position]) if position is not None else None


def _asked_of_a_trade(turn: Turn) -> str:
    """What « et le premier, il faut le bac ? » asks: the likeliest subject a trade has, if it is likely at all."""
    if named := aspect("of_a_trade", turn.text):
        return named
    known = subject_of_intent()
    for entry in turn.message.get("intent_ranking") or []:
        subject = known.get(entry["name"], "")
        if (
            subject in _OF_A_TRADE
            and entry["confidence"] >= _LIKELY
            and not entry["name"].startswith("follow_up")
        ):
            return subject
    return "profession_info"


class EventDetail(Answering):
    """When, where, how to register, about an event already shown; or which trade of a list is meant."""

    subject = "event_detail"

    async def _trade(self, turn: Turn) -> list[ReplyDraft] | None:
        """« la deuxième » after trades were listed: what is asked of that trade, else what it is; None when none was."""
        shown: list[str] = (turn.known("last_list") or [])[-_MOST_TRADES:]
        position = rank(turn.text, len(shown))
        action = answering(_asked_of_a_trade(turn))
        if (
            position is None
            or action is None
            or await professions.known(turn.session, shown[position]) is None
        ):
            return None
        turn.remember("profession", shown[position])
        turn.remember("last_subject", action.subject)
        return await action.answer(turn)

    async def _training(self, turn: Turn) -> list[ReplyDraft] | None:
        """« la deuxième », « comment je m'inscris ? » after trainings were listed; None when none was."""
        shown: list[str] = turn.known("last_list") or []
        position = rank(turn.text, len(shown))
        if position is None or (replies := await shown_training(turn, shown[position])) is None:
            return None
        turn.remember("last_subject", "training_search")
        return replies

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The whole card of that event, or a search when none was shown."""
        last = turn.known("last_subject")
        if turn.said("place") and not says_rank(turn.text) and last in ("event_search", "training_search"):
            # « celui de la Martinique » after a list: the place was meant.
            turn.remember("last_subject", last)
            search_again = answering(last)
            assert search_again is not None
            return await search_again.answer(turn)
        event = await shown_event(turn)
        if event is None and (other := await self._training(turn) or await self._trade(turn)):
            return other
        if event is None:
            if shown := turn.known("last_list"):
                count = "une" if len(shown) == 1 else str(len(shown))
                return [ReplyDraft(text=f"Je n'en ai montré que {count}.".replace("que une", "qu'une"))]
            if turn.place or turn.known("date"):
                return await EventSearch().answer(turn)
            return [await stored(turn, "event_ask_place")]
        card = event_card(event, turn)
        example = " (exemple)" if event.example else ""
        text = f"**{event.title}**{example}\n\nInscription : {registration_words(event, turn.now)}."
        if event.description:
            text += f"\n\n{event.description}"
        return [
            ReplyDraft(
                text=text,
                cards=[card],
                choices=[
                    ChoiceDraft(title="Me le rappeler", payload=f'/reminder{{"event": "{event.id}"}}'),
                    ChoiceDraft(title="D'autres rencontres", payload="/event_search"),
                ],
                sources=distinct(
                    [source(event.source_url, event.verified_on.isoformat() if event.verified_on else None)]
                ),
            )
        ]


class Reminder(Answering):
    """Keep an event in mind: by a message the evening before where we can write, else by the person's calendar."""

    subject = "reminder"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What will be sent and when, or the calendar at once; of events still unknown we cannot warn."""
        event = await shown_event(turn)
        if event is None or turn.said("place") or turn.said("event_type"):
            replies = await EventSearch().answer(turn)
            what = "ici" if turn.reach is None else "des rencontres que je ne connais pas encore"
            replies[0].text = f"Je ne peux pas vous prévenir {what}. {replies[0].text}"
            return replies
        if reminders.is_off(event):
            reply = await stored(turn, "event_search_none")
            reply.text = f"**{event.title}** n'aura pas lieu à la date prévue. {reply.text}"
            return [reply]
        slot_to_come = reminders.next_slot(event, turn.now)
        reply = await self._promise(turn, event, slot_to_come)
        reply.cards = [event_card(event, turn)]
        return [reply]

    async def _promise(self, turn: Turn, event: Event, coming: EventSlot | None) -> ReplyDraft:
        if turn.reach is None or coming is None:
            return await stored(turn, "reminder_web")
        due = reminders.due_at(coming)
        if due <= turn.now:
            return await stored(turn, "reminder_too_late")
        when = f"{day(due.date())} à {hour(due)}"
        if due >= turn.reach:
            return await stored(turn, "reminder_out_of_reach", when=when)
        reply = await stored(turn, "reminder_promised", when=when)
        reply.promise = Promise(
            event=event.id, starts_at=coming.starts_at.isoformat(), due_at=due.isoformat()
        )
        return reply
