"""A conversation from its beginning to its erasure, through the API."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.catalogue.database import Base
from bot.gateway.app import init_app
from bot.gateway.keys import SESSIONS, TOKENS
from bot.settings import Settings
from tests.gateway.conftest import ORIGIN, Begin, Client, Talk, problem, stored_turns
from tests.gateway.fakes import FakeEngine


async def test_the_first_reply_says_that_a_machine_speaks_and_what_is_kept(talk: Talk) -> None:
    (reply,) = talk.opened["replies"]
    assert "programme automatique" in reply["text"]
    assert "30 jours" in reply["text"]
    assert "https://orisoin.exemple.fr/confidentialite" in reply["text"]
    assert reply["author"] == "bot"
    assert len(reply["choices"]) >= 2
    assert len(talk.opened["code"]) == 14
    assert talk.opened["expires_at"].endswith("+00:00")


async def test_a_message_reaches_the_engine_and_its_replies_come_back(talk: Talk, engine: FakeEngine) -> None:
    response = await talk.say("  combien gagne un aide-soignant ?\x00 ")
    assert response.status == 200
    (reply,) = (await response.json())["replies"]
    assert reply["text"].startswith("Un aide-soignant")
    assert reply["cards"][0]["example"] is True
    assert reply["sources"][0]["as_of"] == "2024"
    (turn,) = engine.turns
    assert turn["text"] == "combien gagne un aide-soignant ?"
    assert turn["payload"] is None
    assert turn["metadata"] == {"site": None, "audience": None, "place": None, "channel": "web", "now": None}
    assert talk.opened["conversation"] not in turn["sender"]


async def test_a_typed_slash_goes_as_text(talk: Talk, engine: FakeEngine) -> None:
    await talk.say('/restart{"a": "b"}')
    assert engine.turns[0]["text"] == '/restart{"a": "b"}'
    assert engine.turns[0]["payload"] is None


async def test_what_is_known_at_the_beginning_goes_with_each_turn(begin: Begin, engine: FakeEngine) -> None:
    talk = await begin(site="agence", audience="young", place="05061")
    await talk.say("bonjour")
    metadata = engine.turns[0]["metadata"]
    assert (metadata["site"], metadata["audience"], metadata["place"]) == ("agence", "young", "05061")
    assert [choice["title"] for choice in talk.opened["replies"][0]["choices"]] == [
        "Quels métiers recrutent ?"
    ]


async def test_the_same_identifier_twenty_times_at_once_is_one_turn(talk: Talk, engine: FakeEngine) -> None:
    engine.delay = 0.2
    identifier = str(uuid4())
    responses = await asyncio.gather(*(talk.say("bonjour", identifier) for _ in range(20)))
    bodies = [await response.json() for response in responses]
    assert {response.status for response in responses} == {200}
    assert all(body == bodies[0] for body in bodies)
    assert len(engine.turns) == 1


async def test_turns_of_one_conversation_never_overlap(begin: Begin, engine: FakeEngine) -> None:
    engine.delay = 0.05
    one, other = await begin(), await begin()
    await asyncio.gather(*(one.say(f"question {number}") for number in range(6)))
    assert (len(engine.turns), engine.most_in_flight) == (6, 1)
    await asyncio.gather(one.say("a"), other.say("b"))
    assert engine.most_in_flight == 2


async def test_a_choice_is_opaque_and_becomes_its_payload_on_the_server(
    talk: Talk, engine: FakeEngine
) -> None:
    reply = (await (await talk.say("bonjour")).json())["replies"][0]
    path, words = reply["choices"]
    assert "training_path" not in str(reply["choices"])
    assert (await talk.pick(path["id"])).status == 200
    assert engine.turns[-1]["payload"] == '/training_path{"profession": "aide-soignant"}'
    assert engine.turns[-1]["text"] is None
    assert (await talk.pick(words["id"])).status == 200
    assert (engine.turns[-1]["text"], engine.turns[-1]["payload"]) == ("un autre métier", None)
    assert [turn["text"] for turn in await talk.turns() if turn["author"] == "person"][1:] == [
        "Comment le devenir ?",
        "Autre métier",
    ]


async def test_a_foreign_or_unknown_choice_is_refused(begin: Begin, engine: FakeEngine) -> None:
    one, other = await begin(), await begin()
    theirs = other.opened["replies"][0]["choices"][0]["id"]
    for choice in (theirs, "inconnu", "/restart"):
        await problem(await one.pick(choice), 422)
    assert engine.turns == []


async def test_what_was_said_is_read_again_in_order(talk: Talk) -> None:
    first = (await (await talk.say("un")).json())["replies"][0]
    await talk.say("deux")
    turns = await talk.turns()
    assert [turn["author"] for turn in turns] == ["bot", "person", "bot", "person", "bot"]
    assert [turn.get("text") for turn in turns] == [None, "un", None, "deux", None]
    assert all(set(turn) <= {"at", "author", "text", "replies"} for turn in turns)
    assert [turn.get("text") for turn in await talk.turns(after=first["id"])] == ["deux", None]
    await problem(await talk.client.get(talk.url, headers=talk.bearer, params={"after": "x"}), 422)


async def test_personal_data_is_masked_before_it_is_kept_or_sent(talk: Talk, engine: FakeEngine) -> None:
    body = await (await talk.say("appelez-moi au 06 12 34 56 78")).json()
    assert "masqué" in body["replies"][0]["text"]
    assert len(body["replies"]) == 2
    assert "06 12 34 56 78" not in str(engine.turns)
    assert "appelez-moi" in engine.turns[0]["text"]
    assert "06 12 34 56 78" not in str([turn.text for turn in await stored_turns(talk.client)])


@pytest.mark.asvs("7.2.3", shows="S1")
async def test_erasing_leaves_a_tombstone_and_nothing_else(talk: Talk, engine: FakeEngine) -> None:
    reply = (await (await talk.say("un")).json())["replies"][0]
    await talk.post("feedback", {"reply": reply["id"], "useful": True})
    wanted = {"kind": "message", "consent": True, "email": "a@exemple.fr"}
    assert (await talk.post("requests", wanted)).status == 201
    response = await talk.client.delete(talk.url, headers=talk.bearer)
    assert (response.status, await response.json()) == (200, {"erased": True})
    assert engine.erased == [engine.turns[0]["sender"]]
    app = talk.client.app
    assert app is not None
    async with app[SESSIONS]() as session:
        for name in ("conversation", "turn", "reply", "choice", "feedback", "request"):
            rows = (await session.execute(Base.metadata.tables[name].select())).all()
            assert rows == [], name
        (tombstone,) = (await session.execute(Base.metadata.tables["erased_conversation"].select())).all()
    assert tombstone.id == talk.opened["conversation"]
    assert tombstone.engine_pending is False
    await problem(await talk.say("encore"), 410)
    await problem(await talk.client.get(talk.url, headers=talk.bearer), 410)
    await problem(await talk.post("token", {}), 410)
    await problem(await talk.client.delete(talk.url, headers=talk.bearer), 410)


async def test_feedback_belongs_to_a_reply_of_the_conversation(begin: Begin) -> None:
    one, other = await begin(), await begin()
    mine, theirs = (talk.opened["replies"][0]["id"] for talk in (one, other))
    for useful in (True, False):
        assert (
            await one.post("feedback", {"reply": mine, "useful": useful, "reason": "trop long"})
        ).status == 200
    await problem(await one.post("feedback", {"reply": theirs, "useful": True}), 404)
    export = await (await one.client.get(f"/api/v1/rights/{one.opened['code']}")).json()
    assert [(kept["useful"], kept["reason"]) for kept in export["feedback"]] == [(False, "trop long")]


async def test_a_request_needs_consent_and_a_way_back(talk: Talk) -> None:
    call = {"kind": "callback", "phone": "06 12 34 56 78", "consent": True, "message": "le soir"}
    response = await talk.post("requests", call)
    assert response.status == 201
    assert (await response.json())["reference"].startswith("D-")
    refused = [
        {**call, "consent": False},
        {key: value for key, value in call.items() if key != "consent"},
        {"kind": "callback", "consent": True, "email": "a@exemple.fr"},
        {"kind": "message", "consent": True},
        {**call, "phone": "12"},
        {"kind": "immersion", "consent": True, "email": "pas une adresse"},
        {**call, "kind": "autre"},
    ]
    for body in refused:
        await problem(await talk.post("requests", body), 422)
    export = await (await talk.client.get(f"/api/v1/rights/{talk.opened['code']}")).json()
    assert [(kept["kind"], kept["phone"]) for kept in export["requests"]] == [("callback", "+33612345678")]


async def test_the_summary_tells_professions_places_and_subjects(begin: Begin) -> None:
    talk = await begin(place="Embrun")
    await talk.say("combien gagne un aide-soignant à Gap ?")
    summary = await (await talk.client.get(f"{talk.url}/summary", headers=talk.bearer)).json()
    assert summary["professions"] == ["aide-soignant"]
    assert summary["places"] == ["Embrun", "Gap"]
    assert [subject["subject"] for subject in summary["subjects"]] == ["pay"]
    page = await talk.client.get(f"/p/{summary['share']['code']}")
    text = await page.text()
    assert page.status == 200
    assert "Gap" in text and "combien" not in text
    assert (await talk.client.get("/p/inconnu")).status == 404


async def test_the_rights_code_alone_exports_and_erases(talk: Talk) -> None:
    await talk.say("un secret")
    code = talk.opened["code"]
    export = await (await talk.client.get(f"/api/v1/rights/{code.lower().replace('-', ' ')}")).json()
    assert "un secret" in [turn["text"] for turn in export["turns"]]
    response = await talk.client.delete(f"/api/v1/rights/{code}")
    assert await response.json() == {"erased": True}
    await problem(await talk.say("encore"), 410)
    await problem(await talk.client.get(f"/api/v1/rights/{code}"), 404)


async def test_wrong_codes_are_counted(talk: Talk) -> None:
    for _ in range(5):
        await problem(await talk.client.get("/api/v1/rights/AAAA-BBBB-CCCC"), 404)
    refused = await talk.client.get(f"/api/v1/rights/{talk.opened['code']}")
    await problem(refused, 429)
    assert 1 <= int(refused.headers["Retry-After"]) <= 600


async def test_a_site_is_read_by_anyone(client: Client) -> None:
    site = await (await client.get("/api/v1/sites/agence", headers={"Origin": ORIGIN})).json()
    assert site["suggestions"] == ["Quels métiers recrutent ?"]
    assert (site["position"], site["territory"], site["colours"]) == ("right", None, {})
    assert "origins" not in site
    await problem(await client.get("/api/v1/sites/inconnu"), 404)
    await problem(await client.post("/api/v1/conversations", json={"site": "inconnu"}), 404)


async def test_the_demonstration_is_made_at_start_when_it_is_wanted(
    database: None, engine: FakeEngine, settings: Settings
) -> None:
    for wanted in (False, True):
        server = TestServer(init_app(replace(settings, demonstration=wanted)))
        async with TestClient(server) as client:
            # Asked first without: a site that was made stays.
            assert (await client.get("/api/v1/sites/demo")).status == (200 if wanted else 404)


async def test_another_gateway_waits_for_the_lease(talk: Talk, engine: FakeEngine) -> None:
    from bot.catalogue.queries import turns

    app = talk.client.app
    assert app is not None
    identifier = talk.opened["conversation"]
    async with app[SESSIONS]() as session:
        assert await turns.claim(session, identifier, "another", 0.4)
        assert not await turns.claim(session, identifier, "third", 0.4)
        await session.commit()
    started = asyncio.get_running_loop().time()
    assert (await talk.say("bonjour")).status == 200
    assert asyncio.get_running_loop().time() - started >= 0.35
    assert len(engine.turns) == 1
    assert app[TOKENS].sender(identifier) == engine.turns[0]["sender"]
