"""`orisoin evaluate`: how well the held-out messages of `tests/language` are understood."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TextIO

import yaml

from bot.engine.scores import (
    COMPARED,
    NOW,
    RECORDED,
    Tally,
    entities_are_right,
    held_out,
    labels,
    losses,
    subject_is_right,
)
from bot.settings import load_settings


@dataclass
class Result:
    """Everything counted in one evaluation."""

    subjects: Tally = field(default_factory=Tally)
    registers: Tally = field(default_factory=Tally)
    voices: Tally = field(default_factory=Tally)
    also: Tally = field(default_factory=Tally)
    entities: Tally = field(default_factory=Tally)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    misread: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def right(self) -> int:
        """How many messages have their subject right."""
        return sum(self.subjects.right.values())

    @property
    def count(self) -> int:
        """How many messages were read."""
        return sum(self.subjects.all.values())


async def evaluate() -> Result:
    """Read every held-out message with the trained model and count what is right."""
    from bot.engine.understanding import Understanding

    understanding = Understanding(load_settings().models)
    result = Result()
    for message in held_out():
        read = await understanding.read(message["text"], NOW)
        right = subject_is_right(message, read)
        result.subjects.add(message["subject"], right)
        result.registers.add(message["register"], right)
        result.voices.add(message["voice"], right)
        if message.get("also"):
            result.also.add("trouvée", bool(set(message["also"]) & set(read["also"])))
        else:
            result.also.add("aucune, et aucune inventée", not read["also"])
        if not right:
            result.confusions[(message["subject"], str(read["subject"]))] += 1
            result.misread["subject"].append(f"{message['subject']} → {read['subject']} | {message['text']}")
        for entity in COMPARED:
            labelled = any(not label.get("optional") for label in labels(message, entity))
            fine = entities_are_right(message, read, entity)
            result.entities.add(entity if labelled else f"{entity} (rien d'inventé)", fine)
            if not fine:
                values = [one["value"] for one in read["entities"] if one["entity"] == entity]
                result.misread[entity].append(f"{labels(message, entity)} ≠ {values} | {message['text']}")
    return result


def show(result: Result, output: TextIO, errors: bool) -> None:
    """Print the scores; with `errors`, each message that is misread."""
    print(f"Sujet juste : {result.right}/{result.count} = {result.right / result.count:.1%}", file=output)
    for title, tally in (
        ("Par sujet", result.subjects),
        ("Par registre", result.registers),
        ("Par voix", result.voices),
        ("Seconde demande", result.also),
        ("Entités", result.entities),
    ):
        print(f"\n{title}", *tally.lines(), sep="\n", file=output)
    print("\nConfusions", file=output)
    for (wanted, found), count in result.confusions.most_common(30):
        print(f"  {wanted} → {found} : {count}", file=output)
    if errors:
        for name, lines in result.misread.items():
            print(f"\nErreurs : {name}", *lines, sep="\n  ", file=output)


def check(result: Result, output: TextIO) -> int:
    """Compare with the recorded scores; 1 when a subject lost more than is allowed."""
    recorded = yaml.safe_load(RECORDED.read_text(encoding="utf-8"))
    lost = losses(result.subjects, recorded["subjects"]) + losses(result.entities, recorded["entities"])
    for line in lost:
        print(f"Recul : {line}", file=output)
    print(f"Sujet juste : {result.right}/{result.count} = {result.right / result.count:.1%}", file=output)
    return 1 if lost else 0


def record(result: Result) -> None:
    """Write the scores that `check` compares with."""
    scores = {"subjects": result.subjects.scores(), "entities": result.entities.scores()}
    header = "# Written by « orisoin evaluate --record »; « --check » fails when a score falls below these.\n"
    RECORDED.write_text(header + yaml.safe_dump(scores, allow_unicode=True), encoding="utf-8")


def main() -> int:
    """Read the arguments and evaluate."""
    parser = argparse.ArgumentParser(prog="orisoin evaluate", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="liste aussi chaque message mal compris")
    parser.add_argument(
        "--check", action="store_true", help="échoue si un score recule par rapport à l'enregistré"
    )
    parser.add_argument("--record", action="store_true", help="enregistre les scores comme référence")
    arguments = parser.parse_args()
    # Rasa writes its log on the standard output, which is for the scores alone.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    result = asyncio.run(evaluate())
    if arguments.record:
        record(result)
    status = 0
    if arguments.check:
        status = check(result, output)
    else:
        show(result, output, arguments.errors)
    output.flush()
    return status


if __name__ == "__main__":
    sys.exit(main())
