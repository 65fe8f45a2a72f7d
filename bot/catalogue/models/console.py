"""What the console keeps beside the catalogue: files between preview and import, proposals, corrections of facts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import UtcDateTime


class ConsoleUpload(Base):
    """A file that was looked at and not imported yet; kept for an hour. `name` is that of its source."""

    __tablename__ = "console_upload"

    token: Mapped[str] = mapped_column(String(40), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    site_key: Mapped[str] = mapped_column(ForeignKey("site.key", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(200))
    keeps_all: Mapped[bool] = mapped_column(Boolean)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class ProposedEvent(Base):
    """An event that a partner proposes to a site, or a training; nobody sees it before a counsellor accepts it.

    `what` is `event` or `training`.
    `said` is what the form held; `contact`, an address for questions, goes once it is decided. `state`: `open`,
    `accepted` or `refused`.
    """

    __tablename__ = "proposed_event"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    site_key: Mapped[str] = mapped_column(ForeignKey("site.key", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), index=True)
    what: Mapped[str] = mapped_column(String(10), default="event", server_default="event")
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact: Mapped[str | None] = mapped_column(String(254))


class FactEdit(Base):
    """A correction of a fact by hand: which row (`table`, `key`), its values before and after, on what source.

    The latest of a row stands over the file that seeds it, until another follows. `review_on` is the day by which
    someone must look at it again.
    """

    __tablename__ = "fact_edit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    table: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    source_url: Mapped[str] = mapped_column(Text)
    as_of: Mapped[str] = mapped_column(String(10))
    review_on: Mapped[date] = mapped_column(Date, index=True)
    account_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
