"""French for figures, dates, names and sources: the small change of every answer."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from actions.words.source_titles import title_of
from bot.catalogue.models import Profession
from bot.french.abroad import place_abroad
from bot.french.calendar_names import DAYS, MONTHS
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer
from bot.replies import Source

_ORDINALS = (
    r"\b(premiere?|1er|1ere|1)\b",
    r"\b(deuxieme|second|seconde|2e|2eme|2nde|2)\b",
    r"\b(troisieme|3e|3eme|3)\b",
    r"\b(quatrieme|4e|4eme|4)\b",
)
_SPACE = "\u00a0"


def euros(amount: float) -> str:
    """`amount` in whole euros: « 1 867 € »."""
    return f"{round(amount):,}".replace(",", _SPACE) + f"{_SPACE}€"


def euro_range(low: float | None, high: float | None) -> str | None:
    """« 1 800 € » or « de 1 800 € à 2 400 € »; None when neither bound is known."""
    if low is None and high is None:
        return None
    if low is None or high is None or round(low) == round(high):
        return euros(low if low is not None else high or 0)
    return f"de {euros(low)} à {euros(high)}"


def day(moment: date) -> str:
    """« samedi 28 novembre 2026 »."""
    number = "1er" if moment.day == 1 else str(moment.day)
    return f"{DAYS[moment.weekday()]} {number} {MONTHS[moment.month - 1]} {moment.year}"


def hour(moment: datetime) -> str:
    """« 9 h 30 », « 14 h »."""
    return f"{moment.hour} h" + (f" {moment.minute:02}" if moment.minute else "")


def slot(start: datetime, end: datetime, zone: str, all_day: bool) -> str:
    """A slot in words, at the wall time of `zone`; `end` is excluded, and equal to `start` when it is not known."""
    local_start, local_end = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    if all_day:
        last = max(local_start.date(), (local_end - timedelta(seconds=1)).date())
        if last > local_start.date():
            return f"du {day(local_start.date())} au {day(last)}"
        return day(local_start.date())
    if end <= start:
        return f"{day(local_start.date())} à {hour(local_start)}"
    if local_start.date() == local_end.date():
        return f"{day(local_start.date())}, de {hour(local_start)} à {hour(local_end)}"
    return f"du {day(local_start.date())} au {day(local_end.date())}"


def as_of_words(as_of: str | None) -> str:
    """The date of a fact in words: « 2024 », « juin 2026 », « 1er juin 2026 »; « non daté » without one."""
    if not as_of:
        return "non daté"
    parts = as_of.split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    number = "1er" if parts[2] == "01" else str(int(parts[2]))
    return f"{number} {month} {parts[0]}"


def source(url: str | None, as_of: str | None, title: str | None = None) -> Source | None:
    """The source at `url`, named by its title, or by its site when no record gives one; None without an address."""
    if not url or not url.startswith(("http://", "https://")):
        return None
    host = urlsplit(url).hostname or url
    return Source(title=title or title_of(url) or host.removeprefix("www."), url=url, as_of=as_of)


def distinct(sources: Iterable[Source | None], most: int = 4) -> list[Source]:
    """`sources` without absent ones and repeats, at most `most`."""
    kept: dict[str | None, Source] = {}
    for entry in sources:
        if entry is not None:
            kept.setdefault(entry.url, entry)
    return list(kept.values())[:most]


def both_names(profession: Profession) -> str:
    """The profession in both its forms: « aide-soignante ou aide-soignant »."""
    if profession.name_f == profession.name_m:
        return profession.name_m
    return f"{profession.name_f} ou {profession.name_m}"


def of(name: str) -> str:
    """`name` after « de »: « de Gap », « d'Embrun », « du Mans »."""
    if name.startswith("Le "):
        return f"du {name[3:]}"
    if name.startswith("Les "):
        return f"des {name[4:]}"
    # Before an aspirated h (« de Honfleur ») nothing is elided: those are too few to list, so h never elides.
    return f"d'{name}" if fold_text(name[:1]) in ("a", "e", "i", "o", "u", "y", "œ") else f"de {name}"


def than(name: str) -> str:
    """`name` after « que »: « que brancardier », « qu'infirmier »."""
    return f"qu'{name}" if fold_text(name[:1]) in ("a", "e", "i", "o", "u", "œ") else f"que {name}"


