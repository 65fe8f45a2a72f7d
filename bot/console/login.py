"""Coming in and going out."""

from __future__ import annotations

from aiohttp import web
from aiohttp_session import get_session
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from bot.catalogue.models.accounts import Account
from bot.catalogue.queries import audit
from bot.console import credentials
from bot.console.forms import Form
from bot.console.keys import SECRET, caller_of, caller_or_none, database
from bot.console.pages import below, page
from bot.console.roles import Role
from bot.console.routes import PREFIX, Routes
from bot.console.storage import FRESH

routes = Routes()

# The same words whatever was wrong, a locked account included.
_REFUSED = "Connexion refusée. Vérifiez l'adresse, le mot de passe et le code. Après plusieurs essais, attendez 15 minutes."


class LoginForm(Form):
    """What one knows, then what one has."""

    email = StringField("Adresse électronique", [InputRequired(), Length(max=254)])
    password = PasswordField("Mot de passe", [InputRequired(), Length(max=credentials.LONGEST)])
    code = StringField(
        "Code de votre téléphone, ou code de secours",
        [InputRequired(), Length(max=40)],
        description="Six chiffres, ou un des codes notés à la création du compte.",
    )
    suite = HiddenField()


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
    return page(request, "login.html", title="Connexion", form=form)


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
        return page(request, "login.html", title="Connexion", status=422, form=form, refused=words)
    opened = await get_session(request)
    opened.invalidate()
    opened[FRESH] = True
    opened["account"] = account.id
    raise web.HTTPSeeOther(_next(form.suite.data))


@routes.post("/deconnexion", Role.READER)
async def log_out(request: web.Request) -> web.Response:
    """End the session."""
    async with database(request) as session:
        await audit.record(session, caller_of(request).id, "logout")
        await session.commit()
    (await get_session(request)).invalidate()
    raise below("/connexion")
