"""Conversations: what the gateway keeps, finds again and erases. Moments are UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.catalogue.database import run
from bot.catalogue.models.conversations import (
    Conversation,
    ErasedConversation,
    Feedback,
    Request,
    StoredChoice,
    StoredReply,
    Turn,
)
from bot.catalogue.models.followups import RequestNote
from bot.catalogue.models.listening import Question
from bot.catalogue.models.messaging import OutboxMessage, Reminder
from bot.catalogue.models.sites import HUMAN_DAYS, Site
from bot.catalogue.queries import followups, identities

# What every answer runs is put together once, over the tables: as objects of the ORM it would cost more than the database.
_turn = cast(Table, Turn.__table__)
_SAID = insert(_turn).returning(_turn.c.id)
_reply, _choice = (cast(Table, model.__table__) for model in (StoredReply, StoredChoice))
_REPLIES, _CHOICES = insert(_reply), insert(_choice)
_BEGUN = insert(cast(Table, Conversation.__table__))
_ANSWERED = (
    update(_turn)
    .where(_turn.c.id == bindparam("turn"))
    .values(state="answered", understood=bindparam("what", type_=_turn.c.understood.type))
)


@dataclass(frozen=True)
class TurnRead:
    """A turn and the replies said in it, in their order."""

    turn: Turn
    replies: list[dict[str, Any]] = field(default_factory=list)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(timezone.utc)


async def keep_begun(session: AsyncSession, begun: dict[str, Any]) -> None:
    """Keep a conversation that begins; `begun` are its columns that have a value."""
    await run(session, lambda connection: connection.execute(_BEGUN, begun))


async def find(session: AsyncSession, identifier: str) -> Conversation | None:
    """The conversation of this id."""
    return await session.get(Conversation, identifier)


async def is_erased(session: AsyncSession, identifier: str) -> bool:
    """Whether a conversation of this id was erased."""
    return await session.get(ErasedConversation, identifier) is not None


async def by_rights(session: AsyncSession, digest: str) -> Conversation | None:
    """The conversation whose person holds the rights code of this digest."""
    return await session.scalar(select(Conversation).where(Conversation.rights_digest == digest))


async def by_share(session: AsyncSession, digest: str) -> Conversation | None:
    """The conversation whose share code has this digest."""
    return await session.scalar(select(Conversation).where(Conversation.share_digest == digest))


async def replies_to(session: AsyncSession, turn_id: int) -> list[dict[str, Any]] | None:
    """The replies that answered a turn; None while there are none."""
    answer = await session.scalar(select(Turn).where(Turn.answers_id == turn_id))
    if answer is None:
        return None
    return await replies_in(session, answer.id)


async def replies_in(session: AsyncSession, turn_id: int) -> list[dict[str, Any]]:
    """The replies said in a turn, in their order."""
    found = await session.scalars(
        select(StoredReply).where(StoredReply.turn_id == turn_id).order_by(StoredReply.position)
    )
    return [reply.body for reply in found]


async def keep_answer(
    session: AsyncSession,
    identifier: str,
    turn_id: int | None,
    replies: Sequence[dict[str, Any]],
    choices: Sequence[tuple[str, str, str]] = (),
    understood: dict[str, Any] | None = None,
    author: str = "bot",
) -> None:
    """Keep what was said to a person, in answer to `turn_id` if any; `choices` are (id, title, payload).

    Raises IntegrityError when that turn has its answer already, or the conversation is gone.
    """
    said = {
        "conversation_id": identifier,
        "at": now(),
        "author": author,
        "masked": False,
        "state": "said",
        "answers_id": turn_id,
    }
    rows = [
        {"id": reply["id"], "conversation_id": identifier, "position": place, "body": reply}
        for place, reply in enumerate(replies)
    ]
    offered = [
        {"id": key, "conversation_id": identifier, "title": title, "payload": payload}
        for key, title, payload in choices
    ]

    def keep(connection: Connection) -> None:
        # At one go: each going to and fro between the loop and SQLAlchemy costs as much as a statement.
        number = connection.execute(_SAID, said).scalar_one()
        if rows:
            connection.execute(_REPLIES, [{**row, "turn_id": number} for row in rows])
        if offered:
            connection.execute(_CHOICES, offered)
        if turn_id is not None:
            connection.execute(_ANSWERED, {"turn": turn_id, "what": understood})

    await run(session, keep)


async def mark_unanswered(session: AsyncSession, turn_id: int) -> None:
    """Note that a message was kept and could not be answered."""
    await session.execute(
        update(Turn).where(Turn.id == turn_id, Turn.state != "answered").values(state="unanswered")
    )


async def choice(session: AsyncSession, identifier: str, choice_id: str) -> StoredChoice | None:
    """A choice that was offered in this conversation; None for an unknown or foreign one."""
    return await session.scalar(
        select(StoredChoice).where(StoredChoice.id == choice_id, StoredChoice.conversation_id == identifier)
    )


async def reply_of(session: AsyncSession, identifier: str, reply_id: str) -> StoredReply | None:
    """A reply of this conversation; None for an unknown or foreign one."""
    return await session.scalar(
        select(StoredReply).where(StoredReply.id == reply_id, StoredReply.conversation_id == identifier)
    )


async def turns(session: AsyncSession, identifier: str, after: str | None = None) -> list[TurnRead]:
    """The turns of a conversation in order, or those after the reply of id `after`.

    Raises LookupError when `after` is no reply of this conversation.
    """
    which: list[ColumnElement[bool]] = [Turn.conversation_id == identifier]
    if after is not None:
        reply = await reply_of(session, identifier, after)
        if reply is None:
            raise LookupError(after)
        which.append(Turn.id > reply.turn_id)
    said: dict[int, list[dict[str, Any]]] = {}
    for stored in await session.scalars(
        select(StoredReply)
        .where(StoredReply.conversation_id == identifier)
        .order_by(StoredReply.turn_id, StoredReply.position)
    ):
        said.setdefault(stored.turn_id, []).append(stored.body)
    found = await session.scalars(select(Turn).where(*which).order_by(Turn.id))
    return [TurnRead(turn, said.get(turn.id, [])) for turn in found]


async def give_feedback(
    session: AsyncSession, identifier: str, reply_id: str, useful: bool, reason: str | None
) -> bool:
    """Keep the person's last word on a reply; False when it is no reply of this conversation."""
    if await reply_of(session, identifier, reply_id) is None:
        return False
    await session.merge(
        Feedback(reply_id=reply_id, conversation_id=identifier, at=now(), useful=useful, reason=reason)
    )
    return True


