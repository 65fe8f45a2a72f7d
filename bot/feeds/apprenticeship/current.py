"""Answers of the API « formation v1 »: sessions as objects, coordinates as a GeoJSON point (longitude first)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.feeds import codes
from bot.feeds.apprenticeship.values import (
    KEY,
    MODE,
    as_list,
    certification_of,
    dig,
    level_of,
    romes_of,
    sessions_of,
    split,
    years_of,
)
from bot.feeds.coordinates import degrees_of
from bot.feeds.identities import derived
from bot.feeds.published_text import calm, name, texts
from bot.feeds.records import Item, OrganisationRecord, PlaceRecord, Position, Skip, TrainingRecord

PUBLISHED = "publié"


def current_training(record: dict[str, Any], position: Position) -> Iterator[Item]:
    """A training of the API: sessions as objects, coordinates as a GeoJSON point (longitude first)."""
    uid = codes.plain(dig(record, "identifiant", KEY))
    diploma = dig(record, "certification", "valeur")
    titles = dig(diploma, "intitule")
    title = calm(
        name(
            dig(record, "onisep", "intitule")
            or dig(titles, "cfd", "long")
            or dig(titles, "rncp")
            or dig(titles, "cfd", "court")
        )
    )
    if title is None:
        yield Skip(position, "Cette formation n’a pas d’intitulé.", uid or None)
        return
    # Without its key, what is taught, by whom and where tells it from others.
    school = dig(record, "formateur", "organisme", "identifiant", "siret")
    uid = uid or derived(title, school, dig(record, "lieu", "adresse", "code_postal"))
    state = dig(record, "statut", "catalogue")
    if state not in (PUBLISHED, None):
        yield Skip(position, f"« {title} » n’est pas publiée au catalogue ({name(state)}).")
        return
    dates = [
        (dig(one, "debut"), dig(one, "fin"), dig(one, "capacite")) for one in as_list(record.get("sessions"))
    ]
    sessions, notes = split(sessions_of(dates, position))
    yield from notes
    description, source = texts(
        ("", dig(record, "contenu_educatif", "objectif")),
        ("Contenu : ", dig(record, "contenu_educatif", "contenu")),
    )
    remote = dig(record, "modalite", "entierement_a_distance")
    place = _current_place(dig(record, "lieu"))
    formacodes = (
        codes.formacode(dig(one, "code")) for one in as_list(dig(diploma, "domaines", "formacodes", "rncp"))
    )
    yield TrainingRecord(
        uid=uid,
        title=title,
        position=position,
        mode=MODE,
        sessions=sessions,
        description=description,
        description_html=source,
        keywords=tuple(word for word in (name(dig(record, "onisep", "discipline")),) if word),
        rome=romes_of(dig(diploma, "domaines", "rome", "rncp")),
        formacode=tuple(code for code in formacodes if code),
        rncp=certification_of(dig(diploma, "identifiant", "rncp")),
        attendance="online" if remote is True else "onsite" if remote is False else None,
        duration=years_of(dig(record, "modalite", "duree_indicative")),
        level=level_of(
            dig(diploma, "intitule", "niveau", "cfd", "europeen")
            or dig(diploma, "intitule", "niveau", "rncp", "europeen")
        ),
        place=place,
        organisation=_current_school(record, place),
        url=codes.web(dig(record, "onisep", "lien_site_onisepfr") or dig(record, "onisep", "url")),
        phone=codes.phone(dig(record, "contact", "telephone")),
    )


def _current_place(value: Any) -> PlaceRecord:
    address = dig(value, "adresse")
    numbers = dig(value, "geolocalisation", "coordinates")
    point = degrees_of(numbers[1], numbers[0]) if isinstance(numbers, list) and len(numbers) == 2 else None
    return PlaceRecord(
        address=name(dig(address, "label")),
        postcode=codes.postcode(dig(address, "code_postal")),
        commune=name(dig(address, "commune", "nom")),
        insee=codes.insee(dig(address, "commune", "code_insee")),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
    )


def _current_school(record: dict[str, Any], place: PlaceRecord) -> OrganisationRecord | None:
    for role in ("formateur", "responsable"):
        school = dig(record, role, "organisme")
        title = name(
            dig(school, "etablissement", "enseigne") or dig(school, "unite_legale", "raison_sociale")
        )
        if title is None:
            continue
        siret = codes.siret(dig(school, "identifiant", "siret"))
        uai = codes.uai(dig(school, "identifiant", "uai") or dig(record, "lieu", "uai"))
        return OrganisationRecord(
            name=title,
            uid=siret or uai,
            siret=siret,
            uai=uai,
            place=place if role == "formateur" else PlaceRecord(),
        )
    return None
