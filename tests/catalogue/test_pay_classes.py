"""The sector and the moment of a pay line, read from its texts."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.catalogue.pay_classes import is_hidden, moment_of, sector_of
from bot.settings import ROOT


@pytest.mark.parametrize(
    ("context", "sector"),
    [
        ("public FPH (catégorie B), classe normale", "public_hospital"),
        ("public FPT (agent social, échelle C1)", "public_territorial"),
        ("crèche publique (territoriale), revalorisation « bonus attractivité »", "public_territorial"),
        ("fonction publique (FPT/FPH), grille des assistants socio-éducatifs, catégorie A", "public"),
        ("public (grille territoriale, homologue de la FPH), 1er grade", "public"),
        ("public éducation nationale, base temps plein", "public_state"),
        ("privé non lucratif CCN66 (hors internat)", "private_non_profit"),
        ("privé associatif, branche aide à domicile (BAD)", "private_non_profit"),
        ("privé associatif ou lucratif", "private"),
        ("privé (crèches associatives ou d'entreprise)", "private"),
        ("libéral", "liberal"),
        ("indépendant agréé", "liberal"),
        ("particulier employeur, niveau 1 (taux horaire converti à 151,67 h)", "home_employer"),
        ("tous employeurs hors particuliers (équivalent temps plein)", "any"),
        ("public (département) ou associatif, 1 enfant en accueil continu", "any"),
        ("public / privé", "any"),
        ("alternance", "any"),
    ],
)
def test_sector(context: str, sector: str) -> None:
    assert sector_of(context) == sector


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("débutant", "beginner"),
        ("débutant, plancher légal", "beginner"),
        ("débutant (0 à 2 ans)", "beginner"),
        ("dès le début", "beginner"),
        ("après 1 an", "beginner"),
        ("débutant à fin de carrière", "range"),
        ("début à fin de grade", "range"),
        ("débutant de grade à fin de carrière", "range"),
        ("débutant à expérimenté", "range"),
        ("milieu de carrière (échelon 7, environ 12 ans)", "mid"),
        ("confirmé (5 à 15 ans)", "mid"),
        ("qualifié / fin de carrière", "end"),
        ("fin d'échelle", "end"),
        ("senior", "end"),
        ("moyenne tous âges", "average"),
        ("toutes carrières (moyenne)", "average"),
        ("médiane", "average"),
        ("en formation", "training"),
        ("toute la carrière", "any"),
        ("selon classification", "any"),
    ],
)
def test_moment(text: str, moment: str) -> None:
    assert moment_of(text) == moment


def test_only_doubtful_lines_that_say_so_are_hidden() -> None:
    assert is_hidden("low", "moyenne d'un site privé : ne pas afficher")
    assert not is_hidden("medium", "ne pas afficher sans le note")
    assert not is_hidden("low", "montants de 2024")
    assert not is_hidden("low", None)


def test_every_public_or_private_context_of_the_data_has_a_sector() -> None:
    contexts = {
        line["context"]
        for path in Path(ROOT / "data/reference/professions").glob("*.yml")
        for line in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["pay"]
    }
    unsaid = {context for context in contexts if sector_of(context) == "any"}
    assert not [context for context in unsaid if "FP" in context or "CCN" in context]
    assert len(contexts) > 90
