"""Which trade is held and which one is aimed at, from how a message names them."""

from __future__ import annotations

from typing import Any

import pytest

from actions.narrow.way_between import Way, way_between
from bot.french.find import find_all
from bot.french.found import Found


def _name(found: Found) -> str:
    return f"{found.entity}_current" if found.details.get("role") == "current" else found.entity


class _Said:
    """A turn as far as the reading of a way needs one."""

    point_before = None

    def __init__(self, text: str, *earlier: str, before: str | None = None) -> None:
        self.text, self.earlier, self.previous_profession = text, earlier, before
        self.entities = [
            {"entity": _name(found), "value": found.value, "start": found.start, "end": found.end}
            for found in find_all(text)
        ]

    def said(self, entity: str) -> list[Any]:
        return [one["value"] for one in self.entities if one["entity"] == entity]

    def known(self, _slot: str) -> None:
        return None


@pytest.mark.parametrize(
    ("text", "held", "aimed"),
    [
        ("infirmière après aide-soignante, combien de temps ?", "aide-soignant", "infirmier"),
        ("aide-soignante un an et après l'ifsi ça marche ?", "aide-soignant", "infirmier"),
        ("brancardier d'abord, ambulancier ensuite", "brancardier", "ambulancier"),
        (
            "auxiliaire de puériculture, c'est plus court pour une AS ?",
            "aide-soignant",
            "auxiliaire-de-puericulture",
        ),
        (
            "une AES peut devenir monitrice éducatrice ?",
            "accompagnant-educatif-et-social",
            "moniteur-educateur",
        ),
        (
            "passer de TISF à éducateur spécialisé",
            "technicien-intervention-sociale-familiale",
            "educateur-specialise",
        ),
    ],
)
def test_the_direction_is_read(text: str, held: str, aimed: str) -> None:
    assert way_between(_Said(text)) == Way(held, (aimed,))  # type: ignore[arg-type]


def test_the_trade_practised_was_told_before() -> None:
    said = _Said("passer infirmier c'est possible ?", "je suis ambulancier")
    assert way_between(said) == Way("ambulancier", ("infirmier",))  # type: ignore[arg-type]


def test_a_wish_alone_does_not_ask_for_a_bridge() -> None:
    said = _Said("je veux être aide-soignante, ça dure combien ?", "je suis ash")
    assert way_between(said) == Way("agent-de-service-hospitalier", ("aide-soignant",), asked=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "différence entre aide-soignante et infirmière",
        "orthophoniste ou kiné",
        "je veux être infirmière",
        "passerelle pour devenir infirmière",
        "y a du travail pour les ambulanciers ?",
    ],
)
def test_no_way_is_read_where_none_is_told(text: str) -> None:
    assert way_between(_Said(text)) is None  # type: ignore[arg-type]
