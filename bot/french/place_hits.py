"""Candidate places in a text, and what their neighbours do to them: numbers, postcodes, other places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.french.place_context import Context, exclusion, joins
from bot.french.place_names import Level, PlaceNames, Sense, Target

_TERRITORIES = ("department", "region", "area")
_CITIES = {"75056": (20, "751{:02d}"), "69123": (9, "6938{}"), "13055": (16, "132{:02d}")}
_ARRONDISSEMENT_AFTER = re.compile(
    r"^ ?,? ?\(?(\d{1,2}) ?(?:(e|er|eme|ieme|°)(?![a-z])(?: arrondissement| arr?t?)?)?(?!\w)\)?"
)
_GLUED = re.compile(r"\d{1,2}(?:e|er|eme|ieme)?(?!\w)")
_ARRONDISSEMENT_BEFORE = re.compile(
    r"(\d{1,2}) ?(?:e|er|eme|ieme)(?: arrondissement| arr?t?)? (?:de |a |d |sur )$"
)
_UNIT = re.compile(
    r"^ ?(?:janv|fev|mars|avr|mai|juin|juil|aout|sep|oct|nov|dec|ans?\b|h\b|heures?|jours?|mois|km|%|€|eur)"
)
_DEPARTMENT_AFTER = re.compile(
    r"^ ?,? ?(\(?) ?(?:(?:dans|ds|en) (?:le |les |l )?|dept? |dans le departement )?"
    r"(0[1-9]|[1-8]\d|9[0-5]|2[ab]|97[1-68]) ?\)?(?![\w€%])"
)
_ISLAND_AFTER = re.compile(r" ?,? ?\(?(?:a |de |ile de )?(?:la )?reunion\b(?! d)\)?")
_QUALIFIES = re.compile(
    r"^[ ,(\"]*(?:(?:celui|celle|la ville|la commune)(?: qui (?:est|se trouve))? )?"  # « Chaumont, celui de Haute-Marne »
    r"(?:(?:dans|en|a|au|sur|du|de|d) )?(?:(?:le|la|les|l) )?$"
)
_LOCATES = re.compile(
    r"^ ?(?:,|\(|dans|en|a|au|,? ?(?:celui|celle)(?: qui (?:est|se trouve))? (?:de|du|d|dans|en|a|au)) ?"
    r"(?:(?:le|la|les|l) )?$"
)
_INSIDE = re.compile(r"^ (?:dans|ds|en) (?:(?:le|la|les|l) )?$")
_TOWN_INHABITANTS = 5_000
_GROUPING = re.compile(
    r"\b((?:l )?(?:agglo(?:meration)?|metropole|communaute d agglo(?:meration)?|communaute de communes) (?:de |d |du )?)$"
)


@dataclass(slots=True)
class Hit:
    """A place being recognised: where in the flat text, and which targets remain, the most likely first.

    `other` are targets set aside, to be offered as alternatives; an unsure hit needs a neighbour to count.
    """

    start: int
    end: int
    targets: list[Target]
    other: tuple[Target, ...] = ()
    sure: bool = True

    @property
    def length(self) -> int:
        """Characters of the flat text."""
        return self.end - self.start

    @property
    def kind(self) -> str:
        """Kind of the most likely target."""
        return self.targets[0].kind


@dataclass(frozen=True, slots=True)
class Pending:
    """A name that its surroundings alone do not make a place."""

    start: int
    end: int
    senses: list[Sense]


def longest(hits: list[Hit]) -> list[Hit]:
    """The hits that remain when, of two that overlap, the longer wins; in order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.length, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def with_numbers(
    context: Context, names: PlaceNames, accepted: list[Hit], pending: list[Pending]
) -> list[Hit]:
    """Read "Valence 26", "Saint-Denis (93)", "Lyon 3e" and "12e arrondissement de Paris" as one place."""
    hits = [_arrondissement(context, names, hit) for hit in accepted]
    for name in pending:
        match = _DEPARTMENT_AFTER.match(context.flat[name.end :])
        if not match or _UNIT.match(context.flat[name.end + match.end() :]):
            continue
        targets = [sense.target for sense in name.senses if sense.target.department == match[2].upper()]
        if targets:
            hits.append(Hit(name.start, name.end + match.end(), targets))
    for hit in hits:
        island = _ISLAND_AFTER.match(context.flat, hit.end)
        there = [target for target in hit.targets if target.department == "974"] if island else []
        if island and there:
            hit.targets, hit.other, hit.end = there, tuple(hit.targets), island.end()
        match = _DEPARTMENT_AFTER.match(context.flat[hit.end :])
        if not match or _UNIT.match(context.flat[hit.end + match.end() :]):
            continue
        targets = [target for target in hit.targets if target.department == match[2].upper()]
        if targets:
            hit.targets, hit.other = targets, tuple(hit.targets)
            hit.end += match.end()
    return hits


