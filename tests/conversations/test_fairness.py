"""Whole conversations held through the real gateway: the same answers, the same three trades, whoever speaks."""

from __future__ import annotations

import pytest

from tests.service import Conversation, Service

pytestmark = pytest.mark.service

# The same person but for the forms and the first name, who is asked the nine questions of an adult.
_WOMAN = (
    "Bonjour, moi c'est Aïcha, je suis caissière, je veux changer de métier",
    "aidez-moi à choisir un métier",
    "les patientes et les anciennes",
    "être conseillère, écouter",
    "je suis prête, oui",
    "je suis bachelière",
    "un an ou deux",
    "maman solo, oui il me faut un salaire",
    "pas la nuit, je suis maman",
    "je suis costaude",
    "oui, je suis conductrice, j'ai le permis",
)
_MAN = (
    "Bonjour, moi c'est Manuel, je suis caissier, je veux changer de métier",
    "aidez-moi à choisir un métier",
    "les patients et les anciens",
    "être conseiller, écouter",
    "je suis prêt, oui",
    "je suis bachelier",
    "un an ou deux",
    "papa solo, oui il me faut un salaire",
    "pas la nuit, je suis papa",
    "je suis costaud",
    "oui, je suis conducteur, j'ai le permis",
)
_OTHER = (_WOMAN[0].replace("Aïcha", "Esat"), *_WOMAN[1:-1], f"{_WOMAN[-1]}, moi c'est Max")


def _proposed(conversation: Conversation, lines: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """The trades proposed at the end, with what is said for and against each."""
    for line in lines:
        conversation.send(line)
    return [
        (card["title"], [fact["value"] for fact in card["facts"]])
        for reply in conversation.replies
        for card in reply["cards"]
        if card["kind"] == "profession"
    ]


def test_forms_and_first_names_change_no_proposal(service: Service) -> None:
    proposed = [_proposed(service.open(), lines) for lines in (_WOMAN, _MAN, _OTHER)]
    assert len(proposed[0]) == 3, proposed[0]
    assert proposed[1] == proposed[0]
    assert proposed[2] == proposed[0]
