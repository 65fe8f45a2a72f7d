"""Whose words an account may read, and the lists that pages about people share."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

from bot.catalogue.queries import professions, sites
from bot.console.keys import Caller
from bot.console.roles import Role
from bot.french.gazetteer import load_gazetteer


def entrusted(caller: Caller) -> frozenset[str]:
    """The sites whose people the account may read; for an administrator entrusted with one, messaging apps too."""
    return caller.entrusted | ({""} if caller.role is Role.ADMINISTRATOR else frozenset())


async def site_names(session: AsyncSession, keys: frozenset[str] | None) -> dict[str, str]:
    """The names of these sites (None: of all) by key."""
    found = await sites.every(session)
    return {one.key: one.name for one in found if keys is None or one.key in keys}


async def profession_names(session: AsyncSession) -> dict[str, str]:
    """The names of professions by slug."""
    return await professions.names(session)


def department_names() -> dict[str, str]:
    """The names of départements by code, with the code first, as lists show them."""
    return {
        one.code: f"{one.code} – {one.name}"
        for one in sorted(load_gazetteer().departments(), key=lambda one: one.code)
    }


def options(known: Mapping[str, str]) -> list[SelectChoice]:
    """What a list offers: values and labels."""
    return [SelectChoice(value=value, label=label) for value, label in known.items()]


def number(text: str | None, default: int = 1, most: int = 100_000) -> int:
    """A page's or a row's number as an address gives it; `default` for anything else."""
    usable = bool(text) and str(text).isascii() and str(text).isdigit() and len(str(text)) < 10
    return min(max(1, int(str(text))), most) if usable else default
