"""A counsellor's side of a conversation, as the catalogue keeps it."""

from __future__ import annotations

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.queries import conversations
from tests.widget.conftest import Running


async def answer_as_a_human(running: Running, conversation: str, text: str, reply: str = "") -> None:
    """Say something in a conversation as a counsellor does."""
    engine = open_database(running.settings.database_url)
    async with session_maker(engine)() as session:
        moment = conversations.now().isoformat(timespec="milliseconds")
        body = {"id": reply or f"humain-{conversation[:8]}", "at": moment, "author": "human", "text": text}
        await conversations.keep_answer(session, conversation, None, [body], author="human")
        await session.commit()
    await engine.dispose()
