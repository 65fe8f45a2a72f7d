"""What the tests show, as two tables: protections with their ASVS numbers (docs/securite.md), faults (docs/operations.md).

`python -m tests.shown` writes both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

_TESTS = ROOT / "tests"
SECURITY, OPERATIONS = ROOT / "docs" / "securite.md", ROOT / "docs" / "operations.md"
# The engine's tests run without pytest: the first line of their file says what they show.
_OF_THE_ENGINE = re.compile(r'^"""(?:(S\d+), ASVS ([\d., and]+)|(X\d+)):')


@dataclass(frozen=True)
class Shown:
    """A test, or a file of the engine's tests; what it shows (S1, X1), and by which requirements of ASVS."""

    where: str
    name: str
    numbers: tuple[str, ...] = ()


def listed(file: str) -> list[dict[str, Any]]:
    """The entries of `security.yml` or `faults.yml`."""
    entries: list[dict[str, Any]] = yaml.safe_load((_TESTS / file).read_text(encoding="utf-8"))
    return entries


@cache
def shown() -> list[Shown]:
    """Every marked test, by file and place in it."""
    return [
        one
        for path in sorted(_TESTS.rglob("test_*.py"))
        for one in _marked(path.relative_to(_TESTS).as_posix(), path.read_text(encoding="utf-8"))
    ]


def _marked(file: str, text: str) -> Iterator[Shown]:
    if file.startswith("engine/"):
        if found := _OF_THE_ENGINE.match(text):
            yield Shown(file, found[1] or found[3], tuple(re.findall(r"[\d.]+\d", found[2] or "")))
        return
    if not re.search(r"\.(asvs|fault)\(", text):
        return
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for mark in node.decorator_list:
            if not isinstance(mark, ast.Call):
                continue
            where = f"{file}::{node.name}"
            if ast.unparse(mark.func) == "pytest.mark.asvs":
                yield Shown(where, ast.literal_eval(mark.keywords[0].value), _texts(mark))
            elif ast.unparse(mark.func) == "pytest.mark.fault":
                yield from (Shown(where, name) for name in _texts(mark))


def _texts(mark: ast.Call) -> tuple[str, ...]:
    return tuple(ast.literal_eval(one) for one in mark.args)


def _places(name: str) -> str:
    return "<br>".join(f"`{test.where}`" for test in shown() if test.name == name)


def protections() -> str:
    """The table of the protections, in French."""
    lines = ["| | ce qui est tenu | ASVS 5.0 | montré par (`tests/`) |", "|---|---|---|---|"]
    lines += [
        f"| {one['id']} | {one['what']} | {', '.join(one['asvs'])} | {_places(one['id'])} |"
        for one in listed("security.yml")
    ]
    return "\n".join(lines) + "\n"


def faults() -> str:
    """The table of the faults."""
    lines = ["| | what goes wrong | what happens | shown by (`tests/`) |", "|---|---|---|---|"]
    lines += [
        f"| {one['id']} | {one['what']} | {one['then']} | {_places(one['id'])} |"
        for one in listed("faults.yml")
    ]
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Both pages with their tables as they are now."""
    found = {}
    for page, name, table in ((SECURITY, "asvs", protections()), (OPERATIONS, "faults", faults())):
        head, begin, rest = page.read_text(encoding="utf-8").partition(f"<!-- {name}:begin -->\n")
        _, end, tail = rest.partition(f"<!-- {name}:end -->")
        found[page] = head + begin + table + end + tail
    return found


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
