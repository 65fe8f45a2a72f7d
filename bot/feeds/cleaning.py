"""Texts of feeds made fit to be shown: HTML to text, a short list of tags kept, persons left out."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3

from bot.feeds.decoding import mended, printable
from bot.french.folding import fold_text

LONGEST_TEXT = 8_000
_TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "a", "h3", "h4"}
_BLOCKS = {
    "p",
    "div",
    "br",
    "ul",
    "ol",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "table",
}
_SILENT = {"script", "style", "head", "title", "noscript", "template"}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_EMAIL = re.compile(r"(?:mailto:)?\b([\w.+'-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})\b", re.IGNORECASE)
_MOBILE = re.compile(r"(?<![\d+])(?:(?:\+|00)33[ .\-]?(?:\(0\)[ .\-]?)?|0)[67](?:[ .\-]?\d{2}){4}(?!\d)")
_AWAY = r"(?:\+|00)%s[ .\-]?(?:\(0\)[ .\-]?)?%s(?:[ .\-]?\d{2}){3}(?!\d)"
# The mobiles of overseas départements by their country codes.
_MOBILE_AWAY = re.compile(
    "|".join(
        _AWAY % each
        for each in (("262", "(?:692|693|639)"), ("590", "69[01]"), ("594", "694"), ("596", "69[67]"))
    )
)
_NAME = r"(?:[A-ZÀ-Þ](?:[a-zà-ÿ'’]+|\.)|[A-ZÀ-Þ'’]{2,})(?:-[A-ZÀ-Þ][a-zA-Zà-ÿÀ-Þ]*)?"
_CIVILITY = re.compile(
    rf"\b(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Pr)[  ]+{_NAME}(?:[  ]+{_NAME}){{0,3}}"
)
_FIRST = r"[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?"
_WITHHELD_NEXT = (
    r"(?=[\s:,;(/–-]{0,4}(?:au |par |tél\.? ?:? ?)?\[(?:numéro personnel|adresse personnelle) retiré)"
)
# « Jean Dupont [numéro personnel retiré] »: whose number it was.
_BEFORE_WITHHELD = re.compile(rf"(?<![\w’'-]){_FIRST}(?:[  ]+{_NAME}){{1,3}}{_WITHHELD_NEXT}")
_SERVICE = re.compile(
    r"(?:accueil|agence|antenne|association|bureau|campus|cap|centre|cfa|contact|croix|ecole|espace|france|greta|inscription|"
    r"institut|lycee|mairie|maison|mission|pole|renseignement|secretariat|service|site|tel)"
)
_CAPITALS = rf"{_FIRST}[  ]+[A-ZÀ-Þ][A-ZÀ-Þ'’-]{{2,}}(?!\w)"
# « Contact : Jean DUPONT et Anne MARTIN »: family names in capitals, as forms have them.
_IN_CHARGE = re.compile(
    r"\b((?:[Cc]ontacts?|[Rr]éférente?|[Rr]esponsable|[Ii]nterlocut(?:eur|rice)|[Aa]nimée? par|[Aa]uprès de|"
    rf"[Ii]ntervenante?s?)[  ]*:?[  ]*)({_CAPITALS}(?:(?:, | et | ou ){_CAPITALS})*)"
)
_CIVILITY_MARKS = ("M.", "Mr", "Mme", "Mlle", "Monsieur", "Madame", "Mademoiselle", "Dr", "Pr ", "Pr.")
# Boxes that belong to a service, not to a person.
_SHARED = re.compile(
    r"(?:accueil|admission|campus|candidature|cfa|cio|communication|concours|contact|courrier|direction|ecole|emploi|"
    r"evenement|formation|ifas|ifsi|ifap|info|inscription|irts|jpo|lycee|mairie|mission|mfr|orientation|recrutement|"
    r"reservation|scolarite|secretariat|selection|service)",
)
_WITHHELD = {
    "email": "[adresse personnelle retirée]",
    "phone": "[numéro personnel retiré]",
    "name": "[nom retiré]",
}


def is_html(text: str) -> bool:
    """Whether `text` holds tags or entities."""
    return _TAG.search(text) is not None or _ENTITY.search(text) is not None


def is_shared_mailbox(address: str) -> bool:
    """Whether an e-mail address is that of a service (« ifsi@… », « contact.formation@… »), not of a person."""
    local = fold_text(address.removeprefix("mailto:").partition("@")[0])
    return _SHARED.match(local) is not None


def is_mobile(phone: str) -> bool:
    """Whether a French number is a mobile's, which is most often a person's."""
    return _MOBILE.search(phone) is not None or _MOBILE_AWAY.search(phone) is not None


def without_persons(text: str) -> str:
    """`text` without the e-mail addresses, mobile numbers and names (after a civility) of persons."""
    # Most texts hold none of these: a plain look costs far less than three patterns, in files of hundreds of MB.
    if "@" in text:
        text = _EMAIL.sub(
            lambda found: found.group() if is_shared_mailbox(found.group()) else _WITHHELD["email"], text
        )
    if "06" in text or "07" in text or "33" in text:
        text = _MOBILE.sub(_WITHHELD["phone"], text)
    if "+" in text or "00" in text:
        text = _MOBILE_AWAY.sub(_WITHHELD["phone"], text)
    if any(mark in text for mark in _CIVILITY_MARKS):
        text = _CIVILITY.sub(_WITHHELD["name"], text)
    if " retiré" in text:
        text = _BEFORE_WITHHELD.sub(_name_withheld, text)
    return _IN_CHARGE.sub(lambda found: found[1] + _name_withheld(found, 2), text)


def _name_withheld(found: re.Match[str], group: int = 0) -> str:
    """Words that stand where a person's name does, withheld unless they name a service."""
    return found[group] if _SERVICE.match(fold_text(found[group])) else _WITHHELD["name"]


