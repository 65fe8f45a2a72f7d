"""Answers that are easy to read and understand (FALC): short lines, one idea each, nothing unexplained, nothing invented."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.settings import ROOT
from tests.reference.readability import ease

REFERENCE = ROOT / "data" / "reference"
FALC: list[dict[str, Any]] = [
    answer
    for path in sorted((REFERENCE / "answers" / "falc").glob("*.yml"))
    for answer in yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
]
USUAL: dict[str, dict[str, Any]] = {
    answer["slug"]: answer
    for path in sorted((REFERENCE / "answers").glob("*.yml"))
    for answer in yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
    if answer["audience"] is None
}
PROFESSIONS = {path.stem for path in (REFERENCE / "professions").glob("*.yml")}
# Texts that answers made from facts begin with or hold (actions/words/easy_words.py).
PIECES = {
    "pay_line",
    "pay_gross",
    "pay_too_low",
    "pay_unsure",
    "path_diploma",
    "path_free",
    "trainings_found",
    "events_found",
}
ABBREVIATIONS: dict[str, str] = yaml.safe_load((REFERENCE / "abbreviations.yml").read_text("utf-8"))[
    "abbreviations"
]
each_answer = pytest.mark.parametrize("answer", FALC, ids=[answer["slug"] for answer in FALC])
_CAPITALS = re.compile(r"(?<!\w)[A-ZÀ-Ý]{2,}(?!\w)")


def _lines(answer: dict[str, Any]) -> list[str]:
    return [line for text in answer["texts"] for line in text.split("\n")]


def test_the_main_subjects_have_easy_texts() -> None:
    """What a trade is (all of them), pay, training, funding, events, a human."""
    slugs = {answer["slug"] for answer in FALC}
    assert slugs >= PROFESSIONS
    assert slugs >= PIECES
    assert slugs >= {
        "training_cost",
        "vae",
        "cpf",
        "apprentissage",
        "human",
        "event_search_none",
        "help",
        "immersion",
    }


def test_each_easy_text_stands_for_an_answer_that_exists() -> None:
    slugs = [answer["slug"] for answer in FALC]
    assert len(set(slugs)) == len(slugs)
    assert set(slugs) - PROFESSIONS - PIECES <= set(USUAL)


@each_answer
def test_an_easy_text_is_filed_like_the_usual_one(answer: dict[str, Any]) -> None:
    assert set(answer) == {"slug", "topic", "audience", "texts"}
    assert answer["audience"] == "falc"
    if answer["slug"] in USUAL:
        assert answer["topic"] == USUAL[answer["slug"]]["topic"]


@each_answer
def test_one_idea_a_line_in_few_words(answer: dict[str, Any]) -> None:
    for text in answer["texts"]:
        assert len(text.split()) <= 60
        assert ease(text) >= 75, f"{ease(text):.0f}: {text}"
    for line in _lines(answer):
        assert len(line.split()) <= 18, line
        assert re.search(r"[.?!:,]$", line), line
        assert not re.search(r"[;()/·]|\.\.\.|…", line), line
        assert not re.search(r"\b(tu|te|toi|ton|ta|tes)\b", line), line


@each_answer
def test_no_abbreviation_is_left_unexplained(answer: dict[str, Any]) -> None:
    for text in answer["texts"]:
        for word in _CAPITALS.findall(text):
            known = word in ABBREVIATIONS or f"{word} veut dire" in text or word == "WEB"
            assert known, (word, text)


@each_answer
def test_no_figure_is_invented(answer: dict[str, Any]) -> None:
    """The figures of an easy text are those of the usual one; a trade's text has none but the number 15."""
    usual = " ".join(USUAL.get(answer["slug"], {"texts": []})["texts"])
    for text in answer["texts"]:
        for figure in re.findall(r"\d+", text):
            assert figure in re.findall(r"\d+", usual) or (
                answer["slug"] == "assistant-de-regulation-medicale" and figure == "15"
            ), (figure, text)


def test_abbreviations_are_explained_in_few_words() -> None:
    for word, meaning in ABBREVIATIONS.items():
        assert meaning.endswith("."), word
        assert len(meaning.split()) <= 18, word
        assert not set(_CAPITALS.findall(meaning)), word
