"""A danger told of somebody else: a child who is hit."""

from __future__ import annotations

import pytest

from actions.people.exaggerated import awaits_a_call, exaggerates, tells_a_life
from actions.people.of_others import child_struck


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("mon beau-père s'énerve sur mes frères et les cogne", True),
        ("elle gifle le petit pour un rien", True),
        ("mon petit frère tape dans un ballon et le frappe fort", False),
        ("mon frère travaille en crèche", False),
    ],
)
def test_a_child_who_is_hit_is_heard(text: str, struck: bool) -> None:
    assert child_struck(text) is struck


@pytest.mark.parametrize(
    ("text", "life"),
    [
        ("personne pour garder mon bébé pendant la formation", True),
        ("j'ai rempli votre formulaire et personne ne m'appelle", True),
        ("plus rien ne me retient à Metz, je veux me former à Lyon", True),
        ("plus rien ne me retient", False),
        ("personne pour garder mon bébé, je pleure toutes les nuits", False),
        ("j'ai donné mon numéro à une amie, personne ne m'appelle", False),
    ],
)
def test_a_life_told_is_no_distress(text: str, life: bool) -> None:
    assert tells_a_life(text) is life
    assert exaggerates(text) is life


def test_a_call_of_ours_is_awaited() -> None:
    assert awaits_a_call("j'ai rempli votre formulaire, personne ne m'appelle")
    assert not awaits_a_call("personne pour garder mon bébé pendant la formation")
