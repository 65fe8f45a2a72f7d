"""« ma copine est infirmière, elle me dit aide-soignant »: the trade of somebody else is not one that is weighed."""

from __future__ import annotations

import re

from actions.people.roles import relative_in_question
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from bot.french.folding import fold_text

_TRADES = frozenset({"profession", "profession_current"})
OF_ANOTHER = re.compile(
    r"\b(?:mon|ma|mes|une?|des) (?:copine?s?|copains?|petite? amie?|femme|mari|compagn\w+|conjointe?|soeurs?|freres?|mere"
    r"|pere|maman|papa|tante|oncle|cousine?s?|belle.?\w+|beau.?\w+|voisine?s?|amie?s?|collegues?|potes?|connaissances?)"
    r"(?: \w+){0,3}? (?:est|etait|sont|(?:travaille|bosse) (?:comme|en tant qu\w*)|qui est)"
    r"(?: une?| deja| aussi| elle.?meme| lui.?meme|,)*\W*$"
)

_RECENT = 4  # messages
# « … elle me dit de venir avec elle, mais moi les vieux bof »: what somebody else does is set against one's own wish.
_BUT_ME = re.compile(
    r"\bmais moi\b|\bpas (?:faire )?(?:avec|comme|pareil que) (?:elle|lui|eux|elles)\b"
    r"|\bmoi (?:c.?est|je (?:veux|voudrais|prefere|prefererais|suis plutot)|plutot)\b"
)


def leave_others_trade(turn: Turn) -> None:
    """Leave out the trade said to be somebody else's, when the message names another one and asks for oneself."""
    _leave_the_tutor(turn)
    _leave_the_interpreter(turn)
    named = [one for one in turn.entities if one.get("entity") in _TRADES]
    several = len({one["value"] for one in named}) > 1
    if _only_tells(turn):
        several = True
    if not named or not (several or _BUT_ME.search(fold_text(turn.text))) or relative_in_question(turn):
        return
    theirs = [one for one in named if OF_ANOTHER.search(fold_text(turn.text[: int(one.get("start") or 0)]))]
    left = [one for one in named if one not in theirs]
    if not theirs or (several and not left and not _only_tells(turn)):
        return
    # « ma sœur est aide-soignante, ma cousine AES, c'est quoi la différence ? » sets both side by side.
    if turn.intent == "compare_professions" and len({one["value"] for one in left}) == 1:
        return
    turn.entities = [one for one in turn.entities if one not in theirs]
    if turn.known("profession") in {one["value"] for one in theirs}:
        wanted = next((one["value"] for one in left if one.get("entity") == "profession"), None)
        turn.remember("profession", wanted)


def _only_tells(turn: Turn) -> bool:
    """Whether the message says who the writer is, and only names the trade of their wife or husband beside it."""
    said = fold_text(turn.text)
    asks = "?" in said or asks_of_its_own(turn.text)
    return not asks and _OF_A_SPOUSE.search(said) is not None and _OWN_STATE.search(said) is not None


_OF_A_SPOUSE = re.compile(
    r"\b(?:mon|ma) (?:femme|mari|compagn\w+|conjointe?)\b[^.?!]{0,20}\b(?:est|bosse|travaille)\b"
)
_OWN_STATE = re.compile(r"\b(?:je suis|j'etais|moi c'est|j'ai ete|ancien\w*)\b")


# Who follows a pupil or an apprentice is called as those who see to adults under guardianship.
_LEARNS = re.compile(r"\b(?:stages?|stagiaire|pfmp|apprenti\w*|alternan\w*|assp|ifas|ifsi|cfa)\b")
_GUARDIAN = "mandataire-judiciaire-protection-majeurs"


def _leave_the_tutor(turn: Turn) -> None:
    """Leave out « la tutrice » of who is on placement or in an apprenticeship: it is no trade."""
    texts = (turn.text, *turn.earlier[:_RECENT])
    if not any(_LEARNS.search(fold_text(text)) for text in texts):
        return
    theirs = [
        one
        for one in turn.entities
        if one.get("value") == _GUARDIAN and fold_text(str(one.get("text") or "")).startswith("tut")
    ]
    turn.entities = [one for one in turn.entities if one not in theirs]
    if theirs and turn.known("profession") == _GUARDIAN:
        turn.remember("profession", turn.previous_profession)


# Who does not hear asks for an interpreter, and does not ask to become one.
_DEAF = re.compile(
    r"(?<!un )(?<!pour )\bsourde?\b|\bmalentendante?\b|\bsurdite\b|\bentend\w* (?:pas|plus|mal|rien|tres mal)\b"
)
_INTERPRETER = "interprete-lsf"
_IS_ASKED_FOR = re.compile(
    r"\bqui (?:est.ce qui )?(?:s.?occupe\w*|se charge|pa(?:ye|ie|ira|iera|yera)|financ\w*|fourni\w*|trouv\w*|demande|reserve"
    r"|organise|prend en charge|met en place|prevoi\w*)\b"
    r"|\b(?:demand\w+|avoir|aurai\w*|trouver|obtenir|reserver|faire venir|droit|fourni\w*|prevu\w*|prevoi\w*|besoin|me faut"
    r"|y a|y aura|ecole|ifas|ifsi)\b[^.?!]{0,30}\binterprete"
)
_IS_WISHED = re.compile(
    r"\b(?:devenir|metiers?|etre|comme|formation|etudes|salaire|gagn\w+) (?:d.?|une? )?(?:l.)?interprete"
)


def _leave_the_interpreter(turn: Turn) -> None:
    """Leave out the interpreter that somebody deaf asks for: « qui s'occupe de l'interprète ? » names no trade."""
    said = fold_text(turn.text)
    deaf = any(_DEAF.search(fold_text(text)) for text in (turn.text, *turn.earlier[:_RECENT]))
    if not deaf or _IS_ASKED_FOR.search(said) is None or _IS_WISHED.search(said):
        return
    left = [one for one in turn.entities if one.get("value") != _INTERPRETER]
    if len(left) < len(turn.entities) and turn.known("profession") == _INTERPRETER:
        turn.remember("profession", turn.previous_profession)
    turn.entities = left
