"""Everything found in messages as people write them: names, places, dates, levels and kinds of events together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.french.find import find_all
from bot.french.found import Found

_EVERYDAY = yaml.safe_load((Path(__file__).parent / "everyday.yml").read_text(encoding="utf-8"))
_CASES = yaml.safe_load((Path(__file__).parent / "messages.yml").read_text(encoding="utf-8"))
_NOW = datetime(2026, 11, 21, 22, 30, tzinfo=ZoneInfo("Europe/Paris"))
_LEFT_OUT = ("age", "duration")
# Found although they narrow no search: what is refused is as important as what is wanted.
_KEPT_UNFILTERED = ("profession", "neighbour", "place")


def _written(found: Found) -> str:
    value = found.value
    if found.entity == "place":
        value = value["code"] or "nearby"
    elif found.entity == "date":
        value = f"{value['start'] or ''}..{value['end'] or ''}"
    mark = "" if found.is_filter else "!"
    return f"{mark}{found.entity} {value}{'~' if found.details.get('negated') else ''}"


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case, id=case[0]) for cases in _CASES.values() for case in cases]
)
def test_messages_say_this_and_nothing_else(text: str, expected: str) -> None:
    found = [
        _written(item)
        for item in find_all(text, _NOW)
        if item.entity not in _LEFT_OUT and (item.is_filter or item.entity in _KEPT_UNFILTERED)
    ]
    assert ", ".join(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case, id=case[0]) for cases in _EVERYDAY.values() for case in cases]
)
def test_everyday_messages_and_traps(text: str, expected: str) -> None:
    found = [
        _written(item) for item in find_all(text, _NOW) if item.is_filter or item.entity in _KEPT_UNFILTERED
    ]
    assert ", ".join(found) == expected
