"""Coming in and going out."""

from __future__ import annotations

import secrets

from aiohttp import web
from aiohttp_session import get_session

from bot.catalogue.models.accounts import Account
from bot.catalogue.queries import audit
from bot.console import credentials, resuming
from bot.console.keys import SECRET, caller_of, caller_or_none, database
from bot.console.pages import below
from bot.console.resuming import LoginForm
from bot.console.roles import Role
from bot.console.routes import PREFIX, Routes
from bot.console.storage import FRESH

routes = Routes()

# The same words whatever was wrong, a locked account included.
_REFUSED = "Connexion refusée. Vérifiez l'adresse, le mot de passe et le code. Après plusieurs essais, attendez 15 minutes."


def _next(text: str | None) -> str:
    """Where to go once logged in: only a page of the console."""
    safe = text and text.startswith(f"{PREFIX}/") and "\\" not in text and ".." not in text
    return text if safe and text else f"{PREFIX}/"


@routes.get("/connexion", None)
async def ask(request: web.Request) -> web.Response:
    """The form."""
    if caller_or_none(request) is not None:
        raise below("/")
    form = LoginForm(data={"suite": _next(request.query.get("suite"))})
    return resuming.login_page(request, form)


@routes.post("/connexion", None)
async def log_in(request: web.Request) -> web.Response:
    """Check the three, and open a session under a new name."""
    form = await LoginForm.sent(request)
    account: Account | None = None
    if form.validate():
        async with database(request) as session:
            account = await credentials.check(
                session,
                request.config_dict[SECRET],
                form.email.data or "",
                form.password.data or "",
                form.code.data or "",
                request.remote or "",
            )
            await session.commit()
    if account is None:
        words = _REFUSED if not form.errors else None
        return resuming.login_page(request, form, 422, words)
    opened = await get_session(request)
    opened.invalidate()
    opened[FRESH] = True
    opened["account"] = account.id
    opened["csrf"] = secrets.token_urlsafe(24)
    if resumed := resuming.resume(request, form.kept.data, opened["csrf"]):
        return resumed
    raise web.HTTPSeeOther(_next(form.suite.data))


@routes.post("/deconnexion", Role.READER)
async def log_out(request: web.Request) -> web.Response:
    """End the session."""
    async with database(request) as session:
        await audit.record(session, caller_of(request).id, "logout")
        await session.commit()
    (await get_session(request)).invalidate()
    raise below("/connexion")
