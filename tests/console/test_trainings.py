"""Trainings written by hand, corrected, duplicated, withdrawn; what a person set is left by the next import."""

from __future__ import annotations

from datetime import date, datetime, timezone

from sqlalchemy import select

from bot.catalogue.models import Training
from bot.feeds.building import build_training
from bot.feeds.classifying import load_codes
from bot.feeds.records import Position, SessionRecord, TrainingRecord
from bot.feeds.report import Report
from bot.feeds.storing import store
from tests.console.conftest import Browser, Open
from tests.console.examples import PROFESSION, fill

WRITTEN = {
    "site": "agence", "title": "Diplôme d'État d'aide-soignant", "mode": "apprenticeship",
    "attendance": "onsite", "profession": "",
    "organiser": "IFAS d'essai", "venue": "Salle 2", "postcode": "05000", "commune": "Gap", "duration": "11 mois",
    "cost": "0", "cost_note": "Pris en charge", "funding": "Région", "entry_conditions": "17 ans", "permanent_entry": "non",
    "link": "https://ifas.exemple.fr/as", "sessions-0-start_on": "2035-09-04", "sessions-0-end_on": "2036-07-10",
    "sessions-0-apply_until": "2035-06-01", "sessions-0-seats": "20", "sessions-0-status": "open",
    "sessions-1-start_on": "", "sessions-1-status": "",
}  # fmt: skip


async def kept(browser: Browser, **wanted: str) -> list[Training]:
    """The trainings that there are."""
    async with await browser.session() as session:
        return list(await session.scalars(select(Training).filter_by(**wanted).order_by(Training.title)))


async def test_a_training_is_written_corrected_and_copied(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    assert "Ajouter une formation" in await browser.get("/formations")
    await browser.get("/formations/nouvelle")
    for wrong in (
        {"title": ""},
        {"site": "autre"},
        {"link": "javascript:alert(1)"},
        {"cost": "-1"},
        {"sessions-0-end_on": "2035-09-01"},
        {"sessions-0-start_on": ""},
        {"mode": "autre"},
    ):
        assert (await browser.post("/formations/nouvelle", {**WRITTEN, **wrong})).status == 422, wrong
    assert (await browser.post("/formations/nouvelle", WRITTEN)).status == 303
    (made,) = await kept(browser)
    assert (made.title, made.mode, made.commune, made.insee) == (
        WRITTEN["title"],
        "apprenticeship",
        "Gap",
        "05061",
    )
    assert (made.cost, made.cost_note, made.funding, made.permanent_entry) == (
        0.0,
        "Pris en charge",
        "Région",
        False,
    )
    assert made.organisation is not None and made.organisation.name == "IFAS d'essai"
    (only,) = made.sessions
    assert (only.start_on, only.end_on, only.seats, only.status) == (
        date(2035, 9, 4),
        date(2036, 7, 10),
        20,
        "open",
    )
    # It is proposed to everyone at once.
    shown = await (await browser.client.get("/api/v1/trainings?place=05061")).json()
    assert [one["title"] for one in shown["trainings"]] == [WRITTEN["title"]]

    page = await browser.get(f"/formations/{made.id}")
    assert "Dupliquer" in page and 'value="2035-09-04"' in page
    corrected = {**WRITTEN, "commune": "Briançon", "postcode": "05100", "funding": ""}
    assert (await browser.post(f"/formations/{made.id}", corrected)).status == 303
    (made,) = await kept(browser)
    assert (made.insee, made.funding, made.cost) == ("05023", None, 0.0)

    copy = await browser.get(f"/formations/nouvelle?de={made.id}")
    assert "IFAS d&#39;essai" in copy and "2035-09-04" not in copy
    assert (await browser.post("/formations/nouvelle", {**WRITTEN, "title": "Une copie"})).status == 303
    assert [one.title for one in await kept(browser)] == [WRITTEN["title"], "Une copie"]
    elsewhere = await open_browser("ailleurs@exemple.fr")
    await elsewhere.get(f"/formations/nouvelle?de={made.id}", 404)
    await (await open_browser("lecture@exemple.fr")).get("/formations/nouvelle", 403)


async def test_the_next_import_leaves_what_a_person_set(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    async with await browser.session() as session:
        found = await fill(session)
        await session.commit()
    moment = datetime.now(timezone.utc)
    record = TrainingRecord(
        "1", "Aide-soignant", Position("ligne 2"), mode="initial", cost=100.0, duration="un an",
        sessions=(SessionRecord("s1", "2035-09-01", url="https://ifas.exemple.fr/s1"),),
    )  # fmt: skip

    async def read(told: TrainingRecord) -> Training:
        async with await browser.session() as session:
            built = build_training(told, await load_codes(session), True, moment.date())
            await store(
                session, Training, found["feed"], [(built, "ligne 2")], moment, Report(found["feed"], "csv")
            )
            await session.commit()
        (row,) = await kept(browser, uid="1")
        return row

    row = await read(record)
    sent = {
        "title": "Aide-soignant", "mode": "initial", "attendance": "onsite", "duration": "un an", "cost": "0",
        "profession": PROFESSION, "sessions-0-start_on": "2035-09-01", "sessions-0-status": "full",
    }  # fmt: skip
    await browser.get(f"/formations/{row.id}")
    assert (await browser.post(f"/formations/{row.id}", sent)).status == 303
    row = await read(TrainingRecord(**{**vars(record), "cost": 250.0, "duration": "deux ans"}))
    assert (row.cost, row.duration, row.profession_slug) == (0.0, "deux ans", PROFESSION)
    assert [(one.status, one.url, one.uid) for one in row.sessions] == [
        ("full", "https://ifas.exemple.fr/s1", "s1")
    ]
    assert {"cost", "profession_slug", "sessions"} <= set(row.locked) and "duration" not in row.locked
