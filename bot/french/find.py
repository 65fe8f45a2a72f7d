"""Everything a message names, in one pass: terms, places, dates, durations and ages, without overlaps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from zoneinfo import ZoneInfo

from bot.french.dates import find_dates
from bot.french.found import Found
from bot.french.gazetteer import load_gazetteer
from bot.french.lexicon import NESTED, find_terms
from bot.french.moves import without_where_they_are
from bot.french.numbers import find_ages, find_durations
from bot.french.places import find_places
from bot.french.set_aside import cuts

_HOME = "Europe/Paris"
_MANY = 2000  # texts from which other processes are worth starting
# At equal length, the earlier in this list wins: a trade before a place, « salon » the fair before Salon the town.
_ORDER = ("profession", "neighbour", "diploma", "event_type", "level", "date", "duration", "age", "place")
# What a classifier sees instead of the words. Kinds of events are kept: their words carry the intent.
_KINDS = {
    "profession": "PROFESSION",
    "neighbour": "PROFESSION",
    "place": "PLACE",
    "date": "DATE",
    "diploma": "DIPLOMA",
    "level": "LEVEL",
    "age": "AGE",
    "duration": "DURATION",
}


def _rank(found: Found) -> tuple[int, int]:
    return (found.start - found.end, _ORDER.index(found.entity))


def _is_nested(found: Found, clash: Iterable[Found]) -> bool:
    """Whether `found` is said inside another thing: « diplôme d'infirmier », « CAP en poche »."""
    return all((found.entity, other.entity) in NESTED for other in clash)


def _zone(places: Iterable[Found]) -> str | None:
    """The time zone of the first place named that is not in the zone of Paris."""
    for place in places:
        if place.is_filter and place.value.get("code"):
            zone = load_gazetteer().timezone(place.value)
            if zone != _HOME:
                return zone
    return None


def find_all(text: str, now: datetime | None = None) -> list[Found]:
    """What `text` names, in order of appearance; see `Found` for entities and values.

    `now`, timezone-aware, is the moment dates are resolved against (by default the present). When a place overseas
    is named, days are those of its zone, else of Paris. The longest of overlapping things wins; only a profession
    inside a diploma's name and a diploma inside a level are kept beside it.
    """
    terms = find_terms(text)
    places = find_places(text, terms=terms)
    moment = now or datetime.now(tz=ZoneInfo(_HOME))
    found = [
        *terms,
        *places,
        *find_dates(text, moment, _zone(places), of_trade=any(term.entity == "profession" for term in terms)),
        *find_durations(text),
        *find_ages(text),
    ]
    kept: list[Found] = []
    for item in sorted(found, key=_rank):
        clash = [other for other in kept if item.start < other.end and other.start < item.end]
        if not clash or _is_nested(item, clash):
            kept.append(item)
    return without_where_they_are(text, sorted(kept, key=lambda item: (item.start, -item.end)))


def delexicalise(text: str, founds: Iterable[Found]) -> str:
    """`text` with each thing found replaced by its kind in capitals: « combien gagne un PROFESSION à PLACE ».

    Of nested things the outermost is replaced; kinds of events stay as written; what the message puts aside is left out.
    """
    out = cuts(text)
    named = [
        (found.start, found.end, kind)
        for found in founds
        if (kind := _KINDS.get(found.entity))
        and not any(start < found.end and found.start < end for start, end, _ in out)
    ]
    written: list[str] = []
    cursor = 0
    for start, end, instead in sorted((*named, *out), key=lambda item: (item[0], -item[1])):
        if start < cursor:
            continue
        written += [text[cursor:start], instead]
        cursor = end
    return "".join((*written, text[cursor:]))


def trades_in(founds: Iterable[Found]) -> tuple[str, ...]:
    """The trades that are named, ours and those next door, in order; that of who only spoke is none."""
    named = (
        str(found.value)
        for found in founds
        if found.entity in ("profession", "neighbour") and not found.details.get("told_by")
    )
    return tuple(dict.fromkeys(named))


def read_all(texts: list[str], now: datetime) -> list[tuple[str, tuple[str, ...]]]:
    """Each of `texts` delexicalised, with the trades it names, over all the processors when there are many."""
    read = partial(_read, now=now)
    if len(texts) < _MANY:
        return [read(text) for text in texts]
    read(texts[0])  # what the finders load is loaded once, then shared by the forked processes
    with get_context("fork").Pool() as pool:
        return pool.map(read, texts, chunksize=500)


def _read(text: str, now: datetime) -> tuple[str, tuple[str, ...]]:
    founds = find_all(text, now)
    return delexicalise(text, founds), trades_in(founds)
