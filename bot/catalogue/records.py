"""From the records of `data/reference/` to rows: one builder per table.

A builder sets every column, so that a row merged over an older one leaves nothing behind.
"""

from __future__ import annotations

from typing import Any

from bot.catalogue import models
from bot.catalogue.pay_classes import is_hidden, moment_of, sector_of

Record = dict[str, Any]

# Durations that have a column of their own, and keys that are not durations; the rest are details.
_TRAINING = ("text", "hours", "weeks", "months", "years", "source_url", "as_of", "note", "to_check")


def _sourced(record: Record) -> Record:
    return {key: record.get(key) for key in ("source_url", "as_of", "reliability", "note", "to_check")}


def _bounds(record: Record, key: str) -> tuple[float | None, float | None]:
    found = record.get(key) or {}
    return found.get("min"), found.get("max")


def profession(record: Record) -> models.Profession:
    """A profession with its diplomas, ways in, costs, figures, sources and pay."""
    training, access, cost = record["training"], record["access"], record["cost"]
    kinds = (("recruitment", "recruitment"), ("landmark", "landmarks"), ("other", "other_figures"))
    figures = [(kind, figure) for kind, key in kinds for figure in record[key] or []]
    return models.Profession(
        slug=record["slug"],
        name_m=record["name_m"],
        name_f=record["name_f"],
        family=record["family"],
        summary=record.get("summary"),
        suits=record["suits"],
        good_to_know=record["good_to_know"],
        variants=record["variants"],
        missions=record["missions"],
        workplaces=record["workplaces"],
        qualities=record["qualities"],
        working_conditions=record["working_conditions"],
        progression=record["progression"],
        warnings=record["warnings"],
        to_complete=record["to_complete"],
        related_diplomas=record.get("related_diplomas", []),
        rome=record["rome"],
        provenance=record["provenance"],
        training_text=training["text"],
        training_hours=training.get("hours"),
        training_weeks=training.get("weeks"),
        training_months=training.get("months"),
        training_years=training.get("years"),
        training_details={key: value for key, value in training.items() if key not in _TRAINING},
        training_source_url=training["source_url"],
        training_as_of=training["as_of"],
        training_note=training.get("note"),
        training_to_check=training.get("to_check"),
        parcoursup=access["parcoursup"],
        access_conditions=access["conditions"],
        bridges=access["bridges"],
        access_source_urls=access["source_urls"],
        access_as_of=access["as_of"],
        access_note=access.get("note"),
        access_to_check=access.get("to_check"),
        cost_text=cost["text"],
        cost_note=cost.get("note"),
        diplomas=[_diploma_of(position, found) for position, found in enumerate(record["diplomas"])],
        ways_in=[
            models.WayIn(position=position, way=way["way"], detail=way.get("detail"), **_sourced(way))
            for position, way in enumerate(access["ways"])
        ],
        costs=[
            models.CostLine(
                position=position,
                label=line["label"],
                minimum=line["min"],
                maximum=line["max"],
                unit=line["unit"],
                **_sourced(line),
            )
            for position, line in enumerate(cost["amounts"])
        ],
        figures=[_figure(position, kind, figure) for position, (kind, figure) in enumerate(figures)],
        sources=[
            models.ProfessionSource(
                position=position, title=source["title"], url=source["url"], as_of=source["as_of"]
            )
            for position, source in enumerate(record["sources"])
        ],
        pay_lines=[pay_line(position, line) for position, line in enumerate(record["pay"])],
    )


def _diploma_of(position: int, record: Record) -> models.ProfessionDiploma:
    return models.ProfessionDiploma(
        position=position,
        diploma_slug=record["diploma"],
        title=record["title"],
        acronym=record["acronym"],
        level=record["level"],
        level_verified=record.get("level_verified", record["level"] is not None),
        rncp=record["rncp"],
        rncp_shown=record["rncp_verified"] and not record.get("to_check"),
        rncp_former=record.get("rncp_former"),
        rncp_source_url=record.get("rncp_source_url"),
        **_sourced(record),
    )


