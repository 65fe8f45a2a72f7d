"""Microdata of a web page (`itemscope`, `itemprop`) as the nodes that the same facts make in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_DEEPEST = 12
# Where an element's value lies when it is not its text.
_VALUES = {"a": "href", "link": "href", "area": "href", "img": "src", "time": "datetime", "data": "value"}


def microdata(page: HtmlElement) -> list[dict[str, Any]]:
    """The top items of the page, each with its `@type` and its properties (lists when repeated)."""
    found = []
    for element in page.iter():
        if (
            isinstance(element.tag, str)
            and element.get("itemscope") is not None
            and element.get("itemprop") is None
        ):
            found.append(_item(element, 0))
    return found


def _item(element: HtmlElement, depth: int) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": (element.get("itemtype") or "").split()}
    for child in _properties(element):
        value: Any
        if child.get("itemscope") is not None:
            value = _item(child, depth + 1) if depth < _DEEPEST else None
        else:
            value = _value(child)
        for name in (child.get("itemprop") or "").split():
            known = node.get(name)
            node[name] = value if known is None else [*(known if isinstance(known, list) else [known]), value]
    return node


def _properties(element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that say something of this item, and not of an item inside it."""
    pending = list(element)
    while pending:
        child = pending.pop(0)
        if not isinstance(child.tag, str):
            continue
        if child.get("itemprop") is not None:
            yield child
        if child.get("itemscope") is None:
            pending[:0] = list(child)


def _value(element: HtmlElement) -> str:
    content = element.get("content")
    if content is None and element.tag in _VALUES:
        content = element.get(_VALUES[element.tag])
    return content if content is not None else " ".join(element.text_content().split())
