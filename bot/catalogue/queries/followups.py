"""The steps after a request, entered from its reference code; each is counted once, on the day the request was made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models.conversations import STEPS, Conversation, Request
from bot.catalogue.models.followups import FollowUp
from bot.catalogue.queries import figures
from bot.catalogue.queries.figures import Counted
from bot.catalogue.queries.scope import Sites, within

# Why someone left or gave up, as the campaigns want to know it.
WHYS = ("pay", "hours", "distance", "training", "health", "other_trade", "other")


def today(moment: datetime | None = None) -> date:
    """The day it is in Paris."""
    return figures.today(moment)


def begin(session: AsyncSession, request: Request, conversation: Conversation) -> None:
    """Follow a request from now on, by its reference alone."""
    about = (request.summary or {}).get("professions") or [""]
    session.add(
        FollowUp(
            reference=request.reference,
            asked_on=today(request.at),
            site_key=request.site_key or "",
            channel=conversation.channel,
            audience=conversation.audience or "",
            profession=about[-1],
            department=request.department or "",
            steps={},
        )
    )


async def get(session: AsyncSession, sites: Sites, reference: str) -> FollowUp | None:
    """What is followed under this reference, if it is of a site that the account sees."""
    return await session.scalar(
        select(FollowUp).where(FollowUp.reference == reference, within(FollowUp.site_key, sites))
    )


def _counted(found: FollowUp, measure: str, topic: str = "") -> Counted:
    return Counted(
        measure, found.site_key, found.channel, found.audience, topic, found.profession, found.department
    )


async def reach(session: AsyncSession, reference: str, step: str, why: str = "") -> bool:
    """Note that a step was reached; False when it was already, or is no step.

    Who found an internship had applied, who was hired too: the steps before count with it.
    """
    found = await session.get(FollowUp, reference)
    if found is None or (step not in STEPS and step != "gave_up") or step in found.steps:
        return False
    reached = STEPS[:1] if step in STEPS else ()
    new = [one for one in (*reached, step) if one not in found.steps]
    found.steps = {**found.steps, **{one: today().isoformat() for one in new}}
    counted = [_counted(found, one, why if one == "gave_up" else "") for one in new]
    await figures.count(session, counted, found.asked_on)
    await session.flush()
    return True


async def undo(session: AsyncSession, reference: str, step: str) -> bool:
    """Take back a step entered by mistake; False when it was not."""
    found = await session.get(FollowUp, reference)
    if found is None or step not in found.steps or step not in STEPS:
        return False
    found.steps = {name: day for name, day in found.steps.items() if name != step}
    await figures.count(session, [_counted(found, step)], found.asked_on, by=-1)
    await session.flush()
    return True


async def forget(session: AsyncSession, references: Sequence[str]) -> None:
    """Follow these no more."""
    await session.execute(delete(FollowUp).where(FollowUp.reference.in_(references)))


async def purge(session: AsyncSession, before: date) -> None:
    """Forget what was asked before `before`."""
    await session.execute(delete(FollowUp).where(FollowUp.asked_on < before))
