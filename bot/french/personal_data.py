"""Personal data in a message: found and masked before the message is kept or sent anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]*\w ?(?:@| ?\[(?:at|arobase|a)\] ?| ?\((?:at|arobase|a)\) ?| arobase ) ?"
    r"[\w-]+(?:\.[\w-]+)*(?:\.| ?\[(?:point|dot)\] ?| ?\((?:point|dot)\) ?| point )[A-Za-z]{2,24}(?![\w-])"
)
_GAP = r"[ .\-/_\u00a0\u202f]{0,2}"
# Ten figures beginning with 0, or the country code of France or of an overseas territory that has its own. « 08 » and « 09 »
# lines are people's too, but the short form of an emergency or listening line never matches.
_PHONE = re.compile(
    rf"(?<![\w+])(?:(?:\+|00) ?(?:33|262|590|594|596|508|687|689|681){_GAP}(?:\(0\){_GAP}|0{_GAP})?\d(?:{_GAP}\d){{5,8}}"
    rf"|0{_GAP}\d(?:{_GAP}\d){{7,8}})(?!\w|[.,]\d|[ .\-](?!0[1-9])\d\d(?!\d))"
)
_NIR = re.compile(
    rf"(?<!\w)[1-478]{_GAP}\d\d{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d\d|2[ABab]){_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"(?:{_GAP}\d\d)?(?!\w)"
)
# Lengths of the IBAN (SWIFT registry) of France, Monaco, neighbouring countries and those of online banks.
_IBAN_LENGTHS = {
    "FR": 27, "MC": 27, "IT": 27, "PT": 25, "ES": 24, "DE": 22, "GB": 22, "IE": 22, "CH": 21, "LU": 20,
    "LT": 20, "NL": 18, "BE": 16,
}  # fmt: skip
_IBAN = re.compile(
    r"(?<!\w)(?:"
    + "|".join(rf"{country} ?\d\d(?:[ -]?[A-Z0-9]){{{size - 4}}}" for country, size in _IBAN_LENGTHS.items())
    + r")(?!\w)",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w+])\d(?:[ \-]?\d){12,18}(?!\w)")
# Lines for everyone are facts, not personal data: free numbers (0 800 to 0 805) and those of urgence and listening.
_PUBLIC = re.compile(r"080[0-5]\d{6}|0972394050")
_PLAIN_PHONE = re.compile(r"0[1-9]\d{8}")
_IN_A_LONGER_NUMBER = re.compile(r"\d[ .\-]\Z")


@dataclass(frozen=True)
class Match:
    """One piece of personal data: `kind` is `email`, `phone`, `nir`, `iban` or `card`; offsets of the raw text."""

    kind: str
    start: int
    end: int


def _figures(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper()


def _is_phone(text: str) -> bool:
    figures = _figures(text)
    if text.lstrip().startswith("+") or figures.startswith("00"):
        national = re.sub(r"^(?:00)?(?:33|262|590|594|596|508|687|689|681)0?", "", figures)
        return len(national) == 9 or (len(national) == 6 and not figures.startswith(("33", "0033")))
    return _PLAIN_PHONE.fullmatch(figures) is not None and _PUBLIC.fullmatch(figures) is None


def _is_nir(text: str) -> bool:
    """Whether a social security number's key is right (97 minus the number modulo 97, INSEE); 13 figures have none."""
    figures = _figures(text)
    number = (
        figures[:13].replace("2A", "19").replace("2B", "18") if figures[5:7] in ("2A", "2B") else figures[:13]
    )
    return len(figures) == 13 or 97 - int(number) % 97 == int(figures[13:])


def _is_iban(text: str) -> bool:
    """Whether the check figures of an IBAN are right (ISO 13616: modulo 97 is 1)."""
    figures = _figures(text)
    turned = figures[4:] + figures[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _is_card(text: str) -> bool:
    """Whether a payment card's last figure is right (Luhn, ISO/IEC 7812)."""
    figures = _figures(text)
    doubled = [int(sign) * (2 if index % 2 else 1) for index, sign in enumerate(reversed(figures))]
    return len(set(figures)) > 1 and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


_FINDERS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("email", _EMAIL, bool),
    ("iban", _IBAN, _is_iban),
    ("nir", _NIR, _is_nir),
    ("card", _CARD, _is_card),
    ("phone", _PHONE, _is_phone),
)
_MASKS = {
    "email": "[adresse e-mail]",
    "phone": "[numéro de téléphone]",
    "nir": "[numéro de sécurité sociale]",
    "iban": "[IBAN]",
    "card": "[numéro de carte]",
}


def _continues(kind: str, text: str, start: int, found: list[Match]) -> bool:
    """Whether a phone would begin inside a longer number; right after another phone, it does not."""
    if kind != "phone" or _IN_A_LONGER_NUMBER.search(text[:start]) is None:
        return False
    return all(other.end != start - 1 for other in found)


def find_personal_data(text: str) -> list[Match]:
    """E-mail addresses, French phone numbers, social security numbers, IBAN and payment cards in `text`, in order.

    Numbers that carry a key are found only when it is right. Emergency and free lines, years, amounts, postcodes and
    INSEE codes are not personal data.
    """
    found: list[Match] = []
    for kind, pattern, is_right in _FINDERS:
        for match in pattern.finditer(text):
            start, end = match.span()
            free = all(end <= other.start or other.end <= start for other in found)
            if free and is_right(match.group()) and not _continues(kind, text, start, found):
                found.append(Match(kind, start, end))
    return sorted(found, key=lambda item: item.start)


def mask(text: str) -> str:
    """`text` with each piece of personal data replaced by its kind in brackets."""
    for match in reversed(find_personal_data(text)):
        text = text[: match.start] + _MASKS[match.kind] + text[match.end :]
    return text
