"""A LHÉO action as trainings: one per place and mode, with its sessions, its cost, who funds it and what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from bot.feeds import codes
from bot.feeds.lheo.elements import (
    extra,
    organisation_of,
    period_at,
    phone_of,
    place_of,
    text_at,
    texts_at,
    venue_of,
    web_of,
)
from bot.feeds.lheo.modes import modes_of
from bot.feeds.lheo.tables import (
    APPLICATIONS,
    ATTENDANCE,
    FUNDERS,
    LEVELS,
    OBSOLETE_FUNDER,
    SESSION_STATUS,
)
from bot.feeds.published_dates import NotADay, published_day
from bot.feeds.published_text import digest, name, prose, texts
from bot.feeds.records import Note, PlaceRecord, Position, SessionRecord, TrainingRecord

_AMOUNT = re.compile(r"(\d{1,3}(?:[  \u00a0\u202f.]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?!\d)")


def amount(text: str | None) -> float | None:
    """An amount in euros: « 1 428,00 », « 1428.0 », « 850 € »; None when there is none."""
    match = _AMOUNT.search(text or "")
    if match is None:
        return None
    whole = re.sub(r"\D", "", match[1])
    return float(f"{whole}.{match[2] or 0}") if len(whole) < 8 else None


def action_uid(formation: etree._Element, action: etree._Element | None, rank: int) -> str:
    """What names an action in its feed: its number and its training's, since some exports number actions from 1."""
    own = formation.get("numero") or digest(text_at(formation, "intitule-formation"))
    number = action.get("numero") if action is not None else None
    return f"{own}/{number or rank}" if number != own else own


def action_places(action: etree._Element) -> list[tuple[str, PlaceRecord, etree._Element | None]]:
    """The places of an action, each with what tells it from the others: a commune's code or its rank."""
    found: list[tuple[str, PlaceRecord, etree._Element | None]] = []
    for rank, site in enumerate(action.iterfind("lieu-de-formation"), start=1):
        contact = site.find("coordonnees")
        if contact is not None:
            place = place_of(contact.find("adresse"), venue_of(contact))
            found.append((place.insee or str(rank), place, contact))
    return found


def _day(value: str | None) -> str | None:
    try:
        found = published_day(value)
    except NotADay:
        return None
    return str(found.day) if found else None


def updated(*elements: etree._Element) -> str | None:
    """The day of the last change that the feed gives for the first of `elements` that has one."""
    for element in elements:
        for attribute in ("horodatage-modification", "datemaj"):
            if found := _day(element.get(attribute)):
                return found
    return None


def sessions_of(action: etree._Element, position: Position) -> Iterator[SessionRecord | Note]:
    """The sessions of an action that have a first day; a note for each that has none or wrong days."""
    for rank, session in enumerate(action.iterfind("session"), start=1):
        which = Position(f"{position.words}, session {session.get('numero') or rank}")
        if extra(session, "session-perimee") == "1":
            yield Note(which, "La session est dite périmée : elle est laissée de côté.")
            continue
        period = period_at(session, "periode")
        if period.wrong:
            yield Note(which, f"« {period.wrong} » n’est pas une date : elle est laissée de côté.")
        if period.start is None:
            if text_at(action, "modalites-entrees-sorties") != "1":
                yield Note(which, "La session n’a pas de date de début : elle est laissée de côté.")
            continue
        end = period.end
        if end is not None and end.day < period.start.day:
            yield Note(which, "La session finirait avant de commencer : sa date de fin est laissée de côté.")
            end = None
        apply = period_at(session, "periode-inscription/periode")
        if apply.start is None and apply.end is None:
            apply = next(
                (
                    period_at(step, "periode")
                    for step in session.iterfind("recrutement")
                    if text_at(step, "modalite-recrutement") in APPLICATIONS
                ),
                apply,
            )
        yield SessionRecord(
            uid=session.get("numero"),
            start=str(period.start.day),
            end=str(end.day) if end else None,
            apply_from=str(apply.start.day) if apply.start else None,
            apply_until=str(apply.end.day) if apply.end else None,
            status=SESSION_STATUS.get(text_at(session, "etat-recrutement") or ""),
            url=web_of(session.find("url-session")),
            precision="month" if "month" in (period.start.precision, end and end.precision) else "day",
        )


def _duration(action: etree._Element) -> str | None:
    own = name(text_at(action, "duree-indicative"))
    total = text_at(action, "nombre-heures-total") or extra(action, "duree-apprentissage")
    centre, work = text_at(action, "nombre-heures-centre"), text_at(action, "nombre-heures-entreprise")
    parts = [
        f"{hours} en {where}" for hours, where in ((centre, "centre"), (work, "entreprise")) if _hours(hours)
    ]
    if _hours(total):
        hours = f"{total} heures" + (f" ({', '.join(parts)})" if parts else "")
    else:
        hours = f"heures : {', '.join(parts)}" if parts else ""
    return " – ".join(part for part in (own, hours) if part) or None


def _hours(text: str | None) -> bool:
    return text is not None and text.replace(".", "").isdigit() and float(text) > 0 if text else False


