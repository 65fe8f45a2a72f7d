"""Conversations beside their messages: begun, read again, rated, summed up, erased."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import phonenumbers
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.conversations import Conversation, Request
from bot.catalogue.models.sites import HUMAN_DAYS, Site
from bot.catalogue.opening import closed_words
from bot.catalogue.queries import conversations, requests, sites
from bot.french.personal_data import mask
from bot.gateway import counting
from bot.gateway.answers import Answers
from bot.gateway.blocks import make_reply
from bot.gateway.engine_client import EngineClient
from bot.gateway.gate import Gate
from bot.gateway.metrics import Metrics
from bot.gateway.moments import moment_text
from bot.gateway.problems import unavailable, unknown, unusable
from bot.gateway.schemas import NewConversation, NewFeedback, NewRequest, Opened, Reference, TurnView
from bot.gateway.summary import summarise
from bot.gateway.tokens import Held, Tokens, new_identifier
from bot.gateway.turns import gone
from bot.gateway.wording import KEPT_LONGER, NOTICE
from bot.gateway.words import clean
from bot.replies import ChoiceDraft, Reply
from bot.settings import Settings
from bot.subjects import subjects

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_ERASE_WAIT_SECONDS = 6.0

_log = structlog.get_logger()


@dataclass(frozen=True)
class Conversations:
    """What can be done with a conversation, once the caller was recognised."""

    sessions: async_sessionmaker[AsyncSession]
    engine: EngineClient
    answers: Answers
    tokens: Tokens
    metrics: Metrics
    gate: Gate
    settings: Settings

    @asynccontextmanager
    async def database(self) -> AsyncIterator[AsyncSession]:
        """A session. Raises the 503 Problem when the database does not answer."""
        try:
            async with self.sessions() as session:
                yield session
        except (SQLAlchemyError, OSError) as error:
            _log.error("database.away", cause=type(error).__name__)
            raise unavailable(
                "Le service ne répond pas pour l'instant. Réessayez dans un instant.",
                [make_reply(self.answers.apology()).reply],
            ) from None

    async def open(self, wanted: NewConversation, origin: str | None, channel: str = "web") -> Opened:
        """Begin a conversation; its first reply says that a machine speaks and what is kept."""
        async with self.database() as session:
            identifier, reply = await self.begin(session, wanted, channel)
            await session.commit()
        self.metrics.conversations.labels(channel=channel).inc()
        token, ends = self.tokens.issue(Held(identifier, wanted.site, origin))
        return Opened(
            conversation=identifier,
            token=token,
            expires_at=moment_text(ends),
            code=self.tokens.rights_code(identifier),
            replies=[reply],
        )

    async def begin(
        self, session: AsyncSession, wanted: NewConversation, channel: str, notice: str = ""
    ) -> tuple[str, Reply]:
        """A new conversation in the transaction of `session`, and its first reply, which `notice` completes."""
        identifier = new_identifier()
        code, share = self.tokens.rights_code(identifier), self.tokens.share_code(identifier)
        draft = self.answers.welcome(wanted.audience)
        site = None
        if wanted.site is not None:
            site = await sites.get(session, wanted.site)
            if site is None:
                raise unknown("Ce site")
        place = wanted.place or (site.territory if site else None)
        moment = conversations.now()
        begun = {
            "id": identifier,
            "site_key": wanted.site,
            "audience": wanted.audience,
            "place": mask(clean(place)) if place else None,
            "channel": channel,
            "created_at": moment,
            "last_at": moment,
            "rights_digest": self.tokens.rights_digest(code),
            "share_digest": self.tokens.digest("share", share),
            "department": counting.department_of_text(place),
        }
        await conversations.keep_begun(session, begun)
        await counting.begun(session, Conversation(**begun))
        address = f"{self.settings.public_url}/confidentialite" + (f"?site={site.key}" if site else "")
        days = (site.retention_days if site else None) or self.settings.retention_days
        told = NOTICE.format(days=days, url=address)
        suggestions = [ChoiceDraft(title=text, payload=text) for text in (site.suggestions if site else [])]
        greeting = site.greeting if site else None
        text = "\n\n".join(part for part in (greeting, draft.text, told, notice) if part)
        made = make_reply(draft.model_copy(update={"text": text, "choices": suggestions or draft.choices}))
        body = made.reply.model_dump(exclude_none=True)
        await conversations.keep_answer(session, identifier, None, [body], made.choices)
        return identifier, made.reply

    async def find(self, session: AsyncSession, identifier: str) -> Conversation:
        """The conversation. Raises the 404 or the 410 Problem."""
        conversation = await conversations.find(session, identifier)
        if conversation is None:
            raise await gone(session, identifier)
        return conversation

    async def turns(self, identifier: str, after: str | None) -> list[TurnView]:
        """What was said, in order, or only after a reply."""
        async with self.database() as session:
            await self.find(session, identifier)
            try:
                read = await conversations.turns(session, identifier, after)
            except LookupError:
                raise unusable("« after » n'est pas une réponse de cette conversation.") from None
        return [
            TurnView.model_validate(
                {
                    "at": moment_text(one.turn.at),
                    "author": one.turn.author,
                    "text": one.turn.text,
                    "replies": [Reply.model_validate(body) for body in one.replies] or None,
                }
            )
            for one in read
        ]

    async def erase(self, identifier: str) -> None:
        """Erase everything of a conversation, everywhere; the engine is told again later if it is away."""
        async with self.database() as session:
            await self.find(session, identifier)
        try:
            async with self.gate.hold(identifier, time.monotonic() + _ERASE_WAIT_SECONDS):
                await self._erase_rows(identifier)
        except TimeoutError:
            # A turn hangs: its late answer finds no conversation and is dropped.
            await self._erase_rows(identifier)
        await self.erase_in_engine(identifier)

    async def _erase_rows(self, identifier: str) -> None:
        async with self.database() as session:
            await conversations.erase(session, identifier)
            await session.commit()
        _log.info("conversation.erased")

    async def erase_in_engine(self, identifier: str) -> None:
        """Have the engine erase its tracker, and note that it did."""
        if await self.engine.erase(self.tokens.sender(identifier)):
            async with self.database() as session:
                await conversations.erased_in_engine(session, identifier)
                await session.commit()

    async def renew(self, held: Held) -> tuple[str, datetime]:
        """A fresh token for the conversation of an old one, and when it ends."""
        async with self.database() as session:
            await self.find(session, held.conversation)
        return self.tokens.issue(held)

    async def give_feedback(self, identifier: str, feedback: NewFeedback) -> None:
        """Keep the person's word on a reply."""
        reason = mask(clean(feedback.reason)) if feedback.reason else None
        async with self.database() as session:
            conversation = await self.find(session, identifier)
            before = await conversations.word_on(session, identifier, feedback.reply)
            if not await conversations.give_feedback(
                session, identifier, feedback.reply, feedback.useful, reason
            ):
                raise unknown("Cette réponse")
            topic = topic_of(await conversations.answered_by(session, feedback.reply))
            await counting.rated(session, conversation, topic, feedback.useful, before)
            await session.commit()

    async def request(self, identifier: str, wanted: NewRequest) -> Reference:
        """Keep what a person asks of a human; its reference. Raises the 422 Problem without consent."""
        if not wanted.consent:
            raise unusable("Pour transmettre votre demande, nous avons besoin de votre accord.")
        phone, email = _phone(wanted.phone), _email(wanted.email)
        if wanted.kind == "callback" and phone is None:
            raise unusable("Pour être rappelé, indiquez un numéro de téléphone.")
        if phone is None and email is None:
            raise unusable("Indiquez un numéro de téléphone ou une adresse e-mail pour la réponse.")
        letters = "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(8))
        reference = f"D-{letters[:4]}-{letters[4:]}"
        async with self.database() as session:
            conversation = await self.find(session, identifier)
            moment = conversations.now()
            about = await self._about(session, conversation)
            kept = {
                name: clean(value) if (value := getattr(wanted, name)) else None
                for name in ("name", "profession", "place", "preferred_time", "message")
            }
            made = Request(
                reference=reference,
                conversation_id=identifier,
                at=moment,
                kind=wanted.kind,
                state="new",
                phone=phone,
                email=email,
                consent_at=moment,
                department=counting.department_of_text(wanted.place) or conversation.department,
                summary=about,
                **kept,
            )
            requests.keep(session, made, conversation)
            await session.flush()
            await counting.requested(session, conversation)
            site = await sites.get(session, conversation.site_key) if conversation.site_key else None
            await session.commit()
        return Reference(reference=reference, notice=request_notice(site, self.settings.retention_days))

    async def _about(self, session: AsyncSession, conversation: Conversation) -> dict[str, list[str]]:
        """What the conversation was about, for the counsellor: no word of it."""
        turns = await conversations.turns(session, conversation.id)
        found = summarise(conversation, turns, "", self.settings.public_url)
        return {
            "professions": found.professions,
            "places": found.places,
            "subjects": [one.subject for one in found.subjects],
        }


def request_notice(site: Site | None, days: int) -> str:
    """What to tell who asks for a human: when an absent team will read it, and that it is kept longer.

    `days` are those of the service for a conversation with the machine alone.
    """
    away = closed_words(site.opening_hours if site else None, conversations.now())
    human = site.retention_human_days if site else HUMAN_DAYS
    kept = KEPT_LONGER.format(days=max((site.retention_days if site else None) or days, human))
    return f"{away} {kept}" if away else kept


def topic_of(understood: dict[str, Any] | None) -> str:
    """The topic of what was understood; empty when nothing was."""
    subject = subjects().get((understood or {}).get("subject") or "")
    return subject.topic if subject else ""


def _phone(text: str | None) -> str | None:
    if not text:
        return None
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise unusable("Ce numéro de téléphone n'est pas complet. Exemple de forme : 10 chiffres.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _email(text: str | None) -> str | None:
    if not text:
        return None
    cleaned = clean(text)
    if not _EMAIL.fullmatch(cleaned):
        raise unusable("Cette adresse e-mail n'est pas complète.")
    return cleaned
