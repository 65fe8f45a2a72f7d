"""What becomes of a request: notes, the steps that followed, and the professionals ready to talk."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.catalogue.database import Base
from bot.catalogue.models.types import SLUG, UtcDateTime


class RequestNote(Base):
    """What a counsellor notes of a request, for colleagues; `by` is the account's name. It goes with the request."""

    __tablename__ = "request_note"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    reference: Mapped[str] = mapped_column(ForeignKey("request.reference", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class FollowUp(Base):
    """The steps a counsellor enters from a reference code, once the request itself may be gone.

    Nothing here tells who the person is: while the request lives its reference leads to it, and afterwards to
    nobody. `steps` holds the day of each step (`{"internship": "2026-12-01"}`), so that each counts once.
    """

    __tablename__ = "follow_up"

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    asked_on: Mapped[date] = mapped_column(Date, index=True)
    site_key: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    profession: Mapped[str] = mapped_column(String(SLUG))
    department: Mapped[str] = mapped_column(String(3))
    steps: Mapped[dict[str, str]] = mapped_column(JSON)


class Ambassador(Base):
    """A professional ready to talk about the trade, as they agreed to on `consent_on`.

    `professions` are slugs, `departments` codes (empty: everywhere), `ways` among `call`, `visit`, `video`, `meeting`.
    Only counsellors of `site_key` see how to reach them; None: those of every site.
    """

    __tablename__ = "ambassador"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    site_key: Mapped[str | None] = mapped_column(ForeignKey("site.key", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str | None] = mapped_column(String(200))
    professions: Mapped[list[str]] = mapped_column(JSON)
    departments: Mapped[list[str]] = mapped_column(JSON)
    ways: Mapped[list[str]] = mapped_column(JSON)
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    availability: Mapped[str | None] = mapped_column(String(200))
    consent_on: Mapped[date] = mapped_column(Date)
    active: Mapped[bool] = mapped_column(Boolean)