def is_glued_arrondissement(sense: Sense, flat: str, end: int) -> bool:
    """Whether the name that ends before `end` is a city's with an arrondissement run in: « lyon8 », « paris15e »."""
    return sense.target.code in _CITIES and bool(_GLUED.match(flat, end))


def without_nearby(context: Context, hits: list[Hit]) -> list[Hit]:
    """`hits` without the « dans le coin » said beside a place that is named and wanted."""
    named = any(
        hit.kind != "nearby" and not exclusion(context.flat[: hit.start], context.flat[hit.end :])
        for hit in hits
    )
    return [hit for hit in hits if hit.kind != "nearby"] if named else hits


def _arrondissement(context: Context, names: PlaceNames, hit: Hit) -> Hit:
    city = hit.targets[0]
    if city.code not in _CITIES:
        return hit
    highest, pattern = _CITIES[city.code]
    after = _ARRONDISSEMENT_AFTER.match(context.flat[hit.end :])
    before = _ARRONDISSEMENT_BEFORE.search(context.flat[: hit.start])
    if after and 1 <= int(after[1]) <= highest and not _UNIT.match(context.flat[hit.end + after.end() :]):
        if not after[2] and after[1] == city.department:
            return hit  # "Marseille 13" is the city and its département
        return Hit(
            hit.start, hit.end + after.end(), [names.commune(pattern.format(int(after[1])))], other=(city,)
        )
    if before and 1 <= int(before[1]) <= highest:
        return Hit(before.start(), hit.end, [names.commune(pattern.format(int(before[1])))], other=(city,))
    return hit


def located(context: Context, names: PlaceNames, hits: list[Hit], pending: list[Pending]) -> list[Hit]:
    """Ambiguous names that a territory or a postcode beside them makes sure: "Sens dans l'Yonne", "05000 Gap"."""
    added = []
    for name in pending:
        for hit in hits:
            if hit.kind not in (*_TERRITORIES, "postcode"):
                continue
            follows = name.end <= hit.start and _LOCATES.match(context.flat[name.end : hit.start])
            if hit.kind == "postcode":
                beside = min(abs(hit.start - name.end), abs(name.start - hit.end)) <= 2
                inside = {commune.insee for commune in names.gazetteer.by_postcode(hit.targets[0].code)}
                targets = [sense.target for sense in name.senses if beside and sense.target.code in inside]
            elif follows and (
                context.capital(name.start)
                or context.announces_commune(name.start)
                or _INSIDE.match(context.flat[name.end : hit.start])
            ):
                departments = names.gazetteer.departments_of(hit.targets[0].value())
                targets = [sense.target for sense in name.senses if sense.target.department in departments]
                sure = context.capital(name.start) or context.announces_commune(name.start)
                targets = [
                    target
                    for target in targets
                    if target.kind == "commune" and (sure or target.weight >= _TOWN_INHABITANTS)
                ]
            else:
                continue
            if targets:
                added.append(Hit(name.start, name.end, targets))
    return added


def enumerated(context: Context, accepted: list[Hit], pending: list[Pending]) -> list[Hit]:
    """Ambiguous names next to a sure one: "Lyon, Vienne ou Valence", "l'Indre et le Cher", "Roanne, Loire"."""
    added: list[Hit] = []
    remaining = list(pending)
    grown = True
    while grown:
        grown = False
        for name in list(remaining):
            beside = [other for other in (*accepted, *added) if _neighbours(context, name, other)]
            if not beside:
                continue
            remaining.remove(name)
            targets = _territories(name, beside) or _communes(context, name)
            if targets:
                added.append(Hit(name.start, name.end, targets))
                grown = True
    return added


