"""Listening: questions nobody understood, made into training examples or answers; what people think of replies."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web
from sqlalchemy import select
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from bot.catalogue.models.listening import WrittenAnswer
from bot.catalogue.queries import audit, figures, listening, ratings
from bot.catalogue.queries.figures import Period, today
from bot.console import inbox_words as words
from bot.console.fields import link
from bot.console.forms import Form, tidy
from bot.console.keys import caller_of, database
from bot.console.pages import below, form_values, page, say
from bot.console.people import entrusted, number, options, site_names
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.french.personal_data import mask
from bot.subjects import subjects

routes = Routes()
_SHOWN, _SIZE = 40, 30
_LIST = ("Écoute", "/ecoute")
_UNTAUGHT = ("out_of_scope", "safety")


def teachable() -> list[tuple[str, str]]:
    """The intents that a sentence may teach: intent and label, by label; distress is not taught from here."""
    found = [(one.intents[0], one.label) for one in subjects().values() if one.topic not in _UNTAUGHT]
    return sorted(found, key=lambda pair: pair[1])


class AnswerForm(Form):
    """An answer to questions like one, with where it comes from."""

    ids = HiddenField()
    question = StringField("Question type", [InputRequired(), Length(max=300)], filters=[tidy])
    text = TextAreaField(
        "Réponse",
        [InputRequired("Écrivez la réponse."), Length(max=1500)],
        filters=[tidy],
        description="Elle est dite telle quelle quand l'assistant ne comprend pas une question très proche.",
    )
    source_title = StringField(
        "Source", [InputRequired("Indiquez la source."), Length(max=200)], filters=[tidy]
    )
    source_url = link("Adresse de la source")
    as_of = DateField("Vraie à la date du", [InputRequired("Indiquez la date de la source.")])
    site = SelectField("Sur", validate_choice=True)


@routes.get("/ecoute", Role.COUNSELLOR, people=True, menu="Écoute")
async def listing(request: web.Request) -> web.Response:
    """Questions that were not understood, by likeness, and the answers written so far."""
    seen = entrusted(caller_of(request))
    async with database(request) as session:
        groups = await listening.waiting(session, seen)
        written = await listening.written(session, seen)
        examples = len(await listening.examples(session))
        names = await site_names(session, seen)
    return page(
        request, "listening.html", title="Écoute", groups=groups[:_SHOWN], rest=max(0, len(groups) - _SHOWN),
        intents=teachable(), written=written, examples=examples, sites=names,
    )  # fmt: skip


def _ids(text: str) -> list[int]:
    return [int(one) for one in text.split(",")[:500] if one.isascii() and one.isdigit() and len(one) < 10]


@routes.post("/ecoute/exemple", Role.COUNSELLOR, people=True)
async def teach(request: web.Request) -> web.Response:
    """Keep a question as an example of an intent, as the counsellor leaves it, or let it go."""
    caller, sent = caller_of(request), await form_values(request)
    intent, text = sent.get("intent", ""), mask((tidy(sent.get("text")) or "")[:300])
    ids = _ids(sent.get("ids", ""))
    ignored = "ignore" in sent
    if not ids or (not ignored and (intent not in dict(teachable()) or not text)):
        say(request, "Choisissez le sujet que cette question enseigne.")
        raise below("/ecoute")
    async with database(request) as session:
        done = await listening.settle(session, entrusted(caller), ids, "ignored" if ignored else "example")
        if done and not ignored:
            listening.teach(session, intent, text, today())
        await audit.record(session, caller.id, "question.ignore" if ignored else "question.teach")
        await session.commit()
    say(request, "Question laissée de côté." if ignored else "Exemple gardé pour l'entraînement.")
    raise below("/ecoute")


@routes.get("/ecoute/reponse", Role.COUNSELLOR, people=True)
async def answer(request: web.Request) -> web.Response:
    """The form of an answer, begun from the questions chosen."""
    return await _form(
        request,
        AnswerForm(ids=request.query.get("ids", ""), question=request.query.get("question", "")[:300]),
    )


async def _form(request: web.Request, form: AnswerForm, status: int = 200) -> web.Response:
    async with database(request) as session:
        _offer(form, await site_names(session, entrusted(caller_of(request))))
    return page(
        request,
        "listening_answer.html",
        title="Répondre à une question",
        trail=[_LIST],
        status=status,
        form=form,
    )


def _offer(form: AnswerForm, names: dict[str, str]) -> None:
    form.site.choices = options(names)


@routes.post("/ecoute/reponse", Role.COUNSELLOR, people=True)
async def write(request: web.Request) -> web.Response:
    """Keep the answer: it is said from now on, without training anything again."""
    caller, form = caller_of(request), await AnswerForm.sent(request)
    async with database(request) as session:
        _offer(form, await site_names(session, entrusted(caller)))
        if not form.validate():
            return await _form(request, form, 422)
        said = {
            "site_key": form.site.data,
            "question": mask(form.question.data or ""),
            "text": form.text.data,
            "source_title": form.source_title.data,
            "source_url": form.source_url.data,
            "as_of": form.as_of.data,
        }
        # Pressed twice, it is there once.
        if await session.scalar(select(WrittenAnswer.id).filter_by(**said).limit(1)) is None:
            session.add(WrittenAnswer(**said))
        await listening.settle(session, entrusted(caller), _ids(form.ids.data or ""), "answered")
        await audit.record(session, caller.id, "question.answer", None, form.site.data)
        await session.commit()
    say(request, "Réponse gardée : elle est dite dès maintenant.")
    raise below("/ecoute")


@routes.post("/ecoute/reponse/retirer", Role.COUNSELLOR, people=True)
async def withdraw(request: web.Request) -> web.Response:
    """Say an answer no more."""
    caller = caller_of(request)
    wanted = number((await form_values(request)).get("id"), 0, 10**9)
    async with database(request) as session:
        found = await session.get(WrittenAnswer, wanted)
        if found is not None and found.site_key in entrusted(caller):
            await audit.record(session, caller.id, "question.unanswer", f"answer:{wanted}", found.site_key)
            await session.delete(found)
            await session.commit()
            say(request, "Réponse retirée.")
    raise below("/ecoute")


@routes.get("/avis", Role.COUNSELLOR, people=True, menu="Avis")
async def opinions(request: web.Request) -> web.Response:
    """How useful replies were found, by topic, and why not, in people's words."""
    caller, at = caller_of(request), number(request.query.get("page"))
    day = today()
    period = Period(day - timedelta(days=89), day, entrusted(caller))
    async with database(request) as session:
        useful = await figures.by(session, period, "topic", "useful")
        useless = await figures.by(session, period, "topic", "not_useful")
        reasons = await ratings.reasons(session, entrusted(caller), _SIZE + 1, (at - 1) * _SIZE)
    topics = sorted({*useful, *useless}, key=lambda topic: -(useful.get(topic, 0) + useless.get(topic, 0)))
    table = [
        (words.TOPICS.get(topic, topic), useful.get(topic, 0), useless.get(topic, 0)) for topic in topics
    ]
    return page(
        request, "ratings.html", title="Avis", table=table, reasons=reasons[:_SIZE], at=at, more=len(reasons) > _SIZE
    )  # fmt: skip
