"""« cfa aide-soignante, c'est payé combien ? » then « 17 ans »: a fact told by itself completes the question before it."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.talk.turn import Turn
from bot.catalogue.orientation import is_proposed
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.french.set_aside import cuts
from bot.subjects import subjects

# What may stand around the facts in a message that only tells them.
_TELLING = frozenset(
    re.findall(
        r"\w+",
        "je j jss jsuis chui chuis g ge jai jhabite "
        "ai a as suis est c ca on il elle ils elles moi lui mon ma mes son sa le la les l un une des du de d en au aux "
        "dans pour par chez vers sur pres et ou oui non ouais ba bah ben euh bon ok alors donc mais enfin pardon desole "
        "habite habitons vis reside viens cote region departement ville fils fille frere soeur salariee collegue femme mari "
        "ans an age mois annee annees depuis encore juste que seulement deja bientot presque environ actuellement toujours "
        "public prive publique privee fonctionnaire titulaire contractuel contractuelle salarie cdi cdd interim chomage "
        "chomeur chomeuse demandeur demandeuse emploi inscrit inscrite france travail pole etudiant etudiante lyceen "
        "lyceenne lycee college eleve mineur mineure majeur majeure experience metier travaille bosse diplome obtenu "
        "faire fais fait eu avec sans rien niveau classe pro techno general generale stp svp merci quoi du coup plutot",
    )
)
# A status that no entity holds.
_STATUS = re.compile(
    r"\b(?:public|prive|fonctionnaire|titulaire|contractuel\w*|salariee?|cdi|cdd|interim|chom\w+|demandeu\w+ d'emploi"
    r"|etudiante?|lyceenn?e?|apprentie?|mineure?|majeure?|assp|sapat|st2s|liberal)\b"
)
_FOR_ONESELF = re.compile(r"\b(?:pour|de) moi\b")  # « non, pour moi »
_FACTS = frozenset(
    {
        "age",
        "age_other",
        "level",
        "level_missing",
        "place",
        "place_nearby",
        "diploma",
        "duration",
        "profession_current",
    }
)
_ASKS = re.compile(
    r"\?|\b(?:combien|cb|comment|quel(?:le)?s?|quand|quoi|pourquoi|est ce qu\w*|ou (?:est|sont|trouver|se|je)|qui (?:paye"
    r"|paie|peut|contacter)|c'est (?:paye|ou|quoi|possible|combien)|(?:je )?peu(?:x|t)|faut|obligatoire|possible|droit"
    r"|refuse\w*)\b"
)
_LONGEST = 14  # words of a message that only tells facts
_BACK = 2  # messages: between the question and its completion, one more fact may have been told
_NEVER = frozenset({"insult", "human", "personal_data", "reminder"})
_ELSEWHERE = frozenset(
    {"help_choose", "distress", "event_search", "event_detail", "training_search", "immersion"}
)
_PLAINLY = 0.9  # confidence that schools are looked for
_WORD = re.compile(r"[a-z0-9+]+")


def only_tells(turn: Turn) -> bool:
    """Whether the message tells an age, a level, a place, a diploma, a status or a length of time, and asks nothing."""
    text, typed = turn.text, turn.typed or turn.text
    if text.startswith("/") or "?" in text or len(text.split()) > _LONGEST:
        return False
    kept, told = list(typed), bool(_STATUS.search(normalise(text)))
    for start, end, _ in cuts(typed):
        kept[start:end] = " " * (end - start)
    for entity in turn.entities:
        if entity.get("entity") in _FACTS:
            told = True
            start, end = entity["start"], entity["end"]
            kept[start:end] = " " * (end - start)
    left = normalise("".join(kept))
    rest = set(_WORD.findall(_STATUS.sub(" ", left)))
    told = told or _FOR_ONESELF.search(left) is not None
    return told and not turn.said("profession") and not _ASKS.search(fold_text(left)) and rest <= _TELLING


def _searched_there(turn: Turn) -> bool:
    """« Toulouse ou Bordeaux », plainly a search of schools for the trade spoken of: no fact of the question before."""
    sure = turn.intent == "training_search" and turn.confidence >= _PLAINLY
    return sure and bool(turn.said("place")) and turn.profession is not None


def completed(turn: Turn) -> Turn | None:
    """The turn in which the question before and the fact told now are one message; None without them."""
    last = turn.known("last_subject")
    if (
        turn.in_form
        or turn.filled_a_slot
        or turn.intent in _NEVER
        or turn.message.get("danger")
        or last in _ELSEWHERE
        or last not in subjects()
        or is_proposed(list(turn.known("last_list") or []))
        or _searched_there(turn)
        or not only_tells(turn)
    ):
        return None
    question = next((text for text in turn.earlier[:_BACK] if _ASKS.search(normalise(text))), None)
    if question is None:
        return None
    return replace(
        turn,
        text=f"{question.rstrip(' .!?')}, {turn.text}",
        intent=subjects()[str(last)].intents[0],
        entities=[],
        earlier=tuple(text for text in turn.earlier if text != question),
    )
