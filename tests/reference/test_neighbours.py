"""`data/reference/neighbours.yml`: the professions next door, as the lexicon finds them, with a pointer and no figure."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.catalogue.plain_records import NeighbourRecord
from bot.french.folding import fold_text
from bot.settings import ROOT

DATA = ROOT / "data"
NEIGHBOURS: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "reference" / "neighbours.yml").read_text(encoding="utf-8")
)["neighbours"]
LEXICON: dict[str, Any] = yaml.safe_load((DATA / "lexicon" / "professions.yml").read_text(encoding="utf-8"))
# Pages that tell about no profession in particular: nothing may be said to come from them.
GENERAL = {"https://www.onisep.fr", "https://metiers.anfh.fr", "https://www.service-public.fr", None}

each_neighbour = pytest.mark.parametrize("neighbour", NEIGHBOURS, ids=lambda neighbour: neighbour["slug"])


def _catalogue_names() -> set[str]:
    names = set()
    for path in (DATA / "reference" / "professions").glob("*.yml"):
        profession = yaml.safe_load(path.read_text(encoding="utf-8"))
        names.add(fold_text(profession["name_m"]))
    # As the pointers name them, when the sheet's own name is longer.
    return names | {
        "aesh",
        "aide a domicile",
        "conseiller en economie sociale familiale",
        "interprete en langue des signes",
        "directeur d'etablissement medico-social",
        "chef de service",
        "animateur",
        "responsable de secteur",
    }


CATALOGUE = _catalogue_names()


def test_they_are_those_that_the_lexicon_finds() -> None:
    slugs = [neighbour["slug"] for neighbour in NEIGHBOURS]
    assert len(set(slugs)) == len(slugs)
    assert set(slugs) == set(LEXICON["neighbours"])
    assert not set(slugs) & set(LEXICON["professions"])


@each_neighbour
def test_neighbours_are_read_by_the_catalogue(neighbour: dict[str, Any]) -> None:
    assert set(neighbour) == set(NeighbourRecord.model_fields)
    assert NeighbourRecord.model_validate(neighbour).name


@each_neighbour
def test_variants_are_names_of_the_lexicon(neighbour: dict[str, Any]) -> None:
    entry = LEXICON["neighbours"][neighbour["slug"]]
    known = {name for key in ("names", "exact", "acronyms") for name in entry.get(key, [])}
    assert set(neighbour["variants"]) <= known


@each_neighbour
def test_pointers_are_short_honest_and_without_figures(neighbour: dict[str, Any]) -> None:
    pointer = neighbour["pointer"]
    assert "Je n'ai pas sa fiche" in pointer
    assert ("voyez " in pointer) == (neighbour["url"] is not None)
    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", pointer)) <= 2, pointer
    assert len(pointer.split()) <= 45
    assert not re.search(r"\d|·|\w\((?:e|ne|le|re|trice|euse)s?\)", pointer)
    assert not re.search(r"\b(tu|toi|ton|tes)\b", pointer)


@each_neighbour
def test_the_nearest_professions_are_in_the_catalogue(neighbour: dict[str, Any]) -> None:
    found = re.search(r"plus proches? ici (?:est|sont) (.*)\.$", neighbour["pointer"])
    if found is None:
        return
    # What follows a relative clause, or says where, is no name.
    names = re.split(r", (?:qui|en) ", found[1])[0]
    for name in re.split(r", | et ", names.replace("accompagnant éducatif et social", "aes")):
        assert name == "aes" or fold_text(name) in CATALOGUE, name


@each_neighbour
def test_pages_are_named_and_dated_or_general(neighbour: dict[str, Any]) -> None:
    url = neighbour["url"]
    assert url is None or re.fullmatch(r"https://[^\s.]+(\.[^\s./]+)+(/\S*)?", url)
    assert (neighbour["source"] is None) == (url in GENERAL)
    if neighbour["as_of"] is not None:
        assert neighbour["source"]
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", neighbour["as_of"])
