"""Places in a French text: communes, départements, régions, EPCI, areas, postcodes and "près de chez moi"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.french.abroad import lies_abroad
from bot.french.folding import Folded, fold
from bot.french.found import Found
from bot.french.place_context import Context, announced_positions, exclusion, still_excluded
from bot.french.place_hits import (
    Hit,
    Pending,
    enumerated,
    is_glued_arrondissement,
    located,
    longest,
    qualified,
    with_numbers,
    without_nearby,
)
from bot.french.place_names import Level, PlaceNames, Sense, Target, load_place_names
from bot.french.place_numbers import NumberHit, find_departments, find_postcodes
from bot.french.place_terms import beside_terms, edges
from bot.french.place_terms import positions as positions_behind
from bot.french.place_typos import Place, misspelt

_ALTERNATIVES = 3
_LARGE_COMMUNE = 10_000
_JOINT = re.compile(r" ?(?:,|/|ou|et)(?: a)? (?=[a-z])")
_NUMBERED = ("profession", "neighbour", "diploma", "event_type")
_LONGER_NAME = re.compile(" (?:sur|sous|les|lez|le|la|en|de|du|d|l|aux) [a-z]")  # "Aix" in "aix les bins"


def find_places(text: str, expected: bool = False, terms: Iterable[Found] = ()) -> list[Found]:
    """Places named in `text`, in order, without overlap.

    `terms` are the trades, diplomas and kinds of events found in it: a bare number behind one is a département.
    `expected` says that the text answers "where?": a lone name or number then counts, however ambiguous.
    Each value is `{"kind", "code", "name"[, "codes"]}`; homonyms follow in `alternatives`. A place that is
    ruled out ("sauf Lyon") has `is_filter=False` and `details == {"excluded": True}`.
    """
    if not text.strip():
        return []
    names = load_place_names()
    folded = fold(text)
    context = Context.of(folded, expected)
    accepted, pending, borne = _named(context, names)
    spans = [(term.start, term.end) for term in terms if term.entity in _NUMBERED]
    starts, behind = edges(context, spans)
    ends = context.flat_ends(end for _, end in spans)
    numbers = [_number_hit(hit, names) for hit in find_departments(context.flat, expected, ends)]
    postcodes = [
        _postcode_hit(hit, names) for hit in find_postcodes(context.flat, names.postcodes, expected, behind)
    ]
    accepted += beside_terms(context, pending, starts, behind)
    accepted = with_numbers(context, names, accepted, [*pending, *borne])
    accepted = longest([*accepted, *numbers, *postcodes, *_nearby(context, names)])
    accepted = longest([*accepted, *located(context, names, accepted, pending)])
    accepted = longest([*accepted, *enumerated(context, accepted, pending)])
    accepted = longest([*accepted, *_misspelt(context, names, accepted, behind)])
    accepted = without_nearby(context, [hit for hit in qualified(context, names, accepted) if hit.sure])
    # « Mons en Belgique » is none of the towns of that name in France.
    return [found for found in _found(context, folded, accepted) if not lies_abroad(text, found.end)]


def _named(context: Context, names: PlaceNames) -> tuple[list[Hit], list[Pending], list[Pending]]:
    """Names accepted where they stand, those that only something else could make a place, and those of buildings,
    which only the number of their département could ("ifsi Saint-Denis (93)").
    """
    accepted: list[Hit] = []
    pending: list[Pending] = []
    borne: list[Pending] = []
    flat = context.flat
    for last, (length, senses) in names.automaton.iter(flat):
        end = last + 1
        start = end - length
        if start and flat[start - 1].isalnum():
            continue
        if end < len(flat) and flat[end].isalnum() and not is_glued_arrondissement(senses[0], flat, end):
            continue
        if context.is_mason(start, end):
            continue
        if context.named_after(start, end, plain=senses[0].level in (Level.PLAIN, Level.GUARDED)):
            borne.append(Pending(start, end, senses))
            continue
        kept = [sense for sense in senses if context.accepts(sense, start, end, names.after_en)]
        if kept:
            accepted.append(Hit(start, end, [sense.target for sense in _preferred(context, kept, start)]))
        if len(kept) < len(senses):
            pending.append(Pending(start, end, senses))
    return accepted, pending, borne


def _preferred(context: Context, senses: list[Sense], start: int) -> list[Sense]:
    """The senses, territories first after "dans le" and communes first otherwise when the name is both."""
    communes = [sense for sense in senses if sense.target.kind == "commune"]
    others = [sense for sense in senses if sense.target.kind != "commune"]
    if not communes or not others:
        return senses
    large = communes[0].target.weight >= _LARGE_COMMUNE
    if context.after_at(start) or (
        large and context.announces_commune(start) and not context.announces_territory(start)
    ):
        return [*communes, *others]
    return [*others, *communes]


def _number_hit(hit: NumberHit, names: PlaceNames) -> Hit:
    if (
        hit.code == "20"
    ):  # the number that both départements of Corsica had until 1976, and their postcodes still
        corsica = names.gazetteer.region("94")
        if corsica is not None:
            return Hit(hit.start, hit.end, [Target("region", corsica.code, corsica.name, 500_000)])
    return Hit(hit.start, hit.end, [names.department(hit.code)])


def _postcode_hit(hit: NumberHit, names: PlaceNames) -> Hit:
    first = names.gazetteer.by_postcode(hit.code)[0]
    return Hit(
        hit.start, hit.end, [Target("postcode", hit.code, first.name, 0, first.department)], sure=hit.sure
    )


def _nearby(context: Context, names: PlaceNames) -> list[Hit]:
    hits = []
    for match in names.nearby.finditer(context.flat):
        hits.append(Hit(match.start(), match.end(), [Target("nearby", "", context.raw(*match.span()), 0)]))
    return hits


def _misspelt(context: Context, names: PlaceNames, accepted: list[Hit], behind: frozenset[int]) -> list[Hit]:
    hits = []
    positions = announced_positions(context)
    for position in positions_behind(context, behind):
        positions.setdefault(position, Place.LARGE)
    for hit in accepted:  # "lille ou roubais"
        joint = _JOINT.match(context.flat, hit.end)
        if joint and hit.kind == "commune":
            positions.setdefault(joint.end(), Place.LARGE)
    for position, place in positions.items():
        known = max((hit.end for hit in accepted if hit.start <= position < hit.end), default=position)
        if known > position and not _LONGER_NAME.match(context.flat, known):
            continue
        corrected = misspelt(context.flat, position, known, place, names)
        if corrected is None:
            continue
        end, senses = corrected
        hits.append(Hit(position, end, [sense.target for sense in senses]))
    return hits


def _found(context: Context, folded: Folded, hits: list[Hit]) -> list[Found]:
    result: list[Found] = []
    excluded = ""
    previous = 0
    for hit in hits:
        if not still_excluded(excluded, context.flat[previous : hit.start]):
            excluded = exclusion(context.flat[: hit.start], context.flat[hit.end :])
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
