"""Reply blocks as HTML: light Markdown through an allow-list, dates in French."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.catalogue.models import EventSlot
from bot.replies import Bar, When

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
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


def bar_amount(bar: Bar) -> str:
    """« 1 900 à 2 300 », without the unit that the chart says once."""
    low, high = (f"{value:,.0f}".replace(",", "\u202f") for value in (bar.low, bar.high or bar.low))
    return low if low == high else f"{low} à {high}"


def french_date(day: date) -> str:
    """« samedi 28 novembre 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{_DAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def _hour(moment: datetime) -> str:
    return f"{moment.hour} h {moment.minute:02d}" if moment.minute else f"{moment.hour} h"


def french_when(when: When) -> str:
    """When something happens, in the place's own time; what cannot be read is given as it is."""
    try:
        zone = ZoneInfo(when.timezone)
        if when.all_day:
            first = _all_day(when.start, zone, last=False)
            final = _all_day(when.end, zone, last=True) if when.end else first
            if final <= first:
                return french_date(first)
            return f"du {french_date(first)} au {french_date(final)}"
        start = _local(when.start, zone)
        end = _local(when.end, zone) if when.end else None
    except (ValueError, KeyError):  # an unreadable instant, an unknown zone
        return when.start if when.end is None else f"{when.start} – {when.end}"
    if end is None or end <= start:
        return f"{french_date(start)} à {_hour(start)}"
    if end.date() == start.date():
        return f"{french_date(start)}, de {_hour(start)} à {_hour(end)}"
    return f"du {french_date(start)} à {_hour(start)} au {french_date(end)} à {_hour(end)}"


def slot_when(slot: EventSlot) -> str:
    """When a slot of an event takes place, as it was published."""
    start, end, zone = slot.local_start, slot.local_end, slot.zone
    return french_when(When(start=start, end=end, timezone=zone, all_day=slot.all_day))


def _all_day(text: str, zone: ZoneInfo, *, last: bool) -> date:
    """A whole day; written as an instant, the midnight that ends the last day stands for that day."""
    if len(text) == len("2026-11-28"):
        return date.fromisoformat(text)
    moment = _local(text, zone)
    return (moment - timedelta(seconds=1) if last else moment).date()


def _local(text: str, zone: ZoneInfo) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
