"""A place that is let go: anywhere, or anywhere in mainland France."""

from __future__ import annotations

import pytest

from actions.words.anywhere import mainland, takes_anywhere


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("bon, nimporte ou alors", "france"),
        ("je suis mobile", "france"),
        ("peu m'importe la ville", "france"),
        ("et en métropole ?", "mainland"),
        ("dans l'hexagone, où que ce soit", "mainland"),
        ("dans la métropole de Lyon", None),
        ("en métropole lilloise", None),
        ("ce diplôme est valable partout ?", None),
        ("on m'a refusée partout", None),
        ("à Gap", None),
    ],
)
def test_a_place_is_let_go(text: str, where: str | None) -> None:
    assert takes_anywhere(text) == where


def test_mainland_leaves_out_what_lies_overseas() -> None:
    codes = mainland()["codes"]
    assert "2A" in codes and "75" in codes
    assert not any(code.startswith("97") for code in codes)
