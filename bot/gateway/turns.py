"""A person's message, from its acceptance to the replies: kept first, answered once, whatever happens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.conversations import Turn
from bot.catalogue.queries import conversations, listening, turns
from bot.catalogue.queries.turns import Spoken
from bot.channels.platforms import Platform
from bot.french.personal_data import mask
from bot.french.safety import at_hand, find_danger
from bot.gateway import counting
from bot.gateway.admission import DEFAULT_QUEUE, Admission, Full
from bot.gateway.answers import Answers
from bot.gateway.blocks import Made, make_replies, make_reply
from bot.gateway.engine_client import BUDGET_SECONDS, Answer, EngineClient, EngineError, Said
from bot.gateway.gate import LEASE_SECONDS, Gate
from bot.gateway.limits import Limits
from bot.gateway.messaging.promises import keep_promises, reach
from bot.gateway.metrics import Metrics
from bot.gateway.problems import Problem, erased, full, unavailable, unknown, unusable
from bot.gateway.tokens import Tokens, new_identifier
from bot.gateway.told_before import kind_in_talk
from bot.gateway.wording import AT_HAND
from bot.gateway.words import message_text
from bot.replies import Reply, ReplyDraft, Source

# An answer or the 503 leaves within 6 s: the rest is for writing and for the way back.
TURN_SECONDS = 5.5
DISTRESS_SECONDS = 2.0
_TELL_SECONDS = 30.0
# Words of a general distress may be an idiom's neighbour: the engine reads them first, then we do.
_ENGINE_FIRST = "general_distress"

_log = structlog.get_logger()


@dataclass(frozen=True)
class Incoming:
    """A message as it came in: its client identifier, and either a text or the id of a choice.

    `masked` tells that personal data was taken out of the text before it came here.
    """

    client_id: str
    text: str | None
    choice: str | None
    masked: bool = False


@dataclass
class _Kept:
    """A message that is kept: its conversation, what to tell the engine of it, and its replies if it has them already.

    `lease` is under what name the conversation's turn is held for it; None when it is not.
    """

    conversation: Spoken
    turn: Turn
    said: Said
    replies: list[Reply] | None = None
    lease: str | None = None


@dataclass(frozen=True)
class _Words:
    """A message ready to be kept. `danger` is the kind of danger its words tell of, None for none."""

    text: str
    masked: bool
    danger: str | None


class Turns:
    """Receives messages and answers them."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        engine: EngineClient,
        answers: Answers,
        tokens: Tokens,
        limits: Limits,
        metrics: Metrics,
        platforms: Mapping[str, Platform],
        fixed_now: str | None = None,
        queue: int = DEFAULT_QUEUE,
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._answers = answers
        self._tokens = tokens
        self._limits = limits
        self._metrics = metrics
        self._platforms = platforms
        self._fixed_now = fixed_now
        self._background: set[asyncio.Task[None]] = set()
        self.gate = Gate(sessions)
        self.admission = Admission(queue)

    async def receive(self, identifier: str, incoming: Incoming) -> list[Reply]:
        """Keep the message and give its replies; the same client identifier gives the same replies again.

        Raises the 404, 410, 422, 429 or 503 Problem. Words of distress are always answered, even in a rush.
        """
        until = time.monotonic() + TURN_SECONDS
        words = _read(incoming.text, incoming.masked) if incoming.text is not None else None
        danger = words.danger if words else None
        at_once = danger is not None and danger != _ENGINE_FIRST
        try:
            if at_once:
                async with asyncio.timeout(DISTRESS_SECONDS):
                    return await self._receive(identifier, incoming, words, until)
            with self.admission.hold():
                async with asyncio.timeout(TURN_SECONDS + 0.3):
                    return await self._receive(identifier, incoming, words, until)
        except Full:
            self._metrics.turns.labels(outcome="full").inc()
            if danger is not None:
                return [make_reply(self._answers.distress(danger)).reply]
            raise full(make_reply(self._answers.apology()).reply) from None
        except (SQLAlchemyError, OSError) as error:  # TimeoutError is an OSError
            _log.error("turn.not_kept", cause=type(error).__name__)
            self._metrics.turns.labels(outcome="database").inc()
            if danger is not None:
                return [make_reply(self._answers.distress(danger)).reply]
            raise unavailable(
                "Votre message n'a pas pu être gardé. Renvoyez-le dans un instant.",
                [make_reply(self._answers.apology()).reply],
            ) from None

    def comfort(self, text: str) -> Reply | None:
        """What to say to words of distress when nothing else works; None for other words."""
        danger = _danger(text)
        return make_reply(self._answers.distress(danger)).reply if danger else None

    async def close(self) -> None:
        """Wait for what is told to the engine in the background, a few seconds at most."""
        if self._background:
            await asyncio.wait(self._background, timeout=BUDGET_SECONDS)

    async def _receive(
        self, identifier: str, incoming: Incoming, words: _Words | None, until: float
    ) -> list[Reply]:
        if words is not None and words.danger is not None and words.danger != _ENGINE_FIRST:
            return await self._answer_distress(identifier, incoming, words)
        try:
            async with self.gate.here(identifier, until):
                return await self._in_turn(identifier, incoming, words, until)
        except TimeoutError:
            # Another turn of this conversation takes all the time there is.
            kept = await self._keep(identifier, incoming, words)
            if kept.replies is not None:
                return kept.replies
            raise self._away("busy") from None

    async def _in_turn(
        self, identifier: str, incoming: Incoming, words: _Words | None, until: float
    ) -> list[Reply]:
        """Answer a message that is alone with its conversation in this process."""
        who = new_identifier()
        kept = await self._keep(identifier, incoming, words, who)
        if kept.replies is not None:
            self._metrics.turns.labels(outcome="repeated").inc()
            return kept.replies
        try:
            if kept.lease is None:
                # Another process has a turn of it, perhaps this very one.
                await self.gate.claim(identifier, who, until)
                kept.lease = who
                async with self._sessions() as session:
                    said = await conversations.replies_to(session, kept.turn.id)
                if said is not None:
                    self._metrics.turns.labels(outcome="repeated").inc()
                    return _read_replies(said)
            return await self._answer(identifier, kept, words, until)
        finally:
            if kept.lease is not None:
                await asyncio.shield(self.gate.release(identifier, kept.lease))

    async def _keep(
        self, identifier: str, incoming: Incoming, words: _Words | None, who: str | None = None
    ) -> _Kept:
        """Keep a message once, before anything is done about it, and take the turn for `who` if it is free."""
        async with self._sessions() as session:
            found = await turns.for_turn(session, identifier, incoming.client_id)
            if found is None:
                raise await gone(session, identifier)
            conversation, turn = found
            metadata = await self._metadata(session, conversation)
            if turn is not None:
                said = await conversations.replies_to(session, turn.id)
                kept = _Kept(conversation, turn, _said(turn, metadata))
                if said is not None:
                    kept.replies = _read_replies(said)
                elif who is not None and await turns.claim(session, identifier, who, LEASE_SECONDS):
                    await session.commit()
                    kept.lease = who
                return kept
            await self._limits.message(identifier)
            payload = None
            if words is None:
                choice = await conversations.choice(session, identifier, incoming.choice or "")
                if choice is None:
                    raise unusable(
                        "Ce choix n'est plus proposé. Choisissez-en un autre ou écrivez votre question."
                    )
                words, payload = _Words(choice.title, False, None), choice.payload
            try:
                turn, claimed = await turns.keep_message(
                    session,
                    identifier,
                    incoming.client_id,
                    words.text,
                    payload,
                    words.masked,
                    who,
                    LEASE_SECONDS,
                )
            except LookupError:
                raise erased() from None
            await session.commit()
            conversation.messages += 1
            return _Kept(conversation, turn, _said(turn, metadata), lease=who if claimed else None)

    async def _answer(self, identifier: str, kept: _Kept, words: _Words | None, until: float) -> list[Reply]:
        turn = kept.turn
        started = time.monotonic()
        try:
            seconds = min(BUDGET_SECONDS, until - started)
            if seconds < 0.5:
                raise EngineError("busy")
            answer = await self._engine.turn(self._tokens.sender(identifier), kept.said, seconds)
        except EngineError as error:
            if words is not None and words.danger is not None:
                drafts = [self._answers.distress(words.danger)]
                return await self._store(kept, make_replies(drafts, turn.masked), None, "distress")
            async with self._sessions() as session:
                await conversations.mark_unanswered(session, turn.id)
                await self._give_back(session, kept)
                await session.commit()
            kept.lease = None
            raise self._away(error.cause) from None
        finally:
            self._metrics.engine_seconds.observe(time.monotonic() - started)
        drafts = await self._written(kept, answer)
        made = make_replies(
            drafts or answer.replies, turn.masked, f"/p/{self._tokens.share_code(identifier)}"
        )
        return await self._store(
            kept, made, answer.understood, "answered", answer.replies, known=bool(drafts)
        )

    async def _written(self, kept: _Kept, answer: Answer) -> list[ReplyDraft]:
        """What a counsellor wrote for questions like this one, when the engine did not understand it."""
        turn = kept.turn
        if not counting.not_understood(answer.understood) or turn.choice_payload is not None:
            return []
        async with self._sessions() as session:
            found = await listening.known_answer(session, kept.conversation.site_key, turn.text or "")
        if found is None:
            return []
        source = Source(title=found.source_title, url=found.source_url, as_of=found.as_of.isoformat())
        return [ReplyDraft(text=found.text, sources=[source])]

    async def _answer_distress(self, identifier: str, incoming: Incoming, words: _Words) -> list[Reply]:
        """Answer at once, engine or not, before any limit; then tell the engine, if it can hear."""
        assert words.danger is not None
        kind, made = words.danger, make_replies([self._answers.distress(words.danger)], words.masked)
        try:
            kept = await self._keep(identifier, incoming, words)
        except Problem as problem:
            if problem.status != 429:
                raise
            return [one.reply for one in made]
        if kept.replies is not None:
            return kept.replies
        async with self._sessions() as session:
            if (meant := await kind_in_talk(session, kept.turn, kind, words.text)) != kind:
                made = make_replies([self._answers.distress(meant)], words.masked)
        understood = {"intent": "distress", "subject": "distress", "confidence": 1.0, "entities": []}
        answered = await self._store(kept, made, understood, "distress")
        task = asyncio.create_task(self._tell(identifier, kept.said))
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return answered

    async def _tell(self, identifier: str, said: Said) -> None:
        try:
            async with self.gate.hold(identifier, time.monotonic() + _TELL_SECONDS):
                async with self._sessions() as session:
                    if await conversations.find(session, identifier) is None:
                        return
                await self._engine.turn(self._tokens.sender(identifier), said)
        except (EngineError, SQLAlchemyError, OSError) as error:
            _log.info("turn.engine_not_told", cause=type(error).__name__)

    async def _store(
        self,
        kept: _Kept,
        made: list[Made],
        understood: dict[str, Any] | None,
        outcome: str,
        drafts: Sequence[ReplyDraft] = (),
        *,
        known: bool = False,
    ) -> list[Reply]:
        """Keep the replies and what they promise; when this message has some already, those are the ones that count.

        `drafts` are the engine's; `known` tells that a counsellor's answer took their place.
        """
        conversation, turn = kept.conversation, kept.turn
        replies = [one.reply for one in made]
        bodies = [reply.model_dump(exclude_none=True) for reply in replies]
        choices = [choice for one in made for choice in one.choices]
        async with self._sessions() as session:
            try:
                await conversations.keep_answer(
                    session, conversation.id, turn.id, bodies, choices, understood
                )
                await keep_promises(session, conversation.id, [one.promise for one in drafts if one.promise])
                unmet = [one.unmet for one in drafts if one.unmet]
                await counting.answered(session, conversation, understood, replies, unmet)
                if understood is not None and not known:
                    await counting.listen(session, turn, understood, conversation.site_key)
                await self._give_back(session, kept)
                await session.commit()
                kept.lease = None
            except IntegrityError:
                await session.rollback()
                said = await conversations.replies_to(session, turn.id)
                if said is None:
                    raise erased() from None
                return _read_replies(said)
        self._metrics.turns.labels(outcome=outcome).inc()
        return replies

    async def _give_back(self, session: AsyncSession, kept: _Kept) -> None:
        if kept.lease is not None:
            await turns.release(session, kept.conversation.id, kept.lease)

    async def _metadata(self, session: AsyncSession, conversation: Spoken) -> dict[str, Any]:
        told = {
            "site": conversation.site_key,
            "audience": conversation.audience,
            "place": conversation.place,
            "channel": conversation.channel,
            "now": self._fixed_now,
        }
        if conversation.channel in self._platforms:
            window = self._platforms[conversation.channel].window
            told["reach"] = await reach(session, conversation.id, window)
        return told

    def _away(self, cause: str) -> Problem:
        _log.warning("turn.unanswered", cause=cause)
        self._metrics.turns.labels(outcome=cause).inc()
        return unavailable(
            "L'assistant ne répond pas pour l'instant. Votre message est gardé : renvoyez-le bientôt.",
            [make_reply(self._answers.apology()).reply],
        )


def _said(turn: Turn, metadata: dict[str, Any]) -> Said:
    return Said.of(turn.text or "", turn.choice_payload, metadata)


def _read(text: str, masked_before: bool = False) -> _Words:
    cleaned = message_text(text)
    masked = mask(cleaned)
    return _Words(masked, masked_before or masked != cleaned, _danger(cleaned))


def _danger(text: str) -> str | None:
    """The kind of danger told, `at_hand` when what kills is there or taken already; None for none."""
    danger = find_danger(text)
    if danger is None:
        return None
    return AT_HAND if danger.kind == "suicide" and at_hand(text) else danger.kind


def _read_replies(bodies: list[dict[str, Any]]) -> list[Reply]:
    return [Reply.model_validate(body) for body in bodies]


async def gone(session: AsyncSession, identifier: str) -> Problem:
    """Why a conversation is not there: the 410 or the 404 Problem."""
    return erased() if await conversations.is_erased(session, identifier) else unknown("Cette conversation")
