"""The command line before it sets anything up: what asks for help starts nothing."""

from __future__ import annotations

import pytest

from bot.command import main as command


@pytest.mark.parametrize("name", ["run", "talk", "setup", "train"])
def test_help_starts_nothing(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("something was set up")

    monkeypatch.setattr(command.setup, "run_steps", never)
    assert command.main([name, "--help"]) == 0
    assert f"./orisoin {name} : " in capsys.readouterr().out
    assert command.main([name, "--quiet"]) == 2
    assert "ne prend pas d'option" in capsys.readouterr().err


def test_what_setting_up_tells_leaves_the_output_to_the_command(capfd: pytest.CaptureFixture[str]) -> None:
    """`understand` prints JSON alone, also the first time, when the model is made before it."""
    command.setup._say("Préparation")
    command.setup._call(["echo", "Entraînement"], "echo manque")
    told = capfd.readouterr()
    assert told.out == ""
    assert told.err.split("\n")[:2] == ["→ Préparation…", "Entraînement"]
