"""Accounts of the console: who may come in, what they are entrusted with, their sessions, and what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, Boolean, ForeignKey, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.catalogue.database import Base
from bot.catalogue.models.append_only import POSTGRESQL, SQLITE
from bot.catalogue.models.types import UtcDateTime

ROLES = ("reader", "counsellor", "administrator")
_ACCOUNT = "account.id"


class Account(Base):
    """Someone who works in the console. `email` is lower case; `role` is one of ROLES.

    `totp_secret` is a seed from which, with the service's secret, that of the telephone is made (an older account's is
    that of the telephone, under a mask of the service's secret since someone last came in with it). `totp_step` is the
    last step of 30 s whose code was used: none serves twice. An administrator sees every site's agenda; `sites` are
    those whose people an account of any role may read.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_secret: Mapped[str] = mapped_column(String(64))
    totp_step: Mapped[int] = mapped_column(Integer, default=0)
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    sites: Mapped[list[AccountSite]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def site_keys(self) -> frozenset[str]:
        """The sites it is entrusted with."""
        return frozenset(link.site_key for link in self.sites)


class AccountSite(Base):
    """A site that an account is entrusted with."""

    __tablename__ = "account_site"

    account_id: Mapped[int] = mapped_column(ForeignKey(_ACCOUNT, ondelete="CASCADE"), primary_key=True)
    site_key: Mapped[str] = mapped_column(
        ForeignKey("site.key", ondelete="CASCADE"), primary_key=True, index=True
    )


class RecoveryCode(Base):
    """A code that stands once for a lost telephone; only its digest is kept (it holds 80 random bits)."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(_ACCOUNT, ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConsoleSession(Base):
    """A browser that is logged in: the digest of what its cookie holds, and what the console remembers for it."""

    __tablename__ = "console_session"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(_ACCOUNT, ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class LoginFailure(Base):
    """A login that failed, by digests of the account named (there or not) and of the address; kept for a day."""

    __tablename__ = "login_failure"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_digest: Mapped[str] = mapped_column(String(64), index=True)
    address_digest: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class AuditEntry(Base):
    """What an account did, to what (`event:abc`), never what was written or read.

    Append-only: `digest` is SHA-256 of the entry and of `previous`, the digest before it; the database itself refuses
    to change an entry, and to delete one of less than six months.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    account_id: Mapped[int | None] = mapped_column(Integer, index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    object: Mapped[str | None] = mapped_column(String(200))
    site_key: Mapped[str | None] = mapped_column(String(64), index=True)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Base):
    """The last digest of the audit log: one row, locked while an entry is added."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))


for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        event.listen(
            AuditEntry.__table__,
            "after_create",
            # DDL fills in percent signs: those of the statement itself are doubled.
            DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
