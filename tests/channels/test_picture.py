"""The chart as a picture: the bars and figures of the web's chart, readable, the same for the same figures."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import yaml
from PIL import Image, ImageFont

from bot.channels import picture as drawing
from bot.channels.picture import GROUND, PICTURE, RANGE, SOFT, SURE, TEXT, Picture, draw, picture_of
from bot.channels.rendered import without_picture
from bot.replies import Bar, Card, Chart, Source
from bot.settings import ROOT
from tests.channels.payloads import CHECKS, PLATFORMS, payload
from tests.channels.test_render import RENDERERS, URL, check, reply, texts

BARS = [
    Bar(label="Hôpital public, début", low=1000, high=1250, note="montant d'essai"),
    Bar(label="Hôpital public, fin", low=2000),
]
CHART = Chart(title="Salaires comparés (montants d'essai)", unit="€ brut par mois", bars=BARS)
SOURCE = Source(title="Une source d'essai", url="https://source.test/", as_of="2026")


def pay(text: str = "Voici :", titles: tuple[str, ...] = (), chart: Chart = CHART) -> Any:
    """A reply about pay."""
    card = Card(kind="profession", title="Autres situations", chart=chart)
    return reply(text, titles, cards=[card], sources=[SOURCE])


def opened(png: bytes) -> Image.Image:
    """The picture of these bytes."""
    image = Image.open(BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [value / 255 for value in _rgb(colour)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_same_figures_are_the_same_bytes_and_others_are_not() -> None:
    shown = Picture(charts=[CHART], sources=["Une source d'essai (2026)"])
    first = draw(shown)
    drawing._drawn.cache_clear()
    assert draw(shown.model_copy(deep=True)) == first
    for other in (
        CHART.model_copy(update={"bars": [BARS[0], BARS[1].model_copy(update={"low": 2001})]}),
        CHART.model_copy(update={"unit": "€ net par mois"}),
    ):
        assert draw(Picture(charts=[other])) != first


def test_bars_are_as_long_as_their_figures_on_the_web_s_scale() -> None:
    """Sure up to the low amount, lighter up to the high one, of a scale that ends 5 % after the longest."""
    image = opened(draw(Picture(charts=[CHART])))
    room = image.width - 2 * 36
    lengths = []
    for y in range(image.height):
        row = [image.getpixel((x, y)) for x in range(36, image.width - 36)]
        sure, ranged = row.count(_rgb(SURE)), row.count(_rgb(RANGE))
        if sure > 100 and (not lengths or lengths[-1][2] < y - 40):
            middle = [image.getpixel((x, y + 8)) for x in range(36, image.width - 36)]
            sure, ranged = middle.count(_rgb(SURE)), middle.count(_rgb(RANGE))
            lengths.append((sure, sure + ranged, y))
    most = 2000 * 1.05
    assert len(lengths) == 2
    for (sure, whole, _), bar in zip(lengths, BARS, strict=True):
        assert abs(sure - room * bar.low / most) <= 2
        assert abs(whole - room * (bar.high or bar.low) / most) <= 2


def test_words_and_bars_stand_out_from_their_ground() -> None:
    assert _contrast(TEXT, GROUND) >= 4.5 and _contrast(SOFT, GROUND) >= 4.5
    assert _contrast(SURE, GROUND) >= 4.5 and _contrast(RANGE, GROUND) >= 3
    colours = {colour for _, colour in opened(draw(Picture(charts=[CHART]))).getcolors(10_000) or []}
    assert {_rgb(one) for one in (GROUND, TEXT, SOFT, SURE, RANGE)} <= colours


def test_every_character_of_our_facts_on_pay_can_be_written() -> None:
    """A font writes a box for what it lacks: no character of pay, nor of French, is that box."""
    written = set("àâäéèêëîïôöùûüÿçæœÀÂÉÈÊËÎÏÔÙÛÜÇÆŒ«»’'–—…€°%½0123456789")
    for path in (ROOT / "data" / "reference" / "professions").glob("*.yml"):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        written |= set(str(told.get("pay") or told)) | set(str(told.get("name_f", "")))
    written |= set("".join(drawing._shown(one) for one in written))
    for bold in (False, True):
        font: ImageFont.FreeTypeFont = drawing._font(27, bold)
        missing = bytes(font.getmask("\U000f1234"))
        lacking = [
            character
            for character in written
            if character.isprintable() and bytes(font.getmask(character)) == missing
        ]
        assert lacking == [], bold


@pytest.mark.parametrize(
    ("charts", "bars", "label"),
    [(1, 1, "x"), (1, 12, "mot " * 60), (3, 12, "x" * 400), (5, 12, "é\x00\n\u200b")],
)
def test_any_chart_is_a_picture_that_platforms_take(charts: int, bars: int, label: str) -> None:
    """Telegram: width and height together at most 10,000, neither 20 times the other; WhatsApp: 5 MB."""
    chart = Chart(
        title=label, unit=label, bars=[Bar(label=label, low=n, high=n * 2, note=label) for n in range(bars)]
    )
    shown = picture_of([reply(cards=[Card(kind="profession", title="x", chart=chart)] * charts)])
    assert shown is not None
    png = draw(shown)
    width, height = opened(png).size
    assert width == 720 and width + height <= 10_000 and height <= 20 * width
    assert len(png) < 500_000


def test_a_picture_names_its_sources_and_their_dates() -> None:
    shown = picture_of([pay(), reply("rien", sources=[Source(title="autre")])])
    assert shown == Picture(charts=[CHART], sources=["Une source d'essai (2026)"])
    assert picture_of([reply("rien")]) is None
    assert draw(Picture(charts=[CHART])) != draw(shown)


@pytest.mark.parametrize("channel", list(RENDERERS))
@pytest.mark.parametrize("length", [10, 900, 1100, 3000, 9000])
@pytest.mark.parametrize("titles", [(), ("Oui", "Non"), ("Un choix bien trop long pour un bouton", "Non")])
def test_the_picture_comes_once_with_its_text_and_every_option(
    channel: str, length: int, titles: tuple[str, ...]
) -> None:
    """Short or long, with buttons, a list or nothing: a picture, all the words, no more than two bubbles."""
    replies = [pay(("mot " * (length // 4)) + "fin.", titles)]
    rendered = RENDERERS[channel](replies, URL)
    check(channel, rendered, replies)
    messages = [message for page in rendered.pages for message in page]
    assert sum(PICTURE in message for message in messages) == 1
    assert PICTURE in str(rendered.pages[0]), "not on a page to ask for"
    said = " ".join(texts(channel, messages))
    for words in ("fin.", "Hôpital public, début : 1\u202f000 à 1\u202f250", "Une source d'essai (2026)"):
        assert words in said
    if channel == "whatsapp" and length <= 3000:
        assert len(rendered.pages) == 1


def test_each_platform_shows_it_its_own_way() -> None:
    def first(channel: str, text: str, *titles: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        (page,) = RENDERERS[channel]([pay(text, titles)], URL).pages
        place = next(place for place, message in enumerate(page) if PICTURE in message)
        return page, payload(channel, PLATFORMS[channel], page[place])[-1]

    page, shown = first("telegram", "Voici :", "Oui")
    assert len(page) == 1 and shown["caption"] == page[0]["text"] and "reply_markup" in shown
    page, shown = first("whatsapp", "Voici :", "Oui")
    assert len(page) == 1 and shown["interactive"]["header"] == {"type": "image", "image": {"id": "AgACname"}}
    page, shown = first("whatsapp", "Voici :", "Un choix trop long pour un bouton", "Non")
    assert shown["image"]["caption"] == page[0]["text"]["body"]
    assert page[1]["interactive"]["type"] == "list"
    page, shown = first("messenger", "Voici :", "Oui")
    assert shown == {"attachment": {"type": "image", "payload": {"attachment_id": "AgACname"}}}
    assert without_picture(page[0]) == {} and CHECKS["messenger"](page[1]) != []
