"""Reading the training files: Rasa's own importer, but for our many thousand plain sentences.

Rasa reads each file four times with a pure Python parser and copies all it has at each of a hundred files: a minute
of processor time for 30,000 sentences, against two seconds here. A file that uses more of Rasa's format than intents
and plain sentences is still read by Rasa's reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rasa.shared.data
import yaml
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.importers import utils
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import get_text_hash

_NLU = re.compile(r"^nlu\s*:", re.MULTILINE)
_DIALOGUE = re.compile(r"^(?:stories|rules)\s*:", re.MULTILINE)
_EXAMPLE = "- "
# What a block may say of its sentences beside their intent: the narrow answer they ask for, and the subject spoken of
# just before, without which they would not (data/nlu/answers).
ANSWER, AFTER = "answer", "after"
_KEYS = {"intent", "examples", "metadata"}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Sentence(Message):
    """A training sentence: a text and its intent, cheap to copy and to tell apart, which Rasa does many times over."""

    def fingerprint(self) -> str:
        """What tells it from another sentence: its words, and the names of what components made of them.

        Rasa asks it forty times of each sentence; going through the tokens every time takes as long as learning.
        """
        if self._cached_fingerprint is None:
            self._cached_fingerprint = get_text_hash(
                "\0".join(
                    f"{key}={value}" if isinstance(value, str) else key
                    for key, value in sorted(self.data.items())
                )
            )
        return self._cached_fingerprint

    def __hash__(self) -> int:
        """Alike for sentences with the same fingerprint."""
        return hash(self.fingerprint())

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Rasa's own, but that the value it holds already changes nothing: Rasa sets each intent again at every merge."""
        if info is not self.data.get(prop) or add_to_output:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: dict[int, Any]) -> Sentence:
        """A sentence of its own, whose values are shared: they are replaced, never changed."""
        copy = Sentence.__new__(Sentence)
        copy.__dict__ = {
            **self.__dict__,
            "data": dict(self.data),
            "output_properties": set(self.output_properties),
            "features": list(self.features),
        }
        return copy


class SentenceImporter(RasaFileImporter):
    """Reads the domain, the stories and the sentences of the paths it is given."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Sort the files of `training_data_paths` by what they hold; their top-level keys tell."""
        self._domain_path = domain_path
        self._read: TrainingData | None = None
        self.config_file = config_file

        def files(holds: Callable[[str], bool]) -> list[str]:
            return rasa.shared.data.get_data_files(training_data_paths, holds)

        self._nlu_files = files(lambda path: _has(_NLU, path))
        self._story_files = files(
            lambda path: _has(_DIALOGUE, path) and YAMLStoryReader.is_stories_file(path)
        )
        self._conversation_test_files = files(
            lambda path: _has(_DIALOGUE, path) and YAMLStoryReader.is_test_stories_file(path)
        )

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The training sentences of all files, in one language: they are read once, and copied by those who change them."""
        if self._read is None:
            self._read = self._read_all(language)
        return self._read

    def _read_all(self, language: str | None) -> TrainingData:
        sentences: list[Message] = []
        others: list[str] = []
        for path in self._nlu_files:
            read = plain_sentences(Path(path))
            if read is None:
                others.append(path)
            else:
                sentences += read
        data = TrainingData(sentences)
        return data.merge(utils.training_data_from_paths(others, language)) if others else data


def plain_sentences(path: Path) -> list[Message] | None:
    """The sentences of a file that holds intents and plain examples only; None when Rasa's reader is needed."""
    blocks = (yaml.load(path.read_text(encoding="utf-8"), _LOADER) or {}).get("nlu")  # noqa: S506
    if not isinstance(blocks, list):
        return None
    sentences = []
    for block in blocks:
        if not isinstance(block, dict) or not {"intent", "examples"} <= set(block) <= _KEYS:
            return None
        told = block.get("metadata") or {}
        if not isinstance(told, dict) or not set(told) <= {ANSWER, AFTER}:
            return None
        lines = block["examples"].splitlines() if isinstance(block["examples"], str) else ["?"]
        if any(not line.startswith(_EXAMPLE) or "[" in line for line in lines if line.strip()):
            return None
        sentences += [
            Sentence({TEXT: line[len(_EXAMPLE) :].strip(), INTENT: str(block["intent"]), **told})
            for line in lines
            if line.strip()
        ]
    return sentences


def _has(key: re.Pattern[str], path: str) -> bool:
    return path.endswith((".yml", ".yaml")) and key.search(Path(path).read_text(encoding="utf-8")) is not None
