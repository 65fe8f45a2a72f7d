"""The gateway's application: what it holds, its routes, and how it is served."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import aiohttp_jinja2
import jinja2
import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.catalogue.database import open_database, session_maker
from bot.catalogue.queries import sites
from bot.channels.platforms import platforms
from bot.console.app import console_app, public_apps
from bot.console.routes import PREFIX as CONSOLE
from bot.french.personal_data import mask
from bot.french.place_of import find_place
from bot.french.safety import find_danger
from bot.gateway import (
    api,
    bodies,
    chat,
    chat_forms,
    downloads,
    embedding,
    event_markup,
    headers,
    open_data,
    openapi,
    operations,
    pages,
    rendering,
    rights,
    watch,
    withdrawal,
)
from bot.gateway import keys as key
from bot.gateway.answers import Answers
from bot.gateway.conversations import Conversations
from bot.gateway.engine_client import EngineClient, open_connections
from bot.gateway.health import Health
from bot.gateway.housekeeping import keep_feeds, keep_house
from bot.gateway.limits import Limits
from bot.gateway.messaging import continuing, webhooks
from bot.gateway.messaging.service import Messaging
from bot.gateway.metrics import Metrics
from bot.gateway.origins import Origins, cross_origin
from bot.gateway.tokens import Tokens
from bot.gateway.turns import Turns
from bot.secret import internal_key, secret
from bot.settings import Settings

_HERE = Path(__file__).parent
# The header timeout as well: a silent connection is cut after it.
KEEPALIVE_SECONDS = 20.0
STOP_SECONDS = 10.0
# A wait for SQLite's lock cannot be interrupted: it must end well before the person is told (6 s).
LOCK_SECONDS = 4.0

_log = structlog.get_logger()


def init_app(settings: Settings, *, fixed_now: str | None = None) -> web.Application:
    """The application for `settings`; `fixed_now` (ISO 8601) is the moment tests give to the engine."""
    database = open_database(settings.database_url, LOCK_SECONDS)
    sessions = session_maker(database)
    origins = Origins(sessions, settings.public_url)
    app = web.Application(
        client_max_size=bodies.MAXIMUM_BYTES,
        middlewares=[watch.observe, cross_origin(origins), watch.explain, bodies.guard_body],
    )
    app[key.SETTINGS] = settings
    app[key.SESSIONS] = sessions
    app[key.ORIGINS] = origins
    app[key.TOKENS] = Tokens(secret(settings))
    app[key.LIMITS] = Limits.at(settings.limits_url)
    app[key.METRICS] = Metrics()
    app[key.ANSWERS] = Answers(sessions)
    for routes in (
        api.routes,
        rights.routes,
        open_data.routes,
        openapi.routes,
        operations.routes,
        pages.routes,
        downloads.routes,
        embedding.routes,
        chat.routes,
        chat_forms.routes,
        continuing.routes,
        webhooks.routes,
        withdrawal.routes,
    ):
        app.add_routes(routes)
    app.add_subapp(CONSOLE, console_app(settings, sessions))
    for prefix, public in public_apps(settings, sessions, app[key.LIMITS].proposal).items():
        app.add_subapp(prefix, public)
    app.router.add_static("/static/", _HERE / "static")
    environment = aiohttp_jinja2.setup(
        app, loader=jinja2.FileSystemLoader(_HERE / "templates"), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["markdown"] = rendering.markdown
    environment.filters["bar_amount"] = rendering.bar_amount
    environment.filters["when"] = rendering.french_when
    environment.filters["slot_when"] = rendering.slot_when
    environment.filters.update(event_markup.FILTERS)
    environment.filters["french_date"] = rendering.french_date
    app.on_response_prepare.append(headers.set_headers)

    async def hold_database(_: web.Application) -> AsyncIterator[None]:
        yield
        await database.dispose()

    async def serve(app: web.Application) -> AsyncIterator[None]:
        async with open_connections() as http:
            engine = EngineClient(http, settings.engine_urls, internal_key(settings))
            answers, tokens, metrics = app[key.ANSWERS], app[key.TOKENS], app[key.METRICS]
            known = platforms(settings)
            turns = Turns(
                sessions, engine, answers, tokens, app[key.LIMITS], metrics, known, fixed_now, settings.queue
            )
            service = Conversations(sessions, engine, answers, tokens, metrics, turns.gate, settings)
            app[key.HTTP], app[key.ENGINE], app[key.TURNS] = http, engine, turns
            app[key.CONVERSATIONS] = service
            app[key.HEALTH] = Health(sessions, engine, http, settings.actions_url)
            # Word lists are read at the first use: not while someone waits.
            await asyncio.to_thread(lambda: (find_danger("bonjour"), mask("bonjour"), find_place("Gap")))
            await answers.refresh()
            await _ensure_demonstration(app)
            chores = [
                asyncio.create_task(keep_house(service, answers)),
                asyncio.create_task(keep_feeds(service)),
            ]
            # Platforms are called again and again: their connections are kept.
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as outside:
                app[key.MESSAGING] = messaging = Messaging.make(service, turns, outside, known)
                messaging.start()
                yield
                await messaging.stop()
            for chore in chores:
                chore.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await chore
            await turns.close()

    app.cleanup_ctx.extend([hold_database, serve])
    return app


async def _ensure_demonstration(app: web.Application) -> None:
    settings = app[key.SETTINGS]
    if not settings.demonstration:
        return
    try:
        async with app[key.SESSIONS]() as session:
            await sites.ensure_demonstration(session, settings.public_url)
            await session.commit()
    except (SQLAlchemyError, OSError) as error:
        _log.warning("demonstration.not_made", cause=type(error).__name__)


def make_runner(app: web.Application) -> web.AppRunner:
    """A runner that cuts silent connections, leaves bodies compressed and logs no path."""
    # A request that is not HTTP is quoted by aiohttp's own log, and it may hold a person's words.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    return web.AppRunner(
        app,
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=KEEPALIVE_SECONDS,
        shutdown_timeout=STOP_SECONDS,
    )
