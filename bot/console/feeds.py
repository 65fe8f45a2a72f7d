"""The sources of the agenda: their health, their last readings, subscriptions to addresses."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from bot.catalogue.models import Feed
from bot.catalogue.queries import agenda, audit
from bot.console.agenda import TRAIL
from bot.console.fields import link, site_choices, text
from bot.console.forms import Form
from bot.console.keys import SESSIONS, SETTINGS, Caller, caller_of, database, now
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.feeds import by_hand, subscriptions
from bot.feeds.fetching import FetchFailed, checked, shown
from bot.feeds.records import Unreadable

routes = Routes()
_TRAIL = [*TRAIL, ("Sources", "/sources")]


class SubscriptionForm(Form):
    """An address to read again and again."""

    site = SelectField("Site")
    name = text("Nom de la source", 100, InputRequired())
    url = link("Adresse", description="https://… Un lien secret le reste : il n'est plus jamais affiché.")
    every_hours = IntegerField(
        "Relire toutes les … heures", [InputRequired(), NumberRange(1, 2160)], default=24
    )
    licence = text("Licence des données", 300)
    keeps_all = BooleanField("Tout y parle de ces métiers")


def where(feed: Feed) -> str:
    """Where a feed is read: its host alone, the rest may be a secret."""
    return shown(feed.url) if feed.url else "fichier ou saisie"


@routes.get("/sources", Role.READER, menu="Sources")
async def listing(request: web.Request) -> web.Response:
    """The feeds of one's sites, and how they are."""
    caller = caller_of(request)
    async with database(request) as session:
        found = await agenda.feeds(session, caller.visible)
        form = SubscriptionForm()
        form.site.choices = await site_choices(session, caller)
    return page(request, "feeds.html", title="Sources", feeds=found, where=where, form=form)


@routes.post("/sources", Role.COUNSELLOR)
async def subscribe(request: web.Request) -> web.Response:
    """Subscribe a site to an address."""
    caller, form = caller_of(request), await SubscriptionForm.sent(request)
    async with database(request) as session:
        form.site.choices = await site_choices(session, caller)
        if form.validate():
            try:
                checked(form.url.data or "", request.config_dict[SETTINGS].feeds_local)
                feed = await by_hand.ensure_feed(session, form.site.data, form.name.data or "", now())
                if feed.url is not None:
                    raise ValueError("Une source de ce nom est déjà abonnée à une adresse.")
            except (FetchFailed, ValueError) as error:
                form.form_errors.append(str(error))
            else:
                feed.url, feed.every_hours = form.url.data, form.every_hours.data or 24
                feed.licence, feed.next_refresh_at = form.licence.data, now()
                feed.keeps_all = bool(form.keeps_all.data)
                await audit.record(session, caller.id, "feed.add", f"feed:{feed.slug}", feed.site_key)
                await session.commit()
                say(request, "La source est ajoutée : elle sera lue dans la minute.")
                raise below(f"/sources/{feed.slug}")
        found = await agenda.feeds(session, caller.visible)
    return page(request, "feeds.html", title="Sources", status=422, feeds=found, where=where, form=form)


async def _feed(request: web.Request, session: AsyncSession) -> Feed:
    found = await agenda.feed(session, caller_of(request).visible, request.match_info["feed"])
    if found is None:
        raise web.HTTPNotFound
    return found


@routes.get("/sources/{feed}", Role.READER)
async def show(request: web.Request) -> web.Response:
    """One feed, and its last readings with what each left out."""
    async with database(request) as session:
        feed = await _feed(request, session)
        runs = await agenda.runs(session, feed.slug)
    return page(request, "feed.html", title=feed.name, trail=_TRAIL, feed=feed, runs=runs, where=where)


@routes.post("/sources/{feed}/relire", Role.COUNSELLOR)
async def refresh(request: web.Request) -> web.Response:
    """Read it again now."""
    caller = caller_of(request)
    async with database(request) as session:
        feed = await _feed(request, session)
        await audit.record(session, caller.id, "feed.refresh", f"feed:{feed.slug}", feed.site_key)
        await session.commit()
    try:
        report = await subscriptions.refresh(
            request.config_dict[SESSIONS],
            feed.slug,
            allow_local=request.config_dict[SETTINGS].feeds_local,
            forced=True,
        )
    except (FetchFailed, Unreadable, OSError, ValueError) as error:
        say(
            request,
            f"La source n'a pas pu être lue : {error}" if not isinstance(error, OSError) else "Échec.",
        )
    else:
        told = f"{report.kept} gardés, {report.skipped} écartés" if report else "rien de nouveau"
        say(request, f"Source relue : {told}.")
    raise below(f"/sources/{feed.slug}")


@routes.post("/sources/{feed}/retirer", Role.COUNSELLOR)
async def remove(request: web.Request) -> web.Response:
    """Forget a feed and all it brought."""
    caller: Caller = caller_of(request)
    async with database(request) as session:
        feed = await _feed(request, session)
        await audit.record(session, caller.id, "feed.remove", f"feed:{feed.slug}", feed.site_key)
        await session.commit()
    counts = await subscriptions.remove(request.config_dict[SESSIONS], feed.slug)
    if counts is not None:
        say(request, f"Source retirée, avec {counts[0]} événement(s) et {counts[1]} formation(s).")
    raise below("/sources")
