"""« Et l'auxiliaire ? » just after the auxiliaire de puériculture: of the trades a word may mean, the one spoken of."""

from __future__ import annotations

from actions.turn import Turn

# « il peut commencer comme auxiliaire ? », after ambulancier: the assistant of that trade.
_AUXILIARY_OF = {"ambulancier": "auxiliaire-ambulancier"}
_TRADES = frozenset({"profession", "profession_current"})


def keep_meaning(turn: Turn) -> None:
    """Take a word of several trades for the one of them that the talk is about, when it is not about the usual one."""
    told = turn.remembered.get("profession") or turn.previous_profession
    before = [told, *(turn.known("last_list") or [])]
    for found in turn.entities:
        meanings = found.get("alternatives") or []
        if found.get("entity") not in _TRADES or not meanings or found["value"] in before:
            continue
        auxiliary = str(found.get("text") or "").lower().startswith("auxi")
        meant = next((slug for slug in before if slug in meanings), None)
        meant = meant or (_AUXILIARY_OF.get(str(told)) if auxiliary else None)
        if meant is None:
            continue
        usual, found["value"] = found["value"], meant
        found["alternatives"] = []
        if turn.known("profession") == usual:
            turn.remember("profession", meant)
