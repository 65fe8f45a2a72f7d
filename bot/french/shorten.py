"""A long message made short enough to be understood whole: what it asks stays, in the person's own words."""

from __future__ import annotations

import re

from bot.french.folding import fold_text
from bot.french.lexicon import find_terms
from bot.french.places import find_places
from bot.french.safety import find_danger

_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+(?=\s|$)|[.!?…]|\n|$)")
_ASKS = re.compile(
    r"\?|\b(?:comment|combien|quel(?:le)?s?|ou est|ou se|ou puis|quand|pourquoi|est.ce|puis.je|peut.on|pouvez.vous|"
    r"je (?:veux|voudrais|cherche|souhaite|souhaiterais|aimerais|demande)|j'aimerais|besoin|aidez|"
    r"aider|renseign\w+|savoir|possible|inscri\w+|rappel\w*|question\w*)\b"
)
_LONGEST = 200
_ASKED, _NAMED, _EDGE, _DANGER = 4, 2, 1, 1000
# Beside what is asked, this much of the story is enough: more would be taken for the request.
_STORY = 250


def shorten(text: str, limit: int) -> str:
    """`text` within `limit` characters: sentences that ask, or name something, in their order; none is reworded.

    Words of danger always stay, what is said twice is kept once. A text that fits is given back as it is.
    """
    if len(text) <= limit:
        return text
    sentences = _sentences(text, min(_LONGEST, limit))
    values = [_value(sentence) for sentence in sentences]
    values[0] += _EDGE
    values[-1] += _EDGE
    # At equal value the last ones: people tell their story first, then ask.
    best_first = sorted(range(len(sentences)), key=lambda place: (-values[place], -place))
    asks = values[best_first[0]] >= _ASKED
    kept: set[int] = set()
    said: set[str] = set()
    room, story = limit, _STORY if asks else limit
    for place in best_first:
        words = fold_text(sentences[place])
        size = len(sentences[place]) + (1 if kept else 0)
        told = values[place] < _ASKED
        if size > room or words in said or (told and size > story):
            continue
        kept.add(place)
        said.add(words)
        room -= size
        story -= size if told else 0
    return " ".join(sentences[place] for place in sorted(kept))


def _sentences(text: str, longest: int) -> list[str]:
    """The sentences of `text`, those without an end in sight cut between words."""
    found: list[str] = []
    for match in _SENTENCE.finditer(text):
        words = " ".join(match.group().split())
        while len(words) > longest:
            cut = words.rfind(" ", longest // 2, longest + 1)
            end = cut if cut > 0 else longest
            found.append(words[:end].rstrip())
            words = words[end:].lstrip()
        if words:
            found.append(words)
    return found or [text[:longest]]


def _value(sentence: str) -> int:
    """How much a sentence tells of what its writer wants."""
    value = _DANGER if find_danger(sentence) is not None else 0
    value += _ASKED if _ASKS.search(fold_text(sentence)) else 0
    terms = find_terms(sentence)
    value += _NAMED * len({found.entity for found in (*terms, *find_places(sentence, terms=terms))})
    return value