def _figure(position: int, kind: str, record: Record) -> models.ProfessionFigure:
    return models.ProfessionFigure(
        position=position,
        kind=kind,
        label=record["text"] if kind == "landmark" else record["label"],
        minimum=record.get("min"),
        maximum=record.get("max"),
        value_text=record.get("value_text"),
        unit=record.get("unit"),
        **_sourced(record),
    )


def pay_line(position: int, record: Record) -> models.PayLine:
    """A pay line, with its sector and moment read from its texts; no stated reliability counts as low."""
    gross, net = _bounds(record, "gross_monthly"), _bounds(record, "net_monthly")
    annual, hourly = _bounds(record, "annual"), _bounds(record, "gross_hourly")
    with_cti = record.get("gross_monthly_with_cti") or {}
    sourced = _sourced(record)
    sourced["reliability"] = record["reliability"] or "low"
    return models.PayLine(
        position=position,
        context=record["context"],
        sector=sector_of(record["context"]),
        moment_text=record["moment"],
        moment=moment_of(record["moment"]),
        kind=record["kind"],
        base=record["base"],
        includes=record["includes"],
        gross_min=gross[0],
        gross_max=gross[1],
        net_min=net[0],
        net_max=net[1],
        annual_min=annual[0],
        annual_max=annual[1],
        hourly_min=hourly[0],
        hourly_max=hourly[1],
        computed_monthly=record.get("computed_monthly"),
        with_cti_min=with_cti.get("min"),
        with_cti_max=with_cti.get("max"),
        with_cti_source_url=with_cti.get("source_url"),
        with_cti_as_of=with_cti.get("as_of"),
        with_cti_to_check=with_cti.get("to_check"),
        computed=bool(record.get("computed") or record.get("computation")),
        computation=record.get("computation"),
        as_of_estimated=record.get("as_of_estimated", False),
        other_source_url=record.get("other_source_url"),
        reliability_stated=record["reliability"] is not None,
        below_smic=record["below_smic"],
        hidden=is_hidden(record["reliability"], record.get("to_check")),
        **sourced,
    )


def scheme(record: Record) -> models.Scheme:
    """A scheme with its facts of every kind."""
    contact = record["contact"]
    facts = [
        *(("for_whom", {"text": text}) for text in record["for_whom"]),
        *(("what_it_is", fact) for fact in record["what_it_is"]),
        *(("condition", fact) for fact in record["conditions"]),
        *(("amount", fact) for fact in record["amounts"]),
        *(("step", {"text": text}) for text in record["steps"]),
        *_contacts_of(contact),
        *(("to_check", {"text": text}) for text in record["to_check"]),
    ]
    return models.Scheme(
        slug=record["slug"],
        name=record["name"],
        theme=record["theme"],
        words=record["words"],
        site=contact.get("site"),
        site_cited=bool(contact.get("site_cited_by_a_source")),
        phone=contact.get("phone"),
        facts=[_scheme_fact(position, kind, fact) for position, (kind, fact) in enumerate(facts)],
    )


def _contacts_of(contact: Record) -> list[tuple[str, Record]]:
    found = []
    if contact.get("contact"):
        found.append(("contact", {"text": contact["contact"]}))
    if contact.get("phone"):
        phone = {"text": contact["phone"], "source_url": contact["phone_source_url"]}
        found.append(("contact", phone | {"as_of": contact["phone_as_of"]}))
    return found


def _scheme_fact(position: int, kind: str, record: Record) -> models.SchemeFact:
    value = record.get("value")
    is_number = isinstance(value, int | float)
    return models.SchemeFact(
        position=position,
        kind=kind,
        text=record["text"],
        value=value if is_number else None,
        value_text=None if is_number else value,
        unit=record.get("unit"),
        computation=record.get("computation"),
        **_sourced(record),
    )
