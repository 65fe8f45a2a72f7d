"""Rasa's memory of conversations in its own SQL tables, kept alive between messages, that can forget.

Rasa's SQL store reads a conversation whole and builds it anew at every message, counts its rows to know what to add, and
does so twice for a new one: 13 to 17 ms a message, more as the conversation grows. Here a conversation stays in memory
between its messages and only new events are written, committed before the reply leaves. A conversation that another engine
carried on is read again: the number of its last row tells.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.replays import forget
from bot.engine.tracker_rows import open_engine, row, rows_of
from bot.engine.window import Earlier, shorten
from bot.settings import load_settings

# Conversations kept in memory, the latest used: about 30 kB each.
_LIVE = 2_000


@dataclass
class _Live:
    """A conversation in memory: its tracker, how many of its events are stored, the last row, what came before."""

    tracker: DialogueStateTracker
    stored: int
    last_row: int
    earlier: Earlier = field(default_factory=Earlier)


class TrackerStore(SQLTrackerStore):
    """Rasa's SQLTrackerStore over ORISOIN_TRACKER_URL, appending only, with erasure (Rasa's own never deletes a row)."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the store; `host` may be a whole database address, by default that of the settings."""
        settings = load_settings()
        if settings.tracker_url.startswith("sqlite"):
            settings.var.mkdir(parents=True, exist_ok=True)
        super().__init__(domain, host=host or settings.tracker_url, event_broker=event_broker, **kwargs)
        url = self.engine.url
        self.engine.dispose()
        self.engine = open_engine(url)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        with self.engine.begin() as connection:
            connection.execute(
                sa.text("CREATE INDEX IF NOT EXISTS ix_events_sender_id_id ON events (sender_id, id)")
            )
        self._rows = rows_of(self.engine, self.SQLEvent.__table__)
        self._live: OrderedDict[str, _Live] = OrderedDict()
        # Those that were just compared with the database: the turn that begins need not do it again.
        self._compared: dict[str, _Live] = {}
        # Those that a turn has in hand. A turn that fails leaves its tracker half changed: it is never put back.
        self._held: dict[str, _Live] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of `sender_id` to carry on, or None for a new one; `save` gives it back."""
        live = self._compared.pop(sender_id, None) or self._find(sender_id)
        if live is None:
            self._held.pop(sender_id, None)
            return None
        self._held[sender_id] = live
        self._live.pop(sender_id, None)
        self._shorten(live)
        return live.tracker

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A new conversation, first written at the end of its first message."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        self._held[sender_id] = _Live(tracker, 0, 0)
        return tracker

    async def peek(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of `sender_id` to look at only."""
        live = self._find(sender_id)
        return live.tracker if live else None

    async def begin(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of `sender_id` to look at, before a turn that carries it on at once."""
        live = self._find(sender_id)
        if live is None:
            return None
        self._compared[sender_id] = live
        return live.tracker

    async def latest(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of `sender_id` as the turn that just ended here left it."""
        live = self._live.get(sender_id)
        return live.tracker if live else await self.peek(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the events that are not stored yet, and keep the conversation for its next message."""
        await self.stream_events(tracker)
        forget(tracker)
        sender = tracker.sender_id
        self._compared.pop(sender, None)
        live = self._held.pop(sender, None) or self._live.get(sender)
        if live is None or live.tracker is not tracker:
            # A tracker that did not come from `retrieve`: a new conversation, or one that Rasa built itself.
            with self.engine.connect() as connection:
                stored = connection.execute(
                    sa.select(sa.func.count()).where(self.SQLEvent.sender_id == sender)
                ).scalar_one()
            live = _Live(tracker, int(stored), 0)
        new = list(tracker.events)[live.stored :]
        live.last_row = self._rows.add(sender, [row(sender, event) for event in new]) or 0
        live.stored = len(tracker.events)
        self._live[sender] = live
        self._live.move_to_end(sender)
        while len(self._live) > _LIVE:
            self._live.popitem(last=False)

    def erase(self, sender: str) -> int:
        """Delete everything of one conversation; returns the number of events deleted."""
        for kept in (self._live, self._held, self._compared):
            kept.pop(sender, None)
        with self.engine.begin() as connection:
            deleted = connection.execute(
                self.SQLEvent.__table__.delete().where(self.SQLEvent.sender_id == sender)
            )
        return int(deleted.rowcount)

    def earlier(self, sender: str) -> Earlier:
        """What was said in the conversation before the events its tracker holds."""
        live = self._held.get(sender) or self._live.get(sender)
        return live.earlier if live else Earlier()

    def _find(self, sender: str) -> _Live | None:
        last_row = self._rows.last(sender)
        live = self._live.get(sender)
        if live is not None and live.last_row == last_row:
            return live
        # Carried on, or erased, elsewhere.
        self._live.pop(sender, None)
        if last_row is None or not self.domain:
            return None
        events = self.SQLEvent.__table__
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(events.c.data).where(events.c.sender_id == sender).order_by(events.c.id)
            ).scalars()
            stored = [json.loads(row) for row in rows]
        tracker = DialogueStateTracker.from_dict(sender, stored, self.domain.slots)
        live = _Live(tracker, len(tracker.events), last_row)
        self._shorten(live)
        self._live[sender] = live
        return live

    def _shorten(self, live: _Live) -> None:
        shorter = shorten(live.tracker, live.earlier)
        if shorter is not None:
            live.tracker, live.stored = shorter, len(shorter.events)
