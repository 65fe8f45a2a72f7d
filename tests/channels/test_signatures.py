"""Nobody is believed without the platform's proof, and nobody at all without a secret."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from bot.channels.signatures import meta_allows, same_word, telegram_allows

BODY = '{"texte": "été"}'.encode()


def _signed(secret: str, algorithm: str = "sha256") -> str:
    return f"{algorithm}=" + hmac.new(secret.encode(), BODY, getattr(hashlib, algorithm)).hexdigest()


@pytest.mark.fault("X11")
def test_telegram_shows_one_of_our_secrets() -> None:
    assert telegram_allows("nouveau", ("nouveau", "ancien"))
    assert telegram_allows("ancien", ("nouveau", "ancien"))
    for shown in (None, "", "autre", "nouveau ", "é\ud800"):
        assert not telegram_allows(shown, ("nouveau", "ancien"))


@pytest.mark.fault("X11")
def test_meta_signs_the_raw_body_with_one_of_our_secrets() -> None:
    assert meta_allows(_signed("nouveau"), BODY, ("nouveau", "ancien"))
    assert meta_allows(_signed("ancien"), BODY, ("nouveau", "ancien"))
    for shown in (None, "", "sha256=", _signed("autre"), _signed("nouveau", "sha1"), _signed("nouveau")[7:]):
        assert not meta_allows(shown, BODY, ("nouveau", "ancien"))
    assert not meta_allows(_signed("nouveau"), BODY + b" ", ("nouveau",))


@pytest.mark.parametrize("secrets", [(), ("",)])
def test_without_a_secret_nobody_is_believed(secrets: tuple[str, ...]) -> None:
    assert not telegram_allows("", secrets)
    assert not telegram_allows(None, secrets)
    assert not meta_allows(_signed(""), BODY, secrets)
    assert not same_word("", "")
    assert not same_word(None, "")
    assert same_word("mot", "mot")
