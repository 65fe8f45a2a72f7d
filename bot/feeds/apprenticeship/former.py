"""Pages of the former catalogue: dates in parallel lists, coordinates as « lat,lon »."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.feeds import codes
from bot.feeds.apprenticeship.values import (
    KEY,
    MODE,
    as_list,
    certification_of,
    level_of,
    romes_of,
    sessions_of,
    split,
    years_of,
)
from bot.feeds.coordinates import pair_of
from bot.feeds.identities import derived
from bot.feeds.published_text import calm, name, texts
from bot.feeds.records import Item, Note, OrganisationRecord, PlaceRecord, Position, Skip, TrainingRecord


def former_training(record: dict[str, Any], position: Position) -> Iterator[Item]:
    """A training of the former catalogue: dates in parallel lists, coordinates as « lat,lon »."""
    uid = codes.plain(record.get(KEY))
    title = calm(
        name(record.get("intitule_long") or record.get("intitule_court") or record.get("rncp_intitule"))
    )
    if title is None:
        yield Skip(position, "Cette formation n’a pas d’intitulé.", uid or None)
        return
    # Without its key, what is taught, by whom and where tells it from others.
    uid = uid or derived(title, record.get("etablissement_formateur_siret"), record.get("code_postal"))
    states = [record.get("published"), record.get("catalogue_published")]
    if False in states and True not in states:
        yield Skip(position, f"« {title} » n’est pas publiée au catalogue.")
        return
    begun, ended = as_list(record.get("date_debut")), as_list(record.get("date_fin"))
    capacity = as_list(record.get("capacite"))
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
    sessions, notes = split(sessions_of(dates, position))
    yield from notes
    entries = as_list(record.get("modalites_entrees_sorties"))
    point = pair_of(record.get("lieu_formation_geo_coordonnees")) or (None, None)
    description, source = texts(("", record.get("objectif")), ("Contenu : ", record.get("contenu")))
    remote = record.get("entierement_a_distance")
    yield TrainingRecord(
        uid=uid,
        title=title,
        position=position,
        mode=MODE,
        sessions=sessions,
        description=description,
        description_html=source,
        keywords=tuple(
            word for word in (name(record.get("diplome")), name(record.get("onisep_discipline"))) if word
        ),
        rome=romes_of(record.get("rome_codes")),
        rncp=certification_of(record.get("rncp_code")),
        attendance="online" if remote is True else "onsite" if remote is False else None,
        permanent_entry=any(entry is True for entry in entries) if entries else None,
        duration=years_of(record.get("duree")),
        level=level_of(record.get("niveau")),
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
