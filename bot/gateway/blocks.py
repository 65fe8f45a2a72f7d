"""From an action's drafts to a person's replies: identifiers, opaque choices, the masking note."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from bot.gateway.wording import MASKED
from bot.replies import OWN_SUMMARY, Card, Choice, Reply, ReplyDraft


@dataclass(frozen=True)
class Made:
    """A reply, and what its choices stand for: (id, title, payload)."""

    reply: Reply
    choices: list[tuple[str, str, str]]


def make_reply(draft: ReplyDraft, summary: str = "") -> Made:
    """The reply of a draft; `summary` is the path of the person's *parcours*, for the drafts that offer it."""
    choices = [(secrets.token_urlsafe(9), choice.title, choice.payload) for choice in draft.choices]
    reply = Reply(
        id=secrets.token_urlsafe(12),
        at=datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        text=draft.text,
        choices=[Choice(id=key, title=title) for key, title, _ in choices],
        cards=[_with_summary(card, summary) for card in draft.cards],
        sources=draft.sources,
    )
    return Made(reply, choices)


def _with_summary(card: Card, summary: str) -> Card:
    """`card` with the person's own address where an action could only say that it has one."""
    links = [
        link.model_copy(update={"href": summary}) if link.href == OWN_SUMMARY else link
        for link in card.links
        if summary or link.href != OWN_SUMMARY
    ]
    return card.model_copy(update={"links": links})


def make_replies(drafts: Sequence[ReplyDraft], masked: bool, summary: str = "") -> list[Made]:
    """The replies of drafts; when the message was masked, a first one says so."""
    noted = [ReplyDraft(text=MASKED), *drafts] if masked else drafts
    return [make_reply(draft, summary) for draft in noted]
