"""Contacts: who can help a person, from the nearest to the national ones."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Contact, ContactPlace
from bot.french.gazetteer import load_gazetteer

_NEAREST_FIRST = ("department", "region", "national")


async def get(session: AsyncSession, slug: str) -> Contact | None:
    """The contact of this slug."""
    return await session.get(Contact, slug)


async def near(
    session: AsyncSession,
    department: str | None = None,
    kinds: Sequence[str] | None = None,
    age: int | None = None,
) -> list[Contact]:
    """The contacts that serve a département (INSEE code), its région or the whole country, in that order.

    `kinds` narrows and orders them within each scope; `age`, in years, leaves out those meant for others.
    Without a département, only national ones.
    """
    query = select(Contact)
    served = [Contact.scope == "national"]
    if department is not None:
        served.append(_serves("department", department))
        known = load_gazetteer().department(department)
        if known is not None:
            served.append(_serves("region", known.region))
    query = query.where(or_(*served))
    if kinds is not None:
        query = query.where(Contact.kind.in_(kinds))
    if age is not None:
        query = query.where(or_(Contact.min_age.is_(None), Contact.min_age <= age))
        query = query.where(or_(Contact.max_age.is_(None), Contact.max_age >= age))
    order = list(kinds or [])
    return sorted(
        await session.scalars(query),
        key=lambda contact: (
            _NEAREST_FIRST.index(contact.scope),
            order.index(contact.kind) if order else 0,
            contact.slug,
        ),
    )


def _serves(kind: str, code: str) -> ColumnElement[bool]:
    return Contact.places.any(and_(ContactPlace.kind == kind, ContactPlace.code == code))
