"""What the last answers were and offered: words as short as « et en stage ? » or « donc quoi ? » hang on them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from actions.talk.said import print_of
from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent

_KEPT = 12  # answers
_MOST = 3  # things offered
_A_PERSON = "/human"
# What the title of a choice may be said with.
_WITH_IT = frozenset(
    re.findall(
        r"\w+",
        "oui ouais ok okay ben bah vas y va la le les l des du de un une svp stp merci moi plutot alors bon",
    )
)
_UNSURE = frozenset({"yes", "no", "nlu_fallback", "gibberish", "out_of_scope", "help", "thanks", "greet"})
_WORD = re.compile(r"\w+")
# « spé », « moniteur »: a word of a trade cut short, when that trade and others were just told.
_FEWEST, _SHORTEST = 2, 3  # words, letters
_OF_A_TRADE = re.compile(r'"profession": ?"([a-z-]+)"')


def keep_given(turn: Turn, replies: Sequence[ReplyDraft], beside: bool) -> None:
    """Remember the narrow answer of this turn, and what it offers; a question of a form `beside` an answer is none."""
    if beside or not replies:
        return
    # With the print of the question, so that « vous m'aviez dit quoi déjà ? » finds it; no words of anybody's are kept.
    given = f"{turn.point or ''}@{print_of(normalise(turn.typed or turn.text))}"
    turn.remember("points_given", [given, *(turn.known("points_given") or [])][:_KEPT])
    offered = [choice.model_dump(exclude_none=True) for choice in replies[-1].choices[:_MOST]]
    offered = [] if turn.in_form else offered
    if offered != (turn.known("offered") or []):
        turn.remember("offered", offered or None)


async def what_next(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """« donc je fais quoi ? »: what the last answer offered, in words; None when it offered nothing but a person."""
    choices = [ChoiceDraft.model_validate(one) for one in turn.known("offered") or []]
    steps = [one.title for one in choices if one.payload != _A_PERSON]
    if not steps or turn.professions or turn.in_form:
        return None
    # The narrow answer goes on: what hung on it still does.
    turn.remember("offered", None)
    listed = "\n".join(f"- {step}" for step in steps)
    return ReplyDraft(
        text=f"D'ici, on peut avancer comme cela :\n\n{listed}\n\nChoisissez, ou posez votre question avec vos mots.",
        choices=choices,
    )


def choice_said(turn: Turn) -> str | None:
    """The subject of the choice just offered whose title is all that the message says: « la différence oui »; else None."""
    if turn.text.startswith("/") or turn.in_form:
        return None
    if trade_cut_short(turn):
        return "profession_info"
    if turn.intent not in _UNSURE:
        return None
    said = _bare(turn.typed or turn.text)
    for one in map(ChoiceDraft.model_validate, turn.known("offered") or []):
        if not said or said != _bare(one.title) or not one.payload.startswith("/"):
            continue
        intent, brace, rest = one.payload[1:].partition("{")
        subject = subject_of_intent().get(intent)
        if subject is None or one.payload == _A_PERSON:
            continue
        trade = json.loads(brace + rest).get("profession") if brace else None
        if trade:
            turn.remember("profession", trade)
        return subject
    return None


def trade_cut_short(turn: Turn) -> bool:
    """Whether the message only cuts short the name of one of the trades just told and offered: « spé », « social ».

    That trade is then in question.
    """
    said = _bare(turn.typed or turn.text)
    elsewhere = turn.trades_named or turn.said("place") or turn.said("date")
    if not 0 < len(said) <= _FEWEST or elsewhere or turn.profession is None or "?" in turn.text:
        return False
    offered = (str(one.get("payload") or "") for one in turn.known("offered") or [])
    others = [found[1] for payload in offered if (found := _OF_A_TRADE.search(payload))]
    trades = list(dict.fromkeys([turn.profession, *others]))
    meant = [slug for slug in trades if all(_cuts_short(one, slug, trades) for one in said)]
    if len(trades) < 2 or len(meant) != 1:
        return False
    turn.remember("profession", meant[0])
    return True


def _cuts_short(said: str, slug: str, trades: Sequence[str]) -> bool:
    """Whether `said` begins a word of the trade `slug` that none of the other `trades` has."""
    others = [word for other in trades if other != slug for word in other.split("-")]
    own = (word for word in slug.split("-") if word not in others)
    return len(said) >= _SHORTEST and any(word.startswith(said) for word in own)


def _bare(text: str) -> list[str]:
    return [word for word in _WORD.findall(normalise(text)) if word not in _WITH_IT]
