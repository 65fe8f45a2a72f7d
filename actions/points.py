"""Narrow questions (`data/points`): what is asked of a subject is answered, not the subject's general text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from actions.computed import COMPUTED
from actions.contacts import age_of, show_contacts
from actions.goes_on import goes_on
from actions.homonyms import which_place
from actions.learnt import asked_for
from actions.not_answered import not_answered_answer
from actions.own_subject import goes_elsewhere
from actions.request import requests_of
from actions.roles import only_says_who, role, spares_questions
from actions.sieve import Sieve
from actions.standing import has_standing
from actions.stored import stored
from actions.turn import Turn
from actions.vetted import vetted_answer
from bot.french.normalise import normalise
from bot.french.safety import find_danger
from bot.french.set_aside import takes_back
from bot.narrow import LIKELY, SURE
from bot.replies import ReplyDraft
from bot.settings import ROOT

_FILES = sorted((ROOT / "data" / "points").glob("*.yml"))
_LONGEST = 32  # words: a story asks many things, and the general answer holds more of them
_RECENT = 6  # messages: how far back the talk is looked at for what a short question hangs on
# Never asked narrowly, unless a point names the intent itself; `any_intent` leaves out only what calls for care.
_CARE = frozenset({"distress", "insult"})
_NEVER = frozenset(
    {"distress", "insult", "personal_data", "goodbye", "greet", "thanks", "reminder", "help_choose"}
)
_REPROACH = "not_answered"
# Who is not shown to those who work there, nor to counsellors at all.
_NOT_FOR_COUNSELLORS = frozenset({"mission_locale", "cio", "cep", "france_travail", "cap_emploi"})


@dataclass(frozen=True)
class Point:
    """A narrow question: what the message says, what the talk is about, and the answer to give."""

    answer: str
    subject: str
    says: tuple[re.Pattern[str], ...]
    talk: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    intents: frozenset[str]
    trades: frozenset[str]
    contacts: tuple[str, ...]
    audience: str | None
    after: frozenset[str]
    not_after: frozenset[str]
    standing: frozenset[str]
    any_intent: bool
    names: frozenset[str]
    role: frozenset[str]
    introduced: bool

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Point:
        """The point that `entry` of the file describes."""
        return cls(
            answer=entry["answer"],
            subject=entry["subject"],
            says=tuple(re.compile(pattern) for pattern in entry.get("says") or ()),
            talk=tuple(re.compile(pattern) for pattern in entry.get("talk") or ()),
            unless=re.compile(entry["unless"]) if "unless" in entry else None,
            intents=frozenset(entry.get("intents") or ()),
            trades=frozenset(entry.get("trades") or ()),
            contacts=tuple(entry.get("contacts") or ()),
            audience=entry.get("audience"),
            after=frozenset(entry.get("after") or ()),
            not_after=frozenset(entry.get("not_after") or ()),
            standing=frozenset(entry.get("standing") or ()),
            any_intent=entry.get("any_intent", False),
            names=frozenset(entry.get("names") or ()),
            role=frozenset(entry.get("role") or ()),
            introduced=entry.get("introduced", False),
        )

    def fits(self, turn: Turn, said: str, talk: str) -> bool:
        """Whether the message, in its talk, asks this: every pattern of `says` and of `talk` is found."""
        return (
            self._under(turn.intent)
            and bool(self.says)
            and all(pattern.search(said) for pattern in self.says)
            and all(pattern.search(talk) for pattern in self.talk)
            and not (self.unless and self.unless.search(said))
            and (not self.names or any(one.get("entity") in self.names for one in turn.entities))
            and (not self.after or turn.known("last_subject") in self.after)
            and turn.known("last_subject") not in self.not_after
            and not (self._hangs(said) and goes_elsewhere(said, (*self.talk, *self.says)))
            and self.is_for(turn)
        )

    def is_for(self, turn: Turn) -> bool:
        """Whether the answer is meant for who speaks, and for the trade in question."""
        return (
            (not self.trades or turn.profession in self.trades)
            and self.audience in (None, turn.audience)
            and (not self.standing or has_standing(turn, self.standing))
            and (not self.role or role(turn) in self.role)
            and (not self.introduced or only_says_who(turn))
        )

    def _hangs(self, said: str) -> bool:
        """Whether it is what was said before that makes the message ask this."""
        return bool(self.after) or not all(pattern.search(said) for pattern in self.talk)

    def _under(self, intent: str) -> bool:
        if self.intents:
            return intent in self.intents
        return intent not in (_CARE if self.any_intent else _NEVER)


@cache
def points() -> tuple[Point, ...]:
    """All the points, in the order in which they are tried."""
    return tuple(
        Point.read(entry)
        for path in _FILES
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["points"]
    )


@cache
def sieve() -> Sieve[Point]:
    """What sets aside at once the points that a message does not ask."""
    return Sieve((point, point.says) for point in points() if point.says)


@cache
def named() -> dict[str, tuple[Point, ...]]:
    """The points of each answer, which the engine knows by this name."""
    found: dict[str, list[Point]] = {}
    for point in points():
        found.setdefault(point.answer, []).append(point)
    return {name: tuple(those) for name, those in found.items()}


async def narrowly(turn: Turn) -> list[ReplyDraft]:
    """The answer to the narrow question that the message asks; nothing when it asks none."""
    amid = turn.filled_a_slot and not spares_questions(turn)
    if turn.text.startswith("/") or amid or find_danger(turn.text):
        return []
    said = normalise(turn.text)
    if len(said.split()) > _LONGEST:
        return await _learnt(turn, said, SURE) or await _of_a_story(turn, said) or await _learnt(turn, said)
    if reply := await which_place(turn) or await _again(turn, said):
        return [reply]
    if replies := await _learnt(turn, said, SURE):
        return replies
    if reply := await _answer(turn, said):
        return [reply]
    if replies := await _learnt(turn, said):
        return replies
    vetted = await vetted_answer(turn, said)
    return [vetted] if vetted else []


async def _learnt(turn: Turn, said: str, least: float = LIKELY) -> list[ReplyDraft]:
    """The answers that the engine has learnt the message asks for (`actions/learnt.py`), two at most."""
    if turn.intent in _CARE:
        return []
    replies: list[ReplyDraft] = []
    talk = _talk(turn, said)
    for names in asked_for(turn, least):
        for name in names:
            point = next((one for one in named().get(name, ()) if one.is_for(turn)), None)
            reply = await _made(turn, point, said, talk) if point else None
            if reply:
                replies.append(reply)
                break
    return replies


async def _of_a_story(turn: Turn, said: str) -> list[ReplyDraft]:
    """The answers to the requests of a long message: what it tells around them counts as what was spoken of."""
    found = [await _answer(turn, asked, told=said) for asked in requests_of(said)]
    return [reply for reply in found if reply]


async def _again(turn: Turn, said: str) -> ReplyDraft | None:
    """The narrow question just answered, asked of the trade that the message only names."""
    before = goes_on(turn)
    computed = COMPUTED.get(before) if before else None
    if before is None or computed is None:
        return None
    asked = " ".join([*(normalise(text) for text in turn.earlier[:1]), said])
    reply = await computed(turn, asked, asked)
    if reply is not None:
        turn.point = before
    return reply


async def _answer(
    turn: Turn, said: str, without: str | None = None, told: str | None = None
) -> ReplyDraft | None:
    """The answer to the first point that `said` asks and that has one, but the point `without`.

    `told` is the whole message when `said` is only the request that it ends with.
    """
    talk = _talk(turn, said, told)
    for point in sieve().sift(said):
        if point.answer == without or not point.fits(turn, said, talk):
            continue
        if point.answer == _REPROACH:
            return await not_answered_answer(turn, said, _what_was_left)
        if reply := await _made(turn, point, said, talk):
            return reply
    return None


def _talk(turn: Turn, said: str, told: str | None = None) -> str:
    """What `said` may hang on: it, the message it is taken from, the scheme spoken of, and the messages before."""
    schemes = [" ".join(turn.known("told")["words"])] if turn.known("told") else []
    before = (*schemes, *map(normalise, turn.earlier[:_RECENT]))
    kept = (text for text in before if not takes_back(turn.typed or turn.text, text))
    return " / ".join((said, *([told] if told else []), *kept))


async def _made(turn: Turn, point: Point, said: str, talk: str) -> ReplyDraft | None:
    """The reply of `point`, with who is shown beside it; None when its answer has nothing to say in this talk."""
    computed = COMPUTED.get(point.answer)
    reply = await computed(turn, said, talk) if computed else await stored(turn, point.answer)
    if reply is None:
        return None
    turn.remember("last_subject", point.subject)
    turn.point = point.answer
    if kinds := _for_whom(turn, point.contacts):
        await show_contacts(turn, reply, kinds, 2, age_of(turn))
    return reply


async def _what_was_left(turn: Turn, asked: str) -> ReplyDraft | None:
    """The answer to what the person reproaches us to have left out."""
    return await _answer(turn, asked, without=_REPROACH) or await vetted_answer(turn, asked)


def _for_whom(turn: Turn, kinds: tuple[str, ...]) -> list[str]:
    if turn.audience != "counsellor":
        return list(kinds)
    return [kind for kind in kinds if kind not in _NOT_FOR_COUNSELLORS]
