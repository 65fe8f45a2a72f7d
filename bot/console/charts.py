"""Charts as geometry: a template writes them as SVG, always beside a table that says the same."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.french.gazetteer import load_gazetteer

WIDTH, ROW, LABEL = 640, 28, 250
# Not « moins de 5 »: the one hidden beside a small one may be large.
HIDDEN = "non montré"
# The frame of metropolitan France, in degrees, and how much narrower a degree of longitude is there.
_WEST, _EAST, _SOUTH, _NORTH = -5.3, 9.8, 41.2, 51.2
_NARROW = math.cos(math.radians(46.5))
_SCALE = 50
_LARGEST, _SMALLEST = 22, 4


@dataclass(frozen=True)
class Bar:
    """A line of a bar chart; `width` is in the units of the drawing, `value` what is written."""

    label: str
    value: str
    y: int
    width: float


def bars(counts: Mapping[str, int | None], most: int = 20) -> list[Bar]:
    """The bars of a chart; a hidden figure has none."""
    largest = max((number for number in counts.values() if number), default=0)
    room = WIDTH - LABEL - 90
    return [
        Bar(
            label if len(label) <= 34 else f"{label[:33]}…",
            HIDDEN if number is None else f"{number:,}".replace(",", "\u202f"),
            place * ROW,
            round(room * (number or 0) / largest, 1) if largest else 0,
        )
        for place, (label, number) in enumerate(list(counts.items())[:most])
    ]


@dataclass(frozen=True)
class Spot:
    """A département on the map: its centre, its circle, what it stands for."""

    code: str
    name: str
    x: float
    y: float
    radius: float
    value: str


MAP_WIDTH = round((_EAST - _WEST) * _NARROW * _SCALE)
MAP_HEIGHT = round((_NORTH - _SOUTH) * _SCALE)


def spots(counts: Mapping[str, int | None]) -> list[Spot]:
    """The départements of metropolitan France, those asked about with a circle as large as their figure."""
    gazetteer = load_gazetteer()
    largest = max((number for number in counts.values() if number), default=0)
    found = []
    for department in gazetteer.departments():
        centre = gazetteer.coordinates({"kind": "department", "code": department.code})
        if centre is None or not (_SOUTH <= centre[0] <= _NORTH and _WEST <= centre[1] <= _EAST):
            continue
        number = counts.get(department.code, 0)
        radius = (
            1.5
            if number == 0
            else _SMALLEST
            if number is None
            else max(_SMALLEST, _LARGEST * math.sqrt(number / largest))
        )
        found.append(
            Spot(
                department.code,
                department.name,
                round((centre[1] - _WEST) * _NARROW * _SCALE, 1),
                round((_NORTH - centre[0]) * _SCALE, 1),
                round(radius, 1),
                HIDDEN if number is None else str(number),
            )
        )
    return sorted(found, key=lambda spot: -spot.radius)
