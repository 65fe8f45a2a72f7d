"""What our last answer said, kept as short prints: enough to know it again, and no words of anybody's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from bot.replies import ReplyDraft

# What an answer may begin with, that makes it no other answer.
SORRY = "Pardon, j'étais passé à côté."
MISREAD = "Pardon, j'avais mal lu."


def _bare(text: str) -> str:
    begun = next((one for one in (SORRY, MISREAD) if text.startswith(one)), "")
    return text.removeprefix(begun).lstrip() if begun else text


def print_of(text: str) -> str:
    """The print of `text`: eight hexadecimal digits."""
    return hashlib.blake2s(_bare(text).encode(), digest_size=4).hexdigest()


def whole_print(reply: ReplyDraft) -> str:
    """The print of a reply with the cards it shows: two replies that show the same say the same."""
    cards = [(card.title, [fact.value for fact in card.facts]) for card in reply.cards]
    return print_of(json.dumps([_bare(reply.text), cards], ensure_ascii=False))


def prints(replies: Sequence[ReplyDraft], point: str | None, before: list[str] | None) -> list[str]:
    """The prints of `replies`, of their texts and of the whole; while one `point` is asked about, those `before` too."""
    now = [seen for reply in replies for seen in (print_of(reply.text), whole_print(reply))]
    if point is None:
        return now
    return [point, *(before[1:] if before and before[0] == point else []), *now]
