"""What is said amid the questions that help to choose and answers none of them: a trade, a refusal, « alors, lequel ? »."""

from __future__ import annotations

import re

from actions.choosing.ideas import (
    PLAIN_CHOICES,
    asks_why_ideas,
    compares_ideas,
    points_at_idea,
    points_at_nothing,
)
from actions.choosing.own_first import meant_first
from actions.choosing.pausing import already, asks_choices, asks_purpose, before_duty, goes_on, repeats
from actions.choosing.said_again import says_again
from actions.choosing.trades_aside import only_puts_aside
from actions.talk.turn import Turn
from bot.catalogue.wish_words import wording
from bot.french.normalise import normalise

# What these are taken for says nothing against another reading.
_OF_A_SEARCH = frozenset({"follow_up_date", "follow_up_place", "reminder"})
_SEARCHES = frozenset(
    {"event_search", "event_detail", "reminder", "training_search", "human", "job_offers", *_OF_A_SEARCH}
)
UNSURE = frozenset({"nlu_fallback", "gibberish", "out_of_scope", "yes", "no"})
_OPEN = UNSURE | {"help_choose", "job_offers", "career_change", "doubts", "insult", "identity", "help"}
# « pas question de refaire deux ans » refuses none of ours.
_QUESTIONS = (
    r"(?:questions|question(?! (?:de (?!plus)|d'|que|qu'))"
    r"|questionnaires?|quizz?|tests?|interrogatoire|formulaires?|qcm|sondage)"
)
_REFUSES = re.compile(
    rf"\b(?:pas|plus|sans|ni|marre|assez|aucune?|stop(?:pe[rz]?)?|arrete[rz]?|oublie[rsz]?|laisse[rz]?"
    rf"|zappe[rz]?|quitte[rz]?"
    rf"|on laisse|laissons|oublions|ferme[rz]?|vire[rz]?)(?: (?:tomber|de|d'une?|d'|des|un|une|aux?"
    rf"|avec|envie|besoin|faire|"
    rf"repondre|a|tes|tous|vos|ces|ce|ton|votre|toutes|les?|le|poser|me))* ?{_QUESTIONS}\b"
    rf"|\b{_QUESTIONS} (?:non|ca me (?:saoule|gonfle|soule)|c'est (?:long|chiant|relou|nul|trop long))\b"
    rf"|\b(?:nul\w*|chiant\w*|relou\w*|longu?e?s?|penibles?|bete\w*|saoul\w*|soul\w*"
    rf"|gonfl\w*)\b[^.,]{{0,12}}\b(?:vos|tes|ces|les) {_QUESTIONS}"
    rf"|\btrop de {_QUESTIONS}\b|\bpas la pour (?:repondre|un test)\b"
)
_WORK = re.compile(
    r"\b(?:boulots?|tafs?|jobs?|travail|travailler|taffer|bosser|emplois?|postes?|embauche\w*|bosse"
    r"|gagner (?:ma vie|de l'argent))\b"
)
_AT_ONCE = re.compile(
    r"\b(?:tout de suite|maintenant|vite|rapidement|rapide|direct|directement|immediat\w*|des (?:demain|lundi"
    r"|cette semaine"
    r"|aujourd'hui)|au plus vite|urgent|demain|sans attendre|cette semaine|le plus tot|asap)\b"
)
# The proposals are wanted now, with what is known: « qu'est-ce qui me conviendrait alors ? ».
_RESULT = re.compile(
    r"^(?:et |ok |bon |alors |donc )*(?:du coup|alors|et donc)(?: alors| quoi)?\W*$|"
    r"\b(?:me|m') ?(?:convien\w+|correspond\w*|irai[ts]?|va|vont|iraient) (?:alors|du coup|donc|finalement|le"
    r" mieux|le plus"
    r"|comme (?:metier|boulot|travail))|\bqu'?est[ -]ce qui (?:me|m') ?(?:convien\w+|correspond\w*|irait)"
    r"|\b(?:alors|donc|du coup|bon|ok|et) (?:tu|vous|t|je)? ?(?:me |m')?(?:propose\w*|conseill(?:e|es|ez|er"
    r"|erais?)|recommand\w*|verrai\w*)"
    r"|\b(?:propose\w*|conseill(?:e|es|ez)|dites?|dis|montre\w*|donne\w*)(?:[ -]moi)? (?:maintenant|tout de suite|deja"
    r"|le resultat|les resultats"
    r"|(?:des|les|tes|vos|un|quelques) (?:metiers?|idees?|pistes?|propositions?))"
    r"|\b(?:quel|quels) (?:metiers?|boulots?|jobs?) (?:alors|du coup|donc|pour moi|pour (?:elle|lui)|(?:me|lui) \w+)"
    r"|\b(?:resultats?|verdict|conclusion) ?(?:alors|maintenant|\?|$)|\b(?:vous|tu) (?:me "
    r"|lui )?(?:conseill\w+|propos\w+) quoi"
    r"|\b(?:t.?as?|vous avez|c.?est(?: bon)?|bientot|c'?est pas) (?:bientot |deja |bon |ta |t.?as )?(?:fini|termine)\b"
    r"|\bencore (?:beaucoup|longtemps|combien|plein)(?: de questions?)?\W*$"
    r"|^(?:et |ok |oui |bon |alors |donc |du coup |mais |voila )*"
    r"(?:(?:je|jpeu[tx]|moi je) ?(?:peu[tx]|pourrais|puis)? ?(?:faire|devenir|bosser|viser) quoi"
    r"|qu.?est[ -]ce que je (?:peux|pourrais) (?:faire|devenir)|que (?:puis|pourrais)[ -]je faire"
    r"|quoi comme (?:metier|boulot|travail))"
    r"(?: alors| du coup| moi| donc| comme (?:metier|boulot|travail))*\W*$"
    r"|^(?:ok |oui |ouais |vas y |bon |allez |alors |donc )*(?:montre\w*|fais voir|fait voir|envoie|balance"
    r"|affiche)(?:[ -]moi)?"
    r"(?: (?:alors|du coup|ca|les|le|tout|maintenant|stp|svp|resultats?|metiers?))*\W*$"
    r"|\b(?:lequel|lesquels) (?:alors|pour moi)|\bfait pour (?:moi|elle|lui)(?: (?:alors|du coup))?$"
)
# The talk is put off, or carried on with someone else: nothing more is asked.
_PUTS_OFF = re.compile(
    r"\b(?:je (?:vais )?(?:demander?|voir|parler|reparler|reflechir|reflechis)|j'en parle\w*|je vais en parler"
    r"|j'y reflechis"
    r"|je verrai|on verra|je reviens|je reviendrai|je repasse\w*)\b(?! (?:pas|a une personne|a quelqu'un"
    r"|a un conseiller|avec un))"
    r"(?=.*\b(?:prof\w*|parents?|mere|pere|maman|papa|famille|mari|femme|copine|copain|soeur|frere|educ\w*"
    r"|cpe|psy en|lycee|college"
    r"|conseiller|conseillere|referente?|tutrice|tuteur|assistante sociale|mission locale|a tete reposee"
    r"|plus tard|demain|ca)\b)"
)
_RESUMES = re.compile(
    r"^(?:(?:ok|bon|allez|oui|alors|donc|du coup|vas[ -]?y|go|pardon|d'accord|entendu|parfait|desolee?|excuse\w*|merci"
    r"|c'est bon)[ ,.!]+(?:moi |[-]moi )?)*"
    r"(?:(?:on )?(?:revien[st]?|revenons|retourn\w+) (?:a|aux?|sur) (?:les |tes |vos |mes )?(?:questions?|quizz?|test)"
    r"|on (?:reprend|continue|y retourne"
    r"|poursuit)|reprenons|continuons"
    r"|reprends?|reprenez|(?:je |on )?(?:continu|reprend)(?:e?[rsz]?|s)|(?:je )?(?:veux|voudrais|peux"
    r"|vais) (?:bien )?(?:reprendre|continuer)|retour)"
    r"(?: (?:le|les|tes|vos|mes|a|au|aux|avec|ou|la|on|en|etait|maintenant|svp|questions?|quizz?"
    r"|questionnaires?|tests?|trucs?))*\W*$"
    r"|^(?:\w+[ .,]+){0,3}(?:on|nous|vous|tu) en (?:etai\w+|etions|etiez|est|sommes|es|etes) (?:deja )?ou\b(?:"
    r" deja)?\W*$"
    r"|^(?:\w+[ .,]+){0,3}ou (?:on )?en (?:etai\w+|etions|etiez|est|sommes)(?:[ -](?:on|nous|vous))?(?: deja)?\W*$"
)
# What « la deuxième » alone is taken for; « la deuxième, elle gagne combien » asks something of its own.
_POINTING = (
    UNSURE | _OF_A_SEARCH | {"event_detail", "help", "help_choose", "profession_info", "follow_up_profession"}
)
_LISTED = frozenset({"event_search", "event_detail", "training_search", "job_offers", "reminder"})
_LONGEST = 16  # words: a longer message says more than that
_SEARCHES = frozenset({"follow_up_place", "follow_up_date"})
_VERY_FEW = 4  # words


