"""Which narrow answers are taken from what the engine tells: when sure, one for each request, never against a search."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.narrow.learnt import asked_for, clauses_left
from bot.narrow import LIKELY, SURE, likely_when


def part(intent: str, **scores: float) -> dict[str, Any]:
    """What the engine tells of a message or a clause."""
    return {"intent": intent, "best": [{"name": name, "score": score} for name, score in scores.items()]}


def turn(
    *parts: dict[str, Any],
    intent: str = "pay",
    text: str = "et ça",
    confidence: float = 0.9,
    speaker: str | None = None,
    given: list[str] | None = None,
    **named: str,
) -> Any:
    """A turn whose message holds these parts, and entities of these kinds; `speaker` is known to speak."""
    entities = [{"entity": kind, "value": value} for kind, value in named.items()]
    message = {"narrow": list(parts)}
    return SimpleNamespace(
        message=message,
        intent=intent,
        text=text,
        confidence=confidence,
        entities=entities,
        also=[],
        earlier=(),
        trades_named=set(),
        points_lately=given or [],
        known={"speaker": speaker}.get,
    )


def same(_name: str) -> str:
    """Every answer is about the subject of the message."""
    return "pay"


def another(_name: str) -> str:
    """No answer is."""
    return "vae"


def test_one_answer_when_it_is_likely_and_none_in_doubt() -> None:
    assert asked_for(turn(part("pay", length=LIKELY, fear=-2.0)), LIKELY, same) == [["length"]]
    assert asked_for(turn(part("pay", length=LIKELY - 0.01)), LIKELY, same) == []
    assert asked_for(turn(part("pay", length=0.2)), SURE, same) == []
    nothing: Any = SimpleNamespace(message={}, intent="pay", text="", confidence=0.9, entities=[], also=[])
    assert asked_for(nothing, LIKELY, same) == []


def test_few_words_amid_a_thread_are_about_it() -> None:
    found = part("event_detail", event_with_parents=-0.35, stage_with_friend=LIKELY - 0.2)
    amid = turn(found, text="avec ma copine ?", given=["school_stage"])
    assert asked_for(amid, None, another) == [["stage_with_friend"]]
    assert asked_for(turn(found, text="avec ma copine ?"), None, another) == []
    # Many words stand by themselves.
    assert asked_for(turn(found, text="avec ma copine " * 5, given=["school_stage"]), None, another) == []


def test_an_answer_to_who_speaks_is_likelier() -> None:
    asked = part("immersion", meet_professional=-0.2, teacher_professional=-0.45)
    assert asked_for(turn(asked), LIKELY, same) == []
    assert asked_for(turn(asked, speaker="teacher"), None, same)[0][0] == "teacher_professional"
    assert asked_for(turn(asked, speaker="counsellor"), None, same) == []


def test_what_is_told_beside_a_question_is_not_asked() -> None:
    told = {**part("pay", length=0.9), "asks": False}
    asking = {**part("pay", fear=0.4), "asks": True}
    assert asked_for(turn(part("pay", fear=-0.5), told, asking), LIKELY, same) == [["fear"]]
    assert asked_for(turn(part("pay", fear=-0.5), told), LIKELY, same) == [["length"]]


def test_where_the_message_is_in_doubt_a_little_less_is_enough() -> None:
    asked = part("pay", length=LIKELY - 0.15)
    assert asked_for(turn(asked, confidence=0.45), None, same) == [["length"]]
    assert asked_for(turn(asked, confidence=0.6), None, same) == []
    assert likely_when(0.9, agrees=False) > likely_when(0.6, agrees=False) == LIKELY


def test_two_clauses_that_ask_two_things_get_two_answers() -> None:
    two = turn(part("pay", fear=0.1), part("pay", length=0.4), part("admission", fear=0.2))
    assert asked_for(two, LIKELY, same) == [["length"], ["fear"]]


def test_the_whole_wins_over_clauses_that_ask_something_else() -> None:
    told = turn(part("pay", entry=0.1), part("pay", length=0.4), part("admission", fear=0.2))
    assert asked_for(told, LIKELY, same) == [["entry"]]


def test_a_clause_that_only_tells_or_is_about_something_else_must_be_surer() -> None:
    asking = [part("pay"), part("pay", length=0.4)]
    telling = [part("pay"), part("pay", length=0.4) | {"asks": False}]
    assert asked_for(turn(*asking), LIKELY, same) == [["length"]]
    assert asked_for(turn(*telling), LIKELY, same) == []
    assert asked_for(turn(*asking), LIKELY, another) == []
    firm = [part("pay"), part("pay", length=0.9)]
    assert asked_for(turn(*firm), LIKELY, another) == [["length"]]


@pytest.mark.parametrize("kind", ["place", "date", "profession"])
def test_a_search_is_not_stood_in_the_way_of(kind: str) -> None:
    asked = part("event_search", open_days_season=2.0)
    unsure = part("event_search", open_days_season=0.4)
    assert asked_for(turn(unsure, intent="event_search", **{kind: "x"}), LIKELY, same) == []
    assert asked_for(turn(unsure, intent="event_search"), LIKELY, same) == [["open_days_season"]]
    plain = asked_for(turn(asked, intent="event_search", **{kind: "x"}), LIKELY, same)
    assert plain == [["open_days_season"]]
    assert asked_for(turn(asked, intent="event_search"), LIKELY, same) == [["open_days_season"]]
    assert asked_for(turn(asked, intent="pay", **{kind: "x"}), LIKELY, same) == [["open_days_season"]]


def test_what_something_is_comes_before_a_line_about_it() -> None:
    asked = part("training_cost", poei_hours=0.5)
    assert asked_for(turn(asked, text="c'est quoi la POEI et combien d'heures ?"), LIKELY, same) == []
    assert asked_for(turn(asked, text="la POEI, combien d'heures ?"), LIKELY, same) == [["poei_hours"]]


def test_clauses_are_shared_between_narrow_and_general() -> None:
    both = turn(part("pay"), part("pay", length=0.4), part("admission", fear=-1.0))
    assert clauses_left(both, lambda _: True, "length") == (["pay"], ["admission"])
    assert clauses_left(both, lambda _: False, "fear") == ([], ["pay", "admission"])
    near = turn(part("pay"), part("pay", length=0.4), part("admission", length=LIKELY - 0.2))
    assert clauses_left(near, lambda _: True, "length") == (["pay"], [])
