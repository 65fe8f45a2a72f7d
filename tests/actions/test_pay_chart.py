"""The chart of pay: the gross months of the lines, each with what must be said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.pay import chart
from bot.catalogue.models import PayLine
from bot.replies import Card, Reply

TODAY = date(2026, 11, 26)
NAME = "aide-soignante ou aide-soignant"


def line(**fields: Any) -> PayLine:
    """A line of pay; amounts of these tests are round, and inform nobody."""
    usual: dict[str, Any] = {
        "context": "hôpital public",
        "moment_text": "début de carrière",
        "sector": "public_hospital",
        "moment": "beginner",
        "kind": "salary",
        "as_of": "2026",
        "below_smic": False,
        "reliability": "high",
        "reliability_stated": True,
    }
    return PayLine(**{**usual, **fields})


def test_gross_months_become_bars_and_bonuses_do_not() -> None:
    lines = [
        line(gross_min=1000, gross_max=1200),
        line(gross_max=1500, moment_text="fin de carrière"),
        line(kind="bonus", gross_min=50),
        line(kind="liberal_income", gross_min=3000),
        line(hourly_min=12),
    ]
    drawn = chart(lines, TODAY, NAME)
    assert drawn is not None and drawn.unit == "€ brut par mois"
    assert drawn.title == "Salaires comparés (aide-soignante ou aide-soignant)"
    assert [(bar.label, bar.low, bar.high) for bar in drawn.bars] == [
        ("Hôpital public, début de carrière", 1000, 1200),
        ("Hôpital public, fin de carrière", 1500, 1500),
    ]


def test_a_bar_says_its_date_and_its_cautions() -> None:
    drawn = chart([line(gross_min=1000, as_of="2019", below_smic=True), line(gross_min=1100)], TODAY, NAME)
    assert drawn is not None
    assert [bar.note for bar in drawn.bars] == ["2019, au moins le SMIC, à vérifier", "2026"]


def test_one_amount_is_no_chart() -> None:
    assert chart([line(gross_min=1000)], TODAY, NAME) is None


def test_the_interface_documents_the_chart() -> None:
    schema = Reply.model_json_schema()
    assert {"Chart", "Bar"} <= set(schema["$defs"])
    assert Card(kind="profession", title="x").chart is None
