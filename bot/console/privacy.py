"""Privacy and compliance: retention by site, the register, and documents filled from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jinja2
from aiohttp import web
from markdown_it import MarkdownIt
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from bot.catalogue import dictionary
from bot.catalogue.models.sites import HUMAN_DAYS, Site
from bot.catalogue.queries import audit, sites
from bot.catalogue.queries.figures import today
from bot.console.correcting import Marked
from bot.console.figures import attachment
from bot.console.keys import SETTINGS, caller_of, database
from bot.console.pages import below, page, say
from bot.console.roles import Role
from bot.console.routes import Routes
from bot.settings import Settings

routes = Routes()
_LIST = ("Conformité", "/conformite")
DOCUMENTS = {
    "registre": "Registre des traitements",
    "aipd": "Analyse d'impact (AIPD)",
    "homologation": "Dossier d'homologation de sécurité",
    "declaration-accessibilite": "Déclaration d'accessibilité",
    "dictionnaire": "Dictionnaire des données",
}
_TO_FILL = "[à compléter]"
# Texts only: what a site wrote is never read as HTML, nor as a picture from elsewhere.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_templates = jinja2.Environment(  # noqa: S701 - Markdown, not HTML
    loader=jinja2.FileSystemLoader(dictionary.FOLDER), undefined=jinja2.StrictUndefined
)


class RetentionForm(Marked):
    """How long a site's conversations are kept."""

    retention_days = IntegerField(
        "Avec l'assistant seul (jours)",
        [Optional(), NumberRange(1, 365, "De 1 à 365 jours.")],
        description="Vide : la durée du service, proposée à 30 jours.",
    )
    retention_human_days = IntegerField(
        "Quand une personne a été demandée (jours)",
        [
            InputRequired("Indiquez un nombre de jours."),
            NumberRange(1, HUMAN_DAYS, f"De 1 à {HUMAN_DAYS} jours."),
        ],
    )


@dataclass(frozen=True)
class _Kept:
    """A site, its form, and what its notice still lacks."""

    site: Site
    form: RetentionForm
    lacks: list[str]


def _held(site: Site) -> dict[str, int | None]:
    return {"retention_days": site.retention_days, "retention_human_days": site.retention_human_days}


def _filled(site: Site) -> RetentionForm:
    form = RetentionForm(data=_held(site), prefix=f"{site.key}-")
    form.mark(_held(site))
    return form


def _lacks(site: Site) -> list[str]:
    named = {
        "le responsable du traitement": site.controller,
        "le délégué à la protection des données": site.dpo_contact,
        "la base légale": site.legal_basis,
    }
    return [name for name, value in named.items() if not value]


@routes.get("/conformite", Role.COUNSELLOR, menu="Conformité")
async def show(request: web.Request) -> web.Response:
    """What is kept and how long, what is missing, and the documents."""
    return await _show(request)


async def _visible(session: AsyncSession, request: web.Request) -> list[Site]:
    seen = caller_of(request).visible
    return [one for one in await sites.every(session) if seen is None or one.key in seen]


async def _show(
    request: web.Request, status: int = 200, wrong: tuple[str, RetentionForm] | None = None
) -> web.Response:
    async with database(request) as session:
        found = await _visible(session, request)
    kept = [
        _Kept(
            one,
            wrong[1] if wrong and wrong[0] == one.key else _filled(one),
            _lacks(one),
        )
        for one in found
    ]
    return page(
        request, "privacy.html", title="Conformité", status=status, kept=kept, documents=DOCUMENTS,
        tables=[one for one in dictionary.tables() if one.people], days=request.config_dict[SETTINGS].retention_days,
        changes=caller_of(request).role is Role.ADMINISTRATOR,
    )  # fmt: skip


@routes.post("/conformite/{site}", Role.ADMINISTRATOR)
async def change(request: web.Request) -> web.Response:
    """Change how long a site's conversations are kept; it counts from the next hour on."""
    key = request.match_info["site"]
    form = await RetentionForm.sent(request, prefix=f"{key}-")
    if not form.validate():
        return await _show(request, 422, (key, form))
    async with database(request) as session:
        site = await sites.get(session, key)
        if site is None:
            raise web.HTTPNotFound
        said = form.settle(_held(site), form.values("seen"))
        if said is None:
            return await _show(request, 422, (key, form))
        site.retention_days = said["retention_days"]
        site.retention_human_days = said["retention_human_days"] or HUMAN_DAYS
        await audit.record(session, caller_of(request).id, "retention.edit", f"site:{key}", key)
        await session.commit()
    say(request, f"Durées enregistrées pour {site.name}.")
    raise below("/conformite")


def _plain(value: str | None) -> str:
    """A value on one line, without the sign that would end a table's cell."""
    return " ".join((value or "").replace("|", "/").split()) or _TO_FILL


def filled(name: str, settings: Settings, found: list[Site]) -> str:
    """A document as Markdown, with what the settings and the first of the sites know."""
    if name == "dictionnaire":
        return dictionary.as_markdown()
    first = found[0] if found else None
    apps = {"Telegram": settings.telegram, "WhatsApp": settings.whatsapp, "Messenger": settings.messenger}
    active = [label for label, one in apps.items() if one]
    values: dict[str, Any] = {
        "service": _plain(first.name if first else None),
        "controller": _plain(first.controller if first else None),
        "dpo": _plain(first.dpo_contact if first else None),
        "contact": _plain(first.dpo_contact if first else None),
        "basis": _plain((first.legal_basis if first else None) or "mission d'intérêt public (article 6, 1, e), à confirmer"),
        "days": (first.retention_days if first else None) or settings.retention_days,
        "human_days": first.retention_human_days if first else HUMAN_DAYS,
        "sites": ", ".join(_plain(one.name) for one in found) or _TO_FILL,
        "channels": ", ".join(active) or "aucune",
        "transfers": f"oui, par {', '.join(active)} : entreprises hors de l'Union européenne." if active else "aucun.",
        "database": "PostgreSQL" if settings.database_url.startswith("postgresql") else "SQLite",
        "day": f"{today():%d/%m/%Y}",
    }  # fmt: skip
    return _templates.get_template(f"{name}.md").render(values)


async def _document(request: web.Request) -> tuple[str, str]:
    name = request.query.get("nom", "registre")
    if name not in DOCUMENTS:
        raise web.HTTPNotFound
    async with database(request) as session:
        found = await _visible(session, request)
    chosen = request.query.get("site")
    found.sort(key=lambda one: one.key != chosen)
    return name, filled(name, request.config_dict[SETTINGS], found)


@routes.get("/conformite/document", Role.COUNSELLOR)
async def document(request: web.Request) -> web.Response:
    """A document to read and print."""
    name, text = await _document(request)
    body = text.partition("\n")[2] if text.startswith("# ") else text
    return page(
        request, "privacy_document.html", title=DOCUMENTS[name], trail=[_LIST], name=name,
        body=Markup(_markdown.render(body)),  # noqa: S704 - the renderer lets no HTML through
    )  # fmt: skip


@routes.get("/conformite/document.md", Role.COUNSELLOR)
async def source(request: web.Request) -> web.Response:
    """The same, to complete in an editor."""
    _, text = await _document(request)
    return attachment(text, "text/markdown; charset=utf-8", "md")
