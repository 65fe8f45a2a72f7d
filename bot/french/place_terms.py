"""Towns that only a trade, a school or an event beside them announces: « cdi kiné lons », « gap jpo »."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.french.place_context import Context
from bot.french.place_hits import Hit, Pending
from bot.french.place_names import Level, Sense

_TOWN_INHABITANTS = 4_000
_LINK = re.compile(r" ?[,(:/-]? ?(?:(?:de|d|du|a|au|sur|vers|dans le|dans la) )?")
# Behind one of these a town is often named without a preposition.
_KEYWORD = re.compile(
    r"\b(?:ehpad|hopital|clinique|creche|ecole|formation|formassion|emploi|offre|taf|job|boulot|stage|alternance"
    r"|apprentissage|recrutement|recrute|poste|interim|concours|mecs|ime|esat|foyer|ssiad|chu|chr|immersion|evenement"
    r"|agenda|annonces?|cdi|cdd|dispo|jpo|forum|mission locale|cfa|irts|lycee|fac)s?(?= )"
)
# An article or a word that may be something else needs the end of the text, or of the clause, behind it.
_CLOSED = re.compile(
    r" ?(?:$|[.,;!?)]|(?:svp|stp|merci|en|pour|pr|rentree|rentre|janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec"
    r"|ou|et|quand|dans|ds|le|ya|y a|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|ce|cette|logement|semaine|mois)\b)"
)
_OPENING = re.compile(r"^\W*(?:(?:bonjour|bjr|slt|salut|cc|bsr|bonsoir|sur|a)\W+)*$")
_NOT_A_TOWN = frozenset(
    ["tour", "tours de", "sens", "salon", "sada", "la garde", "l union", "la fleche", "la possession"]
)
# Rivers and points of the compass that name their département at the end of such a text.
_TERRITORIES = frozenset(
    [
        "nord",
        "manche",
        "var",
        "ain",
        "aisne",
        "gard",
        "creuse",
        "orne",
        "eure",
        "loire",
        "marne",
        "aude",
        "oise",
        "indre",
    ]
)


def edges(context: Context, spans: Iterable[tuple[int, int]]) -> tuple[frozenset[int], frozenset[int]]:
    """The flat offsets just before and just after trades, events and words such as « école », from raw spans of terms."""
    spans = list(spans)
    ends = context.flat_ends(end for _, end in spans) | {
        match.end() for match in _KEYWORD.finditer(context.flat)
    }
    return context.flat_starts(start for start, _ in spans), ends


def positions(context: Context, ends: frozenset[int]) -> dict[int, int]:
    """Where a town may begin behind a term, and the end of the term it stands behind."""
    found = {}
    for end in ends:
        link = _LINK.match(context.flat, end)
        if link and link.end() > end:
            found[link.end()] = end
    return found


def beside_terms(
    context: Context, pending: list[Pending], starts: frozenset[int], ends: frozenset[int]
) -> list[Hit]:
    """The names of `pending` that stand just behind a term, or first in the text and just before one."""
    behind = positions(context, ends)
    hits = []
    for name in pending:
        first = name.end + 1 in starts and bool(_OPENING.match(context.flat[: name.start]))
        if not first and name.start not in behind:
            continue
        written = context.flat[name.start : name.end]
        closed = bool(_CLOSED.match(context.flat, name.end))
        if written in _NOT_A_TOWN or (" " in written and not closed):
            continue
        senses = [sense for sense in name.senses if _is_town(sense)]
        if not senses and closed and written in _TERRITORIES:
            senses = [sense for sense in name.senses if sense.level is Level.GUARDED]
        if senses:
            hits.append(Hit(name.start, name.end, [sense.target for sense in senses]))
    return hits


def _is_town(sense: Sense) -> bool:
    return (
        sense.level is Level.CONTEXT
        and sense.target.kind == "commune"
        and sense.target.weight >= _TOWN_INHABITANTS
        and not sense.contracted
    )
