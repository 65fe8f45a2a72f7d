"""Parcoursup « cartographie des formations » (CSV or JSON): a directory of trainings, without dates.

The file mixes several years, one row per training and year: only the newest is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.feeds import codes
from bot.feeds.coordinates import degrees_of, pair_of
from bot.feeds.identities import derived
from bot.feeds.open_data import Row, header_of, read_rows
from bot.feeds.published_text import name
from bot.feeds.records import (
    Item,
    Note,
    OrganisationRecord,
    PlaceRecord,
    Position,
    Skip,
    Source,
    TrainingRecord,
    Unreadable,
)

NAME = "parcoursup"
LICENCE = "Licence Ouverte 2.0"


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file has the columns of Parcoursup's map of trainings."""
    columns = header_of(head)
    school = {"etab_uai", "etab_nom"} & columns
    return bool(school) and "fiche" in columns and bool({"gta", "nm", "nmc"} & columns)


def read(source: Source) -> Iterator[Item]:
    """The trainings of the newest year; one note tells how many rows of the others were left."""
    years = Counter(year for row in read_rows(source) if isinstance(row, Row) and (year := _year(row)))
    if not years:
        raise Unreadable("Le fichier ne donne l’année d’aucune formation.")
    newest = max(years)
    older = years.total() - years[newest]
    if older:
        yield Note(Position("fichier"), f"Lignes d’années avant {newest}, laissées de côté : {older}.")
    for row in read_rows(source):
        if isinstance(row, Skip):
            yield row
        elif _year(row) is None:
            yield Skip(row.position, "Cette ligne n’a pas d’année.")
        elif _year(row) == newest:
            yield _training(row)


def _year(row: Row) -> int | None:
    text = codes.plain(row.get("annee"))[:4]
    return int(text) if text.isascii() and text.isdigit() and 2000 < int(text) < 2100 else None


def _list(value: Any) -> list[str]:
    """The texts of a cell that holds a list: JSON's, or written as JSON, or a single text."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = [value]
    values = value if isinstance(value, list) else [value]
    return [text for part in values if (text := name(part))]


def _point(row: Row) -> tuple[float, float] | tuple[None, None]:
    value = row.get("etab_gps", "geo_point_2d", "geometry")
    if isinstance(value, dict):
        numbers = value.get("coordinates")
        if isinstance(numbers, list) and len(numbers) == 2:
            return degrees_of(numbers[1], numbers[0]) or (None, None)
        return degrees_of(value.get("lat"), value.get("lon")) or (None, None)
    if isinstance(value, list):
        return (degrees_of(value[0], value[1]) if len(value) == 2 else None) or (None, None)
    return pair_of(value) or (None, None)


def _mode(row: Row) -> str:
    words = " ".join(_list(row.get("app"))).casefold()
    return (
        "apprenticeship"
        if "apprentissage" in words and "hors" not in words and "sans" not in words
        else "initial"
    )


def _training(row: Row) -> Item:
    titles = _list(row.get("nmc")) or _list(row.get("nm"))
    special = [text for text in _list(row.get("fl")) if text not in " ".join(titles)]
    title = " – ".join(dict.fromkeys([*titles, *special]))[:400]
    school = name(row.get("etab_nom"))
    if not title or school is None:
        return Skip(row.position, "Cette formation n’a pas de nom ou pas d’établissement.")
    if school.endswith(")") and "(Dept" in school:
        school = school[: school.rindex("(Dept")].strip()
    uai = codes.uai(row.get("etab_uai"))
    latitude, longitude = _point(row)
    place = PlaceRecord(
        venue=school, commune=name(row.get("commune")), latitude=latitude, longitude=longitude
    )
    boarding = " ".join(_list(row.get("int")))
    return TrainingRecord(
        uid=codes.plain(row.get("gta", "code_formation")) or derived(uai, title),
        title=title,
        position=row.position,
        mode=_mode(row),
        keywords=tuple(
            dict.fromkeys(text for column in ("tf", "nm", "fl", "aut") for text in _list(row.get(column)))
        ),
        description=f"{boarding}." if boarding else None,
        place=place,
        organisation=OrganisationRecord(
            name=school,
            uid=uai,
            kind=" ".join(_list(row.get("tc"))) or None,
            uai=uai,
            url=codes.web(row.get("etab_url")),
            place=place,
        ),
        url=codes.web(row.get("fiche")),
        licence=LICENCE,
    )
