"""The sieve before the points: it sets aside only what a message does not ask."""

from __future__ import annotations

import re

import pytest
import yaml

from actions.narrow.listed import points, sieve
from actions.narrow.sieve import Sieve, needed
from bot.french.normalise import normalise
from bot.settings import ROOT


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"\bpatron\w*", {"patron"}),
        (r"chomage|allocations?\b", {"chomage", "allocation"}),
        (r"garde", {"garde"}),
        (r"(?:il |elle )?(?:vire|renvo)\w+", {"vire", "renvo"}),
        (r"a{2,} b", {" b"}),
        (r"\d+", None),
        (r"ecole|\d+", None),
        (r"(?i)ecole", None),
        (r"(?i:ecole)", None),
        (r"(?!ecole)\w+", None),
        (r"(?:ecole)*", None),
    ],
)
def test_what_a_pattern_cannot_do_without(pattern: str, pieces: set[str] | None) -> None:
    assert needed(re.compile(pattern)) == (None if pieces is None else frozenset(pieces))


def test_a_thing_without_pieces_is_never_set_aside() -> None:
    kept = Sieve([("any", [re.compile(r"\d+")]), ("école", [re.compile("ecole"), re.compile("lycee|cfa")])])
    assert list(kept.sift("")) == ["any"]
    assert list(kept.sift("une ecole")) == ["any"]
    assert list(kept.sift("une ecole, un lycee")) == ["any", "école"]


def test_no_point_that_a_message_asks_is_set_aside() -> None:
    texts = [
        normalise(message["text"])
        for path in sorted((ROOT / "tests" / "language").glob("*.yml"))
        for message in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("messages", [])
        if isinstance(message, dict) and "text" in message
    ][::12]
    assert len(texts) > 100
    found = kept = 0
    for text in texts:
        asked = [
            id(point) for point in points() if point.says and all(one.search(text) for one in point.says)
        ]
        sifted = [id(point) for point in sieve().sift(text)]
        assert [point for point in sifted if point in set(asked)] == asked, text
        found += len(asked)
        kept += len(sifted)
    assert found > 100
    # What it is for: of what it lets through, a good part is asked indeed.
    assert kept < 8 * found
