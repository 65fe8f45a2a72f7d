"""The engine of the browser tests: it answers by the words of the message, and can be slow or away."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from tests.gateway.fakes import ANSWER, FakeEngine

PAY: dict[str, Any] = {
    "text": "**Aide-soignante ou aide-soignant**\n\n- À l'hôpital public, en début de carrière : **1 000 € brut par mois** "
    "(montant d'essai).\n- En fin de carrière : **1 500 € brut par mois** (montant d'essai).",
    "choices": [{"title": "Comment le devenir", "payload": "/training_path"}],
    "cards": [
        {
            "kind": "profession",
            "title": "Autres situations",
            "example": True,
            "facts": [
                {"label": "Hôpital public, début", "value": "1 000 € (montant d'essai)"},
                {"label": "Prime, en plus : dimanche", "value": "60 € (montant d'essai)"},
            ],
            "chart": {
                "title": "Salaires comparés",
                "unit": "€ brut par mois",
                "bars": [
                    {"label": "Hôpital public, début", "low": 1000, "high": 1100, "note": "montant d'essai"},
                    {"label": "Hôpital public, fin", "low": 1500},
                    {"label": "Association, début", "low": 950, "high": 1200, "note": "à vérifier"},
                ],
            },
        }
    ],
    "sources": [
        {"title": "Une source d'essai", "url": "https://source.test/", "as_of": "2026"},
        {"title": "Une source sans adresse"},
    ],
}

LIST: dict[str, Any] = {
    "text": "Voici **trois rencontres** près de Gap :",
    "choices": [
        {"title": "Plus loin", "payload": "plus loin"},
        {"title": "Un autre jour", "payload": "un autre jour"},
    ],
    "cards": [
        {
            "kind": "event",
            "title": "Portes ouvertes de l'institut de formation",
            "subtitle": "Institut d'essai",
            "example": True,
            "when": {"start": "2026-11-28T09:00:00+01:00", "end": "2026-11-28T12:30:00+01:00"},
            "place": {"name": "Gap", "insee": "05061", "address": "1 place d'Essai", "distance_km": 3.2},
            "links": [
                {"rel": "register", "title": "S'inscrire", "href": "https://exemple.test/inscription"},
                {"rel": "map", "title": "Voir sur la carte", "href": "https://carte.test/?lat=44&lon=6"},
                {"rel": "calendar", "title": "Ajouter à mon agenda", "href": "/events/essai.ics"},
            ],
        },
        {
            "kind": "training",
            "title": "Diplôme d'État d'aide-soignant",
            "facts": [{"label": "Durée", "value": "11 mois"}, {"label": "Niveau", "value": "4 (bac)"}],
            "example": True,
        },
        {
            "kind": "contact",
            "title": "Mission locale d'essai",
            "facts": [{"label": "Pour qui", "value": "16 à 25 ans"}],
            "links": [
                {"rel": "phone", "title": "01 99 00 00 00", "href": "tel:0199000000"},
                {"rel": "more", "title": "Voir le site", "href": "https://mission.test/"},
            ],
            "example": True,
        },
    ],
}

PLAIN: dict[str, Any] = {
    "text": "Je peux vous en dire plus sur **le métier**, *la formation* ou [le financement](https://exemple.test/).",
    "choices": [],
}


def reply_to(said: str) -> dict[str, Any]:
    """The reply of the script: the words « salaire », « rencontre » and « accueil » choose one."""
    lowered = said.lower()
    if "salaire" in lowered:
        return PAY
    if "rencontre" in lowered:
        return LIST
    if "portes" in lowered:
        return ANSWER
    return PLAIN


class ScriptedEngine(FakeEngine):
    """Answers by the words of the message unless `forced` is set."""

    forced: dict[str, Any] | None = None

    async def _answer(self, turn: dict[str, Any]) -> web.StreamResponse:
        self.reply = self.forced or reply_to(str(turn["text"] or turn["payload"]))
        return await super()._answer(turn)

    def reset(self) -> None:
        """Back to normal."""
        self.behaviour, self.delay, self.forced = "normal", 0.0, None
        self.turns.clear()
