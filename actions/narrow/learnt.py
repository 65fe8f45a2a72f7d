"""The narrow answers that the engine has learnt a message asks for (`data/nlu/answers`, `bot/engine/narrow.py`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.facts_told import is_told
from actions.thread.thread import AHEAD, of_the_thread
from actions.words.schemes import asks_what_is
from bot.french.folding import fold_text
from bot.narrow import LIKELY, SURE, likely_when
from bot.subjects import subject_of_intent

# What is looked for somewhere, on some day or for a trade is searched: no general line on open days stands in its way
# unless it is plainly asked (« on organise un job dating le 15, comment le faire connaître ? »).
_SEARCHES = frozenset(
    {"event_search", "training_search", "job_offers", "follow_up_place", "follow_up_date", "event_detail"}
)
_FILTERS = frozenset({"place", "place_nearby", "date", "event_type", "profession"})
_SEARCHED = 0.5  # of 219 held-out questions that ask for none two reached it
_SEARCHES_PLAINLY = 0.8  # confidence that something is searched: less, and a place only tells of a life
# « c'est quoi la POEI et qui paye ? »: the scheme is explained, unless a narrow question of it is very plain.
_PLAIN = 1.0
# « ok et l'apprentissage alors »: the whole of it is asked.
_JUST_NAMED = re.compile(
    r"^(?:et|ok|mais|alors|donc|du coup|sinon|bon|,| )*(?:l.|la |le |les |une? |des )?"
    r"(?:apprentissage|alternance|vae|cpf|ptp|poei|afpr|segur|parcoursup|immersion|stage)(?: (?:alors|du coup|sinon))* *\??$"
)
_SCHEMES = frozenset({"vae", "cpf", "parcoursup", "segur", "apprenticeship"})  # named, they are asked about
_ASIDE = frozenset({"out_of_scope", "gibberish", "greet", "thanks", "goodbye", "identity"})
_UNDER_15 = 15  # years: who may be called is told by the answer about reaching a person
_NEAR = 0.4  # a clause for which the answer given scores so little less asks for it too
_CLOSE = 0.5  # an answer that scores so much less than the best does not stand in for it
# A clause is short: what it asks must be surer by itself; surer still when it is no question, or when the message is about
# another subject (of 60 clauses that fresh readers saw answered amid long messages, two wrong ones in three go).
_CLAUSE, _TOLD, _OTHERWISE = 0.0, 0.7, 0.7
# « immersion de 2 semaines, comment je la mets en place ? »: what is told beside a question is hardly ever asked.
_TOLD_BESIDE = 1.2
_BY_ITSELF = 1.2  # and for few words not to hang on what was just answered
_BESIDE = 0.8  # and firmer still beside an answer that a pattern gave
_MOST = 2  # answers given to one message
_FIRM = 0.2  # score of an answer
# An answer to who is known to speak (`teacher_…`) is likelier by so much: of 12 questions of teachers and counsellors that
# fresh readers saw answered as to anybody, it gives the right one to 5, and a wrong one to none.
_OWN_ROLE = 0.5
# An employer has many answers of their own: theirs alone tell little.
_OWN = {"teacher": ("teacher_", "forum_"), "counsellor": ("counsellor_", "forum_")}
# The engine reads one message: « je dois refaire les trois années ? » is asked of the diploma from elsewhere told long
# before. The answers that hang on such a fact are likelier by so much, whatever subject the message alone is taken for.
_OF_FACT = 0.6
_OF_FACTS = {
    "foreign_diploma": ("foreign_",),
    "old_care_diploma": ("old_care_diploma", "amp_avs_names"),
    "invalidity": ("invalidity_and_work",),
}


def _narrow(turn: Turn) -> list[dict[str, Any]]:
    """What the engine told of the message and its clauses; answers to who speaks, or of the thread, are brought forward."""
    found = _after_what_was_told(turn)
    speaker = role(turn) if found else None
    if speaker in _OWN:
        found = [
            {**one, "best": _brought_forward(one["best"], partial(_begins, _OWN[speaker]), _OWN_ROLE)}
            for one in found
        ]
    return [
        {**one, "best": _brought_forward(one["best"], lambda name: of_the_thread(turn, name), AHEAD)}
        for one in found
    ]


def _after_what_was_told(turn: Turn) -> list[dict[str, Any]]:
    """The same, with the answers that hang on a fact told before brought forward, and no others."""
    found: list[dict[str, Any]] = turn.message.get("narrow") or []
    for fact, names in _OF_FACTS.items():
        here = any(choice["name"].startswith(names) for one in found for choice in one["best"])
        if here and is_told(turn, fact):
            found = [
                {**one, "best": _brought_forward(one["best"], partial(_begins, names), _OF_FACT)}
                for one in found
            ]
    return found


def _begins(names: tuple[str, ...], name: str) -> bool:
    return name.startswith(names)


def _brought_forward(
    best: list[dict[str, Any]], these: Callable[[str], bool], ahead: float
) -> list[dict[str, Any]]:
    raised = [{**one, "score": one["score"] + ahead} if these(one["name"]) else one for one in best]
    return sorted(raised, key=lambda one: -one["score"])


def asked_for(
    turn: Turn,
    least: float | None,
    subject_of: Callable[[str], str | None],
    usable: Callable[[str], bool] = lambda _: True,
) -> list[list[str]]:
    """For each request of the message, the names of the answers that score `least` or more for it, the best first.

    A message that asks two things does so in two clauses, one of which asks what the whole most looks like asking.
    `subject_of` tells the subject of an answer, `usable` whether it is meant for this talk.
    """
    # Who speaks makes an answer likelier, never so sure that it comes before what the words spell.
    found = _narrow(turn) if least is None else turn.message.get("narrow") or []
    least = likely_when(turn.confidence, agrees=True) if least is None else least
    named = {one.get("entity") for one in turn.entities}
    if not found or (turn.intent == "human" and "place" in named) or _JUST_NAMED.search(fold_text(turn.text)):
        return []
    if turn.intent == "human" and turn.age is not None and turn.age < _UNDER_15:
        return []
    least = max(least, _PLAIN) if asks_what_is(turn.text) else least
    if turn.intent in _SEARCHES and named & _FILTERS:
        plain = turn.confidence >= _SEARCHES_PLAINLY
        names = _scored(found[0], max(least, _SEARCHED if plain else _FIRM))
        if not names and not plain and "event_type" not in named:
            # « demain matin je fais quoi, j'habite à Mende »: a clause asks, the place only tells of a life.
            asking = (one for one in found[1:] if one.get("asks", True) and one["intent"] not in _SEARCHES)
            names = next(filter(None, (_scored(one, max(least, _CLAUSE)) for one in asking)), [])
        return [names] if names else []
    whole = _scored(found[0], least)
    # A clause that is about nothing of ours only tells of the life around the question.
    ours = [one for one in found[1:] if one["intent"] not in _ASIDE or turn.intent in _ASIDE]
    main = subject_of_intent().get(turn.intent)
    about = {main, *turn.also}
    # In doubt about the message, what the whole of it looks like asking tells.
    likeliest = set(_scored(found[0], LIKELY - _NEAR)[:1])

    told = _TOLD_BESIDE if any(one.get("asks", True) for one in ours) else _TOLD

    def sure(one: dict[str, Any]) -> list[str]:
        enough = max(least, _CLAUSE if one.get("asks", True) else told)
        scores = {choice["name"]: choice["score"] for choice in one["best"]}
        names = _scored(one, enough)
        return [
            name
            for name in names
            if (name in likeliest if main is None else subject_of(name) in about)
            or scores[name] >= enough + _OTHERWISE
        ]

    parts = (sure(one) for one in ours)
    asked = list({names[0]: names for names in parts if names}.values())
    first = next(filter(usable, whole), None)
    if len(asked) > 1 and (first is None or first in (names[0] for names in asked)):
        return asked[:_MOST]
    if whole:
        return [whole]
    # A clause that is very sure of one answer gives way to what the whole, a little less sure, asks for.
    best = found[0]["best"]
    if asked and least >= SURE and best and best[0]["name"] != asked[0][0] and best[0]["score"] >= LIKELY:
        return []
    return asked[:1]


def another_subject(turn: Turn, subject: str, name: str) -> bool:
    """Whether the answer `name`, about `subject`, is too unsure for a message that is plainly about something else."""
    # Few words amid a thread are about it, whatever subject they are taken for by themselves.
    agrees = subject_of_intent().get(turn.intent) == subject or of_the_thread(turn, name)
    # Who speaks brings an answer forward in its own subject alone.
    told = _narrow(turn) if agrees else _after_what_was_told(turn)
    scores = [choice["score"] for one in told for choice in one["best"] if choice["name"] == name]
    if (
        turn.intent == "compare_professions"
        and len(turn.professions) > 1
        and subject != "compare_professions"
    ):
        return True
    return float(max(scores)) < likely_when(turn.confidence, agrees)


def _scored(one: dict[str, Any], least: float) -> list[str]:
    best = one["best"]
    least = max(least, best[0]["score"] - _CLOSE) if best else least
    return [str(choice["name"]) for choice in best if choice["score"] >= least]


def asked_for_by_all(turn: Turn) -> list[str]:
    """The answer that the whole message most looks like asking for, if it is likely; nothing otherwise."""
    return [name for one in _narrow(turn)[:1] for name in _scored(one, LIKELY)[:1]]


def rather_asked(turn: Turn) -> list[str] | None:
    """The answers that the message is firmly taken to ask for, against which a pattern counts for nothing; else None."""
    best = (turn.message.get("narrow") or [{"best": []}])[0]["best"]
    return [str(choice["name"]) for choice in best] if best and best[0]["score"] >= _FIRM else None


def plainly_asked(turn: Turn) -> str | None:
    """The answer that the whole message asks for by itself, whatever was spoken of; None when none is so plain."""
    best = (turn.message.get("narrow") or [{"best": []}])[0]["best"]
    return str(best[0]["name"]) if best and best[0]["score"] >= _BY_ITSELF else None


def next_asked_for(turn: Turn, name: str) -> list[str]:
    """The answers that the whole message looks like asking for, the best first, but `name`."""
    return [found for one in _narrow(turn)[:1] for found in _scored(one, LIKELY) if found != name]


def asked_beside(turn: Turn, given: str) -> list[str]:
    """The answers, but `given`, that a clause of the message firmly asks for by itself, in order of the clauses.

    A clause for which the answer given is likely too asks for that one.
    """
    found: list[str] = []
    for one in _narrow(turn)[1:]:
        names = _scored(one, _BESIDE) if one.get("asks", True) else []
        if names and given not in _scored(one, LIKELY - _NEAR):
            found.append(names[0])
    return found


def clauses_left(turn: Turn, answers: Callable[[str], bool], given: str) -> tuple[list[str], list[str]]:
    """The intents of the clauses that ask for a narrow answer, and of the others, in order.

    `answers` tells whether a narrow answer has something to say in this talk; `given` is the one that was.
    """
    narrow: list[str] = []
    others: list[str] = []
    for one in _narrow(turn)[1:]:
        if not one.get("asks", True) and one["intent"] not in _SCHEMES:
            continue  # « j'ai pas beaucoup de sous » tells of the life around the question
        likely = any(answers(name) for name in _scored(one, LIKELY))
        if likely:
            narrow.append(one["intent"])
        elif given not in _scored(one, LIKELY - _NEAR):
            others.append(one["intent"])
    return narrow, others
