"""Who speaks, on held-out messages of the five roles."""

from __future__ import annotations

from typing import Protocol

import yaml

from bot.engine.evaluation.result import Result
from bot.engine.evaluation.scores import MESSAGES

SPEAKERS = MESSAGES / "roles" / "messages.yml"
_SELF = "self"


class Listener(Protocol):
    """What tells who speaks."""

    async def role(self, text: str) -> str | None:
        """The role that `text` surely tells; None of who asks for themselves, or in doubt."""


async def evaluate_roles(reader: Listener, result: Result) -> None:
    """Count for each role how many are heard, how many of those taken to speak in it do, and who is taken for another."""
    for message in yaml.safe_load(SPEAKERS.read_text(encoding="utf-8"))["messages"]:
        wanted, found = message["role"], await reader.role(message["text"])
        if wanted == _SELF:
            result.roles.add("qui demande pour soi n'est pris pour personne d'autre", found is None)
        else:
            result.roles.add(f"entendu : {wanted}", found == wanted)
        if found is not None:
            result.roles.add(f"pris pour tel à raison : {found}", found == wanted)
        if (found or _SELF) != wanted:
            result.misread["roles"].append(f"{wanted} ≠ {found} | {message['text']}")
