"""What is felt is told from what is asked, and mourning from what only looks like it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from actions.people.feelings import felt, mourns, sees_images


def turn(text: str, *earlier: str) -> Any:
    """A turn whose message is `text`, after the messages `earlier`, the latest first."""
    return SimpleNamespace(
        text=text,
        intent="nlu_fallback",
        earlier=earlier,
        filled_a_slot=None,
        professions=[],
        known=lambda name: None,
    )


@pytest.mark.parametrize(
    "asked, answer",
    [
        (turn("vous m'écoutez pas"), "unheard"),
        (turn("t'as rien vu ?", "si je prenais un platane j'aurais plus à y retourner"), "unheard_told"),
        (turn("ça te fait rien ?", "ma soeur est morte lundi"), "unheard_told"),
        (turn("t'as pas répondu à ma question"), None),
        (turn("g honte de leur parler, ils ont tous trouvé et pas moi"), "ashamed_to_talk"),
        (turn("chui la seule qui a pas de stage"), "ashamed_to_talk"),
        (turn("j'ai juste honte", "j'ose pas leur parler"), "felt_again"),
        (turn("j'ai honte d'avoir arrêté le lycée"), None),
        (turn("j'ose pas aller leur demander"), "afraid_to_ask"),
        (turn("j'ose pas les appeler"), None),  # of the telephone there are other words
        (turn("j'ai honte, comment on devient AES ?"), None),
        (turn("je dors mal, les images des interventions reviennent"), "images_stay"),
        (
            turn("parler de mes nuits et des images", "je revois des images d'Afghanistan la nuit"),
            "images_whom",
        ),
        (
            turn("je me lève la nuit comme si il allait m'appeler", "mon mari est mort en mai"),
            "grief_goes_on",
        ),
        (turn("je me lève la nuit pour mon bébé"), None),
        (turn("mon grand-père est mort hier"), "distress_grief"),
        (turn("mon grand-père est mort hier, je voudrais devenir aide-soignant"), None),
    ],
)
def test_what_is_felt_has_its_answer(asked: Any, answer: str | None) -> None:
    assert felt(asked) == answer


@pytest.mark.parametrize(
    "text",
    [
        "ma mère est morte en février",
        "papi est décédé",
        "on vient d'enterrer mamie",
        "depuis la mort de mon frère",
    ],
)
def test_mourning_is_heard(text: str) -> None:
    assert mourns(text)


@pytest.mark.parametrize(
    "text",
    [
        "mon père est mort de rire",
        "ma mère est partie en vacances",
        "mon mari m'a quittée",
        "ma grand-mère est morte il y a quinze ans",
        "accompagner des familles en deuil",
        "un enfant est mort dans le service",
    ],
)
def test_what_is_no_mourning_is_left(text: str) -> None:
    assert not mourns(text)


def test_pictures_are_no_images_that_stay() -> None:
    assert not sees_images("le manipulateur fait des images le jour et la nuit ?")
    assert not sees_images("ce dossier c'est un cauchemar")
