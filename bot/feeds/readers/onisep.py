"""Onisep « ideo-structures » (CSV, JSON, API): schools, and their open days written as sentences.

Also the extract that lists sentences by Onisep identifier alone (`{"ENS.10008": {"jpo": ["Le 5 avril 2025 …"]}}`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.feeds import codes
from bot.feeds.coordinates import degrees_of
from bot.feeds.decoding import decode
from bot.feeds.identities import derived
from bot.feeds.open_data import Row, header_of, read_rows
from bot.feeds.open_days import NotAnOpenDay, read_open_days
from bot.feeds.published_dates import NotADay, published_day
from bot.feeds.published_text import name, prose
from bot.feeds.records import EventRecord, Item, Note, OrganisationRecord, PlaceRecord, Position, Skip, Source

NAME = "onisep"
KIND = "portes-ouvertes"
LICENCE = "ODbL"
_IDENTIFIER = re.compile(r"(?:ENS|ETAB)\.\d+")
_OPEN_DAYS = ("journees_portes_ouvertes", "journee_portes_ouvertes", "jpo")


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file has Onisep's column of open days, or lists them by identifier."""
    columns = header_of(head)
    return "journees_portes_ouvertes" in columns or (
        "jpo" in columns and re.search(r'^\s*\{\s*"ENS\.\d+"', decode(head)) is not None
    )


def read(source: Source) -> Iterator[Item]:
    """The schools of an Onisep file, each followed by its open days."""
    for row in read_rows(source):
        if isinstance(row, Skip):
            yield row
        elif _is_index(row.values):
            yield from _index(row.values)
        else:
            yield from _school(row)


def _is_index(values: dict[str, Any]) -> bool:
    return bool(values) and all(
        key.startswith("ens_") and isinstance(value, dict) for key, value in values.items()
    )


def _index(values: dict[str, Any]) -> Iterator[Item]:
    yield Note(
        Position("fichier"),
        "Ce fichier donne des dates par identifiant Onisep, sans le nom ni le lieu des établissements.",
    )
    for key, value in values.items():
        uid = f"ENS.{key.removeprefix('ens_')}"
        sentences = value.get("jpo") or []
        if isinstance(sentences, list):
            yield from _open_days(
                " | ".join(str(sentence) for sentence in sentences), uid, Position(uid), None
            )


def _school(row: Row) -> Iterator[Item]:
    title = name(row.get("nom", "nom_etablissement"))
    if title is None:
        yield Skip(row.position, "Cet établissement n’a pas de nom.")
        return
    link = str(row.get("url_et_id_onisep", "lien_site_onisep_fr", "onisep_url") or "")
    identifier = _IDENTIFIER.search(link)
    uai = codes.uai(row.get("code_uai", "uai"))
    commune = name(row.get("commune"))
    insee = codes.insee(row.get("commune_cog", "code_commune"))
    uid = identifier[0] if identifier else uai or derived(title, commune, insee)
    point = degrees_of(row.get("latitude_y", "latitude"), row.get("longitude_x", "longitude")) or (None, None)
    siret = row.get("n_siret", "siret")
    if codes.is_scientific(siret):
        yield Note(
            row.position,
            f"Le SIRET « {siret} » a perdu ses chiffres dans un tableur : il est laissé de côté.",
        )
    organisation = OrganisationRecord(
        name=title,
        uid=uid,
        kind=name(row.get("type_detablissement", "type_d_etablissement")),
        siret=codes.siret(siret),
        uai=uai,
        url=codes.web(link.split(" ")[0]) if link else None,
        phone=codes.phone(row.get("telephone")),
        place=PlaceRecord(
            venue=title,
            address=name(row.get("adresse")),
            postcode=codes.postcode(row.get("cp", "code_postal")),
            commune=commune,
            insee=insee,
            latitude=point[0],
            longitude=point[1],
        ),
    )
    yield organisation
    sentences = next((row.values[column] for column in _OPEN_DAYS if row.values.get(column)), "")
    if isinstance(sentences, list):
        sentences = " | ".join(str(sentence) for sentence in sentences)
    yield from _open_days(str(sentences), uid, row.position, organisation, _updated(row))


def _updated(row: Row) -> str | None:
    try:
        found = published_day(row.get("date_de_modification"))
    except NotADay:
        return None
    return str(found.day) if found else None


def _open_days(
    sentences: str,
    uid: str,
    position: Position,
    organisation: OrganisationRecord | None,
    updated: str | None = None,
) -> Iterator[Item]:
    where = Position(f"{position.words}, journées portes ouvertes")
    days: Counter[str] = Counter()
    for found in read_open_days(sentences):
        if isinstance(found, NotAnOpenDay):
            yield Skip(where, f"{found.reason} (« {found.words[:160]} »)")
            continue
        first = found.slots[0].start[:10]
        days[first] += 1
        again = f"-{days[first]}" if days[first] > 1 else ""
        place = organisation.place if organisation else PlaceRecord()
        yield EventRecord(
            uid=f"{uid}#portes-ouvertes-{first}{again}",
            title=f"Journée portes ouvertes – {organisation.name}"
            if organisation
            else "Journée portes ouvertes",
            position=where,
            slots=found.slots,
            description=prose(found.words),
            keywords=tuple(word for word in ("portes ouvertes", organisation and organisation.kind) if word),
            kind=KIND,
            attendance=found.attendance,
            place=place,
            organisation=organisation,
            url=found.url or (organisation.url if organisation else None),
            registration_required=found.registration,
            registration_link=found.url if found.registration else None,
            registration_phone=found.phone
            or (organisation.phone if organisation and found.registration else None),
            updated_at=updated,
            licence=LICENCE,
        )
