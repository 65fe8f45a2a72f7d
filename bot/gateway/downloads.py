"""The empty tables that agencies fill with their events and their trainings, to download."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.feeds.template import empty_csv, empty_workbook

routes = web.RouteTableDef()
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMES = {"agenda": "events", "formations": "trainings"}


@routes.get("/modele-{name:agenda|formations}.{form:csv|xlsx}")
async def template(request: web.Request) -> web.Response:
    """The table of events (`modele-agenda`) or of trainings (`modele-formations`), as CSV or XLSX."""
    name, form = request.match_info["name"], request.match_info["form"]
    if form == "csv":
        body, kind = empty_csv(_NAMES[name]).encode(), "text/csv"
    else:
        # A workbook takes a moment to write: not in the loop that answers people.
        body, kind = await asyncio.to_thread(empty_workbook, _NAMES[name]), _WORKBOOK
    return web.Response(
        body=body,
        content_type=kind,
        charset="utf-8" if form == "csv" else None,
        headers={
            "Cache-Control": "public, max-age=300",
            "Content-Disposition": f'attachment; filename="modele-{name}.{form}"',
        },
    )
