"""What is said once help was named: thanks, numbers kept, « je vais appeler », a roof found, « vous allez lui dire ? »."""

from __future__ import annotations

import re

from actions.people.after_danger import after_danger, kind_told
from actions.talk.turn import Turn
from bot.french.aspects import aspects
from bot.french.normalise import normalise
from bot.french.safety import find_danger

_LATELY = 3  # messages after a danger in which « je vais appeler » is still of its line
_LONGEST = 20  # words of a thanks; a longer message says more
_LINES = {
    "child_danger": "line_child",
    "violence": "line_violence",
    "elder_abuse": "line_witness",
    "harassment": "line_harassment",
}
# Whom one would be out of reach of.
_BY_SOMEBODY = frozenset({"child_danger", "violence"})
_SAY = r"(?:dire|repeter|raconter|rapporter|parler|prevenir|avertir|contacter|appeler|balancer|denoncer|signaler|ecrire)"
_TO_US = re.compile(
    rf"\b(?:vous|tu|t') ?(?:ne |n')?(?:allez|vas|va|iriez) (?:\w+ ){{0,2}}?(?:le |la |lui |leur |les |l'|en |tout )*{_SAY}\b"
    r"|\b(?:vous|tu) (?:ne |n')?(?:le |la |lui |leur |les |l'|en )*(?:dites|dis|direz|diras|repetez|repetes?|prevenez"
    r"|previens|racontez|racontes?|rapportez) (?:\w+ ){0,2}?(?:pas|rien|ca|a|mes|ma|mon|personne|qui|quelqu'un)\b"
    r"|\b(?:qui|quelqu'un|on) (?:\w+ )?(?:lit|lire|voit|recoit)\b.{0,20}\b(?:messages?|ici|ecri\w+|dis|conversation|ca)\b"
)
_KEPT_QUIET = re.compile(
    r"\b(?:dites|dis|repetez|repete|racontez|raconte|parlez|parle)[ -](?:le |lui |leur |en )?(?:surtout )?"
    r"(?:pas|rien|a personne)\b"
    r"|\b(?:reste\w*|est|c'est|garde\w*) (?:\w+ )?(?:entre nous|secret|confidentiel|anonyme|prive)\b"
    r"|\b(?:mere|pere|parents?|maman|papa|daron\w*|mari|femme|copain|famille|ecole|lycee|patron|chef)\b.{0,30}"
    r"\b(?:savoir|sauront|saura|sache\w*|apprendr\w+|prevenu\w*|au courant)\b"
)
_CALLS = re.compile(
    r"\b(?:je|j|moi) ?(?:m'en )?(?:vais|vai|veux bien|pense|compte|peux|va) (?:\w+ ){0,3}?"
    r"(?:les |leur |l'|d'|en )?(?:app?el+er|telephoner|joindre|contacter|ecrire|parler)\b"
    r"|\bj'(?:app?el+e|app?el+erai|ecrirai)\b|\bje (?:les|le|leur) (?:app?el+e\w*|contacte\w*|ecri\w+|telephone\w*)\b"
)
# « je vais en parler à l'infirmière du lycée »: somebody who can listen, and no trade.
_TELLS_SOMEBODY = re.compile(
    r"\b(?:je|j) ?(?:vais|vai|veux bien|pense|compte|irai) (?:\w+ ){0,2}?(?:voir|consulter|parler a|chez)"
    r" (?:un|une|le|la|l'|mon|ma|mes) ?(?:medecin|docteur|psy\w*|infirmi\w+|prof\w*|mere|pere|parents|maman|papa|soeur"
    r"|frere|amie?|copine?|tante|mari|femme|cpe|assistante? sociale?|urgences)\b"
)
_OF_A_WAY = re.compile(r"\b(?:stages?|formations?|metiers?|diplomes?|devenir|orientation)\b")
# « j'ose pas appeler », after words of suicide; of the other dangers, after_danger tells how to write instead.
_CALL_FEARED = re.compile(
    r"\b(?:app?el+er?|appelle|telephoner|le telephone|au tel|le numero|quoi (?:leur |lui )?dire|medecin|docteur|psy\w*)\b"
)
_AFRAID = re.compile(
    r"\b(?:peur|ose\w*|honte|gene\w*|timide|stress\w*|trouille|flippe\w*|bloque\w*|angoiss\w*)\b"
    r"|\b(?:arrive|peux|sais|veux|vais|pourrai\w*|saurai\w*) (?:\w+ )?(?:pas|jamais|plus)\b"
)
_NOT_A_LINE = re.compile(
    r"\b(?:ecoles?|if[as]s|ifsi|cfa|employeurs?|patron\w*|chef\w*|mission locale|cio|lycee|stages?|rh|formations?"
    r"|metiers?|diplomes?)\b"
)
_HELD_BACK = re.compile(
    r"\b(?:pas|plus|jamais|rien|mais|si|peur|honte|ose\w*|inutile)\b|\bnon merci\b|\bmerci non\b"
)
_FOR_NOTHING = re.compile(
    r"\b(?:non merci|merci non|mais|inutile|pour rien|sert a rien|rien compris|pas (?:mieux|besoin|envie|ca|aide)"
    r"|n'importe quoi|je (?:veux|voudrais|peux|vais)|comment|combien)\b"
)
_NOTED = re.compile(
    r"\b(?:note\w*|garde\w*|enregistre\w*|retenu|retiens)\b.{0,24}\b(?:numeros?|tout|ca|le \d{2,4}|les \d+|de cote)\b"
    r"|^(?:(?:ok|oki|okay|dac|d'accord|entendu|compris|ca marche|tres bien|c'est note|note|bon)\W*){1,3}$"
)
# A plain farewell; « adieu » is none.
_TAKES_LEAVE = re.compile(
    r"\bbonne (?:soiree|nuit|journee|continuation|fin de \w+)\b|\ba (?:bientot|plus tard|une autre fois)\b"
)
_THANKS = re.compile(r"\b(?:merci|remercie)\b")
_A_ROOF = re.compile(
    r"\b(?:suis|me suis|on est|sommes|dors|reste|loge) (?:\w+ ){0,3}?(?:en securite|a l'abri|en lieu sur|refugie\w*"
    r"|loin de (?:lui|elle|chez)|partie? de (?:la|chez)|a l'hotel|dans un foyer"
    r"|chez (?:ma|mon|mes|une?|des) (?P<whose>\w+))\b"
    r"|\b(?:il|elle) (?:ne |n')?(?:peut|sait|pourra) (?:\w+ )?(?:pas|plus) (?:\w+ )?(?:venir|me trouver|entrer|rentrer"
    r"|m'atteindre|ou (?:je|on) \w+)\b"
    r"|\b(?:il|elle) (?:est|a ete) (?:parti\w* )?(?:en (?:prison|garde a vue)|arrete\w*|plus la|embarque\w*|loin)\b"
)
_NOT_SAFE = re.compile(
    r"\b(?:pas|plus|jamais) (?:\w+ )?(?:en securite|a l'abri|tranquille)\b|\bmais\b|\bpeur\b"
)


