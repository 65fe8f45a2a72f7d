"""The pay chart on messaging apps: a picture with its words, given to the platform once; the words alone if it fails."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels import picture as drawing
from bot.channels.picture import PICTURE
from bot.gateway.messaging import pictures, sender
from tests.gateway.fakes import FakeEngine
from tests.gateway.messaging.conftest import Person, rows
from tests.gateway.messaging.platforms import FakePlatforms, Sent
from tests.widget.engine import PAY

# Messenger shows a picture and its words as two messages.
MESSAGES = {"telegram": 1, "whatsapp": 1, "messenger": 2}
WORDS = ("1 000 € brut par mois", "Hôpital public, fin : 1\u202f500", "Une source d'essai (2026)")


@pytest.fixture(autouse=True)
def patient(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time enough for a slow machine: here a call that lasts too long changes what is sent."""
    monkeypatch.setattr(sender, "CALL_SECONDS", 10.0)


async def _ask(person: Person, engine: FakeEngine, count: int | None = None) -> list[Sent]:
    """Ask for the pay of a trade, after a hello; what comes back, once nothing more does."""
    if not person.platforms.sent:
        await person.begin()
    engine.reply = PAY
    count = MESSAGES[person.channel] if count is None else count
    said = await person.say("combien gagne une aide-soignante ?", count)
    before = len(person.platforms.sent)
    assert await person.quiet() == before
    return said


def _told(said: list[Sent]) -> str:
    return "\n".join(one.text for one in said)


def _check_words(said: list[Sent]) -> None:
    for words in WORDS:
        assert words in _told(said)
    assert list(said[-1].options.values()) == ["Comment le devenir"]


async def test_the_chart_is_a_picture_with_all_its_words(person: Person, engine: FakeEngine) -> None:
    said = await _ask(person, engine)
    assert said[0].picture is not None
    assert [one.picture for one in said[1:]] == [None] * (len(said) - 1)
    _check_words(said)
    if person.channel != "messenger":
        assert said[0].text and said[0].options, "one message: picture, words and choices"
    kept = await rows(person.client, "outbox")
    assert {row["state"] for row in kept} == {"sent"} and {row["message"] for row in kept} == {None}
    assert len({row["key"] for row in kept}) == len(kept) == len(person.platforms.sent)


async def test_the_same_figures_are_drawn_and_given_to_the_platform_once(
    person: Person, engine: FakeEngine
) -> None:
    drawing._drawn.cache_clear()
    first, again = await _ask(person, engine), await _ask(person, engine)
    assert first[0].picture == again[0].picture is not None
    assert len(person.platforms.uploads) == 1
    assert drawing._drawn.cache_info().misses == 1


def _failures(person: Person) -> Any:
    """Where the platform's next answer about a picture is planned."""
    return person.platforms.plan if person.channel == "telegram" else person.platforms.upload_plan


_REFUSED = {
    "telegram": (400, {"ok": False, "error_code": 400, "description": "Bad Request: IMAGE_PROCESS_FAILED"}),
    "whatsapp": (400, {"error": {"code": 131053, "message": "Media upload error"}}),
    "messenger": (400, {"error": {"code": 100, "message": "Upload attachment failure."}}),
}


async def test_a_picture_that_is_refused_leaves_its_words_at_once(person: Person, engine: FakeEngine) -> None:
    await person.begin()
    _failures(person).append(_REFUSED[person.channel])
    said = await _ask(person, engine, 1)
    assert [one.picture for one in said] == [None]
    _check_words(said)
    states = [row["state"] for row in await rows(person.client, "outbox")]
    assert states.count("dropped") == (1 if person.channel == "messenger" else 0)
    assert "dead" not in states
    assert (await _ask(person, engine))[0].picture is not None, "tried again with the next answer"


async def test_a_platform_that_fails_on_a_picture_gets_the_words_alone(
    person: Person, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "UPLOAD_SECONDS", 1.0)
    await person.begin()
    for failure in ((500, {}), "hang", (200, {"nothing": "of a picture"})):
        _failures(person).append(failure)
        said = await _ask(person, engine, 1)
        assert [one.picture for one in said] == [None], failure
        _check_words(said)


async def test_a_platform_that_slows_us_down_gets_the_picture_later(
    on_telegram: Person, engine: FakeEngine, platforms: FakePlatforms
) -> None:
    await on_telegram.begin()
    platforms.plan.append((429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}))
    (said,) = await _ask(on_telegram, engine)
    assert said.picture is not None


async def test_a_picture_that_the_platform_has_forgotten_leaves_its_words(
    person: Person, engine: FakeEngine
) -> None:
    await _ask(person, engine)
    person.platforms.plan.append(_REFUSED[person.channel])
    again = await _ask(person, engine, 1)
    assert [one.picture for one in again] == [None]
    _check_words(again)
    third = await _ask(person, engine)
    assert third[0].picture is not None and len(person.platforms.uploads) == 2, "given anew"


async def test_a_chart_that_cannot_be_drawn_is_told_in_words(
    person: Person, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> bytes:
        raise OSError("canari-7f3a")

    monkeypatch.setattr(pictures, "draw", broken)
    said = await _ask(person, engine, 1)
    assert [one.picture for one in said] == [None]
    _check_words(said)
    logged = "".join(capsys.readouterr())
    assert "channel.not_drawn" in logged and "canari" not in logged


async def test_what_waits_holds_figures_and_no_picture(on_whatsapp: Person, engine: FakeEngine) -> None:
    """What is kept until it is sent: some words of JSON, whose picture any gateway can draw."""
    await on_whatsapp.begin()
    engine.reply = PAY
    await on_whatsapp.platforms.stop()
    await on_whatsapp.post(on_whatsapp.text_payload("combien ?"))
    waiting: list[dict[str, Any]] = []
    while not waiting:
        await on_whatsapp.quiet(0.1)
        waiting = [row for row in await rows(on_whatsapp.client, "outbox") if row["state"] != "sent"]
    assert len(waiting[0]["message"][PICTURE]["charts"][0]["bars"]) == 3
    assert len(str(waiting[0]["message"])) < 4000
    await on_whatsapp.platforms.start()
    await on_whatsapp.platforms.wait(2)
