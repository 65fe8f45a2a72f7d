"""From an action's drafts to a person's replies: identifiers, opaque choices, the masking note."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from bot.gateway.wording import MASKED
from bot.replies import Choice, Reply, ReplyDraft


@dataclass(frozen=True)
class Made:
    """A reply, and what its choices stand for: (id, title, payload)."""

    reply: Reply
    choices: list[tuple[str, str, str]]


def make_reply(draft: ReplyDraft) -> Made:
    """The reply of a draft."""
    choices = [(secrets.token_urlsafe(9), choice.title, choice.payload) for choice in draft.choices]
    reply = Reply(
        id=secrets.token_urlsafe(12),
        at=datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        text=draft.text,
        choices=[Choice(id=key, title=title) for key, title, _ in choices],
        cards=draft.cards,
        sources=draft.sources,
    )
    return Made(reply, choices)


def make_replies(drafts: Sequence[ReplyDraft], masked: bool) -> list[Made]:
    """The replies of drafts; when the message was masked, a first one says so."""
    noted = [ReplyDraft(text=MASKED), *drafts] if masked else drafts
    return [make_reply(draft) for draft in noted]
