"""After somebody was told to be hit, held or ill-treated: what is feared of speaking of it, and how the line works."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.french.safety import find_danger, gives_away

_MEMORY = 4  # messages
# Of whom the danger was told: each has a line of its own.
_LINES = {"child_danger": "child", "violence": "violence", "elder_abuse": "witness"}
_FEARS = re.compile(
    # to be kept quiet
    r"\b(?:faut|veux|voudrais|peux|dois|doit|surtout|devais|ose|oserai|oserais) (?:surtout |vraiment |jamais |trop )?"
    r"(?:pas|jamais|rien) (?:que (?:\w+ ){1,4}(?:sach\w+|l'apprenn\w+|voi\w+)|(?:le |la |l'|en |lui |leur |les? )*"
    r"(?:dire|parler|raconter|repeter|denoncer|signaler|balancer|porter plainte|trahir|appeler)\b)"
    r"|\bpas (?:le|lui|leur|en) (?:dire|parler) a\b|\b(?:dites|dis|repete[sz]?|parle[sz]?)[ -](?:le|en)? ?(?:pas|rien)\b"
    r"|\b(?:c'est|reste|restera|garde\w*) (?:\w+ )?(?:un secret|secret|entre nous)\b"
    r"|\bpersonne (?:ne )?doit (?:le )?savoir\b"
    r"|\b(?:fasse|faire|cherche|veux) (?:pas )?d'histoires?\b|\bveux pas (?:d'|de |avoir (?:d'"
    r"|de ))(?:histoires?|ennuis|problemes?)\b"
    # what may come of it
    r"|\b(?:si|quand) (?:je|j'|on) ?(?:l'|le |la |les |en |lui )*(?:parle|dis|dit|denonce|signale|raconte"
    r"|appelle|porte plainte"
    r"|balance|ouvre la bouche)\b"
    r"|\b(?:peur|crains|risque|risques|va|vont|vais) (?:de |que |qu'(?:il|elle|ils|on) |me |m'|se |le |la |l'|nous |de me )*"
    r"(?:venge\w*|vire\w*|virer|licencie\w*|renvoye\w*|perdre (?:mon|ma|mes|sa)|represailles|en vouloir|retomber"
    r"|croi\w+|place\w*|retire\w*|separe\w*|mettre (?:dehors|a la porte|en prison|au placard)|grille\w*|savoir que)\b"
    r"|\b(?:on|personne|ils|elle|il) (?:ne )?(?:va|vont|me|m') ?(?:jamais |pas )*(?:me )?croi\w+\b"
    r"|\b(?:perds?|perdre|perdrai\w*) (?:mon|ma) (?:boulot|travail|poste|emploi|place|stage|diplome|contrat|taf)\b"
    r"|\bme meler\b|\bpas (?:mes|nos) (?:affaires|oignons)\b|\bque (?:c'est|c'etait) moi\b|\bpas en parler\b"
    r"|\b(?:sauront|saura|apprendr\w+|verront|verra)\b(?=.*\b(?:moi|j'ai|je)\b)"
    r"|\bc'est (?:surement |peut[ -]etre |forcement )?(?:de )?ma faute\b|\bje l'ai (?:bien )?cherche\b"
    r"|\b(?:j'ose|je n'ose) (?:pas|plus)\b|\bj'ai honte\b"
)
_LINE = re.compile(
    r"\b(?:119|3919|3133)\b|\b(?:ils|vous|elles|qui) (?:va |vont |me |m')*(?:repon\w+|ecout\w+|previen\w+|prevenir)\b"
    r"|\b(?:je|j'|si j'|on) ?appell\w+\b|\bappeler\b|\bau telephone\b|\banonym\w*|\bmon (?:nom|numero)\b"
    r"|\b(?:c'est|est[ -]ce que c'est) (?:payant|gratuit|confidentiel)\b|\bla facture\b|\bpar (?:ecrit|message"
    r"|sms|chat|tchat)\b"
)
_SPEAKS_OF_TRADES = re.compile(
    r"\b(?:metiers?|formations?|salaires?|diplomes?|devenir|inscri\w+|parcoursup|ecoles?|portes? ouvertes?)\b"
)
# What is said of things given away for a plain reason.
_PLAIN_REASON = re.compile(
    r"\b(?:demenag\w*|vacances|allergi\w*|parce que|car|vu que|pendant|formations?|stages?|association|emmaus|brocante"
    r"|travail\w*|boulot|metiers?|hospitali\w*|place chez|trop de|faute de|le temps)\b|\?"
)


def after_danger(turn: Turn) -> str | None:
    """The answer to what a message fears, or asks of the line, after a danger told of; None when it speaks of neither."""
    if turn.text.startswith("/") or turn.professions or find_danger(turn.text) is not None:
        return None
    dangers = (found for found in map(find_danger, turn.earlier[:_MEMORY]) if found is not None)
    line = next((_LINES.get(found.kind) for found in dangers), None)
    said = normalise(turn.text)
    if line is None or _SPEAKS_OF_TRADES.search(said):
        return None
    if _FEARS.search(said):
        return f"danger_feared_{line}"
    return f"danger_line_{line}" if _LINE.search(said) else None


def hinted(turn: Turn) -> str | None:
    """The answer to what is given away for good: a word of care, or the lines when there is another sign."""
    if turn.text.startswith("/") or turn.professions or not gives_away(turn.text):
        return None
    if _PLAIN_REASON.search(normalise(turn.text)):
        return None
    before = any(gives_away(text) or find_danger(text) is not None for text in turn.earlier[:_MEMORY])
    return "distress_suicide" if before else "distress_hinted"
