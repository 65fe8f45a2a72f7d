"""A worry told amid a long message is met once, in few words, and only where there is room."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.people.worry import heard_first
from bot.replies import ReplyDraft

_LONG = (
    "si je démissionne et que ça marche pas je perds tout, à 41 ans avec une pension à payer j'ai la trouille"
)
_ANSWER = "Le contrat est suspendu, pas rompu."


def turn(text: str, intent: str = "training_cost", earlier: tuple[str, ...] = (), **told: Any) -> Any:
    """A turn whose message is `text`, after the messages `earlier`."""
    return SimpleNamespace(text=text, intent=intent, earlier=earlier, in_form=False, message=told)


def first(asked: Any, text: str = _ANSWER) -> str:
    """The first reply once the worry was met."""
    return heard_first(asked, [ReplyDraft(text=text)])[0].text


def test_a_worry_is_met_before_the_answer() -> None:
    assert first(turn(_LONG)).endswith(_ANSWER)
    assert first(turn(_LONG)) != _ANSWER


@pytest.mark.parametrize(
    "asked",
    [
        turn("j'ai peur des études"),  # short: it is asked about, and answered
        turn(_LONG, intent="distress"),
        turn(_LONG, weighs=True),  # met already, with other words
        turn(_LONG, earlier=(_LONG,)),
        turn(_LONG.replace("j'ai la trouille", "et j'ai pas peur de bosser")),
    ],
)
def test_it_is_not_met_twice_nor_where_it_is_the_question(asked: Any) -> None:
    assert first(asked) == _ANSWER


@pytest.mark.parametrize(
    "text, word",
    [
        ("je suis lessivée, on devient AES comment ?", "fatigue"),
        ("mon père est mort en mai. et pour être AES ?", "condoléances"),
        ("je me sens nulle, et si je ratais ?", "valeur"),
        ("ça m'angoisse cet oral, il dure combien ?", ""),
    ],
)
def test_what_is_felt_has_a_word_in_a_short_message_once(text: str, word: str) -> None:
    said = first(turn(text))
    assert said.endswith(_ANSWER) and said != _ANSWER and word in said
    assert first(turn(text, earlier=(text,))) == _ANSWER


def test_mourning_has_a_line_of_its_own_before_a_long_answer() -> None:
    replies = heard_first(turn("ma mère est morte hier, et la VAE ?"), [ReplyDraft(text="mot " * 60)])
    assert len(replies) == 2 and "condoléances" in replies[0].text


@pytest.mark.parametrize(
    "text", ["au bout de ma vie avec ce dossier", "crevée mdr", "je suis pas fatiguée", "nulle en maths"]
)
def test_an_idiom_or_a_denial_has_none(text: str) -> None:
    assert first(turn(text)) == _ANSWER


def test_a_long_answer_keeps_its_words() -> None:
    long_answer = "mot " * 58 + "fin."
    assert first(turn(_LONG), long_answer) == long_answer
