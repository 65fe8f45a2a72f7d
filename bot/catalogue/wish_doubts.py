"""Answers that are none: a question passed over in words that name it, a yes never said, a diploma that was failed."""

from __future__ import annotations

import re

from bot.catalogue import polarity
from bot.catalogue.polarity import NO, SOME
from bot.catalogue.wish_words import wording

# « je sais pas conduire » says what one cannot do, « passer le permis » what one will.
_DOUBTS = re.compile(
    r"\b(?:je |j'|j )?(?:ne |n'|n' )?(?:en )?(?:sai[st]|savais)(?: \w+)? (?:pas|rien|plus)\b"
    r"(?: (?:trop|encore|du tout|quoi (?:dire|repondre|mettre)|si (?:ca me va|je peux|j'y arriverai)))*"
    r"(?! (?:conduire|faire|rouler|porter|soigner|laver|m'y|y faire))"
    r"|\b(?:aucune|pas d'|pas la moindre) ?idee\b|\bjsp\b(?! (?:conduire|faire|rouler|porter|soigner|laver|m'y|y faire))"
    r"|\b(?:on |je |tu |vous )?(?:peut |peux |pouvez |veux |voudrais |prefere |vais |va |faut )?(?:la |celle.la )?"
    r"(?<!\bca )(?<!\bsa )(?:passer?|passez|sauter?|zapper?)\b"
    r"(?! (?:le|la|l'|mon|ma|mes|un|une|du|des|les|en|tout|pas|bien)\b(?! suite| question))"
    r"|\bquestion suivante\b|\bsuivante\b"
)
_NO_FIRST = re.compile(r"^(?:(?:non|nan|bof|euh|bah|ben|alors|mais)\W+)+")
# « j'ai pas dit oui »: no answer was given.
_NOT_SAID = re.compile(
    r"\b(?:je |j'|j )?(?:n')?(?:ai|avais) (?:pas|jamais) (?:dit|repondu|choisi|mis|valide)\b"
    r"(?: (?:que )?(?:c'etait |c'est |j'etais )?(?:oui|non|ok|d'accord|ca|possible))?"
)
_SAID = re.compile(r"\bj'ai (?:juste |bien |seulement )?dit\b")
_MISSED = (
    r"(?:rate\w*|loupe\w*|foire\w*|echou\w*|plante\w*|recale\w*|colle\w*"
    r"|(?:pas|jamais) (?:eu|obtenu\w*|valide\w*|decroche\w*|reussi\w*|termine\w*|fini\w*))"
)
_SMALL = r"(?: (?:a|au|aux|le|la|l'|mon|ma|un|une|ce|cet|d'|de|du|en|examen|diplome))*"
_FAILED_CAP = re.compile(
    rf"\b{_MISSED}{_SMALL} (?:cap|bep|bepa|capa)\b(?: (?!mais|et|donc|j|je|puis|avec|en)\w+)?"
    rf"|\b(?:mon |le |un )?(?:cap|bep|bepa|capa)\b(?: (?!mais|et|donc|puis)\w+)??,?"
    rf" (?:que )?(?:je |j')?(?:(?:ne )?l'? ?ai |ai )?(?:ete )?{_MISSED}(?!{_SMALL} (?:bac|bts|brevet|licence|permis))"
)


def left_open(text: str, name: str) -> bool:
    """Whether a `prepared` text names what question `name` is about to say that it is not answered."""
    rest = _SAID.sub(" ", _DOUBTS.sub(" ", _NOT_SAID.sub(" ", text)))
    if rest.split() == text.split():
        return False
    rest = " ".join(_NO_FIRST.sub("", f"{rest} ").replace("j'ai dit que", " ").split())
    pairs = [(word, name) for word in _words(name)]
    return polarity.bare(rest) in (None, SOME) and not any(
        hit.meant == NO for hit in polarity.named(rest, pairs)
    )


def taken_back(said: str) -> str | None:
    """The question whose answer `said` says was never given: « j'ai pas dit oui pour la toilette »; None without any."""
    text = polarity.prepared(said)
    if not _NOT_SAID.search(text):
        return None
    for name in ("contact", "science", "effort", "driving", "income"):
        if polarity.named(text, [(word, name) for word in _words(name)]) and left_open(text, name):
            return name
    return None


def without_failed(text: str) -> tuple[str, bool]:
    """A `prepared` text without the CAP that it says was failed, and whether one was."""
    kept = _FAILED_CAP.sub(" ", text)
    return kept, kept != text


def _words(name: str) -> list[str]:
    return list(wording()["topics"].get(name, {}).get("words", []))
