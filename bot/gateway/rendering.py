"""Reply blocks as HTML: light Markdown through an allow-list, dates in French."""

from __future__ import annotations

from datetime import date

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.catalogue.models import EventSlot
from bot.channels.text import bar_amount
from bot.channels.when import french_date, french_month, french_when
from bot.replies import When

__all__ = ["bar_amount", "french_date", "french_when", "markdown", "slot_when"]

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "code", "fence", "html_block", "html_inline", "hr", "blockquote"]
)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}


def markdown(text: str) -> Markup:
    """Light Markdown as HTML: paragraphs, lists, emphasis and https, tel or mailto links; nothing else."""
    html = nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "tel", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(html)  # noqa: S704 - cleaned just above


def slot_when(slot: EventSlot) -> str:
    """When a slot of an event takes place, as it was published."""
    if slot.precision == "month":
        return french_month(date.fromisoformat(slot.local_start[:10]))
    start, end, zone = slot.local_start, slot.local_end, slot.zone
    return french_when(When(start=start, end=end, timezone=zone, all_day=slot.all_day))
