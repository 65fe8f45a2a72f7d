"""What becomes of a request and what is counted of a conversation, through the real gateway."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from bot.catalogue.models import (
    Ambassador,
    Conversation,
    Figure,
    FollowUp,
    Question,
    Request,
    Site,
    UnmetSearch,
    WrittenAnswer,
)
from bot.catalogue.queries import ambassadors, conversations, figures, followups, listening, requests
from bot.catalogue.queries.figures import FUNNEL, Period
from bot.command.questions import as_nlu
from bot.gateway.keys import SESSIONS
from tests.gateway.conftest import Begin, Client, Talk
from tests.gateway.fakes import ANSWER, FakeEngine

ASKED = {"kind": "message", "consent": True, "email": "lea@exemple.test", "message": "Je cherche un stage"}
ALWAYS = Period(date(2020, 1, 1), date(2100, 1, 1))


def opened(client: Client) -> Any:
    """A session on the gateway's database."""
    assert client.app is not None
    return client.app[SESSIONS]()


async def rows(client: Client, table: Any) -> list[Any]:
    async with opened(client) as session:
        return list(await session.scalars(select(table)))


async def totals(client: Client, *measures: str, **narrowed: str) -> dict[str, int]:
    async with opened(client) as session:
        period = Period(ALWAYS.since, ALWAYS.until, narrowed=narrowed)
        return await figures.totals(session, period, *measures)


async def asked(talk: Talk, **more: Any) -> str:
    response = await talk.post("requests", {**ASKED, **more})
    assert response.status == 201, await response.text()
    return str((await response.json())["reference"])


async def test_the_funnel_from_the_first_word_to_the_hiring(begin: Begin, client: Client) -> None:
    talk = await begin(site="agence", audience="young", place="Gap")
    assert (await totals(client, *FUNNEL))["reached"] == 1
    await talk.say("combien gagne un aide-soignant")
    assert await totals(client, "engaged", "shown") == {"engaged": 0, "shown": 1}
    await talk.say("et à l'hôpital ?")
    await talk.say("merci")
    reference = await asked(talk)
    async with opened(client) as session:
        assert await followups.reach(session, reference, "internship")
        assert not await followups.reach(session, reference, "internship")
        assert not await followups.reach(session, "D-0000-0000", "hired")
        await session.commit()
    found = await totals(client, *FUNNEL, "messages", "asked", "requested")
    assert found == {
        "reached": 1, "engaged": 1, "shown": 1, "applied": 1, "internship": 1, "hired": 0,
        "messages": 3, "asked": 3, "requested": 1,
    }  # fmt: skip
    narrow = {"site_key": "agence", "audience": "young", "department": "05", "channel": "web"}
    assert await totals(client, "reached", "internship", **narrow) == {"reached": 1, "internship": 1}
    assert await totals(client, "messages", topic="pay") == {"messages": 3}
    assert await totals(client, "asked", profession="aide-soignant") == {"asked": 3}
    async with opened(client) as session:
        assert await followups.undo(session, reference, "internship")
        await session.commit()
    assert await totals(client, "applied", "internship") == {"applied": 1, "internship": 0}


async def test_a_request_is_of_its_site_and_tells_what_it_was_about(begin: Begin, client: Client) -> None:
    talk = await begin(site="agence")
    await talk.say("combien gagne un aide-soignant")
    reference = await asked(talk, kind="visit", profession="Aide-soignant")
    async with opened(client) as session:
        assert await requests.get(session, {"autre"}, reference) is None
        kept = await requests.get(session, {"agence"}, reference)
        assert kept is not None
        assert (kept.site_key, kept.department, kept.kind) == ("agence", "05", "visit")
        assert kept.summary == {"professions": ["aide-soignant"], "places": ["Gap"], "subjects": ["pay"]}
        assert kept.due_on == figures.today() + timedelta(days=requests.DUE_DAYS)
        listed, total = await requests.listed(session, {"agence"}, requests.Wanted(department="05"))
        assert ([one.reference for one in listed], total) == ([reference], 1)
        assert (await requests.listed(session, {"autre", ""}, requests.Wanted()))[1] == 0
        late = requests.Wanted(late_on=figures.today() + timedelta(days=30))
        assert (await requests.listed(session, None, late))[1] == 1
        assert await requests.departments(session, None) == ["05"]


