"""The sentences in which Onisep writes the open days of a school, as slots.

« le 31/01/2026 de 08h30 à 12h00 (sur inscription) | le 21/03/2026 de 9h à 12h et de 14h à 17h »,
« Du 28 mars 2025 à 17h30 au 29 mars 2025 à 13h00 (vendredi de 17h à 20h et samedi de 9h à 13h) ».
Dates given as indicative are those of past years and never become slots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.feeds import codes
from bot.feeds.open_day_hours import Hours, by_day, hours_in, without_pauses
from bot.feeds.records import SlotRecord
from bot.french.dates.words import MONTHS, WEEKDAYS
from bot.french.folding import fold_text

_MONTH = "|".join(MONTHS)
_WEEKDAY = "|".join(WEEKDAYS)
_DATE = re.compile(
    rf"(?:\b({_WEEKDAY})\s+)?\b(?:(\d{{1,2}})\s?[/.]\s?(\d{{1,2}})(?:\s?[/.]\s?(\d{{4}}|\d{{2}})\b)?"
    rf"|(\d{{1,2}})\s?(?:er)?\s+({_MONTH})\b(?:\s+(\d{{4}})\b)?)"
)
_INDICATIVE = re.compile(r"indicative|precedente|a titre d.information|annee derniere|passees?\b")
_RANGE = re.compile(r"\bdu\b")
_AT = re.compile(r"\d\s?h")
_URL = re.compile(r"https?://[^\s()|]+")
_MORE = re.compile(r"(?:(?:plus d.infos?(?:rmations?)?|voir)\s*)?:?\s*(?=https?://)", re.IGNORECASE)
_VIRTUAL = re.compile(r"\bvirtuel|\ba distance\b|\bdistanciel|\ben ligne\b|\bvisio|\bwebinaire|\bonline\b")
_NO_VIRTUAL = re.compile(r"\bvisite virtuelle\b")
_REGISTRATION = re.compile(r"\b(?:sur|uniquement|exclusivement)\s+(?:rendez.vous|rdv|inscription|reservation)|rendez.vous "
                           r"uniquement|inscription (?:obligatoire|prealable)|rendez.vous obligatoire")  # fmt: skip
# The day that shares the month of the one after it: « du 14 au 15 mars 2026 », « les 14 et 15 mars 2026 ».
_SHARED_MONTH = re.compile(
    rf"\b(?:du|les?)\s+(?:(?:{_WEEKDAY})\s+)?(\d{{1,2}})\s?(?:er)?\s*(au|et|,)\s*(?:(?:le|{_WEEKDAY})\s+){{0,2}}$"
)
_LONGEST_RANGE = 10
# The clock of the place: schools overseas write the same sentences.
PLACE_ZONE = ""
NO_YEAR = "La date n’a pas d’année : une personne doit la confirmer."


@dataclass(frozen=True)
class OpenDay:
    """An open day: its slots, what else the sentence says, how one attends and registers."""

    slots: tuple[SlotRecord, ...]
    words: str
    attendance: str
    url: str | None
    registration: bool | None
    phone: str | None


@dataclass(frozen=True)
class NotAnOpenDay:
    """A sentence that gives no open day one can count on, and why, in French."""

    words: str
    reason: str


def read_open_days(text: str) -> list[OpenDay | NotAnOpenDay]:
    """The open days of a cell or of a sentence, parted by « | »; why not for each part that gives none."""
    text = " ".join(text.split())[:20000]
    parts = [part.strip(" ;") for part in text.split("|") if part.strip(" ;")]
    found: list[OpenDay | NotAnOpenDay] = []
    for part in parts[:60]:
        if _INDICATIVE.search(fold_text(part)):
            # What follows « dates indicatives » in a cell is past as well.
            found.append(NotAnOpenDay(part, "Dates indicatives : ce sont celles d’une année passée."))
            break
        found.append(_read(part))
    return found


def _read(part: str) -> OpenDay | NotAnOpenDay:
    folded = fold_text(part)
    outside = re.sub(
        r"\([^()]*\)?", lambda match: " " * len(match[0]), _URL.sub(lambda m: " " * len(m[0]), folded)
    )
    matches = list(_DATE.finditer(outside))
    if not matches:
        return NotAnOpenDay(part, "La phrase ne donne aucune date.")
    days: list[date] = []
    for match in matches:
        day = _day(match, matches)
        if isinstance(day, str):
            return NotAnOpenDay(part, day)
        days.append(day)
    shared = _SHARED_MONTH.search(outside[: matches[0].start()])
    if shared and not 0 < int(shared[1]) < days[0].day:
        return NotAnOpenDay(part, "La date n’existe pas.")
    try:
        if shared and shared[2] == "au":
            first = days[0].replace(day=int(shared[1]))
            slots = _range((first, days[0]), "", outside[matches[0].end() :], folded[matches[0].end() :])
        elif _is_range(outside, matches):
            between = outside[matches[0].end() : matches[1].start()]
            slots = _range(
                (days[0], days[1]), between, outside[matches[1].end() :], folded[matches[1].end() :]
            )
        else:
            slots = _days(outside, folded, matches, days)
            if shared:
                slots += [
                    _on(days[0].replace(day=int(shared[1])), slot)
                    for slot in slots
                    if slot.start[:10] == str(days[0])
                ]
    except ValueError as error:
        return NotAnOpenDay(part, str(error))
    address = _URL.search(part)
    virtual = _VIRTUAL.search(_NO_VIRTUAL.sub("", folded)) is not None
    phone = re.search(r"\b0\d(?:[ .]?\d\d){4}\b", part)
    return OpenDay(
        slots=tuple(sorted(dict.fromkeys(slots), key=lambda slot: slot.start)),
        words=_words(part),
        attendance="online" if virtual else "onsite",
        url=codes.web(address[0].rstrip(".,;")) if address else None,
        registration=True if _REGISTRATION.search(folded) else None,
        phone=codes.phone(phone[0]) if phone else None,
    )


def _day(match: re.Match[str], matches: list[re.Match[str]]) -> date | str:
    """The day of a match, or why it is none; the year may be that of a date that follows: « du 14 au 15 mars 2026 »."""
    weekday = match[1]
    month = int(match[3]) if match[3] else MONTHS[match[6]]
    year = match[4] or match[7]
    if year is None:
        later = [other[4] or other[7] for other in matches if other.start() > match.start()]
        year = next((found for found in later if found), None)
    if year is None:
        return NO_YEAR
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        day = date(number, month, int(match[2] or match[5]))
    except ValueError:
        return "La date n’existe pas."
    if not 2000 <= number <= 2100:
        return "La date n’existe pas."
    if weekday and WEEKDAYS[weekday] != day.weekday():
        return "Le jour de la semaine contredit la date : une personne doit la confirmer."
    return day


def _is_range(outside: str, matches: list[re.Match[str]]) -> bool:
    """Whether two dates are the ends of a period: « du … au … »."""
    if len(matches) < 2:
        return False
    between = outside[matches[0].end() : matches[1].start()]
    return (
        _RANGE.search(outside[: matches[0].start()]) is not None and re.search(r"\bau\b", between) is not None
    )


def _range(ends: tuple[date, date], between: str, after: str, whole: str) -> list[SlotRecord]:
    """A slot for each hour given of each day of a period, whole days where hours are not told apart.

    `between` and `after` are what is written between its ends and after them, `whole` the latter with its brackets.
    Raises ValueError with the reason, in French, for a period too long to be a day one can come.
    """
    first, last = ends
    if last < first:
        raise ValueError("La période finirait avant de commencer.")
    if (last - first).days >= _LONGEST_RANGE:
        raise ValueError(
            "La période est trop longue pour être une journée portes ouvertes : une personne doit préciser."
        )
    each = [first + timedelta(days=rank) for rank in range((last - first).days + 1)]
    told = by_day(whole, each)
    if told is None:
        # « du 28 mars à 17h30 au 29 mars à 13h » is not open all night.
        told = {} if _AT.search(between) else dict.fromkeys(each, hours_in(after))
    return [slot for day in each for slot in _slots(day, told.get(day, []))]


def _days(outside: str, folded: str, matches: list[re.Match[str]], days: list[date]) -> list[SlotRecord]:
    """The slots of days written one after the other; hours after the last only are those of all."""
    ends = [match.start() for match in matches[1:]] + [len(outside)]
    parts = [
        (outside[match.end() : end], folded[match.end() : end])
        for match, end in zip(matches, ends, strict=True)
    ]
    hours = [without_pauses(hours_in(plain) or hours_in(whole, alone=True), whole) for plain, whole in parts]
    if not any(hours):
        hours[0] = hours_in(outside[: matches[0].start()])
    elif not any(hours[:-1]):
        hours = [hours[-1]] * len(days)
    return [slot for day, found in zip(days, hours, strict=True) for slot in _slots(day, found)]


def _on(day: date, slot: SlotRecord) -> SlotRecord:
    """The same slot on another day."""
    return replace(slot, start=f"{day}{slot.start[10:]}", end=f"{day}{slot.end[10:]}" if slot.end else None)


def _words(part: str) -> str:
    """What the sentence says, without its address."""
    text = _URL.sub("", _MORE.sub("", part))
    return re.sub(r"\(\s*\)", "", re.sub(r"\s+\)", ")", " ".join(text.split()))).strip(" ,;")


def _slots(day: date, hours: list[Hours]) -> list[SlotRecord]:
    if not hours:
        return [SlotRecord(start=str(day), zone=PLACE_ZONE, all_day=True, precision="day")]
    return [
        SlotRecord(start=f"{day}T{start}", end=f"{day}T{end}" if end else None, zone=PLACE_ZONE)
        for start, end in hours
    ]
