"""Days and hours that a person wrote in one cell: « samedi 5 décembre 2026 de 9h à 12h30 », « du 14 au 15 janvier 2027 »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.feeds.days import MIDNIGHT, at_hour, read_day, read_hour
from bot.feeds.open_days import NotAnOpenDay, read_open_days
from bot.feeds.records import SlotRecord
from bot.french.folding import fold_text

_MONTH = r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
_DAYS_APART = re.compile(
    rf"^(?:les? )?(?:[a-z]+ )?(\d{{1,2}})(?:er)? ?(-|–|et|au) ?(?:[a-z]+ )?(?=\d{{1,2}} {_MONTH})"
)
_START_ONLY = re.compile(r"^(.*?\d{4}),? (?:a partir de|des|a|-|–)? ?(\d{1,2} ?(?:h|:|heures?) ?(?:\d{2})?)$")
# Anything but a day: hours, a second day.
_MORE = re.compile(r"\d ?h|\d:\d\d|\d (?:au|et) |^du |\d ?[-–] ?\d{1,2} [a-z]")
_FIGURES = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
_SPAN = re.compile(rf"(?:du )?{_FIGURES} ?(?:au|a|-|–|>|→) ?{_FIGURES}")
_SEVERAL = re.compile(rf"(?:du |les? )?{_FIGURES}(?: ?(?:au|a|et|-|–|>|→|,|;|\+|&) ?(?:le )?{_FIGURES})+")
_LONGEST_SPAN = 31
_MONTH_ONLY = re.compile(rf"(?:en |courant )?(?:({_MONTH}[a-z]*)\.? (\d{{4}})|(0?[1-9]|1[0-2])/(\d{{4}}))")
_PACKED_HOUR = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_ISO = re.compile(r"\d{4}-\d\d?-\d\d?")
_HOUR = re.compile(r"(?<!\d)(\d{1,2} ?(?:h|:|heures?)(?: ?\d{2}(?!\d))?(?::\d{2})?(?: ?(?:mn|min))?)")
_BARE_SPAN = re.compile(r"(?:de )?(\d{1,2}) ?(?:a|-|–|/) ?(\d{1,2} ?(?:h|heures?) ?(?:\d{2})?)")
_LINKING = re.compile(
    r"\b(?:de|a|et|puis|ou|jusqu'a|entre|des|a partir de|partir|vers|le|matin|apres-midi|midi)\b"
)
# « 18h-0h », « 22h-2h » end the day after.
_EVENING, _SMALL_HOURS = time(16), time(6)
_ALL_DAY = re.compile(r"(?:toute )?(?:la )?journee(?: entiere)?|en continu|-+")
# A workbook's own count of days: 1 is the first of January 1900, and a day that never was is counted in that year.
_FIRST_DAY, _SERIAL = date(1899, 12, 30), re.compile(r"[34567]\d{4}")
_SERIAL_MOMENT = re.compile(r"([34567]\d{4})[.,](\d+)")


def unserialised(text: str) -> str:
    """A workbook's number as what it stands for in a column of days or hours; other texts as they are.

    « 46367 » is the day 2026-12-11, « 0.5833 », a part of a day, the hour 14:00. Only a workbook counts so: elsewhere
    a bare number is no date.
    """
    if found := _SERIAL.fullmatch(text.strip()):
        return (_FIRST_DAY + timedelta(days=int(found.group()))).isoformat()
    if found := _SERIAL_MOMENT.fullmatch(text.strip()):
        moment = datetime.combine(_FIRST_DAY, time()) + timedelta(days=int(found[1]))
        return (moment + timedelta(minutes=round(float(f"0.{found[2]}") * 24 * 60))).isoformat(
            timespec="minutes"
        )
    if not re.fullmatch(r"0[.,]\d+", text.strip()):
        return text
    minutes = round(float(text.strip().replace(",", ".")) * 24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_times(text: str) -> list[SlotRecord]:
    """The times that a cell tells, in the zone of the place. Raises ValueError, whose message is a French sentence."""
    plain = " ".join(fold_text(text).split())
    if found := _MONTH_ONLY.fullmatch(plain):
        return [_month(found, text)]
    if days := _days_apart(plain):
        return _whole(days)
    if _ISO.match(plain) or not _MORE.search(plain):
        return _whole([read_day(text)])
    plain = _DAYS_APART.sub(_joined, plain)
    if found := _START_ONLY.fullmatch(plain):
        day, hour = read_day(found[1]), read_hour(found[2])
        return [SlotRecord(f"{day}T{hour:%H:%M}", None, "")]
    slots: list[SlotRecord] = []
    for part in read_open_days(plain):
        if isinstance(part, NotAnOpenDay):
            raise ValueError(
                f"dans « {text.strip()[:60]} », {part.reason[:1].lower()}{part.reason[1:].rstrip('.')}"
            )
        slots += part.slots
    if not slots:
        raise ValueError(f"« {text.strip()[:60]} » n'est pas une date lisible")
    return slots


def read_month(text: str) -> str | None:
    """The first day, in ISO, of a month that a cell names without a day: « septembre 2027 »; None for anything else."""
    found = _MONTH_ONLY.fullmatch(" ".join(fold_text(text).split()))
    return _month(found, text).start if found else None


def _month(found: re.Match[str], text: str) -> SlotRecord:
    first = read_day(f"1 {found[1]} {found[2]}") if found[1] else read_day(f"1/{found[3]}/{found[4]}")
    return SlotRecord(f"{first}", None, "", all_day=True, precision="month")


def _days_apart(plain: str) -> list[date]:
    """Days all told in figures: « 15/04/2027 au 17/04/2027 » (a span), « 15/04/2027, 17/04/2027 » (two days)."""
    if not _SEVERAL.fullmatch(plain):
        return []
    days = [read_day(found) for found in re.findall(_FIGURES, plain)]
    if not _SPAN.fullmatch(plain):
        return sorted(set(days))
    first, last = days
    if last < first:
        raise ValueError("la date de fin vient avant la date de début")
    if (last - first).days > _LONGEST_SPAN:
        raise ValueError("la période est longue : une date est attendue")
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _joined(found: re.Match[str]) -> str:
    """« 14-15 janvier » as « du 14 au 15 janvier », « 14 et 15 » as « les 14 et 15 »."""
    return f"les {found[1]} et " if found[2] == "et" else f"du {found[1]} au "


def _whole(days: Sequence[date]) -> list[SlotRecord]:
    return [SlotRecord(f"{day}", f"{day}", "", all_day=True, precision="day") for day in days]


def hours_of(text: str) -> list[tuple[time, time | None]]:
    """The hours that a cell tells, each with its end when it has one: « 9h30 », « 9h-12h », « de 9h à 12h et 14h-17h ».

    Empty for « toute la journée ». Raises ValueError with a French sentence.
    """
    plain = fold_text(text).strip(" .")
    if found := _PACKED_HOUR.fullmatch(plain):
        return [(time(int(found[1]), int(found[2])), None)]
    if _ALL_DAY.fullmatch(plain):
        return []
    if found := _BARE_SPAN.fullmatch(plain):  # « 9-12h », « 9 - 12 h »
        plain = f"{found[1]}h-{found[2]}"
    told = [(match[1], read_hour(match[1])) for match in _HOUR.finditer(plain)]
    rest = _HOUR.sub(" ", plain)
    if not told or _LINKING.sub("", rest).strip(" -–,;/&+>()"):
        return [(read_hour(text), None)]  # which says what is wrong
    moments = [moment for _, moment in told]
    if len(moments) == 1:
        return [(moments[0], None)]
    if len(moments) % 2:
        raise ValueError(f"les heures « {text.strip()[:60]} » ne vont pas par deux")
    return list(zip(moments[::2], moments[1::2], strict=True))


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def at_hours(slots: Sequence[SlotRecord], first: time, last: time | None) -> list[SlotRecord]:
    """The same days at these hours; an evening may end in the small hours of the next day.

    Raises ValueError with a French sentence.
    """
    if first == MIDNIGHT:
        raise ValueError("rien ne commence à 24 h : la date dite est-elle celle du lendemain ?")
    after = last is not None and last < first and first >= _EVENING and last <= _SMALL_HOURS
    if last is not None and last < first and not after:
        raise ValueError("l'heure de fin vient avant l'heure de début")
    days = sorted({slot.start[:10] for slot in slots})
    return [
        SlotRecord(
            f"{day}T{first:%H:%M}",
            at_hour(_next(day) if after else day, last) if last is not None and last != first else None,
            "",
        )
        for day in days
    ]
