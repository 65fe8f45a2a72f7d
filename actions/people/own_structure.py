"""A counsellor is not sent to the structure they work at: « je suis conseillère à la mission locale de Roanne »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.people.roles import role
from actions.talk.turn import Turn
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

# Where one works, before the name of the structure.
_AT = (
    r"\b(?:conseill\w+|cip|referente?|chargee? (?:d|de)\b.{0,25}|travaille|bosse|exerce|suis|ici"
    r"|bonjour|collegues?|notre|ma)\b[^.?!]{0,30}?\b"
)
# Each structure: the words that name it, in messages and in our answers, and how its contacts begin.
_STRUCTURES = (
    (r"missions? locales?|\bml\b", "missions? locales?"),
    (r"france travail|pole emploi", "france travail"),
    (r"cap emploi", "cap emploi"),
    (r"\bcio\b|psy.?en\b|centre d.information et d.orientation", "centres? d'information et d'orientation"),
    (r"\bcep\b|conseil en evolution|mon.cep", "conseil en evolution|mon cep"),
)
# « Cap emploi 63, je reçois une dame »: the structure stands for who writes.
_BEGINS = r"^(?:(?:bonjour|bonsoir|hello|salut|ici)\W+)*(?:la |le |l.)?"
_RECEIVES = (
    r"\b[^.?!]{0,25}\b(?:je|j|nous|on)\W?(?:recois|recevons|accompagn\w+|suis|suivons|ai|avons|oriente\w*)\b"
)
_PSYEN = re.compile(r"\bpsy.?en\b")
_SENT_BY = re.compile(
    r"\b(?:envoyee?|orientee?|suivie?|adressee?|inscrite?|accompagnee?) (?:par|a|de) (?:la |l.|un |une )?$"
)


def leave_out_own_contacts(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Show no contact of the structure at which the counsellor works, unless the message asks of it.

    The words of an answer are left whole: `kept_from_own` chooses among them.
    """
    for words, card in _own(turn):
        if _asked_of(turn, words):
            continue
        for reply in replies:
            reply.cards = [
                one
                for one in reply.cards
                if not (one.kind == "contact" and re.match(card, fold_text(one.title)))
            ]


def kept_from_own(turn: Turn, texts: Sequence[str]) -> list[str]:
    """Those of `texts`, the wordings of an answer, that do not name the structure at which the counsellor works.

    All of them when each does: an answer is never cut for that.
    """
    kept = list(texts)
    for words, _ in _own(turn):
        if not _asked_of(turn, words):
            kept = [text for text in kept if not re.search(words, fold_text(text))] or kept
    return kept


def tells_own_structure(turn: Turn) -> bool:
    """Whether the message says at which structure its author, a counsellor, works: nothing is asked of it then."""
    said = normalise(turn.text)
    return role(turn) in ("counsellor", "teacher") and any(_works_at(said, words) for words, _ in _STRUCTURES)


def _own(turn: Turn) -> list[tuple[str, str]]:
    if role(turn) not in ("counsellor", "teacher"):
        return []
    texts = [normalise(text) for text in (turn.text, *turn.earlier) if not text.startswith("/")]
    return [one for one in _STRUCTURES if any(_works_at(text, one[0]) for text in texts)]


def _asked_of(turn: Turn, own: str) -> bool:
    said = normalise(turn.text)
    return re.search(own, said) is not None and not _works_at(said, own)


def _works_at(text: str, own: str) -> bool:
    """Whether `text` says that its author works at the structure `own`, and not that somebody comes from there."""
    if own.startswith(r"\bcio") and _PSYEN.search(text):
        return True
    if re.search(rf"{_BEGINS}(?:{own}){_RECEIVES}", text):
        return True
    found = re.search(rf"{_AT}(?P<own>{own})", text)
    return found is not None and not _SENT_BY.search(text[: found.start("own")])
