"""Places in a French text: communes, départements, régions, EPCI, areas, postcodes and "près de chez moi"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.french.folding import Folded, fold
from bot.french.found import Found
from bot.french.place_context import Context, announced_positions, is_excluded, joins
from bot.french.place_names import Level, PlaceNames, Sense, Target, load_place_names
from bot.french.place_numbers import NumberHit, find_departments, find_postcodes
from bot.french.place_typos import misspelt

_ALTERNATIVES = 3
_CITY_ARRONDISSEMENTS = {"75056": (20, "751{:02d}"), "69123": (9, "6938{}"), "13055": (16, "132{:02d}")}
_ARRONDISSEMENT_AFTER = re.compile(
    r"^ ?,? ?\(?(\d{1,2}) ?(?:(e|er|eme|ieme|°)(?![a-z])(?: arrondissement| arr?t?)?)?(?!\w)\)?"
)
_ARRONDISSEMENT_BEFORE = re.compile(
    r"(\d{1,2}) ?(?:e|er|eme|ieme)(?: arrondissement| arr?t?)? (?:de |a |d |sur )$"
)
_UNIT = re.compile(
    r"^ ?(?:janv|fev|mars|avr|mai|juin|juil|aout|sep|oct|nov|dec|ans?\b|h\b|heures?|jours?|mois|km|%|€|eur)"
)
_DEPARTMENT_AFTER = re.compile(
    r"^ ?,? ?(\(?) ?(?:(?:dans|ds|en) (?:le |les |l )?|dept? |dans le departement )?(0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-68])"
    r" ?\)?(?![\w€%])"
)
_QUALIFIES = re.compile(r"^[ ,(]*(?:(?:dans|en|a|au|sur|du|de) )?(?:(?:le|la|les|l) )?$")
_GROUPING = re.compile(
    r"\b((?:l )?(?:agglo(?:meration)?|metropole|communaute d agglo(?:meration)?|communaute de communes|grand) (?:de |d |du )?)$"
)


@dataclass(slots=True)
class _Hit:
    """A place being recognised: where in the flat text, and which targets remain, the most likely first."""

    start: int
    end: int
    targets: list[Target]
    details: dict[str, Any] = field(default_factory=dict)
    other: tuple[Target, ...] = ()

    @property
    def length(self) -> int:
        return self.end - self.start


def find_places(text: str, expected: bool = False) -> list[Found]:
    """Places named in `text`, in order, without overlap.

    `expected` says that the text answers "where?": a lone name or number then counts, however ambiguous.
    Each value is `{"kind", "code", "name"[, "codes"]}`; homonyms follow in `alternatives`. A place that is
    ruled out ("sauf Lyon") has `is_filter=False` and `details == {"excluded": True}`.
    """
    if not text.strip():
        return []
    names = load_place_names()
    folded = fold(text)
    context = Context.of(folded, expected)
    accepted, pending = _named(context, names)
    numbers = [_number_hit(hit, names) for hit in find_departments(context.flat, expected)]
    postcodes = [_postcode_hit(hit, names) for hit in find_postcodes(context.flat, names.postcodes, expected)]
    accepted = _with_numbers(context, names, accepted, pending)
    accepted = _longest([*accepted, *numbers, *postcodes, *_nearby(context, names)])
    accepted = _longest([*accepted, *_enumerated(context, accepted, pending)])
    accepted = _longest([*accepted, *_misspelt(context, names, accepted)])
    accepted = _qualified(context, names, accepted)
    return _found(context, folded, accepted)


def _named(context: Context, names: PlaceNames) -> tuple[list[_Hit], list[tuple[_Hit, list[Sense]]]]:
    """Names accepted where they stand, and those that only something else could make a place."""
    accepted: list[_Hit] = []
    pending: list[tuple[_Hit, list[Sense]]] = []
    flat = context.flat
    for last, (length, senses) in names.automaton.iter(flat):
        end = last + 1
        start = end - length
        if (start and flat[start - 1].isalnum()) or (end < len(flat) and flat[end].isalnum()):
            continue
        kept = [sense for sense in senses if context.accepts(sense, start, end, names.after_en)]
        if kept:
            accepted.append(_Hit(start, end, [sense.target for sense in _preferred(context, kept, start)]))
        if len(kept) < len(senses):
            pending.append((_Hit(start, end, []), senses))
    return accepted, pending


def _preferred(context: Context, senses: list[Sense], start: int) -> list[Sense]:
    """The senses, territories first after "dans le" and communes first otherwise when the name is both."""
    communes = [sense for sense in senses if sense.target.kind == "commune"]
    others = [sense for sense in senses if sense.target.kind != "commune"]
    if not communes or not others:
        return senses
    if context.announces_commune(start) and not context.announces_territory(start):
        return [*communes, *others]
    return [*others, *communes]


def _number_hit(hit: NumberHit, names: PlaceNames) -> _Hit:
    return _Hit(hit.start, hit.end, [names.department(hit.code)])


def _postcode_hit(hit: NumberHit, names: PlaceNames) -> _Hit:
    first = names.gazetteer.by_postcode(hit.code)[0]
    return _Hit(hit.start, hit.end, [Target("postcode", hit.code, first.name, 0, first.department)])


def _nearby(context: Context, names: PlaceNames) -> list[_Hit]:
    hits = []
    for match in names.nearby.finditer(context.flat):
        hits.append(_Hit(match.start(), match.end(), [Target("nearby", "", context.raw(*match.span()), 0)]))
    return hits


def _with_numbers(
    context: Context, names: PlaceNames, accepted: list[_Hit], pending: list[tuple[_Hit, list[Sense]]]
) -> list[_Hit]:
    """Read "Valence 26", "Saint-Denis (93)", "Lyon 3e" and "12e arrondissement de Paris" as one place."""
    hits = [_arrondissement(context, names, hit) for hit in accepted]
    for hit, senses in pending:
        match = _DEPARTMENT_AFTER.match(context.flat[hit.end :])
        if not match or _UNIT.match(context.flat[hit.end + match.end() :]):
            continue
        code = match[2].upper()
        bare = (
            not match[1] and not context.capital(hit.start) and context.after(hit.end).strip()[:2] != match[2]
        )
        targets = [sense.target for sense in senses if sense.target.department == code]
        if targets and not bare:
            hits.append(_Hit(hit.start, hit.end + match.end(), targets))
    for hit in hits:
        match = _DEPARTMENT_AFTER.match(context.flat[hit.end :])
        if not match or _UNIT.match(context.flat[hit.end + match.end() :]):
            continue
        targets = [target for target in hit.targets if target.department == match[2].upper()]
        if targets:
            hit.targets, hit.other = targets, tuple(hit.targets)
            hit.end += match.end()
    return hits


def _arrondissement(context: Context, names: PlaceNames, hit: _Hit) -> _Hit:
    city = hit.targets[0]
    if city.code not in _CITY_ARRONDISSEMENTS:
        return hit
    highest, pattern = _CITY_ARRONDISSEMENTS[city.code]
    after = _ARRONDISSEMENT_AFTER.match(context.flat[hit.end :])
    before = _ARRONDISSEMENT_BEFORE.search(context.flat[: hit.start])
    if after and 1 <= int(after[1]) <= highest and not _UNIT.match(context.flat[hit.end + after.end() :]):
        if not after[2] and after[1] == city.department:
            return hit  # "Marseille 13" is the city and its département
        return _Hit(
            hit.start, hit.end + after.end(), [names.commune(pattern.format(int(after[1])))], other=(city,)
        )
    if before and 1 <= int(before[1]) <= highest:
        return _Hit(before.start(), hit.end, [names.commune(pattern.format(int(before[1])))], other=(city,))
    return hit


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """The hits that remain when, of two that overlap, the longer wins; in order of the text."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.length, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _enumerated(
    context: Context, accepted: list[_Hit], pending: list[tuple[_Hit, list[Sense]]]
) -> list[_Hit]:
    """Ambiguous names next to a sure one: "Lyon, Vienne ou Valence"."""
    added: list[_Hit] = []
    remaining = [(hit, senses) for hit, senses in pending]
    grown = True
    while grown:
        grown = False
        for hit, senses in list(remaining):
            neighbours = [*accepted, *added]
            if not any(_neighbours(context, hit, other) for other in neighbours):
                continue
            allowed = Level.STRICT if context.capital(hit.start) else Level.CONTEXT
            targets = [sense.target for sense in senses if sense.level <= allowed and not sense.contracted]
            remaining.remove((hit, senses))
            if targets:
                added.append(_Hit(hit.start, hit.end, targets))
                grown = True
    return added


