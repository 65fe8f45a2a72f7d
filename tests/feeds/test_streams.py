"""Records cut out of large or broken XML, JSON and CSV files."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest

from bot.feeds import json_stream as json_module
from bot.feeds import xml_stream
from bot.feeds.csv_stream import csv_rows
from bot.feeds.json_stream import json_records
from bot.feeds.records import Unreadable
from bot.feeds.xml_stream import cut_records
from tests.feeds.readers.reading import read


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


_ARRAY = {"openagenda": "events", "france-travail": "content"}


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
        ("[", [None]),
        ('[{"a": 1}', [{"a": 1}, None]),
        ('{"results": []}', []),
        ("[" * 5000, [None]),
    ],
)
@pytest.mark.parametrize("chunk", [3, 1 << 18])
def test_json_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: list[object], chunk: int
) -> None:
    monkeypatch.setattr(json_module, "_CHUNK", chunk)
    assert records(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("format_name", "event"),
    [
        ("openagenda", {"uid": 1, "title": {"fr": "Portes ouvertes"}, "timings": [{"begin": "2027-03-06T09:00:00+01:00",
                        "end": "2027-03-06T12:00:00+01:00"}]}),
        ("france-travail", {"id": 1, "titre": "Portes ouvertes", "dateEvenement": "2027-03-06T00:00:00.000+01:00",
                            "heureDebut": "09:00:00", "heureFin": "12:00:00"}),
    ],
)  # fmt: skip
def test_a_broken_event_costs_only_itself(tmp_path: Path, format_name: str, event: dict[str, object]) -> None:
    one = json.dumps(event)
    for broken in ('{"uid": tru}', '{"titre": "un "deux"}'):
        content = f'{{"{_ARRAY[format_name]}": [{one}, {broken}, {one}]}}'
        items = read(tmp_path, format_name, content)
        assert len(items.events) == 2
        assert [skip.incomplete for skip in items.skips] == [True]


@pytest.mark.parametrize("text", ["", "  ", "<html>", "a;b"])
def test_what_is_not_json_is_said_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable):
        records(tmp_path, text)


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
            [(1, ["a", "b", "c"]), (2, ["1", "x", "2"]), (3, ["2", "y", "3"]), (4, ["3", "z", "4"])],
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
