"""Values as people read them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_PARIS = ZoneInfo("Europe/Paris")
# What the audit log holds, in French.
_ACTIONS = {
    "login": "connexion",
    "login.recovery": "connexion par un code de secours",
    "login.refused": "connexion refusée",
    "logout": "déconnexion",
    "session.end": "sessions fermées",
    "account.add": "compte créé",
    "account.disable": "compte désactivé",
    "account.reset": "compte réinitialisé",
    "account.password": "mot de passe changé",
}


def moment(value: datetime | None) -> str:
    """A moment, as Paris counts it."""
    return value.astimezone(_PARIS).strftime("%d/%m/%Y à %H h %M") if value else "jamais"


def action(name: str) -> str:
    """An action of the audit log."""
    return _ACTIONS.get(name, name)
