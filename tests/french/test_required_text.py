"""The cheap test before many expressions: it may let one through in vain, never leave one out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.french.required_text import Sieve, required

_FOLDER = Path(__file__).parent


@pytest.mark.parametrize(
    ("expression", "pieces"),
    [
        ("me (?:tuer|pendre) demain", {" demain"}),
        ("(?:tuer|pendre)s?", {"tuer", "pendre"}),
        (r"(?:a|\w+)", None),
        (r"(?:mort)? \w+", {" "}),
        (r"frapp\w+(?! fort)", {"frapp"}),
        (r"(?:vie ){2}", {"vie "}),
    ],
)
def test_pieces_that_every_match_holds(expression: str, pieces: set[str] | None) -> None:
    found = required(expression)
    assert found == (None if pieces is None else frozenset(pieces))


def test_no_expression_that_matches_is_left_out() -> None:
    written = [r"me (?:tuer|pendre)", r"\w+ demain", r"[abc]+\d", r"(?:envie|idee) de (?:mourir|partir)"]
    expressions = [re.compile(expression) for expression in written]
    sieve = Sieve(expressions)
    texts = [text for cases in _texts() for text in cases] + ["me tuer demain", "b4", "envie de mourir"]
    for text in texts:
        matching = {number for number, each in enumerate(expressions) if each.search(text)}
        assert matching <= set(sieve.candidates(text)), text
    assert sieve.candidates("bonjour") == [2]


def _texts() -> list[list[str]]:
    messages = yaml.safe_load((_FOLDER / "everyday.yml").read_text(encoding="utf-8"))
    return [[text for text, _ in cases] for cases in messages.values()]
