"""Requests to a human: the list, one of them, and what a counsellor does about it."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from bot.catalogue.models.conversations import Request
from bot.catalogue.queries import ambassadors, audit, professions, requests
from bot.catalogue.queries.figures import today
from bot.console import inbox_words as words
from bot.console.correcting import Marked
from bot.console.forms import Form, tidy
from bot.console.keys import caller_of, database
from bot.console.pages import below, page, say
from bot.console.people import department_names, entrusted, number, options, site_names
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.subjects import subjects

routes = Routes()
_SIZE = 25
_PLAIN = re.compile(r"[\w-]+", re.ASCII)
_LIST = ("Demandes", "/demandes")
_MOVED = "L'échange a avancé pendant que vous écriviez. Relisez-le, puis envoyez votre réponse si elle convient encore."


class FollowForm(Marked):
    """Who works on a request, where it stands, when it must be answered."""

    state = SelectField("Statut", choices=options({key: words.STATES[key] for key in requests.OPEN}))
    assigned = SelectField(
        "Suivie par", choices=options({"keep": "Sans changement", "me": "Moi", "none": "Personne"})
    )
    due_on = DateField("Répondre avant le", [Optional()])

    def said(self, found: Request, name: str) -> dict[str, Any]:
        """What it says of a request, in the words of `_followed`; `name` is who says it."""
        who = {"me": name, "none": None}.get(self.assigned.data, found.assigned_to)
        return {"state": self.state.data, "assigned": who, "due_on": self.due_on.data}


def _followed(found: Request) -> dict[str, Any]:
    return {"state": found.state, "assigned": found.assigned_to, "due_on": found.due_on}


class NoteForm(Form):
    """A note for colleagues."""

    text = TextAreaField(
        "Note pour l'équipe",
        [InputRequired("Écrivez la note."), Length(max=2000)],
        filters=[tidy],
        description="Restez factuel : la personne peut demander à lire ce qui est noté d'elle.",
    )


class AnswerForm(Form):
    """What is said to the person. `after` tells how much had been said when the page was opened."""

    after = HiddenField()
    text = TextAreaField(
        "Votre réponse",
        [InputRequired("Écrivez la réponse."), Length(max=2000, message="2 000 caractères au plus.")],
        filters=[tidy],
        description="La personne la lit dans sa conversation, signée d'une personne et non de l'assistant.",
    )


class CloseForm(Form):
    """How it ended."""

    outcome = SelectField("Issue", choices=options(words.OUTCOMES))
    why = SelectField(
        "Si la personne a renoncé : pourquoi", choices=options({"": "Non précisé", **words.WHYS})
    )


@routes.get("/demandes", Role.COUNSELLOR, people=True, menu="Demandes")
async def listing(request: web.Request) -> web.Response:
    """The requests of one's sites, those that wait first."""
    caller, query = caller_of(request), request.query
    seen = entrusted(caller)
    chosen = query.get("statut", "")
    at = number(query.get("page"))
    wanted = requests.Wanted(
        states=(chosen,) if chosen in words.STATES else requests.OPEN,
        site=query.get("site") or None,
        department=query.get("departement") or None,
        mine=caller.account.name if query.get("moi") else None,
        late_on=today() if query.get("retard") else None,
        page=at,
        size=_SIZE,
    )
    async with database(request) as session:
        found, total = await requests.listed(session, seen, wanted)
        news = await requests.with_news(session, found)
        counts = await requests.counts(session, seen, today())
        names = await site_names(session, seen)
        codes = await requests.departments(session, seen)
    kept = "".join(
        f"{name}={query[name]}&"
        for name in ("statut", "site", "departement", "moi", "retard")
        if _PLAIN.fullmatch(query.get(name, ""))
    )
    return page(
        request, "inbox.html", title="Demandes", found=found, total=total, news=news, counts=counts, sites=names,
        departments={code: department_names().get(code, code) for code in codes}, query=query, kept=kept, at=at,
        more=at * _SIZE < total, words=words, today=today(),
    )  # fmt: skip


async def _read(session: AsyncSession, request: web.Request) -> Request:
    """The request of the path, if the account may read it; else 404."""
    found = await requests.get(session, entrusted(caller_of(request)), request.match_info["reference"])
    if found is None:
        raise web.HTTPNotFound
    return found


@routes.get("/demandes/{reference}", Role.COUNSELLOR, people=True)
async def one(request: web.Request) -> web.Response:
    """A request, and what can be done about it; reading it is noted in the log."""
    return await _show(request)


