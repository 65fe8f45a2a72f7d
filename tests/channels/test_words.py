"""What is typed in place of a button or a menu."""

from __future__ import annotations

import pytest

from bot.channels.words import Option, command, picked


def test_a_typed_label_or_number_picks_an_option() -> None:
    options = [Option("a", "Découvrir un métier du soin"), Option("b", "Non")]
    one, two = options
    for typed in ("1", " 1. ", "n°1", "le 1", "option 1", "DECOUVRIR un metier du soin !"):
        assert picked(typed, options, True) == one, typed
    assert picked("non", options, True) == two
    assert picked("1", options, False) is None
    for other in ("3", "0", "11", "non merci", "", "1 enfant"):
        assert picked(other, options, True) is None, other


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("STOP", "stop"),
        ("Stop.", "stop"),
        ("arrêter", "stop"),
        ("Effacer mes données", "erase"),
        ("/start", "start"),
        ("/start@bot", "start"),
        ("« suite »", "more"),
        ("site web", "web"),
        ("je veux arrêter mon travail", None),
        ("stop tabac", None),
        ("effacer une dette", None),
        ("/restart", None),
        ("", None),
    ],
)
def test_a_command_is_a_whole_message(text: str, kind: str | None) -> None:
    assert command(text) == kind
