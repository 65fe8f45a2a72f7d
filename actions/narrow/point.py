"""A narrow question: what a message says, what the talk is about, who speaks, and the answer to give (`data/points`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from actions.people.comfort import seeks_somebody
from actions.people.roles import only_says_who, role
from actions.people.standing import has_standing
from actions.talk.own_subject import goes_elsewhere
from actions.talk.request import questions_of, sentences_of
from actions.talk.turn import Turn
from actions.thread.facts_told import is_told
from bot.french.normalise import normalise
from bot.subjects import subject_of_intent

# Never asked narrowly, unless a point names the intent itself; `any_intent` leaves out only what calls for care.
CARE = frozenset({"distress", "insult"})
_NEVER = frozenset(
    {"distress", "insult", "personal_data", "goodbye", "greet", "thanks", "reminder", "help_choose"}
)
# What is asked of a trade, whatever the talk was about.
OF_A_TRADE = frozenset(
    {
        "profession_info",
        "profession_qualities",
        "profession_conditions",
        "profession_day",
        "profession_progression",
    }
    | {"pay", "training_path", "training_cost", "admission", "compare_professions"}
)
# What hangs on what the person is holds whatever trade is named: « et l'école d'infirmière, je dois tout refaire ? » is
# asked of the diploma from elsewhere.
_OF_THE_PERSON = frozenset({"foreign_diploma"})
_OF_SOMEBODY = frozenset({"human", "distress"})
_PLAINLY = 0.8  # confidence in what is asked
_HELD = 1  # messages before, in which the words that the answer hangs on count too
# What the subject spoken of just before is called: it need not be named again.
_WAYS = {"apprenticeship": "apprentissage", "vae": "vae", "cpf": "cpf", "parcoursup": "parcoursup"}
_LONG = 18  # words: in a longer message, words that are far apart do not ask one thing


def said_together(turn: Turn, said: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    """Whether `said` holds all `patterns`; when it is long, in one sentence, which asks when any has a question mark."""
    if not all(pattern.search(said) for pattern in patterns):
        return False
    if len(said.split()) <= _LONG:
        return True
    return any(all(pattern.search(one) for pattern in patterns) for one in _sentences(turn.text))


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(questions_of(text) or map(normalise, sentences_of(text)))


@dataclass(frozen=True)
class Point:
    """A narrow question: what the message says, what the talk is about, and the answer to give."""

    answer: str
    subject: str
    says: tuple[re.Pattern[str], ...]
    talk: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    intents: frozenset[str]
    not_intents: frozenset[str]
    trades: frozenset[str]
    not_trades: frozenset[str]
    contacts: tuple[str, ...]
    audience: str | None
    after: frozenset[str]
    not_after: frozenset[str]
    standing: frozenset[str]
    any_intent: bool
    names: frozenset[str]
    role: frozenset[str]
    introduced: bool
    unnamed: bool
    of_all: bool
    holds: re.Pattern[str] | None
    never: re.Pattern[str] | None
    since: tuple[str, ...]
    told: frozenset[str]
    untold: frozenset[str]
    plain: bool

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
            not_intents=frozenset(entry.get("not_intents") or ()),
            trades=frozenset(entry.get("trades") or ()),
            not_trades=frozenset(entry.get("not_trades") or ()),
            contacts=tuple(entry.get("contacts") or ()),
            audience=entry.get("audience"),
            after=frozenset(entry.get("after") or ()),
            not_after=frozenset(entry.get("not_after") or ()),
            standing=frozenset(entry.get("standing") or ()),
            any_intent=entry.get("any_intent", False),
            names=frozenset(entry.get("names") or ()),
            role=frozenset(entry.get("role") or ()),
            introduced=entry.get("introduced", False),
            unnamed=entry.get("unnamed", False),
            of_all=entry.get("of_all", False),
            holds=re.compile(entry["holds"]) if "holds" in entry else None,
            never=re.compile(entry["never"]) if "never" in entry else None,
            since=tuple(entry.get("since") or ()),
            told=frozenset(entry.get("told") or ()),
            untold=frozenset(entry.get("untold") or ()),
            plain=entry.get("plain", False),
        )

    def fits(self, turn: Turn, said: str, talk: str) -> bool:
        """Whether the message, in its talk, asks this: every pattern of `says` and of `talk` is found."""
        return (
            self._under(turn.intent)
            and bool(self.says)
            and said_together(turn, said, self.says)
            and all(pattern.search(talk) for pattern in self.talk)
            and not (self.unless and self.unless.search(said))
            and (not self.names or any(one.get("entity") in self.names for one in turn.entities))
            and (not self.after or turn.known("last_subject") in self.after)
            and not (self._hangs(said) and goes_elsewhere(said, (*self.talk, *self.says)))
            and not (
                self._hangs(said) and self.subject not in _OF_THE_PERSON and self._left_for_a_trade(turn)
            )
            and self.is_for(turn)
        )

    def is_for(self, turn: Turn) -> bool:
        """Whether the answer is meant for who speaks, for the trade in question, and for now."""
        return (
            (not self.since or self.hangs_on(turn.points_lately))
            and (not self.trades or bool(self.trades & {turn.profession, *turn.trades_named}))
            and turn.profession not in self.not_trades
            and turn.known("last_subject") not in self.not_after
            and (self.subject in _OF_SOMEBODY or not seeks_somebody(turn))
            and self.audience in (None, turn.audience)
            and (not self.standing or has_standing(turn, self.standing))
            and (not self.role or role(turn) in self.role)
            and (not self.introduced or only_says_who(turn))
            and not (self.unnamed and turn.professions)
            and not (self.of_all and turn.profession)
            and self._held(turn)
            and not (self.never and self.never.search(normalise(turn.text)))
            and all(is_told(turn, fact) for fact in self.told)
            and not any(is_told(turn, fact) for fact in self.untold)
        )

    def hangs_on(self, given: Sequence[str]) -> bool:
        """Whether one of the narrow answers that the message hangs on is among those `given`; `stage_*` names a family."""
        return any(fnmatchcase(one, name) for one in given for name in self.since)

    def tells_of(self, name: str) -> bool:
        """Whether the narrow answer `name` is this one, or one of those that the message may hang on."""
        return name == self.answer or any(fnmatchcase(name, given) for given in self.since)

    def is_of_few(self) -> bool:
        """Whether it is asked by those of one title, trade or fact only, or plainly: what they ask is known by that."""
        return bool(self.plain or self.role or self.standing or self.trades or self.told)

    def _held(self, turn: Turn) -> bool:
        """Whether the words that the answer hangs on are said, now or just before."""
        if self.holds is None:
            return True
        spoken_of = _WAYS.get(turn.known("last_subject") or "", "")
        return bool(self.holds.search(normalise(" ".join((turn.text, *turn.earlier[:_HELD], spoken_of)))))

    def _hangs(self, said: str) -> bool:
        """Whether it is what was said before that makes the message ask this."""
        return bool(self.after) or not all(pattern.search(said) for pattern in self.talk)

    def _left_for_a_trade(self, turn: Turn) -> bool:
        """Whether something else is plainly asked of a trade named here: « et une sage-femme gagne combien ? »."""
        return (
            any(one.get("entity") == "profession" for one in turn.entities)
            and turn.intent in OF_A_TRADE
            and turn.confidence >= _PLAINLY
            and subject_of_intent().get(turn.intent) != self.subject
        )

    def _under(self, intent: str) -> bool:
        if self.intents:
            return intent in self.intents
        return intent not in (CARE if self.any_intent else _NEVER) | self.not_intents
