"""Distress and danger, found by words of their own: they win over any intent, whatever the classifier thinks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.settings import ROOT

_PUNCTUATION = re.compile(r"[^a-z0-9]+")
_GROUP = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Danger:
    """A danger named in a message.

    `kind` is one of `suicide`, `third_party_suicide`, `child_danger`, `violence`, `medical`, `elder_abuse`,
    `harassment`, `general_distress`; `text` is what was recognised, folded and written in full.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class _Pattern:
    kind: str
    expression: re.Pattern[str]
    weak: bool


@dataclass(frozen=True)
class _Rules:
    idioms: re.Pattern[str]
    work: re.Pattern[str]
    patterns: tuple[_Pattern, ...]


@cache
def _rules() -> _Rules:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = (ROOT / "data" / "lexicon" / "safety.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(content, loader)  # noqa: S506

    def compiled(expression: str) -> re.Pattern[str]:
        while _GROUP.search(expression):
            expression = _GROUP.sub(lambda match: data["words"][match[1]], expression)
        return re.compile(rf"\b(?:{expression})(?!\w)")

    patterns = []
    for kind, expressions in data["kinds"].items():
        for expression in expressions:
            weak = isinstance(expression, dict)
            patterns.append(_Pattern(kind, compiled(expression["weak"] if weak else expression), weak))
    return _Rules(compiled("|".join(data["idioms"])), compiled(data["work"]), tuple(patterns))


def _plain(text: str) -> str:
    return _PUNCTUATION.sub(" ", text).strip()


def find_danger(text: str) -> Danger | None:
    """The danger that `text` speaks of, the gravest kind first, or None.

    A question about a profession that deals with death, violence or suicide, an idiom (« ça me tue ») and weariness
    of a job are not dangers.
    """
    rules = _rules()
    texts = [
        " ".join(rules.idioms.sub(" _ ", plain).split())
        for plain in dict.fromkeys((_plain(normalise(text)), _plain(fold_text(text))))
    ]
    at_work = rules.work.search(texts[0]) is not None
    for pattern in rules.patterns:
        if pattern.weak and at_work:
            continue
        for plain in texts:
            match = pattern.expression.search(plain)
            if match:
                return Danger(pattern.kind, match.group().strip())
    return None