def _territories(name: Pending, beside: list[Hit]) -> list[Target]:
    """Guarded meanings of a name beside another territory, or beside a commune of theirs."""
    return [
        sense.target
        for sense in name.senses
        if sense.level is Level.GUARDED
        and any(
            hit.kind in _TERRITORIES
            or (sense.target.department and hit.targets[0].department == sense.target.department)
            for hit in beside
        )
    ]


def _communes(context: Context, name: Pending) -> list[Target]:
    allowed = Level.STRICT if context.capital(name.start) else Level.CONTEXT
    return [sense.target for sense in name.senses if sense.level <= allowed and not sense.contracted]


def _neighbours(context: Context, hit: Pending, other: Hit) -> bool:
    if other.kind == "nearby":
        return False
    if other.end <= hit.start:
        return joins(context.flat[other.end : hit.start])
    return hit.end <= other.start and joins(context.flat[hit.end : other.start])


def qualified(context: Context, names: PlaceNames, hits: list[Hit]) -> list[Hit]:
    """Choose among homonyms by the other places of the text, and merge what only says where a commune is."""
    flat = context.flat
    kept: list[Hit] = []
    dropped: set[int] = set()
    for index, hit in enumerate(hits):
        if index in dropped:
            continue
        kept.append(hit)
        if hit.kind in ("nearby", "postcode"):
            _merge_postcode(context, names, hit, hits, index, dropped)
            continue
        if hit.kind != "commune":
            continue
        _merge_postcode(context, names, hit, hits, index, dropped)
        for other_index, other in enumerate(hits):
            if other is hit or other_index in dropped or other.kind in ("commune", "nearby"):
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
        _prefer_mainland(names, hit, hits)
        _group(context, names, hit)
    return kept


def _prefer_mainland(names: PlaceNames, hit: Hit, hits: list[Hit]) -> None:
    """Read "Saint-Denis" as the one near Paris when "Paris" stands in the text, not as the one overseas."""
    others = [
        other.targets[0] for other in hits if other is not hit and other.kind not in ("nearby", "postcode")
    ]
    mainland = [target for target in hit.targets if not target.code.startswith("97")]
    if not hit.targets[0].code.startswith("97") or not mainland:
        return
    if not others or any(
        code.startswith("97") for other in others for code in (other.code, other.department)
    ):
        return
    departments = {code for other in others for code in names.gazetteer.departments_of(other.value())}
    regions = {found.region for code in departments if (found := names.gazetteer.department(code))}
    near = [
        target
        for target in mainland
        if (found := names.gazetteer.department(target.department)) and found.region in regions
    ]
    if near:
        hit.other, hit.targets = tuple(hit.targets), near


def _merge_postcode(
    context: Context, names: PlaceNames, hit: Hit, hits: list[Hit], index: int, dropped: set[int]
) -> None:
    """Read "05000 Gap" and "Gap (05000)" as the commune, when it has that postcode."""
    if index + 1 >= len(hits):
        return
    other = hits[index + 1]
    between = context.flat[hit.end : other.start]
    kinds = {hit.kind, other.kind}
    if kinds != {"commune", "postcode"} or between.strip(" ,(-"):
        return
    communes, postcode = (hit, other) if hit.kind == "commune" else (other, hit)
    holders = {commune.insee for commune in names.gazetteer.by_postcode(postcode.targets[0].code)}
    holders |= {
        commune.city for commune in names.gazetteer.by_postcode(postcode.targets[0].code) if commune.city
    }
    targets = [target for target in communes.targets if target.code in holders]
    first = names.gazetteer.by_postcode(postcode.targets[0].code)[0]
    if targets and first.city == targets[0].code:
        targets = [names.commune(first.insee), *targets]
    if targets:
        hit.targets, hit.end, hit.sure = targets, other.end, True
        if "(" in between and context.flat[hit.end : hit.end + 1] == ")":
            hit.end += 1
        dropped.add(index + 1)


def _group(context: Context, names: PlaceNames, hit: Hit) -> None:
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
