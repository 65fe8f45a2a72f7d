"""Figures of work to be found: one that two sheets hold is told once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from actions.narrow.work_to_find import figures_of_work


def figure(label: str, minimum: int, as_of: str) -> Any:
    return SimpleNamespace(
        label=label, minimum=minimum, maximum=minimum, value_text=None, as_of=as_of, kind="recruitment"
    )


def test_the_same_figure_under_two_names_is_told_once() -> None:
    trade: Any = SimpleNamespace(
        figures=[
            figure("Projets", 63900, "2025"),
            figure("Recrutements", 63900, "2025"),
            figure("Projets", 58000, "2024"),
        ]
    )
    assert [(one.label, one.minimum) for one in figures_of_work(trade)] == [
        ("Projets", 63900),
        ("Projets", 58000),
    ]
