"""Sites: one embedding of the service by an agency."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import UtcDateTime

# CNIL: what counsellors follow is kept for the time it takes, not for ever.
HUMAN_DAYS = 90


class Site(Base):
    """One embedding: its key, its exact allowed origins (`https://agence.fr`), its territory, its look.

    `audience` is who it is for, as events say it (None: everyone); its campaign is a dated set of events, its days
    both included.
    `colours` holds `accent` (`#rrggbb`); `position` is the side of the host's page, `right` or `left`.
    `retention_days` and `retention_human_days` say how long a conversation is kept after its last message: with the
    machine alone (None: the service's setting), or once a human was asked for (90 days at most).
    `controller`, `dpo_contact` and `legal_basis` fill the privacy notice (GDPR articles 13 and 14).
    """

    __tablename__ = "site"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    origins: Mapped[list[str]] = mapped_column(JSON, default=list)
    territory: Mapped[str | None] = mapped_column(String(100))
    colours: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    greeting: Mapped[str | None] = mapped_column(Text)
    position: Mapped[str] = mapped_column(String(10), default="right", server_default="right")
    suggestions: Mapped[list[str]] = mapped_column(JSON, default=list)
    opening_hours: Mapped[str | None] = mapped_column(Text)
    audience: Mapped[str | None] = mapped_column(String(20))
    campaign_name: Mapped[str | None] = mapped_column(String(200))
    campaign_starts: Mapped[date | None] = mapped_column(Date)
    campaign_ends: Mapped[date | None] = mapped_column(Date)
    controller: Mapped[str | None] = mapped_column(Text)
    dpo_contact: Mapped[str | None] = mapped_column(Text)
    legal_basis: Mapped[str | None] = mapped_column(Text)
    retention_days: Mapped[int | None] = mapped_column(Integer)
    retention_human_days: Mapped[int] = mapped_column(
        Integer, default=HUMAN_DAYS, server_default=str(HUMAN_DAYS)
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def public(self) -> dict[str, Any]:
        """What anyone may read of a site."""
        return {
            "key": self.key,
            "name": self.name,
            "colours": self.colours,
            "greeting": self.greeting,
            "position": self.position,
            "territory": self.territory,
            "suggestions": self.suggestions,
            "opening_hours": self.opening_hours,
        }