async def test_a_counsellor_s_answer_reaches_the_conversation(begin: Begin, client: Client) -> None:
    talk = await begin(site="agence")
    await talk.say("bonjour")
    reference = await asked(talk)
    async with opened(client) as session:
        kept = await requests.get(session, {"agence"}, reference)
        assert kept is not None
        requests.note(session, kept, "Léa", "Rappeler vendredi")
        said = await requests.answer(session, kept, "Je vous propose un rendez-vous.", "Léa")
        await session.commit()
        assert (kept.state, kept.assigned_to) == ("answered", "Léa")
        assert await requests.with_news(session, [kept]) == set()
    (last,) = (await talk.turns())[-1]["replies"]
    assert (last["id"], last["author"], last["text"]) == (said, "human", "Je vous propose un rendez-vous.")
    await talk.say("Merci, mardi")
    async with opened(client) as session:
        kept = await requests.get(session, None, reference)
        assert kept is not None
        assert await requests.with_news(session, [kept]) == {reference}
        # What was said to the machine before stays between the two.
        assert [(one.author, one.text) for one in await requests.exchange(session, kept)] == [
            ("human", "Je vous propose un rendez-vous."),
            ("person", "Merci, mardi"),
        ]
        await requests.close(session, kept, "gave_up", "hours")
        await session.commit()
    assert await totals(client, "gave_up", topic="hours") == {"gave_up": 1}


async def test_a_request_is_withdrawn_with_its_reference(begin: Begin, client: Client) -> None:
    talk = await begin()
    reference = await asked(talk, name="Léa")
    page = await client.get("/demande")
    assert page.status == 200
    wrong = await client.post("/demande", data={"reference": "D-0000-0000"})
    assert wrong.status == 404 and "pas connue" in await wrong.text()
    done = await client.post("/demande", data={"reference": reference.lower()})
    assert done.status == 200 and "retirée" in await done.text()
    (kept,) = await rows(client, Request)
    assert (kept.state, kept.name, kept.email, kept.message, kept.summary) == ("withdrawn", *[None] * 4)
    assert await rows(client, FollowUp) == []
    foreign = await client.post(
        "/demande", data={"reference": reference}, headers={"Origin": "https://ailleurs.exemple"}
    )
    assert foreign.status == 403


async def test_an_absent_team_says_so(begin: Begin, client: Client) -> None:
    async with opened(client) as session:
        site = await session.get(Site, "agence")
        # Open one minute of the week, which this is not: whatever the hour the test runs at.
        other = "lundi" if conversations.now().weekday() != 0 else "mercredi"
        site.opening_hours = f"{other} 3 h 00 - 3 h 01"
        await session.commit()
    talk = await begin(site="agence")
    response = await talk.post("requests", ASKED)
    assert "L'équipe n'est pas là en ce moment" in (await response.json())["notice"]
    response = await (await begin()).post("requests", ASKED)
    assert (await response.json())["notice"] == (
        "Cette conversation est gardée 90 jours au plus, le temps de vous répondre."
    )


def _doubt(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, intent: str = "nlu_fallback") -> None:
    from aiohttp import web

    async def answer(turn: dict[str, Any]) -> web.StreamResponse:
        understood = {"intent": intent, "subject": None, "confidence": 0.31, "entities": []}
        return web.json_response(
            {"sender": turn["sender"], "replies": [engine.reply], "understood": understood}
        )

    monkeypatch.setattr(engine, "_answer", answer)


