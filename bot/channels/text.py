"""Reply blocks as plain text: Markdown taken off, cards and sources written out, long texts cut where one may."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.channels.when import french_when
from bot.replies import Bar, Card, Chart, Reply, Source

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "heading", "lheading", "code", "fence", "html_block", "html_inline", "hr", "blockquote"]
)
_MARK = "▪ "
_BREAKS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?<=[.!?;…])\s"), re.compile(r"\s"))
_JOINERS = {0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)}


def size(text: str) -> int:
    """The length of `text` as the platforms count it at worst: in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def plain(markdown: str) -> str:
    """Light Markdown as plain text: emphasis dropped, « title : address » for a link, « • » before items."""
    written: list[str] = []
    tight = 0
    for token in _MARKDOWN.parse(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            tight += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            tight -= 1
            written.append("\n" if tight == 0 else "")
        elif token.type == "list_item_open":
            written.append(f"{token.info}. " if token.info else "• ")
        elif token.type == "inline":
            written.append(_inline(token.children or []) + ("\n" if tight else "\n\n"))
    return re.sub(r"\n{3,}", "\n\n", "".join(written)).strip()


def _inline(tokens: Sequence[Token]) -> str:
    written: list[str] = []
    link: tuple[str, int] | None = None
    for token in tokens:
        if token.type == "link_open":
            link = (str(token.attrGet("href") or ""), len(written))
        elif token.type == "link_close" and link is not None:
            href, start = link
            title = "".join(written[start:])
            written[start:] = [title if title == href else f"{title} : {href}"]
            link = None
        elif token.type in ("softbreak", "hardbreak"):
            written.append("\n")
        else:
            written.append(token.content)
    return "".join(written)


def address(href: str, public_url: str) -> str:
    """Where a link of a card leads, as one reads it: a whole address or a telephone number."""
    if href.startswith("/"):
        return public_url + href
    return href.removeprefix("tel:")


def bar_amount(bar: Bar) -> str:
    """« 1 900 à 2 300 », without the unit that the chart says once."""
    low, high = (f"{value:,.0f}".replace(",", "\u202f") for value in (bar.low, bar.high or bar.low))
    return low if low == high else f"{low} à {high}"


def chart_lines(chart: Chart, said: set[str]) -> list[str]:
    """A chart as lines of text, without the bars whose labels were `said` already."""
    bars = [bar for bar in chart.bars if bar.label not in said]
    lines = [f"• {bar.label} : {bar_amount(bar)}" + (f" ({bar.note})" if bar.note else "") for bar in bars]
    return [f"{chart.title}, {chart.unit} :", *lines] if lines else []


def card_text(card: Card, public_url: str) -> str:
    """A card as lines of text; an example says that it is one."""
    lines = [f"{_MARK}{card.title}" + (" (exemple)" if card.example else "")]
    if card.subtitle:
        lines.append(card.subtitle)
    labels = {fact.label for fact in card.facts}
    if card.when is not None and "Quand" not in labels:
        lines.append(f"Quand : {french_when(card.when)}")
    if card.place is not None and "Où" not in labels:
        where = [card.place.address or "", card.place.name]
        lines.append(f"Où : {', '.join(part for part in where if part)}")
    lines += [f"{fact.label} : {fact.value}" for fact in card.facts]
    if card.chart is not None:
        lines += chart_lines(card.chart, labels)
    if card.place is not None and card.place.distance_km:
        lines.append(f"Distance : {card.place.distance_km:g} km".replace(".", ","))
    for link in card.links:
        target = address(link.href, public_url)
        lines.append(target if link.title == target else f"{link.title} : {target}")
    return "\n".join(line.strip() for line in lines if line.strip())


def source_text(sources: Sequence[Source]) -> str:
    """The sources as a few lines; nothing when there is none."""
    if not sources:
        return ""
    lines = []
    for one in sources:
        dated = f" ({one.as_of})" if one.as_of else ""
        lines.append(f"{one.title}{dated}" + (f" : {one.url}" if one.url else ""))
    head = "Source : " if len(lines) == 1 else "Sources :\n"
    return head + "\n".join(lines)


def reply_text(reply: Reply, public_url: str) -> str:
    """All that a reply says but its choices, as plain text. What a human wrote says so."""
    parts = [plain(reply.text)]
    if reply.author == "human":
        parts.insert(0, "Réponse d'une personne :")
    parts += [card_text(card, public_url) for card in reply.cards]
    parts.append(source_text(reply.sources))
    return visible("\n\n".join(part for part in parts if part.strip()))


def visible(text: str) -> str:
    """`text` without what platforms refuse: control characters and halves of pairs."""
    kept = (
        character
        for character in text
        if character == "\n" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen."""
    return all(unicodedata.category(character)[0] in "ZC" for character in text)


def cut(text: str, limit: int) -> str:
    """`text` within `limit` units, ended by « … » when it was longer."""
    if size(text) <= limit:
        return text
    return text[: _fitting(text, limit - 1)].rstrip() + "…"


def split(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` units, cut between paragraphs, lines, sentences or words if possible."""
    parts: list[str] = []
    while size(text) > limit:
        part, text = head(text, limit)
        parts.append(part)
    return [part for part in (*parts, text) if not is_blank(part)]


def head(text: str, limit: int) -> tuple[str, str]:
    """The first part of `text` within `limit` units, cut where one may, and what follows it."""
    if size(text) <= limit:
        return text, ""
    end = _fitting(text, limit)
    place = next((found for one in _BREAKS if (found := _last(one, text, end)) is not None), (end, end))
    return text[: place[0]].rstrip(), text[place[1] :].lstrip()


def _last(pattern: re.Pattern[str], text: str, end: int) -> tuple[int, int] | None:
    """The last place where `pattern` allows a cut, in the second half of what fits."""
    found = [match.span() for match in pattern.finditer(text, end // 2, end)]
    return found[-1] if found else None


def _fitting(text: str, limit: int) -> int:
    """How many characters of `text` fit in `limit` units, without cutting a composed character if it can be helped."""
    count = units = 0
    for character in text:
        units += 2 if character > "\uffff" else 1
        if units > limit:
            break
        count += 1
    end = count
    while end > max(0, count - 20) and end < len(text) and _joined(text, end):
        end -= 1
    return end if end > 0 and not _joined(text, end) else max(1, count)


def _joined(text: str, place: int) -> bool:
    """Whether the characters around `place` belong together."""
    if place >= len(text):
        return False
    after, before = ord(text[place]), ord(text[place - 1])
    return unicodedata.combining(text[place]) > 0 or after in _JOINERS or before == 0x200D