def said_after(turn: Turn) -> str | None:
    """The short answer to what is said once help was named; None when the message says something else."""
    if turn.text.startswith("/") or turn.filled_a_slot or find_danger(turn.text):
        return None
    said = normalise(turn.text)
    to_somebody = _TELLS_SOMEBODY.search(said) is not None and _OF_A_WAY.search(said) is None
    call_feared = _CALL_FEARED.search(said) is not None and _AFRAID.search(said) is not None
    if turn.professions and not (to_somebody or (call_feared and _OF_A_WAY.search(said) is None)):
        return None
    near = turn.known("last_subject") == "distress"
    if not near and not any(find_danger(text) for text in turn.earlier[:_LATELY]):
        return None
    feared = after_danger(turn)
    of_the_line = feared is None or feared.startswith("danger_line_")
    if _TO_US.search(said) or (feared is None and _KEPT_QUIET.search(said)):
        return "distress_untold"
    if near and feared is None and call_feared:
        return None if _NOT_A_LINE.search(said) else "distress_call_feared"
    if "denied" in aspects("distress", turn.text) or "?" in turn.text or not of_the_line:
        return None
    calls = to_somebody or (_CALLS.search(said) and not _NOT_A_LINE.search(said))
    if calls and not _HELD_BACK.search(said):
        return "distress_calls"
    if near and _is_safe(turn, said):
        return "distress_safe"
    if near and len(said.split()) <= _LONGEST and not _FOR_NOTHING.search(said):
        kept = (
            _NOTED.search(said)
            or _TAKES_LEAVE.search(said)
            or (turn.intent != "distress" and _THANKS.search(said))
        )
        return "distress_thanked" if kept else None
    return None


def line_to_name(turn: Turn) -> str:
    """The sentence that names the line for what was told in this talk: that of the 3114 when nothing else was."""
    return _LINES.get(kind_told(turn) or "", "line_suicide")


def is_by_somebody(turn: Turn) -> bool:
    """Whether the danger told last is that of somebody who strikes or ill-treats."""
    return kind_told(turn) in _LINES


def _is_safe(turn: Turn, said: str) -> bool:
    """Whether one is told to be where who strikes cannot come, and not with them: « je suis chez ma sœur »."""
    found = _A_ROOF.search(said)
    if found is None or kind_told(turn) not in _BY_SOMEBODY or _NOT_SAFE.search(said):
        return False
    whose = found.groupdict().get("whose")
    told = " ".join(normalise(text) for text in turn.earlier if find_danger(text) is not None)
    return whose is None or re.search(rf"\b{re.escape(whose)}\b", told) is None
