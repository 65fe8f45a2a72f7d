"""The place that a code or a name given alone stands for: a form's field, a site's territory."""

from __future__ import annotations

from typing import Any

from bot.french.gazetteer import load_gazetteer
from bot.french.places import find_places


def find_place(text: str) -> dict[str, Any] | None:
    """The place value of a code (INSEE, postcode, département, EPCI) or of a name; None when unknown."""
    gazetteer = load_gazetteer()
    code = text.strip().upper()
    for kind, found in (
        ("commune", gazetteer.commune(code)),
        ("department", gazetteer.department(code)),
        ("epci", gazetteer.epci(code)),
    ):
        if found is not None:
            return {"kind": kind, "code": code, "name": found.name}
    communes = gazetteer.by_postcode(code)
    if communes:
        return {"kind": "postcode", "code": code, "name": communes[0].name}
    named = [found.value for found in find_places(text, expected=True) if found.value["kind"] != "nearby"]
    return named[0] if named else None
