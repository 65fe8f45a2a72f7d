"""A person's rights with the code alone: read everything, erase everything."""

from __future__ import annotations

from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.conversations import Conversation
from bot.catalogue.queries import conversations as stored
from bot.catalogue.queries import followups, listening, reminders
from bot.catalogue.queries import requests as at_work
from bot.gateway.addresses import client_address
from bot.gateway.api import answer
from bot.gateway.keys import CONVERSATIONS, LIMITS, TOKENS
from bot.gateway.moments import moment_text
from bot.gateway.problems import unknown
from bot.gateway.schemas import Erased, Export

routes = web.RouteTableDef()
_PATH = "/api/v1/rights/{code}"

_log = structlog.get_logger()


async def _conversation(request: web.Request) -> Conversation:
    limits = request.app[LIMITS]
    await limits.code_allowed(client_address(request))
    digest = request.app[TOKENS].rights_digest(request.match_info["code"][:64])
    async with request.app[CONVERSATIONS].database() as session:
        conversation = await stored.by_rights(session, digest)
    if conversation is None:
        await limits.wrong_code(client_address(request))
        _log.info("rights.wrong_code")
        raise unknown("Ce code")
    return conversation


@routes.get(_PATH)
async def export(request: web.Request) -> web.Response:
    """Everything kept of the conversation of this code."""
    conversation = await _conversation(request)
    async with request.app[CONVERSATIONS].database() as session:
        document = await export_of(session, conversation)
    _log.info("rights.exported")
    return answer(document)


async def export_of(session: AsyncSession, conversation: Conversation) -> Export:
    """Everything kept of a conversation."""
    turns = await stored.turns(session, conversation.id)
    feedback = await stored.feedback_of(session, conversation.id)
    requests = await stored.requests_of(session, conversation.id)
    promised = await reminders.of_conversation(session, conversation.id)
    return Export(
        conversation={
            "id": conversation.id,
            "site": conversation.site_key,
            "audience": conversation.audience,
            "place": conversation.place,
            "channel": conversation.channel,
            "created_at": moment_text(conversation.created_at),
            "last_at": moment_text(conversation.last_at),
        },
        turns=[
            {
                "at": moment_text(one.turn.at),
                "author": one.turn.author,
                "text": one.turn.text,
                "state": one.turn.state,
                "understood": one.turn.understood,
                "replies": one.replies,
            }
            for one in turns
        ],
        feedback=[
            {"at": moment_text(one.at), "reply": one.reply_id, "useful": one.useful, "reason": one.reason}
            for one in feedback
        ],
        requests=[
            {
                "at": moment_text(one.at),
                "consent_at": moment_text(one.consent_at),
                **_request(one),
                "notes": [
                    {"at": moment_text(note.at), "text": note.text}
                    for note in await at_work.notes(session, one.reference)
                ],
                "steps": await _steps(session, one.reference),
            }
            for one in requests
        ],
        questions=[
            {"at": moment_text(one.at), "text": one.text, "state": one.state}
            for one in await listening.of_conversation(session, conversation.id)
        ],
        reminders=[
            {"event": one.event_id, "due_at": moment_text(one.due_at), "state": one.state} for one in promised
        ],
    )


async def _steps(session: AsyncSession, reference: str) -> dict[str, str]:
    found = await followups.get(session, None, reference)
    return found.steps if found else {}


def _request(request: Any) -> dict[str, Any]:
    names = (
        "reference",
        "kind",
        "state",
        "name",
        "phone",
        "email",
        "profession",
        "place",
        "preferred_time",
        "message",
        "site_key",
        "department",
        "summary",
        "outcome",
    )
    days = {"due_on": request.due_on.isoformat() if request.due_on else None}
    return {**{name: getattr(request, name) for name in names}, **days}


@routes.delete(_PATH)
async def erase(request: web.Request) -> web.Response:
    """Erase the conversation of this code."""
    conversation = await _conversation(request)
    await request.app[CONVERSATIONS].erase(conversation.id)
    _log.info("rights.erased")
    return answer(Erased())
