"""A share of the training sentences, spread evenly over files and subjects: what a comparison can afford to train on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def write_sample(path: Path, most: int) -> Path:
    """Write about `most` of our training sentences to `path`, as Rasa's NLU data; `path` itself."""
    examples: dict[str, list[str]] = {}
    for file in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in (yaml.load(file.read_text(encoding="utf-8"), _LOADER) or {}).get("nlu") or []:  # noqa: S506
            if "intent" in block:
                lines = block["examples"].splitlines()
                examples.setdefault(block["intent"], []).extend(
                    line for line in lines if line.startswith("- ")
                )
    step = max(1, sum(map(len, examples.values())) // most)
    kept = [
        {"intent": intent, "examples": "".join(f"{line}\n" for line in (lines[::step] + lines[:2]))}
        for intent, lines in examples.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": kept}, allow_unicode=True), encoding="utf-8")
    return path
