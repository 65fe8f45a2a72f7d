"""What counsellors chose to teach comes out as a change to the files of `data/nlu` that git applies."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import yaml

from bot.catalogue.models import TrainingExample
from bot.command.questions import as_patch
from bot.settings import ROOT


def example(intent: str, text: str) -> TrainingExample:
    """A sentence kept in the console."""
    return TrainingExample(intent=intent, text=text, day=date(2026, 11, 27))


def sentences(root: Path, topic: str, intent: str) -> list[str]:
    """What a file teaches of an intent."""
    told = yaml.safe_load((root / f"data/nlu/{topic}.yml").read_text(encoding="utf-8"))
    return [
        line.removeprefix("- ")
        for block in told["nlu"]
        if block["intent"] == intent
        for line in block["examples"].splitlines()
    ]


def test_the_change_is_one_that_git_applies(tmp_path: Path) -> None:
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    for topic in ("events", "training"):
        shutil.copy(ROOT / f"data/nlu/{topic}.yml", tmp_path / f"data/nlu/{topic}.yml")
    held = sentences(tmp_path, "events", "reminder")
    first, last = "me prévenir pour l'essai d'un soir", "c'est quand l'essai d'après ?"
    patch = as_patch(
        [
            example("reminder", first), example("reminder", first), example("reminder", held[0]),
            example("event_search", "un essai [de](piège) à Gap"), example("intent_of_before", "rien"),
            example("reminder", last),
        ]
    )  # fmt: skip
    assert [line for line in patch.splitlines() if line.startswith("-") and line[:3] != "---"] == []
    done = subprocess.run(
        ["git", "apply", "-"], cwd=tmp_path, input=patch, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert sentences(tmp_path, "events", "reminder") == [*held, last, first]
    assert sentences(tmp_path, "events", "event_search")[-1] == "un essai de piège à Gap"
    same = "training.yml"
    assert (tmp_path / "data/nlu" / same).read_bytes() == (ROOT / "data/nlu" / same).read_bytes()
    assert as_patch([example("reminder", held[0])]) == ""
