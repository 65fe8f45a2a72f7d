"""A conversation's turn: what is read and kept when a message comes, and whose turn it is. Moments are UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Connection, Table, and_, bindparam, case, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import once, run
from bot.catalogue.models.conversations import Conversation, Turn
from bot.catalogue.queries.conversations import now

# What every message runs is put together once, over the tables: as objects of the ORM it would cost more than the database.
_conversations, _turns = cast(Table, Conversation.__table__), cast(Table, Turn.__table__)
_conversation, _turn = _conversations.c, _turns.c
_who = bindparam("who", type_=_conversation.turn_by.type)
_until = bindparam("until", type_=_conversation.turn_until.type)
_is_free = or_(_conversation.turn_until.is_(None), _conversation.turn_until < bindparam("moment"))
_FOR_TURN = (
    select(
        *(_conversation[name] for name in ("site_key", "audience", "place", "channel", "department")),
        *(_conversation[name] for name in ("messages", "engaged", "shown")),
        *(_turn[name] for name in ("id", "at", "text", "choice_payload", "masked")),
    )
    .outerjoin_from(
        _conversations,
        _turns,
        and_(_turn.conversation_id == _conversation.id, _turn.client_id == bindparam("client")),
    )
    .where(_conversation.id == bindparam("conversation"))
)
_CLAIM = (
    update(_conversations)
    .where(_conversation.id == bindparam("conversation"), _is_free)
    .values(turn_by=_who, turn_until=_until)
)
_RELEASE = (
    update(_conversations)
    .where(_conversation.id == bindparam("conversation"), _conversation.turn_by == _who)
    .values(turn_by=None, turn_until=None)
)
_SPOKE = (
    update(_conversations)
    .where(_conversation.id == bindparam("conversation"))
    .values(last_at=bindparam("moment"), messages=_conversation.messages + 1)
)
_SPOKE_AND_CLAIM = _SPOKE.values(
    turn_by=case((_is_free, _who), else_=_conversation.turn_by),
    turn_until=case((_is_free, _until), else_=_conversation.turn_until),
).returning(_conversation.turn_by)


@dataclass
class Spoken:
    """What a turn needs of its conversation, as it was when the message came."""

    id: str
    site_key: str | None
    audience: str | None
    place: str | None
    channel: str
    department: str | None
    messages: int
    engaged: bool
    shown: bool


async def claim(session: AsyncSession, identifier: str, who: str, seconds: float) -> bool:
    """Take the conversation's turn for `who`, for at most `seconds`; False when another has it."""
    moment = now()
    until = moment + timedelta(seconds=seconds)
    claimed = {"conversation": identifier, "moment": moment, "who": who, "until": until}
    return bool(await run(session, lambda connection: connection.execute(_CLAIM, claimed).rowcount))


async def release(session: AsyncSession, identifier: str, who: str) -> None:
    """Give the turn back, if `who` still has it."""
    given_back = {"conversation": identifier, "who": who}
    await run(session, lambda connection: connection.execute(_RELEASE, given_back))


async def for_turn(
    session: AsyncSession, identifier: str, client_id: str
) -> tuple[Spoken, Turn | None] | None:
    """A conversation and its turn of this client identifier, None while there is none; None for no conversation."""
    asked = {"conversation": identifier, "client": client_id}
    row = await run(session, lambda connection: connection.execute(_FOR_TURN, asked).one_or_none())
    if row is None:
        return None
    *told, turn_id, at, text, payload, masked = row
    spoken = Spoken(identifier, *told)
    if turn_id is None:
        return spoken, None
    turn = Turn(
        id=turn_id, conversation_id=identifier, at=at, text=text, choice_payload=payload, masked=masked
    )
    return spoken, turn


async def message(session: AsyncSession, identifier: str, client_id: str) -> Turn | None:
    """The person's turn of this client identifier."""
    return await session.scalar(
        select(Turn).where(Turn.conversation_id == identifier, Turn.client_id == client_id)
    )


async def keep_message(
    session: AsyncSession,
    identifier: str,
    client_id: str,
    text: str,
    payload: str | None,
    masked: bool,
    who: str | None = None,
    seconds: float = 0.0,
) -> tuple[Turn, bool]:
    """Keep a person's message once, and take the conversation's turn for `who` if one is named and it is free.

    The turn, which is the one kept already for the same client identifier, and whether `who` has it. Call it first in a
    transaction. Raises LookupError when the conversation has just been erased.
    """
    moment = now()
    kept: dict[str, Any] = {
        "conversation_id": identifier,
        "at": moment,
        "text": text,
        "choice_payload": payload,
        "masked": masked,
        "client_id": client_id,
    }
    keeping = once(session, Turn).returning(_turn.id)
    spoke: dict[str, Any] = {"conversation": identifier, "moment": moment}
    spoke |= {"who": who, "until": moment + timedelta(seconds=seconds)} if who is not None else {}

    def keep(connection: Connection) -> tuple[int | None, str | None]:
        # At one go: each going to and fro between the loop and SQLAlchemy costs as much as a statement.
        made = connection.execute(keeping, {**kept, "author": "person", "state": "received"}).scalar()
        if made is None:
            return None, None
        if who is None:
            connection.execute(_SPOKE, spoke)
            return made, None
        return made, connection.execute(_SPOKE_AND_CLAIM, spoke).scalar()

    try:
        number, holder = await run(session, keep)
    except IntegrityError:
        await session.rollback()
        raise LookupError(identifier) from None
    if number is None:
        # Another process kept it at this very moment.
        found = await message(session, identifier, client_id)
        if found is None:
            raise LookupError(identifier)
        return found, who is not None and await claim(session, identifier, who, seconds)
    return Turn(id=number, **kept), who is not None and holder == who
