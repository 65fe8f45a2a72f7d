"""The national catalogue of apprenticeship trainings: pages of the former catalogue, and of the API « formation v1 »."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.feeds import codes
from bot.feeds.coordinates import degrees_of, pair_of
from bot.feeds.decoding import decode
from bot.feeds.json_records import json_records
from bot.feeds.published_dates import NotADay, PublishedDay, published_day
from bot.feeds.published_text import calm, name, texts
from bot.feeds.records import (
    Item,
    Note,
    OrganisationRecord,
    PlaceRecord,
    Position,
    SessionRecord,
    Skip,
    Source,
    TrainingRecord,
    Unreadable,
)

NAME = "apprenticeship"
_MODE = "apprenticeship"
_KEY = "cle_ministere_educatif"
_PUBLISHED = "publié"


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file is JSON that holds the catalogue's key."""
    text = decode(head).lstrip("\ufeff \t\r\n")
    return text[:1] in ("{", "[") and f'"{_KEY}"' in text


def read(source: Source) -> Iterator[Item]:
    """The published trainings of the catalogue; raises `Unreadable` when there is none of any kind."""
    found = False
    for record in json_records(source.path, ("formations", "data", "results")):
        found = True
        position = Position(f"formation {record.index} (ligne {record.line})")
        if not isinstance(record.value, dict):
            reason = record.reason or "ce n’est pas un objet"
            yield Skip(position, f"Cette formation ne peut pas être lue : {reason}.", incomplete=True)
        elif isinstance(record.value.get("identifiant"), dict):
            yield from _current(record.value, position)
        else:
            yield from _former(record.value, position)
    if not found:
        raise Unreadable("Le fichier ne contient aucune formation en apprentissage.")


