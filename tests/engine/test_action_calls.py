"""X6: an action is called over a kept connection, with what it reads, and fails as Rasa's own call fails."""

from __future__ import annotations

import asyncio
import json
import unittest
from typing import Any

from aiohttp import ClientConnectorError, web
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.engine.action_calls import ActionCalls

DOMAIN = Domain.from_dict(
    {
        "intents": ["pay"],
        "actions": ["action_pay"],
        "slots": {
            "place": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
        },
    }
)


def tracker() -> DialogueStateTracker:
    """Two messages, the second one being answered."""
    intent = {"name": "pay", "confidence": 0.9}
    return DialogueStateTracker.from_events(
        "person",
        [
            ActionExecuted("action_listen"),
            UserUttered(
                "avant", intent=intent, parse_data={"text": "avant", "intent": intent, "entities": []}
            ),
            SlotSet("place", "Gap"),
            ActionExecuted("action_pay"),
            BotUttered("réponse"),
            ActionExecuted("action_listen"),
            UserUttered("maintenant", intent=intent),
        ],
        DOMAIN.slots,
    )


class Body(unittest.TestCase):
    """What is sent."""

    def test_what_actions_read_and_no_more(self) -> None:
        body = ActionCalls(1).body("action_pay", tracker(), DOMAIN)
        self.assertEqual(body["domain"], {})
        self.assertEqual(body["tracker"]["slots"]["place"], "Gap")
        self.assertEqual(body["tracker"]["latest_message"]["text"], "maintenant")
        events = body["tracker"]["events"]
        self.assertEqual([event["event"] for event in events], ["user", "slot", "user"])
        self.assertEqual(events[0]["text"], "avant")
        self.assertNotIn("parse_data", events[0])
        self.assertIn("parse_data", events[-1])
        json.dumps(body)

    def test_a_form_is_told_the_domain(self) -> None:
        body = ActionCalls(1).body("validate_orientation_form", tracker(), DOMAIN)
        self.assertEqual(body["domain"], DOMAIN.as_dict())


class Calls(unittest.IsolatedAsyncioTestCase):
    """How it is sent."""

    async def asyncSetUp(self) -> None:
        self.peers: list[Any] = []
        self.status = 200
        self.answering = asyncio.Event()
        self.answering.set()
        app = web.Application()
        app.router.add_post("/webhook", self.answer)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        self.endpoint = EndpointConfig(f"http://127.0.0.1:{self.port}/webhook")
        self.calls = ActionCalls(2)

    async def asyncTearDown(self) -> None:
        if self.calls._session is not None:
            await self.calls._session.close()
        await self.runner.cleanup()

    async def answer(self, request: web.Request) -> web.Response:
        await self.answering.wait()
        self.peers.append(request.transport.get_extra_info("peername"))
        return web.json_response({"events": [], "responses": [await request.json()]}, status=self.status)

    async def test_one_connection_for_many_calls(self) -> None:
        for number in range(5):
            answer = await self.calls.post(self.endpoint, {"number": number})
            self.assertEqual(answer["responses"], [{"number": number}])
        self.assertEqual(len(set(self.peers)), 1)

    async def test_a_kept_connection_that_was_closed_is_opened_again(self) -> None:
        await self.calls.post(self.endpoint, {})
        for connection in list(self.runner.server.connections):
            connection.force_close()
        self.assertEqual((await self.calls.post(self.endpoint, {}))["events"], [])
        self.assertEqual(len(set(self.peers)), 2)

    async def test_an_error_is_the_one_rasa_expects(self) -> None:
        self.status = 400
        with self.assertRaises(ClientResponseError) as caught:
            await self.calls.post(self.endpoint, {"why": "refused"})
        self.assertEqual(caught.exception.status, 400)
        self.assertIn(b"refused", caught.exception.text)

    async def test_an_action_that_hangs_is_given_up_and_the_next_one_is_answered(self) -> None:
        self.calls = ActionCalls(0.3)
        self.answering.clear()
        with self.assertRaises(asyncio.TimeoutError):
            await self.calls.post(self.endpoint, {})
        self.answering.set()
        self.assertEqual(
            (await self.calls.post(self.endpoint, {"late": False}))["responses"], [{"late": False}]
        )

    async def test_nobody_there(self) -> None:
        await self.runner.cleanup()
        with self.assertRaises(ClientConnectorError):
            await self.calls.post(self.endpoint, {})


if __name__ == "__main__":
    unittest.main()
