"""Tokens and codes: what a person holds, derived from the service's secret and a random id."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from bot.gateway.problems import expired, wrong_token

LIFETIME = timedelta(hours=24)
# A token may be renewed as long again after its end.
RENEWABLE = LIFETIME * 2
# How long a link from a messaging app to the same conversation on the web may be used.
PASS_MINUTES = 30

_ALPHABET = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@dataclass(frozen=True)
class Held:
    """What a valid token says: its conversation, the site and the origin it was made for."""

    conversation: str
    site: str | None
    origin: str | None


class Tokens:
    """Makes and reads tokens and codes with the secret of the service."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        signer = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        self._serializer = URLSafeTimedSerializer(secret, salt="orisoin.conversation", signer_kwargs=signer)
        self._passes = URLSafeTimedSerializer(secret, salt="orisoin.pass", signer_kwargs=signer)

    def _derive(self, purpose: str, value: str) -> bytes:
        return hmac.new(self._secret, f"{purpose}:{value}".encode(), hashlib.sha256).digest()

    def issue(self, held: Held) -> tuple[str, datetime]:
        """A token for `held`, and when it ends (UTC)."""
        token = self._serializer.dumps([held.conversation, held.site, held.origin])
        return str(token), datetime.now(timezone.utc) + LIFETIME

    def read(self, token: str, lifetime: timedelta = LIFETIME) -> Held:
        """What `token` says. Raises the 401 Problem when it was altered, the 410 when it is too old."""
        try:
            conversation, site, origin = _loads(self._serializer, token, lifetime)
        except SignatureExpired:
            raise expired() from None
        except (BadData, ValueError):
            raise wrong_token() from None
        return Held(conversation, site, origin)

    def web_pass(self, conversation: str) -> str:
        """What opens this conversation on the web, from a link, for a while."""
        return str(self._passes.dumps(conversation))

    def read_pass(self, code: str) -> str:
        """The conversation of a pass. Raises the 401 Problem for a wrong one, the 410 for an old one."""
        try:
            return str(_loads(self._passes, code, timedelta(minutes=PASS_MINUTES)))
        except SignatureExpired:
            raise expired() from None
        except (BadData, ValueError):
            raise wrong_token() from None

    def sender(self, conversation: str) -> str:
        """The name under which the engine knows a conversation; no browser ever sees it."""
        return self._derive("sender", conversation).hex()[:40]

    def rights_code(self, conversation: str) -> str:
        """The short code (60 bits, Crockford's alphabet) with which a person reads or erases it."""
        letters = base64.b32encode(self._derive("rights", conversation)).decode()[:12].translate(_ALPHABET)
        return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"

    def share_code(self, conversation: str) -> str:
        """The code (108 bits) of the page that shows the summary."""
        return base64.urlsafe_b64encode(self._derive("share", conversation)).decode()[:18]

    def digest(self, purpose: str, code: str) -> str:
        """What is kept of a code: comparing digests tells nothing about the code by its time."""
        return self._derive(f"digest.{purpose}", code).hex()

    def rights_digest(self, code: str) -> str:
        """The digest of a rights code as a person types it: case, spaces and look-alike letters forgiven."""
        typed = "".join(letter for letter in code.upper() if letter.isalnum())
        typed = typed.replace("O", "0").replace("I", "1").replace("L", "1")
        return self.digest("rights", typed)


def _loads(serializer: URLSafeTimedSerializer, token: str, lifetime: timedelta) -> Any:
    """What `token` holds. Raises itsdangerous' errors.

    One of a moment to come is good: we made it where the clock is ahead, or ours was set back.
    """
    try:
        return serializer.loads(token, max_age=int(lifetime.total_seconds()))
    except SignatureExpired as error:
        if error.date_signed is None or error.date_signed <= datetime.now(timezone.utc):
            raise
        return serializer.load_payload(error.payload or b"")


def new_identifier() -> str:
    """A random identifier of 128 bits."""
    return secrets.token_urlsafe(16)
