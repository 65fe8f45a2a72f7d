"""What waits for a person's judgement: likely duplicates, and what is old, incomplete or at odds."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Event, MergeProposal
from bot.catalogue.queries import agenda, audit
from bot.catalogue.queries import to_check as waiting
from bot.console.agenda import TRAIL
from bot.console.keys import caller_of, database, now
from bot.console.pages import below, form_values, page, say
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
# What an event lacks is taken from its twin.
_FILLED = (
    "description", "description_html", "registration_required", "registration_link", "registration_phone",
    "registration_deadline", "seats", "accessibility", "url", "online_link", "organisation_slug",
)  # fmt: skip


@routes.get("/a-verifier", Role.READER, menu="À vérifier")
async def to_check(request: web.Request) -> web.Response:
    """The coming events and the trainings to look at, and why."""
    visible = caller_of(request).visible
    async with database(request) as session:
        found = await waiting.events(session, visible, now())
        trainings = await waiting.trainings(session, visible, now())
    return page(request, "to_check.html", title="À vérifier", found=found, trainings=trainings)


@routes.get("/doublons", Role.READER)
async def twins(request: web.Request) -> web.Response:
    """The pairs that look like one event."""
    async with database(request) as session:
        found = await agenda.proposals(session, caller_of(request).visible)
    return page(request, "twins.html", title="Doublons possibles", trail=TRAIL, found=found)


async def _pair(request: web.Request, session: AsyncSession) -> tuple[MergeProposal, Event, Event]:
    text = request.match_info["merge"]
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    visible = caller_of(request).visible
    found = await agenda.proposal(session, visible, number)
    if found is None:
        row = await session.get(MergeProposal, number)
        for identifier in (row.event_id, row.other_id) if row is not None else ():
            if await agenda.get(session, Event, visible, identifier) is not None:
                # Pressed twice, or a colleague was quicker.
                say(request, "Ces deux événements ont déjà été départagés.")
                raise below("/doublons")
        raise web.HTTPNotFound
    return found


@routes.post("/doublons/{merge}/fondre", Role.COUNSELLOR)
async def merge(request: web.Request) -> web.Response:
    """Keep one of the two, filled in with what the other knows; the other is withdrawn for good."""
    caller = caller_of(request)
    kept_id = (await form_values(request)).get("keep", "")
    async with database(request) as session:
        row, one, other = await _pair(request, session)
        kept, gone = (other, one) if kept_id == other.id else (one, other)
        if await agenda.get(session, Event, caller.visible, gone.id) is None:
            # Only one's own can be withdrawn: the other source's stays.
            kept, gone = gone, kept
        filled = [name for name in _FILLED if getattr(kept, name) is None and getattr(gone, name) is not None]
        if await agenda.get(session, Event, caller.visible, kept.id) is not None:
            for name in filled:
                setattr(kept, name, getattr(gone, name))
            kept.locked = sorted({*(kept.locked or []), *filled})
        gone.withdrawn, gone.locked = True, sorted({*(gone.locked or []), "withdrawn"})
        await agenda.hand_over(session, gone, kept)
        row.state = "merged"
        site_key = await agenda.site_of(session, gone.source)
        await audit.record(session, caller.id, "merge.accept", f"event:{gone.id}", site_key)
        await session.commit()
    say(request, f"« {kept.title} » ({kept.source}) est gardé, l'autre est retiré.")
    raise below("/doublons")


@routes.post("/doublons/{merge}/garder", Role.COUNSELLOR)
async def keep_both(request: web.Request) -> web.Response:
    """They are two events."""
    caller = caller_of(request)
    async with database(request) as session:
        row, one, _ = await _pair(request, session)
        row.state = "refused"
        site_key = await agenda.site_of(session, one.source)
        await audit.record(session, caller.id, "merge.refuse", f"event:{one.id}", site_key)
        await session.commit()
    say(request, "Les deux événements sont gardés.")
    raise below("/doublons")
