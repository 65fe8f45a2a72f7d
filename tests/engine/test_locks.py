"""Turns of one conversation follow each other at once; those of another do not wait."""

from __future__ import annotations

import asyncio
import unittest

from bot.engine.locks import LockStore


class Locks(unittest.IsolatedAsyncioTestCase):
    """The lock of the engine."""

    async def test_in_order_one_at_a_time(self) -> None:
        store, order, inside = LockStore(), [], 0

        async def turn(number: int) -> None:
            nonlocal inside
            async with store.lock("one"):
                inside += 1
                self.assertEqual(inside, 1)
                await asyncio.sleep(0)
                order.append(number)
                inside -= 1

        await asyncio.gather(*(turn(number) for number in range(20)))
        self.assertEqual(order, list(range(20)))

    async def test_another_conversation_does_not_wait(self) -> None:
        store = LockStore()
        async with store.lock("one"):
            await asyncio.wait_for(self._once(store, "two"), 5)

    async def test_a_failed_turn_frees_its_conversation(self) -> None:
        store = LockStore()
        with self.assertRaises(ValueError):
            async with store.lock("one"):
                raise ValueError
        await asyncio.wait_for(self._once(store, "one"), 5)

    async def _once(self, store: LockStore, conversation: str) -> None:
        async with store.lock(conversation):
            return


if __name__ == "__main__":
    unittest.main()
