"""The messages that tell who speaks: those taught are apart from those held out, and of every role there are enough."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from bot.french.folding import fold_text
from bot.roles import ROLES
from bot.settings import ROOT

_HELD_OUT = Path(__file__).parent / "roles" / "messages.yml"
_TAUGHT = sorted((ROOT / "data" / "roles").glob("*.yml"))
_WORD = re.compile(r"[a-z0-9]+")
_LEAST_TAUGHT, _LEAST_HELD_OUT = 100, 40
_NEAR = 0.8  # share of words in common from which two messages are one


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold_text(text)))


def _held_out() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(_HELD_OUT.read_text(encoding="utf-8"))["messages"]
    return found


def _taught() -> dict[str, list[str]]:
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in _TAUGHT]
    return {file["role"]: file["messages"] for file in files}


def test_every_role_is_taught_and_held_out() -> None:
    taught, held_out = _taught(), Counter(one["role"] for one in _held_out())
    assert set(taught) == {*ROLES, "self"} == set(held_out)
    assert min(map(len, taught.values())) >= _LEAST_TAUGHT
    assert min(held_out.values()) >= _LEAST_HELD_OUT


def test_no_message_is_taught_twice() -> None:
    every = Counter(_words(text) for texts in _taught().values() for text in texts)
    assert [words for words, count in every.items() if count > 1] == []


def test_held_out_messages_are_not_taught() -> None:
    taught = [_words(text) for texts in _taught().values() for text in texts]
    for one in _held_out():
        words = _words(one["text"])
        near = [other for other in taught if len(words & other) / len(words | other) >= _NEAR]
        assert near == [], one["text"]
