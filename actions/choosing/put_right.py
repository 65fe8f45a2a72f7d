"""A message that puts right an answer given before, said to the question after: « en fait non, plutôt les ados »."""

from __future__ import annotations

import re

from bot.catalogue.wishes import of_another, read

# No is then no answer to the question asked.
_OPENS = re.compile(
    r"^\W*(?:(?:ah|euh|attends|attendez|pardon|désolée?|mais|bah|ben|oui|en fait|enfait|enfin|finalement|au"
    r" final|du coup)\W+)*"
    r"(?:non|nan|nn|no)\b\W*(?:(?:en fait|enfait|pardon|finalement|désolée?)\W+)*"
    r"(?=.*(?:plut[oô]t|pas |préf[eè]re|tromp|voulais dire|chang[eé] d|plus court|moins long|je (?:vous "
    r"|t['’ ]?)?ai dit))",
    re.IGNORECASE,
)
# « j'ai pas répondu à la toilette, ça me va »: the question left, and its answer.
_LEFT = re.compile(
    r"\bj['’ ]?(?:ai|avais) (?:pas|jamais|mal) r[eé]pondu (?:à|a|pour|sur|au) (?P<what>(?:la |le |les |l['’])?\w+)\W*",
    re.IGNORECASE,
)


def put_right(text: str, requested: str) -> str:
    """`text` as it answers: without a no that is said of another question than the one `requested`."""
    text = _LEFT.sub(r"\g<what> ", text)
    rest = _OPENS.sub("", text, count=1)
    if rest == text or requested in read(rest, requested):
        return text
    return rest if of_another(rest, requested) else text
