"""The modules joined: always the same file, from modules that keep to the form, and none of them large."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.gateway.assembly import WIDGET, AssemblyError, assemble, widget_files
from bot.gateway.embedding import integrity


@pytest.mark.parametrize(
    "text",
    [
        'import { a } from "./b.js";\nconst a = 1;\n',
        'import * as all from "./b.js";\n',
        "const text = `\nplusieurs lignes`;\n",
    ],
)
def test_a_module_out_of_form_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.js").write_text("export const a = 1;\n", encoding="utf-8")
    (tmp_path / "entry.js").write_text(text, encoding="utf-8")
    with pytest.raises(AssemblyError):
        assemble("entry.js", folder=tmp_path)


def test_joining_is_the_same_each_time() -> None:
    first = assemble("panel.js", ("createPanel",))
    assert assemble("panel.js", ("createPanel",)) == first
    assert integrity(first).startswith("sha384-")


def test_no_state_design_system_is_in_the_bundle() -> None:
    _, files = widget_files()
    for text in files.values():
        assert "dsfr" not in text.lower() and "marianne" not in text.lower() and "fr-btn" not in text


def test_modules_are_small() -> None:
    sizes = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in WIDGET.iterdir()}
    assert {name: size for name, size in sizes.items() if size > 260} == {}


def test_every_sentence_is_said_somewhere() -> None:
    words = (WIDGET / "words.js").read_text(encoding="utf-8")
    others = "".join(
        path.read_text(encoding="utf-8") for path in WIDGET.glob("*.js") if path.name != "words.js"
    )
    unsaid = []
    for name in ("WORDS", "HUMAN"):
        block = words.split(f"export const {name} = {{")[1].split("\n};")[0]
        unsaid += [key for key in re.findall(r"^  (\w+):", block, re.M) if f"{name}.{key}" not in others]
    assert unsaid == []


@pytest.mark.asvs("3.5.5", shows="S5")
def test_no_message_of_a_window_is_posted_or_read() -> None:
    forbidden = re.compile(
        r"postMessage|onmessage|Listener\(\s*[\"']message[\"']|MessageChannel|BroadcastChannel"
    )
    assert [
        path.name for path in WIDGET.glob("*.js") if forbidden.search(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.asvs("3.2.2", shows="S7")
def test_no_markup_is_ever_parsed() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function|DOMParser|srcdoc"
    )
    assert [
        path.name for path in WIDGET.glob("*.js") if forbidden.search(path.read_text(encoding="utf-8"))
    ] == []
