"""A page cited by its address alone is named by who published it, wherever it is shown to the public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from actions.words.wording import source
from bot.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
# Of the demonstration and of campaigns no source is shown.
SHOWN = [
    "contacts.yml",
    *sorted(f"professions/{path.name}" for path in (REFERENCE / "professions").glob("*.yml")),
]


def _addresses(read: Any) -> Iterator[str]:
    if isinstance(read, dict):
        for key, value in read.items():
            if key == "source_url" and isinstance(value, str):
                yield value
            elif key == "source_urls":
                yield from value or []
            else:
                yield from _addresses(value)
    elif isinstance(read, list):
        for one in read:
            yield from _addresses(one)


@pytest.mark.parametrize("name", SHOWN)
def test_no_source_is_named_by_a_host(name: str) -> None:
    read = yaml.safe_load((REFERENCE / name).read_text(encoding="utf-8"))
    shown = [source(url, None) for url in _addresses(read)]
    assert [one.url for one in shown if one and " " not in one.title and "." in one.title] == []


def test_a_title_that_is_given_is_kept() -> None:
    kept = source("https://github.com/betagouv/aides-jeunes", "2026", "Aides jeunes, les missions locales")
    assert kept is not None and kept.title == "Aides jeunes, les missions locales"
