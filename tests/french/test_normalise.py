"""SMS forms, repeated letters and misspellings brought back to plain words."""

from __future__ import annotations

import pytest

from bot.french.normalise import Normaliser, _table, normalise, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Slttt, c koi 1 AS ?", "salut, c'est quoi un as ?"),
        ("jveu savoir", "je veux savoir"),
        ("jsuis ac bcp de tps", "je suis avec beaucoup de temps"),
        ("g pa le bac", "j'ai pas le bac"),
        ("jsp", "je sais pas"),
        ("ouiiii", "oui"),
        ("stp rdv ds 1 ehpad", "s'il te plait rendez vous dans un ehpad"),
        ("pq ke ki koi kel koman cb", "pourquoi que qui quoi quel comment combien"),
        ("C'est quoi l'école ?", "c'est quoi l'ecole ?"),
        ("qu'est-ce qu'il faut", "qu'est-ce qu'il faut"),
        ("mes enfants et tes amis", "mes enfants et tes amis"),
        ("il me frappe", "il me frappe"),
        ("bac +2", "bac +2"),
        ("1 500 euros et 1 an", "1 500 euros et un an"),
        ("bac 1 fois", "bac 1 fois"),
    ],
)
def test_messages_are_written_in_full(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_plain_french_is_left_alone() -> None:
    text = "je voudrais savoir combien gagne une aide soignante dans le secteur public et ce qu'elle fait de ses journees"
    assert normalise(text) == text


def test_the_table_is_large_and_never_maps_a_form_to_itself() -> None:
    table = _table()
    assert len(table) >= 350
    assert all(" ".join(form) != meaning for form, meaning in table.items())


def test_unknown_words_are_corrected_towards_the_vocabulary() -> None:
    normaliser = Normaliser(dict.fromkeys(["combien", "coute", "la", "formation", "inscription"], 1))
    assert normaliser.normalise("cb coutte la fromation ?") == "combien coute la formation ?"
    assert normaliser.normalise("inscripton") == "inscription"


def test_known_short_and_distant_words_are_not_corrected() -> None:
    normaliser = Normaliser(dict.fromkeys(["combien", "coute", "la", "formation"], 1))
    assert normaliser.normalise("pair combine information") == "pair combien information"
    assert normaliser.normalise("xylophone") == "xylophone"


def test_words_are_normalised_and_not_corrected() -> None:
    assert words(normalise("Jveux 1 formtion!")) == ["je", "veux", "un", "formation"]
    assert Normaliser({"abc": 2}).vocabulary == {"abc": 2}


def test_rare_words_become_the_frequent_one_that_sounds_alike() -> None:
    normaliser = Normaliser({"formation": 900, "dentaire": 60, "dentere": 1, "foration": 40})
    assert normaliser.normalise("formassion dentere") == "formation dentaire"
    assert normaliser.normalise("foration") == "foration"


def test_the_pronoun_or_article_written_onto_a_word_is_read_apart() -> None:
    assert normalise("jdonne lmetier") == "je donne le metier"
    assert normalise("jpo lsf lmd journée liste") == "jpo lsf lmd journee liste"
