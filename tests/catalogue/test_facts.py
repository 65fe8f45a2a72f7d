"""The reference data still holds every fact that was gathered, with its source and its date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue import models
from bot.catalogue.models import PayLine, Profession
from bot.settings import ROOT

MANIFEST: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "manifest.yml").read_text(encoding="utf-8")
)


async def _count(session: AsyncSession, model: Any, *conditions: Any) -> int:
    return await session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


async def test_no_pay_line_was_lost(session: AsyncSession) -> None:
    assert await _count(session, PayLine) == MANIFEST["pay_lines"]
    assert await _count(session, PayLine, PayLine.below_smic) == MANIFEST["pay_below_smic"]
    assert await _count(session, PayLine, PayLine.computed) == MANIFEST["pay_computed"]
    assert await _count(session, PayLine, PayLine.to_check.is_not(None)) == MANIFEST["pay_to_check"]
    assert (
        await _count(session, PayLine, ~PayLine.reliability_stated) == MANIFEST["pay_reliability_not_stated"]
    )
    stated_low = await _count(session, PayLine, PayLine.reliability_stated, PayLine.reliability == "low")
    assert stated_low == MANIFEST["pay_reliability_low"]
    for kind in ("salary", "bonus", "liberal_income", "legal_minimum"):
        assert await _count(session, PayLine, PayLine.kind == kind) == MANIFEST[f"pay_kind_{kind}"]


@pytest.mark.parametrize(
    ("name", "minimum", "maximum"),
    [
        ("gross_monthly", PayLine.gross_min, PayLine.gross_max),
        ("net_monthly", PayLine.net_min, PayLine.net_max),
        ("annual", PayLine.annual_min, PayLine.annual_max),
        ("gross_hourly", PayLine.hourly_min, PayLine.hourly_max),
        ("gross_monthly_with_cti", PayLine.with_cti_min, PayLine.with_cti_max),
    ],
)
async def test_no_amount_was_altered(session: AsyncSession, name: str, minimum: Any, maximum: Any) -> None:
    assert await _count(session, PayLine, minimum.is_not(None)) == MANIFEST[f"pay_{name}"]
    total = await session.scalar(select(func.sum(minimum) + func.sum(maximum)))
    assert total == pytest.approx(MANIFEST[f"sum_{name}"])


async def test_every_amount_of_pay_has_its_source(session: AsyncSession) -> None:
    lines = await session.scalars(select(PayLine))
    assert [line.context for line in lines if line.has_amount and not line.source_url] == []


async def test_professions_kept_all_they_say(session: AsyncSession) -> None:
    professions = (await session.scalars(select(Profession))).all()
    assert len(professions) == MANIFEST["professions"]
    for name in (
        "variants",
        "missions",
        "workplaces",
        "qualities",
        "working_conditions",
        "progression",
        "warnings",
        "to_complete",
        "bridges",
        "access_conditions",
    ):
        assert sum(len(getattr(one, name)) for one in professions) == MANIFEST[name], name
    assert sum(one.good_to_know is not None for one in professions) == MANIFEST["good_to_know"]
    assert sum(len(one.ways_in) for one in professions) == MANIFEST["ways"]
    assert sum(len(one.costs) for one in professions) == MANIFEST["cost_amounts"]
    assert sum(len(one.sources) for one in professions) == MANIFEST["sources"]
    assert (
        sum(len(one.diplomas) for one in professions) == len(professions) + MANIFEST["alternative_diplomas"]
    )
    kinds = {"recruitment": "recruitment", "landmark": "landmarks", "other": "other_figures"}
    for kind, name in kinds.items():
        assert sum(len(one.figures_of(kind)) for one in professions) == MANIFEST[name]


async def test_schemes_kept_all_they_say(session: AsyncSession) -> None:
    kinds = {
        "for_whom": "for_whom",
        "what_it_is": "what_it_is",
        "condition": "conditions",
        "amount": "amounts",
    }
    kinds |= {"step": "steps", "to_check": "to_check"}
    schemes = (await session.scalars(select(models.Scheme))).all()
    assert len(schemes) == MANIFEST["schemes"]
    for kind, name in kinds.items():
        assert sum(len(one.facts_of(kind)) for one in schemes) == MANIFEST[f"scheme_{name}"], kind


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (models.EmergencyLine, "emergency_lines"),
        (models.Guidance, "guidance"),
        (models.EventType, "event_types"),
        (models.Campaign, "campaigns"),
        (models.Benchmark, "benchmarks"),
        (models.Reform, "reforms"),
        (models.Ambiguity, "ambiguous"),
    ],
)
async def test_lists_are_whole(session: AsyncSession, model: Any, name: str) -> None:
    assert await _count(session, model) == MANIFEST[name]


async def test_a_doubtful_rncp_code_is_never_shown(session: AsyncSession) -> None:
    doubtful = {"aide-soignant", "auxiliaire-de-puericulture", "accompagnant-educatif-et-social"}
    doubtful |= {"educateur-specialise", "assistant-de-service-social", "educateur-technique-specialise"}
    for slug in doubtful:
        profession = await session.get_one(Profession, slug)
        assert profession.diplomas[0].rncp and not profession.diplomas[0].rncp_shown
    shown = await session.get_one(Profession, "ambulancier")
    assert shown.diplomas[0].rncp_shown and shown.diplomas[0].rncp == "RNCP36542"


async def test_slugs_refer_to_what_exists(session: AsyncSession) -> None:
    diplomas = set(await session.scalars(select(models.Diploma.slug)))
    slugs = set(await session.scalars(select(Profession.slug)))
    for profession in await session.scalars(select(Profession)):
        named = {one.diploma_slug for one in profession.diplomas} | set(profession.related_diplomas)
        assert named - {None} <= diplomas, profession.slug
    for ambiguity in await session.scalars(select(models.Ambiguity)):
        assert set(ambiguity.professions) <= slugs


def test_no_file_of_data_looks_like_training_data_of_the_engine() -> None:
    reserved = {"nlu", "stories", "rules", "responses"}
    for path in (ROOT / "data" / "reference").rglob("*.yml"):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        assert not reserved & content.keys(), path.name


def _dates(content: Any) -> list[str]:
    if isinstance(content, list):
        return [date for part in content for date in _dates(part)]
    if not isinstance(content, dict):
        return []
    own = [content[key] for key in ("as_of", "since") if content.get(key) is not None]
    return own + [date for part in content.values() for date in _dates(part)]


def test_every_date_of_a_fact_can_be_compared() -> None:
    for path in (ROOT / "data" / "reference").rglob("*.yml"):
        dates = _dates(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        assert not [date for date in dates if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(date))], (
            path.name
        )
