"""Who speaks, when it is not for themselves, and from which score the words of a message are taken to tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SELF = "self"  # who asks for themselves
ROLES = ("employer", "counsellor", "teacher", "relative")
# By how much the role must be likelier than somebody who asks for themselves. To be taken for an employer costs most: every
# answer changes. Chosen by cross-validation on `data/roles` (docs/language.md).
_SURE = {"employer": 0.7, "counsellor": 0.35, "teacher": 0.4, "relative": 0.4}
_CHANGING = 0.7


def role_learnt(message: Mapping[str, Any], changes: bool = False) -> str | None:
    """The role that the engine found in a `message` (its `name` and `ahead`, by how much), when it is sure; else None.

    It must be surer where it `changes` what was told before.
    """
    found = message.get("role") or {}
    name = found.get("name")
    if name not in _SURE:
        return None
    return str(name) if float(found.get("ahead") or 0.0) >= _SURE[name] + _CHANGING * changes else None
