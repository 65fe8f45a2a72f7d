"""Rasa's memory of conversations: its SQL store, at the address of our settings, that can forget."""

from __future__ import annotations

from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain

from bot.settings import load_settings


class TrackerStore(SQLTrackerStore):
    """Rasa's SQLTrackerStore over ORISOIN_TRACKER_URL, with erasure (Rasa's own never deletes a row)."""

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

    def erase(self, sender: str) -> int:
        """Delete everything of one conversation; returns the number of events deleted."""
        with self.session_scope() as session:
            deleted = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender).delete()
            session.commit()
        return int(deleted)
