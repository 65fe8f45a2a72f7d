"""The lines of a trade's way in that name a diploma or another trade: what is known to lead from the one to the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from actions.words.wording import distinct, source
from bot.catalogue.models import Diploma, Profession
from bot.french.folding import fold_text
from bot.replies import Source

_SHORTEST = 3  # letters of a name that may be looked for in a sentence
_SCHOOL = "IF"  # IFSI, IFAS: a school is no trade
_COMMON = re.compile(r"blocs communs .*niveau 6")
_AWAY = re.compile(r"^vers\b")
# What a line says that a name in it gives, the strongest first.
_DISPENSED = re.compile(r"dispens\w*")
_SHORTENED = re.compile(r"alleg\w*|facilit\w*|2e annee|deuxieme annee|complementaire|blocs communs")
_YEARS = re.compile(r"\b(un|une|\d+) an(?:s|nees?)? (?:d.(?:exercice|anciennete|experience))")
_ONE = {"un": 1, "une": 1}
# What a line says of diplomas at large, without naming one.
_GENERAL = re.compile(
    r"selon (?:les )?diplomes|\bcertains? \w+|diplome de niveau|blocs communs|autre diplome"
)


def names_of(trade: Profession) -> set[str]:
    """How lines call the trade: its names, the letters it goes by, its diploma."""
    names = {part.strip() for name in (trade.name_m, trade.name_f) for part in name.split(" / ")}
    names |= {word for word in trade.variants if word.isupper() and not word.startswith(_SCHOOL)}
    for diploma in trade.diplomas:
        if diploma.diploma_slug:
            names |= {diploma.title, diploma.acronym or "", f"diplôme d'{trade.name_m}"}
    return folded(names)


_OF_A_TRADE = re.compile(r"Diplôme d'État (?:d'|de |du )(.+)$")


def names_of_diploma(diploma: Diploma) -> set[str]:
    """How lines call the diploma."""
    bare = diploma.name.removeprefix("CAP ").removeprefix("BTS ")
    letters = diploma.acronym or ""
    of_a_trade = _OF_A_TRADE.match(diploma.name)
    trade = {of_a_trade[1]} if of_a_trade else set()
    # « AES : parcours allégé » is said of who holds the DEAES, « aide-soignant : … » of who holds the DEAS.
    return folded({diploma.name, bare, letters, letters.removeprefix("DE"), *trade, *diploma.variants})


def folded(names: Iterable[str]) -> set[str]:
    """`names` folded, without those too short to be found in a sentence for sure."""
    return {fold_text(name) for name in names if len(name) >= _SHORTEST}


def lines_of(trade: Profession) -> list[str]:
    """What is written of the ways into `trade`: bridges, ways, conditions; what leads away from it is left out."""
    told = [*trade.bridges, *trade.access_conditions]
    for way in trade.ways_in:
        parts = [part.strip() for part in (way.detail or "").split(" ; ") if part.strip()]
        kept = [part for part in parts if not _AWAY.match(fold_text(part))]
        if parts and not kept:
            continue
        bare = fold_text(way.way).startswith(("passerelle", "diplomes de niveau"))
        told.append((" ; ".join(kept) if bare else f"{way.way} : {' ; '.join(kept)}") if kept else way.way)
    return told


def naming(names: set[str], lines: Sequence[str]) -> list[str]:
    """Those of `lines` that hold one of the folded `names`, in the singular or the plural."""
    patterns = [re.compile(rf"\b{re.escape(name).replace(' ', 's? ')}s?\b") for name in names]
    # « accompagnant éducatif petite enfance » is no « accompagnant éducatif et social »: whole names only.
    return [line for line in lines if any(pattern.search(fold_text(line)) for pattern in patterns)]


def at_large(trade: Profession) -> list[str]:
    """What the ways into `trade` say of diplomas at large (« allègements selon diplômes et expérience »)."""
    return [line for line in lines_of(trade) if _GENERAL.search(fold_text(line))]


def leading(held: Profession, aimed: Profession) -> list[str]:
    """The lines of the ways into `aimed` that name `held`, or the common part of the diplomas that it is one of."""
    lines = lines_of(aimed)
    told = naming(names_of(held), lines)
    common = [line for line in lines if _COMMON.search(fold_text(line))]
    return told or (common if any(_COMMON.search(fold_text(line)) for line in lines_of(held)) else [])


def dispenses(line: str) -> bool:
    """Whether `line` gives leave of an exam of the entry."""
    return bool(_DISPENSED.search(fold_text(line)))


def shortens(line: str) -> bool:
    """Whether `line` makes the training shorter."""
    return bool(_SHORTENED.search(fold_text(line)))


def years_asked(line: str) -> int | None:
    """How many years at work `line` asks for; None when it asks for none."""
    found = _YEARS.search(fold_text(line))
    return (_ONE.get(found[1]) or int(found[1])) if found else None


def way_sources(trade: Profession) -> list[Source]:
    """Where the ways into `trade` were read."""
    return distinct(
        [
            *(source(url, trade.access_as_of) for url in trade.access_source_urls),
            *(source(way.source_url, way.as_of) for way in trade.ways_in),
        ],
        3,
    )
