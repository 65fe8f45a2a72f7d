"""Where a page was opened for is the place in question, until the person names another."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.talk.turn import Turn
from bot.french.place_of import find_place


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("05", "department", "05"),
        ("05061", "commune", "05061"),
        ("Gap", "commune", "05061"),
        ("05000", "postcode", "05000"),
    ],
)
def test_a_code_or_a_name_stands_for_its_place(text: str, kind: str, code: str) -> None:
    found = find_place(text)
    assert found is not None and (found["kind"], found["code"]) == (kind, code)


@pytest.mark.parametrize("text", ["", "xyzzy", "près de chez moi"])
def test_other_words_stand_for_nothing(text: str) -> None:
    assert find_place(text) is None


def turn(metadata: dict[str, Any], slots: dict[str, Any]) -> Turn:
    """A turn of a tracker; nothing of it reads the catalogue."""
    message = {
        "text": "les rencontres",
        "intent": {"name": "event_search"},
        "entities": [],
        "metadata": metadata,
    }
    tracker = Tracker("essai", slots, message, [], False, None, {}, "action_listen")
    return Turn.read(tracker, session=None)  # type: ignore[arg-type]


def test_the_place_of_the_page_holds_until_one_is_named() -> None:
    gap = {"kind": "commune", "code": "05061", "name": "Gap"}
    assert turn({"place": "05"}, {}).place == {"kind": "department", "code": "05", "name": "Hautes-Alpes"}
    assert turn({"place": "05"}, {"place": gap}).place == gap
    assert turn({"place": "nulle part connu"}, {}).place is None
    assert turn({}, {}).place is None
