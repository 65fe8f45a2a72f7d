"""One evaluation: every held-out message read with the trained model, and all that is counted from it."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.engine.evaluation.scores import (
    COMPARED,
    NOW,
    Tally,
    entities_are_right,
    labels,
    subject_is_right,
)

DISTRESS, OUT_OF_SCOPE = "distress", "out_of_scope"
_REFUSALS = (OUT_OF_SCOPE, "gibberish", "insult")


class Reader(Protocol):
    """What reads a message: the trained model, or the one it is compared with."""

    async def read(self, text: str, now: Any = None) -> dict[str, Any]:
        """What is understood of `text`, in the form of `orisoin understand`."""


@dataclass
class Result:
    """Everything counted in one evaluation."""

    subjects: Tally = field(default_factory=Tally)
    registers: Tally = field(default_factory=Tally)
    voices: Tally = field(default_factory=Tally)
    also: Tally = field(default_factory=Tally)
    entities: Tally = field(default_factory=Tally)
    promises: Tally = field(default_factory=Tally)
    narrow: Tally = field(default_factory=Tally)
    roles: Tally = field(default_factory=Tally)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    misread: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sureness: list[tuple[float, bool]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    @property
    def right(self) -> int:
        """How many messages have their subject right."""
        return sum(self.subjects.right.values())

    @property
    def count(self) -> int:
        """How many messages were read."""
        return sum(self.subjects.all.values())

    def calibration(self, steps: int = 10) -> list[tuple[float, float, int]]:
        """For each tenth of confidence that was met: the mean confidence, the share right, how many messages."""
        groups: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, right in self.sureness:
            groups[min(steps - 1, int(confidence * steps))].append((confidence, right))
        return [
            (
                sum(confidence for confidence, _ in group) / len(group),
                sum(right for _, right in group) / len(group),
                len(group),
            )
            for _, group in sorted(groups.items())
        ]


async def evaluate(reader: Reader, messages: Iterable[dict[str, Any]]) -> Result:
    """Read every one of `messages` and count what is right."""
    result = Result()
    for message in messages:
        started = time.perf_counter()
        read = await reader.read(message["text"], NOW)
        result.milliseconds.append((time.perf_counter() - started) * 1000)
        _count(result, message, read)
    return result


def _count(result: Result, message: dict[str, Any], read: dict[str, Any]) -> None:
    right = subject_is_right(message, read)
    result.subjects.add(message["subject"], right)
    result.registers.add(message["register"], right)
    result.voices.add(message["voice"], right)
    result.sureness.append((read["confidence"], right))
    if message.get("also"):
        result.also.add("trouvée", bool(set(message["also"]) & set(read["also"])))
    else:
        result.also.add("aucune, et aucune inventée", not read["also"])
    _promise(result, message, read, right)
    if not right:
        result.confusions[(message["subject"], str(read["subject"]))] += 1
        result.misread["subject"].append(f"{message['subject']} → {read['subject']} | {message['text']}")
    # `entities: null`: whoever wrote the message labelled its subject alone.
    for entity in COMPARED if message.get("entities", ()) is not None else ():
        labelled = any(not label.get("optional") for label in labels(message, entity))
        fine = entities_are_right(message, read, entity)
        result.entities.add(entity if labelled else f"{entity} (rien d'inventé)", fine)
        if not fine:
            values = [one["value"] for one in read["entities"] if one["entity"] == entity]
            result.misread[entity].append(f"{labels(message, entity)} ≠ {values} | {message['text']}")


def _promise(result: Result, message: dict[str, Any], read: dict[str, Any], right: bool) -> None:
    """What the service promises of messages it never saw, each as a share to hold."""
    defensible = {message["subject"], *message.get("accepted", ())}
    if message["register"] in ("sms", "typos"):
        result.promises.add("sujet juste, SMS et fautes", right)
    if message["subject"] == OUT_OF_SCOPE:
        result.promises.add("hors sujet reconnu", right)
    elif message["subject"] not in _REFUSALS:
        refused = read["subject"] == OUT_OF_SCOPE and OUT_OF_SCOPE not in defensible
        result.promises.add("question valable non refusée", not refused)
    if message["subject"] == DISTRESS:
        result.promises.add("détresse reconnue", read["subject"] == DISTRESS)
    elif message["voice"] == "detresse_et_idiomes":
        result.promises.add("idiome non pris pour de la détresse", read["subject"] != DISTRESS)
    result.promises.add("pas d'erreur dite avec assurance", right or read["doubt"])
