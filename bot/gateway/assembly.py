"""The widget's modules joined into one file: each name is used as written, so a page makes one request, not twenty.

Modules keep to a form that needs no parser: imports and exports on one line each, comments on lines of their own, no
template over several lines. `assemble` refuses the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

WIDGET = Path(__file__).resolve().parent.parent / "widget"

_IMPORT = re.compile(r'^import \{ ([\w, $]+) \} from "\./([\w.-]+)";$')
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)")
_COMMENT = re.compile(r"^\s*/\*.*?\*/\s*$", re.MULTILINE | re.DOTALL)


class AssemblyError(ValueError):
    """A module does not keep to the form; the message names the file and the line."""


def _without_comments(text: str) -> list[str]:
    lines = _COMMENT.sub("", text).splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("//")]


def css_text(folder: Path, name: str) -> str:
    """A style sheet on one line, without comments."""
    text = re.sub(r"/\*.*?\*/", "", (folder / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


class _Joining:
    def __init__(self, folder: Path, version: str) -> None:
        self.folder = folder
        self.version = version
        self.lines: list[str] = []
        self.done: list[str] = []
        self.declared: dict[str, str] = {}

    def add(self, name: str) -> None:
        if name in self.done:
            return
        self.done.append(name)
        if name == "version.js":
            self._declare("VERSION", name)
            self.lines.append(f"const VERSION = {json.dumps(self.version)};")
        elif name.endswith(".css.js"):
            sheet = name.removesuffix(".js")
            constant = sheet.removesuffix(".css").upper() + "_CSS"
            self._declare(constant, name)
            self.lines.append(f"const {constant} = {json.dumps(css_text(self.folder, sheet))};")
        else:
            self._add_module(name)

    def _declare(self, what: str, name: str) -> None:
        if what in self.declared:
            raise AssemblyError(f"{name}: « {what} » is declared in {self.declared[what]} too")
        self.declared[what] = name

    def _add_module(self, name: str) -> None:
        own: list[str] = []
        text = (self.folder / name).read_text(encoding="utf-8")
        for line in text.splitlines():
            if found := _DECLARED.match(line):
                self._declare(found[1], name)
        for line in _without_comments(text):
            if line.startswith("import ") or line.startswith("import{"):
                found = _IMPORT.match(line)
                if found is None:
                    raise AssemblyError(f"{name}: {line}")
                self.add(found[2])
            elif line.count("`") % 2:
                raise AssemblyError(f"{name}: a template over several lines: {line}")
            else:
                own.append(line.removeprefix("export "))
        self.lines.extend(own)


def assemble(entry: str, exports: tuple[str, ...] = (), *, folder: Path = WIDGET, version: str = "") -> str:
    """`entry` and all it imports, each once, dependencies first; a module when it exports, else a plain script."""
    joining = _Joining(folder, version)
    joining.add(entry)
    body = "\n".join(joining.lines)
    if not exports:
        return f'(() => {{\n"use strict";\n{body}\n}})();\n'
    return f"{body}\nexport {{ {', '.join(exports)} }};\n"


@cache
def widget_files(folder: Path = WIDGET) -> tuple[str, dict[str, str]]:
    """The version (a digest of what is served) and the files served under it, by name."""
    panel = assemble("panel.js", ("createPanel",), folder=folder)
    gallery = assemble("gallery.js", folder=folder)
    unversioned = assemble("loader.js", folder=folder)
    version = hashlib.sha256("\0".join((panel, gallery, unversioned)).encode()).hexdigest()[:12]
    loader = assemble("loader.js", folder=folder, version=version)
    return version, {"panel.js": panel, "gallery.js": gallery, "loader.js": loader}
