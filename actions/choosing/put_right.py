"""A message that puts right an answer given before, said to the question after: « en fait non, plutôt les ados »."""

from __future__ import annotations

import re

from bot.catalogue.orientation import ANY
from bot.catalogue.wishes import merged, of_another, read
from bot.french.normalise import normalise

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

# « j'ai dit le contraire », « c'est l'inverse »: the answer just given was taken the wrong way round.
_CONTRARY = re.compile(
    r"\b(?:dit|veux dire|voulais dire|c'?est|plutot|justement|exactement|tout|compris|note|mis) (?:tout |exactement |plutot "
    r"|juste )*(?:le contraire|l'inverse|a l'envers)\b|^(?:non )?(?:au contraire|l'inverse|le contraire)$"
)
_OPPOSITES = {
    "contact": ("people", {"people": "body"}),
    "science": ("avoid", {"avoid": "like"}),
    "income": ("needed", {"needed": "free"}),
    "effort": ("light", {"light": "able"}),
    "driving": ("unable", {"unable": "able"}),
    "rhythm": ("day", {"day": "flexible"}),
}
_CONTRARY_WORDS = 12  # a longer message says more than that


def says_the_contrary(text: str) -> bool:
    """Whether few words say that the answer just given was taken the wrong way round."""
    few = not text.startswith("/") and len(text.split()) <= _CONTRARY_WORDS
    return few and _CONTRARY.search(normalise(text)) is not None


def opposite(name: str, value: str) -> str | None:
    """What is held of question `name` once `value` was taken the wrong way round; None when it has no other side."""
    if name not in _OPPOSITES:
        return None
    usual, others = _OPPOSITES[name]
    return others.get(value, usual)


def said_of_any(text: str, requested: str) -> dict[str, str]:
    """What `text` says of any question; what its words refuse stands beside what they want."""
    said = read(text, requested)
    if requested in said:
        return said
    others = of_another(text, requested)
    both = {name: merged(others[name], value) for name, value in said.items() if others.get(name, ANY) != ANY}
    return {**others, **said, **both}


def put_right(text: str, requested: str) -> str:
    """`text` as it answers: without a no that is said of another question than the one `requested`."""
    text = _LEFT.sub(r"\g<what> ", text)
    rest = _OPENS.sub("", text, count=1)
    if rest == text or requested in read(rest, requested):
        return text
    return rest if of_another(rest, requested) else text