def _funding(action: etree._Element, position: Position) -> tuple[str | None, list[Note]]:
    found: list[str] = []
    notes: list[Note] = []
    numbers = texts_at(action, "organisme-financeur/code-financeur") + texts_at(action, "code-financeur")
    for number in dict.fromkeys(numbers):
        if number in FUNDERS:
            found.append(FUNDERS[number])
        elif number != OBSOLETE_FUNDER:
            notes.append(
                Note(position, f"Le code de financeur « {number[:20]} » est inconnu : il est laissé de côté.")
            )
    for programme in action.iterfind("organisme-financeur/extras/extra"):
        if programme.get("info") == "programme-financeur" and (words := name(programme.text)):
            found.append(words)
    if text_at(action, "prise-en-charge-frais-possible") == "1":
        found.append("prise en charge possible")
    if details := prose(text_at(action, "detail-conditions-prise-en-charge")):
        found.append(details)
    return " ; ".join(dict.fromkeys(found)) or None, notes


def _entry(formation: etree._Element, action: etree._Element) -> str | None:
    level = LEVELS.get(text_at(formation, "code-niveau-entree") or "")
    compulsory = text_at(action, "niveau-entree-obligatoire") == "1"
    parts = [
        f"Niveau d’entrée {'exigé' if compulsory else 'conseillé'} : {level}." if level else None,
        prose(text_at(action, "conditions-specifiques")),
        prose(extra(action, "info-admission")),
        prose(text_at(action, "modalites-recrutement")),
    ]
    return "\n".join(part for part in parts if part) or None


def _cost(action: etree._Element) -> tuple[float | None, str | None]:
    cost = amount(text_at(action, "prix-total-TTC") or extra(action, "frais-ttc"))
    hourly, left = text_at(action, "prix-horaire-TTC"), prose(text_at(action, "frais-restants"))
    added = amount(extra(action, "frais-anpec"))
    notes = [
        f"{hourly} € de l’heure" if hourly and amount(hourly) else None,
        f"Frais restants : {left}" if left else None,
        f"Frais en plus : {added:g} €" if added else None,
        prose(extra(action, "detail-frais-anpec")),
    ]
    return cost, " ; ".join(note for note in notes if note) or None


def certifications_of(formation: etree._Element) -> tuple[str, ...]:
    """The numbers of the national certifications a training leads to."""
    found = [codes.certification(text) for text in texts_at(formation, "certification/code-RNCP")]
    found += [codes.certification(text, "RS") for text in texts_at(formation, "certification/code-RS")]
    return tuple(dict.fromkeys(number for number in found if number))


def codes_of(formation: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ROME codes and the Formacodes of a training."""
    rome = (codes.rome(text) for text in texts_at(formation, "domaine-formation/code-ROME"))
    formacode = (codes.formacode(text) for text in texts_at(formation, "domaine-formation/code-FORMACODE"))
    return tuple(code for code in rome if code), tuple(code for code in formacode if code)


def trainings_of(
    formation: etree._Element, action: etree._Element, uid: str, title: str, position: Position
) -> Iterator[TrainingRecord | Note]:
    """The trainings of an action: one for each of its places and modes."""
    notes = [found for found in sessions_of(action, position) if isinstance(found, Note)]
    sessions = tuple(found for found in sessions_of(action, position) if isinstance(found, SessionRecord))
    funding, unknown = _funding(action, position)
    yield from (*notes, *unknown)
    description, source = texts(
        ("", text_at(formation, "objectif-formation")),
        ("Contenu : ", text_at(formation, "contenu-formation")),
        ("Résultats attendus : ", text_at(formation, "resultats-attendus")),
        ("", extra(formation, "resume-contenu")),
    )
    rome, formacode = codes_of(formation)
    cost, cost_note = _cost(action)
    permanent = text_at(action, "modalites-entrees-sorties")
    modes: list[str | None] = [*modes_of(formation, action)] or [None]
    places = action_places(action) or [("", PlaceRecord(), None)]
    for which, place, contact in places:
        for mode in modes:
            marks = [which] if len(places) > 1 else []
            marks += [mode] if len(modes) > 1 and mode else []
            yield TrainingRecord(
                uid="#".join([uid, *marks]),
                title=title,
                position=position,
                mode=mode,
                sessions=sessions,
                description=description,
                description_html=source,
                rome=rome,
                formacode=formacode,
                rncp=certifications_of(formation),
                attendance=ATTENDANCE.get(text_at(action, "modalites-enseignement") or ""),
                permanent_entry=permanent == "1" if permanent in ("0", "1") else None,
                entry_conditions=_entry(formation, action),
                duration=_duration(action),
                cost=cost,
                cost_note=cost_note,
                funding=funding,
                level=LEVELS.get(text_at(formation, "code-niveau-sortie") or ""),
                place=place,
                organisation=organisation_of(formation, action),
                url=web_of(action.find("url-action"), formation.find("url-formation")),
                phone=phone_of(contact, action, formation.find("organisme-formation-responsable")),
                accessibility=prose(
                    extra(action, "modalites-handicap") or text_at(action, "acces-handicapes")
                ),
                updated_at=updated(action, formation),
            )
