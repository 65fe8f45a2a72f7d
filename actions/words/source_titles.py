"""Who published a page that a record cites by its address alone: « IFSI-IFAS de Montélimar », not the name of a host."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from bot.settings import ROOT

_REFERENCE = ROOT / "data" / "reference"


def title_of(url: str) -> str | None:
    """The title the reference data give to the page at `url`; None when they name it nowhere."""
    exact, beginnings = _titles()
    if found := exact.get(url):
        return found
    return next((title for start, title in beginnings if url.startswith(start)), None)


@cache
def _titles() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Titles by address, as professions, answers and `source_titles.yml` give them; those of the last by beginning too."""
    written: dict[str, str] = _read("source_titles.yml")["titles"]
    exact: dict[str, str] = {}
    for folder, records in (("professions", None), ("answers", "answers")):
        for path in sorted((_REFERENCE / folder).glob("*.yml")):
            read = _read(f"{folder}/{path.name}")
            for record in read[records] if records else [read]:
                for cited in record.get("sources") or []:
                    if cited.get("url") and cited.get("title"):
                        exact.setdefault(cited["url"], cited["title"])
    beginnings = sorted(written.items(), key=lambda one: -len(one[0]))
    return {**exact, **written}, tuple(beginnings)


def _read(name: str) -> dict[str, Any]:
    """A file of the reference data; by the parser written in C where there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load((_REFERENCE / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return read
