"""Reading the files of reference data, and telling whether they changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
Record = dict[str, Any]
# To be raised when a builder makes something else of the same record: every row is then written again.
VERSION = 1


class ReferenceDataError(ValueError):
    """A file of reference data cannot be used; the message names the file, the record and what is wrong."""


def read_file(path: Path) -> Record:
    """The mapping of a YAML file, empty when there is no such file.

    Raises ReferenceDataError when it is not YAML, or not a mapping.
    """
    if not path.exists():
        return {}
    # The C parser reads the whole reference ten times faster than the Python one.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ReferenceDataError(f"{path.name}: not valid YAML: {error}") from error
    if not isinstance(content, dict):
        raise ReferenceDataError(f"{path.name}: a mapping is expected at the top.")
    return content


def files_below(directory: Path, leaving_out: tuple[str, ...]) -> list[Path]:
    """The YAML files of `directory` and below, in order, but those in the directories `leaving_out`."""
    return [
        path
        for path in sorted(directory.rglob("*.yml"))
        if path.relative_to(directory).parts[0] not in leaving_out
    ]


def files_digest(paths: Iterable[Path], *others: object) -> str:
    """SHA-256 of the names and contents of the `paths` that exist, of `others`, and of VERSION."""
    digest = hashlib.sha256(repr((VERSION, *others)).encode())
    for path in paths:
        if path.exists():
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def record_digest(record: Record) -> str:
    """SHA-256 of one record and of VERSION, whatever the order of its keys."""
    text = json.dumps([VERSION, record], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
