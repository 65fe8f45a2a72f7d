"""« J'ai la trouille », « je dors plus »: a worry told amid a long message is met with a few words before the answer."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_WORRY = re.compile(
    r"\btrouille\b|\bpeur\b(?! (?:du sang|des (?:piqures|aiguilles)))|\bangoiss\w*|\bstress\w*|\binquiet\w*"
    r"|\bdors (?:plus|mal)\b"
    r"|\bperdue? avec tout\b|\b(?:un peu|completement|totalement) perdue?\b|\ben peux plus\b|\bau bout du rouleau\b"
    r"|\bdecourag\w*|\bepuisee?\b|\bme (?:rend malade|ronge|mine|bousille)\b"
)
_NO_WORRY = re.compile(
    r"\b(?:pas|jamais|plus) (?:de |d.)?(?:peur|stress\w*|inquiet\w*|angoiss\w*)|\b(?:fait|faire) peur\b"
)
_STORY = 14  # words; a short message that tells a fear asks about it, and is answered about it
_WORDS = 60  # of a reply before its cards
_RECENT = 3  # messages in which a worry was met already
_LEADS = (
    "C'est normal que cela pèse.",
    "J'entends que ce n'est pas simple en ce moment.",
)
# What answers of feelings itself, or of none.
_NOT_BESIDE = frozenset(
    {"distress", "doubts", "insult", "greet", "thanks", "goodbye", "out_of_scope", "gibberish"}
)


def heard_first(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies`, the first one after a few words for a worry told amid the message, when there is room for them."""
    if turn.text.startswith("/") or turn.in_form or turn.intent in _NOT_BESIDE or not replies:
        return replies
    if turn.message.get("weighs") or not _tells(turn.text) or any(map(_tells, turn.earlier[:_RECENT])):
        return replies
    lead = _LEADS[len(turn.earlier) % len(_LEADS)]
    first = replies[0]
    if len(f"{lead} {first.text}".split()) > _WORDS:
        return replies
    return [first.model_copy(update={"text": f"{lead} {first.text}"}), *replies[1:]]


def _tells(text: str) -> bool:
    said = normalise(text)
    return len(said.split()) >= _STORY and _WORRY.search(said) is not None and _NO_WORRY.search(said) is None
