"""Forms: WTForms in French, filled from what was sent, cleaned of what hides in text."""

from __future__ import annotations

import unicodedata
from typing import Any, TypeVar

from aiohttp import web
from wtforms import Form as WtForm

# Directions and byte-order marks can disguise a text, tags (U+E0000…) hide one.
_HIDDEN = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xE0000, 0xE0080)}
F = TypeVar("F", bound="Form")


def tidy(text: str | None) -> str | None:
    """`text` in NFC, without control or hidden characters, None when nothing is left. A filter of fields."""
    if text is None:
        return None
    kept = (
        sign
        for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if sign == "\n" or (unicodedata.category(sign) not in ("Cc", "Cs") and ord(sign) not in _HIDDEN)
    )
    return "".join(kept).strip() or None


class Form(WtForm):
    """The base of every form of the console."""

    class Meta:
        """WTForms' messages are in French."""

        locales = ("fr",)

    @classmethod
    async def sent(cls: type[F], request: web.Request, **options: Any) -> F:
        """The form as it was sent."""
        return cls(await request.post(), **options)

    def values(self, *leaving_out: str) -> dict[str, Any]:
        """The values by name."""
        return {name: value for name, value in self.data.items() if name not in leaving_out}
