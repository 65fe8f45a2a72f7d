"""Which facts may be corrected by hand: their tables, their fields, and where each row tells its source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.catalogue.models import (
    Answer,
    Benchmark,
    CostLine,
    PayLine,
    Profession,
    ProfessionDiploma,
    Scheme,
    SchemeFact,
    WayIn,
)


@dataclass(frozen=True)
class Editable:
    """A table of facts: the fields that may be corrected, and those that tell that a row is still the same.

    A row is listed by its column `named`. Where it has an `owner` (the column of its profession or scheme), it is found
    by that and its position, and has its own source and date; `within` is the table of those owners. `blank` are the
    columns that no form fills in a line added by hand; None where lines are neither added nor removed.
    """

    model: Any
    label: str
    fields: tuple[str, ...]
    named: str
    same: tuple[str, ...] = ()
    owner: str | None = None
    blank: Mapping[str, Any] | None = None
    within: Any = None


_OWNED = "profession_slug"
_LINE: Mapping[str, Any] = MappingProxyType({"reliability": None})
# What only the files tell of a pay line: how an amount was computed, and what it is with the Ségur rise.
_PAY: Mapping[str, Any] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "base", "computed_monthly", "computation", "other_source_url", "with_cti_min",
                "with_cti_max", "with_cti_source_url", "with_cti_as_of", "with_cti_to_check",
            )
        ),
        **dict.fromkeys(("computed", "as_of_estimated", "below_smic"), False),
    }
)  # fmt: skip
EDITABLE = {
    "answer": Editable(Answer, "Réponses", ("texts",), "key", ("slug",)),
    "profession": Editable(
        Profession,
        "Métiers",
        (
            "summary", "good_to_know", "missions", "qualities", "working_conditions", "training_text", "parcoursup",
            "access_conditions", "bridges", "cost_text",
        ),
        "name_m",
    ),
    "profession_diploma": Editable(
        ProfessionDiploma,
        "Diplômes",
        ("diploma_slug", "title", "acronym", "level", "rncp", "rncp_shown", "note", "to_check"),
        _OWNED,
        ("diploma_slug", "title"),
        _OWNED,
        {**_LINE, "level_verified": False, "rncp_former": None, "rncp_source_url": None},
        Profession,
    ),
    "way_in": Editable(
        WayIn,
        "Voies d'accès",
        ("way", "detail", "to_check"),
        _OWNED,
        ("way",),
        _OWNED,
        {**_LINE, "note": None},
        Profession,
    ),
    "cost_line": Editable(
        CostLine,
        "Coûts de formation",
        ("label", "minimum", "maximum", "unit", "note", "to_check"),
        _OWNED,
        ("label", "unit"),
        _OWNED,
        _LINE,
        Profession,
    ),
    "pay_line": Editable(
        PayLine,
        "Salaires",
        (
            "kind", "sector", "context", "moment", "moment_text", "gross_min", "gross_max", "net_min", "net_max",
            "annual_min", "annual_max", "hourly_min", "hourly_max", "includes", "reliability", "reliability_stated",
            "note", "to_check", "hidden",
        ),
        _OWNED,
        ("kind", "context", "moment_text"),
        _OWNED,
        _PAY,
        Profession,
    ),
    "scheme": Editable(Scheme, "Aides et règles", ("name", "site", "phone"), "name"),
    "scheme_fact": Editable(
        SchemeFact,
        "Aides : ce qu'on en dit (montants, durées, conditions…)",
        ("kind", "text", "value", "value_text", "unit", "to_check"),
        "scheme_slug",
        ("kind",),
        "scheme_slug",
        {**_LINE, "computation": None, "note": None},
        Scheme,
    ),
    "benchmark": Editable(Benchmark, "Repères (SMIC, point d'indice…)", ("value", "since", "note"), "label", ("slug",)),
}  # fmt: skip
# What owns lines, and the tables of these.
LINES: dict[str, tuple[str, ...]] = {
    owner: tuple(name for name, spec in EDITABLE.items() if spec.within is model)
    for owner, model in (("profession", Profession), ("scheme", Scheme))
}
_TOLD = {"profession_diploma": "title", "way_in": "way", "cost_line": "label", "scheme_fact": "text"}
_SHORT = 80
_ACCESS = {"parcoursup", "access_conditions", "bridges"}


def key_of(table: str, row: Any) -> str:
    """The key of a row: its slug, or `slug~position`."""
    owner = EDITABLE[table].owner
    if owner is not None:
        return f"{getattr(row, owner)}~{row.position}"
    return str(row.key if table == "answer" else row.slug)


def place_of(key: str) -> tuple[str, int] | None:
    """The owner and the position that a key names; None when it names none."""
    slug, _, position = key.rpartition("~")
    if not slug or not position.isascii() or not position.isdigit() or len(position) > 6:
        return None
    return slug, int(position)


def title_of(table: str, row: Any) -> str:
    """What a row is called, in French."""
    if table == "answer":
        return f"{row.slug}{f' ({row.audience})' if row.audience else ''}"
    if table == "profession":
        return str(row.name_m)
    if table in ("benchmark", "scheme"):
        return str(row.label if table == "benchmark" else row.name)
    if table == "pay_line":
        return f"{row.profession_slug} : {row.context}, {row.moment_text}"
    words = str(getattr(row, _TOLD[table]))
    short = words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]}…"
    return f"{getattr(row, EDITABLE[table].owner or '')} : {short}"


def sourced(
    table: str, row: Any, after: Mapping[str, Any], url: str, as_of: str, replaced: Collection[str] = ()
) -> dict[str, Any]:
    """The columns in which a row tells its source, when `after` is what changes in it; `row` None: it is added.

    The source takes the place of those `replaced` (as `sources_of` names them), where there may be several.
    """
    if table == "answer":
        known = {one.get("url"): one.get("title") for one in row.sources}
        sources = [one for one in row.sources if one.get("url") != url and _name_of(one) not in replaced]
        sources.append({"title": known.get(url) or _host(url), "url": url, "as_of": as_of})
        return {"sources": sources, "as_of": min(one["as_of"] for one in sources if one.get("as_of"))}
    if table == "profession":
        found: dict[str, Any] = {}
        if "training_text" in after or row.training_source_url in replaced:
            found |= {"training_source_url": url, "training_as_of": as_of}
        if _ACCESS & set(after) or set(row.access_source_urls) & set(replaced):
            others = [one for one in row.access_source_urls if one != url and one not in replaced]
            found |= {"access_source_urls": [url, *others], "access_as_of": as_of}
        return found
    if table == "scheme":
        return {"site_cited": after["site"] is not None} if "site" in after else {}
    found = {"source_url": url, "as_of": as_of}
    if table == "profession_diploma":
        if after.get("rncp"):
            found["rncp_source_url"] = url
        if "level" in after:
            found["level_verified"] = after["level"] is not None
    return found


def sources_of(table: str, row: Any) -> list[dict[str, str | None]]:
    """Where a row comes from as things stand: `url` and `as_of` of each source, and the `name` it is known by."""
    if table == "answer":
        return [
            {"url": one.get("url"), "as_of": one.get("as_of"), "name": _name_of(one)} for one in row.sources
        ]
    if table == "scheme":
        return []
    found = [(row.source_url, row.as_of)] if table != "profession" else [
        (row.training_source_url, row.training_as_of),
        *((url, row.access_as_of) for url in row.access_source_urls),
    ]  # fmt: skip
    return [{"url": url, "as_of": as_of, "name": url} for url, as_of in dict.fromkeys(found) if url]


def _name_of(source: Mapping[str, str | None]) -> str:
    return source.get("url") or source.get("title") or ""


def _host(url: str) -> str:
    return url.split("/")[2] if url.count("/") >= 2 else url
