"""Who does not know what to choose, said instead of an answer to what we asked, or of a question of its own."""

from __future__ import annotations

import re

from actions.choosing.amid import described, resumes
from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.examples import without_own
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.asked import WHICH_TRADE
from bot.catalogue.orientation import ANY, questions
from bot.catalogue.wishes import read
from bot.french.normalise import normalise

_NEVER = frozenset({"distress", "human", "insult", "goodbye", "personal_data", "event_search", "job_offers"})
_UNSURE = frozenset({"nlu_fallback", "yes", "out_of_scope"})
_A_STORY, _WISHES = 10, 2  # words and wishes of a message that tells what one looks for
_A_LIFE = 18  # words
_LONGEST = 25  # words of an answer to what we asked; a longer message says more than that
_AT_A_LOSS = re.compile(
    r"\b(?:sais?|sait|vois?|voit) (?:\w+ ){0,2}?(?:pas|plus|point)(?: (?:du tout|trop|vraiment|bien|encore))*"
    r"(?: (?:quoi|ou|dans quoi|vers quoi|vers ou|pour quoi|le ?quel\w*|la ?quelle|ce que|quel\w*|par ou|comment"
    r" choisir))"
    r"|\bmais (?:quoi|lequel|laquelle|dans quoi|vers quoi|ou)\W*$|\baucune idee\b|\bsans idee\b|\bcompletement"
    r" perdue?\b"
    r"|\b(?:vers|dans) quoi (?:me |m')?(?:tourner|diriger|orienter|reconvertir|travailler|aller|partir)\b"
)
_FOR_ONESELF = re.compile(
    r"\bqu.?est[ -]ce que (?:vous|tu|t) ?(?:avez|auriez|as|aurais|proposez|proposes)\W*$|"
    r"\b(?:me|m') ?(?:verr\w+|voi(?:s|yez)|conseill\w+|propos\w+|recommand\w+|orient\w+|convien\w+|correspond\w*"
    r"|irai\w*)\b"
    r"|\bque? (?:je|j') ?(?:peux|pourrais|puis) (?:bien |donc )?(?:faire|exercer|viser|tenter)\b"
    r"|\bmetiers? (?:que )?je (?:peux|pourrais)\b"
    r"|\b(?:gars|mec|type|fille|nana|femme|homme|personne) comme moi\b|\bil (?:me|nous) reste(?:rait)?\W*$|\bdevenir quoi\b"
    r"|\b(?:pour|a|avec) (?:moi|quelqu'un comme moi|mon profil)\b"
)
# « je ne sais pas encore », « je n'en vise aucun » to « quel métier visez-vous ? ».
_NONE_YET = re.compile(
    r"^\W*(?:(?:non|ben|bah|euh|mais|franchement|en fait|justement|bof) )*"
    r"(?:je )?(?:ne |n'|n )?(?:en )?(?:sais|sait|s) (?:pas|ap|rien|plus)(?: (?:encore|trop|du tout|vraiment|moi"
    r"|justement))*\W*$"
    r"|^\W*(?:jsp|aucune? idee|aucun)\b\W*(?:\w+\W*){0,2}$"
    r"|\b(?:vise|veux|cherche|ai|pense a) (?:pas de|aucun|a aucun) (?:metier|boulot|job|taf)\b"
    r"|\bc'?est (?:justement|bien|exactement|precisement) (?:ca |ce )?que je (?:vous |te )?(?:demande|cherche"
    r"|voudrais savoir)\b"
    r"|\b(?:a vous|a toi) de (?:me )?dire\b"
)


def at_a_loss(text: str) -> bool:
    """Whether the words say that one does not know what to do or to choose."""
    return not text.startswith("/") and _AT_A_LOSS.search(normalise(text)) is not None


# « posez vos questions », be they offered or not.
_POSE_THEM = re.compile(
    r"(?<!\bon )(?<!\bje )"
    r"\b(?:posez?|envoyez?|allez[ -]y|balance[rz]?)(?:[ -]moi)? (?:donc )?(?:vos|tes|les|des|quelques) questions\b"
    r"|\b(?:m'aid\w*|aid\w*[ -]moi) (?:a |pour )?(?:trouver|choisir) (?:un|une|mon|ma|le bon|quel) (?:metier"
    r"|boulot|job|taf|voie)\b"
    r"|\b(?:faites?|fais)(?:[ -]moi)? (?:passer )?(?:votre|ton|le|un|les|vos) (?:questionnaire|questions|quizz?|test)\b"
)


# « après, on peut devenir quoi ? », of the trade in question.
_AFTERWARDS = re.compile(
    r"\b(?:apres|ensuite|plus tard|derriere|une fois (?:diplome|forme)\w*|avec de l.experience)\b(?! (?:la |le |mon |ma )?"
    r"(?:bac|3e|3eme|troisieme|term\w*|lycee|college|brevet|cap|bts))"
)


def rises_later(turn: Turn) -> bool:
    """Whether what one may become is asked of the trade in question, once one has it."""
    said = normalise(turn.text)
    liked = re.search(r"\bsi (?:je|j|j'|on|il|elle)\b|\baim\w*|\badore", said)
    return bool(turn.profession) and liked is None and _AFTERWARDS.search(said) is not None


