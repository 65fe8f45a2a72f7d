"""The evaluation as a page that a person can read."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from bot.engine.evaluation.result import Result
from bot.engine.evaluation.scores import Tally

_TEMPLATES = Path(__file__).parent / "templates"
# The square of the curve, in the drawing's units.
_LEFT, _BOTTOM, _WIDTH, _HEIGHT = 30, 190, 200, 180


def tables(result: Result) -> list[tuple[str, Tally]]:
    """The tables of an evaluation, with their French titles."""
    return [
        ("Promesses", result.promises),
        ("Par sujet", result.subjects),
        ("Par registre", result.registers),
        ("Par voix", result.voices),
        ("Seconde demande", result.also),
        ("Entités", result.entities),
        ("Réponses précises", result.narrow),
        ("Qui parle", result.roles),
    ]


def percent(share: float) -> str:
    """A share as a French percentage: 0.913 gives « 91,3 % »."""
    return f"{share * 100:.1f} %".replace(".", ",")


def html(result: Result, noise: list[tuple[str, float]]) -> str:
    """The page; `noise` is the share of right subjects under each kind of noise."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    calibration = result.calibration()
    return environment.get_template("report.html").render(
        result=result,
        tables=[(title, tally.rows()) for title, tally in tables(result)],
        noise=noise,
        calibration=calibration,
        curve=" ".join(
            f"{_LEFT + confidence * _WIDTH:.0f},{_BOTTOM - share * _HEIGHT:.0f}"
            for confidence, share, _ in calibration
        ),
        percent=percent,
    )