async def _show(
    request: web.Request, status: int = 200, unsent: str | None = None, **forms: Form
) -> web.Response:
    caller = caller_of(request)
    async with database(request) as session:
        found = await _read(session, request)
        notes = await requests.notes(session, found.reference)
        said = await requests.exchange(session, found)
        names = await professions.names(session)
        matched = await ambassadors.matching(
            session, entrusted(caller), found, await professions.slugs_by_name(session)
        )
        sites = await site_names(session, caller.entrusted)
        await audit.record(session, caller.id, "request.read", f"request:{found.reference}", found.site_key)
        await session.commit()
    follow = FollowForm(state=found.state, assigned="keep", due_on=found.due_on)
    follow.mark(_followed(found))
    blank = {
        "note": NoteForm(prefix="note-"),
        "answer": AnswerForm(prefix="answer-", after=len(said)),
        "close": CloseForm(prefix="close-"),
    }
    return page(
        request, "request.html", title=f"Demande {found.reference}", trail=[_LIST], status=status, found=found,
        notes=notes, said=said, matched=matched, trades=names, sites=sites, words=words, subjects=subjects(),
        departments=department_names(), today=today(), unsent=unsent, **{"follow": follow, **blank, **forms},
    )  # fmt: skip


@routes.post("/demandes/{reference}/suivi", Role.COUNSELLOR, people=True)
async def follow(request: web.Request) -> web.Response:
    """Take a request, give it back, say where it stands."""
    caller, form = caller_of(request), await FollowForm.sent(request)
    if not form.validate():
        return await _show(request, 422, follow=form)
    async with database(request) as session:
        found = await _read(session, request)
        _only_open(found)
        told = form.settle(_followed(found), form.said(found, caller.account.name))
        if told is None:
            return await _show(request, 422, follow=form)
        found.state, found.assigned_to, found.due_on = told["state"], told["assigned"], told["due_on"]
        await audit.record(session, caller.id, "request.follow", f"request:{found.reference}", found.site_key)
        await session.commit()
    say(request, "Suivi enregistré.")
    raise below(f"/demandes/{found.reference}")


@routes.post("/demandes/{reference}/note", Role.COUNSELLOR, people=True)
async def note(request: web.Request) -> web.Response:
    """Add a note for colleagues."""
    caller, form = caller_of(request), await NoteForm.sent(request, prefix="note-")
    if not form.validate():
        return await _show(request, 422, note=form)
    async with database(request) as session:
        found = await _read(session, request)
        latest = list(await requests.notes(session, found.reference))[-1:]
        # Pressed twice, it is there once.
        if [(one.by, one.text) for one in latest] != [(caller.account.name, form.text.data)]:
            requests.note(session, found, caller.account.name, form.text.data or "")
            await audit.record(
                session, caller.id, "request.note", f"request:{found.reference}", found.site_key
            )
            await session.commit()
    say(request, "Note ajoutée.")
    raise below(f"/demandes/{found.reference}")


@routes.post("/demandes/{reference}/reponse", Role.COUNSELLOR, people=True)
async def answer(request: web.Request) -> web.Response:
    """Answer the person, in their conversation and on the app they write from."""
    caller, form = caller_of(request), await AnswerForm.sent(request, prefix="answer-")
    if not form.validate():
        return await _show(request, 422, answer=form)
    async with database(request) as session:
        found = await _read(session, request)
        said = await requests.exchange(session, found)
        # Pressed twice, it leaves once.
        if [(one.author, one.text) for one in said[-1:]] != [("human", form.text.data)]:
            if found.state not in requests.OPEN:
                return await _show(request, 403, unsent=form.text.data)
            if form.after.data and form.after.data != str(len(said)):
                form.after.data = str(len(said))
                form.form_errors.append(_MOVED)
                return await _show(request, 422, answer=form)
            await requests.answer(session, found, form.text.data or "", caller.account.name)
            await audit.record(
                session, caller.id, "request.answer", f"request:{found.reference}", found.site_key
            )
            await session.commit()
    say(request, "Réponse envoyée : la personne la lit dans sa conversation.")
    raise below(f"/demandes/{found.reference}")


@routes.post("/demandes/{reference}/fin", Role.COUNSELLOR, people=True)
async def close(request: web.Request) -> web.Response:
    """Close a request with what became of it, which the figures count."""
    caller, form = caller_of(request), await CloseForm.sent(request, prefix="close-")
    if not form.validate():
        return await _show(request, 422, close=form)
    async with database(request) as session:
        found = await _read(session, request)
        if found.outcome != form.outcome.data:
            _only_open(found)
            await requests.close(session, found, form.outcome.data, form.why.data or None)
            await audit.record(
                session, caller.id, "request.close", f"request:{found.reference}", found.site_key
            )
            await session.commit()
    say(request, f"Demande terminée : {words.OUTCOMES[form.outcome.data].lower()}.")
    raise below("/demandes")


def _only_open(found: Request) -> None:
    if found.state not in requests.OPEN:
        raise web.HTTPForbidden(text="Cette demande est terminée ou retirée : elle ne se change plus.")