class _Text(HTMLParser):
    """HTML as text: paragraphs as lines, list items with a dash, links with their address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[str | None] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag == "a" and self._links:
            address = self._links.pop()
            if (
                address
                and address.startswith(("http://", "https://"))
                and address not in "".join(self.parts[-3:])
            ):
                self.parts.append(f" ({address})")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\r\n", " ").replace("\n", " "))


def _unescaped(text: str) -> str:
    """Entities read, those encoded twice as well (`&amp;eacute;`)."""
    for _ in range(2):
        if _ENTITY.search(text) is None:
            break
        text = html.unescape(text)
    return text


def _tidy(text: str) -> str:
    lines = [re.sub(r"[ \t\u00a0\u202f]+", " ", line).strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def html_text(source: str) -> str:
    """The text of HTML, list marks and links kept."""
    # Tags that were escaped (`&lt;br /&gt;`) are tags once more.
    if _TAG.search(source) is None:
        source = _unescaped(source)
    parser = _Text()
    parser.feed(source)
    parser.close()
    return _unescaped("".join(parser.parts))


def plain(text: str | None, longest: int = LONGEST_TEXT) -> str | None:
    """`text` as it may be shown: no tag, no control character, no person; None when nothing is left."""
    if text is None:
        return None
    read = mended(printable(text.replace("\r\n", "\n")))[: 4 * longest]
    read = html_text(read) if is_html(read) else read
    read = _tidy(without_persons(read))
    if len(read) > longest:
        read = read[: longest - 1].rsplit(" ", 1)[0] + "…"
    return read or None


def line(text: str | None, longest: int = 300) -> str | None:
    """`plain`, on one line."""
    read = plain(text, longest)
    return " ".join(read.split()) if read else None


def clean_html(source: str | None) -> str | None:
    """HTML with a short list of tags, links in http(s) only, persons left out; None when nothing is left."""
    if source is None:
        return None
    read = mended(printable(source))[: 4 * LONGEST_TEXT]
    if _TAG.search(read) is None:
        read = _unescaped(read)
    cleaned = nh3.clean(
        without_persons(read),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow noopener noreferrer",
    )
    return cleaned.strip() or None
