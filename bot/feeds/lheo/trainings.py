"""A LHÉO action as trainings: one per place and mode, with its sessions, its cost, who funds it and what it asks."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lxml import etree

from bot.feeds import codes
from bot.feeds.lheo.elements import extra, period_at, text_at, texts_at, web_of
from bot.feeds.lheo.modes import modes_of
from bot.feeds.lheo.offer import Offer
from bot.feeds.lheo.tables import APPLICATIONS, ATTENDANCE, FUNDERS, LEVELS, OBSOLETE_FUNDER, SESSION_STATUS
from bot.feeds.published_dates import PublishedDay
from bot.feeds.published_text import name, prose, texts
from bot.feeds.records import Note, PlaceRecord, Position, SessionRecord, TrainingRecord

_AMOUNT = re.compile(r"(\d{1,3}(?:[  \u00a0\u202f.]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?!\d)")


def amount(text: str | None) -> float | None:
    """An amount in euros: « 1 428,00 », « 1428.0 », « 850 € »; None when there is none."""
    match = _AMOUNT.search(text or "")
    if match is None:
        return None
    whole = re.sub(r"\D", "", match[1])
    return float(f"{whole}.{match[2] or 0}") if len(whole) < 8 else None


def _last_day(published: PublishedDay) -> date:
    """The day, or the last of the month when only a month is published."""
    day = published.day
    return day.replace(day=monthrange(day.year, day.month)[1]) if published.precision == "month" else day


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
            end=str(_last_day(end)) if end else None,
            apply_from=str(apply.start.day) if apply.start else None,
            apply_until=str(apply.end.day) if apply.end else None,
            status=SESSION_STATUS.get(text_at(session, "etat-recrutement") or ""),
            url=web_of(session.find("url-session")),
            precision="month" if "month" in (period.start.precision, end and end.precision) else "day",
        )


def _duration(action: etree._Element) -> str | None:
    own = name(text_at(action, "duree-indicative"))
    total = codes.count(text_at(action, "nombre-heures-total") or extra(action, "duree-apprentissage"))
    shares = (("nombre-heures-centre", "centre"), ("nombre-heures-entreprise", "entreprise"))
    parts = [f"{hours} en {where}" for path, where in shares if (hours := codes.count(text_at(action, path)))]
    if total:
        hours_told = f"{total} heures" + (f" ({', '.join(parts)})" if parts else "")
    else:
        hours_told = f"heures : {', '.join(parts)}" if parts else ""
    return " – ".join(part for part in (own, hours_told) if part) or None


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


def _accessibility(action: etree._Element) -> str | None:
    """What is said of access with a disability; the bare figure that some exports put there says nothing sure."""
    text = prose(extra(action, "modalites-handicap") or text_at(action, "acces-handicapes"))
    return None if text is None or text.isdigit() else text


def trainings_of(offer: Offer) -> Iterator[TrainingRecord | Note]:
    """The trainings of an action: one for each of its places and modes."""
    formation, action = offer.formation, offer.action
    sessions: list[SessionRecord] = []
    for found in sessions_of(action, offer.position):
        if isinstance(found, Note):
            yield found
        else:
            sessions.append(found)
    funding, notes = _funding(action, offer.position)
    yield from notes
    description, source = texts(
        ("", text_at(formation, "objectif-formation")),
        ("Contenu : ", text_at(formation, "contenu-formation")),
        ("Résultats attendus : ", text_at(formation, "resultats-attendus")),
        ("", extra(formation, "resume-contenu")),
    )
    cost, cost_note = _cost(action)
    permanent = text_at(action, "modalites-entrees-sorties")
    training = TrainingRecord(
        uid=offer.uid,
        title=offer.title,
        position=offer.position,
        sessions=tuple(sessions),
        description=description,
        description_html=source,
        rome=offer.rome,
        formacode=offer.formacode,
        rncp=offer.rncp,
        attendance=ATTENDANCE.get(text_at(action, "modalites-enseignement") or ""),
        permanent_entry=permanent == "1" if permanent in ("0", "1") else None,
        entry_conditions=_entry(formation, action),
        duration=_duration(action),
        cost=cost,
        cost_note=cost_note,
        funding=funding,
        level=LEVELS.get(text_at(formation, "code-niveau-sortie") or ""),
        organisation=offer.organisation,
        url=offer.url,
        phone=offer.phone,
        accessibility=_accessibility(action),
        updated_at=offer.updated_at,
    )
    modes: list[str | None] = [*modes_of(formation, action)] or [None]
    sites = offer.sites or (("", PlaceRecord()),)
    for which, place in sites:
        for mode in modes:
            marks = [which] if len(sites) > 1 else []
            marks += [mode] if len(modes) > 1 and mode else []
            yield replace(training, uid="#".join([offer.uid, *marks]), mode=mode, place=place)
