"""Facts: professions and their lines, schemes and answers corrected by hand, each time with a source and its date."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import FactEdit
from bot.catalogue.queries import audit, facts
from bot.catalogue.queries.editable import EDITABLE, LINES, sources_of
from bot.catalogue.queries.facts import Fact
from bot.catalogue.queries.figures import today
from bot.console.fact_choices import LABELS, diploma_choices, shown
from bot.console.fact_forms import FORMS, SOURCE, SourceForm, held, offer, told_of, values_of
from bot.console.fact_reviews import rule_of
from bot.console.fields import number_of
from bot.console.keys import caller_of, database, now
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
TRAIL = [("Faits", "/faits")]
_PAGE = 40
_ADDABLE = {name: spec.label for name, spec in EDITABLE.items() if spec.blank is not None}
# Two forms stand on the page of a line: the fields of the second have names of their own.
_REMOVE = "remove-"


@routes.get("/faits", Role.READER, menu="Faits")
async def listing(request: web.Request) -> web.Response:
    """The facts of one table, and those whose review is due."""
    table = request.query.get("genre", "profession")
    table = table if table in EDITABLE else "profession"
    number, words = number_of(request.query.get("page")), request.query.get("mots", "")[:100]
    async with database(request) as session:
        found = await facts.listing(session, table, words or None, _PAGE, (number - 1) * _PAGE)
    return page(
        request,
        "facts.html",
        title="Faits",
        found=found[:_PAGE],
        more=len(found) > _PAGE,
        number=number,
        words=words,
        table=table,
        tables={name: spec.label for name, spec in EDITABLE.items()},
    )


async def _fact(request: web.Request, session: AsyncSession, table: str, key: str) -> Fact:
    found = await facts.find(session, table, key)
    if found is None or (found.row is None and request.method == "POST"):
        raise web.HTTPNotFound
    return found


async def _page(
    request: web.Request,
    session: AsyncSession,
    fact: Fact,
    status: int = 200,
    form: SourceForm | None = None,
    leaving: SourceForm | None = None,
) -> web.Response:
    lines = await facts.lines(session, fact.table, fact.key)
    sources = sources_of(fact.table, fact.row) if fact.row is not None else []
    diplomas = await diploma_choices(session) if fact.table == "profession_diploma" else {}
    if form is None and fact.row is not None:
        form = await offer(session, FORMS[fact.table](data=told_of(fact)))
        form.mark(held(fact))
        form.review_on.data = rule_of(request).next(fact.table, today())
    if form is not None and fact.table in ("answer", "profession"):
        form.offer_sources(sources)
    removable = fact.row is not None and fact.table in _ADDABLE
    return page(
        request,
        "fact.html",
        title=fact.title,
        trail=TRAIL,
        status=status,
        fact=fact,
        form=form,
        sources=sources,
        shown=lambda name, held: shown(name, held, diplomas),
        leaving=(leaving or SourceForm(prefix=_REMOVE)) if removable else None,
        held=lines,
        tables={name: EDITABLE[name].label for name in LINES.get(fact.table, ())},
        addable=_ADDABLE,
        labels=LABELS,
        changed=_changed,
        source=SOURCE,
    )


def _changed(edit: FactEdit) -> list[str]:
    """The fields that a correction changed: all, where it made or removed a line."""
    was, is_now = edit.before, edit.after
    both = was and is_now
    return [name for name in is_now or was if name in LABELS and not (both and was.get(name) == is_now[name])]


@routes.get("/faits/{table}/{key}", Role.READER)
async def ask(request: web.Request) -> web.Response:
    """One fact, its history, and its form."""
    async with database(request) as session:
        fact = await _fact(request, session, request.match_info["table"], request.match_info["key"])
        return await _page(request, session, fact)


# What everyone is told, whatever the site: only those who administer the service change it.
@routes.post("/faits/{table}/{key}", Role.ADMINISTRATOR)
async def correct(request: web.Request) -> web.Response:
    """Correct it: what is shown changes at once."""
    caller = caller_of(request)
    async with database(request) as session:
        fact = await _fact(request, session, request.match_info["table"], request.match_info["key"])
        form = await offer(session, await FORMS[fact.table].sent(request))
        fine = form.validate()
        values = form.settle(held(fact), values_of(fact.table, form)) if fine else None
        if values is None:
            return await _page(request, session, fact, 422, form=form)
        told, replaced = form.told(caller.id, now()), form.replaced.data or []
        changed = await facts.correct(session, fact, values, told, replaced)
        if changed:
            await audit.record(session, caller.id, "fact.edit", f"{fact.table}:{fact.key}")
            await session.commit()
    say(request, "Le fait est noté, avec sa source." if changed else "Rien n'a changé.")
    raise below(f"/faits/{fact.table}/{fact.key}")


@routes.post("/lignes/{line}/{fact}/retirer", Role.ADMINISTRATOR)
async def remove(request: web.Request) -> web.Response:
    """Show a line no more, on the word of a source."""
    caller, table = caller_of(request), _addable(request)
    async with database(request) as session:
        fact = await _fact(request, session, table, request.match_info["fact"])
        form = await SourceForm.sent(request, prefix=_REMOVE)
        if not form.validate():
            return await _page(request, session, fact, 422, leaving=form)
        await facts.remove(session, fact, form.told(caller.id, now()))
        await audit.record(session, caller.id, "fact.remove", f"{table}:{fact.key}")
        await session.commit()
    say(request, "La ligne n'est plus montrée.")
    raise below(f"/faits/{table}/{fact.key}")


def _addable(request: web.Request) -> str:
    table = request.match_info["line"]
    if table not in _ADDABLE:
        raise web.HTTPNotFound
    return table


def _owner_of(line: str) -> str:
    """The table of those that own such lines."""
    return next(owner for owner, tables in LINES.items() if line in tables)


@routes.get("/lignes/{line}/{owner}/ajouter", Role.ADMINISTRATOR)
async def ask_new(request: web.Request) -> web.Response:
    """The form of a line to add to a profession or a scheme."""
    table = _addable(request)
    async with database(request) as session:
        return await _new(request, session, table, await offer(session, FORMS[table]()))


async def _new(
    request: web.Request, session: AsyncSession, table: str, form: SourceForm, status: int = 200
) -> web.Response:
    owner = await facts.find(session, _owner_of(table), request.match_info["owner"])
    if owner is None:
        raise web.HTTPNotFound
    return page(
        request,
        "fact_new.html",
        title=f"{_ADDABLE[table]} : ajouter à « {owner.title} »",
        trail=[*TRAIL, (owner.title, f"/faits/{owner.table}/{owner.key}")],
        status=status,
        form=form,
        source=SOURCE,
    )


@routes.post("/lignes/{line}/{owner}/ajouter", Role.ADMINISTRATOR)
async def add(request: web.Request) -> web.Response:
    """Add it, after those of the reference."""
    caller, table = caller_of(request), _addable(request)
    async with database(request) as session:
        form = await offer(session, await FORMS[table].sent(request))
        form.is_new = True
        if not form.validate():
            return await _new(request, session, table, form, 422)
        told = form.told(caller.id, now())
        key = await facts.add(session, table, request.match_info["owner"], values_of(table, form), told)
        if key is None:
            raise web.HTTPNotFound
        await audit.record(session, caller.id, "fact.add", f"{table}:{key}")
        await session.commit()
    say(request, "La ligne est ajoutée.")
    raise below(f"/faits/{table}/{key}")