def _neighbours(context: Context, hit: _Hit, other: _Hit) -> bool:
    if other.targets[0].kind == "nearby":
        return False
    if other.end <= hit.start:
        return joins(context.flat[other.end : hit.start])
    return hit.end <= other.start and joins(context.flat[hit.end : other.start])


def _misspelt(context: Context, names: PlaceNames, accepted: list[_Hit]) -> list[_Hit]:
    hits = []
    for position in announced_positions(context):
        if any(hit.start <= position < hit.end for hit in accepted):
            continue
        corrected = misspelt(context.flat, position, names)
        if corrected is None:
            continue
        end, senses = corrected
        hits.append(_Hit(position, end, [sense.target for sense in senses]))
    return hits


def _qualified(context: Context, names: PlaceNames, hits: list[_Hit]) -> list[_Hit]:
    """Choose among homonyms by the other places of the text, and merge what only says where a commune is."""
    flat = context.flat
    kept: list[_Hit] = []
    dropped: set[int] = set()
    for index, hit in enumerate(hits):
        if index in dropped:
            continue
        kept.append(hit)
        if hit.targets[0].kind in ("nearby", "postcode"):
            _merge_postcode(context, names, hit, hits, index, dropped)
            continue
        if hit.targets[0].kind != "commune":
            continue
        _merge_postcode(context, names, hit, hits, index, dropped)
        for other_index, other in enumerate(hits):
            if other is hit or other_index in dropped or other.targets[0].kind in ("commune", "nearby"):
                continue
            departments = names.gazetteer.departments_of(other.targets[0].value())
            inside = [target for target in hit.targets if target.department in departments]
            if not inside:
                continue
            if len(inside) < len(hit.targets):
                hit.other = tuple(hit.targets)
            hit.targets = inside
            if other_index == index + 1 and _QUALIFIES.match(flat[hit.end : other.start]):
                bracket = "(" in flat[hit.end : other.start] and flat[other.end : other.end + 1] == ")"
                hit.end = other.end + (1 if bracket else 0)
                dropped.add(other_index)
        _group(context, names, hit)
    return kept


