"""`orisoin evaluate`: how well the held-out messages of `tests/language` are understood."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.settings import ROOT, load_settings

MESSAGES = ROOT / "tests" / "language"
# The moment from which the dates of the messages are labelled.
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))
_COMPARED = ("profession", "place", "date", "event_type", "diploma", "duration", "age", "level")


def held_out(directory: Path = MESSAGES) -> list[dict[str, Any]]:
    """The labelled messages, each with the name of its file under `voice`."""
    messages = []
    for path in sorted(directory.glob("*.yml")):
        for message in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("messages") or []:
            messages.append({**message, "voice": path.stem})
    return messages


def subject_is_right(message: dict[str, Any], read: dict[str, Any]) -> bool:
    """Whether the subject is the label or another defensible one."""
    return read["subject"] in (message["subject"], *message.get("accepted", ()))


def comparable(entity: str, value: Any) -> Any:
    """A value reduced to what is compared: a place by its kind and code."""
    if entity == "place" and isinstance(value, dict):
        code = value.get("code")
        return (value.get("kind"), None if code is None else str(code))
    if isinstance(value, dict):
        return tuple(sorted((key, str(part)) for key, part in value.items()))
    return str(value)


def entities_are_right(message: dict[str, Any], read: dict[str, Any], entity: str) -> bool:
    """Whether the values of one entity are those of the label: all that are not optional, and no other."""
    found = {comparable(entity, one["value"]) for one in read["entities"] if one["entity"] == entity}
    accepted: set[Any] = set()
    for label in labels(message, entity):
        values = [label["value"]] if "value" in label else []
        options = {comparable(entity, value) for value in (*values, *label.get("accepted_values", ()))}
        if not options & found and not label.get("optional"):
            return False
        accepted |= options
    return found <= accepted


def labels(message: dict[str, Any], entity: str) -> list[dict[str, Any]]:
    """The labels of `message` for one entity."""
    return [label for label in message.get("entities") or [] if label["entity"] == entity]


class Tally:
    """Right answers out of how many, by name."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()

    def add(self, name: str, right: bool) -> None:
        """Count one answer under `name`."""
        self.all[name] += 1
        self.right[name] += right

    def lines(self) -> list[str]:
        """One line a name, the weakest first."""
        names = sorted(self.all, key=lambda name: self.right[name] / self.all[name])
        return [
            f"  {name:26} {self.right[name]:4}/{self.all[name]:<4} {self.right[name] / self.all[name]:6.1%}"
            for name in names
        ]


async def evaluate(errors: bool) -> int:
    """Read every held-out message and print the scores; with `errors`, each message that is misread."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from bot.engine.understanding import Understanding

    understanding = Understanding(load_settings().models)
    messages = held_out()
    subjects, registers, voices, also, entities = Tally(), Tally(), Tally(), Tally(), Tally()
    confusions: Counter[tuple[str, str]] = Counter()
    misread: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        read = await understanding.read(message["text"], NOW)
        right = subject_is_right(message, read)
        subjects.add(message["subject"], right)
        registers.add(message["register"], right)
        voices.add(message["voice"], right)
        if message.get("also"):
            also.add("trouvée", bool(set(message["also"]) & set(read["also"])))
        else:
            also.add("inventée (à tort : le complément)", not read["also"])
        if not right:
            confusions[(message["subject"], str(read["subject"]))] += 1
            misread["subject"].append(f"{message['subject']} → {read['subject']} | {message['text']}")
        for entity in _COMPARED:
            labelled = any(not label.get("optional") for label in labels(message, entity))
            fine = entities_are_right(message, read, entity)
            entities.add(entity if labelled else f"{entity} (de trop)", fine)
            if not fine:
                values = [one["value"] for one in read["entities"] if one["entity"] == entity]
                misread[entity].append(f"{message.get('entities')} ≠ {values} | {message['text']}")
    total = sum(subjects.right.values())
    print(f"Sujet juste : {total}/{len(messages)} = {total / len(messages):.1%}", file=output)
    for title, tally in (
        ("Par sujet", subjects),
        ("Par registre", registers),
        ("Par voix", voices),
        ("Seconde demande", also),
        ("Entités (« de trop » : messages sans cette entité où rien n'est inventé)", entities),
    ):
        print(f"\n{title}", *tally.lines(), sep="\n", file=output)
    print("\nConfusions", file=output)
    for (wanted, found), count in confusions.most_common(30):
        print(f"  {wanted} → {found} : {count}", file=output)
    if errors:
        for name, lines in misread.items():
            print(f"\nErreurs : {name}", *lines, sep="\n  ", file=output)
    output.flush()
    return 0


def main() -> int:
    """Read the arguments and evaluate."""
    parser = argparse.ArgumentParser(prog="orisoin evaluate", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="liste aussi chaque message mal compris")
    return asyncio.run(evaluate(parser.parse_args().errors))


if __name__ == "__main__":
    sys.exit(main())
