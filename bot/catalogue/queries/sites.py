"""Sites: making, finding and removing them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timezone
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.sites import Site

DEMONSTRATION = "demo"


def origin_of(address: str) -> str:
    """The origin (`https://hote[:port]`, lower case) that `address` is or begins with.

    Raises ValueError, in French, when it is not an http or https address.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise ValueError(f"« {address} » n'est pas une adresse utilisable.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise ValueError(f"« {address} » doit être une origine comme https://www.exemple.fr.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port is not None and port != usual else "")


async def get(session: AsyncSession, key: str) -> Site | None:
    """The site of this key."""
    return await session.get(Site, key)


async def every(session: AsyncSession) -> Sequence[Site]:
    """All sites, oldest first."""
    return (await session.scalars(select(Site).order_by(Site.created_at, Site.key))).all()


async def add(
    session: AsyncSession,
    name: str,
    origins: Sequence[str],
    territory: str | None = None,
    key: str | None = None,
) -> Site:
    """Make a site; `key` is drawn at random unless given. Raises ValueError for an unusable origin."""
    site = Site(
        key=key or secrets.token_urlsafe(9),
        name=name,
        origins=[origin_of(origin) for origin in origins],
        territory=territory,
        colours={},
        suggestions=[],
        created_at=datetime.now(timezone.utc),
    )
    session.add(site)
    await session.flush()
    return site


async def remove(session: AsyncSession, key: str) -> bool:
    """Remove a site; its conversations stay until their time is over. False when there is none."""
    site = await get(session, key)
    if site is None:
        return False
    await session.delete(site)
    await session.flush()
    return True


async def ensure_demonstration(session: AsyncSession, public_url: str) -> Site:
    """The demonstration site, made the first time."""
    found = await get(session, DEMONSTRATION)
    return found or await add(session, "Site de démonstration", [public_url], key=DEMONSTRATION)
