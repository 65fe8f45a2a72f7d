"""The held-out narrow questions name answers that exist, and training sentences that teach them do not hold them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.narrow.listed import named
from bot.french.folding import fold_text
from bot.settings import ROOT
from bot.subjects import subject_of_intent, subjects

_WORD = re.compile(r"[a-z0-9]+")
_MARKED = re.compile(
    r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})"
)  # a name of the training data, in its square brackets
_FILES = sorted((ROOT / "data" / "nlu" / "answers").glob("*.yml"))
_LEAST = 12  # sentences: fewer teach nothing that holds on other words


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_text(text)))


@cache
def _questions(name: str = "questions") -> tuple[dict[str, Any], ...]:
    path = Path(__file__).parent / "narrow" / f"{name}.yml"
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8"))["messages"])


@cache
def _blocks() -> tuple[dict[str, Any], ...]:
    return tuple(
        block for path in _FILES for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    )


def test_questions_are_well_formed_and_many() -> None:
    for question in _questions():
        assert {"text", "answers"} <= set(question) <= {"text", "answers", "after"}
        assert set(question["answers"]) <= set(named()), question
        assert question.get("after", "pay") in subjects(), question
    assert sum(bool(question["answers"]) for question in _questions()) >= 500
    assert sum(not question["answers"] for question in _questions()) >= 200


def test_nearly_every_answer_is_asked_for_in_other_voices() -> None:
    asked = _questions("voices")
    for question in asked:
        assert {"text", "answers"} <= set(question) <= {"text", "answers", "after"}
        assert set(question["answers"]) <= set(named()), question
        assert question.get("after", "pay") in subjects(), question
    assert len(asked) >= 1_200
    assert len({question["answers"][0] for question in asked}) >= 640


@pytest.mark.parametrize("name", ["questions", "voices"])
def test_no_question_of_four_words_is_a_training_sentence(name: str) -> None:
    taught = {
        _words(line.strip()[2:])
        for path in (ROOT / "data" / "nlu").rglob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("    - ")
    }
    assert len(taught) > 40_000
    asked = [_words(question["text"]) for question in _questions(name)]
    assert [words for words in asked if len(words) >= 4 and words in taught] == []


def test_a_sentence_has_one_intent() -> None:
    """Even one that hangs on the talk: `rasa data validate` knows nothing of the talk."""
    intents: defaultdict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines() if "intent" in block else ():
                assert block["intent"] in subject_of_intent(), (
                    path.name,
                    block["intent"],
                )  # `yes` unquoted is a truth value
                intents[_MARKED.sub(r"\1", line)].add(block["intent"])
    assert len(intents) > 60_000
    assert {line: sorted(those) for line, those in intents.items() if len(those) > 1} == {}


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_a_block_teaches_what_exists(path: Path) -> None:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        assert block["intent"] in subject_of_intent()
        assert block["examples"].strip()
        told = block.get("metadata") or {}
        assert set(told) <= {"answer", "after"}
        assert told.get("answer") in {None, *named()}
        assert told.get("after", "pay") in subjects()


def test_every_answer_is_taught_by_enough_sentences() -> None:
    taught: Counter[str] = Counter()
    for block in _blocks():
        if answer := (block.get("metadata") or {}).get("answer"):
            taught[answer] += len(block["examples"].splitlines())
    few = {name: taught[name] for name in named() if taught[name] < _LEAST}
    assert few == {}
