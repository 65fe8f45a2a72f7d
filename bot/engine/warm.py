"""The engine takes no call before it is warm: the first message read loads the lexicons and the gazetteer."""

from __future__ import annotations

from typing import Any

from rasa.core import run
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.settled import settle

_load_agent_on_start = run.load_agent_on_start


async def load_warm(*arguments: Any) -> Agent:
    """Rasa's own loading, which comes before the server listens, then a first message read, which nobody waits for."""
    agent = await _load_agent_on_start(*arguments)
    if agent.is_ready():
        await agent.processor.parse_message(UserMessage("bonjour", sender_id="health"))
    settle()
    return agent


def adjust() -> None:
    """Put it in the place of Rasa's."""
    run.load_agent_on_start = load_warm
