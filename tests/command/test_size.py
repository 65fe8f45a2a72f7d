"""The sizing page's arithmetic."""

from __future__ import annotations

import json
import math
from pathlib import Path

from bot.command.size import Rush, measured, size

SPOT = Rush(visitors=50_000, minutes=10, opening=0.1, turns=8, talk_minutes=4, peak=2.5)


def test_the_television_spot() -> None:
    found = size(SPOT, engine_rate=27, gateway_rate=60)
    assert found.conversations == 5_000
    assert round(found.mean_rate) == 67
    assert round(found.peak_rate) == 167
    assert found.open_at_once == 5_000
    assert found.engines == 14
    assert found.gateways == 5
    assert found.queue == math.ceil(14 * 27 * 5 / 5)


def test_an_engine_twice_as_fast_halves_the_engines() -> None:
    slow, fast = size(SPOT, 25, 60), size(SPOT, 50, 60)
    assert math.ceil(slow.engines / 2) in (fast.engines, fast.engines - 1)
    assert size(SPOT, 10_000, 10_000).gateways == 2


def test_the_rate_comes_from_the_last_comparison(tmp_path: Path) -> None:
    results = tmp_path / "results.json"
    assert measured(results) is None
    results.write_text(json.dumps({"date": "2026-11-27"}), encoding="utf-8")
    assert measured(results) is None
    crowds = {"orisoin": {"1": {"rate": 90.0}, "8": {"rate": 120.5}}}
    results.write_text(json.dumps({"date": "2026-11-27", "alone": {"crowds": crowds}}), encoding="utf-8")
    assert measured(results) == (120.5, "2026-11-27")
