"""Who asks for no questions of taste: a person or a place that helps is wanted, or it is all for a class."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise

_HELPER = re.compile(
    r"(?<!ce )\bqui (?:peut|peux|pourrait|pourra|va|sait|est ce qui|aide)\b|\b(?:a|chez|vers|avec) qui\b"
    r"|\bou (?:(?:faut il |peut on |puis je |on peut |je peux |elle peut |il peut )?(?:aller|s'adresser"
    r"|se renseigner|demander|trouver)"
    r"|est ce qu(?:e|'on))\b"
    r"|\b(?:quel(?:le)?s?|un|une|des) (?:endroits?|structures?|organismes?|services?|conseiller\w*"
    r"|contacts?|rendez vous|rdv|adresses?"
    r"|permanences?|psy en|lieux? d'accueil)\b"
)
_TO_CHOOSE = re.compile(
    r"\b(?:aid\w*|orient\w*|choisir|conseil\w*|accompagn\w*|renseign\w*|guid\w*|perdue?s?)\b"
)
_CLASS = re.compile(
    r"\b(?:ma|leur|notre|cette|une|la) classe\b(?! (?:de (?:3|troisi|seconde|premiere|terminale)))"
    r"|\bmes (?:\w+ )?(?:eleves|etudiants|lyceens|collegiens|troisiemes|secondes|terminales)\b"
)
_NOT_ONESELF = re.compile(
    r"\b(?:pas (?:pour|sur|de) moi|rien demande (?:sur|pour) moi|c'est (?:pas moi|pour)|pour (?:ma|mes"
    r"|une|leur|la|des)|prof\w*"
    r"|enseignant\w*|cpe|documentaliste|mes (?:eleves|etudiants))\b"
)
_MEMORY = 4  # messages


def wants_helper(turn: Turn) -> bool:
    """« qui peut l'aider à choisir à Rodez ? »: someone near is wanted, and no questions."""
    said = "" if turn.text.startswith("/") else normalise(turn.text)
    if not said or _HELPER.search(said) is None:
        return False
    return _TO_CHOOSE.search(said) is not None or bool(turn.said("place"))


def for_a_class(turn: Turn) -> bool:
    """« c'est pour ma classe, pas pour moi »: what is asked is asked for pupils."""
    if turn.text.startswith("/"):
        return False
    said = normalise(turn.text)
    if _CLASS.search(said):
        return _NOT_ONESELF.search(said) is not None
    told = any(
        _CLASS.search(text) and _NOT_ONESELF.search(text) for text in map(normalise, turn.earlier[:_MEMORY])
    )
    return told and _NOT_ONESELF.search(said) is not None
