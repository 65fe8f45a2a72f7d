"""Importing a file or an address: what it would change is shown first, then done on the same bytes."""

from __future__ import annotations

import asyncio
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from sqlalchemy import delete
from wtforms import BooleanField, FileField, SelectField
from wtforms.validators import InputRequired

from bot.catalogue.models import ConsoleUpload
from bot.catalogue.queries import audit
from bot.console.agenda import TRAIL
from bot.console.fields import link, site_choices, text
from bot.console.forms import Form
from bot.console.keys import SESSIONS, SETTINGS, caller_of, database, now
from bot.console.pages import page, say
from bot.console.roles import Role
from bot.console.routes import UPLOAD_BYTES, Routes
from bot.feeds import by_hand, subscriptions
from bot.feeds.fetching import FetchFailed, fetch
from bot.feeds.records import Unreadable
from bot.feeds.report import Report
from bot.feeds.template import empty_csv, empty_workbook

routes = Routes()
_KEPT = timedelta(hours=1)
_KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class ImportForm(Form):
    """A file, or an address to read it from."""

    site = SelectField("Site")
    name = text(
        "Nom de la source",
        100,
        InputRequired(),
        description="Le même nom à chaque fois : la source est alors mise à jour.",
    )
    file = FileField("Fichier", description="Tableau (XLSX, CSV), iCalendar, JSON ou XML ; 5 Mo au plus.")
    url = link("Ou une adresse à lire")
    keeps_all = BooleanField(
        "Tout y parle de ces métiers",
        description="Sinon, ce qui ne parle ni de soin ni d'accompagnement est gardé sans être proposé.",
    )


@routes.get("/importer", Role.COUNSELLOR)
async def ask(request: web.Request) -> web.Response:
    """The form."""
    async with database(request) as session:
        form = ImportForm()
        form.site.choices = await site_choices(session, caller_of(request))
    return page(request, "import.html", title="Importer un agenda", trail=TRAIL, form=form)


@routes.get("/modele/{name}", Role.READER)
async def template(request: web.Request) -> web.Response:
    """An empty table to fill: `events.xlsx`, `trainings.csv`…"""
    kind, _, ending = request.match_info["name"].partition(".")
    if kind not in ("events", "trainings") or ending not in _KINDS:
        raise web.HTTPNotFound
    body = empty_csv(kind).encode() if ending == "csv" else await asyncio.to_thread(empty_workbook, kind)
    french = {"events": "evenements", "trainings": "formations"}[kind]
    headers = {"Content-Disposition": f'attachment; filename="{french}.{ending}"'}
    return web.Response(body=body, content_type=_KINDS[ending], headers=headers)


@routes.post("/importer", Role.COUNSELLOR, most=UPLOAD_BYTES)
async def look(request: web.Request) -> web.Response:
    """Read it without writing anything but the file itself, and tell what it would change."""
    caller, form = caller_of(request), await ImportForm.sent(request)
    async with database(request) as session:
        form.site.choices = await site_choices(session, caller)
        if form.validate():
            try:
                content, file_name = await _content(request, form)
                feed = await by_hand.ensure_feed(session, form.site.data, form.name.data or "", now())
                slug = feed.slug
                await session.rollback()
                report = await _read(
                    request, slug, content, file_name, bool(form.keeps_all.data), dry_run=True
                )
                await session.execute(delete(ConsoleUpload).where(ConsoleUpload.at < now() - _KEPT))
                kept = ConsoleUpload(
                    token=secrets.token_urlsafe(24),
                    account_id=caller.id,
                    site_key=form.site.data,
                    name=form.name.data,
                    file_name=file_name,
                    keeps_all=bool(form.keeps_all.data),
                    content=content,
                    at=now(),
                )
                session.add(kept)
                await session.commit()
            except (Unreadable, FetchFailed, ValueError, OSError) as error:
                form.form_errors.append(
                    str(error) if not isinstance(error, OSError) else "Lecture impossible."
                )
            else:
                return page(
                    request, "import_report.html", title="Avant d'importer", trail=TRAIL, report=report, kept=kept
                )  # fmt: skip
    return page(request, "import.html", title="Importer un agenda", trail=TRAIL, status=422, form=form)


@routes.post("/importer/faire", Role.COUNSELLOR)
async def do(request: web.Request) -> web.Response:
    """Import what was looked at."""
    caller = caller_of(request)
    token = str((await request.post()).get("token", ""))
    async with database(request) as session:
        kept = await session.get(ConsoleUpload, token)
        if kept is None or kept.account_id != caller.id or not caller.sees(kept.site_key):
            say(request, "Ce fichier n'est plus là : choisissez-le à nouveau.")
            raise web.HTTPSeeOther("/console/importer")
        feed = await by_hand.ensure_feed(session, kept.site_key, kept.name, now())
        await audit.record(session, caller.id, "feed.import", f"feed:{feed.slug}", kept.site_key)
        await session.delete(kept)
        await session.commit()
    try:
        report = await _read(request, feed.slug, kept.content, kept.file_name, kept.keeps_all, dry_run=False)
    except (Unreadable, ValueError) as error:
        say(request, str(error))
        raise web.HTTPSeeOther("/console/importer") from None
    return page(request, "import_report.html", title="Import terminé", trail=TRAIL, report=report, kept=None)


async def _content(request: web.Request, form: ImportForm) -> tuple[bytes, str]:
    """What is to be read, and its name. Raises ValueError, FetchFailed."""
    if form.url.data:
        async with _file(b"") as path:
            allowed = request.config_dict[SETTINGS].feeds_local
            fetched = await fetch(form.url.data, path.with_name("fetched"), allow_local=allowed)
            assert fetched.path is not None
            content = await asyncio.to_thread(fetched.path.read_bytes)
        if len(content) > UPLOAD_BYTES:
            raise ValueError(
                "Ce fichier est trop lourd pour être lu ici : abonnez-vous plutôt à son adresse."
            )
        return content, form.url.data.partition("?")[0].lower()[:200]
    sent = (await request.post()).get("file")
    if not isinstance(sent, web.FileField) or not sent.filename:
        raise ValueError("Choisissez un fichier, ou indiquez une adresse.")
    return await asyncio.to_thread(sent.file.read), Path(sent.filename.replace("\\", "/")).name.lower()[:200]


@asynccontextmanager
async def _file(content: bytes) -> AsyncIterator[Path]:
    """`content` in a file that goes away."""
    with tempfile.TemporaryDirectory(prefix="orisoin-") as folder:
        path = Path(folder) / "feed"
        await asyncio.to_thread(path.write_bytes, content)
        yield path


async def _read(
    request: web.Request, slug: str, content: bytes, file_name: str, keeps_all: bool, *, dry_run: bool
) -> Report:
    sessions = request.config_dict[SESSIONS]
    async with _file(content) as path:
        # The slug is the name: it folds to itself, and belongs to the site.
        return await subscriptions.read_file(
            sessions, path, slug, file_name=file_name, keeps_all=keeps_all, dry_run=dry_run
        )