def place_words(place: dict[str, Any]) -> str:
    """A place value as a complement: « près de Gap », « dans le département Hautes-Alpes »."""
    name = place.get("name") or ""
    near = f"près {of(name)}{_within(place)}"
    return {
        "commune": near,
        "postcode": near,
        "department": f"dans le département {name}",
        "region": f"en région {name}",
    }.get(place["kind"], f"en {name}" if name.startswith("France") else f"dans le secteur {name}")


def _within(place: dict[str, Any]) -> str:
    """« (Hautes-Alpes) » after a commune's name: several communes share one name."""
    gazetteer = load_gazetteer()
    codes = gazetteer.departments_of(place)
    department = gazetteer.department(codes[0]) if codes else None
    return f" ({department.name})" if department and department.name != place.get("name") else ""


def listed(parts: Sequence[str], most: int = 4) -> str:
    """« a, b et c », at most `most` of `parts`, each without its final stop."""
    kept = [part.rstrip(" .;") for part in parts[:most]]
    if len(kept) < 2:
        return kept[0] if kept else ""
    return f"{', '.join(kept[:-1])} et {kept[-1]}"


def button(text: str, most: int = 24) -> str:
    """`text` short enough for a button of any channel: cut at a word, with an ellipsis."""
    text = capital(text.split(" / ")[0].strip())
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most)] + "…" if " " in text[:most] else text[: most - 1] + "…"


def enumerated(parts: Sequence[str], most: int = 4) -> str:
    """« a ; b ; c », at most `most` of `parts`: for parts that hold commas or « et » themselves."""
    return " ; ".join(part.rstrip(" .;") for part in parts[:most])


def interval(start: date | None, end: date | None) -> str:
    """An interval of days as a complement: « en avril 2027 », « le samedi 5 décembre 2026 », « à partir du… »."""
    if start and end:
        if start == end:
            return f"le {day(start)}"
        last = monthrange(end.year, end.month)[1]
        if (start.year, start.month, start.day, end.day) == (end.year, end.month, 1, last):
            return f"en {MONTHS[start.month - 1]} {start.year}"
        return f"du {day(start)} au {day(end)}"
    if start:
        return f"à partir du {day(start)}"
    return f"jusqu'au {day(end)}" if end else ""


def rank(text: str, count: int) -> int | None:
    """Which of `count` listed things `text` means: « la deuxième » is 1, 0 when it does not say.

    None when that many were not shown.
    """
    folded = fold_text(text)
    if count and re.search(r"\bderniere?\b", folded):
        return count - 1
    found = next((position for position, word in enumerate(_ORDINALS) if re.search(word, folded)), 0)
    return found if found < count else None


def says_rank(text: str) -> bool:
    """Whether `text` points at one of a list by its rank."""
    folded = fold_text(text)
    return bool(re.search(r"\bderniere?\b", folded)) or any(re.search(word, folded) for word in _ORDINALS)


_SOME = re.compile(r"\b(?:2|3|deux|trois) (?:premi|derni)er\w*|\b(?:premi|derni)er\w* (?:2|3|deux|trois)\b")


def some_of(text: str, listed: Sequence[str]) -> list[str]:
    """Those of `listed` that `text` points at: « les deux premiers », « la 1ère et la 3e »; all when it does not say."""
    folded = fold_text(text)
    if found := _SOME.search(folded):
        count = 3 if re.search(r"3|trois", found[0]) else 2
        return list(listed[:count] if "premier" in found[0] else listed[-count:])
    pointed = [one for one, word in zip(listed, _ORDINALS, strict=False) if re.search(word, folded)]
    if listed and re.search(r"\bderniere?\b", folded) and listed[-1] not in pointed:
        pointed.append(listed[-1])
    return pointed if len(pointed) > 1 else list(listed)


def bullets(parts: Sequence[str], most: int = 4) -> str:
    """A Markdown list of at most `most` of `parts`."""
    return "\n".join(f"- {capital(part.rstrip(' .;'))}" for part in parts[:most])


def lowered(text: str) -> str:
    """`text` as it stands within a sentence: letters that stand for names stay (« CCAS »)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def abroad_words(text: str) -> str:
    """What is said to whoever looks outside France, then a space; nothing to others."""
    name = place_abroad(text)
    return f"Je ne connais que la France : je n'ai rien pour « {name} ». " if name else ""
