"""What must agree across the repository: one topic, one name, in every layer."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.words.kept_whole import KEPT_WHOLE
from bot.settings import Settings
from bot.subjects import subject_of_intent, subjects

ROOT = Path(__file__).resolve().parent.parent
TOPICS = sorted({subject.topic for subject in subjects().values()})
LONGEST_FILE = 420
# Payload intents are never written in a message: they come with a choice.
NEVER_TYPED = {"orientation_answer"}
FALLBACK = "nlu_fallback"


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "after" in (
                block.get("metadata") or {}
            ):  # it hangs on what was said: no intent is learnt from it
                continue
            lines = [line[2:].strip() for line in block["examples"].splitlines() if line.startswith("- ")]
            found.setdefault(block["intent"], []).extend(lines)
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        step for part in ("rules", "stories") for entry in described.get(part, []) for step in entry["steps"]
    ]


def all_steps() -> list[dict[str, Any]]:
    return [step for path in sorted((ROOT / "data" / "stories").glob("*.yml")) for step in steps(path)]


def sources() -> list[Path]:
    folders = ("bot", "actions", "tests")
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize(
    "room", ["data/nlu/{}.yml", "data/stories/{}.yml", "actions/{}.py", "data/reference/answers/{}.yml"]
)
def test_a_topic_has_its_four_rooms(topic: str, room: str) -> None:
    assert (ROOT / room.format(topic)).is_file()


def test_every_intent_of_the_domain_belongs_to_one_subject() -> None:
    listed = [intent for subject in subjects().values() for intent in subject.intents]
    assert max(Counter(listed).values()) == 1
    assert set(read("domain.yml")["intents"]) == set(listed)


def test_labels_fit_on_a_button() -> None:
    offered = [subject for subject in subjects().values() if subject.topic not in ("safety", "out_of_scope")]
    assert [subject.label for subject in offered if len(subject.label) > 24] == []


def test_every_intent_has_sentences_in_the_file_of_its_topic() -> None:
    for path in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        if path.parent.name == "answers":  # filed by the answers they ask for, of several topics
            continue
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            assert subjects()[subject_of_intent()[block["intent"]]].topic == path.stem, block["intent"]
    found = sentences()
    assert set(found) == set(subject_of_intent()) - NEVER_TYPED
    assert {intent: len(lines) for intent, lines in found.items() if len(lines) < 30} == {}


def test_no_sentence_teaches_two_intents() -> None:
    taught: dict[str, set[str]] = {}
    for intent, lines in sentences().items():
        for line in lines:
            taught.setdefault(line.lower(), set()).add(intent)
    assert {line: intents for line, intents in taught.items() if len(intents) > 1} == {}


def test_every_intent_leads_to_an_action() -> None:
    answered = {step["intent"] for step in all_steps() if "intent" in step}
    assert answered - {FALLBACK} == set(subject_of_intent()) - NEVER_TYPED


def test_actions_of_the_domain_are_those_that_are_served() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    served = {name for name in executor.actions if not name.startswith("action_session")}
    named = set(read("domain.yml")["actions"])
    assert served == named
    used = {step["action"] for step in all_steps() if "action" in step} - {"orientation_form"}
    assert used <= named


def test_intents_answered_by_the_catalogue_alone_have_an_answer_there() -> None:
    slugs = {
        answer["slug"]
        for path in (ROOT / "data" / "reference" / "answers").glob("*.yml")
        for answer in yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
    }
    assert set(KEPT_WHOLE.values()) <= slugs
    by_rule = set()
    for path in sorted((ROOT / "data" / "stories").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8")).get("rules", []):
            if any(step.get("action") == "action_answer" for step in rule["steps"]):
                by_rule |= {step["intent"] for step in rule["steps"] if "intent" in step}
    assert by_rule == set(KEPT_WHOLE)


def keys_twice(node: yaml.Node) -> list[str]:
    """The keys that a mapping of `node` holds twice: YAML keeps the last, and the first is lost without a word."""
    found: list[str] = []
    if isinstance(node, yaml.MappingNode):
        keys = Counter(str(key.value) for key, _ in node.value)
        found += [key for key, count in keys.items() if count > 1]
        for key, value in node.value:
            found += keys_twice(key) + keys_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            found += keys_twice(one)
    return found


def test_no_file_of_data_holds_a_key_twice() -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    paths = [*(ROOT / "data").rglob("*.yml"), ROOT / "domain.yml", ROOT / "config.yml"]
    for path in paths:
        with path.open(encoding="utf-8") as file:
            node = yaml.compose(file, loader)
        assert node is not None and not keys_twice(node), path.name


def test_choices_of_actions_carry_intents_that_exist() -> None:
    known = set(subject_of_intent())
    for path in sorted((ROOT / "actions").rglob("*.py")):
        for intent in re.findall(r"payload=f?['\"]/([a-z_]+)", path.read_text(encoding="utf-8")):
            assert intent in known, f"{path.name}: /{intent}"


def test_slots_that_actions_remember_are_in_the_domain() -> None:
    slots = {*read("domain.yml")["slots"], "requested_slot"}  # the last is Rasa's own
    for path in sorted((ROOT / "actions").rglob("*.py")):
        for slot in re.findall(r"(?:remember|known)\(\"([a-z_]+)\"", path.read_text(encoding="utf-8")):
            assert slot in slots, f"{path.name}: {slot}"


def test_the_settings_example_lists_every_setting() -> None:
    code = inspect.getsource(__import__("bot.settings", fromlist=["settings"]))
    read_there = set(re.findall(r"\"(ORISOIN_[A-Z_]+)\"", code))
    shown = set(re.findall(r"^(ORISOIN_[A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M))
    assert shown == read_there
    assert len(read_there) >= len(Settings.__dataclass_fields__) - 1


def test_no_source_file_grows_out_of_bounds() -> None:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {str(path): size for path, size in sizes.items() if size > LONGEST_FILE} == {}


def test_reference_data_hide_no_training_data_of_rasa() -> None:
    for path in (ROOT / "data").rglob("*.yml"):
        if {"nlu", "stories"} & set(path.parts):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not line.startswith(("nlu:", "stories:", "rules:", "responses:")), path
