"""Cards of events and trainings: when in words, whether one can still come, the next session that is truly to come."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from actions.event_detail import EventDetail, Reminder
from actions.events import EventSearch
from actions.talk.turn import Turn
from actions.words.event_cards import event_card, registration_words
from actions.words.training_cards import start_words, training_card
from actions.words.wording import slot
from bot.catalogue.models import Event, EventSlot, TrainingSession
from bot.catalogue.queries import trainings
from tests.catalogue.queries.test_events import GAP, NOW, make
from tests.catalogue.queries.test_trainings import make as make_training


def turn(session: AsyncSession, text: str, intent: str, **slots: Any) -> Turn:
    """A message of a person at NOW."""
    return Turn(
        session=session, text=text, intent=intent, entities=[], slots=slots,
        metadata={"now": NOW.isoformat(), "channel": "web"}, message={},
    )  # fmt: skip


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=timezone.utc)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("start", "end", "all_day", "words"),
    [
        (utc(2027, 4, 15, 7), utc(2027, 4, 15, 10), False, "jeudi 15 avril 2027, de 9 h à 12 h"),
        (utc(2027, 4, 15, 7), utc(2027, 4, 15, 7), False, "jeudi 15 avril 2027 à 9 h"),
        (utc(2027, 4, 14, 22), utc(2027, 4, 15, 22), True, "jeudi 15 avril 2027"),
        (utc(2027, 4, 14, 22), utc(2027, 4, 17, 22), True, "du jeudi 15 avril 2027 au samedi 17 avril 2027"),
    ],
)
def test_slots_in_words(start: datetime, end: datetime, all_day: bool, words: str) -> None:
    assert slot(start, end, "Europe/Paris", all_day) == words


def test_a_month_alone_is_told_as_a_month(session: AsyncSession) -> None:
    event = make("a", example=False)
    event.slots = [
        EventSlot(
            starts_at=utc(2027, 3, 31, 22), ends_at=utc(2027, 4, 30, 22), zone="Europe/Paris", local_start="2027-04-01",
            local_end="2027-04-30", all_day=True, precision="month", cancelled=False,
        )
    ]  # fmt: skip
    event.last_end = utc(2027, 4, 30, 22)
    card = event_card(event, turn(session, "", "event_search"))
    assert card.facts[0].value == "En avril 2027, jour à préciser" and card.when is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "full"}, "c'est complet"),
        ({"status": "cancelled"}, "c'est annulé"),
        ({"status": "postponed"}, "c'est reporté"),
        ({"withdrawn": True}, "n'est plus annoncé"),
        ({"days": -3}, "c'est passé"),
    ],
)
async def test_the_detail_of_what_is_off_says_so_first(
    session: AsyncSession, fields: dict[str, Any], words: str
) -> None:
    session.add(make("a", title="Portes ouvertes", registration_required=True, **fields))
    await session.flush()
    (reply,) = await EventDetail().answer(
        turn(session, "comment je m'inscris ?", "event_detail", last_list=["a"])
    )
    assert words in reply.text and "obligatoire" not in reply.text
    assert words.lower() in reply.cards[0].facts[0].value.lower()


def test_the_last_day_to_register_is_told_in_the_place_s_own_days() -> None:
    event = make("a", registration_required=True, registration_deadline=utc(2027, 3, 20, 23))
    assert registration_words(event, NOW) == "obligatoire, jusqu'au samedi 20 mars 2027"


@pytest.mark.parametrize(
    ("fields", "words", "links"),
    [
        ({"registration_required": True, "registration_deadline": utc(2026, 1, 10)}, "c’est clos", set()),
        ({"registration_deadline": utc(2026, 1, 10)}, "c’est clos", set()),
        ({"registration_deadline": utc(2027, 3, 20, 23)}, "jusqu'au samedi 20 mars 2027", {"register"}),
        (
            {"registration_required": False, "registration_deadline": utc(2026, 1, 10)},
            "entrée libre",
            {"register"},
        ),
        ({"status": "full"}, "complet", set()),
        ({"status": "cancelled"}, "annulé", set()),
    ],
)
async def test_nobody_is_invited_to_register_when_it_is_over(
    session: AsyncSession, fields: dict[str, Any], words: str, links: set[str]
) -> None:
    event = make("a", registration_link="https://exemple.fr/i", **fields)
    session.add(event)
    await session.flush()
    card = event_card(event, turn(session, "?", "event_detail"))
    assert words in next(fact.value for fact in card.facts if fact.label == "Inscription")
    assert {link.rel for link in card.links} & {"register"} == links


async def test_events_for_counsellors_alone_never_hide_the_others(session: AsyncSession) -> None:
    session.add_all([make(f"c{number}", days=number, audiences=["counsellor"]) for number in range(1, 15)])
    session.add(make("tous", days=40))
    await session.flush()
    (reply, *_) = await EventSearch().answer(turn(session, "les rencontres partout", "event_search"))
    assert "tous" in {card.title for card in reply.cards}
    assert not {card.title for card in reply.cards} & {f"c{number}" for number in range(1, 15)}


def test_the_next_session_is_one_to_come() -> None:
    today = NOW.date()
    training = make_training(
        "a", "05061", date(2025, 9, 1), {"start_on": date(2027, 1, 4), "status": "closed"},
        {"start_on": date(2027, 2, 1), "apply_until": today - timedelta(days=1)},
        {"start_on": date(2027, 9, 1), "precision": "month"}, example=False,
    )  # fmt: skip
    (coming,) = trainings.to_come(training, today)
    card = training_card(training, None, coming)
    assert [fact.value for fact in card.facts if fact.label == "Prochaine rentrée"] == ["septembre 2027"]
    assert start_words(TrainingSession(start_on=date(2027, 9, 1))) == "mercredi 1er septembre 2027"


async def _listed(session: AsyncSession, text: str, *made: Event, **slots: Any) -> Any:
    await session.execute(delete(Event))
    session.add_all(made)
    await session.flush()
    session.expire_all()
    (reply, *_) = await EventSearch().answer(turn(session, text, "event_search", **slots))
    return reply


async def test_the_buttons_under_several_events_ask_which(session: AsyncSession) -> None:
    made = [make("a", days=5), make("b", days=6), make("c", days=7)]
    reply = await _listed(session, "des rencontres à Gap", *made, place=GAP)
    buttons = {choice.title: choice.payload for choice in reply.choices}
    assert (buttons["Comment m'inscrire"], buttons["Me le rappeler"]) == ("/event_detail", "/reminder")
    shown = [card.title for card in reply.cards]
    (told,) = await EventDetail().answer(turn(session, "/event_detail", "event_detail", last_list=shown))
    (kept,) = await Reminder().answer(turn(session, "/reminder", "reminder", last_list=shown))
    # All are in Gap: their days tell them apart.
    days = ["Jeudi 26 novembre", "Vendredi 27 novembre", "Samedi 28 novembre"]
    assert [choice.title for choice in told.choices] == [choice.title for choice in kept.choices] == days
    assert told.choices[1].payload == '/event_detail{"event": "b"}'


async def test_the_button_under_one_event_is_about_it(session: AsyncSession) -> None:
    reply = await _listed(session, "des rencontres à Gap", make("seul"), place=GAP)
    assert [choice.payload for choice in reply.choices[:2]] == [
        '/event_detail{"event": "seul"}',
        '/reminder{"event": "seul"}',
    ]


async def test_a_day_of_the_week_holds_for_what_is_online_too(session: AsyncSession) -> None:
    # NOW is a Saturday: 4 days later a Wednesday, 5 a Thursday.
    made = [
        make("mercredi", days=4, attendance="online", insee="75056"),
        make("jeudi", days=5, attendance="online"),
    ]
    said = "je suis libre que le mercredi, des rencontres à Lille"
    reply = await _listed(session, said, *made, place={"kind": "commune", "code": "59350", "name": "Lille"})
    assert [card.title for card in reply.cards if card.kind == "event"] == ["mercredi"]


async def test_what_is_further_away_says_where_and_when(session: AsyncSession) -> None:
    reply = await _listed(session, "à Gap", make("loin", "05046", days=9), make("tard", "05023", days=5), place=GAP,
                          event_type="portes-ouvertes")  # fmt: skip
    assert "Au plus près : Embrun, à 3" in reply.text and "30 novembre 2026" in reply.text
    assert reply.cards[-1].title == "Être prévenu : Gap"
    (counted,) = [fact.value for fact in reply.cards[0].facts if fact.label == "Distance comptée"]
    assert "vol d'oiseau" in counted and "centre de la commune" in counted