def wants_questions(turn: Turn) -> bool:
    """Whether the questions that help to choose are what answers: none in view, or what would suit oneself is asked."""
    wanted = turn.said("profession") or turn.said("neighbour")  # the trade one leaves is no trade in view
    if turn.intent in _NEVER or turn.in_form or wanted:
        return False
    taken_up = resumes(turn.text) and any(turn.known(f"orientation_{name}") for name in questions())
    return (
        taken_up
        or _lost_in_life(turn)
        or (turn.intent == "disability" and at_a_loss(turn.text) and _of_a_relative(turn.text))
        or _POSE_THEM.search(normalise(turn.text)) is not None
        or none_yet(turn)
        or (
            turn.intent != "help_choose"
            and not rises_later(turn)
            and asks_for_trades(turn.text)
            and asks_for_oneself(turn.text)
        )
    )


# A life told, and at its end « j'aimerais être utile, je sais pas trop vers quoi me tourner ».
_NO_DIRECTION = re.compile(
    r"\b(?:vers|dans) (?:quoi|quel(?:le)?s? (?:metiers?|voies?|domaines?|directions?|boulots?))\b"
    r"|\bsais (?:\w+ ){0,2}?(?:pas|plus|rien)(?: \w+){0,2}? (?:quoi (?:faire|choisir|viser|chercher)|quel (?:metier|boulot)"
    r"|lequel)\b|\bmais (?:quoi|lequel|laquelle)\W*$"
)
_ANOTHER_IS_LOST = re.compile(
    r"\b(?:il|elle|ils|elles) (?:ne |n')?(?:sait|savent|voit|voient) (?:pas|plus)\b"
)
_TO_BE_OF_USE = re.compile(
    r"\b(?:utiles?|servir|serve a|du sens|aider|m'occuper|humain|soin|social|contact)\b"
)


def _lost_in_life(turn: Turn) -> bool:
    """Whether a life is told that asks nothing but what to turn to: what it tells is noted, and the questions begin."""
    told = len(turn.text.split()) >= _A_LIFE and "?" not in turn.text and turn.audience != "counsellor"
    if not told or turn.intent == "help_choose" or role(turn) not in (None, "relative"):
        return False
    said = normalise(turn.text)
    of_another = _ANOTHER_IS_LOST.search(said) is not None
    return not of_another and all(pattern.search(said) for pattern in (_NO_DIRECTION, _TO_BE_OF_USE))


# « je m'occupe de mon mari qui a la sclérose en plaques, je ne sais pas quoi faire » tells no handicap of one's own.
_RELATIVE = re.compile(
    r"\b(?:mon|ma|notre) (?:mari|femme|fille|fils|mere|pere|conjointe?|frere|soeur|compagne|compagnon|petite? \w+)\b"
)
_OWN = re.compile(
    r"\b(?:rqth|aah|mon handicap|ma maladie|mon dos|je suis (?:handicapee?|malade|reconnue?)|j.?ai (?:un |une"
    r" )?(?:handicap|maladie))\b"
)


def _of_a_relative(text: str) -> bool:
    said = normalise(text)
    return _RELATIVE.search(said) is not None and _OWN.search(said) is None


def asks_for_oneself(text: str) -> bool:
    """Whether one asks what would suit oneself: « vous me verriez faire quoi ? », and not which trades there are."""
    return not text.startswith("/") and _FOR_ONESELF.search(normalise(text)) is not None


def none_yet(turn: Turn) -> bool:
    """Whether a message says to « quel métier ? » that none is in view, or tells a wish instead of a trade."""
    asked = turn.known("asked") in (WHICH_TRADE, "choose")
    if (
        turn.in_form
        or turn.text.startswith("/")
        or not asked
        or turn.trades_named
        or turn.intent == "help_choose"
    ):
        return False
    said = normalise(turn.text)
    if len(said.split()) > _LONGEST:
        return False
    if _NONE_YET.search(said) is not None:
        return True
    if "?" in turn.text or turn.intent not in _UNSURE or described(turn.text) or _seeks_a_thing(turn):
        return False
    public = read(turn.text, "public").get("public", ANY)
    return public != ANY or "taste" in read(turn.text)


# « je cherche un stage en crèche à Angoulême » tells where the internship would be, and asks for no trade.
_A_THING = re.compile(
    r"\b(?:stages?|formations?|ecoles?|rencontres?|immersions?|alternance|adresses?|numeros?)\b"
)


def _seeks_a_thing(turn: Turn) -> bool:
    return bool(turn.also or turn.said("place")) or _A_THING.search(normalise(turn.text)) is not None


def tells_limits(turn: Turn) -> bool:
    """Whether a message of which nothing is understood tells what one wants or cannot do: « pas le soir, pas loin »."""
    if turn.intent not in _UNSURE or "?" in turn.text or len(turn.text.split()) < _A_STORY:
        return False
    return len(read(without_own(turn.text))) >= _WISHES
