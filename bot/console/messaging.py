"""Messaging apps as a counsellor sees them: what waits, what a platform holds back, what could not be delivered and why.

No words are shown: a message of an app belongs to no site, and whose it is must not be guessed from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from aiohttp import web

from bot.catalogue.models.messaging import ChannelPause, OutboxMessage
from bot.catalogue.queries import inbox, outbox
from bot.channels.platforms import platforms
from bot.console.keys import SETTINGS, database
from bot.console.pages import page
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
_SHOWN = 100
_LABELS = {"telegram": "Telegram", "whatsapp": "WhatsApp", "messenger": "Messenger"}
_KINDS = {
    "in": "réponse de l'assistant",
    "human": "réponse d'une personne",
    "reminder": "rappel",
}
_UNREACHABLE = {"131026", "131030", "131050", "551"}


@dataclass(frozen=True)
class Line:
    """One app: how many messages come in and go out, since when, and until when its platform wants none."""

    name: str
    come: int
    go: int
    since: datetime | None
    pause: ChannelPause | None


@dataclass(frozen=True)
class Undelivered:
    """A message that nobody got."""

    at: datetime | None
    name: str
    kind: str
    why: str


def why(reason: str | None) -> str:
    """Why a message could not be delivered, in French."""
    if reason == "window":
        return "plus de 24 heures après le dernier message de la personne : l'application ne le permet pas"
    if reason in _UNREACHABLE:
        return f"la personne ne peut pas ou ne veut plus recevoir de message (code {reason})"
    if (reason or "").startswith("expired"):
        return "l'application n'a pas répondu pendant six heures"
    if reason == "channel":
        return "cette application n'est plus réglée sur le service"
    return f"refusé par l'application (code {reason or 'inconnu'})"


def _undelivered(message: OutboxMessage) -> Undelivered:
    kind = _KINDS.get(message.key.partition(".")[0], "message")
    return Undelivered(
        message.settled_at, _LABELS.get(message.channel, message.channel), kind, why(message.last_error)
    )


def _aware(moment: datetime | None) -> datetime | None:
    # What SQLite computes over a column comes back without its zone.
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=timezone.utc)


@routes.get("/messageries", Role.COUNSELLOR, menu="Messageries")
async def listing(request: web.Request) -> web.Response:
    """What waits and what was not delivered, of every app."""
    ready = platforms(request.config_dict[SETTINGS])
    now = datetime.now(timezone.utc)
    lines = []
    async with database(request) as session:
        for channel in ready:
            come, first = await inbox.waiting(session, channel)
            go, oldest = await outbox.waiting(session, channel)
            since = min(filter(None, (_aware(first), _aware(oldest))), default=None)
            paused = await outbox.paused(session, channel, now)
            lines.append(Line(_LABELS[channel], come, go, since, paused))
        dead = await outbox.dead(session, limit=_SHOWN)
    found = [_undelivered(one) for one in dead]
    return page(request, "messaging.html", title="Messageries", lines=lines, undelivered=found, most=_SHOWN)
