"""What is said of a question of the form itself: begin it, say it again, what its choices are, whether it is a duty."""

from __future__ import annotations

import re

from bot.catalogue.orientation import questions
from bot.french.normalise import normalise

_LONGEST = 14  # words: a longer message says more than that
_FEW = 7  # words of « mais je viens de le dire »
_REPEATS = re.compile(
    r"\bc'?(?:est|etait) quoi (?:deja )?(?:la|ta|votre|cette|ma|ta derniere|la derniere) question\b"
    r"|\bquelle (?:est|etait) (?:la|ta"
    r"|votre) question\b|\b(?:repete[rz]?|redis|redites|redi|repose[rz]?)(?:[ -]moi)?\b.{0,12}\bquestion\b"
    r"|\bla question deja\b|\bvous (?:disiez|demandiez|avez demande) quoi\b|\btu (?:disais|demandais|as demande) quoi\b"
)
_CHOICES = re.compile(
    r"\b(?:difference|diff|differ\w+)\b.{0,12}\b(?:entre|des|les)\b.{0,25}\b(?:choix|reponses?|options?"
    r"|propositions?|boutons?"
    r"|(?:les )?(?:\d|deux|trois) (?:premiers?|premieres?|derniers?|dernieres?|la|choix)|deux|le (?:1|2|un|premier))\b"
    r"|\b(?:comprends?|pige|saisis) pas (?:bien |trop )?(?:les|vos|tes) (?:choix|reponses?|options?|propositions?)\b"
    r"|\bveu\w* dire (?:quoi|koi) (?:les|vos|tes) (?:choix|reponses?)\b"
)
_PURPOSE = re.compile(
    r"\bpourquoi (?:on (?:me )?demand\w*|est[ -]ce que (?:vous|tu) (?:me )?(?:demand|pos)\w*)"
    r"|\bpourquoi (?:cette|ta|votre|la|ces|tes|vos|une telle) questions?\b"
    r"|\bpourquoi (?:vous|tu) (?:me |m.)?(?:demand|pos)\w*"
    r"|\b(?:ca|cette question|la question|c'est) (?:te |vous )?sert a quoi\b"
    r"|\ba quoi (?:ca|cette question) (?:te |vous )?sert\b"
    r"|\ba quoi (?:te |vous )?sert\w* (?:cette|ta|votre|la|ces|tes|vos|les) questions?\b"
    r"|\b(?:quel|c'?est quoi) (?:est )?l'interet\b|\ben quoi (?:ca|c'?est|cela)\b|\b(?:ca|cela"
    r"|en quoi ca) (?:vous|te|t') ?(?:sert|interesse|avance)\b"
    r"|\bc'?est pour quoi faire\b|\bpourquoi (?:vous voulez|tu veux) savoir\b|^\W*pourquoi\W*$"
)
_DUTY = re.compile(
    r"(?:\b(?:c'?est|il faut|faut|on est|t'es|suis|on doit|ca se fait)\b ?(?:vraiment |toujours |forcement |partout )*"
    r"(?:oblig\w*|une obligation|absolument|forcement|toujours|partout|le faire|la faire)\b[^.?!]{0,30})\W*$"
)
_ALREADY = re.compile(
    r"\b(?:l'ai|l ai|vous l'ai|t'?ai|vous ai|j'ai) (?:deja |bien )?(?:dit|ecrit|repondu|precise)\w*\b"
    r"|\bdeja (?:dit|repondu|ecrit)\b|\bviens (?:juste )?de (?:te |vous )?(?:l[ea]?s?|l') ?(?:dire|repondre|ecrire)\b"
    r"|\bviens (?:juste )?de (?:te |vous )?(?:dire|repondre)\W*$"
    r"|\bdit (?:au debut|avant|plus haut|tout a l'heure)\b"
)
_RECAPS = re.compile(r"\?|\bce que\b|\bresum\w*|\brecap\w*|\brappel\w*")
# Questions whose answer is not a yes: « oui, vas-y » only says to go on.
_NAMES = frozenset({"public", "taste", "level", "length"})
_THANKS = re.compile(r"^\W*(?:merci|svp)\W*$")
_GOES_ON = re.compile(
    r"^(?:(?:oui|ouais|ok|okay|d'accord|bien sur|volontiers|allez|allons|go|c'est bon|bah|ben"
    r"|je veux bien|avec plaisir|pourquoi pas"
    r"|vas|va|allez|y|vazy|vasy|posez?|pose|continue[rz]?|continu|je reponds?|on y va|moi|tes|vos|les|la"
    r"|une?|questions?|svp|merci"
    r"|envoie|envoyez|demande[rz]?|alors|donc|je suis prete?|j'ecoute|je t'ecoute|je vous ecoute|on peut"
    r"|commence[rz]?|commencer|aide[rsz]?|stp"
    r")\W*)+$"
)


def already(text: str) -> bool:
    """« je l'ai dit au début »: what is said was said before."""
    return (
        not text.startswith("/")
        and len(text.split()) <= 2 * _LONGEST
        and _ALREADY.search(normalise(text)) is not None
    )


def repeats(text: str) -> bool:
    """« c'était quoi la question déjà ? »: the question is wanted once more."""
    return _short(text) and _REPEATS.search(normalise(text)) is not None


def asks_choices(text: str) -> bool:
    """« c'est quoi la différence entre les deux premiers ? »: what the choices on the screen mean."""
    return _short(text) and _CHOICES.search(normalise(text)) is not None


def asks_purpose(text: str) -> bool:
    """« pourquoi cette question ? »: what the question serves."""
    return _short(text) and _PURPOSE.search(normalise(text)) is not None


def of_the_question(text: str) -> bool:
    """Whether the message only asks about the question under way: why it is asked, what it was, what its choices mean."""
    only_said = already(text) and len(text.split()) <= _FEW and not _RECAPS.search(normalise(text))
    return only_said or asks_purpose(text) or repeats(text) or asks_choices(text)


def goes_on(text: str, asked: str | None) -> bool:
    """« oui, vas-y » to a question that wants more than a yes."""
    said = normalise(text)
    return asked in _NAMES and _short(text) and not _THANKS.match(said) and _GOES_ON.match(said) is not None


def before_duty(text: str) -> str | None:
    """What stands before « c'est obligé ? », which asks whether every trade wants it; None when that is not asked."""
    said = normalise(text)
    found = _DUTY.search(said)
    return said[: found.start()].strip() if found else None


def choices_meant(asked: str) -> str:
    """What question `asked` looks for, and its choices."""
    question = questions()[asked]
    return f"{question.explain} Les choix : {' ; '.join(option.title for option in question.options)}."


def _short(text: str) -> bool:
    return not text.startswith("/") and len(text.split()) <= _LONGEST
