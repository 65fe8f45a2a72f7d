"""The turn that an engine has with itself: only a kept and answered message makes it ready."""

from __future__ import annotations

import unittest
from typing import Any

from rasa.core.channels.channel import UserMessage

from bot.engine.canary import GOOD_SECONDS, Canary


class Store:
    """A store that counts what it erases."""

    def __init__(self, kept: int) -> None:
        self.kept = kept
        self.erased: list[str] = []

    def erase(self, sender: str) -> int:
        self.erased.append(sender)
        return self.kept


class Turns(unittest.IsolatedAsyncioTestCase):
    """What makes an engine ready, and for how long."""

    def setUp(self) -> None:
        self.now = 0.0
        self.said: list[UserMessage] = []
        self.answer = "bonjour"
        self.fails = False

    async def say(self, message: UserMessage) -> None:
        self.said.append(message)
        if self.fails:
            raise OSError
        if self.answer:
            await message.output_channel.send_text_message(message.sender_id, self.answer)

    def canary(self) -> Canary:
        return Canary(clock=lambda: self.now)

    async def test_an_answer_that_was_kept(self) -> None:
        canary, store = self.canary(), Store(9)
        self.assertTrue(await canary.answers(self.say, store))
        self.assertEqual(store.erased, [self.said[0].sender_id])
        self.now += GOOD_SECONDS - 1
        self.fails = True
        self.assertTrue(await canary.answers(self.say, store))
        self.assertEqual(len(self.said), 1)
        self.now += 2
        self.assertFalse(await canary.answers(self.say, store))
        self.fails = False
        self.assertTrue(await canary.answers(self.say, store))

    async def test_no_answer_or_nothing_kept(self) -> None:
        cases: list[tuple[str, int]] = [("", 9), ("bonjour", 0)]
        for answer, kept in cases:
            self.answer = answer
            store: Any = Store(kept)
            self.assertFalse(await self.canary().answers(self.say, store))

    async def test_two_engines_do_not_share_a_conversation(self) -> None:
        for _ in range(2):
            await self.canary().answers(self.say, Store(1))
        self.assertEqual(len({message.sender_id for message in self.said}), 2)


if __name__ == "__main__":
    unittest.main()
