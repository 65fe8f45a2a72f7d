"""What the figures count of a turn, in the transaction that keeps its answer; and the questions nobody understood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.database import run
from bot.catalogue.models.conversations import Conversation, Turn
from bot.catalogue.models.listening import Question
from bot.catalogue.queries import figures
from bot.catalogue.queries.figures import Counted
from bot.catalogue.queries.turns import Spoken
from bot.french.gazetteer import load_gazetteer
from bot.french.place_of import find_place
from bot.french.safety import find_danger
from bot.replies import Reply, Unmet
from bot.subjects import subjects

ENGAGED_AFTER = 2
DOUBT = "nlu_fallback"
# The engine doubted, or took the message as none of its business: someone may know better.
_NOT_UNDERSTOOD = {DOUBT: "doubt", "out_of_scope": "out_of_scope"}
_UNANSWERED = frozenset({None, "out_of_scope", "gibberish"})
_SHOWN = {"event", "contact"}
_LONGEST_QUESTION = 300


# What every answer runs is put together once, over the table: as objects of the ORM it would cost more than the database.
_conversations = cast(Table, Conversation.__table__)
_of = _conversations.update().where(_conversations.c.id == bindparam("conversation"))
_IN_DEPARTMENT = _of.values(department=bindparam("found", type_=_conversations.c.department.type))
_FIRST = {
    "engaged": _of.where(
        _conversations.c.engaged.is_(False), _conversations.c.messages >= ENGAGED_AFTER
    ).values(engaged=True),
    "shown": _of.where(_conversations.c.shown.is_(False)).values(shown=True),
}


def not_understood(understood: dict[str, Any]) -> str | None:
    """Why a message counts as not understood: `doubt` or `out_of_scope`; None when it was answered in a subject of ours."""
    why = _NOT_UNDERSTOOD.get(understood.get("intent") or "")
    return why if understood.get("subject") in _UNANSWERED else None


def department_of(place: dict[str, Any] | None) -> str | None:
    """The département that a place value is in; None when it is in several, or unknown."""
    found = load_gazetteer().departments_of(place) if place else ()
    return found[0] if len(found) == 1 else None


def department_of_text(text: str | None) -> str | None:
    """The département of a place as a site or a person writes it."""
    return department_of(find_place(text)) if text else None


def _base(conversation: Conversation | Spoken, measure: str, **more: str) -> Counted:
    return Counted(
        measure,
        site_key=conversation.site_key or "",
        channel=conversation.channel,
        audience=conversation.audience or "",
        department=more.pop("department", conversation.department or ""),
        **more,
    )


async def begun(session: AsyncSession, conversation: Conversation) -> None:
    """Count a conversation that begins."""
    await figures.count(session, [_base(conversation, "reached")], figures.today(conversation.created_at))


async def answered(
    session: AsyncSession,
    conversation: Spoken,
    understood: dict[str, Any] | None,
    replies: Sequence[Reply],
    unmet: Sequence[Unmet] = (),
) -> None:
    """Count an answered message: its topic, the professions it asks about, what was shown, how far it went."""
    told = understood or {}
    named = [entity for entity in told.get("entities", []) if isinstance(entity, dict)]
    places = [department_of(one["value"]) for one in named if one.get("entity") == "place"]
    found = next((code for code in reversed(places) if code), None)
    if found and found != conversation.department:
        conversation.department = found
        told_in = {"conversation": conversation.id, "found": found}
        await run(session, lambda connection: connection.execute(_IN_DEPARTMENT, told_in))
    subject = subjects().get(told.get("subject") or "")
    topic = subject.topic if subject else "out_of_scope"
    # Words of distress are counted nowhere in particular.
    where = {"department": ""} if topic == "safety" else {}
    counted = [_base(conversation, "messages", topic=topic, **where)]
    if topic != "safety":
        counted += [
            _base(conversation, "asked", profession=one["value"])
            for one in named
            if one.get("entity") == "profession" and isinstance(one.get("value"), str)
        ]
    if not_understood(told):
        counted.append(_base(conversation, "not_understood"))
    if not conversation.engaged and await _first(session, conversation, "engaged"):
        counted.append(_base(conversation, "engaged"))
    shown = not conversation.shown and any(card.kind in _SHOWN for reply in replies for card in reply.cards)
    if shown and await _first(session, conversation, "shown"):
        counted.append(_base(conversation, "shown"))
    day = figures.today()
    await figures.count(session, counted, day)
    for one in unmet:
        await figures.count_unmet(
            session,
            f"{day:%Y-%m}",
            conversation.site_key or "",
            one.what,
            one.department,
            one.profession,
            one.month,
        )


async def _first(session: AsyncSession, conversation: Spoken, flag: str) -> bool:
    """Set a flag of the conversation; False when it was set already or does not hold yet."""
    one = {"conversation": conversation.id}
    return bool(await run(session, lambda connection: connection.execute(_FIRST[flag], one).rowcount))


async def requested(session: AsyncSession, conversation: Conversation) -> None:
    """Count a request to a human."""
    await figures.count(session, [_base(conversation, "requested")], figures.today())


async def rated(
    session: AsyncSession, conversation: Conversation, topic: str, useful: bool, before: bool | None
) -> None:
    """Count a person's word on a reply; when it changes their word `before`, that one is taken back."""
    if before is useful:
        return
    day = figures.today()
    names = {True: "useful", False: "not_useful"}
    await figures.count(session, [_base(conversation, names[useful], topic=topic)], day)
    if before is not None:
        await figures.count(session, [_base(conversation, names[before], topic=topic)], day, by=-1)


async def listen(session: AsyncSession, turn: Turn, understood: dict[str, Any], site: str | None) -> None:
    """Keep a question that was not understood, masked; never a picked choice, nor words of distress."""
    why = not_understood(understood)
    text = (turn.text or "")[:_LONGEST_QUESTION]
    if why is None or not text or turn.choice_payload is not None or find_danger(text) is not None:
        return
    confidence = understood.get("confidence")
    session.add(
        Question(
            conversation_id=turn.conversation_id,
            site_key=site,
            at=turn.at,
            text=text,
            why=why,
            confidence=float(confidence) if isinstance(confidence, int | float) else None,
            state="new",
        )
    )