def refuses_questions(text: str) -> bool:
    """Whether the questions themselves are refused: « je ne veux pas de questionnaire », « pas de questions svp »."""
    return not text.startswith("/") and _REFUSES.search(normalise(text)) is not None


def wants_work(text: str) -> bool:
    """Whether work is wanted, and at once or instead of questions."""
    said = normalise(text)
    return _WORK.search(said) is not None and (
        _AT_ONCE.search(said) is not None or _REFUSES.search(said) is not None
    )


def wants_result(text: str) -> bool:
    """Whether the proposals are asked for now."""
    return (
        len(text.split()) <= _LONGEST
        and not text.startswith("/")
        and _RESULT.search(normalise(text)) is not None
    )


def proposals_first(subject: str, text: str) -> bool:
    """Whether the proposals that end the questions are asked for: what else the words may ask stands back."""
    return subject == "orientation_result" and wants_result(text)


def resumes(text: str) -> bool:
    """« on reprend », « continuons les questions »: the question that waits is wanted again."""
    return not text.startswith("/") and _RESUMES.search(normalise(text)) is not None


def puts_off(text: str) -> bool:
    """« ok je demande à ma prof », « j'en parle à mes parents »: the person goes and thinks it over."""
    return len(text.split()) <= _LONGEST and "?" not in text and _PUTS_OFF.search(normalise(text)) is not None


