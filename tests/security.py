"""The table of docs/securite.md: each protection, the ASVS requirements it shows, the tests marked with them.

`python -m tests.security` writes it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bot.settings import ROOT

PAGE = ROOT / "docs" / "securite.md"
_TESTS = ROOT / "tests"
_BETWEEN = re.compile(r"(<!-- asvs:begin -->\n).*?(<!-- asvs:end -->)", re.DOTALL)
# The engine's tests run without pytest: their classes are named here, with what their first line says they show.
_OF_THE_ENGINE = re.compile(r"(S\d+), ASVS ([\d., and]+):")


@dataclass(frozen=True)
class Shown:
    """A test, or a file of the engine's tests, and what it shows."""

    where: str
    protection: str
    numbers: tuple[str, ...]


def protections() -> list[dict[str, Any]]:
    """What is protected, in order: `id`, `what`, `asvs`."""
    listed: list[dict[str, Any]] = yaml.safe_load((_TESTS / "security.yml").read_text(encoding="utf-8"))
    return listed


def shown() -> list[Shown]:
    """Every marked test, by file and place in it."""
    return [
        one
        for path in sorted(_TESTS.rglob("test_*.py"))
        for one in _marked(path.relative_to(_TESTS).as_posix(), path.read_text(encoding="utf-8"))
    ]


def _marked(name: str, text: str) -> Iterator[Shown]:
    if name.startswith("engine/"):
        if found := _OF_THE_ENGINE.search(text.partition("\n")[0]):
            yield Shown(name, found[1], tuple(re.findall(r"[\d.]+\d", found[2])))
        return
    if ".asvs(" not in text:
        return
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.asvs":
                numbers = tuple(ast.literal_eval(number) for number in mark.args)
                protection = ast.literal_eval(mark.keywords[0].value)
                yield Shown(f"{name}::{node.name}", protection, numbers)


def table() -> str:
    """The table, in Markdown."""
    lines = ["| | ce qui est tenu | ASVS 5.0 | montré par (`tests/`) |", "|---|---|---|---|"]
    tests = shown()
    for one in protections():
        places = [f"`{test.where}`" for test in tests if test.protection == one["id"]]
        lines.append(f"| {one['id']} | {one['what']} | {', '.join(one['asvs'])} | {'<br>'.join(places)} |")
    return "\n".join(lines) + "\n"


def written(page: str) -> str:
    """The page with the table as it is now."""
    return _BETWEEN.sub(lambda found: found[1] + table() + found[2], page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
