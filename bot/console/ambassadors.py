"""The directory of professionals ready to talk: by trade and territory, with the day they agreed to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import BooleanField, DateField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from bot.catalogue.models.followups import Ambassador
from bot.catalogue.queries import ambassadors, audit
from bot.console import inbox_words as words
from bot.console.correcting import Marked
from bot.console.forms import tidy
from bot.console.keys import caller_of, database
from bot.console.pages import below, page, say
from bot.console.people import department_names, entrusted, number, options, profession_names, site_names
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
_LIST = ("Professionnels", "/professionnels")
_EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$"
_EVERYWHERE = "Aucun choisi : partout."


class AmbassadorForm(Marked):
    """A professional, their trades and places, how they may be reached."""

    name = StringField("Nom", [InputRequired("Indiquez le nom."), Length(max=200)], filters=[tidy])
    organisation = StringField("Structure", [Optional(), Length(max=200)], filters=[tidy])
    professions = SelectMultipleField("Métiers", [InputRequired("Choisissez au moins un métier.")])
    departments = SelectMultipleField("Territoires", [Optional()], description=_EVERYWHERE)
    ways = SelectMultipleField(
        "Prêt à", [InputRequired("Choisissez au moins une façon.")], choices=options(words.WAYS)
    )
    phone = StringField("Téléphone", [Optional(), Length(max=40)], filters=[tidy])
    email = StringField(
        "Adresse e-mail",
        [Optional(), Regexp(_EMAIL, message="Cette adresse n'est pas complète."), Length(max=254)],
        filters=[tidy],
    )
    availability = StringField("Disponibilités", [Optional(), Length(max=200)], filters=[tidy])
    consent_on = DateField(
        "Accord donné le", [InputRequired("Indiquez le jour de son accord : sans lui, rien n'est gardé.")]
    )
    site = SelectField("Pour le site")
    active = BooleanField("Disponible en ce moment")


async def _offer(form: AmbassadorForm, session: AsyncSession, request: web.Request) -> AmbassadorForm:
    """Fill the lists of the form."""
    form.professions.choices = options(await profession_names(session))
    form.departments.choices = options(department_names())
    form.site.choices = options(await site_names(session, entrusted(caller_of(request))))
    return form


@routes.get("/professionnels", Role.COUNSELLOR, people=True, menu="Professionnels")
async def listing(request: web.Request) -> web.Response:
    """The directory, by trade and territory."""
    query = request.query
    async with database(request) as session:
        seen = entrusted(caller_of(request))
        found = await ambassadors.listed(
            session, seen, query.get("metier") or None, query.get("departement") or None
        )
        names, sites = await profession_names(session), await site_names(session, seen)
    return page(
        request, "ambassadors.html", title="Professionnels prêts à parler de leur métier", found=found, names=names,
        sites=sites, departments=department_names(), query=query, words=words,
    )  # fmt: skip


@routes.get("/professionnels/nouveau", Role.COUNSELLOR, people=True)
async def blank(request: web.Request) -> web.Response:
    """The form of a new one."""
    return await _form(
        request, AmbassadorForm(active=True), "Ajouter un professionnel", "/professionnels/nouveau"
    )


async def _form(
    request: web.Request, form: AmbassadorForm, title: str, action: str, status: int = 200
) -> web.Response:
    async with database(request) as session:
        await _offer(form, session, request)
    return page(
        request, "ambassador.html", title=title, trail=[_LIST], status=status, form=form, action=action
    )  # fmt: skip


def _told(found: Ambassador) -> dict[str, Any]:
    """What is kept of one of them, in the words of the form."""
    names = (name for name in AmbassadorForm().data if name not in ("site", "seen"))
    return {"site": found.site_key, **{name: getattr(found, name) for name in names}}


def _values(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"site_key": said["site"], **{name: value for name, value in said.items() if name != "site"}}


@routes.post("/professionnels/nouveau", Role.COUNSELLOR, people=True)
async def add(request: web.Request) -> web.Response:
    """Add one to the directory."""
    caller, form = caller_of(request), await AmbassadorForm.sent(request)
    async with database(request) as session:
        await _offer(form, session, request)
        if form.validate():
            said = _values(form.values("seen"))
            plain = {name: value for name, value in said.items() if not isinstance(value, list)}
            known = await session.scalars(select(Ambassador).filter_by(**plain))
            # Pressed twice, they are there once.
            if not any(one.professions == said["professions"] for one in known):
                made = Ambassador(**said)
                session.add(made)
                await session.flush()
                await audit.record(
                    session, caller.id, "ambassador.add", f"ambassador:{made.id}", made.site_key
                )
                await session.commit()
            say(request, "Professionnel ajouté.")
            raise below("/professionnels")
    return await _form(request, form, "Ajouter un professionnel", "/professionnels/nouveau", 422)


async def _read(session: AsyncSession, request: web.Request) -> Ambassador:
    wanted = number(request.match_info["ambassador"], 0, 10**9)
    found = await ambassadors.get(session, entrusted(caller_of(request)), wanted)
    if found is None:
        raise web.HTTPNotFound
    return found


@routes.get("/professionnels/{ambassador}", Role.COUNSELLOR, people=True)
async def one(request: web.Request) -> web.Response:
    """One of them, to correct."""
    async with database(request) as session:
        found = await _read(session, request)
    form = AmbassadorForm(data=_told(found))
    form.mark(_told(found))
    return await _form(request, form, f"Modifier : {found.name}", f"/professionnels/{found.id}")


@routes.post("/professionnels/{ambassador}", Role.COUNSELLOR, people=True)
async def change(request: web.Request) -> web.Response:
    """Correct one."""
    caller, form = caller_of(request), await AmbassadorForm.sent(request)
    async with database(request) as session:
        found = await _read(session, request)
        title, action = f"Modifier : {found.name}", f"/professionnels/{found.id}"
        await _offer(form, session, request)
        said = form.settle(_told(found), form.values("seen")) if form.validate() else None
        if said is not None:
            for name, value in _values(said).items():
                setattr(found, name, value)
            await audit.record(
                session, caller.id, "ambassador.edit", f"ambassador:{found.id}", found.site_key
            )
            await session.commit()
            say(request, "Modifications enregistrées.")
            raise below("/professionnels")
    return await _form(request, form, title, action, 422)


@routes.post("/professionnels/{ambassador}/retirer", Role.COUNSELLOR, people=True)
async def remove(request: web.Request) -> web.Response:
    """Erase one from the directory."""
    caller = caller_of(request)
    async with database(request) as session:
        found = await _read(session, request)
        await audit.record(session, caller.id, "ambassador.remove", f"ambassador:{found.id}", found.site_key)
        await session.delete(found)
        await session.commit()
    say(request, "Professionnel retiré : ses coordonnées sont effacées.")
    raise below("/professionnels")
