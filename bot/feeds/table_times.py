"""When a line of the counsellor's table takes place: days, hours, both in one cell, several times a day; sessions."""

from __future__ import annotations

import re
from datetime import date

from bot.feeds.days import at_hour, read_hour
from bot.feeds.records import SessionRecord, SlotRecord
from bot.feeds.table_line import Line, day_of
from bot.feeds.written_times import at_hours, hours_of, read_month, read_times


def line_slots(line: Line, notes: list[str]) -> list[SlotRecord]:
    """The times of a line, in the zone of the place; hours that cannot be read are said in `notes`, and the day is kept.

    Raises ValueError, whose message is a French sentence, when it names no day.
    """
    written = line.get("date")
    if written is None:
        raise ValueError("la date manque")
    # A workbook's cell may hold the day and the hour together.
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d", written):
        written, told = written[:10], written[11:16]
    else:
        told = ""
    found = read_times(written)
    hour, until = line.get("heure_de_debut") or told or None, line.get("heure_de_fin")
    ending = line.get("date_de_fin")
    if ending and not until and (at := re.search(r"[T ](\d\d?[:h]\d{0,2})", ending)):
        until = at[1]
    last = day_of(ending) if ending else None
    first = date.fromisoformat(found[0].start[:10])
    if last is not None and last < first:
        raise ValueError("la date de fin vient avant la date de début")
    if last is None or last == first:
        if not hour or found[0].precision == "month":
            return found
        try:
            return _at(found, hour, until)
        except ValueError as error:
            notes.append(f"Heure laissée de côté, seule la journée est gardée : {error}.")
            return found
    whole = [SlotRecord(first.isoformat(), last.isoformat(), "", all_day=True, precision="day")]
    try:
        told_hours = hours_of(hour) if hour else []
        if not told_hours:
            return whole
        (start, end), *_ = told_hours
        closing = read_hour(until) if until else end
    except ValueError as error:
        notes.append(f"Heure laissée de côté, seules les journées sont gardées : {error}.")
        return whole
    return [SlotRecord(f"{first}T{start:%H:%M}", at_hour(last.isoformat(), closing) if closing else None, "")]


def _at(found: list[SlotRecord], hour: str, until: str | None) -> list[SlotRecord]:
    """The days at the hours of a cell: « 9h30 », « 9h-12h », « 9h à 12h et 14h à 17h »."""
    pairs = hours_of(hour)
    if not pairs:
        return found
    if until and (len(pairs) > 1 or pairs[0][1] is not None):
        raise ValueError("l'heure de fin est dite deux fois")
    return [
        slot
        for start, end in pairs
        for slot in at_hours(found, start, end or (read_hour(until) if until else None))
    ]


def line_session(line: Line, notes: list[str]) -> SessionRecord | None:
    """The session of a line; dates that cannot be read are said in `notes`. None when it names none."""
    days = {}
    for name in ("date_de_rentree", "fin_de_session", "candidatures_jusqu_au"):
        if text := line.get(name):
            try:
                days[name] = read_month(text) or day_of(text).isoformat()
            except ValueError as error:
                notes.append(f"Date de session laissée de côté : {error}.")
    if "date_de_rentree" not in days:
        return None
    return SessionRecord(
        uid=None,
        start=days["date_de_rentree"],
        end=days.get("fin_de_session"),
        apply_until=days.get("candidatures_jusqu_au"),
        precision="month" if read_month(line.get("date_de_rentree") or "") else "day",
    )
