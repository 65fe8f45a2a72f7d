"""Those one would work with, and a handicap of one's own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.choosing.works_with import works_with_them


def turn(text: str) -> Any:
    """A turn taken for a handicap of one's own."""
    return SimpleNamespace(text=text, intent="disability", in_form=False, professions=[])


@pytest.mark.parametrize(
    "text",
    [
        "jveux bosser avec des handicapés",
        "m'occuper d'enfants autistes",
        "un métier auprès de personnes handicapées",
    ],
)
def test_those_one_would_work_with(text: str) -> None:
    assert works_with_them(turn(text))


@pytest.mark.parametrize(
    "text",
    [
        "je suis handicapé, je peux travailler avec des enfants ?",
        "avec ma dyslexie je peux bosser en Ehpad ?",
        "j'ai une rqth et je veux aider des personnes handicapées",
    ],
)
def test_a_handicap_of_ones_own(text: str) -> None:
    assert not works_with_them(turn(text))
