"""What counsellors answer in a conversation, carried to the messaging app where the person is."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models.conversations import Turn
from bot.catalogue.queries import conversations, identities, outbox
from bot.channels.platforms import Platform
from bot.replies import Reply

# What is older was carried, or could not be: after a day the windows are closed.
_SINCE = timedelta(hours=24)


class Relay:
    """Puts human answers in the outbox, each once."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], platforms: dict[str, Platform], public_url: str
    ) -> None:
        self._sessions = sessions
        self._platforms = platforms
        self._public_url = public_url

    async def carry(self) -> int:
        """Carry what is new; how many answers were."""
        async with self._sessions() as session:
            found = await outbox.unsent_from_humans(session, conversations.now() - _SINCE)
        carried = 0
        for turn in found:
            try:
                async with self._sessions() as session:
                    carried += await self._carry(session, turn)
                    await session.commit()
            except IntegrityError:
                continue  # another gateway did, or the conversation is gone
        return carried

    async def _carry(self, session: AsyncSession, turn: Turn) -> bool:
        identity = await identities.of_conversation(session, turn.conversation_id)
        platform = self._platforms.get(identity.channel) if identity is not None else None
        if identity is None or platform is None or not identity.address:
            return False
        replies = await conversations.replies_in(session, turn.id)
        rendered = platform.render([Reply.model_validate(body) for body in replies], self._public_url)
        messages = [message for page in rendered.pages for message in page]
        outbox.add(session, identity, identity.address, f"human.{turn.id}", messages, conversations.now())
        return bool(messages)
