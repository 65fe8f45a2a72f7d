"""The national directory of schools by UAI number (ACCE, `acce_etablissements.csv`), in Windows-1252."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feeds import codes
from bot.feeds.coordinates import from_lambert93
from bot.feeds.open_data import Row, header_of, read_rows
from bot.feeds.published_dates import NotADay, published_day
from bot.feeds.published_text import name
from bot.feeds.records import Item, OrganisationRecord, PlaceRecord, Skip, Source

NAME = "uai"
_OPEN = ("1", "ouvert")


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file has the columns of the directory of schools."""
    return {"numero_uai", "appellation_officielle"} <= header_of(head)


def read(source: Source) -> Iterator[Item]:
    """The open schools of the directory; closed ones are skips."""
    for row in read_rows(source):
        yield row if isinstance(row, Skip) else _school(row, source)


def _is_closed(row: Row, source: Source) -> bool:
    state = str(row.get("etat_etablissement", "etat_etablissement_libe") or "1").strip().lower()
    if state not in _OPEN:
        return True
    try:
        closed = published_day(row.get("date_fermeture"))
    except NotADay:
        return False
    return closed is not None and closed.day <= source.today


def _school(row: Row, source: Source) -> Item:
    number = codes.uai(row.get("numero_uai"))
    title = name(row.get("appellation_officielle")) or " ".join(
        part for part in (name(row.get("denomination_principale")), name(row.get("patronyme_uai"))) if part
    )
    if not title or number is None:
        return Skip(row.position, "Cet établissement n’a pas de nom ou pas de numéro UAI.")
    if _is_closed(row, source):
        return Skip(row.position, f"« {title} » est fermé.")
    overseas = str(row.get("departement_insee_3") or "").startswith(("97", "98"))
    point = None if overseas else from_lambert93(row.get("coordonnee_x"), row.get("coordonnee_y"))
    address = (name(row.get(column)) for column in ("lieu_dit_uai", "adresse_uai", "boite_postale_uai"))
    return OrganisationRecord(
        name=title,
        uid=number,
        kind=name(row.get("nature_uai_libe")),
        siret=codes.siret(row.get("numero_siren_siret_uai")),
        uai=number,
        finess=codes.finess(row.get("numero_finess_uai")),
        url=codes.web(row.get("site_web")),
        phone=codes.phone(row.get("numero_telephone_uai")),
        place=PlaceRecord(
            venue=title,
            address=", ".join(part for part in address if part) or None,
            postcode=codes.postcode(row.get("code_postal_uai")),
            commune=name(row.get("commune_libe", "localite_acheminement_uai")),
            insee=codes.insee(row.get("commune")),
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
        ),
    )
