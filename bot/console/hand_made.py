"""What is written by hand, an event or a training: its empty form or a copy's, and making it once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import SelectField

from bot.catalogue.queries import agenda, audit
from bot.console.fields import site_choices
from bot.console.forms import Form
from bot.console.keys import caller_of, database, now
from bot.console.pages import Trail, below, page, say
from bot.feeds import by_hand
from bot.feeds.building import Unusable
from bot.feeds.storing import identifier


class SiteForm(Form):
    """For whom it is made."""

    site = SelectField("Site")


@dataclass(frozen=True)
class Kind:
    """What is written: `first` fills an empty form, `not_copied` are the fields that a copy does not take over.

    `table` names it in identifiers and, before `.add`, in the log; it is shown under `address`.
    """

    model: type[Any]
    table: str
    form: type[Any]
    told_of: Callable[[Any], dict[str, Any]]
    form_data: Callable[[dict[str, Any]], dict[str, Any]]
    save: Callable[..., Awaitable[Any]]
    first: Mapping[str, Any]
    not_copied: Mapping[str, Any]
    title: str
    made: str
    address: str
    template: str
    trail: Trail


def shown(
    request: web.Request, kind: Kind, form: Any, status: int, title: str = "", **more: Any
) -> web.Response:
    """The page of a form, of something new unless `title` tells otherwise."""
    return page(
        request, kind.template, title=title or kind.title, trail=kind.trail, status=status, form=form, **more
    )


async def ask_new(request: web.Request, kind: Kind) -> web.Response:
    """An empty form; with `?de=` an identifier, a copy of that one without its dates."""
    caller = caller_of(request)
    async with database(request) as session:
        data = dict(kind.first)
        if copied := request.query.get("de"):
            found = await agenda.get(session, kind.model, caller.visible, copied)
            if found is None:
                raise web.HTTPNotFound
            data = {**kind.told_of(found), **kind.not_copied}
        form = kind.form(data=kind.form_data(data))
        await form.offer(session)
        site_form = SiteForm(data={"site": request.query.get("site")})
        site_form.site.choices = await site_choices(session, caller)
    return shown(request, kind, form, 200, site_form=site_form)


async def make_new(request: web.Request, kind: Kind) -> web.Response:
    """Make it, under the hand-made source of its site; once, however often the same form is sent."""
    caller = caller_of(request)
    form, site_form = await kind.form.sent(request), await SiteForm.sent(request)
    async with database(request) as session:
        await form.offer(session)
        site_form.site.choices = await site_choices(session, caller)
        if form.validate() & site_form.validate():
            try:
                made = await _once(session, kind, form, site_form.site.data, caller.id)
            except Unusable as error:
                form.form_errors.append(str(error))
            else:
                say(request, kind.made)
                raise below(f"{kind.address}/{made}")
    return shown(request, kind, form, 422, site_form=site_form)


async def _once(session: AsyncSession, kind: Kind, form: Any, site_key: str, account_id: int) -> str:
    """The identifier of what was made. Raises Unusable, in French."""
    said = form.said()
    uid = f"saisie-{form.number_of(said)}"
    made = identifier(by_hand.site_slug(site_key, by_hand.HAND), uid, kind.table)
    if await session.get(kind.model, made) is not None:
        return made
    try:
        feed = await by_hand.hand_feed(session, site_key, now())
        await kind.save(session, None, feed.slug, said, (), now(), uid)
        await audit.record(session, account_id, f"{kind.table}.add", f"{kind.table}:{made}", site_key)
        await session.commit()
    except IntegrityError:
        # The same form, at the same moment.
        await session.rollback()
        if await session.get(kind.model, made) is None:
            raise
    return made
