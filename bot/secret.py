"""The service's secret, and the key with which gateway and engine recognise each other.

Pure standard library: both environments read it.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Protocol


class _Settings(Protocol):
    @property
    def secret(self) -> str: ...

    @property
    def var(self) -> Path: ...


def secret(settings: _Settings) -> bytes:
    """The secret of `settings`; when none is set, one made once and kept in `var/secret`, owner-only."""
    if settings.secret:
        return settings.secret.encode()
    path = settings.var / "secret"
    if not path.exists():
        settings.var.mkdir(parents=True, exist_ok=True)
        # Processes start together: the file is written aside, then appears whole, and the first one wins.
        draft = path.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii").strip().encode()


def internal_key(settings: _Settings) -> str:
    """What the gateway shows the engine in `X-Orisoin-Key`: HMAC-SHA-256 of "engine", in hexadecimal."""
    return hmac.new(secret(settings), b"engine", hashlib.sha256).hexdigest()
