"""Words of French feeds made readable: what says nothing is None, lost apostrophes come back, capitals calm down."""

from __future__ import annotations

import re
from html import unescape

from bot.feeds.cleaning import is_html, plain, without_persons
from bot.feeds.decoding import mended, printable

# What Carifs and schools write where they have nothing to say.
_NOTHING = {
    "", "-", "--", ".", "/", "néant", "neant", "null", "none", "n/a", "n/c", "nc", "na", "nd", "nr", "sans objet",
    "non renseigné", "non renseignée", "non précisé", "non communiqué", "information non communiquée",
}  # fmt: skip
# An export of Mon Compte Formation turned the apostrophes of Windows-1252 into « ¿ ».
_LOST_APOSTROPHE = re.compile(r"(?<=[dlnsjmtcuDLNSJMTCU])¿(?=\w)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_EMAIL = re.compile(r"\S{1,80}@\S{1,80}")
_SHORT_WORDS = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "et",
    "en",
    "au",
    "aux",
    "a",
    "à",
    "d",
    "l",
    "par",
    "pour",
}
_ACRONYMS = {
    "AES", "ASH", "BAC", "BEP", "BEPA", "BP", "BPA", "BPJEPS", "BTS", "BTSA", "BUT", "CAP", "CAPA", "CCN", "CFA", "CQP",
    "CS", "DEAES", "DEAP", "DEAS", "DEES", "DEI", "DEJEPS", "DEME", "DEUST", "DUT", "IFAS", "IFSI", "MC", "PRO", "RNCP",
    "TH", "TP", "VAE",
}  # fmt: skip


def said(value: object) -> str | None:
    """The text of `value`, its damage mended; None when it says nothing (« - », « néant ») or is no text."""
    if value is None or isinstance(value, (dict, list, tuple, bool)):
        return None
    text = str(value).strip()
    if text.casefold() in _NOTHING:
        return None
    if text.isascii() and text.isprintable():
        return text
    # Looked for plainly first: files of hundreds of MB hold few damaged texts.
    if "Ã" in text or "Â" in text or "â€" in text:
        text = mended(text)
    text = printable(text)
    return _LOST_APOSTROPHE.sub("’", text) if "¿" in text else text


def name(value: object, longest: int = 300) -> str | None:
    """A title or the name of an organisation, on one line, without tags."""
    text = said(str(value)[: longest * 8] if isinstance(value, str) else value)
    if text is None:
        return None
    text = unescape(unescape(text)) if "&" in text else text
    text = _TAG.sub(" ", text) if "<" in text else text
    text = _EMAIL.sub("", text) if "@" in text else text
    return said(" ".join(text.split())[:longest].strip())


def prose(value: object, longest: int = 8000) -> str | None:
    """`value` as readable text over several lines: no tags, no persons."""
    text = said(value)
    return said(plain(text, longest)) if text else None


def texts(*parts: tuple[str, object]) -> tuple[str | None, str | None]:
    """Several parts with their headings as one description: text, and its source when a part of it is HTML."""
    found = [(heading, text) for heading, value in parts if (text := said(value))]
    if not found:
        return None, None
    if not any(is_html(text) for _, text in found):
        return plain("\n\n".join(f"{heading}{text}" for heading, text in found)), None
    marked = []
    for heading, text in found:
        body = unescape(text) if "&lt;" in text and "<" not in text else text
        marked.append(f"<p>{heading}</p>{body}" if heading else body)
    source = "".join(marked)
    return plain(source), without_persons(source)


def calm(text: str | None) -> str | None:
    """A title in capitals brought to usual letters, the names of diplomas kept: « Travaux publics (BTS) »."""
    if text is None or text != text.upper() or len(text) < 5 or " " not in text:
        return text
    words = []
    for index, word in enumerate(re.split(r"(\W+)", text)):
        kept = word in _ACRONYMS or any(sign.isdigit() for sign in word)
        lowered = word.lower()
        first = index == 0 and lowered not in _SHORT_WORDS
        words.append(word if kept else lowered.capitalize() if first else lowered)
    return "".join(words)
