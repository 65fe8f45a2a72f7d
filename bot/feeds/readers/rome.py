"""The ROME 4.0 of France Travail (`unix_referentiel_code_rome_v…_utf8.csv`): codes of professions."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feeds import codes
from bot.feeds.open_data import Row, header_of, read_rows
from bot.feeds.published_text import name
from bot.feeds.records import DirectoryRecord, Item, Skip, Source

NAME = "rome"
_DETAILS = {
    "parent": "code_rome_parent",
    "sheet": "code_fiche_metier",
    "ogr": "code_ogr",
    "ecological_transition": "transition_eco",
    "digital_transition": "transition_num",
    "demographic_transition": "transition_demo",
    "regulated": "emploi_reglemente",
    "executive": "emploi_cadre",
}


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file has the columns of the ROME."""
    return {"code_rome", "libelle_rome"} <= header_of(head)


def read(source: Source) -> Iterator[Item]:
    """The codes of the ROME and what they stand for."""
    for row in read_rows(source):
        yield row if isinstance(row, Skip) else _code(row)


def _code(row: Row) -> Item:
    code, title = codes.rome(row.get("code_rome")), name(row.get("libelle_rome"))
    if code is None or title is None:
        return Skip(row.position, "Cette ligne n’a pas de code ROME ou pas de libellé.")
    details = {key: name(row.get(column)) for key, column in _DETAILS.items()}
    return DirectoryRecord(
        directory="rome",
        code=code,
        title=title,
        position=row.position,
        details={key: value for key, value in details.items() if value},
    )
