"""What became of someone, entered from their reference code, even once the request itself is erased."""

from __future__ import annotations

from aiohttp import web
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Regexp

from bot.catalogue.queries import audit, followups
from bot.console import inbox_words as words
from bot.console.forms import Form, tidy
from bot.console.keys import caller_of, database
from bot.console.pages import below, page, say
from bot.console.people import entrusted, options
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
_FORM = r"^D-[0-9A-Z]{4}-[0-9A-Z]{4}$"
_CHANGES = {"reach": "L'enregistrer", "undo": "L'annuler (saisie par erreur)"}
_UNKNOWN = "Cette référence n'est pas connue sur vos sites, ou elle a plus d'un an."


class StepForm(Form):
    """A step, reached or entered by mistake."""

    reference = StringField(
        "Référence de la demande",
        [InputRequired("Indiquez la référence."), Regexp(_FORM, message="Forme attendue : D-2345-ABCD.")],
        filters=[tidy, lambda text: text.upper() if text else text],
    )  # fmt: skip
    step = SelectField("Suite", choices=options(words.STEPS))
    change = SelectField("Que faire", choices=options(_CHANGES))


@routes.get("/suites", Role.COUNSELLOR, people=True)
async def form(request: web.Request) -> web.Response:
    """The form."""
    return _page(request, StepForm())


def _page(request: web.Request, filled: StepForm, status: int = 200) -> web.Response:
    return page(
        request, "steps.html", title="Suite d'une demande", trail=[("Demandes", "/demandes")], status=status, form=filled
    )  # fmt: skip


@routes.post("/suites", Role.COUNSELLOR, people=True)
async def enter(request: web.Request) -> web.Response:
    """Count a step once, or take it back."""
    caller, filled = caller_of(request), await StepForm.sent(request)
    if not filled.validate():
        return _page(request, filled, 422)
    reference, step = filled.reference.data or "", filled.step.data
    async with database(request) as session:
        found = await followups.get(session, entrusted(caller), reference)
        if found is None:
            filled.reference.errors = [_UNKNOWN]
            return _page(request, filled, 422)
        change = followups.reach if filled.change.data == "reach" else followups.undo
        done = await change(session, reference, step)
        if done:
            what = f"step.{filled.change.data}"
            await audit.record(session, caller.id, what, f"request:{reference}", found.site_key or None)
        await session.commit()
    say(request, "Suite enregistrée." if done else "Rien à changer : cela avait déjà été fait.")
    raise below("/suites")
