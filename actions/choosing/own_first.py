"""What a message says first of all for itself, be there a « non » before it: a human is wanted, something was asked."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_LONGEST = 40  # words; a longer message is a story
_HUMAN = re.compile(
    r"\b(?:prefer\w+|veu[tx]|voudrai\w*|aimerai\w*|souhait\w*|besoin d|parler|discuter|echanger|avoir|joindre|voir|appeler"
    r"|plutot|donne\w*|passe\w*)\b(?: \w+){0,3}? (?:(?:une?|votre|mon|le|la|l') ?(?:etre )?(?:humaine?\b|conseiller\w*"
    r"|personne (?:reelle|humaine|en vrai|physique))|quelqu'un (?:de reel|de vivant|en vrai|au telephone|qui m'\w+))"
    r"|\bvraie? (?:humaine?|personne|conseiller\w*)\b"
    r"|\b(?:savoir|dites.moi|dis.moi|cherche|demande) (?:juste |seulement )?(?:vers|a) qui (?:\w+ ){0,3}?"
    r"(?:tourner|adresser|parler|demander)\b"
)
# « j'ai jamais parlé d'assistante maternelle », « c'est pas ce que je demande »: what we understood is denied.
_DENIES = re.compile(
    r"\b(?:j.?(?:ai|avais)|je (?:vous |t'|te )?(?:ai|avais)) (?:pas|jamais) (?:parle|demande|cite|evoque|voulu parler)\b"
    r"|\b(?:c'?est|c'?etait) pas (?:ma question|ce que je (?:demand\w+|veux savoir|voulais savoir|cherche))\b"
    r"|\b(?:ca|cela|vous|tu) (?:ne |n')?(?:repond\w*) (?:pas|rien)\b"
)
_ASKED_BEFORE = re.compile(
    r"\bje (?:vous |te |t'|l')?(?:demand(?:e|ais|ai)|parl(?:e|ais)) (?!pas\b)"
    r"|\bj.?ai (?:juste |seulement |simplement )?demande\b|\bma question (?:c'?est|c'?etait|etait|est)\b"
)


def wants_human(text: str) -> bool:
    """Whether a human is asked for in so many words: « je préférerais un vrai humain »."""
    few = not text.startswith("/") and len(text.split()) <= _LONGEST
    return few and _HUMAN.search(normalise(text)) is not None


def denies(text: str) -> bool:
    """Whether what we understood is denied, or what was asked is said again: « non, je demandais où me former »."""
    few = not text.startswith("/") and len(text.split()) <= _LONGEST
    return few and (_DENIES.search(normalise(text)) is not None or asked_before(text))


def asked_before(text: str) -> bool:
    """Whether what was asked is said again: « je demandais où me former »."""
    return not text.startswith("/") and _ASKED_BEFORE.search(normalise(text)) is not None


def own_first(text: str) -> bool:
    """Whether the message is first of all something else than an answer to ours."""
    return wants_human(text) or denies(text)


def meant_first(turn: Turn) -> str | None:
    """The subject that answers a message which is no answer to ours, whatever « non » it begins with; None for others."""
    return "human" if turn.in_form and not turn.filled_a_slot and wants_human(turn.text) else None
