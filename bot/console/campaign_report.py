"""The report of a campaign: the same figures on a page to print, and as a PDF."""

from __future__ import annotations

import asyncio
import io
from xml.sax.saxutils import escape

from aiohttp import web
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bot.catalogue.queries import audit
from bot.console.charts import HIDDEN, bars
from bot.console.figures import Counts, attachment, read
from bot.console.figures_period import Chosen, choices, chosen
from bot.console.keys import caller_of, database
from bot.console.pages import page
from bot.console.roles import Role
from bot.console.routes import Routes

routes = Routes()
_TRAIL = [("Chiffres", "/chiffres")]
NOTE = (
    "Nombres anonymes : aucun ne mène à une personne. Par territoire, les nombres de 1 à 4 ne sont pas montrés, "
    "ni celui qui les trahirait. "
    "Candidatures, stages et embauches sont saisis par les conseillers, au jour de la demande."
)
_LINES = 40


async def _gathered(request: web.Request) -> tuple[Chosen, list[tuple[str, str, Counts]]]:
    async with database(request) as session:
        wanted = await chosen(request, session)
        await audit.record(session, caller_of(request).id, "figures.report", None, wanted.period.site)
        await session.commit()
    found = await read(request, wanted)
    return wanted, [
        ("Du premier mot à l'embauche", "Étape", found.steps),
        ("Autres nombres", "Quoi", found.others),
        *found.tables[1:],
    ]


def heading(wanted: Chosen) -> str:
    """Whose report it is and of which days."""
    site = wanted.sites.get(wanted.period.site or "", "tous les sites")
    site = f"{wanted.campaign} ({site})" if wanted.campaign else site
    return f"{site}, du {wanted.period.since:%d/%m/%Y} au {wanted.period.until:%d/%m/%Y}"


@routes.get("/bilan", Role.READER)
async def show(request: web.Request) -> web.Response:
    """The report as a page to print."""
    wanted, found = await _gathered(request)
    drawn = [(caption, head, counts, bars(counts)) for caption, head, counts in found if counts]
    return page(
        request, "campaign_report.html", title="Bilan", trail=_TRAIL, wanted=wanted, choices=choices(),
        heading=heading(wanted), note=NOTE, tables=drawn,
    )  # fmt: skip


@routes.get("/bilan.pdf", Role.READER)
async def as_pdf(request: web.Request) -> web.Response:
    """The report as a PDF."""
    wanted, found = await _gathered(request)
    made = await asyncio.to_thread(document, heading(wanted), found)
    return attachment(made, "application/pdf", "pdf")


def document(title: str, found: list[tuple[str, str, Counts]]) -> bytes:
    """The PDF of these tables; the page to print is its accessible form."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [
        Paragraph("Bilan", styles["Title"]),
        Paragraph(escape(title), styles["Heading2"]),
        Paragraph(escape(NOTE), styles["BodyText"]),
    ]
    for caption, head, counts in found:
        if not counts:
            continue
        rows = [[head, "Nombre"]] + [
            [Paragraph(escape(label), styles["BodyText"]), HIDDEN if number is None else str(number)]
            for label, number in list(counts.items())[:_LINES]
        ]
        table = Table(rows, colWidths=[120 * mm, 40 * mm], repeatRows=1)
        table.setStyle(
            TableStyle(
                [
                    ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey),
                    ("ALIGN", (1, 0), (1, -1), "RIGHT"),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ]
            )
        )
        story += [Spacer(1, 6 * mm), Paragraph(escape(caption), styles["Heading3"]), table]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, title=f"Bilan – {title}", author="Orisoin", lang="fr").build(story)
    return buffer.getvalue()
