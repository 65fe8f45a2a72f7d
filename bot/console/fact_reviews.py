"""The facts to look at again, and noting that one of them was found true today."""

from __future__ import annotations

from urllib.parse import urlencode

from aiohttp import web

from bot.catalogue.queries import audit, facts, reviews
from bot.catalogue.queries.editable import EDITABLE
from bot.catalogue.queries.figures import today
from bot.catalogue.queries.reviews import DOUBTFUL, LATE, UNDATED, Rule
from bot.console.fields import Choices, number_of
from bot.console.keys import SETTINGS, caller_of, database, now
from bot.console.pages import below, form_values, page, say
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
_PAGE = 40
_WHYS: Choices = {LATE: "Date de revue passée", DOUBTFUL: "En doute", UNDATED: "Sans date connue"}


def rule_of(request: web.Request) -> Rule:
    """After how long facts must be looked at again, by the settings."""
    settings = request.config_dict[SETTINGS]
    return Rule(settings.review_figures_months, settings.review_texts_months)


@routes.get("/faits/a-revoir", Role.READER)
async def listing(request: web.Request) -> web.Response:
    """The queue, by reason and by table."""
    query, number, rule = request.query, number_of(request.query.get("page")), rule_of(request)
    async with database(request) as session:
        every = await reviews.to_review(session, today(), rule)
    why = query.get("motif", LATE)
    why = why if why in _WHYS else LATE
    table = query.get("genre", "")
    counts = {name: sum(one.why == name for one in every) for name in _WHYS}
    found = [one for one in every if one.why == why and table in ("", one.table)]
    first = (number - 1) * _PAGE
    kept = urlencode({"motif": why, "genre": table})
    return page(
        request, "fact_reviews.html", title="Faits à revoir", trail=[("Faits", "/faits")], whys=_WHYS, counts=counts,
        why=why, table=table, tables={name: spec.label for name, spec in EDITABLE.items()}, rule=rule, kept=kept,
        found=found[first : first + _PAGE], total=len(found), number=number, more=len(found) > first + _PAGE,
        last=f"{kept}&page={number}",
    )  # fmt: skip


@routes.post("/faits/{table}/{key}/verifier", Role.ADMINISTRATOR)
async def confirm(request: web.Request) -> web.Response:
    """It was looked at today and is true: source and date stay, the next review is set by the rule."""
    caller, table, key = caller_of(request), request.match_info["table"], request.match_info["key"]
    back = (await form_values(request)).get("back")
    async with database(request) as session:
        fact = await facts.find(session, table, key)
        if fact is None or fact.row is None:
            raise web.HTTPNotFound
        review_on = rule_of(request).next(table, today())
        try:
            done = await reviews.confirm(session, fact, review_on, caller.id, now())
        except ValueError as error:
            say(request, str(error))
            raise below(f"/faits/{table}/{key}") from None
        if done:
            await audit.record(session, caller.id, "fact.check", f"{table}:{key}")
            await session.commit()
    say(request, f"« {fact.title} » est vérifié aujourd'hui, à revoir avant le {review_on:%d/%m/%Y}.")
    raise below(f"/faits/a-revoir?{back}" if back is not None else f"/faits/{table}/{key}")
