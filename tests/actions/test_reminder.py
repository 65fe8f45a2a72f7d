"""« Rappelle-moi la veille »: promised where we can write, said plainly where we cannot, with the calendar at once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from actions.event_detail import Reminder
from actions.talk.turn import Turn
from bot.replies import ReplyDraft
from tests.catalogue.queries.test_events import NOW, make


async def ask(session: AsyncSession, reach: Any, now: datetime = NOW, **event: Any) -> ReplyDraft:
    """The reply to « rappelle-moi la veille » about an event that was shown."""
    session.add(make("a", title="Portes ouvertes", **event))
    await session.flush()
    turn = Turn(
        session=session,
        text="rappelle-moi la veille",
        intent="reminder",
        entities=[],
        slots={"last_list": ["a"]},
        metadata={"now": now.isoformat(), "reach": reach, "channel": "telegram"},
        message={},
    )
    (reply,) = await Reminder().answer(turn)
    links = [link.href for card in reply.cards for link in card.links]
    assert "/events/a.ics" in links
    return reply


async def test_where_one_can_always_write_it_is_promised_for_the_evening_before(
    session: AsyncSession,
) -> None:
    reply = await ask(session, "always", days=5)
    assert "mercredi 25 novembre 2026 à 18 h" in reply.text and "« stop »" in reply.text
    assert reply.promise is not None
    assert reply.promise.event == "a"
    assert datetime.fromisoformat(reply.promise.starts_at) == NOW + timedelta(days=5)
    assert datetime.fromisoformat(reply.promise.due_at) == datetime(2026, 11, 25, 17, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("reach", "days", "words"),
    [
        (None, 5, "agenda"),
        ((NOW + timedelta(hours=24)).isoformat(), 5, "mercredi 25 novembre 2026 à 18 h"),
        ("always", 0.1, "trop"),
    ],
)
async def test_where_one_cannot_it_is_said_with_the_calendar_at_once(
    session: AsyncSession,
    reach: Any,
    days: float,
    words: str,
) -> None:
    reply = await ask(session, reach, days=days)
    assert reply.promise is None
    assert words in reply.text and "agenda" in reply.text


async def test_within_the_window_it_is_promised(session: AsyncSession) -> None:
    reply = await ask(session, (NOW + timedelta(hours=24)).isoformat(), days=1)
    assert reply.promise is not None and "samedi 21 novembre 2026 à 18 h" in reply.text


async def test_what_is_off_is_said_and_not_promised(session: AsyncSession) -> None:
    session.add(make("a", title="Portes ouvertes", status="cancelled"))
    await session.flush()
    metadata = {"now": NOW.isoformat(), "reach": "always"}
    turn = Turn(session, "rappelle-moi", "reminder", [], {"last_list": ["a"]}, metadata, {})
    (reply,) = await Reminder().answer(turn)
    assert "n'aura pas lieu" in reply.text and reply.promise is None
