"""Looking things up: professions, schemes, lines, answers, benchmarks, contacts, neighbours."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Answer, Contact, ContactPlace, Neighbour
from bot.catalogue.queries import (
    answers,
    benchmarks,
    contacts,
    emergency,
    neighbours,
    professions,
    schemes,
)


async def test_a_profession_comes_with_all_it_owns(session: AsyncSession) -> None:
    found = await professions.get(session, "aide-soignant")
    assert found is not None
    assert found.diplomas[0].acronym == "DEAS" and found.training_hours == 1540
    assert found.ways_in and found.costs and found.sources and found.pay_lines
    assert await professions.get(session, "astronaute") is None


async def test_professions_by_family_and_diploma(session: AsyncSession) -> None:
    assert len(await professions.all_slugs(session)) == 52
    early = {one.slug for one in await professions.every(session, "petite enfance")}
    assert early == {"assistant-maternel", "educateur-de-jeunes-enfants"}
    assert [one.slug for one in await professions.of_diploma(session, "dees")] == ["educateur-specialise"]
    diploma, level = await professions.diploma(session, "deas"), await professions.level(session, "terminale")
    assert diploma is not None and diploma.level == 4
    assert level is not None and level.rank == 5
    words = {one.words: one.professions for one in await professions.ambiguities(session)}
    assert words["AS"] == ["aide-soignant", "assistant-de-service-social"]


async def test_schemes(session: AsyncSession) -> None:
    cpf = await schemes.get(session, "cpf")
    assert cpf is not None and cpf.site == "https://www.moncompteformation.gouv.fr"
    unknown = [fact for fact in cpf.facts_of("amount") if fact.value is None and fact.value_text is None]
    assert [fact.text for fact in unknown] == ["Participation exacte en novembre 2026"]
    dates = await schemes.get(session, "parcoursup")
    assert dates is not None and dates.facts_of("amount")[0].value_text == "2025-12-17"
    assert dates.facts_of("contact")[-1].text == "0 800 400 070" == dates.phone
    assert {one.slug for one in await schemes.every(session, "contrat")} == {
        "apprentissage",
        "contrat-professionnalisation",
        "alternance",
    }
    assert len(await schemes.reforms(session)) == 5


async def test_only_active_lines_come_out_in_the_order_asked_for(session: AsyncSession) -> None:
    lines = await emergency.lines(session, ["suicide", "maltraitance-ancien", "samu", "inconnu"])
    assert [line.number for line in lines] == ["3114", "15"]
    every = await emergency.lines(session)
    assert every[0].slug == "samu" and len(every) == 19
    assert "3977" not in [line.number for line in every]
    advice = await emergency.guidance(session, "sans-abri")
    assert advice is not None and advice.steps[0] == "donner le 115 (24h/24)"


async def test_benchmarks(session: AsyncSession) -> None:
    smic = await benchmarks.get(session, "smic")
    assert smic is not None
    assert (smic.value, smic.as_of, smic.unit) == (1867.02, "2026-06-01", "EUR brut/mois")
    assert smic.previous is not None and smic.previous["value"] == 1823.03
    net, hourly = (
        await benchmarks.get(session, "smic-net-mensuel"),
        await benchmarks.get(session, "smic-brut-horaire"),
    )
    assert net is not None and net.value == 1477.93
    assert hourly is not None and hourly.value == 12.31
    assert "point-indice-fonction-publique" in await benchmarks.all_slugs(session)
    assert await benchmarks.get(session, "inconnu") is None


async def test_an_answer_suits_its_audience(session: AsyncSession) -> None:
    for key, audience in (("test-a", None), ("test-a@young", "young"), ("test-b@young", "young")):
        slug = key.partition("@")[0]
        session.add(
            Answer(key=key, slug=slug, topic="t", audience=audience, texts=[key], sources=[], choices=[])
        )
    await session.flush()

    async def text(slug: str, audience: str | None) -> str | None:
        found = await answers.get(session, slug, audience)
        return found.texts[0] if found else None

    assert await text("test-a", "young") == "test-a@young"
    assert await text("test-a", "counsellor") == "test-a"
    assert await text("test-a", None) == "test-a"
    assert await text("test-b", None) is None
    assert [one.key for one in await answers.every(session, "t")] == [
        "test-a",
        "test-a@young",
        "test-b@young",
    ]


async def test_contacts_near_first_and_for_the_age(session: AsyncSession) -> None:
    def contact(slug: str, scope: str, *places: tuple[str, str], **fields: int | str) -> Contact:
        rows = [ContactPlace(kind=kind, code=code) for kind, code in places]
        return Contact(
            slug=slug, kind=str(fields.pop("kind", "k")), name=slug, scope=scope, places=rows, **fields
        )

    session.add_all(
        [
            contact("national", "national"),
            contact("young", "national", max_age=25, kind="y"),
            contact("paca", "region", ("region", "93")),
            contact("gap", "department", ("department", "05"), min_age=16),
            contact("paris", "department", ("department", "75")),
        ]
    )
    await session.flush()

    async def slugs(**asked: object) -> list[str]:
        mine = {"national", "young", "paca", "gap", "paris"}
        return [one.slug for one in await contacts.near(session, **asked) if one.slug in mine]  # type: ignore[arg-type]

    assert await slugs(department="05") == ["gap", "paca", "national", "young"]
    assert await slugs() == ["national", "young"]
    assert await slugs(department="05", age=14) == ["paca", "national", "young"]
    assert await slugs(department="05", age=40) == ["gap", "paca", "national"]
    assert await slugs(department="75", kinds=["y", "k"]) == ["paris", "young", "national"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("test-medecin", "test-medecin"),
        ("je veux être Médecin-test", "test-medecin"),
        ("un médecin-test scolaire svp", "test-medecin-scolaire"),
        ("médecine-test", None),
        ("", None),
    ],
)
async def test_neighbours(session: AsyncSession, text: str, slug: str | None) -> None:
    for name in ("médecin-test", "médecin-test scolaire"):
        folded = {"médecin-test": "test-medecin", "médecin-test scolaire": "test-medecin-scolaire"}[name]
        session.add(Neighbour(slug=folded, name=name, variants=[], pointer="Voir ailleurs."))
    await session.flush()
    found = await neighbours.find(session, text)
    assert (found.slug if found else None) == slug
