"""Who really calls: the platforms' proofs, checked in constant time on the raw body. Without a secret, nobody."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence


def _any_equal(shown: bytes, expected: Sequence[bytes]) -> bool:
    """Whether `shown` is one of `expected`; every one is compared, so that time tells nothing."""
    found = False
    for one in expected:
        found |= hmac.compare_digest(shown, one)
    return found


def telegram_allows(shown: str | None, secrets: Sequence[str]) -> bool:
    """Whether the header `X-Telegram-Bot-Api-Secret-Token` shows one of our secrets."""
    known = [secret.encode() for secret in secrets if secret]
    return _any_equal((shown or "").encode(errors="replace"), known)


def meta_allows(shown: str | None, body: bytes, secrets: Sequence[str]) -> bool:
    """Whether the header `X-Hub-Signature-256` signs `body` with one of our app's secrets."""
    expected = [
        b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
        for secret in secrets
        if secret
    ]
    return _any_equal((shown or "").encode(errors="replace"), expected)


def same_word(shown: str | None, expected: str) -> bool:
    """Whether `shown` is the word we agreed on with the platform; never when there is none."""
    return bool(expected) and hmac.compare_digest((shown or "").encode(errors="replace"), expected.encode())
