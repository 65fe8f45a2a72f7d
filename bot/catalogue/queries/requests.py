"""What people ask of a human, as counsellors work on it: only within the sites they see. Moments are UTC."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.conversations import Conversation, Request, StoredReply, Turn
from bot.catalogue.models.followups import RequestNote
from bot.catalogue.queries import conversations, followups
from bot.catalogue.queries.scope import Sites, within

OPEN = ("new", "taken", "answered")
# A request is to be answered within this many days unless a counsellor says otherwise.
DUE_DAYS = 3


@dataclass(frozen=True)
class Wanted:
    """What to list. `department` and `site` narrow; `mine` is an account's name; `late` asks for those overdue."""

    states: tuple[str, ...] = OPEN
    site: str | None = None
    department: str | None = None
    mine: str | None = None
    late_on: date | None = None
    page: int = 1
    size: int = 25

    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions on Request."""
        found: list[ColumnElement[bool]] = [Request.state.in_(self.states)]
        if self.site is not None:
            found.append(Request.site_key == self.site)
        if self.department is not None:
            found.append(Request.department == self.department)
        if self.mine is not None:
            found.append(Request.assigned_to == self.mine)
        if self.late_on is not None:
            found.append(and_(Request.due_on < self.late_on, Request.state.in_(("new", "taken"))))
        return found


async def listed(session: AsyncSession, sites: Sites, wanted: Wanted) -> tuple[Sequence[Request], int]:
    """One page of requests, those new first and then by their day to answer by; and how many there are."""
    which = [within(Request.site_key, sites), *wanted.conditions()]
    total = await session.scalar(select(func.count()).select_from(Request).where(*which))
    urgency = case({"new": 0, "taken": 1, "answered": 2}, value=Request.state, else_=3)
    rows = await session.scalars(
        select(Request)
        .where(*which)
        .order_by(urgency, Request.due_on, Request.at.desc())
        .limit(wanted.size)
        .offset((wanted.page - 1) * wanted.size)
    )
    return rows.all(), total or 0


async def departments(session: AsyncSession, sites: Sites) -> list[str]:
    """The départements that requests come from."""
    found = await session.scalars(
        select(Request.department)
        .where(within(Request.site_key, sites))
        .distinct()
        .order_by(Request.department)
    )
    return [code for code in found if code]


async def get(session: AsyncSession, sites: Sites, reference: str) -> Request | None:
    """The request of this reference, if it is of a site that the account sees."""
    return await session.scalar(
        select(Request).where(Request.reference == reference, within(Request.site_key, sites))
    )


async def notes(session: AsyncSession, reference: str) -> Sequence[RequestNote]:
    """The notes of a request, oldest first."""
    found = await session.scalars(
        select(RequestNote).where(RequestNote.reference == reference).order_by(RequestNote.id)
    )
    return found.all()


def note(session: AsyncSession, request: Request, by: str, text: str) -> None:
    """Add a note, which colleagues read and the person may ask for."""
    session.add(RequestNote(reference=request.reference, at=conversations.now(), by=by, text=text))


def keep(session: AsyncSession, request: Request, conversation: Conversation) -> None:
    """Keep a request just made in a conversation, of its site and territory; the conversation is kept longer."""
    request.site_key = conversation.site_key
    request.due_on = followups.today(request.at) + timedelta(days=DUE_DAYS)
    conversation.with_human = True
    session.add(request)
    followups.begin(session, request, conversation)


async def answer(session: AsyncSession, request: Request, text: str, by: str) -> str:
    """Say `text` to the person in their conversation, in the counsellor's name; the identifier of the reply.

    On a messaging app the gateway carries it from there. The account's name stays on the request, unsaid.
    """
    moment = conversations.now()
    body: dict[str, Any] = {
        "id": secrets.token_urlsafe(12),
        "at": moment.isoformat(timespec="milliseconds"),
        "author": "human",
        "text": text,
    }
    await conversations.keep_answer(session, request.conversation_id, None, [body], author="human")
    # The days of retention run from the last thing said, whoever said it.
    await session.execute(
        update(Conversation)
        .where(Conversation.id == request.conversation_id)
        .values(with_human=True, last_at=moment)
    )
    if request.state in ("new", "taken"):
        request.state = "answered"
    request.assigned_to = request.assigned_to or by
    await session.flush()
    return str(body["id"])


@dataclass(frozen=True)
class Said:
    """A line of what a counsellor and the person said to each other."""

    at: Any
    author: str
    text: str


async def exchange(session: AsyncSession, request: Request) -> list[Said]:
    """What counsellors said in the conversation, and what the person wrote since the first of it.

    What was said to the machine before is between the person and the machine: its subjects are in the summary.
    """
    first = await session.scalar(
        select(func.min(Turn.id)).where(
            Turn.conversation_id == request.conversation_id, Turn.author == "human"
        )
    )
    if first is None:
        return []
    rows = await session.execute(
        select(Turn, StoredReply.body)
        .outerjoin(StoredReply, StoredReply.turn_id == Turn.id)
        .where(
            Turn.conversation_id == request.conversation_id,
            Turn.id >= first,
            Turn.author.in_(("human", "person")),
        )
        .order_by(Turn.id, StoredReply.position)
    )
    return [
        Said(turn.at, turn.author, body["text"] if body else turn.text or "") for turn, body in rows.all()
    ]


async def with_news(session: AsyncSession, found: Sequence[Request]) -> set[str]:
    """The references of those whose person wrote after a counsellor's last answer."""
    identifiers = [one.conversation_id for one in found]
    last = (
        select(Turn.conversation_id, func.max(Turn.id).label("turn"))
        .where(Turn.author == "human", Turn.conversation_id.in_(identifiers))
        .group_by(Turn.conversation_id)
        .subquery()
    )
    wrote = set(
        await session.scalars(
            select(Turn.conversation_id)
            .join(last, last.c.conversation_id == Turn.conversation_id)
            .where(Turn.author == "person", Turn.id > last.c.turn)
            .distinct()
        )
    )
    return {one.reference for one in found if one.conversation_id in wrote}


async def close(session: AsyncSession, request: Request, outcome: str, why: str | None = None) -> None:
    """Close a request with its outcome, which the figures count when it is a step; `why` is for those who gave up."""
    request.state, request.outcome, request.closed_at = "closed", outcome, conversations.now()
    await followups.reach(session, request.reference, outcome, why or "")


async def withdraw(session: AsyncSession, reference: str) -> bool:
    """Take a request back for the person who has its reference: only that it was is kept. False when unknown."""
    request = await session.get(Request, reference)
    if request is None or request.state == "withdrawn":
        return False
    request.state, request.closed_at = "withdrawn", conversations.now()
    for name in ("name", "phone", "email", "profession", "place", "preferred_time", "message", "summary"):
        setattr(request, name, None)
    for one in await notes(session, reference):
        await session.delete(one)
    await followups.forget(session, [reference])
    await session.flush()
    return True


async def counts(session: AsyncSession, sites: Sites, day: date) -> dict[str, int]:
    """How many requests are in each state, and how many are `late`."""
    rows = await session.execute(
        select(Request.state, func.count()).where(within(Request.site_key, sites)).group_by(Request.state)
    )
    found = {str(state): int(number) for state, number in rows}
    found["late"] = (
        await session.scalar(
            select(func.count())
            .select_from(Request)
            .where(
                within(Request.site_key, sites),
                or_(Request.state == "new", Request.state == "taken"),
                Request.due_on < day,
            )
        )
        or 0
    )
    return found
