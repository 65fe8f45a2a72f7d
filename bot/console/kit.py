"""What an agency takes away to have people come: tag, iframe, link, QR code, poster."""

from __future__ import annotations

import io
from html import escape
from urllib.parse import quote

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas

from bot.catalogue.models.sites import Site

DEFAULT_COLOUR = "#0b4a9e"
# WCAG 1.4.3: ordinary text against what is behind it.
ENOUGH = 4.5


def colour_of(site: Site) -> str:
    """The colour of a site, or the usual one."""
    return site.colours.get("accent") or DEFAULT_COLOUR


def chat_link(public_url: str, site: Site) -> str:
    """The conversation's own page, which works without script."""
    return f"{public_url}/chat?site={quote(site.key)}"


def tag(public_url: str, site: Site) -> str:
    """The tag an agency pastes into its pages.

    The look of the button is in it: nothing is asked of the service before the button is pressed.
    """
    look = f' data-colour="{site.colours["accent"]}"' if site.colours.get("accent") else ""
    look += ' data-position="left"' if site.position == "left" else ""
    return f'<script src="{public_url}/embed/v1.js" data-site="{site.key}"{look} async></script>'


def iframe(public_url: str, site: Site) -> str:
    """The conversation inside a page that takes no script."""
    title = escape(f"Assistant des métiers du soin, {site.name}", quote=True)
    address = chat_link(public_url, site)
    return f'<iframe src="{address}" title="{title}" width="400" height="640" loading="lazy"></iframe>'


def contrast(colour: str, other: str = "#ffffff") -> float:
    """The contrast of two colours `#rrggbb`, from 1 to 21 (WCAG 2)."""

    def luminance(text: str) -> float:
        parts = (int(text[start : start + 2], 16) / 255 for start in (1, 3, 5))
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def qr_svg(address: str) -> bytes:
    """A QR code as SVG, with its quiet zone."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=8, border=4, xmldecl=False, light="#ffffff")
    return out.getvalue()


def qr_png(address: str, scale: int = 16) -> bytes:
    """A QR code as PNG, fit for print."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def poster(public_url: str, site: Site, dates: str | None) -> bytes:
    """An A4 page to pin up: who, what, the QR code and the address in words. `dates` are a campaign's, in French."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, lang="fr")
    canvas.setTitle(f"Affiche : {site.name}")
    canvas.setAuthor(site.name)
    width, height = A4
    top = height - 35 * mm
    canvas.setFillColor(colour_of(site) if contrast(colour_of(site)) >= ENOUGH else DEFAULT_COLOUR)
    for words, font, size in (
        (site.campaign_name or "Les métiers du soin et de l'accompagnement", "Helvetica-Bold", 30),
        (dates or "", "Helvetica", 18),
        (
            "Un métier, une formation, une rencontre près de chez vous ? Posez votre question.",
            "Helvetica",
            20,
        ),
    ):
        canvas.setFont(font, size)
        for line in simpleSplit(words, font, size, width - 40 * mm):
            canvas.drawCentredString(width / 2, top, line)
            top -= size * 1.3
        top -= 4 * mm
        canvas.setFillColorRGB(0.1, 0.1, 0.12)
    side = 105 * mm
    image = ImageReader(io.BytesIO(qr_png(chat_link(public_url, site))))
    canvas.drawImage(image, (width - side) / 2, top - side, side, side)
    top -= side + 8 * mm
    canvas.setFont("Helvetica-Bold", 14)
    for line in simpleSplit(chat_link(public_url, site), "Helvetica-Bold", 14, width - 40 * mm):
        canvas.drawCentredString(width / 2, top, line)
        top -= 18
    canvas.setFont("Helvetica", 12)
    for line in ("Gratuit, sans compte, à toute heure. C'est un programme automatique.", site.name):
        top -= 4
        for part in simpleSplit(line, "Helvetica", 12, width - 40 * mm):
            canvas.drawCentredString(width / 2, top, part)
            top -= 16
    canvas.showPage()
    canvas.save()
    return out.getvalue()
