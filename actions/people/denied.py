"""What the person says they are not, or are no more: « je suis pas licenciée », « j'ai quitté l'armée »."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.french.normalise import normalise

_AM_NOT = (
    r"\b(?:suis|etais|serai|ai|ete|en suis|on est) (?:pas|plus|jamais(?: ete)?|meme pas)"
    r" (?:encore |du tout |non plus |une? |en |a |au |dans |mon |ete )*"
)
# Each title or state of `data/aspects.yml` (standing), and the words that deny it.
_WORDS = {
    "military": rf"{_AM_NOT}(?:militaire|l.armee|armee|gendarme|soldat\w*)\b"
    r"|\b(?:ai|a) quitte\w* (?:definitivement )?l.armee\b|\bpas militaire\b",
    "employee": rf"{_AM_NOT}(?:salariee?|cdi|poste|emploi|le prive)\b"
    r"|\b(?:ai|a) (?:plus|pas) (?:de |d.)(?:poste|emploi|travail|boulot|taf|patron\w*|employeur|contrat|job)\b",
    "job_seeker": rf"{_AM_NOT}(?:chomage|chomeu\w+|sans emploi|demandeu\w* d.emploi|licencie\w*"
    r"|inscrite? a (?:france travail|pole emploi))\b",
    "rsa": rf"{_AM_NOT}rsa\b|\b(?:touche|ai) (?:pas|plus) (?:le |de )?rsa\b",
    # « j'ai tenu une librairie, elle a fermé cet été »
    "self_employed": rf"{_AM_NOT}(?:compte|independante?|auto.?entrepreneu\w*|liberale?)\b"
    r"|\btenu\b.{0,60}\b(?:elle|il|ca|on) (?:a|avons) (?:du )?(?:ferme\w*|coule|vendu|depose le bilan|mis la cle)\b",
    "civil_servant": rf"{_AM_NOT}(?:fonctionnaire|le public|titulaire|la fonction publique)\b",
    "hospital": rf"{_AM_NOT}(?:fonctionnaire|le public|titulaire|l.hopital|la fonction publique)\b",
    "cdd": rf"{_AM_NOT}(?:cdd|saisonn\w+)\b",
    "interim": rf"{_AM_NOT}interim\w*\b",
    "unfit": rf"{_AM_NOT}(?:licencie\w*|inapte\w*|declaree? inapte)\b|\bon m.a pas licencie\w*",
    "sick_leave": rf"{_AM_NOT}(?:arret|malade|arretee?|maladie)\b",
}
_DENIED = {name: re.compile(words) for name, words in _WORDS.items()}


@lru_cache(maxsize=256)  # each narrow question asks it of the whole talk again
def titles_denied(text: str) -> frozenset[str]:
    """The titles and states that `text` says are not, or no more, those of its author."""
    if text.startswith("/"):
        return frozenset()
    said = normalise(text)
    return frozenset(name for name, words in _DENIED.items() if words.search(said))
