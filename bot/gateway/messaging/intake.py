"""What platforms tell, kept before they are told that it is: once, masked, under digests."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.queries import conversations, identities, inbox, outbox
from bot.channels.incoming import Incoming
from bot.channels.platforms import Platform
from bot.channels.whatsapp.send import failure
from bot.french.personal_data import mask
from bot.french.safety import find_danger
from bot.gateway.metrics import Metrics
from bot.gateway.tokens import Tokens
from bot.gateway.words import clean

# How long a message waits for those sent before it that may come after it.
WINDOW_SECONDS = 0.6
_LONGEST = 4096
_SHORT = 400
_FUTURE = timedelta(minutes=1)


@dataclass(frozen=True)
class _Words:
    """What is kept of a text: itself without personal data, whether some was taken out, whether it cannot wait."""

    text: str | None
    masked: bool
    urgent: bool


class Intake:
    """Keeps what came in."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], tokens: Tokens, metrics: Metrics) -> None:
        self._sessions = sessions
        self._tokens = tokens
        self._metrics = metrics

    def person_digest(self, channel: str, person: str) -> str:
        """What is kept of a platform's name for a person."""
        return self._tokens.digest(f"person.{channel}", person)

    async def keep(self, platform: Platform, found: Sequence[Incoming]) -> int:
        """Keep all of it in one transaction; how many messages are new. Raises what the database raises."""
        new: list[Incoming] = []
        read = [await _read(one) for one in found]
        async with self._sessions() as session:
            for one, words in zip(found, read, strict=True):
                if one.kind == "status":
                    await self._status(session, one)
                elif one.kind == "moved":
                    await self._moved(session, platform, one)
                elif one.kind == "blocked":
                    await self._blocked(session, one)
                elif await self._message(session, platform, one, words):
                    new.append(one)
            await session.commit()
        for one in new:
            self._metrics.channel_messages.labels(channel=one.channel, kind=one.kind).inc()
        return len(new)

    def _names(self, platform: Platform, one: Incoming) -> tuple[str, str | None, str | None]:
        """The digest of the person, that of their telephone, and the address that may be kept."""
        person = self.person_digest(one.channel, one.person)
        if platform.is_telephone(one.person):
            return person, person, None
        phone = self.person_digest(one.channel, one.phone) if one.phone else None
        return person, phone, one.person

    async def _message(self, session: AsyncSession, platform: Platform, one: Incoming, words: _Words) -> bool:
        now = conversations.now()
        at = min(one.at, now + _FUTURE) if one.at is not None else now.replace(microsecond=0)
        identity = await identities.meet(session, one.channel, *self._names(platform, one), now)
        # Only marks that cannot be seen: an answer is due all the same.
        kind = "unsupported" if one.kind == "text" and words.text is None else one.kind
        kept = await inbox.keep(
            session,
            channel=one.channel,
            message_digest=self._tokens.digest(f"message.{one.channel}", one.message_id),
            identity_id=identity.id,
            address=one.person,
            kind=kind,
            text=words.text,
            masked=words.masked,
            choice=one.choice,
            what=one.what,
            at=at,
            sequence=one.sequence,
            urgent=words.urgent,
            received_at=now,
            ready_at=now + timedelta(seconds=WINDOW_SECONDS),
        )
        if kept:
            await identities.heard(session, identity.id, at)
        return kept

    async def _moved(self, session: AsyncSession, platform: Platform, one: Incoming) -> None:
        previous = self.person_digest(one.channel, one.previous or "")
        await identities.move(session, one.channel, previous, *self._names(platform, one))

    async def _blocked(self, session: AsyncSession, one: Incoming) -> None:
        identity = await identities.find(session, one.channel, self.person_digest(one.channel, one.person))
        moment: datetime = one.at or conversations.now()
        if identity is not None and moment >= identity.last_in_at:
            await identities.stop(session, identity.id, conversations.now())

    async def _status(self, session: AsyncSession, one: Incoming) -> None:
        now, key = conversations.now(), one.key or ""
        if one.state != "failed":
            await outbox.confirm(session, key, now)
            return
        message = await outbox.of_key(session, key)
        if message is None or message.state in ("dead", "dropped"):
            return
        outcome = failure(int(one.error)) if one.error else None
        await outbox.bury(session, message.id, now, (outcome and outcome.reason) or "failed")
        if outcome is not None and outcome.kind == "blocked":
            await identities.stop(session, message.identity_id, now)


async def _read(one: Incoming) -> _Words:
    """The words of a message, masked; None of them when nothing can be seen."""
    text = clean(one.text)[:_LONGEST] if one.text is not None else ""
    if all(unicodedata.category(character)[0] in "ZC" for character in text):
        return _Words(None, False, False)
    masked = mask(text)
    if one.kind != "text":
        return _Words(masked, masked != text, False)
    # Long texts take a while to read: others are not kept waiting.
    danger = find_danger(text) if len(text) <= _SHORT else await asyncio.to_thread(find_danger, text)
    return _Words(masked, masked != text, danger is not None)
