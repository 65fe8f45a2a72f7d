"""Sentences that counsellors chose to teach, written as those of `data/nlu`, a block for each file: a change to review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

import yaml

from bot.catalogue.models.listening import TrainingExample
from bot.feeds.template import csv_head, csv_line
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
    """The sentences as `yaml`, `csv` or `json`."""
    if form == "yaml":
        return as_nlu(examples)
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


def _once(group: Iterable[TrainingExample]) -> list[str]:
    return list(dict.fromkeys(plain(one.text) for one in group))


def plain(text: str) -> str:
    """`text` on one line, without the signs by which Rasa marks entities."""
    return " ".join(text.translate(str.maketrans("[]{}()", "      ")).split())
