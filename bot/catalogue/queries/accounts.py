"""Accounts, their sessions and their failed logins. Passwords and codes come here hashed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.accounts import (
    ROLES,
    Account,
    AccountSite,
    ConsoleSession,
    LoginFailure,
    RecoveryCode,
)
from bot.catalogue.models.sites import Site

# After this many failures in this time, an account or an address waits.
ACCOUNT_FAILURES, ADDRESS_FAILURES = 5, 20
LOCKED = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=10)
# Written at most this often: a page read is not a row written.
_TOUCH = timedelta(seconds=60)


def now() -> datetime:
    """The present, aware."""
    return datetime.now(timezone.utc)


async def find(session: AsyncSession, email: str) -> Account | None:
    """The account of this address, whatever its case."""
    return await session.scalar(select(Account).where(Account.email == email.strip().lower()))


async def every(session: AsyncSession) -> Sequence[Account]:
    """All accounts, by address."""
    return (await session.scalars(select(Account).order_by(Account.email))).all()


async def add(
    session: AsyncSession,
    email: str,
    name: str,
    role: str,
    site_keys: Sequence[str],
    password_hash: str,
    totp_secret: str,
    recovery_digests: Sequence[str],
) -> Account:
    """Make an account. Raises ValueError, in French, for a known address, role or site that cannot be."""
    address = email.strip().lower()
    if "@" not in address or len(address) > 254 or any(sign.isspace() for sign in address):
        raise ValueError(f"« {email} » n'est pas une adresse électronique.")
    if role not in ROLES:
        raise ValueError(f"Le rôle « {role} » n'existe pas.")
    if role != "administrator" and not site_keys:
        raise ValueError("Un compte qui n'administre pas le service a besoin d'au moins un site (--site).")
    for key in site_keys:
        if await session.get(Site, key) is None:
            raise ValueError(f"Aucun site n'a la clé « {key} ».")
    if await find(session, address) is not None:
        raise ValueError(f"Un compte existe déjà pour « {address} ».")
    account = Account(
        email=address,
        name=name.strip()[:200] or address,
        role=role,
        password_hash=password_hash,
        totp_secret=totp_secret,
        totp_step=0,
        disabled=False,
        created_at=now(),
        sites=[AccountSite(site_key=key) for key in dict.fromkeys(site_keys)],
    )
    session.add(account)
    await session.flush()
    await set_recovery(session, account.id, recovery_digests)
    return account


async def set_recovery(session: AsyncSession, account_id: int, digests: Sequence[str]) -> None:
    """Replace the recovery codes of an account."""
    await session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.add_all(RecoveryCode(account_id=account_id, digest=digest) for digest in digests)
    await session.flush()


async def use_recovery(session: AsyncSession, account_id: int, digest: str) -> bool:
    """Use up a recovery code; False when there is none such left."""
    done: Any = await session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.digest == digest,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
    )
    return bool(done.rowcount)


async def use_step(session: AsyncSession, account_id: int, step: int) -> bool:
    """Use up the code of a step; False when it, or a later one, has served."""
    done: Any = await session.execute(
        update(Account).where(Account.id == account_id, Account.totp_step < step).values(totp_step=step)
    )
    return bool(done.rowcount)


async def is_locked(session: AsyncSession, account_digest: str, address_digest: str) -> bool:
    """Whether this account or this address has failed too often in the last quarter of an hour."""
    since = now() - LOCKED
    for column, digest, most in (
        (LoginFailure.account_digest, account_digest, ACCOUNT_FAILURES),
        (LoginFailure.address_digest, address_digest, ADDRESS_FAILURES),
    ):
        count = await session.scalar(
            select(func.count()).select_from(LoginFailure).where(column == digest, LoginFailure.at > since)
        )
        if (count or 0) >= most:
            return True
    return False


async def note_failure(session: AsyncSession, account_digest: str, address_digest: str) -> None:
    """Count a failed login, and forget those of another day."""
    await session.execute(delete(LoginFailure).where(LoginFailure.at < now() - timedelta(days=1)))
    session.add(LoginFailure(account_digest=account_digest, address_digest=address_digest, at=now()))
    await session.flush()


async def forgive(session: AsyncSession, account_digest: str) -> None:
    """Forget the failures of an account that came in."""
    await session.execute(delete(LoginFailure).where(LoginFailure.account_digest == account_digest))


async def open_session(
    session: AsyncSession, digest: str, account_id: int, data: dict[str, Any]
) -> ConsoleSession:
    """Keep a new session, and forget those that are over."""
    await session.execute(
        delete(ConsoleSession).where(
            (ConsoleSession.last_at < now() - IDLE) | (ConsoleSession.created_at < now() - ABSOLUTE)
        )
    )
    row = ConsoleSession(digest=digest, account_id=account_id, data=data, created_at=now(), last_at=now())
    session.add(row)
    await session.flush()
    return row


async def live_session(session: AsyncSession, digest: str) -> tuple[ConsoleSession, Account] | None:
    """The session of this digest and its account, unless it is over or the account disabled."""
    moment = now()
    row = await session.get(ConsoleSession, digest)
    if row is None or row.last_at < moment - IDLE or row.created_at < moment - ABSOLUTE:
        return None
    account = await session.get(Account, row.account_id)
    if account is None or account.disabled:
        return None
    if row.last_at < moment - _TOUCH:
        row.last_at = moment
    return row, account


async def sessions_of(session: AsyncSession, account_id: int) -> Sequence[ConsoleSession]:
    """The live sessions of an account, the latest first."""
    found = await session.scalars(
        select(ConsoleSession)
        .where(
            ConsoleSession.account_id == account_id,
            ConsoleSession.last_at > now() - IDLE,
            ConsoleSession.created_at > now() - ABSOLUTE,
        )
        .order_by(ConsoleSession.last_at.desc())
    )
    return found.all()


async def end_sessions(session: AsyncSession, account_id: int, digests: Sequence[str] | None = None) -> int:
    """End sessions of an account: those of these digests, or all; how many."""
    ended = delete(ConsoleSession).where(ConsoleSession.account_id == account_id)
    if digests is not None:
        ended = ended.where(ConsoleSession.digest.in_(digests))
    done: Any = await session.execute(ended)
    return int(done.rowcount)


async def set_sites(session: AsyncSession, account: Account, site_keys: Sequence[str]) -> None:
    """Entrust an account with these sites, and no other."""
    known = {link.site_key: link for link in account.sites}
    account.sites = [known.get(key) or AccountSite(site_key=key) for key in dict.fromkeys(site_keys)]
    await session.flush()
