"""Typing noise put into clean messages, to see what it costs: accents dropped, SMS forms, slips of the finger."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache

import yaml

from bot.french.folding import fold_text
from bot.settings import ROOT

KINDS = ("accents", "sms", "typos")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 4  # letters from which a word may suffer a slip
_SLIP = 0.2
_NEIGHBOURS = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in ("azertyuiop", "qsdfghjklm", "wxcvbn")
    for place, letter in enumerate(row)
}


def noisy(text: str, kind: str, seed: int = 1) -> str:
    """`text` as a hurried hand would write it; `kind` is one of KINDS, the same `seed` gives the same noise.

    Raises ValueError for another kind.
    """
    chance = random.Random(f"{seed} {text}")  # noqa: S311 - noise, not a secret
    if kind == "accents":
        return "".join(
            letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
        )
    if kind == "sms":
        return _WORD.sub(lambda match: _shortened(match.group(), chance), text)
    if kind == "typos":
        return _WORD.sub(lambda match: _slipped(match.group(), chance), text)
    raise ValueError(f"unknown noise: {kind}")


@cache
def _forms() -> dict[str, list[str]]:
    """The shortened forms of single words, by what they mean."""
    listed = yaml.safe_load((ROOT / "data" / "lexicon" / "sms.yml").read_text(encoding="utf-8"))["sms"]
    return {
        fold_text(meaning): [str(form) for form in forms]
        for meaning, forms in listed.items()
        if " " not in meaning and "'" not in meaning
    }


def _shortened(word: str, chance: random.Random) -> str:
    forms = _forms().get(fold_text(word))
    return chance.choice(forms) if forms else word


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < _LONG or chance.random() >= _SLIP:
        return word
    place = chance.randrange(1, len(word) - 1)
    slip = chance.choice(("missing", "doubled", "swapped", "neighbour"))
    if slip == "missing":
        return word[:place] + word[place + 1 :]
    if slip == "doubled":
        return word[:place] + word[place] + word[place:]
    if slip == "swapped":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    near = _NEIGHBOURS.get(fold_text(word[place]), "")
    return word[:place] + (chance.choice(near) if near else word[place]) + word[place + 1 :]
