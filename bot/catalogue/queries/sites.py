"""Sites: making, finding and removing them."""

from __future__ import annotations

import re
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


def colour_of(text: str) -> str:
    """The colour `#rrggbb` that `text` writes. Raises ValueError, in French, for anything else."""
    found = re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if found is None:
        raise ValueError(f"« {text} » n'est pas une couleur comme #0b4a9e.")
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return f"#{digits}"


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
    colour: str | None = None,
    greeting: str | None = None,
    position: str = "right",
) -> Site:
    """Make a site; `key` is drawn at random unless given.

    `position` is `right` or `left`. Raises ValueError for an unusable origin or colour.
    """
    site = Site(
        key=key or secrets.token_urlsafe(9),
        name=name,
        origins=[origin_of(origin) for origin in origins],
        territory=territory,
        colours={"accent": colour_of(colour)} if colour else {},
        greeting=greeting,
        position=position,
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
    return found or await add(session, "Agence d'exemple", [public_url], key=DEMONSTRATION, colour="#14595a")
