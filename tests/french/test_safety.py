"""Danger found, and idioms, professions and weariness of work left alone.

First scores on sentences no pattern had been written from: tables of this file 192/201 found, 6 false alarms in 189;
held-out sets 16/30 and 6 in 30, then 26/30 and 0 in 30, then 24/30 and 0 in 30. Sets 4 to 6 were sought among indirect
words and near misses: 46/150 found and 16 false alarms in 150, then 27/60 and 12 in 60, then 9/30 and 3 in 30. What was
missed widened the patterns each time, so these sets now guard against regressions and measure nothing else: of unseen
indirect wordings the patterns alone find less than half, and the classifier must find the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.french.safety import at_hand, find_danger


def _table(name: str) -> dict[str, list[str]]:
    content: Any = yaml.safe_load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))
    return {kind: [str(sentence) for sentence in listed] for kind, listed in content.items()}


_POSITIVE = _table("safety_positive")
_NEGATIVE = _table("safety_negative")
_HELD_OUT = [_table("safety_held_out"), *(_table(f"safety_held_out_{number}") for number in range(2, 7))]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, listed in _POSITIVE.items() for text in listed]
)
def test_danger_is_found_with_its_kind(kind: str, text: str) -> None:
    danger = find_danger(text)
    assert danger is not None
    assert danger.kind == kind


@pytest.mark.parametrize("text", [text for listed in _NEGATIVE.values() for text in listed])
def test_what_is_no_danger_is_left_alone(text: str) -> None:
    assert find_danger(text) is None


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("j'ai compté les somnifères cette nuit", True),
        ("la carabine est contre mon lit", True),
        ("j'ai avalé toute la boîte", True),
        ("je suis au bord du pont", True),
        ("je veux mourir", False),
        ("j'ai des idées noires depuis un mois", False),
    ],
)
def test_what_kills_is_there_or_not(text: str, there: bool) -> None:
    assert find_danger(text) is not None
    assert at_hand(text) is there


def test_tables_are_large_enough() -> None:
    assert sum(map(len, _POSITIVE.values())) >= 150
    assert sum(map(len, _NEGATIVE.values())) >= 150


@pytest.mark.parametrize("table", _HELD_OUT)
def test_held_out_recall_is_95_per_cent_and_false_alarms_one_in_twenty(table: dict[str, list[str]]) -> None:
    found = [text for text in table["danger"] if find_danger(text)]
    alarms = [text for text in table["fine"] if find_danger(text)]
    assert len(found) >= 0.95 * len(table["danger"])
    assert len(alarms) <= 0.05 * len(table["fine"])


def test_danger_wins_over_the_rest_of_the_message() -> None:
    danger = find_danger("bonjour je cherche une formation d'aide soignante mais j'ai envie de mourir")
    assert danger is not None
    assert (danger.kind, danger.text) == ("suicide", "envie de mourir")


@pytest.mark.parametrize(
    "text",
    [
        "Il y a des jours où je voudrais ne plus exister. À part cela, quel métier pour quelqu'un de doux ?",
        "si je prenais le platane j'aurais plus à retourner là-bas. le congé de formation, c'est quoi ?",
        "le mur en face, j'ai envie de foncer dedans. combien gagne une AES ?",
    ],
)
def test_a_question_behind_hides_no_danger(text: str) -> None:
    found = find_danger(text)
    assert found is not None and found.kind == "suicide"


@pytest.mark.parametrize(
    "text",
    [
        "je déprime dans mon open space. et l'école ?",
        "on va droit dans le mur",
        "prendre racine sous un arbre",
        "je voudrais planter des arbres avec des jeunes",
    ],
)
def test_a_wall_or_a_tree_is_no_danger_by_itself(text: str) -> None:
    assert find_danger(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("une stagiaire m'a confié qu'elle voulait sauter d'un pont", "third_party_suicide"),
        ("mon copain m'a écrit qu'il allait en finir", "third_party_suicide"),
        ("elle m'a écrit qu'elle veut mourir", "third_party_suicide"),
        ("il vient de m'envoyer « j'en ai marre de tout », je dis quoi", "third_party_suicide"),
        ("j'ai dit à une collègue que je voulais sauter d'un pont", "suicide"),
        ("ma collègue est partie, je veux en finir", "suicide"),
    ],
)
def test_words_of_suicide_said_to_the_writer_are_those_of_another(text: str, kind: str) -> None:
    found = find_danger(text)
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "il m'a dit qu'il en a marre de son patron",
        "elle m'a écrit que la formation dure un an",
        "il m'a envoyé le dossier",
    ],
)
def test_what_is_passed_on_is_no_danger_by_itself(text: str) -> None:
    assert find_danger(text) is None
