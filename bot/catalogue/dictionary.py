"""The data dictionary: every table and column of the service, with the French words that describe them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base
from bot.settings import ROOT

FOLDER = ROOT / "docs" / "conformite"


@dataclass(frozen=True)
class Column:
    """A column; `description` is None when nobody wrote it."""

    name: str
    type: str
    description: str | None


@dataclass(frozen=True)
class Table:
    """A table: what it is for, whose data it holds (None: nobody's), how long they are kept."""

    name: str
    purpose: str | None
    people: str | None
    kept: str | None
    columns: tuple[Column, ...]


@cache
def _written() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / "dictionnaire.yml").read_text(encoding="utf-8"))
    return read


def tables() -> Iterator[Table]:
    """Every table of the models, those that hold people's data first."""
    shared = _written()["columns"]
    found = []
    for table in Base.metadata.sorted_tables:
        told = _written()["tables"].get(table.name) or {}
        own = told.get("columns") or {}
        columns = tuple(
            Column(
                column.name,
                str(column.type).split("(")[0].lower(),
                own.get(column.name, shared.get(column.name)),
            )
            for column in table.columns
        )
        found.append(Table(table.name, told.get("purpose"), told.get("people"), told.get("kept"), columns))
    return iter(sorted(found, key=lambda one: (one.people is None, one.name)))


def stale() -> set[str]:
    """What is described and is in no table any more."""
    known = Base.metadata.tables
    described = _written()
    names = {column.name for table in known.values() for column in table.columns}
    gone = {name for name in described["tables"] if name not in known}
    gone |= {f"columns.{name}" for name in described["columns"] if name not in names}
    for name, told in described["tables"].items():
        if name in known:
            gone |= {f"{name}.{one}" for one in (told.get("columns") or {}) if one not in known[name].columns}
    return gone


def as_markdown() -> str:
    """The dictionary as a document."""
    lines = [
        "# Dictionnaire des données",
        "",
        "Écrit à partir des modèles de la base : ne pas modifier à la main.",
        "",
    ]
    for table in tables():
        lines += [
            f"## {table.name}",
            "",
            f"{table.purpose}. Données de personnes : {table.people or 'aucune'}. Conservation : {table.kept}.",
            "",
            "| colonne | forme | contenu |",
            "|---|---|---|",
            *(f"| {one.name} | {one.type} | {one.description} |" for one in table.columns),
            "",
        ]
    return "\n".join(lines)
