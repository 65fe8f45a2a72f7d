"""The short answers of the Intercarif web service: one `resume-offre`, one training."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from bot.feeds import codes
from bot.feeds.coordinates import degrees_of
from bot.feeds.identities import derived
from bot.feeds.lheo.elements import extra, text_at, texts_at, web_of
from bot.feeds.lheo.offer import certifications_of, codes_of
from bot.feeds.lheo.tables import ATTENDANCE, LEVELS
from bot.feeds.lheo.trainings import sessions_of
from bot.feeds.published_text import name, prose
from bot.feeds.records import Note, OrganisationRecord, PlaceRecord, Position, SessionRecord, TrainingRecord


def training_of_summary(
    summary: etree._Element, title: str, position: Position
) -> Iterator[TrainingRecord | Note]:
    """The training that a summary tells; its sessions as in the full language."""
    point = degrees_of(extra(summary, "latitude"), extra(summary, "longitude")) or (None, None)
    place = PlaceRecord(
        postcode=codes.postcode(text_at(summary, "codepostal")),
        commune=name(text_at(summary, "ville")),
        insee=codes.insee(text_at(summary, "code-INSEE-commune")),
        latitude=point[0],
        longitude=point[1],
    )
    school = name(text_at(summary, "nom-organisme"))
    organisation = None
    if school:
        site = summary.find("nom-organisme")
        organisation = OrganisationRecord(
            name=school,
            uid=site.get("numero") if site is not None else None,
            siret=codes.siret(text_at(summary, "SIRET")),
        )
    sessions: list[SessionRecord] = []
    for found in sessions_of(summary, position):
        if isinstance(found, Note):
            yield found
        else:
            sessions.append(found)
    rome, formacode = codes_of(summary)
    hours = codes.count(text_at(summary, "nombre-heures-total"))
    level = LEVELS.get(text_at(summary, "code-niveau-entree") or "")
    possible = text_at(summary, "prise-en-charge-frais-possible") == "1"
    permanent = text_at(summary, "modalites-entrees-sorties")
    yield TrainingRecord(
        uid=summary.get("numero")
        or derived(title, school, place.insee, texts_at(summary, "session/periode/debut")),
        title=title,
        position=position,
        sessions=tuple(sessions),
        description=prose(text_at(summary, "objectif-formation")),
        rome=rome,
        formacode=formacode,
        rncp=certifications_of(summary),
        attendance=ATTENDANCE.get(text_at(summary, "modalites-enseignement") or ""),
        permanent_entry=permanent == "1" if permanent in ("0", "1") else None,
        entry_conditions=f"Niveau d’entrée : {level}." if level else None,
        duration=f"{hours} heures" if hours else None,
        funding="prise en charge possible" if possible else None,
        level=LEVELS.get(extra(summary, "code-niveau-sortie") or ""),
        place=place,
        organisation=organisation,
        url=web_of(summary.find("url-formation"), summary.find("url-action")),
    )
