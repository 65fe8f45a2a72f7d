"""The profiles and questions of `data/reference/orientation.yml`: complete, within their closed lists, plainly worded."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.catalogue.orientation import asked_of, questions
from bot.french.folding import fold_text
from bot.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
DESCRIBED: dict[str, Any] = yaml.safe_load((REFERENCE / "orientation.yml").read_text(encoding="utf-8"))
PROFILES: dict[str, dict[str, Any]] = DESCRIBED["profiles"]
QUESTIONS: list[dict[str, Any]] = DESCRIBED["questions"]
PROFESSIONS = {path.stem for path in (REFERENCE / "professions").glob("*.yml")}
LEVELS = {level["slug"] for level in yaml.safe_load((REFERENCE / "levels.yml").read_text("utf-8"))["levels"]}

SHARE = {"none", "some", "central"}
DEPTH = {"none", "some", "strong"}
CHANCE = {"rare", "possible", "usual"}
CLOSED_LISTS = {
    "contact": {"little", "some", "central"},
    "body_care": SHARE,
    "desk": SHARE,
    "creative": SHARE,
    "science": DEPTH,
    "technical": DEPTH,
    "entry_level": LEVELS,
    "length": {"none", "short", "medium", "long"},
    "nights": CHANCE,
    "weekends": CHANCE,
    "physical": {"light", "medium", "heavy"},
    "autonomy": {"alone", "team", "both"},
    "home_visits": {True, False},
    "paid_training": {True, False},
}
PUBLICS = {"children", "teenagers", "adults", "elderly", "disability", "sick", "families", "everyone"}
VALUES = {
    "public": {"children", "elderly", "disability", "sick", "families", "any"},
    "taste": {"care", "help", "listen", "teach", "technique", "organise", "any"},
    "contact": {"body", "people", "little", "any"},
    "science": {"like", "some", "avoid", "any"},
    "level": {"none", "cap", "bac", "bac2", "any"},
    "length": {"short", "medium", "long", "any"},
    "income": {"needed", "free", "any"},
    "rhythm": {"day", "flexible", "any"},
    "effort": {"able", "light", "any"},
    "driving": {"able", "unable", "any"},
}

each_profile = pytest.mark.parametrize("slug", PROFILES)
each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["slot"])


def _profession(slug: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (REFERENCE / "professions" / f"{slug}.yml").read_text(encoding="utf-8")
    )
    return loaded


def test_every_profession_has_a_profile() -> None:
    assert set(PROFILES) == PROFESSIONS
    assert len(PROFILES) == 52


@each_profile
def test_profiles_keep_to_the_closed_lists(slug: str) -> None:
    profile = PROFILES[slug]
    assert set(profile) - {"requires", "first_of", "years", "own_home"} == {"publics", *CLOSED_LISTS}
    assert profile["publics"]
    assert set(profile["publics"]) <= PUBLICS
    assert set(profile.get("first_of", ())) <= set(profile["publics"])
    assert len(set(profile["publics"])) == len(profile["publics"])
    for key, allowed in CLOSED_LISTS.items():
        assert profile[key] in allowed, key


@each_profile
def test_no_profile_asks_for_less_than_the_facts_say(slug: str) -> None:
    """Nobody is told that they may enter where Parcoursup or a stated condition asks for the bac."""
    access, entry = _profession(slug)["access"], PROFILES[slug]["entry_level"]
    asks_for_bac = any(re.match(r"bac\b", condition) for condition in access["conditions"])
    if access["parcoursup"] or asks_for_bac:
        assert entry in ("bac", "bac-plus-2", "bac-plus-3")
    if "aucun diplôme exigé" in access["conditions"] or "aucun diplôme" in access["conditions"]:
        assert entry == "sans-diplome"


@each_profile
def test_lengths_agree_with_the_facts(slug: str) -> None:
    """Where the facts give years only, the profile's length follows from them."""
    training, length = _profession(slug)["training"], PROFILES[slug]["length"]
    shorter_way = {"technicien-laboratoire-medical", "assistant-de-regulation-medicale"}
    if training.get("years") and slug not in shorter_way:
        assert length == ("long" if training["years"] >= 3 else "medium")
    if (training.get("months") or 99) < 12:
        assert length == "short"


