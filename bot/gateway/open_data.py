"""Open data: professions, events and trainings for everyone, and an event as a page or a calendar file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, timezone
from typing import Any

from aiohttp import web
from multidict import MultiMapping
from pydantic import BaseModel

from bot.catalogue.models import Event
from bot.catalogue.queries import agenda, events, professions, sites, trainings
from bot.french.place_of import find_place
from bot.gateway.calendar_file import calendar
from bot.gateway.keys import CONVERSATIONS, SETTINGS
from bot.gateway.open_data_schemas import Events, ProfessionLine, Professions, Trainings
from bot.gateway.open_data_views import event_view, profession_view, training_view
from bot.gateway.pages import problem_page, render
from bot.gateway.problems import Problem, unknown, unusable

routes = web.RouteTableDef()
_CACHED = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}
_MOST, _MOST_IN_CALENDAR = 100, 500
_FURTHEST_KM = 500


@dataclass(frozen=True)
class _Asked:
    """The common filters of a search."""

    place: dict[str, Any] | None
    radius_km: float
    start: date | None
    end: date | None
    text: str | None
    limit: int
    offset: int


def _number(query: MultiMapping[str], name: str, default: int, low: int, high: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text[:9]) <= high:
        raise unusable(f"« {name} » doit être un nombre entier de {low} à {high}.")
    return int(text)


def _day(query: MultiMapping[str], name: str) -> date | None:
    text = query.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise unusable(f"« {name} » doit être une date comme 2026-11-28.") from None


async def _asked(query: MultiMapping[str], radius_km: int, limit: int = 20, most: int = _MOST) -> _Asked:
    place, text = None, query.get("place", "").strip()
    if text:
        # The lists of places take a second to read, the first time.
        place = await asyncio.to_thread(find_place, text[:200])
        if place is None:
            raise unusable("Ce lieu n'est pas connu. Donnez une commune, un département ou un code.")
    return _Asked(
        place=place,
        radius_km=_number(query, "radius_km", radius_km, 1, _FURTHEST_KM),
        start=_day(query, "from"),
        end=_day(query, "to"),
        text=query.get("q", "")[:200] or None,
        limit=_number(query, "limit", limit, 1, most),
        offset=_number(query, "cursor", 0, 0, 1_000_000),
    )


def _next(asked: _Asked, total: int) -> str | None:
    after = asked.offset + asked.limit
    return str(after) if after < total else None


def _several(query: MultiMapping[str], name: str) -> tuple[str, ...]:
    return tuple(part for value in query.getall(name, []) for part in value.split(",") if part)


def _event_query(query: MultiMapping[str], asked: _Asked) -> events.EventQuery:
    return events.EventQuery(
        place=asked.place,
        radius_km=asked.radius_km,
        start=asked.start,
        end=asked.end,
        kinds=_several(query, "type"),
        profession=query.get("profession") or None,
        audience=query.get("audience") or None,
        text=asked.text,
        limit=asked.limit,
        offset=asked.offset,
        widen=False,
    )


def _json(model: BaseModel) -> web.Response:
    return web.Response(text=model.model_dump_json(), content_type="application/json", headers=_CACHED)


@routes.get("/api/v1/professions")
async def list_professions(request: web.Request) -> web.Response:
    """Every profession."""
    async with request.app[CONVERSATIONS].database() as session:
        found = await professions.every(session)
        return _json(Professions(professions=[ProfessionLine.model_validate(one) for one in found]))


@routes.get("/api/v1/professions/{slug}")
async def read_profession(request: web.Request) -> web.Response:
    """One profession."""
    async with request.app[CONVERSATIONS].database() as session:
        found = await professions.get(session, request.match_info["slug"])
        if found is None:
            raise unknown("Ce métier")
        return _json(profession_view(found))


@routes.get("/api/v1/events")
async def list_events(request: web.Request) -> web.Response:
    """The coming events that fit."""
    asked = await _asked(request.query, 30)
    url = request.app[SETTINGS].public_url
    async with request.app[CONVERSATIONS].database() as session:
        found = await events.search(session, _event_query(request.query, asked))
        views = [event_view(one.event, url, one.distance_km) for one in found.events]
    return _json(Events(events=views, total=found.total, next_cursor=_next(asked, found.total)))


@routes.get("/api/v1/trainings")
async def list_trainings(request: web.Request) -> web.Response:
    """The trainings one can still join; `type` is their mode."""
    asked = await _asked(request.query, 50)
    wanted = trainings.TrainingQuery(
        place=asked.place,
        radius_km=asked.radius_km,
        profession=request.query.get("profession") or None,
        modes=_several(request.query, "type"),
        start=asked.start,
        end=asked.end,
        text=asked.text,
        limit=asked.limit,
        offset=asked.offset,
        widen=False,
    )
    async with request.app[CONVERSATIONS].database() as session:
        found = await trainings.search(session, wanted)
        views = [training_view(one.training, one.distance_km) for one in found.trainings]
    return _json(Trainings(trainings=views, total=found.total, next_cursor=_next(asked, found.total)))


async def _event(request: web.Request) -> Event:
    async with request.app[CONVERSATIONS].database() as session:
        found = await events.get(session, request.match_info["id"])
    if found is None:
        raise unknown("Cet événement")
    return found


def _calendar(request: web.Request, found: list[Event], name: str, title: str | None = None) -> web.Response:
    named = (title,) if title else ()
    text = calendar(found, request.app[SETTINGS].public_url, datetime.now(timezone.utc), *named)
    return web.Response(
        text=text,
        content_type="text/calendar",
        charset="utf-8",
        headers={**_CACHED, "Content-Disposition": f'inline; filename="{name}.ics"'},
    )


async def _site_calendar(request: web.Request, key: str) -> web.Response:
    """The coming events of a site, cancelled ones too: whoever subscribed sees them struck out."""
    async with request.app[CONVERSATIONS].database() as session:
        site = await sites.get(session, key)
        if site is None:
            raise unknown("Ce site")
        asked = agenda.AgendaQuery(limit=_MOST_IN_CALENDAR)
        found = await agenda.events(session, frozenset({site.key}), asked, datetime.now(timezone.utc))
    return _calendar(
        request, [one for one in found if one.in_scope], "rencontres", site.campaign_name or site.name
    )


@routes.get("/events.ics")
async def subscribe_events(request: web.Request) -> web.Response:
    """The coming events that fit, or those of a site, as a calendar to subscribe to."""
    if key := request.query.get("site"):
        return await _site_calendar(request, key)
    asked = await _asked(request.query, 30, _MOST_IN_CALENDAR, _MOST_IN_CALENDAR)
    async with request.app[CONVERSATIONS].database() as session:
        found = await events.search(session, _event_query(request.query, asked))
    named = f"Métiers du soin : {asked.place['name']}" if asked.place else None
    return _calendar(request, [one.event for one in found.events], "orisoin", named)


@routes.get("/events/{id}.ics")
async def event_calendar(request: web.Request) -> web.Response:
    """One event as a calendar file."""
    return _calendar(request, [await _event(request)], "evenement")


def public_host(request: web.Request) -> str:
    """The service's public name, which a webcal address needs."""
    return request.app[SETTINGS].public_url.partition("://")[2]


@routes.get("/events/{id}")
async def event_page(request: web.Request) -> web.Response:
    """One event as a page that a person can share."""
    try:
        event = await _event(request)
    except Problem as problem:
        return problem_page(request, problem)
    return render(
        request,
        "event.html",
        {"event": event, "now": datetime.now(timezone.utc), "host": public_host(request)},
    )