def answers_badly(turn: Turn) -> bool:
    """« chez eux », taken for a place to search near: few words that name no place, day or trade only answer badly."""
    return (
        turn.intent in _SEARCHES
        and not turn.filled_a_slot
        and not turn.entities
        and "?" not in turn.text
        and not turn.text.startswith("/")
        and len(turn.text.split()) <= _VERY_FEW
        and _points(turn) is None
    )


def likes_a_trade(turn: Turn) -> bool:
    """« psychomotricienne, ça me tente bien »: a trade is liked, and none of our questions answered."""
    return turn.intent in ("yes", "thanks") and bool(turn.said("profession"))


def ends_early(text: str, intent: str | None) -> bool:
    """Whether the questions end here, and something is given instead: the proposals, work, or simply no question."""
    # « pas de questions, je veux le salaire d'une sage-femme » is answered by its own subject.
    if wants_result(text):
        return True
    at_once = wants_work(text) and intent in _OPEN | {"human"}
    return at_once or (intent in _OPEN and refuses_questions(text))


def described(text: str) -> str | None:
    """The trade that the few words of an answer describe: « à l'école avec un enfant »; None when they describe none."""
    if text.startswith("/") or len(text.split()) > _LONGEST:
        return None
    said = normalise(text)
    return next((hint["trade"] for hint in wording()["hints"] if re.search(hint["says"], said)), None)


def of_one_trade(turn: Turn) -> bool:
    """Whether what is taken for a yes or a no amid the questions is said of one trade: it is liked, or pointed at."""
    return likes_a_trade(turn) or _points(turn) is not None


def _points(turn: Turn) -> str | None:
    """What answers « la deuxième »: the trade shown that it points at, or that nothing was shown; else None."""
    asked = (turn.known("requested_slot") or "").removeprefix("orientation_")
    ideas, of_itself = turn.known("last_list"), turn.intent in _POINTING
    if not of_itself or turn.said("profession") or turn.known("last_subject") in _LISTED:
        return None
    if points_at_idea(turn.text, ideas, asked):
        return "profession_info"
    return "did_you_mean" if points_at_nothing(turn.text, ideas) else None


def meant_amid(turn: Turn) -> str | None:
    """The subject that answers a message which the questions interrupted: a trade is named and nothing else understood."""
    if not turn.in_form or turn.text.startswith("/") or turn.filled_a_slot:
        return None
    if first := meant_first(turn):
        return first
    asked = (turn.known("requested_slot") or "").removeprefix("orientation_")
    ideas = turn.known("last_list")
    if pointed := _points(turn):
        return pointed
    told = turn.said("place") or turn.said("date")
    if turn.intent in _OF_A_SEARCH and not told and turn.known("last_subject") not in _SEARCHES:
        return "did_you_mean"  # « le bac après » looks for no event where none was looked for
    if asks_why_ideas(turn.text, ideas):
        return "orientation_why"
    of_the_ideas = asks_choices(turn.text) and asked in PLAIN_CHOICES and len(ideas or []) > 1
    if compares_ideas(turn.text, ideas) or of_the_ideas:
        return "compare_professions"
    if (asks_choices(turn.text) or asks_purpose(turn.text)) and not turn.professions:
        return "did_you_mean"
    if before_duty(turn.text) is not None and not turn.professions and asked not in ("public", "taste"):
        return "did_you_mean"
    if (
        puts_off(turn.text)
        or resumes(turn.text)
        or repeats(turn.text)
        or already(turn.text)
        or goes_on(turn.text, asked)
        or says_again(turn)
        or only_puts_aside(turn)
    ):
        return "did_you_mean"  # which says that the questions wait, or leaves the word to the one that comes back
    if likes_a_trade(turn) and turn.intent == "thanks":
        return "profession_info"
    if turn.intent not in UNSURE:
        return None
    if not turn.said("profession") and (slug := described(turn.text)):
        turn.remember("profession", slug)
        return "profession_info"
    # A diploma that names its trade asks what it opens.
    return "profession_info" if turn.said("profession") and not turn.said("diploma") else None
