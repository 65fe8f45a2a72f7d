"""Rows of open data, the same whether they were downloaded as CSV or as JSON: Opendatasoft, Onisep, a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.feeds.csv_stream import csv_rows
from bot.feeds.decoding import decode, open_text
from bot.feeds.json_stream import json_records
from bot.feeds.records import Position, Skip, Source, Unreadable
from bot.feeds.tables import column_key, header_keys

# What is longer or wider is no table's header.
LONGEST_NAME = 200
COLUMNS_AT_MOST = 2000
_ARRAYS = ("results", "records", "features", "data", "formations", "rows", "structures")


@dataclass(frozen=True)
class Row:
    """A row: its values by column name in one form (`column_key`), and where it stands."""

    position: Position
    values: dict[str, Any]

    def get(self, *names: str) -> Any:
        """The first value that is not empty among `names`; None when there is none."""
        for name in names:
            value = self.values.get(name)
            if value not in (None, "", [], {}):
                return value
        return None


def header_of(head: bytes) -> frozenset[str]:
    """The names of the columns of a CSV file that begins with `head`, or of the keys of a JSON file."""
    text = decode(head).lstrip("\ufeff \t\r\n")
    if text[:1] in ("{", "["):
        return frozenset(column_key(key) for key in text[:60000].split('"')[1::2] if len(key) < 80)
    return frozenset(header_keys(head))


def read_rows(source: Source) -> Iterator[Row | Skip]:
    """The rows of a CSV or JSON file; raises `Unreadable` for a file that holds none of either."""
    with open_text(source.path, newline="") as file:
        first = file.read(4096).lstrip("\ufeff \t\r\n")[:1]
    if not first:
        raise Unreadable("Le fichier est vide.")
    yield from _json_rows(source) if first in ("{", "[") else _csv_rows(source)


def _json_rows(source: Source) -> Iterator[Row | Skip]:
    for record in json_records(source.path, _ARRAYS):
        position = Position(f"enregistrement {record.index}")
        if not isinstance(record.value, dict):
            yield Skip(
                position,
                f"Cet enregistrement ne peut pas être lu : {record.reason or 'ce n’est pas un objet'}.",
                incomplete=True,
            )
            continue
        yield Row(position, _flat(record.value))


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """The columns of a record, taken out of the `fields` or `properties` it may be wrapped in."""
    inner = record.get("fields") or record.get("properties") or record.get("record") or record
    if isinstance(inner, dict) and isinstance(inner.get("fields"), dict):
        inner = inner["fields"]
    if not isinstance(inner, dict):
        inner = record
    values = {column_key(str(key)[:LONGEST_NAME]): value for key, value in inner.items()}
    if "geometry" in record and inner is not record:
        values.setdefault("geometry", record["geometry"])
    return values


def _csv_rows(source: Source) -> Iterator[Row | Skip]:
    with open_text(source.path, newline="") as file:
        names: list[str] | None = None
        for row in csv_rows(file):
            position = Position(f"ligne {row.line}")
            if row.reason:
                yield Skip(position, f"Cette ligne ne peut pas être lue : {row.reason}.", incomplete=True)
            elif names is None:
                names = [column_key(name[:LONGEST_NAME]) for name in row.cells[:COLUMNS_AT_MOST]]
            else:
                yield Row(position, dict(zip(names, row.cells, strict=False)))
