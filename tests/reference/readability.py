"""How easy a French text is to read, by the length of its sentences and of its words.

Kandel and Moles's measure (L. Kandel, A. Moles, « Application de l'indice de Flesch à la langue française », Cahiers
d'études de radio-télévision, n° 19, 1958): 207 - 1.015 × words a sentence - 73.6 × syllables a word. The higher, the easier:
below 50 is difficult, 70 to 80 fairly easy, above 80 easy. It sees nothing of what the words mean.
"""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"[.!?…\n]+(?:\s|$)")
_WORDS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüÿœæ]+")
# A silent ending: « aide », « aides », « donnent ».
_SILENT = re.compile(r"[^aeiouyàâäéèêëîïôöùûüÿœæ](?:e|es|ent)$")
_MARKS = re.compile(r"\*\*|\{\w+\}")


def sentences(text: str) -> list[str]:
    """The sentences of `text`, a line without a stop being one too."""
    return [part for part in _SENTENCES.split(_MARKS.sub("", text)) if _WORDS.search(part)]


def longest_sentence(text: str) -> int:
    """How many words and figures the longest sentence of `text` has."""
    return max(len(re.findall(r"\w+", part)) for part in sentences(text))


def ease(text: str) -> float:
    """Kandel and Moles's measure of `text`, which holds at least one word."""
    words = _WORDS.findall(_MARKS.sub("", text).lower())
    syllables = sum(_syllables(word) for word in words)
    return 207 - 1.015 * len(words) / len(sentences(text)) - 73.6 * syllables / len(words)


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    return max(1, count - (count > 1 and _SILENT.search(word) is not None))
