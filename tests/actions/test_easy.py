"""Who wants easy words: what asks for them, what asks for the usual ones, and what is only said of something else."""

from __future__ import annotations

import pytest

from actions.words.easy_words import abbreviations_of
from bot.french.aspects import aspect


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("mode facile", "enter"),
        ("en FALC svp", "enter"),
        ("je veux des réponses faciles à lire", "enter"),
        ("explique plus simplement", "enter"),
        ("tu peux le dire avec des mots simples", "enter"),
        ("des phrases plus courtes", "enter"),
        ("j'ai du mal à lire", "enter"),
        ("je lis mal", "enter"),
        ("je sais pas bien lire", "enter"),
        ("c'est trop compliqué", "heavy"),
        ("c tro compliqué", "heavy"),
        ("simplifie", "heavy"),
        ("mode normal", "leave"),
        ("arrête le mode facile", "leave"),
        ("je ne veux plus le mode facile", "leave"),
        ("les réponses normales", "leave"),
        ("je cherche une formation facile", None),
        ("c'est facile d'entrer à l'école ?", None),
        ("un métier simple", None),
        ("ma mère ne sait pas lire, elle peut être aidée ?", None),
        ("merci", None),
    ],
)
def test_easy_words_are_asked_for_in_words(said: str, wanted: str | None) -> None:
    assert aspect("easy", said) == wanted


def test_abbreviations_are_explained_once_and_three_at_most() -> None:
    assert abbreviations_of("La RQTH se demande à la MDPH.") == [
        "RQTH veut dire : reconnaissance de la qualité de travailleur handicapé. Elle donne des aides au travail.",
        "MDPH veut dire : maison départementale des personnes handicapées.",
    ]
    assert abbreviations_of("VAE veut dire : validation.") == []
    assert abbreviations_of("Rien à expliquer, même le RESTE.") == []
    assert len(abbreviations_of("CAP, CDD, CDI, CIO, CPF")) == 3
