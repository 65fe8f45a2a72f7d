"""Reminders sent when they are due: the evening before, at a civil hour, once, unless the event is off."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import Event, EventSlot
from bot.catalogue.models.messaging import ChannelIdentity, Reminder
from bot.catalogue.queries import conversations, events, identities, outbox, reminders
from bot.channels.platforms import Platform
from bot.gateway.blocks import make_reply
from bot.gateway.rendering import slot_when
from bot.replies import ReplyDraft

_log = structlog.get_logger()


class Reminders:
    """Sends what was promised."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], platforms: dict[str, Platform], public_url: str
    ) -> None:
        self._sessions = sessions
        self._platforms = platforms
        self._public_url = public_url

    async def send_due(self, moment: datetime | None = None) -> int:
        """Have those due at `moment` (by default now) sent or settled; how many were sent."""
        moment = moment or conversations.now()
        async with self._sessions() as session:
            found = await reminders.due(session, moment)
        sent = 0
        for reminder in found:
            try:
                async with self._sessions() as session:
                    sent += await self._deal_with(session, reminder, moment)
                    await session.commit()
            except IntegrityError:
                _log.info("reminder.sent_elsewhere")
        return sent

    async def follow_events(self) -> None:
        """Move the reminders of the events that moved."""
        async with self._sessions() as session:
            moved = await reminders.follow_events(session, conversations.now())
            await session.commit()
        if moved:
            _log.info("reminders.moved", count=moved)

    async def _deal_with(self, session: AsyncSession, reminder: Reminder, moment: datetime) -> bool:
        identity = await identities.get(session, reminder.identity_id)
        platform = self._platforms.get(identity.channel) if identity is not None else None
        event = await events.get(session, reminder.event_id)
        if identity is None or platform is None or identity.stopped_at is not None or not identity.address:
            await reminders.settle(session, reminder.id, "cancelled")
            return False
        if reminders.is_off(event) or event is None:
            if await reminders.settle(session, reminder.id, "cancelled") and event is not None:
                # Saying nothing would let them go there.
                self._write(session, identity, platform, reminder, _cancelled(event))
            return False
        slot = next((one for one in event.slots if one.starts_at == reminder.starts_at), None)
        moved = slot is None or slot.cancelled
        slot = reminders.next_slot(event, moment) if moved else slot
        if slot is None or slot.starts_at <= moment:
            await reminders.settle(session, reminder.id, "missed")
            return False
        if moved and reminders.due_at(slot) > moment:
            await reminders.postpone(session, reminder.id, reminders.due_at(slot))
            return False
        if not reminders.is_civil(moment, slot.zone):
            await reminders.postpone(session, reminder.id, reminders.next_civil(moment, slot.zone))
            return False
        if not await reminders.settle(session, reminder.id, "sent"):
            return False
        draft = _reminder(event, slot, moment, self._public_url, moved=moved)
        self._write(session, identity, platform, reminder, draft)
        return True

    def _write(
        self,
        session: AsyncSession,
        identity: ChannelIdentity,
        platform: Platform,
        reminder: Reminder,
        draft: ReplyDraft,
    ) -> None:
        rendered = platform.render([make_reply(draft).reply], self._public_url)
        messages = [message for page in rendered.pages for message in page]
        # One that was sent may have to be followed by the news that its event is off: each moment has its own name.
        prefix = f"reminder.{reminder.id}.{int(reminder.due_at.timestamp())}"
        outbox.add(session, identity, identity.address or "", prefix, messages, conversations.now())


def _reminder(event: Event, slot: EventSlot, moment: datetime, public_url: str, *, moved: bool) -> ReplyDraft:
    when = slot_when(slot)
    where = ", ".join(part for part in (event.venue, event.address, event.commune) if part)
    lines = [f"Rappel, comme vous me l'aviez demandé : **{event.title}**, {when}."]
    if event.example:
        lines.append("C'est un exemple : cette rencontre n'est pas réelle.")
    if moved:
        lines.append("Attention : la date a changé depuis votre demande.")
    if event.status == "moved_online":
        lines.append("La rencontre se tient désormais en ligne.")
    elif where:
        lines.append(f"Où : {where}")
    if event.registration_is_over(moment):
        lines.append("Les inscriptions sont closes : venez si vous êtes déjà inscrit.")
    elif event.registration_required and event.registration_link:
        lines.append(f"Inscription obligatoire : {event.registration_link}")
    lines.append(f"Détails : {public_url}/events/{event.id}")
    lines.append("Pour ne plus rien recevoir, envoyez « stop ».")
    return ReplyDraft(text="\n\n".join(lines))


def _cancelled(event: Event) -> ReplyDraft:
    state = "reportée" if event.status == "postponed" else "annulée"
    return ReplyDraft(
        text=(
            f"La rencontre que je devais vous rappeler, **{event.title}**, est {state} d'après la structure qui "
            "l'organise. Dites-moi si vous voulez en chercher une autre."
        )
    )