async def test_what_was_not_understood_is_kept_masked_and_grouped(
    begin: Begin, client: Client, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _doubt(engine, monkeypatch)
    talk = await begin(site="agence")
    for text in (
        "faut-il être vacciné pour travailler en ehpad",
        "il faut être vacciné pour travailler en EHPAD ?",
        "appelez moi au 06 39 98 01 02",
        "je veux mourir",
    ):
        await talk.say(text)
    await talk.pick((await talk.turns())[2]["replies"][0]["choices"][0]["id"])
    async with opened(client) as session:
        groups = await listening.waiting(session, {"agence"})
        assert [len(group.questions) for group in groups] == [2, 1]
        assert groups[1].text == "appelez moi au [numéro de téléphone]"
        assert await listening.waiting(session, {"autre"}) == []
        ids = [one.id for one in groups[0].questions]
        assert await listening.settle(session, {"autre"}, ids, "ignored") == 0
        assert await listening.settle(session, {"agence"}, ids, "example") == 2
        listening.teach(
            session, "profession_conditions", "faut-il être [vacciné](x) en ehpad", figures.today()
        )
        listening.teach(session, "pay", "c'est payé combien", figures.today())
        await session.commit()
        assert await listening.number_waiting(session, None) == 1
        documents = list(yaml.safe_load_all(as_nlu(await listening.examples(session))))
    assert documents == [
        {"version": "3.1", "nlu": [{"intent": "pay", "examples": "- c'est payé combien\n"}]},
        {
            "version": "3.1",
            "nlu": [{"intent": "profession_conditions", "examples": "- faut-il être vacciné x en ehpad\n"}],
        },
    ]
    assert {one.text for one in await rows(client, Question)} == {"", "appelez moi au [numéro de téléphone]"}


async def test_what_a_counsellor_wrote_is_said_when_the_engine_doubts(
    begin: Begin, client: Client, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(client) as session:
        session.add(
            WrittenAnswer(
                site_key="agence",
                question="faut-il être vacciné pour travailler en ehpad",
                text="Demandez à l'établissement.",
                source_title="Une source d'essai",
                source_url="https://source.test/",
                as_of=date(2026, 11, 1),
            )
        )
        await session.commit()
    asked_now = "Faut-il être vacciné pour travailler en EHPAD ?"
    plain = await (await begin(site="agence")).say(asked_now)
    assert (await plain.json())["replies"][0]["text"] == ANSWER["text"]
    _doubt(engine, monkeypatch, "out_of_scope")
    said = await (await begin(site="agence")).say(asked_now)
    (reply,) = (await said.json())["replies"]
    assert reply["text"] == "Demandez à l'établissement."
    assert reply["sources"] == [
        {"title": "Une source d'essai", "url": "https://source.test/", "as_of": "2026-11-01"}
    ]
    elsewhere = await (await begin(site="autre")).say(asked_now)
    assert (await elsewhere.json())["replies"][0]["text"] == ANSWER["text"]
    assert [one.site_key for one in await rows(client, Question)] == ["autre"]


async def test_a_search_without_result_is_counted_apart(
    begin: Begin, client: Client, engine: FakeEngine
) -> None:
    unmet = {"what": "events", "department": "05", "profession": "aide-soignant", "month": "2027-01"}
    engine.reply = {"text": "Rien pour l'instant.", "unmet": unmet}
    response = await (await begin(site="agence")).say("une rencontre à Gap en janvier")
    assert "unmet" not in (await response.json())["replies"][0]
    (found,) = await rows(client, UnmetSearch)
    assert (found.what, found.department, found.profession, found.wanted, found.count) == (
        "events", "05", "aide-soignant", "2027-01", 1,
    )  # fmt: skip


async def test_the_last_word_of_a_rating_counts_once(talk: Talk, client: Client) -> None:
    (reply,) = (await (await talk.say("combien")).json())["replies"]
    for useful in (True, True, False):
        await talk.post("feedback", {"reply": reply["id"], "useful": useful})
    assert await totals(client, "useful", "not_useful", topic="pay") == {"useful": 0, "not_useful": 1}


async def test_ambassadors_fit_the_trade_and_the_territory(client: Client) -> None:
    def one(name: str, professions: list[str], departments: list[str], site: str | None = None) -> Ambassador:
        return Ambassador(
            site_key=site, name=name, professions=professions, departments=departments, ways=["call"],
            consent_on=figures.today(), active=True,
        )  # fmt: skip

    async with opened(client) as session:
        session.add_all(
            [
                one("Ici", ["infirmier"], ["05"]),
                one("Partout", ["infirmier"], []),
                one("Ailleurs", ["infirmier"], ["69"]),
                one("Autre métier", ["ambulancier"], ["05"]),
                one("Autre site", ["infirmier"], ["05"], "autre"),
            ]
        )
        await session.commit()
        wanted = Request(profession="Infirmière", department="05", summary=None)
        names = {"infirmière": "infirmier"}
        found = await ambassadors.matching(session, {"agence"}, wanted, names)
        assert [person.name for person in found] == ["Ici", "Partout"]
        anyone = Request(profession=None, department="05", summary=None)
        found = await ambassadors.matching(session, {"agence"}, anyone, names)
        assert [person.name for person in found] == ["Autre métier", "Ici", "Partout"]


async def test_retention_is_that_of_the_site_and_longer_once_a_human_was_asked_for(
    begin: Begin, client: Client
) -> None:
    async with opened(client) as session:
        site = await session.get(Site, "agence")
        site.retention_days, site.retention_human_days = 10, 60
        await session.commit()
    short = await begin(site="agence")
    assert "gardés 10 jours au plus" in short.opened["replies"][0]["text"]
    usual, human = await begin(site="autre"), await begin(site="agence")
    reference = await asked(human)
    names = {
        talk.opened["conversation"]: name
        for talk, name in ((short, "short"), (usual, "usual"), (human, "human"))
    }

    async def left(days: int) -> set[str]:
        async with opened(client) as session:
            await conversations.purge(session, conversations.now() + timedelta(days=days), 30)
            await session.commit()
        return {names[one.id] for one in await rows(client, Conversation)}

    assert await left(9) == {"short", "usual", "human"}
    assert await left(11) == {"usual", "human"}
    assert await left(31) == {"human"}
    assert await left(61) == set()
    # The reference still counts what follows, and leads to nobody.
    assert [one.reference for one in await rows(client, FollowUp)] == [reference]
    assert await rows(client, Request) == []
    assert (await totals(client, "reached"))["reached"] == 3


async def test_erasing_leaves_neither_notes_nor_steps_nor_questions(
    begin: Begin, client: Client, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    _doubt(engine, monkeypatch)
    talk = await begin(site="agence")
    await talk.say("une question que personne ne comprend")
    reference = await asked(talk)
    async with opened(client) as session:
        kept = await requests.get(session, None, reference)
        requests.note(session, kept, "Léa", "Rappeler")
        await session.commit()
    code = talk.opened["code"]
    told = await (await client.get(f"/api/v1/rights/{code}")).json()
    assert [one["text"] for one in told["questions"]] == ["une question que personne ne comprend"]
    (request,) = told["requests"]
    assert (request["reference"], request["site_key"], request["steps"]) == (reference, "agence", {})
    assert [note["text"] for note in request["notes"]] == ["Rappeler"]
    assert (await client.delete(f"/api/v1/rights/{code}")).status == 200
    for table in (Conversation, FollowUp, Question, Request):
        assert await rows(client, table) == []
    assert await totals(client, "reached", "requested") == {"reached": 1, "requested": 1}
    assert {one.department for one in await rows(client, Figure)} == {""}
