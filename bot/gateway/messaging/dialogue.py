"""One message of a person on a messaging app: what it calls for, and the answer made ready to be sent, once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid5

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.messaging import ChannelIdentity, InboxMessage
from bot.catalogue.queries import conversations, identities, inbox, outbox
from bot.channels.platforms import Platform
from bot.channels.words import Option, picked
from bot.french.shorten import shorten
from bot.gateway.blocks import make_replies, make_reply
from bot.gateway.conversations import Conversations
from bot.gateway.messaging import wording
from bot.gateway.problems import Problem
from bot.gateway.schemas import NewConversation
from bot.gateway.tokens import PASS_MINUTES
from bot.gateway.turns import Incoming, Turns
from bot.gateway.words import LIMIT
from bot.replies import Reply, ReplyDraft

# How long one waits for an engine that is away before the person is told.
PATIENCE = timedelta(seconds=45)
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 1.0, 15.0
_NAMES = UUID("5b0b3f0e-6f0f-4c38-9c1e-6d1a1c2b7f21")

_log = structlog.get_logger()


class TryLater(Exception):
    """The message cannot be dealt with yet; it may in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(str(seconds))
        self.seconds = seconds


@dataclass(frozen=True)
class Dialogue:
    """Deals with messages that were kept, one at a time for each person."""

    service: Conversations
    turns: Turns
    platforms: dict[str, Platform]

    async def handle(self, identity: ChannelIdentity, message: InboxMessage) -> None:
        """Deal with `message`: its answer is in the outbox and it is settled, or neither. Raises TryLater."""
        platform = self.platforms[message.channel]
        try:
            match message.kind:
                case "start":
                    await self._say(platform, identity.id, message, [], welcome=True)
                case "stop":
                    await self._stop(platform, identity.id, message)
                case "erase":
                    await self._erase(platform, identity, message)
                case "web":
                    await self._to_the_web(platform, identity.id, message)
                case "more":
                    await self._more(platform, identity, message)
                case "unsupported":
                    await self._say(platform, identity.id, message, [wording.unread(message.what)])
                case _:
                    await self._turn(platform, identity, message)
        except IntegrityError:
            # Another process answered it while this one was held up, and its answer counts; or the conversation
            # was erased under our hands, and the message goes with it or begins another.
            async with self.service.sessions() as session:
                if await outbox.of_key(session, f"in.{message.id}.0") is None:
                    raise TryLater(1) from None
                await inbox.settle(session, message.id)
                await session.commit()

    async def give_up(self, identity: ChannelIdentity, message: InboxMessage) -> None:
        """Tell the person that no answer can be given: the message failed again and again."""
        platform = self.platforms[message.channel]
        apology = make_reply(self.service.answers.apology()).reply
        async with self.service.sessions() as session:
            fresh = await identities.get(session, identity.id)
            if fresh is not None:
                await self._answer(session, platform, fresh, message, [apology])
            await session.commit()

    async def _conversation(
        self, session: AsyncSession, platform: Platform, identity: ChannelIdentity
    ) -> str:
        """The person's conversation, begun if they have none."""
        if identity.conversation_id is None:
            notice = wording.NOTICE.format(label=platform.label, url=self.service.settings.public_url)
            begun, _ = await self.service.begin(session, NewConversation(), platform.channel, notice)
            identity.conversation_id, identity.shown = begun, None
            await session.flush()
            self.service.metrics.conversations.labels(channel=platform.channel).inc()
        return identity.conversation_id

    async def _welcome(self, session: AsyncSession, conversation_id: str) -> list[Reply]:
        """The first reply of the conversation: that a machine speaks, and what is kept."""
        first = (await conversations.turns(session, conversation_id))[0]
        return [Reply.model_validate(body) for body in first.replies]

    async def _say(
        self,
        platform: Platform,
        identity_id: int,
        message: InboxMessage,
        drafts: Sequence[ReplyDraft],
        *,
        welcome: bool = False,
    ) -> None:
        """Answer with sentences of our own, which become part of the conversation."""
        async with self.service.sessions() as session:
            identity = await identities.get(session, identity_id)
            assert identity is not None
            conversation_id = await self._conversation(session, platform, identity)
            made = make_replies(drafts, message.masked)
            if made:
                bodies = [one.reply.model_dump(exclude_none=True) for one in made]
                choices = [choice for one in made for choice in one.choices]
                await conversations.keep_answer(session, conversation_id, None, bodies, choices)
            replies = [one.reply for one in made]
            if welcome:
                replies = [*await self._welcome(session, conversation_id), *replies]
            await self._answer(session, platform, identity, message, replies, opened=welcome)
            await session.commit()

    async def _answer(
        self,
        session: AsyncSession,
        platform: Platform,
        identity: ChannelIdentity,
        message: InboxMessage,
        replies: Sequence[Reply],
        *,
        opened: bool = False,
    ) -> None:
        """Have `replies` sent in answer to `message`; what a first answer must say comes first."""
        conversation_id = identity.conversation_id
        said = list(replies)
        if conversation_id and not opened and not await outbox.anything_of(session, conversation_id):
            opening = await self._welcome(session, conversation_id)
            # Its choices would mix with those of the answer, if there are any.
            bare = [reply.model_copy(update={"choices": []}) for reply in opening]
            said = [*(bare if any(reply.choices for reply in said) else opening), *said]
        if said and conversation_id and await outbox.human_spoke_last(session, conversation_id):
            said[0] = wording.automatic(said[0])
        rendered = platform.render(said, self.service.settings.public_url)
        identity.shown = {
            "options": [[option.id, option.title] for option in rendered.options],
            "numbered": rendered.numbered,
            "more": rendered.pages[1:],
        }
        address = message.address or identity.address or ""
        outbox.add(session, identity, address, f"in.{message.id}", rendered.pages[0], conversations.now())
        await inbox.settle(session, message.id)
        await session.flush()

    async def _turn(self, platform: Platform, identity: ChannelIdentity, message: InboxMessage) -> None:
        """Words or a choice: a turn of the conversation, as on the web."""
        async with self.service.sessions() as session:
            fresh = await identities.get(session, identity.id)
            assert fresh is not None
            conversation_id = await self._conversation(session, platform, fresh)
            shown = fresh.shown or {}
            await session.commit()
        options = [Option(key, title) for key, title in shown.get("options", [])]
        client_id = str(uuid5(_NAMES, f"{message.channel}:{message.message_digest}"))
        incoming = await _incoming(client_id, message, options, bool(shown.get("numbered")))
        try:
            replies = await self._receive(conversation_id, incoming, message)
        except Problem as problem:
            replies = await self._refused(problem, identity, message)
        beside = wording.beside(message.what)
        if beside is not None:
            replies = [make_reply(beside).reply, *replies]
        async with self.service.sessions() as session:
            fresh = await identities.get(session, identity.id)
            if fresh is None or fresh.conversation_id != conversation_id:
                return  # erased meanwhile, from the web
            await self._answer(session, platform, fresh, message, replies)
            await session.commit()

    async def _receive(self, conversation_id: str, incoming: Incoming, message: InboxMessage) -> list[Reply]:
        try:
            return await self.turns.receive(conversation_id, incoming)
        except Problem as problem:
            if problem.status != 422 or incoming.choice is None or not message.text:
                raise
        # A choice that is not of this conversation is only words.
        words = await _short(message.text)
        return await self.turns.receive(
            conversation_id, replace(incoming, text=words, choice=None, masked=message.masked)
        )

    async def _refused(
        self, problem: Problem, identity: ChannelIdentity, message: InboxMessage
    ) -> list[Reply]:
        """What to say of a refusal. Raises TryLater when the message may still be answered."""
        if problem.status in (404, 410):
            # Erased from the web: the message begins another conversation.
            async with self.service.sessions() as session:
                fresh = await identities.get(session, identity.id)
                if fresh is not None:
                    fresh.conversation_id = None
                await session.commit()
            raise TryLater(0)
        if problem.status == 429:
            raise TryLater(float(problem.headers.get("Retry-After", "5")))
        if problem.status >= 500 and conversations.now() - message.received_at < PATIENCE:
            raise TryLater(min(_FIRST_WAIT_SECONDS * 2**message.attempts, _LONGEST_WAIT_SECONDS))
        _log.warning("channel.refused", channel=message.channel, status=problem.status)
        return list(problem.replies or [make_reply(ReplyDraft(text=problem.detail)).reply])

    async def _more(self, platform: Platform, identity: ChannelIdentity, message: InboxMessage) -> None:
        """The next page of a long answer, or the word as any other when none waits."""
        pages = (identity.shown or {}).get("more") or []
        if not pages:
            if identity.conversation_id is None:
                await self._say(platform, identity.id, message, [], welcome=True)
            else:
                await self._say(platform, identity.id, message, [wording.NOTHING_MORE])
            return
        async with self.service.sessions() as session:
            fresh = await identities.get(session, identity.id)
            assert fresh is not None and fresh.shown is not None
            fresh.shown = {**fresh.shown, "more": pages[1:]}
            address = message.address or fresh.address or ""
            outbox.add(session, fresh, address, f"in.{message.id}", pages[0], conversations.now())
            await inbox.settle(session, message.id)
            await session.commit()

    async def _stop(self, platform: Platform, identity_id: int, message: InboxMessage) -> None:
        async with self.service.sessions() as session:
            await identities.stop(session, identity_id, conversations.now())
            identity = await identities.get(session, identity_id)
            assert identity is not None
            await self._answer(session, platform, identity, message, [make_reply(wording.STOPPED).reply])
            await session.commit()

    async def _to_the_web(self, platform: Platform, identity_id: int, message: InboxMessage) -> None:
        async with self.service.sessions() as session:
            identity = await identities.get(session, identity_id)
            assert identity is not None
            conversation_id = await self._conversation(session, platform, identity)
            code = self.service.tokens.web_pass(conversation_id)
            url = f"{self.service.settings.public_url}/chat/suite/{code}"
            draft = ReplyDraft(text=wording.CONTINUE.format(url=url, minutes=PASS_MINUTES))
            await self._answer(session, platform, identity, message, [make_reply(draft).reply])
            await session.commit()

    async def _erase(self, platform: Platform, identity: ChannelIdentity, message: InboxMessage) -> None:
        """Erase the conversation and the person; a farewell is all that is left, and it goes once sent."""
        conversation_id = identity.conversation_id
        draft = wording.ERASED.model_copy(update={"text": wording.ERASED.text.format(label=platform.label)})
        rendered = platform.render([make_reply(draft).reply], self.service.settings.public_url)
        now = conversations.now()
        async with self.service.sessions() as session:
            if conversation_id is not None:
                await conversations.erase(session, conversation_id)
            await identities.forget(session, identity.id)
            leaving = ChannelIdentity(
                channel=identity.channel,
                person_digest=identity.person_digest,
                address=identity.address,
                created_at=now,
                last_in_at=identity.last_in_at,
                leaving=True,
            )
            session.add(leaving)
            await session.flush()
            address = message.address or identity.address or ""
            outbox.add(session, leaving, address, f"in.{message.id}", rendered.pages[0], now)
            await session.commit()
        _log.info("channel.erased", channel=message.channel)
        if conversation_id is not None:
            await self.service.erase_in_engine(conversation_id)


async def _short(text: str) -> str:
    """`text` short enough for the engine."""
    return text if len(text) <= LIMIT else await asyncio.to_thread(shorten, text, LIMIT)


async def _incoming(
    client_id: str, message: InboxMessage, options: Sequence[Option], numbered: bool
) -> Incoming:
    """The message as a turn: a pressed choice, one that was typed, or words short enough for the engine."""
    if message.kind == "choice" and message.choice:
        return Incoming(client_id, None, message.choice)
    typed = picked(message.text or "", options, numbered)
    if typed is not None and not message.urgent:
        return Incoming(client_id, None, typed.id)
    return Incoming(client_id, await _short(message.text or ""), None, masked=message.masked)
