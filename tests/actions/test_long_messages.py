"""A long message is read by its sentences: those that ask, with what a few words point at."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from actions.narrow.point import said_together
from actions.talk.request import questions_of, sentences_of
from bot.french.normalise import normalise

_STORY = (
    "J'ai un stage la semaine prochaine et trois enfants à la maison, le loyer est de 700 euros par mois. "
    "Est-ce que l'école paye quelque chose ?"
)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("J'ai 40 ans. Je peux entrer en école ?", ["je peux entrer en ecole ?"]),
        (
            "Je cherche le numéro de l'Ordre. Vous l'avez ?",
            ["je cherche le numero de l ordre. vous l avez ?"],
        ),
        ("C'est long ? Et cher ?", ["c est long ?", "et cher ?"]),
        ("J'ai 40 ans et deux enfants.", []),
    ],
)
def test_questions_come_with_what_they_point_at(text: str, questions: list[str]) -> None:
    assert [one.replace("'", " ") for one in questions_of(text)] == questions


def test_sentences_keep_their_marks() -> None:
    assert sentences_of("Oui. Non ! Et… voilà ?") == ["Oui.", "Non !", "Et…", "voilà ?"]


def _together(text: str, *patterns: str) -> bool:
    turn: Any = SimpleNamespace(text=text)
    return said_together(turn, normalise(text), tuple(map(re.compile, patterns)))


def test_words_far_apart_do_not_ask_one_thing() -> None:
    assert _together(_STORY, r"\becole\b", r"\bpaye\b")
    assert not _together(_STORY, r"\bstage\b", r"\bpaye\b")
    assert not _together(_STORY, r"\bloyer\b")  # told, and not asked
    assert _together("Un stage, ça paye ?", r"\bstage\b", r"\bpaye\b")
