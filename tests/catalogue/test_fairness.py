"""The same answers give the same proposals, whoever gives them: forms, first names, origin and health change nothing."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.catalogue.fit import JUDGES
from bot.catalogue.orientation import ANY, propose, questions
from bot.catalogue.wish_words import wording
from bot.catalogue.wishes import NOTED, read
from bot.french.aspects import aspect
from bot.french.lexicon import find_terms
from bot.settings import ROOT

_CASES = yaml.safe_load((Path(__file__).parent / "fairness.yml").read_text(encoding="utf-8"))
_PROFILES: dict[str, dict[str, Any]] = yaml.safe_load(
    (ROOT / "data" / "reference" / "orientation.yml").read_text(encoding="utf-8")
)["profiles"]
_VALUES: dict[str, list[str | None]] = {
    **{
        name: [None, *(option.value for option in question.options)] for name, question in questions().items()
    },
    NOTED: [None, *(f"-{name}" for name in wording()["exposures"])],
}
# Beside the options, what free words may hold: several wanted, something refused, hours, « un peu ».
_VALUES["public"] += ["-children", "-elderly", "elderly disability", "sick -families"]
_VALUES["taste"] += ["-care", "care listen", "teach -technique"]
_VALUES["contact"] += ["some"]
_VALUES["rhythm"] += ["some", "nights", "-nights", "-weekends", "weekends -nights", "-evenings"]
_VALUES["effort"] += ["some"]
_PAIRS = [(name, *pair) for name, pairs in _CASES["answers"].items() for pair in pairs]
_TITLES = [
    (name, option.title, option.value)
    for name, question in questions().items()
    for option in question.options
]


class _Watched(Mapping[str, str | None]):
    """Answers that tell which of them were looked at."""

    def __init__(self, answers: Mapping[str, str | None]) -> None:
        self._answers = answers
        self.seen: set[str] = set()

    def __getitem__(self, name: str) -> str | None:
        self.seen.add(name)
        return self._answers[name]

    def __iter__(self) -> Iterator[str]:
        self.seen.update(self._answers)
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)


def test_each_judge_looks_at_one_answer_and_at_nothing_else() -> None:
    """The score is the sum of the judges: what holds for each answer by itself holds for the whole space of answers."""
    looked: dict[Any, set[str]] = {judge: set() for judge in JUDGES}
    for name, values in _VALUES.items():
        for value, (slug, profile), judge in itertools.product(values, _PROFILES.items(), JUDGES):
            watched = _Watched({**dict.fromkeys(_VALUES), name: value, "gender": "f", "first_name": "Aïcha"})
            judge(slug, profile, watched)
            looked[judge] |= watched.seen
    assert all(len(seen) <= 1 for seen in looked.values()), looked
    assert set().union(*looked.values()) == {*questions(), NOTED}


def test_nothing_but_the_answers_changes_a_proposal() -> None:
    of_a_person = {
        "gender": "f",
        "first_name": "Fatou",
        "origin": "ML",
        "health": "rqth",
        "age": "56",
        "place": "93",
    }
    names = list(questions())
    for at, values in enumerate(itertools.product(*(_VALUES[name][:3] for name in names))):
        if at % 997:  # some sixty ways of answering all the questions at once
            continue
        answers = dict(zip(names, values, strict=True))
        assert propose({**answers, **of_a_person}) == propose(answers), answers


def test_the_ranking_takes_in_nothing_of_the_person() -> None:
    """No module that ranks imports or names anything of who speaks: a gender, a name, an origin, an age, an illness."""
    forbidden = {
        "gender",
        "sex",
        "female",
        "male",
        "woman",
        "man",
        "origin",
        "nationality",
        "country",
        "name_f",
        "name_m",
    }
    forbidden |= {
        "first_name",
        "surname",
        "age",
        "health",
        "illness",
        "religion",
        "tracker",
        "slots",
        "metadata",
        "turn",
    }
    for module in ("fit", "fit_taste", "orientation"):
        tree = ast.parse((ROOT / "bot" / "catalogue" / f"{module}.py").read_text(encoding="utf-8"))
        used: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.arg):
                used.add(node.arg)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
                used.add(node.value)
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").startswith(
                    ("bot.catalogue", "bot.french.folding", "bot.settings")
                ) or (
                    node.module in ("__future__", "collections.abc", "dataclasses", "functools", "typing")
                ), node.module
        assert not used & forbidden, module


@pytest.mark.parametrize(("asked", "feminine", "masculine"), _PAIRS, ids=[pair[1] for pair in _PAIRS])
def test_feminine_and_masculine_forms_are_the_same_answer(asked: str, feminine: str, masculine: str) -> None:
    assert read(feminine, asked) == read(masculine, asked)
    assert read(feminine) == read(masculine)


@pytest.mark.parametrize("name", list(questions()))
def test_every_word_of_an_option_in_the_other_gender_is_the_same_option(name: str) -> None:
    """-e, -ée, -ienne, -euse, -trice…: the form that French makes, when it is also a word of ours, means the same."""
    words = {word: option.value for option in questions()[name].options for word in option.words}
    endings = [
        ("", "e"),
        ("s", "es"),
        ("ien", "ienne"),
        ("iens", "iennes"),
        ("eur", "euse"),
        ("teur", "trice"),
        ("er", "ere"),
    ]
    for word, value in words.items():
        for masculine, feminine in endings:
            if word.endswith(masculine):
                other = word[: len(word) - len(masculine)] + feminine
                assert words.get(other, value) == value, (word, other)


@pytest.mark.parametrize("name", list(questions()))
def test_a_first_name_changes_no_answer(name: str) -> None:
    """The title of each option beside first names: the answer is that of the title by itself."""
    options = [option for option in questions()[name].options if option.value != ANY]
    # Each introduction with names in turn, so that over the questions and options every name meets every introduction.
    for at, introduction in enumerate(_CASES["introductions"]):
        for position, first_name in enumerate(_CASES["names"][at % 4 :: 4]):
            option = options[(at + position) % len(options)]
            said = introduction.format(
                name=first_name.lower() if position % 2 else first_name, said=option.title
            )
            assert read(said, name) == _by_itself(option.title, name), said


@cache
def _by_itself(said: str, asked: str) -> dict[str, str]:
    return read(said, asked)


@pytest.mark.parametrize("first_name", _CASES["names"])
def test_a_first_name_by_itself_tells_no_wish(first_name: str) -> None:
    for introduction in _CASES["introductions"]:
        said = introduction.format(name=first_name, said="je cherche un métier")
        assert read(said) == {}, said


@pytest.mark.parametrize("said", _CASES["says_nothing"])
def test_what_one_is_tells_nothing_of_what_one_wants(said: str) -> None:
    assert read(said) == {}


def test_a_constraint_that_is_stated_counts() -> None:
    """Health is heard as what one can do: in answer to the question, or told as a constraint of its own."""
    assert read("j'ai une RQTH", "effort") == {"effort": "light"}
    assert read("je ne peux pas porter") == {"effort": "light"}
    assert read("j'aime les personnes handicapées") == {"public": "disability"}
    assert read("j'aimerais aider ceux qui sont malades")["public"] == "sick"
    assert read("moi c'est manuel", "taste") == {"taste": "technique"}
    assert read("moi c'est les enfants", "public") == {"public": "children"}


@pytest.mark.parametrize(("feminine", "masculine"), _CASES["audiences"])
def test_the_same_audience_is_understood_of_a_woman_and_of_a_man(feminine: str, masculine: str) -> None:
    """The audience decides which questions are asked."""
    assert aspect("audience", feminine) == aspect("audience", masculine)


@pytest.mark.parametrize(
    "said",
    ["je voudrais être {}", "je suis {} depuis dix ans", "je ne veux pas être {}", "c'est quoi {} ?", "{}"],
)
def test_both_names_of_a_profession_are_the_same_profession(said: str) -> None:
    professions = sorted((ROOT / "data" / "reference" / "professions").glob("*.yml"))
    assert len(professions) == 52
    for path in professions:
        profession = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = [
            [(term.entity, term.value) for term in find_terms(said.format(profession[form]))]
            for form in ("name_f", "name_m")
        ]
        assert found[0] == found[1], (path.stem, found)
