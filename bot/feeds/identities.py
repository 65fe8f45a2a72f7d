"""What names a record that its feed does not name: a digest of what tells it from others."""

from __future__ import annotations

from hashlib import sha256

# No feed begins an identifier so; what we derived is known by it.
_MARK = "~"


def derived(*parts: object) -> str:
    """An identifier made of what tells a record from others, the same at each reading."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return _MARK + sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def is_derived(uid: str) -> bool:
    """Whether an identifier, or what it begins with, was made by `derived`."""
    return uid.startswith(_MARK)
