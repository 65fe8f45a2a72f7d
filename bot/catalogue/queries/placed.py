"""Searching around a place: what lies in it or near it, and how to look further, honestly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import cos, radians
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, or_

from bot.catalogue.models.located import Located
from bot.french.distance import distance_km
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer

Place = dict[str, Any]
Widened = Literal["radius", "date", "place"]
_KM_PER_DEGREE = 111.0  # a little under the true value, so that the box holds the circle
_FURTHEST_KM = 100.0
_POINTS = ("commune", "postcode")


@dataclass(frozen=True)
class Scope:
    """Where to search: a place value (`{"kind", "code", "name"[, "codes"]}`) and, around a commune
    or a postcode, a radius in kilometres. No place, or one that is only "nearby": everywhere. What lies in the
    `whole_commune` counts, however far from its centre; without it only what has no coordinates does."""

    place: Place | None
    radius_km: float
    whole_commune: bool = True

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing narrows the search to a part of the country."""
        return self.place is None or self.place.get("kind") == "nearby"

    @property
    def is_department(self) -> bool:
        """Whether the search is in one département."""
        return self.place is not None and self.place.get("kind") == "department"

    @cached_property
    def centre(self) -> tuple[float, float] | None:
        """The point that distances are measured from: only a commune or a postcode has one."""
        if self.place is None or self.place.get("kind") not in _POINTS:
            return None
        return load_gazetteer().coordinates(self.place)

    def condition(self, model: type[Located]) -> ColumnElement[bool] | None:
        """What SQL can check of the scope; `keeps` decides exactly. None: everywhere."""
        parts = [part for part in self.parts(model) if part is not None]
        return or_(*parts) if parts else None

    def parts(self, model: type[Located]) -> list[ColumnElement[bool] | None]:
        """`condition` cut into parts that share no row, each of which one index answers; [None]: everywhere."""
        if self.place is None or self.is_everywhere:
            return [None]
        kind, code = self.place.get("kind"), str(self.place.get("code"))
        if kind == "department":
            return [model.department == code]
        if kind == "region":
            return [model.region == code]
        if kind == "epci":
            return [model.epci == code]
        if kind == "area":
            return [_in_area(model, self.place)]
        own = model.insee.in_(_communes(self.place))
        if self.centre is None:
            return [own]
        if not self.whole_commune:
            return [_in_box(model, self.centre, self.radius_km), and_(own, model.latitude.is_(None))]
        # What is in the commune but far from its centre, or without coordinates, is in it all the same.
        return [
            _in_box(model, self.centre, self.radius_km),
            and_(own, ~_located_in(model, self.centre, self.radius_km)),
        ]

    def distance(self, latitude: float | None, longitude: float | None) -> float | None:
        """Kilometres from the centre, to one decimal; None without a centre or coordinates."""
        if self.centre is None or latitude is None or longitude is None:
            return None
        return round(distance_km(self.centre, (latitude, longitude)), 1)

    def keeps(self, latitude: float | None, longitude: float | None, insee: str | None) -> bool:
        """Whether what SQL let through truly lies in the scope."""
        return self.keeps_at(self.distance(latitude, longitude), insee)

    def keeps_at(self, distance: float | None, insee: str | None) -> bool:
        """The same of what lies at this `distance`."""
        if self.centre is None or insee in self._own_communes:
            return True
        return distance is not None and distance <= self.radius_km

    @cached_property
    def _own_communes(self) -> frozenset[str]:
        return frozenset(_communes(self.place)) if self.place is not None else frozenset()


def _communes(place: Place) -> list[str]:
    if place.get("kind") == "postcode":
        return [commune.insee for commune in load_gazetteer().by_postcode(str(place.get("code")))]
    return [str(place.get("code"))]


def _in_area(model: type[Located], place: Place) -> ColumnElement[bool]:
    area = load_gazetteer().area(str(place.get("code")))
    codes = list(area.codes) if area else [str(code) for code in place.get("codes") or []]
    # An area is made of départements (2 or 3 characters), communes (5) and EPCI (9 digits).
    return or_(
        model.department.in_([code for code in codes if len(code) <= 3]),
        model.insee.in_([code for code in codes if len(code) == 5]),
        model.epci.in_([code for code in codes if len(code) == 9]),
    )


def _located_in(model: type[Located], centre: tuple[float, float], radius_km: float) -> ColumnElement[bool]:
    return and_(model.latitude.is_not(None), model.longitude.is_not(None), _in_box(model, centre, radius_km))


def _in_box(model: type[Located], centre: tuple[float, float], radius_km: float) -> ColumnElement[bool]:
    latitude, longitude = centre
    high = radius_km / _KM_PER_DEGREE
    # Degrees of longitude shrink towards the poles; measured at the box's edge furthest from the equator.
    wide = high / max(cos(radians(min(abs(latitude) + high, 89.0))), 0.01)
    return and_(
        model.latitude.between(latitude - high, latitude + high),
        model.longitude.between(longitude - wide, longitude + wide),
    )


@dataclass(frozen=True)
class Step:
    """One attempt of a search: where, whether the dates asked for still hold, what was widened, in words."""

    scope: Scope
    with_dates: bool = True
    widened: Widened | None = None
    words: str | None = None


def steps(place: Place | None, radius_km: float, dated: bool) -> Iterator[Step]:
    """What to try in turn: what was asked, further away, at other dates, in the région, in France."""
    asked = Scope(place, radius_km)
    yield Step(asked)
    if asked.centre is not None:
        for radius in sorted({2 * radius_km, _FURTHEST_KM}):
            if radius_km < radius:
                words = f"Voici ce que je connais jusqu'à {radius:.0f} km."
                yield Step(Scope(place, radius), widened="radius", words=words)
    if dated:
        words = "Voici les prochaines dates, en dehors de la période demandée."
        yield Step(asked, with_dates=False, widened="date", words=words)
    if place is None or place.get("kind") == "nearby":
        return
    region = _region_of(place)
    if region is not None:
        words = f"Voici ce que je connais ailleurs dans la région {region['name']}."
        yield Step(Scope(region, radius_km), widened="place", words=words)
    yield Step(Scope(None, radius_km), widened="place", words="Voici ce que je connais ailleurs en France.")
    if dated:
        words = "Voici ce que je connais ailleurs en France, à d'autres dates."
        yield Step(Scope(None, radius_km), with_dates=False, widened="place", words=words)


def _region_of(place: Place) -> Place | None:
    gazetteer = load_gazetteer()
    departments = gazetteer.departments_of(place)
    department = gazetteer.department(departments[0]) if departments else None
    region = gazetteer.region(department.region) if department else None
    if region is None or place.get("kind") == "region":
        return None
    return {"kind": "region", "code": region.code, "name": region.name}


def holds_words(column: Any, text: str) -> ColumnElement[bool]:
    """Whether every word of `text`, folded, stands in the folded `column`."""
    words = fold_text(text).split()
    return and_(*(column.contains(word, autoescape=True) for word in words))


def in_interval(day: date, start: date | None, end: date | None) -> bool:
    """Whether `day` lies between two days, both included, None being an open side."""
    return (start is None or day >= start) and (end is None or day <= end)
