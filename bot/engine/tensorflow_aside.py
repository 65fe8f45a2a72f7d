"""Leave TensorFlow out of a process that has no neural network to run (docs/adr/0008-lean-runtime.md).

Rasa imports TensorFlow whatever the pipeline: 240 MB and five seconds of each start, for components that `config.yml` does
not name. Its modules only need names to hang their classes and annotations on: this gives them those.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from bot.settings import ROOT

PACKAGES = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")
# Rasa 3.6's components that run a network, by the last part of their name.
NEURAL = frozenset(
    {
        "ConveRTFeaturizer",
        "DIETClassifier",
        "LanguageModelFeaturizer",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
    }
)


class _Name(type):
    """A class standing for anything TensorFlow exports; its attributes are others of its kind."""

    def __getattr__(cls, name: str) -> _Name:
        return _named(name)


def _named(name: str) -> _Name:
    # Dunder names are questions the import system and typing ask: TensorFlow's own would not have them either.
    if name.startswith("__"):
        raise AttributeError(name)
    return _Name(name, (), {"__init__": _refuse})


def _refuse(self: Any, *_: Any, **__: Any) -> None:
    raise RuntimeError(
        f"{type(self).__name__} needs TensorFlow, which is left out because config.yml names no component that uses it"
    )


class _Module(ModuleType):
    def __getattr__(self, name: str) -> _Name:
        return _named(name)


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in PACKAGES:
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def is_needed(config: Path = ROOT / "config.yml") -> bool:
    """Whether `config` names a component that runs a network."""
    described = yaml.safe_load(config.read_text(encoding="utf-8"))
    parts = [*(described.get("pipeline") or []), *(described.get("policies") or [])]
    return any(part["name"].rpartition(".")[2] in NEURAL for part in parts)


def leave_out() -> None:
    """Let every later import of TensorFlow find a stand-in, unless `config.yml` needs the real one or it is there already.

    To be called before Rasa is imported. A stand-in that is called raises RuntimeError and says why.
    """
    if "tensorflow" in sys.modules or is_needed():
        return
    sys.meta_path.insert(0, _Finder())
