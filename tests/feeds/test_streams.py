"""Records cut out of large or broken XML, JSON and CSV files."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest

from bot.feeds import json_records as json_module
from bot.feeds import xml_stream
from bot.feeds.csv_stream import csv_rows
from bot.feeds.json_records import json_records
from bot.feeds.xml_stream import cut_records


def cuts(folder: Path, text: str | bytes) -> list[tuple[int, str | None]]:
    path = folder / "a.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [
        (cut.line, None if cut.element is None else cut.element.get("n"))
        for cut in cut_records(path, ("formation",))
    ]


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 18])
def test_xml_is_cut_the_same_whatever_the_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(xml_stream, "_CHUNK", chunk)
    text = (
        '<?xml version="1.0"?>\n<l xmlns="u"><!-- <formation n="0"/> -->\n<formation n="1"><t>é</t></formation>\n'
        '<formation n="2"><![CDATA[</formation>]]></formation>\n<formation\nn="3"></formation></l>'
    )
    assert cuts(tmp_path, text) == [(3, "1"), (4, "2"), (5, "3")]


def test_a_tag_that_is_only_a_prefix_loses_nothing(tmp_path: Path) -> None:
    assert cuts(tmp_path, '<formation n="1"><a:></a:><t>x</t></formation>') == [(1, "1")]


def test_xml_in_any_encoding(tmp_path: Path) -> None:
    text = '<l><formation n="é’"/></l><formation n="2"></formation>'
    assert (
        cuts(tmp_path, text.encode("utf-16")) == cuts(tmp_path, text.encode("cp1252")) == cuts(tmp_path, text)
    )


def test_xml_with_marks_that_never_end_stays_linear(tmp_path: Path) -> None:
    for text in ("<!--" * 200_000, "<![CDATA[" * 100_000, "<formation>" * 30_000, "</formation>" * 100_000):
        begun = time.process_time()
        cuts(tmp_path, text)
        assert time.process_time() - begun < 20


def test_a_record_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "LONGEST_RECORD", 10_000)
    monkeypatch.setattr(xml_stream, "_CHUNK", 1000)
    text = '<formation n="1">' + "x" * 50_000 + '\n<formation n="2"></formation>'
    assert cuts(tmp_path, text) == [(1, None), (2, "2")]


def records(folder: Path, text: str) -> list[object]:
    path = folder / "a.json"
    path.write_text(text, encoding="utf-8")
    return [record.value if not record.reason else None for record in json_records(path, ("results", "data"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1}, {"b": "]}\\""}]', [{"a": 1}, {"b": ']}"'}]),
        ('{"total": 1, "p": {"results": 3}, "results": [{"a": 1}], "z": [1]}', [{"a": 1}]),
        ('{"data": {"results": [{"a": 1}]}}', [{"a": 1}]),
        ('{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        ('{"x": {"a": 1}}', [{"x": {"a": 1}}]),
        ('[{"a": 1}, {"b": tru}, {"c": 3}]', [{"a": 1}, None, {"c": 3}]),
        ('[{"a": 1}, {"b": "x"y"}, {"c": 3}]', [{"a": 1}, None, {"c": 3}]),
        ('[{"a": 1}, {"b": ', [{"a": 1}, None]),
        ("[", []),
        ("", []),
        ("[" * 5000, [None]),
    ],
)
@pytest.mark.parametrize("chunk", [3, 1 << 18])
def test_json_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: list[object], chunk: int
) -> None:
    monkeypatch.setattr(json_module, "_CHUNK", chunk)
    assert records(tmp_path, text) == expected


def test_json_of_many_records_and_broken_ones_stays_linear(tmp_path: Path) -> None:
    many = json.dumps({"results": [{"title": f"n° {number}", "t": "x" * 200} for number in range(20_000)]})
    assert len(records(tmp_path, many)) == 20_000
    begun = time.process_time()
    records(tmp_path, '[{"a":"x},\n{' * 50_000)
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a;b\n1;"x\ny"\n\n2;z\n', [(1, ["a", "b"]), (2, ["1", "x\ny"]), (5, ["2", "z"])]),
        ("sep=|\na|b\n1|2\n", [(2, ["a", "b"]), (3, ["1", "2"])]),
        ('"a;1",b\n1,2', [(1, ["a;1", "b"]), (2, ["1", "2"])]),
        (
            'a;b;c\n1;"x;2\n2;y;3\n3;z;4\n',
            [(1, ["a", "b", "c"]), (2, []), (3, ["2", "y", "3"]), (4, ["3", "z", "4"])],
        ),
        ("", []),
    ],
)
def test_csv_rows(text: str, expected: list[tuple[int, list[str]]]) -> None:
    assert [(row.line, row.cells) for row in csv_rows(io.StringIO(text, newline=""))] == expected


def test_csv_with_a_line_without_end_or_an_open_quote_loses_one_row() -> None:
    text = "a;b\n1;" + "x" * 3_000_000 + '\n2;"y\n' + "3;z\n" * 2000
    rows = list(csv_rows(io.StringIO(text, newline="")))
    assert [row.cells for row in rows].count(["3", "z"]) == 2000
    assert 1 <= sum(bool(row.reason) for row in rows) <= 4
