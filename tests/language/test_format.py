"""The held-out messages are well formed, balanced, and unknown to the training sentences.

`tests/language/README.md` says what each field means.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.french.folding import fold_text
from bot.settings import ROOT

_HERE = Path(__file__).resolve().parent
_DATA = ROOT / "data"
_PLACES = _DATA / "reference" / "places"
_FILES = sorted(
    path
    for path in _HERE.glob("*.yml")
    if not path.name.startswith("conversations") and path.name != "recorded_scores.yml"
)
_NOW = dt.date(2026, 11, 21)
_REGISTERS = {"standard", "spoken", "sms", "typos", "formal", "jargon", "caps"}
_FREQUENT = [
    "pay",
    "training_path",
    "admission",
    "event_search",
    "help_choose",
    "training_cost",
    "profession_info",
]
_FREQUENT += ["profession_conditions", "career_change", "immersion", "out_of_scope"]
_LEAST = {**dict.fromkeys(_FREQUENT, 30), "out_of_scope": 80, "distress": 50}
_LONGEST = 1000  # characters a visitor may send
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+H)?")
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_WORD = re.compile(r"[a-z0-9]+")
_NEAR = 0.8
_LONG_ENOUGH = 5


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def _messages() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every message with the file it is in."""
    return tuple((path.stem, message) for path in _FILES for message in _yaml(path)["messages"])


@cache
def _conversations() -> tuple[dict[str, Any], ...]:
    return tuple(
        one for path in sorted(_HERE.glob("conversations*.yml")) for one in _yaml(path)["conversations"]
    )


@cache
def _subjects() -> frozenset[str]:
    return frozenset(_yaml(_DATA / "subjects.yml")["subjects"])


@cache
def _slugs(entity: str) -> frozenset[str]:
    if entity == "profession":
        return frozenset(path.stem for path in (_DATA / "reference" / "professions").glob("*.yml"))
    listed = _yaml(_DATA / "reference" / f"{entity}s.yml")[f"{entity}s"]
    return frozenset(record["slug"] for record in listed)


@cache
def _codes(kind: str) -> frozenset[str | None]:
    if kind == "nearby":
        return frozenset([None])
    if kind == "area":
        return frozenset(_yaml(_PLACES / "areas.yml")["areas"])
    name, column = {
        "commune": ("communes", "insee"),
        "postcode": ("communes", "postcodes"),
        "department": ("departements", "code"),
        "region": ("regions", "code"),
        "epci": ("epci", "code"),
    }[kind]
    with (_PLACES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(code for row in csv.DictReader(lines) for code in row[column].split())


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _problem(entity: str, value: Any) -> str | None:
    """What is wrong with an entity's value, or None."""
    if entity in ("profession", "diploma", "level", "event_type"):
        return None if value in _slugs(entity) else f"unknown {entity} {value}"
    if entity == "age":
        return None if isinstance(value, int) and 10 <= value <= 99 else f"age {value}"
    if entity == "duration":
        return None if _DURATION.fullmatch(value) else f"duration {value}"
    if entity == "place":
        if not {"kind", "code"} <= set(value) <= {"kind", "code", "codes"}:
            return f"place keys {value}"
        return None if value["code"] in _codes(value["kind"]) else f"unknown place {value}"
    if entity == "date":
        start, end = _day(value["start"]), _day(value["end"])
        if set(value) != {"start", "end"} or (start is None and end is None):
            return f"date {value}"
        if start and end and start > end:
            return f"date upside down {value}"
        return f"past date {value}" if end and end < _NOW else None
    return f"unknown entity {entity}"


def _values(entity: dict[str, Any]) -> list[Any]:
    return entity["accepted_values"] if "accepted_values" in entity else [entity["value"]]


def _entity_problems(message: dict[str, Any]) -> Iterator[str]:
    for entity in message.get("entities") or []:
        if not {"entity"} < set(entity) <= {"entity", "value", "accepted_values", "optional"}:
            yield f"keys {sorted(entity)}"
        elif ("value" in entity) == ("accepted_values" in entity):
            yield "exactly one of value and accepted_values"
        else:
            yield from filter(None, (_problem(entity["entity"], value) for value in _values(entity)))


def _subject_problems(labelled: dict[str, Any]) -> Iterator[str]:
    named = [labelled["subject"], *labelled.get("accepted", []), *labelled.get("also", [])]
    yield from (f"unknown subject {subject}" for subject in named if subject not in _subjects())
    for key in ("accepted", "also"):
        if key in labelled and (not labelled[key] or labelled["subject"] in labelled[key]):
            yield f"{key} {labelled[key]}"


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_text(text))


def _key(text: str) -> str:
    """What two messages share when they are the same but for accents, case and punctuation."""
    return " ".join(_words(text)) or fold_text(text).strip()


@cache
def _training() -> tuple[str, ...]:
    """The training sentences, without their entity marks."""
    found = []
    for path in sorted((_DATA / "nlu").rglob("*.yml")):
        for block in _yaml(path).get("nlu", []):
            if "intent" in block:
                lines = (line.strip() for line in block["examples"].splitlines())
                found += [_MARKED.sub(r"\1", line[1:].strip()) for line in lines if line.startswith("-")]
    return tuple(found)