async def word_on(session: AsyncSession, identifier: str, reply_id: str) -> bool | None:
    """Whether the person found a reply useful, as they said last; None when they did not say."""
    return await session.scalar(
        select(Feedback.useful).where(Feedback.reply_id == reply_id, Feedback.conversation_id == identifier)
    )


async def answered_by(session: AsyncSession, reply_id: str) -> dict[str, Any] | None:
    """What was understood of the message that a reply answers; None for a reply that answers none."""
    answer = aliased(Turn)
    return await session.scalar(
        select(Turn.understood)
        .join(answer, answer.answers_id == Turn.id)
        .join(StoredReply, StoredReply.turn_id == answer.id)
        .where(StoredReply.id == reply_id)
    )


async def requests_of(session: AsyncSession, identifier: str) -> Sequence[Request]:
    """What the person asked of a human, oldest first."""
    found = await session.scalars(
        select(Request).where(Request.conversation_id == identifier).order_by(Request.at)
    )
    return found.all()


async def feedback_of(session: AsyncSession, identifier: str) -> Sequence[Feedback]:
    """What the person said of our replies."""
    return (await session.scalars(select(Feedback).where(Feedback.conversation_id == identifier))).all()


async def erase(session: AsyncSession, identifier: str, keep_promises: bool = False) -> None:
    """Erase everything of a conversation here; its tombstone remembers that the engine must follow.

    On a messaging channel the person is forgotten too, unless `keep_promises` and a reminder waits for them. The
    steps followed under a reference stay when time alone erases: by then they lead to nobody.
    """
    references = list(
        await session.scalars(select(Request.reference).where(Request.conversation_id == identifier))
    )
    await session.execute(delete(RequestNote).where(RequestNote.reference.in_(references)))
    if not keep_promises:
        await followups.forget(session, references)
    identity = await identities.of_conversation(session, identifier)
    if identity is not None:
        if keep_promises and await _is_promised(session, identity.id):
            identity.conversation_id, identity.shown = None, None
            await session.flush()
        else:
            await identities.forget(session, identity.id)
    await session.execute(delete(OutboxMessage).where(OutboxMessage.conversation_id == identifier))
    # Every table is named: PostgreSQL and SQLite would cascade, but only where foreign keys are enforced.
    for table in (Feedback, Question, Request, StoredChoice, StoredReply):
        await session.execute(delete(table).where(table.conversation_id == identifier))
    answers = delete(Turn).where(Turn.conversation_id == identifier)
    await session.execute(answers.where(Turn.answers_id.is_not(None)))
    await session.execute(answers)
    await session.execute(delete(Conversation).where(Conversation.id == identifier))
    await session.merge(ErasedConversation(id=identifier, at=now(), engine_pending=True))


async def purge(session: AsyncSession, moment: datetime, days: int, most: int = 500) -> list[str]:
    """Erase conversations that were silent for too long at `moment`, `most` at once; their ids.

    Too long is what their site says, else `days` with the machine alone and HUMAN_DAYS once a human was asked for.
    """
    sites = (await session.execute(select(Site.key, Site.retention_days, Site.retention_human_days))).all()
    terms: list[tuple[ColumnElement[bool], int, int]] = [
        (Conversation.site_key.is_(None), days, max(days, HUMAN_DAYS)),
        *((Conversation.site_key == key, alone or days, human) for key, alone, human in sites),
    ]
    identifiers: list[str] = []
    for which, alone, human in terms:
        for with_human, kept in ((False, alone), (True, max(alone, human))):
            found = await session.scalars(
                select(Conversation.id)
                .where(
                    which,
                    Conversation.with_human.is_(with_human),
                    Conversation.last_at < moment - timedelta(days=kept),
                )
                .limit(most - len(identifiers))
            )
            identifiers += found
    for identifier in identifiers:
        await erase(session, identifier, keep_promises=True)
    return identifiers


async def _is_promised(session: AsyncSession, identity_id: int) -> bool:
    waits = exists().where(Reminder.identity_id == identity_id, Reminder.state == "waiting")
    return bool(await session.scalar(select(waits)))


async def pending_in_engine(session: AsyncSession) -> Sequence[str]:
    """Conversations erased here whose tracker the engine may still hold."""
    found = await session.scalars(
        select(ErasedConversation.id).where(ErasedConversation.engine_pending.is_(True)).limit(100)
    )
    return found.all()


async def erased_in_engine(session: AsyncSession, identifier: str) -> None:
    """Note that the engine's tracker is gone."""
    await session.execute(
        update(ErasedConversation).where(ErasedConversation.id == identifier).values(engine_pending=False)
    )
