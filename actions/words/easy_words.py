"""Easy words: answers that are easy to read and understand (FALC), for who asks for them, until they ask no more.

The texts are data (`data/reference/answers/falc`). Where one is missing the usual answer is given, and it is said once; its
abbreviations are explained (`data/reference/abbreviations.yml`).
"""

from __future__ import annotations

import re
from functools import cache

import yaml

from actions.talk.turn import Turn
from actions.words.kept_whole import KEPT_WHOLE
from actions.words.schemes import asks_what_is
from bot.catalogue.queries import answers
from bot.french.aspects import aspect
from bot.french.normalise import normalise
from bot.french.safety import find_danger
from bot.replies import ReplyDraft
from bot.settings import ROOT

# Schools whose letters stand for their trade: « c'est quoi un IFAS ? » asks what the school is.
_SCHOOLS = frozenset({"IFSI", "IFAS", "IFAP", "IFA", "IRTS"})

_DONE, _MISSING = "easy_on", "easy_missing"  # what says that easy words are used, that an answer has none
# These ask nothing else: « c'est trop compliqué » is said of our answers, not of a school.
_ASK_NOTHING = frozenset(
    {"help", "gibberish", "nlu_fallback", "out_of_scope", "yes", "no", "greet", "thanks", "identity"}
)
# What is too long or too hard may be the studies or the work.
_OF_STUDIES = re.compile(
    r"\b(?:pour moi|ans|annees?|mois|etudes?|formation|ecole|metier|boulot|travail|court\w*|mon age)\b"
)
# Must not be delayed by a word on easy words.
_NEVER_DELAYED = frozenset({"distress", "insult"})
_SHORT = 20  # words: a courtesy, a question; plain as it is
_TOLD_OF_TRADES = frozenset(
    {"profession_info", "training_path", "admission", "parcoursup", "compare_professions"}
)
_ON, _TOLD = "on", "told"
_SHORT_QUESTION = 14  # words
_LETTERS = re.compile(r"[A-Za-z]{2,8}")
_MOST = 3  # abbreviations explained at once


def mode_asked(turn: Turn) -> str | None:
    """`enter` or `leave` when the message asks for easy words or for the usual ones, else None."""
    if turn.text.startswith("/"):
        return None
    said = aspect("easy", turn.text)
    if said == "heavy" and (_OF_STUDIES.search(normalise(turn.text)) or _of_a_training(turn)):
        return None
    if said == "heavy":
        return "enter" if turn.intent in ("help", "nlu_fallback") and not turn.entities else None
    return said


def _of_a_training(turn: Turn) -> bool:
    """Whether « c'est trop long » is said of the trade just told of, not of our words."""
    return turn.profession is not None and turn.known("last_subject") in _TOLD_OF_TRADES


def keep_easy(turn: Turn) -> None:
    """Remember that easy words are wanted from now on, or no more."""
    said = mode_asked(turn)
    if said == "leave" and turn.known("easy"):
        turn.remember("easy", None)
    elif said == "enter" and not turn.known("easy"):
        turn.remember("easy", _ON)


def asks_easy(turn: Turn) -> bool:
    """Whether the message asks for easy words, or for the usual ones, and for nothing else."""
    # « mot trop difficile pour moi, écrivez simple » weighs, and is no distress.
    misread = turn.intent == "distress" and find_danger(turn.text) is None
    plainly = misread and aspect("easy", turn.text) == "enter"
    asks = turn.intent in _ASK_NOTHING or plainly
    return asks and not turn.professions and mode_asked(turn) is not None


async def easy_texts(turn: Turn, slug: str) -> list[str]:
    """The easy wordings of the answer `slug` when they are wanted; empty when they are not, or there is none."""
    found = await answers.easy(turn.session, slug) if turn.known("easy") else None
    turn.easily = turn.easily or found is not None
    return list(found.texts) if found is not None else []


async def easily(turn: Turn, slug: str, **values: str) -> str | None:
    """The easy text `slug` with its blanks filled with `values`, None when it is not wanted or not there."""
    texts = await easy_texts(turn, slug)
    if not texts:
        return None
    text = texts[0]
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


async def in_easy_words(turn: Turn, replies: list[ReplyDraft]) -> list[ReplyDraft]:
    """`replies` with their abbreviations explained; that easy words are used, or missing, is said the first time."""
    if not turn.known("easy") or turn.intent in _NEVER_DELAYED or not replies:
        return replies
    long = any(len(reply.text.split()) > _SHORT for reply in replies)
    if turn.easily and not asks_easy(turn):
        for reply in replies:
            # What the card of a trade holds is in usual words, and hard ones.
            reply.cards = [card for card in reply.cards if card.kind != "profession"]
    for reply in replies:
        if explained := abbreviations_of(reply.text):
            reply.text += "\n\n" + "\n".join(explained)
    notes = []
    if turn.remembered.get("easy") == _ON and not asks_easy(turn):
        notes.append(_DONE)  # « je lis mal, c'est quoi un brancardier ? »
    if turn.known("easy") == _ON and not turn.easily and long:
        turn.remember("easy", _TOLD)
        notes.append(_MISSING)
    said = [found.texts[0] for slug in notes if (found := await answers.get(turn.session, slug))]
    replies[0].text = "\n\n".join([*said, replies[0].text])
    return replies


@cache
def _abbreviations() -> dict[str, str]:
    path = ROOT / "data" / "reference" / "abbreviations.yml"
    listed: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))["abbreviations"]
    return listed


def abbreviations_of(text: str) -> list[str]:
    """What each abbreviation of `text` means, in its order, unless the text says it; at most three."""
    found = {}
    for word, meaning in _abbreviations().items():
        at = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
        if at and f"{word} veut dire" not in text:
            found[at.start()] = f"{word} veut dire : {meaning}"
    return [found[at] for at in sorted(found)][:_MOST]


def meaning_of(word: str) -> str | None:
    """What the abbreviation `word` means, however it is typed; None when it is not one of ours."""
    told = {name.upper(): meaning for name, meaning in _abbreviations().items()}
    return told.get(word.upper()) or told.get(word.upper().rstrip("S"))


def asked_abbreviation(text: str) -> str | None:
    """What the abbreviation means that `text` asks about and little else: « c koi ifas », « la DREETS c'est quoi ? »."""
    if not (asks_what_is(text) or asks_what_is(normalise(text))) or len(text.split()) > _SHORT_QUESTION:
        return None
    if "adresse" in text.lower():
        return None  # « l'IFAS de Quimper, c'est quoi l'adresse ? »
    letters = (word for word in _LETTERS.findall(text) if word.lower() not in KEPT_WHOLE)
    found = [(word, meaning) for word in letters if (meaning := meaning_of(word))]
    named = {meaning: word for word, meaning in found}
    return f"{next(iter(named.values())).upper()} : {next(iter(named))}" if len(named) == 1 else None


def is_trade(turn: Turn) -> bool:
    """Whether a trade is named by more than the letters of its school: « c'est quoi AES ? » asks what the trade is."""
    named = (one for one in turn.entities if one.get("entity") == "profession")
    return any(str(one.get("text") or "").upper() not in _SCHOOLS for one in named)
