"""Events: kinds, yearly campaigns, and the dated things one can attend."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.catalogue.database import Base
from bot.catalogue.models.imported import Imported
from bot.catalogue.models.located import POINT, Located, searched_by_place
from bot.catalogue.models.organisations import Organisation
from bot.catalogue.models.types import LASTS_LONG, SLUG, ListInText, Seeded, UtcDateTime

STATUSES = ("scheduled", "cancelled", "postponed", "full", "moved_online", "rescheduled")
# What a search also asks of an event, so that most are judged from an index alone.
_JUDGED = ("attendance", "registration_deadline", "registration_required", "audiences", "profession_list")
AUDIENCES = ("young", "career_change", "counsellor")


def listed(slugs: list[str]) -> str:
    """Professions as `Event.profession_list` holds them."""
    return f"|{'|'.join(slugs)}|" if slugs else ""


class EventType(Seeded, Base):
    """A kind of event. `examples` are past ones: `{"text", "source_url", "as_of", "reliability"}`."""

    __tablename__ = "event_type"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    words: Mapped[list[str]] = mapped_column(JSON)
    audience: Mapped[list[str]] = mapped_column(JSON)
    duration: Mapped[dict[str, str | None]] = mapped_column(JSON)
    course: Mapped[str] = mapped_column(Text)
    useful_fields: Mapped[list[str]] = mapped_column(JSON)
    examples: Mapped[list[dict[str, str | None]]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(Text)


class Campaign(Seeded, Base):
    """A yearly campaign or gathering; `facts` are like an event type's examples."""

    __tablename__ = "campaign"

    slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    usual_period: Mapped[str | None] = mapped_column(Text)
    yearly: Mapped[bool] = mapped_column(Boolean)
    dates_2027: Mapped[str | None] = mapped_column(Text)
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    note: Mapped[str | None] = mapped_column(Text)


class Event(Imported, Located, Base):
    """Something dated that one can attend. `kind` is an event type's slug, `audiences` among AUDIENCES
    (empty: everyone). `example` marks demonstration data.

    `last_end` is the end of the last slot, so that what is over is skipped at once. `search_text` is folded,
    `description_html` cleaned. A withdrawn event left its feed: kept, never proposed. `match_key` is the same for
    events of one day and place, among which duplicates are looked for. `profession_list` repeats `professions` for the
    search indexes: `|infirmier|ambulancier|`, empty for none; it is written with them.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("source", "uid"),
        *searched_by_place("event", "status", "withdrawn", "in_scope", "last_end", "kind", *_JUDGED),
        Index("ix_event_search_kind", "kind", "last_end"),
        # A kind is often rare: around a point, only its own events are looked at.
        Index(
            "ix_event_search_kind_point",
            "kind",
            *POINT,
            "status",
            "withdrawn",
            "in_scope",
            "last_end",
            *_JUDGED,
            "id",
        ),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(SLUG))
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    description_html: Mapped[str | None] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    withdrawn: Mapped[bool] = mapped_column(Boolean, default=False)
    last_end: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    audiences: Mapped[list[str]] = mapped_column(
        JSON().with_variant(ListInText(), "postgresql"), default=list
    )
    registration_required: Mapped[bool | None] = mapped_column(Boolean)
    registration_link: Mapped[str | None] = mapped_column(Text)
    registration_phone: Mapped[str | None] = mapped_column(String(40))
    registration_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seats: Mapped[int | None] = mapped_column(Integer)
    accessibility: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    online_link: Mapped[str | None] = mapped_column(Text)
    sequence: Mapped[int | None] = mapped_column(Integer)
    profession_list: Mapped[str] = mapped_column(Text, default="", server_default="")
    match_key: Mapped[str | None] = mapped_column(String(60), index=True)
    organisation_slug: Mapped[str | None] = mapped_column(
        ForeignKey("organisation.slug", ondelete="SET NULL"), index=True
    )
    campaign_slug: Mapped[str | None] = mapped_column(String(SLUG), index=True)
    source_url: Mapped[str | None] = mapped_column(Text)
    licence: Mapped[str | None] = mapped_column(Text)
    verified_on: Mapped[date | None] = mapped_column(Date)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    example: Mapped[bool] = mapped_column(Boolean, default=False, index=True)

    organisation: Mapped[Organisation | None] = relationship(lazy="selectin")
    slots: Mapped[list[EventSlot]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="EventSlot.starts_at"
    )
    professions: Mapped[list[EventProfession]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def profession_slugs(self) -> list[str]:
        """The professions it shows, by slug, in alphabetical order."""
        return sorted(row.profession_slug for row in self.professions)

    def registration_is_over(self, now: datetime) -> bool:
        """Whether the last day to register is past; never where entry is free."""
        over = self.registration_deadline is not None and self.registration_deadline <= now
        return over and self.registration_required is not False


@event.listens_for(Event, "before_insert")
@event.listens_for(Event, "before_update")
def _list_professions(_mapper: Any, _connection: Any, row: Event) -> None:
    """Repeat the professions beside the event, if they are at hand: what was not loaded has not changed."""
    if "professions" in row.__dict__:
        row.profession_list = listed(row.profession_slugs)


class EventSlot(Base):
    """One time at which an event takes place.

    `starts_at` and `ends_at` are instants; `ends_at` is excluded, and for an all-day slot it is the midnight
    that ends its last day. `local_start` and `local_end` are the wall times as published (`2026-11-28T09:30`,
    or dates when all-day, both included), in `zone`: instants are computed again when a zone changes.
    `precision` is `minute`, `day` or `month` (then the days are those of the whole month).
    """

    __tablename__ = "event_slot"
    # The slots of an event, and the soonest of all, without reading the rows.
    __table_args__ = (
        Index("ix_event_slot_event_id_starts_at", "event_id", "starts_at", "ends_at", "cancelled"),
        Index("ix_event_slot_soonest", "starts_at", "ends_at", "cancelled", "event_id"),
        Index(
            "ix_event_slot_long",
            "starts_at",
            "ends_at",
            "cancelled",
            "event_id",
            sqlite_where=text(LASTS_LONG["sqlite"]),
            postgresql_where=text(LASTS_LONG["postgresql"]),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(60))
    local_start: Mapped[str] = mapped_column(String(20))
    local_end: Mapped[str | None] = mapped_column(String(20))
    all_day: Mapped[bool] = mapped_column(Boolean, default=False)
    precision: Mapped[str] = mapped_column(String(10), default="minute", server_default="minute")
    cancelled: Mapped[bool] = mapped_column(Boolean, default=False)


class EventProfession(Base):
    """A profession that an event shows; no foreign key, so that reference data may be loaded again."""

    __tablename__ = "event_profession"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    profession_slug: Mapped[str] = mapped_column(String(SLUG), primary_key=True, index=True)
