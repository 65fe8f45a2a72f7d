"""Messaging as the application holds it: made from its parts, started and stopped with it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.platforms import Platform
from bot.french.shorten import shorten
from bot.gateway.conversations import Conversations
from bot.gateway.messaging.dialogue import Dialogue
from bot.gateway.messaging.intake import Intake
from bot.gateway.messaging.relay import Relay
from bot.gateway.messaging.reminders import Reminders
from bot.gateway.messaging.sender import Sender
from bot.gateway.messaging.worker import Worker
from bot.gateway.turns import Turns


@dataclass
class Messaging:
    """The platforms that are set up, and those who work for them."""

    platforms: dict[str, Platform]
    intake: Intake
    sender: Sender
    reminders: Reminders
    worker: Worker
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    @classmethod
    def make(
        cls,
        service: Conversations,
        turns: Turns,
        http: aiohttp.ClientSession,
        platforms: dict[str, Platform],
    ) -> Messaging:
        """All of it, not started."""
        sender = Sender(service.sessions, http, platforms, service.metrics)
        reminders = Reminders(service.sessions, platforms, service.settings.public_url)
        relay = Relay(service.sessions, platforms, service.settings.public_url)
        dialogue = Dialogue(service, turns, platforms)
        return cls(
            platforms=platforms,
            intake=Intake(service.sessions, service.tokens, service.metrics),
            sender=sender,
            reminders=reminders,
            worker=Worker(service.sessions, dialogue, sender, reminders, relay),
        )

    def background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Have something done that nobody waits for."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def start(self) -> None:
        """Begin to work, if there is a platform to work for."""
        if self.platforms:
            self.worker.start()
            # Word lists and places are read at the first use: not while someone waits.
            self.background(asyncio.to_thread(shorten, "Bonjour. " * 150, 1000))

    async def stop(self) -> None:
        """End what is under way."""
        await self.worker.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
