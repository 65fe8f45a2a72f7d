"""A conversation in any order: told twice, told while the engine fails, by a stranger, erased; the record is the truth."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

import bot.catalogue.models  # noqa: F401 - fills the metadata
from bot.catalogue.database import Base, open_database
from bot.gateway.app import init_app
from bot.settings import load_settings
from tests.gateway.fakes import FakeEngine, free_port

TEXTS = st.sampled_from(
    ["bonjour", "combien gagne une aide-soignante ?", "et à Gap ?", "merci 🙂", "c koi 1 AS"]
)


@dataclass
class Known:
    """What a person knows of their conversation: the messages they sent, by identifier, and the answers that came."""

    id: str
    token: str
    sent: dict[str, str] = field(default_factory=dict)
    answered: dict[str, list[str]] = field(default_factory=dict)


class AnyOrder(RuleBasedStateMachine):
    """People and an engine that fails and comes back, against one gateway over a new database."""

    talks: Bundle[Known] = Bundle("talks")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.open: list[Known] = []
        self.run(self._start())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Do `work` on the machine's own loop."""
        return self.runner.run(work)

    async def _start(self) -> None:
        told = load_settings(
            {
                "ORISOIN_VAR": self.folder.name,
                "ORISOIN_SECRET": "un-secret-pour-les-essais",
                "ORISOIN_ENGINE_PORT": str(free_port()),
                "ORISOIN_ACTIONS_PORT": str(free_port()),
                "ORISOIN_DEMONSTRATION": "non",
            }
        )
        base = open_database(told.database_url)
        async with base.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        await base.dispose()
        self.engine = FakeEngine(told)
        await self.engine.start()
        self.client = TestClient(TestServer(init_app(told)))
        await self.client.start_server()

    def teardown(self) -> None:
        """Stop the gateway and the engine."""

        async def stop() -> None:
            await self.client.close()
            await self.engine.stop()

        self.run(stop())
        self.runner.close()
        self.folder.cleanup()

    async def _post(self, talk: Known, identifier: str) -> tuple[int, list[str]]:
        async with self.client.post(
            f"/api/v1/conversations/{talk.id}/messages",
            json={"id": identifier, "text": talk.sent[identifier]},
            headers={"Authorization": f"Bearer {talk.token}"},
        ) as answer:
            body = await answer.json()
            return answer.status, [reply["id"] for reply in body.get("replies", [])]

    def _heard(self, talk: Known, identifier: str, status: int, replies: list[str]) -> None:
        fails = self.engine.behaviour != "normal"
        if identifier in talk.answered:
            assert (status, replies) == (200, talk.answered[identifier])
        elif fails:
            assert status == 503 and replies, "an apology and a way out"
        else:
            assert status == 200 and replies
            talk.answered[identifier] = replies

    @rule(target=talks)
    def begin(self) -> Known:
        async def post() -> Known:
            async with self.client.post("/api/v1/conversations", json={}) as answer:
                assert answer.status == 201
                body = await answer.json()
                return Known(body["conversation"], body["token"])

        self.open.append(self.run(post()))
        return self.open[-1]

    @rule(talk=talks, text=TEXTS)
    def say(self, talk: Known, text: str) -> None:
        identifier = str(uuid4())
        talk.sent[identifier] = text
        self._heard(talk, identifier, *self.run(self._post(talk, identifier)))

    @rule(talk=talks, which=st.integers(0, 50))
    def say_again(self, talk: Known, which: int) -> None:
        if talk.sent:
            identifier = list(talk.sent)[which % len(talk.sent)]
            self._heard(talk, identifier, *self.run(self._post(talk, identifier)))

    @rule(talk=talks, text=TEXTS)
    def say_twice_at_once(self, talk: Known, text: str) -> None:
        identifier = str(uuid4())
        talk.sent[identifier] = text

        async def both() -> list[tuple[int, list[str]]]:
            return list(await asyncio.gather(self._post(talk, identifier), self._post(talk, identifier)))

        for status, replies in self.run(both()):
            self._heard(talk, identifier, status, replies)

    @rule(how=st.sampled_from(["status", "empty", "no_replies", "html", "half", "sender"]))
    def the_engine_fails(self, how: str) -> None:
        self.engine.behaviour = how

    @rule()
    def the_engine_comes_back(self) -> None:
        self.engine.behaviour = "normal"

    @rule(talk=talks)
    def a_stranger_reads(self, talk: Known) -> None:
        async def get() -> int:
            headers = {"Authorization": f"Bearer {talk.token[:-4]}AAAA"}
            async with self.client.get(f"/api/v1/conversations/{talk.id}", headers=headers) as answer:
                return answer.status

        assert self.run(get()) == 401

    @rule(talk=consumes(talks))
    def erase(self, talk: Known) -> None:
        async def delete() -> tuple[int, int]:
            url, headers = f"/api/v1/conversations/{talk.id}", {"Authorization": f"Bearer {talk.token}"}
            async with self.client.delete(url, headers=headers) as first:
                pass
            async with self.client.get(url, headers=headers) as then:
                return first.status, then.status

        self.open.remove(talk)
        assert self.run(delete()) == (200, 410)

    @invariant()
    def the_record_holds_each_message_once(self) -> None:
        async def record(talk: Known) -> list[dict[str, Any]]:
            headers = {"Authorization": f"Bearer {talk.token}"}
            async with self.client.get(f"/api/v1/conversations/{talk.id}", headers=headers) as answer:
                assert answer.status == 200
                turns: list[dict[str, Any]] = (await answer.json())["turns"]
                return turns

        for talk in self.open:
            turns = self.run(record(talk))
            said = [turn["text"] for turn in turns if turn["author"] == "person"]
            assert said == list(talk.sent.values())
            shown = [reply["id"] for turn in turns for reply in turn.get("replies", [])]
            for replies in talk.answered.values():
                assert [shown.count(reply) for reply in replies] == [1] * len(replies)


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
