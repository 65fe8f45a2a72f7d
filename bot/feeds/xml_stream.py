"""Records of an XML file of any size, one at a time, in constant memory, without trusting it.

The text is cut at the records' own tags and each is parsed alone by lxml. So a broken record costs only itself, the
prologue (a DTD, its entities, what they point to) never reaches a parser, and no network or other file is read.
Namespaces change at each version of a format: elements come with local names only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from html.entities import html5
from pathlib import Path
from typing import IO

from lxml import etree

from bot.feeds.decoding import open_text

# No published record comes near; what is longer has lost its end.
LONGEST_RECORD = 8 << 20
_CHUNK = 1 << 18
# Longer than any mark, so that one cut by the end of a chunk is found with the next.
_TAIL = 160
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>"}
_LONE_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:([a-zA-Z][a-zA-Z0-9]{1,31});)?"
)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile(r"&#(?:(\d{1,7})|x([0-9a-fA-F]{1,6}));")
_PREFIX = re.compile(r"xmlns:([A-Za-z_][\w.-]{0,40})\s*=")
_PREFIXES_AT_MOST = 20
_STRICT = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_TOLERANT = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    recover=True,
)  # fmt: skip


@dataclass(frozen=True)
class Cut:
    """A record cut out of a file: its element, or None and why; `line` where it begins, counted from 1.

    `mended` tells that it was not well formed and was read all the same.
    """

    line: int
    element: etree._Element | None
    mended: bool = False
    reason: str = ""


def cut_records(path: Path, names: tuple[str, ...]) -> Iterator[Cut]:
    """The elements of the file at `path` whose local name is one of `names`; what stands in comments is left out."""
    with open_text(path, newline="") as file:
        yield from _Cutter(file, names).cuts()


class _Cutter:
    """The part of the text at hand, where the search stands in it, and where the open record begins."""

    def __init__(self, file: IO[str], names: tuple[str, ...]) -> None:
        tags = "|".join(re.escape(name) for name in names)
        self._marks = re.compile(rf"<!--|<!\[CDATA\[|<(/?)(?:[A-Za-z_][\w.-]{{0,60}}:)?(?:{tags})(?=[\s/>])")
        self._file = file
        self._text = file.read(_CHUNK)
        self._ended = not self._text
        self._at = 0
        self._start = -1
        self._line, self._counted = 1, 0
        self._searched = dict.fromkeys(_ENDS, 0)
        self._prefixes = list(dict.fromkeys(_PREFIX.findall(self._text)))[:_PREFIXES_AT_MOST]

    def cuts(self) -> Iterator[Cut]:
        while True:
            match = self._marks.search(self._text, self._at)
            if match is None or (match.end() + _TAIL > len(self._text) and not self._ended):
                if match is None:
                    self._at = max(self._at, len(self._text) - _TAIL)
                if self._start >= 0 and len(self._text) - self._start > LONGEST_RECORD:
                    yield Cut(self._line_of(self._start), None, reason="sa fin ne se trouve pas")
                    self._start = -1
                if self._ended:
                    break
                self._more()
            elif match[0] in _ENDS:
                self._pass_over(match[0], match.end())
            elif match[1]:
                close = self._text.find(">", match.end(), match.end() + _TAIL)
                self._at = close + 1 if close >= 0 else match.end()
                if self._start >= 0:
                    yield self._parsed(self._text[self._start : self._at] + (">" if close < 0 else ""))
                self._start = -1
            else:
                if self._start >= 0:
                    yield self._parsed(self._text[self._start : match.start()])
                self._start, self._at = match.start(), match.end()
        if self._start >= 0:
            yield Cut(self._line_of(self._start), None, reason="le fichier s’arrête avant sa fin")

    def _more(self) -> None:
        """Reads on, and forgets what is dealt with."""
        kept = self._start if self._start >= 0 else self._at
        self._line = self._line_of(kept)
        chunk = self._file.read(_CHUNK)
        self._ended = not chunk
        self._text = self._text[kept:] + chunk
        self._counted = 0
        self._at -= kept
        self._start = -1 if self._start < 0 else 0
        self._searched = {mark: max(0, place - kept) for mark, place in self._searched.items()}

    def _pass_over(self, mark: str, inside: int) -> None:
        """Goes to the end of a comment or a CDATA section; one that has no end is no such thing."""
        end = self._text.find(_ENDS[mark], max(inside, self._searched[mark]))
        if end >= 0:
            self._at = end + len(_ENDS[mark])
        elif self._ended or len(self._text) - inside > LONGEST_RECORD:
            self._at = inside
            self._searched[mark] = max(self._searched[mark], len(self._text) - 2)
        else:
            self._searched[mark] = max(self._searched[mark], len(self._text) - 2)
            self._at = inside - len(mark)
            self._more()

    def _line_of(self, offset: int) -> int:
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = max(self._counted, offset)
        return self._line

    def _parsed(self, text: str) -> Cut:
        line = self._line_of(self._start)
        element = _parse(text, self._prefixes, _STRICT)
        if element is not None:
            return Cut(line, element)
        text = _LONE_AMPERSAND.sub(_entity, _NUMBERED.sub(_numbered, _NOT_XML.sub("", text)))
        element = _parse(text, self._prefixes, _STRICT)
        if element is None:
            element = _parse(text, self._prefixes, _TOLERANT)
        if element is None:
            return Cut(line, None, reason="le XML est illisible")
        return Cut(line, element, mended=True)


def _numbered(match: re.Match[str]) -> str:
    """A character by its number, left out when XML cannot hold it: lxml would fail later, on reading it."""
    number = int(match[1]) if match[1] else int(match[2], 16)
    return match[0] if number < 0x110000 and _NOT_XML.match(chr(number)) is None else ""


def _entity(match: re.Match[str]) -> str:
    """An HTML entity that XML does not know as its character, any other ampersand as itself."""
    if match[1] is None:
        return "&amp;"
    return escape(html5.get(match[1] + ";", f"&{match[1]};"))


def _parse(text: str, prefixes: list[str], parser: etree.XMLParser) -> etree._Element | None:
    """The record in `text`, with local names; the root it is wrapped in declares the file's own prefixes."""
    declared = "".join(f' xmlns:{prefix}="{prefix}"' for prefix in prefixes if f"{prefix}:" in text)
    try:
        root = etree.fromstring(f"<r{declared}>{text}</r>", parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or len(root) == 0:
        return None
    element = root[0]
    for part in element.iter():
        if isinstance(part.tag, str) and ("}" in part.tag or ":" in part.tag):
            # A mended record may hold a tag that is a prefix and nothing else.
            part.tag = part.tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1] or "_"
    return element
