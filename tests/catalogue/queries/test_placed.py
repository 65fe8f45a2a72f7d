"""A search goes further step by step, and never twice over the same ground."""

from __future__ import annotations

import pytest

from bot.catalogue.queries.placed import steps
from bot.french.gazetteer import load_gazetteer

pytestmark = pytest.mark.parametrize(
    ("radius", "wider"), [(20.0, [40.0, 100.0]), (50.0, [100.0]), (80.0, [100.0, 160.0]), (200.0, [400.0])]
)


def test_each_wider_circle_is_searched_once_the_smallest_first(radius: float, wider: list[float]) -> None:
    gap = load_gazetteer().by_postcode("05000")[0]
    place = {"kind": "commune", "code": gap.insee, "name": gap.name}
    circles = [step.scope.radius_km for step in steps(place, radius, dated=False) if step.widened == "radius"]
    assert circles == wider
