"""Ready answers the gateway says by itself, held in memory so that they can be said whatever is down."""

from __future__ import annotations

import random

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.answers import Answer
from bot.catalogue.queries import answers as catalogue
from bot.gateway.wording import APOLOGY, DISTRESS, DISTRESS_OTHERWISE, WELCOME
from bot.replies import ReplyDraft

_SLUGS = {
    "welcome",
    "apology",
    *(slug for slugs, _ in (*DISTRESS.values(), DISTRESS_OTHERWISE) for slug in slugs),
}
_DISCLOSURE = "programme automatique"

_log = structlog.get_logger()


class Answers:
    """The answers of the catalogue that the gateway needs, and what it says without them."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._held: dict[tuple[str, str | None], list[ReplyDraft]] = {}

    async def refresh(self) -> None:
        """Read them again; what was held stays when the database is away."""
        try:
            async with self._sessions() as session:
                rows = await catalogue.every(session)
            self._held = {(row.slug, row.audience): _drafts(row) for row in rows if row.slug in _SLUGS}
        except (SQLAlchemyError, OSError, ValidationError) as error:
            _log.warning("answers.not_read", cause=type(error).__name__)

    def _find(self, slug: str, audience: str | None = None) -> ReplyDraft | None:
        for held in (self._held.get((slug, audience)), self._held.get((slug, None))):
            if held:
                return random.choice(held)  # noqa: S311 - a variant of wording, not a secret
        return None

    def welcome(self, audience: str | None) -> ReplyDraft:
        """The first reply; it always says that a machine speaks (AI Act, article 50(1))."""
        found = self._find("welcome", audience)
        return found if found and _DISCLOSURE in found.text else WELCOME

    def apology(self) -> ReplyDraft:
        """What to say when no answer can be given; without choices, since nothing could resolve them."""
        return _without_choices(self._find("apology") or APOLOGY)

    def distress(self, kind: str) -> ReplyDraft:
        """What to say to a person in this kind of danger (see `bot.french.safety`)."""
        slugs, text = DISTRESS.get(kind, DISTRESS_OTHERWISE)
        for slug in slugs:
            found = self._find(slug)
            if found is not None:
                return _without_choices(found)
        return ReplyDraft(text=text)


def _drafts(row: Answer) -> list[ReplyDraft]:
    return [
        ReplyDraft.model_validate({"text": text, "choices": row.choices, "sources": row.sources})
        for text in row.texts
    ]


def _without_choices(draft: ReplyDraft) -> ReplyDraft:
    return draft.model_copy(update={"choices": []})
