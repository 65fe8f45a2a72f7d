"""The console as an application that the gateway mounts."""

from __future__ import annotations

import warnings
from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp_session import session_middleware
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.when import french_date
from bot.console import (
    agenda,
    ambassadors,
    campaign_report,
    checking,
    fact_reviews,
    facts,
    feeds,
    figures,
    guard,
    home,
    inbox,
    listening,
    login,
    messaging,
    observatory,
    presenting,
    privacy,
    proposing,
    sites,
    steps,
    trainings,
    uploads,
)
from bot.console.keys import MAY_PROPOSE, RULES, SECRET, SESSIONS, SETTINGS, MayPropose
from bot.console.routes import Routes, Rule
from bot.console.storage import DatabaseStorage
from bot.secret import secret
from bot.settings import Settings

# aiohttp-session 2.12 keeps its session in the request under words, which aiohttp 3.14 tells of at each request.
warnings.filterwarnings("ignore", "It is recommended to use web.RequestKey", web.NotAppKeyWarning)

_HERE = Path(__file__).parent
styles = Routes()
# The order is that of the navigation.
PAGES: tuple[Routes, ...] = (
    styles,
    login.routes,
    home.routes,
    agenda.routes,
    checking.routes,
    feeds.routes,
    uploads.routes,
    trainings.routes,
    proposing.routes,
    sites.routes,
    facts.routes,
    fact_reviews.routes,
    inbox.routes,
    steps.routes,
    ambassadors.routes,
    listening.routes,
    messaging.routes,
    figures.routes,
    observatory.routes,
    campaign_report.routes,
    privacy.routes,
)


@styles.get("/console.css", None)
async def style_sheet(_: web.Request) -> web.FileResponse:
    """How the console looks."""
    return web.FileResponse(_HERE / "static" / "console.css", headers={"Cache-Control": "max-age=300"})


def rules() -> tuple[Rule, ...]:
    """The whole table of routes."""
    return tuple(rule for routes in PAGES for rule in routes.rules)


def console_app(settings: Settings, sessions: async_sessionmaker[AsyncSession]) -> web.Application:
    """The console over this database, to be mounted under `/console`."""
    key = secret(settings)
    storage = DatabaseStorage(sessions, key, settings.public_url.startswith("https://"))
    app = web.Application(middlewares=[session_middleware(storage), guard.explain, guard.guard])
    app[SETTINGS], app[SESSIONS], app[SECRET], app[RULES] = settings, sessions, key, rules()
    for rule in app[RULES]:
        app.router.add_route(rule.method, rule.path, rule.handler)
    _templates(app)
    return app


def public_apps(
    settings: Settings, sessions: async_sessionmaker[AsyncSession], may_propose: MayPropose
) -> dict[str, web.Application]:
    """What the console gives to everyone, by prefix: no account, no cookie. `may_propose` holds back who proposes too
    often."""
    made = {}
    for prefix, handlers in (("/proposer", proposing.PUBLIC), ("/rencontres", sites.PUBLIC)):
        app = web.Application()
        app[SETTINGS], app[SESSIONS], app[MAY_PROPOSE] = settings, sessions, may_propose
        for method, path, handler in handlers:
            app.router.add_route(method, path, handler)
        _templates(app)
        made[prefix] = app
    return made


def _templates(app: web.Application) -> None:
    environment = aiohttp_jinja2.setup(
        app, loader=jinja2.FileSystemLoader(_HERE / "templates"), trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["french_date"] = french_date
    for shown in (
        presenting.moment,
        presenting.action,
        presenting.event_state,
        presenting.field_name,
        presenting.slot_when,
        presenting.host,
    ):
        environment.filters[shown.__name__] = shown