@cache
def _training_index() -> tuple[list[frozenset[str]], dict[str, list[int]]]:
    """The training sentences as sets of words, and for each word the sentences that hold it."""
    sets = [frozenset(words) for text in _training() if len(words := _words(text)) >= _LONG_ENOUGH]
    postings: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(sets):
        for word in words:
            postings[word].append(number)
    return sets, postings


def _is_near_duplicate(text: str) -> bool:
    """Whether a training sentence shares at least eight words in ten with `text` (of five words or more)."""
    listed = _words(text)
    if len(listed) < _LONG_ENOUGH:
        return False
    words = set(listed)
    sets, postings = _training_index()
    # What shares eight words in ten holds one of any three in ten of the message: the rarest are looked up.
    rarest = sorted(words, key=lambda word: len(postings.get(word, ())))[: int((1 - _NEAR) * len(words)) + 1]
    near = {number for word in rarest for number in postings.get(word, ())}
    return any(len(words & sets[number]) / len(words | sets[number]) >= _NEAR for number in near)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_messages_are_well_formed(path: Path) -> None:
    wrong = []
    for message in _yaml(path)["messages"]:
        keys = set(message)
        problems = [*_subject_problems(message), *_entity_problems(message)]
        if not {"text", "register", "subject"} <= keys <= {
            "text", "register", "subject", "accepted", "also", "entities",
        }:  # fmt: skip
            problems.append(f"keys {sorted(keys)}")
        if message["register"] not in _REGISTERS:
            problems.append(f"register {message['register']}")
        if not 0 < len(message["text"].strip()) <= _LONGEST:
            problems.append("length")
        wrong += [(message["text"], problem) for problem in problems]
    assert wrong == []


def test_subjects_and_registers_are_balanced() -> None:
    subjects = Counter(message["subject"] for _, message in _messages())
    few = {name: subjects[name] for name in _subjects() if subjects[name] < _LEAST.get(name, 15)}
    assert few == {}
    assert len(_messages()) >= 900
    hurried = sum(message["register"] in ("sms", "typos") for _, message in _messages())
    assert hurried >= 0.35 * len(_messages())
    idioms = [name for name, message in _messages() if message["subject"] != "distress"]
    assert idioms.count("detresse_et_idiomes") >= 40


def test_entities_are_many() -> None:
    counted: Counter[str] = Counter()
    for _, message in _messages():
        counted.update(
            {item["entity"] for item in (message.get("entities") or []) if not item.get("optional")}
        )
    least = {"profession": 250, "place": 180, "date": 130, "event_type": 50, "duration": 30, "diploma": 30}
    assert {name: counted[name] for name in least if counted[name] < least[name]} == {}
    named = {
        value
        for _, message in _messages()
        for item in (message.get("entities") or [])
        if item["entity"] == "profession"
        for value in _values(item)
    }
    assert _slugs("profession") - named == set()


def test_no_message_is_written_twice() -> None:
    counted = Counter(_key(message["text"]) for _, message in _messages())
    assert [text for text, count in counted.items() if count > 1] == []


def test_no_message_is_a_training_sentence() -> None:
    known = {_key(text) for text in _training()}
    assert known
    assert [message["text"] for _, message in _messages() if _key(message["text"]) in known] == []


def test_no_message_is_close_to_a_training_sentence() -> None:
    assert [message["text"] for _, message in _messages() if _is_near_duplicate(message["text"])] == []


def test_near_duplicates_are_seen() -> None:
    sentence = next(text for text in _training() if len(set(_words(text))) >= 8)
    assert _is_near_duplicate(f"{sentence.upper()} vraiment")


def test_conversations_are_well_formed() -> None:
    wrong = []
    for conversation in _conversations():
        if set(conversation) != {"name", "person", "turns"} or not 3 <= len(conversation["turns"]) <= 10:
            wrong.append((conversation["name"], "keys or number of turns"))
        for turn in conversation["turns"]:
            problems = [*_subject_problems(turn)]
            if not {"text", "subject"} <= set(turn) <= {"text", "subject", "accepted", "also", "context"}:
                problems.append(f"keys {sorted(turn)}")
            for entity, value in turn.get("context", {}).items():
                if entity not in ("profession", "place", "date"):
                    problems.append(f"context {entity}")
                elif value is not None:
                    several = isinstance(value, dict) and "accepted_values" in value
                    accepted = value["accepted_values"] if several else [value]
                    problems += filter(None, (_problem(entity, one) for one in accepted))
            wrong += [(turn["text"], problem) for problem in problems]
    assert wrong == []
    assert len(_conversations()) >= 40
    assert len({conversation["name"] for conversation in _conversations()}) == len(_conversations())


def test_no_long_turn_is_close_to_a_training_sentence() -> None:
    """Short turns ("oui", "et à Nice ?") are the same for everyone; what they mean hangs on what came before."""
    turns = [turn["text"] for conversation in _conversations() for turn in conversation["turns"]]
    assert [text for text in turns if _is_near_duplicate(text)] == []
