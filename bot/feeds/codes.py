"""Official codes, phones and addresses of pages as published, made comparable; None for what is not one.

Every code is text: « 01053 » is never 1053. A number that a spreadsheet wrote as 2,601E+13 has lost its figures and
is refused; a zero that it dropped in front is put back, where the code's length or key shows it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

import phonenumbers
from stdnum.fr import siret as siret_key

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f\u200b'\"]+")
_WHOLE = re.compile(r"\.0+$")
_SHORT_LINE = re.compile(r"^(?:3\d{3}|1[0-9]{2,3}|118\d{3})$")
_REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT")
_FIXED = frozenset(
    [
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.UAN,
        phonenumbers.PhoneNumberType.VOIP,
    ]
)
_HOST = re.compile(
    r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,5})?(?:[/?#]|$)", re.IGNORECASE
)


def plain(value: object) -> str:
    """A code as text: without spaces, tabs, quotes, or the « .0 » of a number read as a decimal."""
    if value is None or isinstance(value, bool):
        return ""
    text = _SPACES.sub("", str(value))
    return _WHOLE.sub("", text)


def count(value: object, most: int = 99_999) -> int | None:
    """A number of hours, seats, years, from 1 to `most`; None for anything else."""
    text = plain(value)
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return None
    return int(text) if 0 < int(text) <= most else None


def is_scientific(value: object) -> bool:
    """Whether a spreadsheet wrote the code as a number in powers of ten, its last figures lost."""
    return _SCIENTIFIC.match(plain(value)) is not None


def siret(value: object) -> str | None:
    """The fourteen figures of an establishment, its key checked."""
    digits = plain(value).replace(".", "")
    if not digits.isascii() or not digits.isdigit() or not 11 < len(digits) <= 14:
        return None
    digits = digits.zfill(14)
    return digits if digits.strip("0") and siret_key.is_valid(digits) else None


def _shaped(value: object, pattern: str, width: int) -> str | None:
    text = plain(value).upper()
    if len(text) == width - 1 and text.isdigit():
        text = "0" + text
    return text if re.fullmatch(pattern, text, re.ASCII) else None


def insee(value: object) -> str | None:
    """The INSEE code of a commune: « 01053 », « 2A004 », « 97411 »."""
    found = _shaped(value, r"(?:\d\d|2[AB])\d{3}", 5)
    return None if found in ("00000", "99999") else found


def postcode(value: object) -> str | None:
    """A French postcode; the older « 2A… » is none."""
    found = _shaped(value, r"\d{5}", 5)
    return None if found in ("00000", "99999") else found


def department(value: object) -> str | None:
    """The code of a département: « 05 », « 2B », « 974 »."""
    found = _shaped(value, r"\d{2}|2[AB]|9[78]\d", 2)
    return None if found == "00" else found


def uai(value: object) -> str | None:
    """The number of a school in the national directory: seven figures and a letter."""
    text = plain(value).upper()
    if re.fullmatch(r"\d{6}[A-Z]", text, re.ASCII):
        text = "0" + text
    return text if re.fullmatch(r"\d{7}[A-Z]", text, re.ASCII) else None


def finess(value: object) -> str | None:
    """The nine signs of an establishment in FINESS."""
    return _shaped(value, r"(?:\d\d|2[AB])\d{7}", 9)


def rome(value: object) -> str | None:
    """A code of the ROME: a letter and four figures."""
    text = plain(value).upper()
    return text if re.fullmatch(r"[A-N]\d{4}", text, re.ASCII) else None


def formacode(value: object) -> str | None:
    """A Formacode: five figures."""
    return _shaped(value, r"\d{5}", 5)


def certification(value: object, register: str = "RNCP") -> str | None:
    """The number of a national certification with its register: « RNCP320 », « RS5000 »; « 320 » is of `register`."""
    match = re.fullmatch(r"(RNCP|RS)?0*(\d{1,6})", plain(value).upper(), re.ASCII)
    return f"{match[1] or register}{match[2]}" if match and match[2] != "0" else None


def phone(value: object) -> str | None:
    """A line of an organisation, as it is dialled in France: « 02 47 34 14 05 », « 39 36 ».

    None for a mobile, which is nearly always a person's, and for what cannot be dialled.
    """
    return _phone(str(value or "")[:40])


@lru_cache(maxsize=8192)
def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    if _SHORT_LINE.match(digits):
        return f"{digits[:2]} {digits[2:]}" if len(digits) == 4 else digits
    for region in _REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            return None
        if phonenumbers.is_valid_number(number):
            fixed = phonenumbers.number_type(number) in _FIXED
            kind = phonenumbers.PhoneNumberFormat.NATIONAL
            if number.country_code not in (33, 262, 590, 594, 596):
                kind = phonenumbers.PhoneNumberFormat.INTERNATIONAL
            return str(phonenumbers.format_number(number, kind)) if fixed else None
    return None


def web(value: object) -> str | None:
    """The address of a page, with its scheme: « www.exemple.fr » gives « https://www.exemple.fr »."""
    text = str(value or "").strip().strip("<>\"'")
    if not text or len(text) > 2000 or "@" in text.split("/")[0] or any(sign.isspace() for sign in text):
        return None
    if text.startswith("//"):
        text = text[2:]
    if not re.match(r"https?://", text, re.IGNORECASE):
        if not _HOST.match(text):
            return None
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    return text if host and "." in host and user is None else None
