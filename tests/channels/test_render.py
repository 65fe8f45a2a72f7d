"""Any reply becomes valid messages of each platform; no option and no word is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.messenger.render import render as render_messenger
from bot.channels.rendered import Rendered, without_picture
from bot.channels.telegram.render import render as render_telegram
from bot.channels.text import card_text, plain, split, visible
from bot.channels.whatsapp.render import render as render_whatsapp
from bot.channels.words import picked
from bot.replies import Bar, Card, Chart, Choice, Fact, Link, Reply, Source, When, Where
from tests.channels.limits import units
from tests.channels.payloads import pressable

URL = "https://orisoin.exemple.fr"
RENDERERS: dict[str, Callable[..., Rendered]] = {
    "telegram": render_telegram,
    "whatsapp": render_whatsapp,
    "messenger": render_messenger,
}
each = pytest.mark.parametrize("channel", list(RENDERERS))


def reply(text: str = "Bonjour", titles: tuple[str, ...] = (), start: int = 0, **more: Any) -> Reply:
    """A reply with these choices."""
    choices = [Choice(id=f"id{start + n:010}", title=title) for n, title in enumerate(titles)]
    return Reply(id="r", at="2026-11-26T12:00:00+00:00", text=text, choices=choices, **more)


def texts(channel: str, messages: list[dict[str, Any]]) -> list[str]:
    """What each message says in words."""
    messages = [words for message in messages if (words := without_picture(message))]
    if channel != "whatsapp":
        return [message["text"] for message in messages]
    return [
        message["text"]["body"] if message["type"] == "text" else message["interactive"]["body"]["text"]
        for message in messages
    ]


def check(channel: str, rendered: Rendered, replies: list[Reply]) -> None:
    """Every message is valid; every option can be pressed, or is written out with its number."""
    messages = [message for page in rendered.pages for message in page]
    pressed = [option for message in messages for option in pressable(channel, message)]
    assert len(pressed) == len(set(pressed))
    if channel == "whatsapp":
        assert all(len(page) <= 2 for page in rendered.pages)
    wanted = {choice.id for one in replies for choice in one.choices}
    assert {option.id for option in rendered.options} == wanted
    if not rendered.numbered:
        assert set(pressed) == wanted
    else:
        assert set(pressed) <= wanted
        said = "".join("".join(texts(channel, messages)).split())
        for number, option in enumerate(rendered.options, 1):
            assert f"{number}." in said
            assert picked(str(number), rendered.options, True) == option


_PIECES = st.sampled_from(
    [
        *(
            "bonjour ",
            "**gras** ",
            "👩\u200d⚕️",
            "é",
            "e\u0301",
            "🇫🇷",
            "\n\n",
            "- point\n",
            "_",
            "\u200b",
            "<b>",
        ),
        *(
            "[page](https://a.fr/x) ",
            "&",
            "*",
            "1. ",
            "mot" * 30,
            "Fin. ",
            "\x00",
            "\ud800",
            " ",
            "`",
            "😀" * 7,
        ),
    ]
)
_TEXTS = st.builds(
    lambda pieces, times: "".join(pieces) * times, st.lists(_PIECES, max_size=20), st.integers(1, 60)
).map(lambda text: text[:10_000])
_TITLES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Oui", "Non", "M'aider à choisir", "x" * 25, "y" * 200, "👩‍⚕️" * 9, " ", ""]),
)
_BARS = st.builds(
    lambda label, low, more, note: Bar(label=label, low=low, high=low + more, note=note),
    st.text(max_size=40),
    st.floats(0, 99_999),
    st.floats(0, 9_999),
    st.none() | st.text(max_size=30),
)
_CHARTS = st.builds(
    lambda title, bars: Chart(title=title, unit="€ brut par mois", bars=bars),
    st.text(max_size=60),
    st.lists(_BARS, min_size=1, max_size=12),
)
_CARDS = st.builds(
    lambda title, facts, chart: Card(
        kind="event",
        title=title or "x",
        example=True,
        when=When(start="2026-11-28T09:00:00+01:00"),
        place=Where(name="Gap", distance_km=3.2),
        facts=[Fact(label="Inscription", value=value) for value in facts],
        chart=chart,
        links=[Link(rel="calendar", title="Agenda", href="/events/a.ics")],
    ),
    st.text(max_size=60),
    st.lists(st.text(max_size=80), max_size=3),
    st.none() | _CHARTS,
)


@st.composite
def _turns(draw: st.DrawFn) -> list[Reply]:
    replies, start = [], 0
    for _ in range(draw(st.integers(1, 3))):
        titles = tuple(draw(st.lists(_TITLES, max_size=40)))
        cards = draw(st.lists(_CARDS, max_size=3))
        replies.append(reply(draw(_TEXTS), titles, start, cards=cards))
        start += len(titles)
    return replies


@each
@settings(max_examples=250, deadline=None)
@given(replies=_turns())
def test_any_turn_is_valid_and_loses_no_option(channel: str, replies: list[Reply]) -> None:
    check(channel, RENDERERS[channel](replies, URL), replies)


@settings(max_examples=300, deadline=None)
@given(text=_TEXTS, limit=st.integers(20, 4096))
def test_a_split_text_keeps_every_word_within_the_limit(text: str, limit: int) -> None:
    text = visible(plain(text))
    parts = split(text, limit)
    assert all(0 < units(part) <= limit for part in parts)
    seen = [c for c in text if not c.isspace() and c.isprintable()]
    assert [c for part in parts for c in part if not c.isspace() and c.isprintable()] == seen


@each
@pytest.mark.parametrize("count", [0, 1, 3, 4, 10, 11, 13, 14, 40, 120])
def test_any_number_of_options_can_be_answered(channel: str, count: int) -> None:
    replies = [reply(titles=tuple(f"Choix {n}" for n in range(count)))]
    check(channel, RENDERERS[channel](replies, URL), replies)


@each
@pytest.mark.parametrize("blank", ["", " ", "\u200b", "\u2060\ufeff"])
def test_words_that_cannot_be_seen_do_not_hide_the_options(channel: str, blank: str) -> None:
    replies = [reply(blank, titles=(blank,))]
    rendered = RENDERERS[channel](replies, URL)
    check(channel, rendered, replies)
    assert [option.title for option in rendered.options] == ["Option 1"]


def test_whatsapp_uses_buttons_then_a_list_then_numbers() -> None:
    def first(*titles: str) -> Any:
        (message,) = render_whatsapp([reply(titles=titles)], URL).pages[0]
        return message

    assert first("Oui", "Non")["interactive"]["type"] == "button"
    listed = first("M'aider à choisir un métier", "Non")["interactive"]
    assert listed["type"] == "list"
    assert listed["action"]["sections"][0]["rows"][0]["description"] == "M'aider à choisir un métier"
    assert first("Oui", "Oui")["text"]["body"].endswith("1. Oui\n2. Oui")
    assert first("x" * 80)["type"] == "text"


def test_whatsapp_keeps_to_two_bubbles_and_offers_the_rest() -> None:
    long = reply("\n\n".join(f"Paragraphe {n} " + "mot " * 200 for n in range(14)), ("Oui",))
    rendered = render_whatsapp([long], URL)
    assert [len(page) for page in rendered.pages] == [2, 2, 1]
    for page in rendered.pages[:-1]:
        assert page[1]["text"]["body"].endswith("envoyez « suite ».)")
    assert rendered.pages[2][0]["interactive"]["type"] == "button"
    merged = render_whatsapp([reply("un"), reply("deux", ("Oui",))], URL)
    assert [len(page) for page in merged.pages] == [1]


@each
def test_a_card_is_readable_text_with_its_links_and_sources(channel: str) -> None:
    card = Card(
        kind="event",
        title="Portes ouvertes",
        subtitle="IFSI de Gap",
        example=True,
        when=When(start="2026-11-28T09:00:00+01:00", end="2026-11-28T12:30:00+01:00"),
        place=Where(name="Gap", address="1 rue Neuve", distance_km=3.2),
        facts=[Fact(label="Inscription", value="entrée libre")],
        links=[
            Link(rel="calendar", title="Ajouter à mon agenda", href="/events/a.ics"),
            Link(rel="phone", title="04 00 00 00 00", href="tel:0400000000"),
        ],
    )
    sources = [Source(title="Une source", url="https://source.test/", as_of="2024")]
    rendered = RENDERERS[channel]([reply("Voici **une** rencontre.", cards=[card], sources=sources)], URL)
    (said,) = texts(channel, rendered.pages[0])
    assert said == (
        "Voici une rencontre.\n\n"
        "▪ Portes ouvertes (exemple)\n"
        "IFSI de Gap\n"
        "Quand : samedi 28 novembre 2026, de 9 h à 12 h 30\n"
        "Où : 1 rue Neuve, Gap\n"
        "Inscription : entrée libre\n"
        "Distance : 3,2 km\n"
        "Ajouter à mon agenda : https://orisoin.exemple.fr/events/a.ics\n"
        "04 00 00 00 00 : 0400000000\n\n"
        "Source : Une source (2024) : https://source.test/"
    )


def test_a_chart_is_a_table_of_text_that_repeats_no_fact() -> None:
    bars = [Bar(label="Début", low=1867, high=2010), Bar(label="Fin", low=2500, note="à l'hôpital")]
    card = Card(
        kind="profession", title="Salaire", chart=Chart(title="Salaire", unit="€ brut par mois", bars=bars)
    )
    assert card_text(card, URL) == (
        "▪ Salaire\nSalaire, € brut par mois :\n• Début : 1\u202f867 à 2\u202f010\n• Fin : 2\u202f500 (à l'hôpital)"
    )
    told = card.model_copy(update={"facts": [Fact(label=bar.label, value="…") for bar in bars]})
    assert card_text(told, URL) == "▪ Salaire\nDébut : …\nFin : …"


def test_markdown_becomes_plain_words() -> None:
    assert plain("**Oui**, voir [la page](https://a.fr) :\n\n- un\n- deux\n\n1. trois") == (
        "Oui, voir la page : https://a.fr :\n\n• un\n• deux\n\n1. trois"
    )
    assert plain("1 * 2 = 2\nsnake_case <b>") == "1 * 2 = 2\nsnake_case <b>"
