"""Sentences that counsellors chose to teach, written as those of `data/nlu`, or as the change to these to be reviewed."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import yaml

from bot.catalogue.models.listening import TrainingExample
from bot.feeds.template import csv_head, csv_line
from bot.settings import ROOT
from bot.subjects import subject_of_intent, subjects


class _Block(str):
    """A text written over several lines."""


class _Dumper(yaml.SafeDumper):
    """YAML in the style of the files there."""


_Dumper.add_representer(
    _Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)


def topic_of_intent(intent: str) -> str:
    """The topic whose file teaches an intent."""
    return subjects()[subject_of_intent()[intent]].topic


def written(examples: Sequence[TrainingExample], form: str) -> str:
    """The sentences as `yaml`, `patch`, `csv` or `json`."""
    if form == "yaml":
        return as_nlu(examples)
    if form == "patch":
        return as_patch(examples)
    lines = [[one.intent, plain(one.text)] for one in examples]
    if form == "csv":
        return csv_head(["intention", "phrase"]) + "".join(csv_line(line) for line in lines)
    told = [{"intent": intent, "text": text} for intent, text in lines]
    return json.dumps({"questions": told}, ensure_ascii=False, indent=1) + "\n"


def as_nlu(examples: Iterable[TrainingExample]) -> str:
    """One YAML document for each topic, headed by its file; empty when there is nothing to teach."""
    known = [one for one in examples if one.intent in subject_of_intent()]
    ordered = sorted(known, key=lambda one: (topic_of_intent(one.intent), one.intent, one.text))
    documents = []
    for topic, of_topic in groupby(ordered, key=lambda one: topic_of_intent(one.intent)):
        blocks = [
            {"intent": intent, "examples": _Block("".join(f"- {text}\n" for text in _once(group)))}
            for intent, group in groupby(of_topic, key=lambda one: one.intent)
        ]
        body = yaml.dump(
            {"version": "3.1", "nlu": blocks}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000
        )
        documents.append(f"# data/nlu/{topic}.yml\n{body}")
    return "---\n".join(documents)


def as_patch(examples: Iterable[TrainingExample], root: Path = ROOT) -> str:
    """The change that `git apply` makes to the files of `data/nlu`: each new sentence at the end of its intent's.

    Sentences that a file teaches already are left out; empty when nothing is left.
    """
    known = [one for one in examples if one.intent in subject_of_intent()]
    ordered = sorted(known, key=lambda one: (topic_of_intent(one.intent), one.intent, one.text))
    changes: list[str] = []
    for topic, of_topic in groupby(ordered, key=lambda one: topic_of_intent(one.intent)):
        name = f"data/nlu/{topic}.yml"
        before = (root / name).read_text(encoding="utf-8").splitlines(keepends=True)
        after = before
        for intent, group in groupby(of_topic, key=lambda one: one.intent):
            after = _taught(after, intent, _once(group))
        changes += difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(changes)


def _taught(lines: list[str], intent: str, texts: Iterable[str]) -> list[str]:
    """The lines of a file with `texts` after the last example of `intent`; unchanged where it has no such block."""
    heads = [place for place, line in enumerate(lines) if line.startswith("- ")]
    start = next((place for place in heads if lines[place].split()[1:] == ["intent:", intent]), None)
    if start is None:
        return lines
    end = next((place for place in heads if place > start), len(lines))
    own = [place for place in range(start + 1, end) if lines[place].lstrip().startswith("- ")]
    if not own:
        return lines
    indent = lines[own[-1]][: len(lines[own[-1]]) - len(lines[own[-1]].lstrip())]
    held = {line.strip() for line in lines}
    new = [f"{indent}- {text}\n" for text in texts if f"- {text}" not in held]
    return [*lines[: own[-1] + 1], *new, *lines[own[-1] + 1 :]]


def _once(group: Iterable[TrainingExample]) -> list[str]:
    return list(dict.fromkeys(plain(one.text) for one in group))


def plain(text: str) -> str:
    """`text` on one line, without the signs by which Rasa marks entities."""
    return " ".join(text.translate(str.maketrans("[]{}()", "      ")).split())
