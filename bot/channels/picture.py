"""Charts drawn as pictures, for apps that cannot draw them: the bars and figures of the web's own chart.

What is drawn is kept with the message as a `Picture`; the same one always gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pydantic import BaseModel, ConfigDict

from bot.channels.text import bar_amount, cut, visible
from bot.replies import Bar, Chart, Reply

# The place of a picture in a message that waits to be sent.
PICTURE = "picture"
WIDTH = 720
GROUND, TEXT, SOFT = "#ffffff", "#1b1d22", "#4b505c"
# The widget's colours: what is sure, then up to the highest amount, then the rest of the scale.
SURE, RANGE, TRACK = "#0b4a9e", "#7295c6", "#eef1f7"
_MARGIN, _GAP = 36, 14
_BAR = 20
# Some air after the longest bar, as in the widget.
_AIR = 1.05
_LONGEST = 110
# Platforms refuse pictures that are too tall.
_MOST_BARS, _MOST_SOURCES = 24, 3
# The font lacks the narrow no-break space, and its no-break space is too wide.
_SPACES = str.maketrans("\u202f\u00a0", "  ")


class Picture(BaseModel):
    """What a picture shows: charts, and the sources that its figures come from."""

    model_config = ConfigDict(extra="forbid")

    charts: list[Chart]
    sources: list[str] = []


def picture_of(replies: Iterable[Reply]) -> Picture | None:
    """The picture of the charts of `replies`; None when they have none."""
    replies = list(replies)
    charts: list[Chart] = []
    for chart in (card.chart for reply in replies for card in reply.cards):
        if chart is not None and sum(len(one.bars) for one in [*charts, chart]) <= _MOST_BARS:
            charts.append(chart)
    if not charts:
        return None
    named = [
        one.title + (f" ({one.as_of})" if one.as_of else "")
        for reply in replies
        if any(card.chart for card in reply.cards)
        for one in reply.sources
    ]
    return Picture(charts=charts, sources=list(dict.fromkeys(named))[:_MOST_SOURCES])


@lru_cache(maxsize=64)
def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Bitstream Vera, which comes with reportlab and has every French letter."""
    found = find_spec("reportlab")
    assert found is not None and found.origin is not None
    name = "VeraBd.ttf" if bold else "Vera.ttf"
    path = Path(found.origin).parent / "fonts" / name
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=64)
def _drawn(spec: str) -> bytes:
    picture = Picture.model_validate_json(spec)
    height = _Drawing(None).paint(picture)
    image = Image.new("RGB", (WIDTH, height), GROUND)
    _Drawing(ImageDraw.Draw(image)).paint(picture)
    written = BytesIO()
    # Few flat colours: a palette halves the weight and nobody sees it.
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def draw(picture: Picture) -> bytes:
    """`picture` as a PNG; drawn once for the same figures."""
    return _drawn(picture.model_dump_json())


class _Drawing:
    """A pen going down the page; without a `pen` it only measures."""

    def __init__(self, pen: ImageDraw.ImageDraw | None) -> None:
        self._pen = pen
        self._y = _MARGIN

    def paint(self, picture: Picture) -> int:
        """Draw all of it; the height it takes."""
        for chart in picture.charts:
            self._chart(chart)
        if picture.sources:
            head = "Source : " if len(picture.sources) == 1 else "Sources : "
            listed = "\u00a0; ".join(_shown(source) for source in picture.sources)
            self._text(head + listed, _font(19), SOFT)
        return self._y + _MARGIN

    def _chart(self, chart: Chart) -> None:
        self._text(_shown(chart.title), _font(31, bold=True), TEXT)
        self._text(_shown(chart.unit), _font(25), SOFT)
        self._y += _GAP
        most = max(bar.high or bar.low for bar in chart.bars) * _AIR
        for bar in chart.bars:
            self._bar(bar, most)
        self._y += _GAP

    def _bar(self, bar: Bar, most: float) -> None:
        amount, bold = _shown(f"{bar_amount(bar)} €"), _font(27, bold=True)
        label, font = _shown(bar.label), _font(27)
        beside = _length(amount, bold) + _GAP
        top = self._y
        if _length(label, font) + beside <= WIDTH - 2 * _MARGIN:
            self._text(label, font, TEXT)
            self._write(amount, bold, TEXT, WIDTH - _MARGIN - _length(amount, bold), top)
        else:
            self._text(label, font, TEXT)
            self._text(amount, bold, TEXT)
        if bar.note:
            self._text(_shown(bar.note), _font(22), SOFT)
        self._y += 4
        self._fill(1, TRACK, most)
        self._fill((bar.high or bar.low) / most if most else 0, RANGE, most)
        self._fill(bar.low / most if most else 0, SURE, most)
        self._y += _BAR + 2 * _GAP

    def _fill(self, share: float, colour: str, most: float) -> None:
        """A bar from the left edge, as long as `share` of the scale."""
        long = round((WIDTH - 2 * _MARGIN) * share)
        if self._pen is not None and long >= 1:
            box = (_MARGIN, self._y, _MARGIN + long - 1, self._y + _BAR - 1)
            self._pen.rounded_rectangle(box, radius=min(5, long // 2), fill=colour)

    def _text(self, text: str, font: ImageFont.FreeTypeFont, colour: str) -> None:
        """Lines of text, broken at words."""
        for line in _lines(text, font):
            self._write(line, font, colour, _MARGIN, self._y)
            self._y += round(font.size * 1.35)

    def _write(self, text: str, font: ImageFont.FreeTypeFont, colour: str, x: int, y: int) -> None:
        if self._pen is not None:
            self._pen.text((x, y), text.translate(_SPACES), fill=colour, font=font)


def _shown(text: str) -> str:
    """What is drawn of `text`: no control characters, and not too much."""
    return cut(visible(text), _LONGEST)


def _length(text: str, font: ImageFont.FreeTypeFont) -> int:
    return math.ceil(font.getlength(text.translate(_SPACES)))


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """`text` in lines that fit between the margins; a word that does not is broken."""
    room, lines, line = WIDTH - 2 * _MARGIN, [], ""
    # Not at no-break spaces, which hold a figure together.
    for word in text.replace("\n", " ").split(" "):
        tried = f"{line} {word}" if line else word
        if _length(tried, font) <= room:
            line = tried
            continue
        if line:
            lines.append(line)
        line = ""
        for character in word:
            if _length(line + character, font) > room:
                lines.append(line)
                line = ""
            line += character
    return [*lines, line] if line else lines
