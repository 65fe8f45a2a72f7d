"""Professions, diplomas, levels and kinds of events found as people write them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from bot.french.lexicon import find_terms
from bot.french.lexicon_data import _entries, lexicon
from bot.settings import ROOT

_CASES = yaml.safe_load((Path(__file__).parent / "lexicon.yml").read_text(encoding="utf-8"))
_REFERENCE = ROOT / "data" / "reference"


def _slugs(name: str) -> set[str]:
    listed = yaml.safe_load((_REFERENCE / f"{name}.yml").read_text(encoding="utf-8"))[name]
    return {entry["slug"] for entry in listed}


@pytest.mark.parametrize(("text", "expected"), _CASES, ids=[text for text, _ in _CASES])
def test_terms_are_found(text: str, expected: list[str]) -> None:
    found = [f"{'' if item.is_filter else '!'}{item.entity} {item.value}" for item in find_terms(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text", ["Et l’Infirmière, à Nice ?", "œuvrer comme ÉDUC spé", "un/e infirmier·ère !"]
)
def test_offsets_are_those_of_the_raw_text(text: str) -> None:
    (found,) = find_terms(text)
    assert text[found.start : found.end] == found.text


def test_every_slug_of_the_lexicon_is_a_slug_of_the_reference() -> None:
    known = {
        "profession": {path.stem for path in (_REFERENCE / "professions").glob("*.yml")},
        "diploma": _slugs("diplomas"),
        "event_type": _slugs("event_types"),
        "level": _slugs("levels"),
    }
    for meaning, _ in _entries():
        if meaning.entity in known:
            assert set(meaning.values) <= known[meaning.entity]
        for kind, slug in meaning.details:
            assert slug in known[kind]


def test_every_profession_has_a_name() -> None:
    named = {meaning.values[0] for meaning, forms in _entries() if meaning.entity == "profession" and forms}
    assert named == {path.stem for path in (_REFERENCE / "professions").glob("*.yml")}


def test_every_spelled_out_name_is_found_alone() -> None:
    missed = [
        form
        for meaning, forms in _entries()
        for form in (*forms.get("names", ()), *forms.get("exact", ()), *forms.get("acronyms", ()))
        if not any(
            item.entity == meaning.entity and item.value in meaning.values for item in find_terms(str(form))
        )
    ]
    assert missed == []


def test_ambiguous_words_list_their_other_meanings() -> None:
    (found,) = find_terms("AVS")
    assert (found.value, *found.alternatives) == (
        "accompagnant-educatif-et-social",
        "aide-a-domicile",
        "aesh",
    )


def test_held_and_wanted_professions_are_told_apart() -> None:
    held, wanted = find_terms("je suis aide-soignante et je veux devenir infirmière")
    assert (held.details["role"], wanted.details["role"]) == ("current", "target")
    assert find_terms("ancienne ASH")[0].details["role"] == "current"
    assert find_terms("j'ai bossé comme AVS")[0].details["role"] == "current"


@pytest.mark.parametrize("text", ["pas le bac", "sans le bac", "j'ai pas eu mon bac", "g pa le bac"])
def test_a_level_one_lacks_is_negated(text: str) -> None:
    assert find_terms(text)[0].details == {"negated": True}


def test_a_diploma_tells_its_profession() -> None:
    assert find_terms("le DEAES")[0].details["profession"] == "accompagnant-educatif-et-social"


def test_a_hundred_characters_are_read_in_less_than_a_third_of_a_millisecond() -> None:
    lexicon()
    text = (
        "bonjour je suis aide soignente depuis 5 ans et jaimerais devenir infirmyer a marseille en alternanc"
    )
    find_terms(text)
    best = min(_timed(text) for _ in range(50))
    assert best < 0.0006, "twice the target, for slow test machines"


def _timed(text: str) -> float:
    start = time.perf_counter()
    find_terms(text)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Aide à domicile, l'infirmière qui passe m'a dit d'essayer la VAE", ["infirmier"]),
        ("un psychologue du centre d'à côté m'a parlé des AES", ["psychologue"]),
        ("D'après l'ergothérapeute, aide-soignant me plairait", ["ergotherapeute"]),
        ("une infirmière m'a dit que tout ce que j'ai fait peut compter", ["infirmier"]),
        # Theirs may be the trade in question.
        ("une infirmière m'a dit que c'est dur", []),
        ("aide-soignante, une infirmière m'a dit de faire comme elle", []),
        ("je veux être infirmière ma mère m'a dit non, ou aide-soignante", []),
    ],
)
def test_who_spoke_is_no_trade_in_question(text: str, told: list[str]) -> None:
    found = find_terms(text)
    assert [one.value for one in found if one.details.get("told_by")] == told
    assert all(one.is_filter for one in found if not one.details.get("told_by"))
