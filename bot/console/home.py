"""The first page, and one's own account: password, sessions, the audit log of one's sites."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp_session import get_session
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from bot.catalogue.queries import accounts, agenda, audit, figures, proposed, requests, reviews
from bot.console import credentials
from bot.console.fact_reviews import rule_of
from bot.console.forms import Form
from bot.console.keys import SECRET, caller_of, database
from bot.console.pages import below, form_values, page, say
from bot.console.people import entrusted
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.console.storage import session_digest

routes = Routes()
_PAGE = 50


class PasswordForm(Form):
    """A new password; the one in use proves who asks."""

    current = PasswordField("Mot de passe actuel", [InputRequired(), Length(max=credentials.LONGEST)])
    new = PasswordField(
        "Nouveau mot de passe",
        [InputRequired(), Length(max=credentials.LONGEST)],
        description=f"{credentials.SHORTEST} caractères au moins : plusieurs mots font un bon mot de passe.",
    )
    code = PasswordField("Code de votre téléphone", [InputRequired(), Length(max=40)])


@routes.get("/", Role.READER, menu="Accueil")
async def home(request: web.Request) -> web.Response:
    """Where to begin: what waits for someone, then every page."""
    caller = caller_of(request)
    waiting: list[tuple[str, str, int]] = []
    async with database(request) as session:
        if caller.role is Role.ADMINISTRATOR:
            late = await reviews.late(session, figures.today(), rule_of(request))
            waiting.append(("Faits à revoir", "/faits/a-revoir", late))
        if caller.role.covers(Role.COUNSELLOR):
            found = await proposed.waiting(session, caller.visible)
            waiting.append(("Propositions de partenaires à lire", "/propositions", len(found)))
            twins = await agenda.proposals(session, caller.visible)
            waiting.append(("Doublons possibles à départager", "/doublons", len(twins)))
            failing = sum(bool(one.failures) for one in await agenda.feeds(session, caller.visible))
            waiting.append(("Sources qui ne se lisent plus", "/sources", failing))
        if caller.role.covers(Role.COUNSELLOR) and caller.entrusted:
            counts = await requests.counts(session, entrusted(caller), figures.today())
            waiting.append(("Demandes nouvelles", "/demandes?statut=new", counts.get("new", 0)))
            waiting.append(("Demandes en retard", "/demandes?retard=1", counts["late"]))
    return page(request, "home.html", title="Console", waiting=[one for one in waiting if one[2]])


@routes.get("/compte", Role.READER)
async def account(request: web.Request) -> web.Response:
    """One's account and open sessions."""
    return await _account(request, PasswordForm())


async def _account(request: web.Request, form: PasswordForm, status: int = 200) -> web.Response:
    caller = caller_of(request)
    async with database(request) as session:
        live = await accounts.sessions_of(session, caller.id)
    mine = session_digest(str((await get_session(request)).identity or ""))
    return page(
        request, "account.html", title="Mon compte", status=status, form=form, live=live, mine=mine
    )  # fmt: skip


@routes.post("/compte/sessions", Role.READER)
async def end_sessions(request: web.Request) -> web.Response:
    """End one of one's sessions, or all the others."""
    caller = caller_of(request)
    chosen = (await form_values(request)).get("digest", "")
    mine = session_digest(str((await get_session(request)).identity or ""))
    async with database(request) as session:
        live = {row.digest for row in await accounts.sessions_of(session, caller.id)}
        ended = (live - {mine}) if chosen == "others" else ({chosen} & live)
        await accounts.end_sessions(session, caller.id, sorted(ended))
        await audit.record(session, caller.id, "session.end")
        await session.commit()
    say(request, f"Sessions fermées : {len(ended)}.")
    raise below("/compte")


@routes.post("/compte/mot-de-passe", Role.READER)
async def change_password(request: web.Request) -> web.Response:
    """Change one's password; the other sessions end."""
    caller, form = caller_of(request), await PasswordForm.sent(request)
    if not form.validate():
        return await _account(request, form, 422)
    fault = credentials.password_fault(form.new.data or "", caller.account.email)
    async with database(request) as session:
        known = await credentials.check(
            session,
            request.config_dict[SECRET],
            caller.account.email,
            form.current.data or "",
            form.code.data or "",
            request.remote or "",
        )
        if known is not None and fault is None:
            known.password_hash = await asyncio.to_thread(credentials.hash_password, form.new.data or "")
            mine = session_digest(str((await get_session(request)).identity or ""))
            others = [
                row.digest for row in await accounts.sessions_of(session, caller.id) if row.digest != mine
            ]
            await accounts.end_sessions(session, caller.id, others)
            await audit.record(session, caller.id, "account.password", f"account:{caller.id}")
        await session.commit()
    if known is None:
        form.current.errors = ["Le mot de passe actuel ou le code est refusé."]
    elif fault is not None:
        form.new.errors = [fault]
    else:
        say(request, "Mot de passe changé. Les autres sessions sont fermées.")
        raise below("/compte")
    return await _account(request, form, 422)


@routes.get("/journal", Role.COUNSELLOR, menu="Journal")
async def log(request: web.Request) -> web.Response:
    """What was done, on the sites one sees."""
    caller = caller_of(request)
    number = request.query.get("page", "1")
    at = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    async with database(request) as session:
        entries = await audit.latest(session, caller.visible, _PAGE + 1, (at - 1) * _PAGE)
        names = {one.id: one.name for one in await accounts.every(session)}
    return page(
        request,
        "log.html",
        title="Journal",
        entries=entries[:_PAGE],
        names=names,
        number=at,
        more=len(entries) > _PAGE,
    )
