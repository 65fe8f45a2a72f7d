"""The thesaurus of concepts: the form of its files, and how a text is read with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.french import concepts as module
from bot.french.concepts import concepts, term_words
from bot.french.normalise import normalise
from bot.settings import ROOT

FILES = sorted((ROOT / "data" / "lexicon" / "concepts").glob("*.yml"))
TERM = re.compile(r"[a-z0-9]+\*?(?:[ '-][a-z0-9]+\*?)*")
SLUG = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
# An elided word counts with its article or pronoun (« c'est » is one).
LONGEST_TERM = 6

Write = Callable[..., None]


def listed(path: Path) -> dict[str, list[Any]]:
    """The concepts of a file."""
    content: dict[str, dict[str, list[Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(content) == ["concepts"]
    return content["concepts"]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Put thesaurus files of our own in place of the project's."""

    def files(**contents: dict[str, list[str]]) -> None:
        for name, content in contents.items():
            (tmp_path / f"{name}.yml").write_text(yaml.safe_dump({"concepts": content}), encoding="utf-8")

    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    module.thesaurus.cache_clear()
    module._numbers.cache_clear()
    module._from.cache_clear()
    yield files
    module.thesaurus.cache_clear()
    module._numbers.cache_clear()
    module._from.cache_clear()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_are_folded_words_stems_or_short_expressions(path: Path) -> None:
    for concept, terms in listed(path).items():
        assert SLUG.fullmatch(concept)
        assert terms, concept
        for term in terms:
            assert isinstance(term, str), f"{concept}: {term!r} is not a text for YAML"
            assert TERM.fullmatch(term), f"{concept}: {term}"
            assert len(term.split()) <= LONGEST_TERM, f"{concept}: {term}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_term_stands_twice_in_a_file(path: Path) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for concept, terms in listed(path).items():
        for term in terms:
            words = tuple(term_words(term))
            assert words not in seen, f"{term}: {seen[words]} and {concept}"
            seen[words] = concept


def test_words_are_matched_whole_and_stems_by_their_beginning(write: Write) -> None:
    write(a={"record": ["casier"], "vaccine": ["vaccin*"]})
    assert concepts("mon casier, mes vaccinations ?") == ["record", "vaccine"]
    assert concepts("les casiers et le minivaccin") == []


def test_longest_expression_wins_and_uses_its_words(write: Write) -> None:
    write(a={"back": ["mal au dos"], "hurt": ["mal"], "body": ["dos"]})
    assert concepts("j'ai mal au dos") == ["back"]
    assert concepts("mal au ventre, pas au dos") == ["hurt", "body"]


def test_expressions_may_hold_stems_and_apostrophes(write: Write) -> None:
    write(a={"load": ["porter des charge*"], "what": ["c'est quoi"]})
    assert concepts("c'est quoi, porter des chargements ?") == ["what", "load"]


def test_the_more_precise_of_equal_expressions_wins(write: Write) -> None:
    write(a={"general": ["cour*"], "lesson": ["cours"], "brave": ["courag*"]})
    assert concepts("cours courageux courir") == ["lesson", "brave", "general"]


def test_a_word_has_the_concepts_of_each_file_longest_first(write: Write) -> None:
    write(a={"night": ["nuit"]}, b={"night_pay": ["nuit payee"], "pay": ["paye*"]})
    assert concepts("la nuit payee") == ["night_pay", "night"]
    assert concepts("la nuit est payee") == ["night", "pay"]


def test_the_same_concept_of_two_files_is_said_once_for_a_word(write: Write) -> None:
    write(a={"refusal": ["pas"]}, b={"refusal": ["pas"]})
    assert concepts("pas du tout, pas moi") == ["refusal", "refusal"]


def test_nothing_known_is_no_concept(write: Write) -> None:
    write(a={"record": ["casier"]})
    assert concepts("") == []
    assert concepts("?!") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TMS et accidents du travail", {"physical_strain", "violence_at_work", "risks_illness"}),
        ("Où exerce-t-on ?", {"ask_where_practised"}),
        ("ça finit à quelle heure", {"hours_schedule", "ask_what_time"}),
        ("mon casier n'est pas vierge", {"criminal_record"}),
        ("mets-moi un pense-bête la veille", {"remind_me", "reminder_moment"}),
        ("c'est quoi l'échelon de départ", {"ask_what_is", "scales"}),
    ],
)
def test_everyday_sentences_have_their_concepts(text: str, expected: set[str]) -> None:
    assert expected & set(concepts(normalise(text)))
