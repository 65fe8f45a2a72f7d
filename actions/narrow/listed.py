"""The narrow questions that the files of `data/points` list, and what finds those that a message may ask."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import yaml

from actions.narrow.point import Point
from actions.narrow.sieve import Sieve
from bot.settings import ROOT

# Narrow answers, given before any question of ours.
APART = (
    "animals_and_care",
    "emergency_trades",
    "light_trades",
    "moving_trades",
    "driver_trades",
    "far_from_patients",
    "memory_activities",
)

_FILES = sorted((ROOT / "data" / "points").glob("*.yml"))


@cache
def points() -> tuple[Point, ...]:
    """All the points, in the order in which they are tried; what holds of all those of an answer stands in each."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in _FILES]
    never, untold = (
        {name: told for file in files for name, told in file.get(key, {}).items()}
        for key in ("never", "untold")
    )
    return tuple(Point.read(_with(entry, never, untold)) for file in files for entry in file["points"])


def _with(entry: dict[str, Any], never: dict[str, str], untold: dict[str, list[str]]) -> dict[str, Any]:
    """`entry` with what its answer is never given with: words of the message, and facts of the person."""
    answer = entry["answer"]
    found = {"never": never[answer], **entry} if answer in never else dict(entry)
    if answer in untold:
        found["untold"] = [*found.get("untold", ()), *untold[answer]]
    return found


@cache
def sieve() -> Sieve[Point]:
    """What sets aside at once the points that a message does not ask."""
    return Sieve((point, point.says) for point in points() if point.says)


@cache
def hanging() -> tuple[Point, ...]:
    """The points of messages that hang on a narrow answer just given."""
    return tuple(point for point in points() if point.since)


@lru_cache(maxsize=512)
def hanging_on(given: tuple[str, ...]) -> tuple[Point, ...]:
    """Those of them that hang on one of the answers `given`, in order."""
    return tuple(point for point in hanging() if point.hangs_on(given))


@cache
def named() -> dict[str, tuple[Point, ...]]:
    """The points of each answer, which the engine knows by this name."""
    found: dict[str, list[Point]] = {}
    for point in points():
        found.setdefault(point.answer, []).append(point)
    return {name: tuple(those) for name, those in found.items()}


@cache
def learnt() -> dict[str, tuple[Point, ...]]:
    """The same, for what the engine chooses: the points without patterns say for whom an answer is, when there are any.

    A point that follows one subject only is left to its patterns when the answer has another.
    """
    return {
        name: tuple(one for one in those if not one.says)
        or tuple(one for one in those if not one.after)
        or those
        for name, those in named().items()
    }
