"""What was typed in a form that came too late, its session being over: kept in the page that asks to log in again.

Nothing of it is stored: the page holds it, signed, until the person has logged in and sends it with one press. Only what
the browser says came from our own pages is kept so, never a file nor a password.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web
from itsdangerous import BadData, URLSafeTimedSerializer
from multidict import MultiDictProxy
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from bot.console import credentials
from bot.console.forms import Form
from bot.console.keys import SECRET
from bot.console.pages import page
from bot.console.routes import FORM_BYTES, PREFIX

LOGIN = f"{PREFIX}/connexion"
_KEPT_SECONDS = 36_000
# The rest of what a form may weigh is for what is typed to log in.
_MOST = FORM_BYTES - 16_384
_NEVER = (f"{PREFIX}/compte/", LOGIN)
_OVER = (
    "Votre session était finie : rien n'est encore enregistré. Ce que vous avez écrit est gardé dans cette page ; "
    "reconnectez-vous, puis confirmez l'envoi."
)


class LoginForm(Form):
    """What one knows, then what one has. `kept` is what was typed in a form before."""

    email = StringField("Adresse électronique", [InputRequired(), Length(max=254)])
    password = PasswordField("Mot de passe", [InputRequired(), Length(max=credentials.LONGEST)])
    code = StringField(
        "Code de votre téléphone, ou code de secours",
        [InputRequired(), Length(max=40)],
        description="Six chiffres, ou un des codes notés à la création du compte.",
    )
    suite = HiddenField()
    kept = HiddenField()


def _signer(request: web.Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(request.config_dict[SECRET], salt="console-kept")


def login_page(
    request: web.Request, form: LoginForm, status: int = 200, refused: str | None = None
) -> web.Response:
    """The form to log in."""
    return page(request, "login.html", title="Connexion", status=status, form=form, refused=refused)


def ask_again(request: web.Request, sent: MultiDictProxy[Any]) -> web.Response | None:
    """The page that asks to log in and keeps what was sent; None when nothing of it can be kept."""
    if request.path.startswith(_NEVER):
        return None
    fields, has_file = _typed(sent)
    kept = str(_signer(request).dumps({"path": request.path, "fields": fields, "file": has_file}))
    if not fields or len(kept) > _MOST:
        return None
    return login_page(request, LoginForm(data={"kept": kept}), 403, _OVER)


def resume(request: web.Request, kept: str | None, csrf: str) -> web.Response | None:
    """The page that sends what was kept; None when there is nothing, or nothing of ours."""
    if not kept:
        return None
    try:
        found = _signer(request).loads(kept, max_age=_KEPT_SECONDS)
    except BadData:
        return None
    return _resend(request, 200, found["path"], found["fields"], found["file"], csrf)


def send_again(request: web.Request, sent: MultiDictProxy[Any], csrf: str) -> web.Response | None:
    """The same for a form of a page that a newer session has overtaken."""
    if request.path.startswith(_NEVER):
        return None
    fields, has_file = _typed(sent)
    return _resend(request, 403, request.path, fields, has_file, csrf) if fields else None


def _typed(sent: MultiDictProxy[Any]) -> tuple[list[tuple[str, str]], bool]:
    """What was typed, and whether a file came with it."""
    fields = [(name, value) for name, value in sent.items() if isinstance(value, str) and name != "csrf"]
    return fields, any(isinstance(value, web.FileField) and value.filename for value in sent.values())


def _resend(
    request: web.Request, status: int, path: str, fields: list[Any], has_file: bool, csrf: str
) -> web.Response:
    return page(
        request, "resume.html", title="Reprendre ce que vous aviez écrit", status=status, path=path, fields=fields,
        has_file=has_file, csrf_token=csrf,
    )  # fmt: skip