def dig(value: Any, *path: str) -> Any:
    """The value at `path` of nested objects; None as soon as a step is missing."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _day(value: Any, position: Position) -> PublishedDay | Note | None:
    try:
        return published_day(value)
    except NotADay as error:
        return Note(position, f"« {error} » n’est pas une date : elle est laissée de côté.")


def _sessions(dates: list[tuple[Any, Any, Any]], position: Position) -> Iterator[SessionRecord | Note]:
    """Sessions from their published first day, last day and number of seats."""
    for rank, (begun, ended, capacity) in enumerate(dates, start=1):
        start, end = _day(begun, position), _day(ended, position)
        yield from (found for found in (start, end) if isinstance(found, Note))
        if not isinstance(start, PublishedDay):
            continue
        last = end.day if isinstance(end, PublishedDay) else None
        if last is not None and last < start.day:
            yield Note(
                position, f"La session {rank} finirait avant de commencer : sa fin est laissée de côté."
            )
            last = None
        seats = codes.plain(capacity)
        yield SessionRecord(
            uid=str(start.day),
            start=str(start.day),
            end=str(last) if last else None,
            seats=int(seats) if seats.isdigit() and 0 < int(seats) < 100_000 else None,
        )


def _split(found: Iterator[SessionRecord | Note]) -> tuple[tuple[SessionRecord, ...], list[Note]]:
    items = list(found)
    sessions = {item.start: item for item in items if isinstance(item, SessionRecord)}
    return tuple(sessions.values()), [item for item in items if isinstance(item, Note)]


def _level(value: Any) -> str | None:
    """« 4 (BAC...) », « 4 », « niveau4 » as « niveau 4 »."""
    digits = [sign for sign in str(value or "") if sign.isdigit()]
    return f"niveau {digits[0]}" if digits and "1" <= digits[0] <= "8" else None


def _years(value: Any) -> str | None:
    text = codes.plain(value)
    return (f"{text} ans" if int(text) > 1 else "1 an") if text.isdigit() and 0 < int(text) < 10 else None


def _romes(values: Any) -> tuple[str, ...]:
    found = (codes.rome(dig(value, "code") or dig(value, "rome") or value) for value in _list(values))
    return tuple(dict.fromkeys(code for code in found if code))


def _one(value: Any) -> tuple[str, ...]:
    number = codes.certification(value)
    return (number,) if number else ()


def _former(record: dict[str, Any], position: Position) -> Iterator[Item]:
    """A training of the former catalogue: dates in parallel lists, coordinates as « lat,lon »."""
    uid = codes.plain(record.get(_KEY))
    title = calm(
        name(record.get("intitule_long") or record.get("intitule_court") or record.get("rncp_intitule"))
    )
    if not uid or title is None:
        yield Skip(
            position, "Cette formation n’a pas d’intitulé ou pas de clé ministère éducatif.", uid or None
        )
        return
    states = [record.get("published"), record.get("catalogue_published")]
    if False in states and True not in states:
        yield Skip(position, f"« {title} » n’est pas publiée au catalogue.")
        return
    begun, ended = _list(record.get("date_debut")), _list(record.get("date_fin"))
    capacity = _list(record.get("capacite"))
    if ended and len(begun) != len(ended):
        yield Note(
            position,
            f"{len(begun)} dates de début pour {len(ended)} dates de fin : les fins sont laissées de côté.",
        )
        ended = []
    dates = [
        (day, ended[rank] if ended else None, capacity[rank] if len(capacity) == len(begun) else None)
        for rank, day in enumerate(begun)
    ]
    sessions, notes = _split(_sessions(dates, position))
    yield from notes
    entries = _list(record.get("modalites_entrees_sorties"))
    point = pair_of(record.get("lieu_formation_geo_coordonnees")) or (None, None)
    description, source = texts(("", record.get("objectif")), ("Contenu : ", record.get("contenu")))
    remote = record.get("entierement_a_distance")
    yield TrainingRecord(
        uid=uid,
        title=title,
        position=position,
        mode=_MODE,
        sessions=sessions,
        description=description,
        description_html=source,
        keywords=tuple(
            word for word in (name(record.get("diplome")), name(record.get("onisep_discipline"))) if word
        ),
        rome=_romes(record.get("rome_codes")),
        rncp=_one(record.get("rncp_code")),
        attendance="online" if remote is True else "onsite" if remote is False else None,
        permanent_entry=any(entry is True for entry in entries) if entries else None,
        duration=_years(record.get("duree")),
        level=_level(record.get("niveau")),
        place=PlaceRecord(
            address=name(record.get("lieu_formation_adresse")),
            postcode=codes.postcode(record.get("code_postal")),
            commune=name(record.get("localite")),
            insee=codes.insee(record.get("code_commune_insee")),
            latitude=point[0],
            longitude=point[1],
        ),
        organisation=_former_school(record),
        url=codes.web(record.get("onisep_url") or record.get("onisep_lien_site_onisepfr")),
        phone=codes.phone(record.get("num_tel")),
        updated_at=str(record.get("last_update_at") or record.get("updated_at") or "")[:10] or None,
    )


def _former_school(record: dict[str, Any]) -> OrganisationRecord | None:
    """Who teaches (`etablissement_formateur`), else who answers for it (`etablissement_gestionnaire`)."""
    for role in ("etablissement_formateur", "etablissement_gestionnaire"):
        own = {
            key.removeprefix(f"{role}_"): value for key, value in record.items() if key.startswith(f"{role}_")
        }
        title = name(own.get("enseigne")) or name(own.get("entreprise_raison_sociale"))
        if title is None:
            continue
        point = pair_of(record.get(f"geo_coordonnees_{role}")) or (None, None)
        return OrganisationRecord(
            name=title,
            uid=codes.siret(own.get("siret")) or codes.uai(own.get("uai")),
            siret=codes.siret(own.get("siret")),
            uai=codes.uai(own.get("uai") or record.get("uai_formation")),
            place=PlaceRecord(
                address=name(own.get("adresse")),
                postcode=codes.postcode(own.get("code_postal")),
                commune=name(own.get("localite")),
                insee=codes.insee(own.get("code_commune_insee")),
                latitude=point[0],
                longitude=point[1],
            ),
        )
    return None


def _current(record: dict[str, Any], position: Position) -> Iterator[Item]:
    """A training of the API: sessions as objects, coordinates as a GeoJSON point (longitude first)."""
    uid = codes.plain(dig(record, "identifiant", _KEY))
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
    if not uid or title is None:
        yield Skip(
            position, "Cette formation n’a pas d’intitulé ou pas de clé ministère éducatif.", uid or None
        )
        return
    state = dig(record, "statut", "catalogue")
    if state not in (_PUBLISHED, None):
        yield Skip(position, f"« {title} » n’est pas publiée au catalogue ({name(state)}).")
        return
    dates = [
        (dig(one, "debut"), dig(one, "fin"), dig(one, "capacite")) for one in _list(record.get("sessions"))
    ]
    sessions, notes = _split(_sessions(dates, position))
    yield from notes
    description, source = texts(
        ("", dig(record, "contenu_educatif", "objectif")),
        ("Contenu : ", dig(record, "contenu_educatif", "contenu")),
    )
    remote = dig(record, "modalite", "entierement_a_distance")
    place = _current_place(dig(record, "lieu"))
    formacodes = (
        codes.formacode(dig(one, "code")) for one in _list(dig(diploma, "domaines", "formacodes", "rncp"))
    )
    yield TrainingRecord(
        uid=uid,
        title=title,
        position=position,
        mode=_MODE,
        sessions=sessions,
        description=description,
        description_html=source,
        keywords=tuple(word for word in (name(dig(record, "onisep", "discipline")),) if word),
        rome=_romes(dig(diploma, "domaines", "rome", "rncp")),
        formacode=tuple(code for code in formacodes if code),
        rncp=_one(dig(diploma, "identifiant", "rncp")),
        attendance="online" if remote is True else "onsite" if remote is False else None,
        duration=_years(dig(record, "modalite", "duree_indicative")),
        level=_level(
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
