"""The pages of requests, listening, figures and professionals, as counsellors use them."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bot.catalogue.models import (
    Ambassador,
    AuditEntry,
    Question,
    Request,
    RequestNote,
    Site,
    TrainingExample,
    WrittenAnswer,
)
from bot.catalogue.queries import conversations, figures
from bot.catalogue.queries.figures import Counted
from tests.console.conftest import Browser, Open
from tests.console.follow_up_examples import NOW, REFERENCE

WHERE = f"/demandes/{REFERENCE}"
# The figures of the day the request was made, whatever the hour the tests began.
ASKED = f"/chiffres?du={figures.today(NOW)}&au={figures.today(NOW)}"


async def rows(browser: Browser, table: type) -> list:  # type: ignore[type-arg]
    async with await browser.session() as session:
        return list(await session.scalars(select(table)))


async def test_a_request_from_its_arrival_to_the_internship(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    listed = await browser.get("/demandes")
    assert REFERENCE in listed and "Immersion" in listed
    assert "Je cherche un stage" not in listed
    read = await browser.get(WHERE)
    assert "Je cherche un stage" in read and "Une professionnelle" in read and "lea@exemple.test" in read
    assert (await browser.post(f"{WHERE}/note", {"note-text": "Rappeler vendredi"})).status == 303
    follow = {"state": "taken", "assigned": "me", "due_on": "2026-12-01"}
    assert (await browser.post(f"{WHERE}/suivi", follow)).status == 303
    assert (await browser.post(f"{WHERE}/reponse", {"answer-text": ""})).status == 422
    assert (await browser.post(f"{WHERE}/reponse", {"answer-text": "Je vous <b>rappelle</b>."})).status == 303
    read = await browser.get(WHERE)
    assert "Rappeler vendredi" in read and "Je vous &lt;b&gt;rappelle&lt;/b&gt;." in read
    assert (
        await browser.post(f"{WHERE}/fin", {"close-outcome": "internship", "close-why": ""})
    ).status == 303
    (kept,) = await rows(browser, Request)
    assert (kept.state, kept.outcome, kept.assigned_to, kept.due_on) == (
        "closed", "internship", "conseil", date(2026, 12, 1),
    )  # fmt: skip
    # Too late: the page is shown again with what was typed, which is a reading too.
    assert (await browser.post(f"{WHERE}/reponse", {"answer-text": "encore"})).status == 403
    async with await browser.session() as session:
        last = (await conversations.turns(session, kept.conversation_id))[-1]
        done = [one.action for one in await session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert (last.turn.author, last.replies[0]["text"]) == ("human", "Je vous <b>rappelle</b>.")
    assert [one for one in done if one.startswith("request.")] == [
        "request.read", "request.note", "request.follow", "request.read", "request.answer", "request.read",
        "request.close", "request.read",
    ]  # fmt: skip
    # Asked on another day than today: the figures count it there.
    shown = await browser.get(ASKED)
    assert '<th scope="row">Stages ou immersions trouvés</th><td>1</td>' in shown


async def test_a_step_is_entered_from_the_reference_and_taken_back(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    await browser.get("/suites")
    step = {"reference": REFERENCE.lower(), "step": "hired", "change": "reach"}
    assert (await browser.post("/suites", step)).status == 303
    assert "Suite enregistrée." in await browser.get("/suites")
    await browser.post("/suites", step)
    assert "Rien à changer" in await browser.get("/suites")
    assert '<th scope="row">Embauches</th><td>1</td>' in await browser.get(ASKED)
    await browser.post("/suites", {**step, "change": "undo"})
    assert '<th scope="row">Embauches</th><td>0</td>' in await browser.get(ASKED)
    assert (await browser.post("/suites", {**step, "reference": "D-9999-ZZZZ"})).status == 422
    elsewhere = await open_browser("ailleurs@exemple.fr")
    await elsewhere.get("/suites")
    assert (await elsewhere.post("/suites", step)).status == 422


@pytest.mark.asvs("8.4", shows="S15")
async def test_another_site_s_requests_are_not_there(open_browser: Open) -> None:
    elsewhere = await open_browser("ailleurs@exemple.fr")
    assert REFERENCE not in await elsewhere.get("/demandes")
    await elsewhere.get(WHERE, 404)
    assert (await elsewhere.post(f"{WHERE}/note", {"note-text": "x"})).status == 404
    assert await rows(elsewhere, RequestNote) == []
    assert "faut-il" not in await elsewhere.get("/ecoute")
    await (await open_browser("lecture@exemple.fr")).get("/demandes", 403)
    await (await open_browser("admin@exemple.fr")).get("/demandes", 403)


async def test_a_question_becomes_an_example_then_another_an_answer(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    assert "faut-il être vacciné" in await browser.get("/ecoute")
    (question,) = await rows(browser, Question)
    bad = {"ids": str(question.id), "text": "faut-il être vacciné", "intent": "distress"}
    assert (await browser.post("/ecoute/exemple", bad)).status == 303
    assert await rows(browser, TrainingExample) == []
    good = {**bad, "intent": "profession_conditions", "text": "faut-il être vacciné ? 06 39 98 01 02"}
    await browser.post("/ecoute/exemple", good)
    (example,) = await rows(browser, TrainingExample)
    assert (example.intent, example.text) == (
        "profession_conditions",
        "faut-il être vacciné ? [numéro de téléphone]",
    )
    (question,) = await rows(browser, Question)
    assert (question.state, question.text) == ("example", "")
    await browser.post("/ecoute/exemple", good)
    assert len(await rows(browser, TrainingExample)) == 1
    form = await browser.get(f"/ecoute/reponse?ids={question.id}&question=faut-il")
    assert 'value="faut-il"' in form
    answer = {
        "ids": str(question.id), "question": "faut-il être vacciné", "text": "Demandez à l'établissement.",
        "source_title": "Une source d'essai", "source_url": "https://source.test/", "as_of": "2026-11-01", "site": "agence",
    }  # fmt: skip
    assert (await browser.post("/ecoute/reponse", {**answer, "site": "autre"})).status == 422
    assert (await browser.post("/ecoute/reponse", {**answer, "as_of": ""})).status == 422
    assert (await browser.post("/ecoute/reponse", answer)).status == 303
    (written,) = await rows(browser, WrittenAnswer)
    elsewhere = await open_browser("ailleurs@exemple.fr")
    await elsewhere.get("/ecoute")
    await elsewhere.post("/ecoute/reponse/retirer", {"id": str(written.id)})
    assert len(await rows(browser, WrittenAnswer)) == 1
    await browser.post("/ecoute/reponse/retirer", {"id": str(written.id)})
    assert await rows(browser, WrittenAnswer) == []


async def test_figures_hide_what_is_small_by_territory_in_every_form(open_browser: Open) -> None:
    browser = await open_browser("lecture@exemple.fr")
    page = await browser.get("/chiffres")
    assert '<th scope="row">69 – Rhône</th><td>non montré</td>' in page
    # Alone hidden, it would be what the total leaves: the other one is hidden with it.
    assert '<th scope="row">05 – Hautes-Alpes</th><td>non montré</td>' in page
    narrow = await browser.get("/chiffres?department=69")
    assert '<th scope="row">Conversations commencées</th><td>non montré</td>' in narrow
    assert "<td>3</td>" not in narrow
    response = await browser.client.get("/console/chiffres.csv")
    assert response.headers["Content-Disposition"].endswith('.csv"')
    lines = list(csv.reader(io.StringIO((await response.text()).removeprefix("\ufeff")), delimiter=";"))
    assert ["Parcours", "Conversations commencées", "43"] in lines
    assert ["Conversations par territoire", "69 – Rhône", "non montré"] in lines
    pdf = await browser.client.get("/console/bilan.pdf?site=agence")
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(await pdf.read())).pages)
    assert "Conversations commencées" in words and "Agence d'exemple" in words and "non montré" in words
    seen = await browser.get("/observatoire?metier=aide-soignant")
    assert "<td>9</td>" in seen and "<circle" in seen
    elsewhere = await open_browser("ailleurs@exemple.fr")
    assert "<td>43</td>" not in await elsewhere.get("/chiffres?site=agence")


async def test_no_small_figure_is_found_by_subtraction(open_browser: Open) -> None:
    browser = await open_browser("admin@exemple.fr")
    day = figures.today()
    async with await browser.session() as session:
        for site, channel, department, number in (
            ("agence", "web", "05", 18), ("autre", "web", "05", 2), ("agence", "web", "38", 7),
            ("agence", "telegram", "38", 9),
        ):  # fmt: skip
            counted = Counted("reached", site, channel, department=department)
            await figures.count(session, [counted], day - timedelta(days=400), by=number)
        await session.commit()
    days = f"du={day - timedelta(days=401)}&au={day - timedelta(days=399)}"
    begun = '<th scope="row">Conversations commencées</th><td>{}</td>'
    assert begun.format(20) in await browser.get(f"/chiffres?{days}&department=05")
    # 20 less 18 would tell of the other site's 2.
    assert begun.format("non montré") in await browser.get(f"/chiffres?{days}&department=05&site=agence")
    assert "05 – Hautes-Alpes</th><td>non montré" in await browser.get(f"/chiffres?{days}&site=agence")
    assert begun.format(7) in await browser.get(f"/chiffres?{days}&department=38&channel=web")
    alone = await browser.get(f"/chiffres?{days}&site=autre")
    assert "Trop peu pour être montré par territoire" in alone and "05 – Hautes-Alpes</th>" not in alone


async def test_the_report_of_a_site_is_that_of_its_campaign(open_browser: Open) -> None:
    browser = await open_browser("lecture@exemple.fr")
    async with await browser.session() as session:
        site = await session.get_one(Site, "agence")
        site.campaign_name = "Semaine des métiers"
        site.campaign_starts, site.campaign_ends = date(2026, 4, 15), date(2026, 4, 26)
        await figures.count(session, [Counted("reached", "agence", "web")], date(2026, 4, 20), by=1100)
        await session.commit()
    page = await browser.get("/bilan?site=agence")
    assert "Semaine des métiers (Agence d&#39;exemple), du 15/04/2026 au 26/04/2026" in page
    assert '<th scope="row">Conversations commencées</th><td>1\u202f100</td>' in page
    assert "Semaine" not in await browser.get("/bilan?site=agence&du=2026-04-15&au=2026-04-20")


@pytest.mark.asvs("1.2.10", shows="S12")
async def test_a_csv_holds_no_formula(open_browser: Open) -> None:
    browser = await open_browser("lecture@exemple.fr")
    async with await browser.session() as session:
        await figures.count(session, [Counted("messages", "agence", "web", "", "=1+1")], figures.today())
        await session.commit()
    text = await (await browser.client.get("/console/chiffres.csv")).text()
    assert "'=1+1" in text and not any(cell.startswith("=") for cell in text.replace("\n", ";").split(";"))


async def test_the_directory_keeps_nobody_without_their_agreement(open_browser: Open) -> None:
    browser = await open_browser("conseil@exemple.fr")
    await browser.get("/professionnels/nouveau")
    wrong = await browser.post("/professionnels/nouveau", {"name": "Sans accord", "site": "agence"})
    assert wrong.status == 422 and "sans lui, rien n'est gardé" in (await wrong.text()).replace("&#39;", "'")
    assert (await browser.post("/professionnels/1/retirer")).status == 303
    assert await rows(browser, Ambassador) == []