def _merge_postcode(
    context: Context, names: PlaceNames, hit: _Hit, hits: list[_Hit], index: int, dropped: set[int]
) -> None:
    """Read "05000 Gap" and "Gap (05000)" as the commune, when it has that postcode."""
    if index + 1 >= len(hits):
        return
    other = hits[index + 1]
    between = context.flat[hit.end : other.start]
    kinds = {hit.targets[0].kind, other.targets[0].kind}
    if kinds != {"commune", "postcode"} or between.strip(" ,(-"):
        return
    communes, postcode = (hit, other) if hit.targets[0].kind == "commune" else (other, hit)
    holders = {commune.insee for commune in names.gazetteer.by_postcode(postcode.targets[0].code)}
    holders |= {
        commune.city for commune in names.gazetteer.by_postcode(postcode.targets[0].code) if commune.city
    }
    targets = [target for target in communes.targets if target.code in holders]
    if targets:
        hit.targets, hit.end = targets, other.end
        if "(" in between and context.flat[hit.end : hit.end + 1] == ")":
            hit.end += 1
        dropped.add(index + 1)


def _group(context: Context, names: PlaceNames, hit: _Hit) -> None:
    """Read "l'agglo de Gap" as the EPCI of Gap."""
    match = _GROUPING.search(context.flat[: hit.start])
    commune = names.gazetteer.commune(hit.targets[0].code)
    if not match or not commune or not commune.epci:
        return
    epci = names.gazetteer.epci(commune.epci)
    if epci:
        hit.other = tuple(hit.targets)
        hit.start = match.start(1)
        hit.targets = [Target("epci", epci.code, epci.name, 0)]


def _found(context: Context, folded: Folded, hits: list[_Hit]) -> list[Found]:
    result: list[Found] = []
    excluded = False
    previous = 0
    for hit in hits:
        linked = excluded and joins(context.flat[previous : hit.start])
        excluded = linked or is_excluded(context.flat[: hit.start])
        previous = hit.end
        target = hit.targets[0]
        value = target.value()
        if target.kind == "nearby":
            value["code"] = None
        others = dict.fromkeys((*hit.targets, *hit.other))
        start, end = context.raw_span(hit.start, hit.end)
        result.append(
            Found(
                entity="place",
                value=value,
                text=folded.raw[start:end],
                start=start,
                end=end,
                alternatives=tuple(o.value() for o in others if o.code != target.code)[:_ALTERNATIVES],
                is_filter=not excluded,
                details={"excluded": True} if excluded else {},
            )
        )
    return result
