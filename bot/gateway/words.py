"""What a person typed, made safe to keep: NFC, without control characters, 1 to 1,000 code points."""

from __future__ import annotations

import unicodedata

from bot.gateway.problems import unusable

LIMIT = 1000

# Directions and byte-order marks can disguise a text, tags (U+E0000…) hide one. Joiners stay: emoji use them.
_HIDDEN = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, *range(0xE0000, 0xE0080)}


def clean(text: str) -> str:
    """`text` in NFC, without control, hidden or unpaired characters; line ends become one form."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (
        character
        for character in unicodedata.normalize("NFC", lines)
        if ord(character) not in _HIDDEN
        and (character == "\n" or unicodedata.category(character) not in ("Cc", "Cs"))
    )
    return "".join(kept).strip()


def message_text(text: str) -> str:
    """The cleaned text of a message. Raises a 422 Problem when nothing is left or too much."""
    cleaned = clean(text)
    if not any(unicodedata.category(character)[0] not in "ZC" for character in cleaned):
        raise unusable("Votre message est vide. Écrivez votre question.")
    if len(cleaned) > LIMIT:
        raise unusable(
            f"Votre message est trop long : {len(cleaned)} caractères pour 1 000 au plus. Raccourcissez-le."
        )
    return cleaned
