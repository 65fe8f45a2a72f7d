"""« partout en France, ça me va », « n'importe où en métropole »: a place that is let go."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bot.french.gazetteer import load_gazetteer
from bot.french.normalise import normalise

_ANYWHERE = re.compile(
    r"\bpartout\b|\bn.?importe ou\b|\bou que ce soit\b"
    r"|\b(?:peu m?.?importe|qu.?importe|m.?importe peu) (?:ou|la ville|la region|le lieu|l.endroit)\b"
    r"|\b(?:toute|entiere) (?:la )?france\b|\bfrance entiere\b|\btout le (?:pays|territoire)\b|\bailleurs en france\b"
    r"|\b(?:je suis|suis) (?:tres |totalement |entierement )?mobile\b"
    r"|\bje (?:peux|veux bien) (?:demenager|bouger|aller) (?:ou|partout)"
    r"|\bsans (?:limite|preference) de (?:lieu|ville|region)\b"
)
_MAINLAND = re.compile(
    r"\b(?:en|la|toute la) (?:france )?metropol(?:e|itaine)\b(?! (?:d[eu']|\w+(?:[ao]ise|aine)\b))"
    r"|\bfrance (?:hexagonale|continentale)\b|\b(?:dans l.?hexagone|(?:sur le |le )?continent)\b"
)
# « un diplôme valable partout », « partout on me refuse » let go of nothing.
_OF_ELSE = re.compile(
    r"\b(?:valable|reconnu\w*|refus\w*|recal\w*|embauch\w*|manqu\w*|recrut\w*|mal partout|cherche partout|ai cherche)\b"
)


@lru_cache(maxsize=64)
def takes_anywhere(text: str) -> str | None:
    """`france` or `mainland` when `text` says that anywhere will do; else None."""
    said = normalise(text)
    if _OF_ELSE.search(said):
        return None
    if _MAINLAND.search(said):
        return "mainland"
    return "france" if _ANYWHERE.search(said) else None


def mainland() -> dict[str, Any]:
    """The place value of France without what lies overseas."""
    codes = [one.code for one in load_gazetteer().departments() if not one.code.startswith("97")]
    return {"kind": "area", "code": "metropole", "name": "France métropolitaine", "codes": codes}