@each_profile
def test_studies_of_more_than_three_years_are_told_by_their_number(slug: str) -> None:
    years = _profession(slug)["training"].get("years")
    if slug != "psychologue":  # whose five years stand in words
        assert PROFILES[slug].get("years") == (years if (years or 0) > 3 else None)


def test_what_comes_after_another_diploma_says_so() -> None:
    for slug in (
        "infirmier-anesthesiste",
        "infirmier-bloc-operatoire",
        "infirmier-puericulteur",
        "cadre-de-sante",
    ):
        assert re.match(r"(le|la|un|une) ", PROFILES[slug]["requires"]), slug


def test_questions_are_those_of_the_form_in_order() -> None:
    assert [question["slot"] for question in QUESTIONS] == list(VALUES)


@pytest.mark.parametrize(
    ("audience", "count"), [(None, 6), ("counsellor", 6), ("young", 8), ("career_change", 9)]
)
def test_six_to_nine_questions_are_asked(audience: str | None, count: int) -> None:
    assert len(asked_of(audience)) == count


@each_profile
def test_paid_training_follows_from_the_facts(slug: str) -> None:
    """Nobody is told they may be paid while learning where no contract nor training on the job is known."""
    ways = " ".join(f"{way['way']} {way.get('detail') or ''}" for way in _profession(slug)["access"]["ways"])
    conditions = " ".join(
        [*_profession(slug)["access"]["conditions"], *_profession(slug)["access"]["bridges"]]
    )
    contract = re.search(r"apprenti|professionnalisation|alternance", f"{ways} {conditions}".lower())
    if PROFILES[slug]["paid_training"]:
        assert contract or PROFILES[slug]["length"] == "none"


@each_question
def test_questions_are_short_and_polite(question: dict[str, Any]) -> None:
    assert set(question) - {"audiences"} == {"slot", "text", "explain", "options"}
    assert len(question["explain"].split()) <= 40
    text = question["text"]
    assert text.endswith("?")
    assert text.count("?") == 1
    assert len(text.split()) <= 20
    assert not re.search(r"\b(tu|te|toi|ton|ta|tes)\b|·|\(e\)", text, re.IGNORECASE)


@each_question
def test_options_are_the_expected_ones(question: dict[str, Any]) -> None:
    options = question["options"]
    assert {option["value"] for option in options} == VALUES[question["slot"]]
    assert len(options) == len(VALUES[question["slot"]])
    assert (options[-1]["value"], options[-1]["title"]) == ("any", "Peu importe")
    for option in options:
        assert set(option) == {"value", "title", "words"}
        assert 0 < len(option["title"]) <= 24, option["title"]


@each_question
def test_words_are_folded_and_mean_one_option(question: dict[str, Any]) -> None:
    words = [word for option in question["options"] for word in option["words"]]
    assert len(set(words)) == len(words)
    for word in words:
        assert word == fold_text(word)
        assert word == word.strip()


@pytest.mark.parametrize(
    ("slot", "said", "value"),
    [
        ("level", "j'ai pas le bac", "none"),
        ("level", "j'ai le bac.", "bac"),
        ("level", "bac+2", "bac2"),
        ("level", "un bac pro", "bac"),
        ("level", "cap petite enfance", "cap"),
        ("length", "moins d'un an", "short"),
        ("length", "2 ans max", "medium"),
        ("rhythm", "pas la nuit", "day"),
        ("contact", "non pas la toilette", "people"),
        ("public", "des personnes âgées", "elderly"),
        ("public", "peu importe", "any"),
    ],
)
def test_the_longest_words_said_are_those_meant(slot: str, said: str, value: str) -> None:
    assert questions()[slot].read(said) == value
