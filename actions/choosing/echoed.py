"""Our question said back before it is answered: « combien de temps ? trois ans au plus » asks nothing."""

from __future__ import annotations

import re

from bot.catalogue.orientation import questions
from bot.catalogue.wish_words import wording
from bot.french.folding import fold_text

_LONGEST = 6  # words of the question said back
_STEM = 5  # letters by which a word of it is known
_SAID_BACK = re.compile(r"^(?P<question>[^?.!]{2,60})\?+\s*(?P<answer>[^?]*\w[^?]*)$")
_WORD = re.compile(r"[^\W\d_]{4,}")


def without_our_question(text: str, asked: str | None) -> str:
    """`text` without the few words of the question `asked` that it says back before it answers."""
    found = _SAID_BACK.match(text)
    if asked not in questions() or found is None or len(found["question"].split()) > _LONGEST:
        return text
    question = questions()[asked]
    ours = fold_text(f"{question.text} {wording()['again'][asked]} {' '.join(_topic(asked))}")
    said = {word[:_STEM] for word in _WORD.findall(fold_text(found["question"]))}
    return (
        found["answer"].strip() if said and said <= {word[:_STEM] for word in _WORD.findall(ours)} else text
    )


def _topic(asked: str) -> list[str]:
    return list(wording()["topics"].get(asked, {}).get("words", []))
