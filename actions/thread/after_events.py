"""What a few words say of the events just shown: too far, not coming after all, other ones online. The words alone."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.after_trainings import TRAINING
from actions.words.online import asks_online
from bot.catalogue.orientation import is_proposed
from bot.french.normalise import normalise

_SHOWN = frozenset({"event_search", "event_detail", "reminder"})
_FOLLOWS = frozenset({"follow_up_place", "follow_up_date", "follow_up_profession"})
_LONGEST = 16  # words: a longer message says more than that
_FEW = 4  # words: « et en visio ? »
_OTHERS = re.compile(
    r"\b(?:y en a|y a|en a[ -]t[ -]il|en avez|t'en as|existe\w*|trouve\w*|plutot|sinon|d'autres?|une?|des|propose\w*)\b"
)
_OF_THIS_ONE = re.compile(r"^\W*(?:et )?(?:c'?est|ca se passe|elle est|il est|ce sera)\b")
_TOO_FAR = re.compile(
    r"\b(?:trop|si|aussi|vachement|hyper|super|un peu|quand meme|tres|bien) loin\b|\bplus loin\b.*\b(?:peux"
    r"|pourrai\w*|possible)\b"
    r"|\b(?:peux|pourrai\w*|vais|veux) (?:pas|jamais) (?:y )?(?:aller|me deplacer|bouger|faire (?:autant|tant|toute))\b"
    r"|\b(?:plus|trop) (?:pres|proche)s?\b|\bmoins loin\b|\b(?:ca|c'?est|ca fait) loin\b|\b(?:trop|tant"
    r"|beaucoup) de (?:route|km"
    r"|kilometres|trajet)\b"
)
_NOT_COMING = re.compile(
    r"\b(?:peux|pourrai\w*|vais|viens|viendrai\w*|veux|irai\w*|serai\w*) (?:finalement |malheureusement )?(?:plus|pas)"
    r" (?:finalement |pouvoir )*(?:y )?(?:venir|aller|etre la|etre present\w*|assister)\b"
    r"|\b(?:serai\w*|suis) (?:finalement |malheureusement )?(?:plus|pas) (?:la|libre|dispo\w*)\b"
    r"|\b(?:je|j') ?(?:ne )?(?:viens|viendrai|irai) (?:plus|pas)\b|\b(?:j'ai|jai|un) (?:un )?(?:empechement"
    r"|imprevu|contretemps)\b"
    r"|\bannul\w+ (?:mon|ma|l'|la|cette|une) ?(?:inscription|place|venue|rendez|participation|reservation)?\b"
    r"|\b(?:me |m')?desinscri\w+\b|\bplus dispo\w*\b|\bpas dispo\w* (?:ce|finalement|en fait)\b|\bme desister\b"
    r"|\bprevenir (?:que|si) (?:je|j')\b"
)
_ACCESS = re.compile(
    r"\bfauteuils?\b|\bpmr\b|\baccessib\w*|\bmobilite reduite\b|\bbequill\w*|\brampes?\b|\bascenseurs?\b|\bescaliers?\b"
    r"|\b(?:marche|marcher) (?:mal|difficilement|pas bien)\b"
)
_GETTING_THERE = re.compile(
    r"\b(?:bus|train|metro|tram\w*|transports?|parking|gare|covoitur\w*|navettes?|velo)\b"
    r"|\bcomment (?:on |je |j'|pour )?(?:y )?(?:vais|va|aller|viens|venir|se rend\w*|me rend\w*)\b|\bse garer\b"
)
_PRICE = re.compile(
    r"\bgratuit\w*|\bpayant\w*|\bprix\b|\bcombien (?:ca )?coute\b|\bca coute\b|\bpayer l'entree\b"
)
_REGISTERS = re.compile(r"\binscri\w+|\breserv\w+|\bprevenir\b|\bentree libre\b|\bsans rendez.?vous\b")


def _near_events(turn: Turn) -> bool:
    """Whether the talk is about events just listed, or they are the last list and looked for again."""
    if turn.known("last_subject") in _SHOWN | _FOLLOWS:
        return True
    listed = [str(one) for one in turn.known("last_list") or []]
    ours = not is_proposed(listed[-1:]) and not any(one.startswith(TRAINING) for one in listed)
    return ours and turn.intent in _SHOWN | _FOLLOWS


def meant_of_events(turn: Turn) -> str | None:
    """The subject that answers what is said of the events just shown; None when it speaks of something else."""
    if turn.in_form or turn.text.startswith("/") or not _near_events(turn):
        return None
    few = len(turn.text.split())
    if few > _LONGEST or not turn.known("last_list") or turn.said("place") or turn.professions:
        return None
    said = normalise(turn.text)
    if asks_online(turn) and not _OF_THIS_ONE.search(said) and (few <= _FEW or _OTHERS.search(said)):
        return "event_search"
    if _PRICE.search(said) and _REGISTERS.search(said):
        return "event_entrance"
    if _GETTING_THERE.search(said):
        return "event_getting_there"
    if _ACCESS.search(said):
        return "event_accessibility"
    if _TOO_FAR.search(said):
        return "event_nearer"
    return "event_not_coming" if _NOT_COMING.search(said) else None
