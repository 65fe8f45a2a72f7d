"""The gateway's small parts: texts, codes, rates, the breaker, origins of sites, dates."""

from __future__ import annotations

import base64
import time

import itsdangerous
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.queries.sites import origin_of
from bot.gateway.breaker import Breaker
from bot.gateway.engine_client import Said
from bot.gateway.limits import address_group
from bot.gateway.problems import Problem
from bot.gateway.rendering import french_when, markdown
from bot.gateway.tokens import Held, Tokens, new_identifier
from bot.gateway.words import LIMIT, clean, message_text
from bot.replies import When


@given(st.text(max_size=1200))
def test_a_kept_text_can_be_kept_and_is_cleaned_once(text: str) -> None:
    try:
        kept = message_text(text)
    except Problem as problem:
        assert problem.status == 422
        return
    assert 1 <= len(kept) <= LIMIT
    assert clean(kept) == kept
    assert "\x00" not in kept
    kept.encode()


@given(st.text(max_size=300))
@pytest.mark.asvs("1.2.2", "1.3.5", shows="S7")
def test_rendered_markdown_holds_only_what_is_allowed(text: str) -> None:
    html = markdown(text)
    for forbidden in ("<script", "<img", "<iframe", "<style", "<svg", "<form"):
        assert forbidden not in html.lower()


def test_markdown_keeps_paragraphs_lists_emphasis_and_links() -> None:
    html = markdown("**gras** et *doux*\n\n- un\n- [deux](https://exemple.test)\n- [appeler](tel:3114)")
    for wanted in ("<strong>gras</strong>", "<em>doux</em>", "<li>un</li>", 'href="tel:3114"', "noopener"):
        assert wanted in html


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(start="2026-12-01T14:30:00+01:00"), "mardi 1er décembre 2026 à 14 h 30"),
        (When(start="2026-07-01T07:00:00Z", timezone="Indian/Reunion"), "mercredi 1er juillet 2026 à 11 h"),
        (
            When(start="2026-12-01", end="2026-12-03", all_day=True),
            "du mardi 1er décembre 2026 au jeudi 3 décembre 2026",
        ),
        (When(start="2026-12-01", all_day=True), "mardi 1er décembre 2026"),
        (
            When(start="2026-11-30T23:00:00+00:00", end="2026-12-01T23:00:00+00:00", all_day=True),
            "mardi 1er décembre 2026",
        ),
        (When(start="bientôt"), "bientôt"),
        (When(start="2026-12-01T14:30", timezone="Nulle/Part"), "2026-12-01T14:30"),
    ],
)
def test_dates_are_said_in_french(when: When, words: str) -> None:
    assert french_when(when) == words


def test_codes_are_told_apart_and_forgive_typing() -> None:
    tokens = Tokens(b"secret")
    identifiers = [new_identifier() for _ in range(200)]
    codes = {tokens.rights_code(identifier) for identifier in identifiers}
    assert len(codes) == 200
    assert not set("".join(codes)) & set("ILOU")
    code = tokens.rights_code("x")
    assert tokens.rights_digest(code) == tokens.rights_digest(f" {code.lower().replace('-', '')} ")
    assert tokens.rights_digest("OIL0-0000-0000") == tokens.rights_digest("0110-0000-0000")
    assert tokens.sender("x") != Tokens(b"other").sender("x")


@pytest.mark.asvs("9.1.1", "9.1.3", shows="S1")
def test_a_token_of_another_secret_opens_nothing() -> None:
    token, _ = Tokens(b"other").issue(Held("x", None, None))
    with pytest.raises(Problem) as refused:
        Tokens(b"secret").read(token)
    assert refused.value.status == 401


@pytest.mark.asvs("9.1.2", "9.2.2", shows="S1")
def test_a_token_says_no_algorithm_and_serves_one_purpose() -> None:
    tokens = Tokens(b"secret")
    token, _ = tokens.issue(Held("x", None, None))
    assert tokens.read(token) == Held("x", None, None)
    passed = tokens.web_pass("x")
    assert tokens.read_pass(passed) == "x"
    parts = (b'{"alg":"none","typ":"JWT"}', b'["x",null,null]', b"")
    unsigned = ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
    for read, shown in ((tokens.read, passed), (tokens.read_pass, token), (tokens.read, unsigned)):
        with pytest.raises(Problem) as refused:
            read(shown)  # type: ignore[operator]
        assert refused.value.status == 401


@pytest.mark.fault("X11")
def test_a_clock_set_back_by_three_hours_ends_no_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, held = Tokens(b"secret"), Held("x", "agence", None)
    with monkeypatch.context() as ahead:
        ahead.setattr(itsdangerous.TimestampSigner, "get_timestamp", lambda _: int(time.time()) + 3 * 3600)
        token, passed = tokens.issue(held)[0], tokens.web_pass("x")
        forged = Tokens(b"other").issue(held)[0]
    assert tokens.read(token) == held
    assert tokens.read_pass(passed) == "x"
    with pytest.raises(Problem) as refused:
        tokens.read(forged)
    assert refused.value.status == 401


@pytest.mark.asvs("7.2.3", "11.5.1", shows="S1")
def test_identifiers_have_128_bits_and_the_engine_another_name() -> None:
    identifiers = [new_identifier() for _ in range(2000)]
    assert len(set(identifiers)) == 2000
    assert {len(base64.urlsafe_b64decode(one + "==")) for one in identifiers} == {16}
    # No bit is always the same: none of them is a date or a counter.
    numbers = [int.from_bytes(base64.urlsafe_b64decode(one + "=="), "big") for one in identifiers]
    for bit in range(128):
        assert 800 < sum(number >> bit & 1 for number in numbers) < 1200
    sender = Tokens(b"secret").sender(identifiers[0])
    assert identifiers[0] not in sender
    assert len(bytes.fromhex(sender)) * 8 >= 128


def test_the_breaker_opens_after_three_failures_for_two_seconds() -> None:
    moment = 0.0
    breaker = Breaker(lambda: moment)
    for _ in range(2):
        breaker.failed()
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    moment = 2.1
    assert not breaker.is_open
    breaker.failed()
    assert breaker.is_open
    breaker.succeeded()
    assert not breaker.is_open


@pytest.mark.parametrize(
    ("address", "group"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:0:1::5", "2001:db8:0:1::/64"),
        (None, "unknown"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str | None, group: str) -> None:
    assert address_group(address) == group


def test_origins_of_sites_take_one_form() -> None:
    assert origin_of("HTTPS://Agence.Exemple.fr:443/page?x") == "https://agence.exemple.fr"
    assert origin_of("http://localhost:8080") == "http://localhost:8080"
    assert origin_of("http://[::1]:81/") == "http://[::1]:81"
    for wrong in (
        "agence.fr",
        "ftp://agence.fr",
        "https://",
        "https://a:b@c.fr",
        "https://a.fr:99999",
        "https://[x",
    ):
        with pytest.raises(ValueError, match="«"):
            origin_of(wrong)


def test_a_choice_is_a_payload_only_with_a_slash() -> None:
    assert Said.of("Titre", "/pay", {}) == Said(None, "/pay", {})
    assert Said.of("Titre", "des mots", {}) == Said("des mots", None, {})
    assert Said.of("/tapé", None, {}) == Said("/tapé", None, {})
