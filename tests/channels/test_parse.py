"""Every documented payload becomes what it means, whole batches pass, and nothing a platform sends breaks us."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.incoming import Incoming
from bot.channels.messenger.parse import parse as parse_messenger
from bot.channels.telegram.parse import parse as parse_telegram
from bot.channels.whatsapp.parse import parse as parse_whatsapp
from tests.channels.samples import (
    AT,
    BSUID,
    MESSENGER,
    NUMBER,
    PAGE,
    PHONE,
    TELEGRAM,
    WHATSAPP,
    Expected,
    messenger,
    messenger_event,
    messenger_text,
    telegram_message,
    telegram_press,
    whatsapp,
    whatsapp_message,
    whatsapp_status,
    whatsapp_text,
)

PARSERS: dict[str, Callable[[Any], list[Incoming]]] = {
    "telegram": parse_telegram,
    "whatsapp": lambda payload: parse_whatsapp(payload, NUMBER),
    "messenger": lambda payload: parse_messenger(payload, PAGE),
}
SAMPLES = {"telegram": TELEGRAM, "whatsapp": WHATSAPP, "messenger": MESSENGER}
CASES = [
    pytest.param(channel, payload, expected, id=f"{channel}-{name}")
    for channel, samples in SAMPLES.items()
    for name, payload, expected in samples
]


@pytest.mark.parametrize(("channel", "payload", "expected"), CASES)
def test_a_documented_payload_means_what_it_means(channel: str, payload: Any, expected: Expected) -> None:
    found = PARSERS[channel](payload)
    assert [(one.kind, one.text) for one in found] == expected
    assert all(one.channel == channel and one.message_id and one.person for one in found)


def test_batches_are_read_whole() -> None:
    three = [
        {**whatsapp_text(f"t{n}", f"w{n}"), "from": f"3360000000{n}", "from_user_id": f"FR.{n}"}
        for n in range(3)
    ]
    payload = whatsapp(*three)
    payload["entry"].append(whatsapp(whatsapp_text("autre", "w9"))["entry"][0])
    found = parse_whatsapp(payload, NUMBER)
    assert [(one.person, one.text) for one in found] == [
        ("FR.0", "t0"),
        ("FR.1", "t1"),
        ("FR.2", "t2"),
        (BSUID, "autre"),
    ]
    events = [messenger_event(f"p{n}", message={"mid": f"m{n}", "text": str(n)}) for n in range(3)]
    found = parse_messenger(messenger(events[0], {"sender": 5}, events[1], events[2]), PAGE)
    assert [one.person for one in found] == ["p0", "p1", "p2"]


def test_a_person_on_whatsapp_is_known_by_their_bsuid_first() -> None:
    (both,) = parse_whatsapp(whatsapp(whatsapp_text("a")), NUMBER)
    assert (both.person, both.phone) == (BSUID, PHONE)
    bare = {"id": "w", "type": "text", "timestamp": str(AT), "text": {"body": "a"}}
    (known,) = parse_whatsapp(whatsapp(bare, contact="bsuid"), NUMBER)
    assert (known.person, known.phone) == (BSUID, None)
    (phone,) = parse_whatsapp(whatsapp({**bare, "from": PHONE}, contact="phone"), NUMBER)
    assert (phone.person, phone.phone) == (PHONE, None)
    assert parse_whatsapp(whatsapp(bare, contact="none"), NUMBER) == []


@pytest.mark.parametrize(
    "system",
    [
        {"type": "user_changed_user_id", "previous_user_id": BSUID, "user_id": "FR.2"},
        {"type": "user_changed_user_id", "body": f"User P changed from {BSUID} to FR.2"},
        {"type": "user_changed_user_id", "user_id": "FR.2"},
    ],
)
def test_a_bsuid_that_changes_says_what_it_was(system: dict[str, str]) -> None:
    (moved,) = parse_whatsapp(whatsapp(whatsapp_message("system", system)), NUMBER)
    assert (moved.kind, moved.previous, moved.person) == ("moved", BSUID, "FR.2")


def test_times_and_order_are_the_platforms_own() -> None:
    (one,) = parse_telegram(telegram_message(7, text="a"))
    assert (one.at, one.sequence) == (datetime.fromtimestamp(AT, timezone.utc), 7)
    (one,) = parse_messenger(messenger(messenger_text("a", at=AT * 1000 + 250)), PAGE)
    assert one.at is not None and one.at.microsecond == 250_000
    (one,) = parse_whatsapp(whatsapp(whatsapp_text("a")), NUMBER)
    assert one.at == datetime.fromtimestamp(AT, timezone.utc)
    for senseless in (-5, 10**18, "demain", True, None):
        assert parse_telegram(telegram_message(1, date=senseless, text="a"))[0].at is None  # type: ignore[arg-type]


def test_a_pressed_button_tells_its_choice_its_label_and_what_to_acknowledge() -> None:
    (pressed,) = parse_telegram(telegram_press(3, "c:abc", "Oui, volontiers"))
    assert (pressed.choice, pressed.text, pressed.callback) == ("abc", "Oui, volontiers", "77")


def test_a_status_tells_what_became_of_our_message() -> None:
    (failed,) = parse_whatsapp(whatsapp_status("failed", "clef", errors=[{"code": 131026}]), NUMBER)
    assert (failed.key, failed.state, failed.error) == ("clef", "failed", "131026")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside: list[tuple[Any, ...]] = [path]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in pairs:
        inside += _places(child, (*path, key))
    return inside


def mutate(payload: Any, pick: random.Random, replacement: Any) -> Any:
    """`payload` with one of its parts replaced, dropped or doubled."""
    changed = copy.deepcopy(payload)
    path = pick.choice(_places(changed))
    if not path:
        return replacement
    parent = changed
    for key in path[:-1]:
        parent = parent[key]
    match pick.randrange(3):
        case 0:
            parent[path[-1]] = replacement
        case 1:
            del parent[path[-1]]
        case 2 if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[path[-1]]))
        case _:
            parent[path[-1]] = [parent[path[-1]], replacement]
    return changed


@pytest.mark.parametrize("channel", list(PARSERS))
@settings(max_examples=1200, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_payload_raises(channel: str, data: st.DataObject) -> None:
    """Three mutations a draw: more than 10,000 over the three channels."""
    _, payload, _ = data.draw(st.sampled_from(SAMPLES[channel]))
    pick = random.Random(data.draw(st.integers(0, 2**32)))
    for _ in range(3):
        payload = mutate(payload, pick, data.draw(_JSON))
        for one in PARSERS[channel](payload):
            assert one.message_id and one.person
            json.dumps([one.text, one.choice, one.person, one.message_id])
