"""Places outside France that a text names: none is searched, so that the answer can say so."""

from __future__ import annotations

import re
from functools import cache

from bot.french.folding import fold_text
from bot.french.place_names import load_lexicon


@cache
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    told = load_lexicon()["abroad"]
    names = {fold_text(name): name for name in told}
    written = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:a|au|aux|en|vers|pres de|cote de|autour de) ({written})(?![\w-])"), names


def place_abroad(text: str) -> str | None:
    """The place outside France where `text` looks (« à Bruxelles », « en Suisse »), as it is written; None without."""
    pattern, names = _names()
    found = pattern.search(fold_text(text))
    return names[found[1]] if found else None


def lies_abroad(text: str, end: int) -> bool:
    """Whether the name that ends at `end` in `text` is said to be outside France: « Mons en Belgique »."""
    return _behind().match(fold_text(text[end:])) is not None


@cache
def _behind() -> re.Pattern[str]:
    _, names = _names()
    written = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"[ ,(]*(?:(?:en|au|aux|a) )?(?:{written})(?![\w-])")
