"""When the questions under way are left: the person says so, or something graver than a choice of trade comes up."""

from __future__ import annotations

import re

from actions.choosing.amid import described, puts_off, refuses_questions
from actions.choosing.elsewhere import for_a_class, wants_helper
from actions.choosing.own_first import own_first
from actions.choosing.pausing import of_the_question
from actions.people.comfort import after_distress
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.words.easy_words import asks_easy
from bot.french.folding import fold_text
from bot.french.normalise import normalise

# Words that end the questions. A mere « non » answers one of them, it does not end them.
_STOP = re.compile(
    r"\b(?:stop|laisse[rz]? tomber(?! (?:le|la|les|l') ?(?!questions?|quizz?|questionnaire|test|tout)\w+)"
    r"|laissons tomber|on arrete|j'arrete"
    r"|arrete[rz]? (?:la|les|tout|ca|avec)"
    r"|arretons|(?<!\bans )(?<!\ban )(?<!\bmois )(?<!\bannee )(?<!\bsemaines )(?:ca|ca me) suffit|tant pis"
    r"|annule[rz]?|quitter|plus tard|pas maintenant|abandonne[rz]?"
    r"|(?:marre|assez) (?:de|des|avec) (?:tes|vos|ces|questions?)|trop de questions"
    r"|plus (?:de|envie de) (?:question|repondre)"
    r"|pas (?:envie|besoin) de (?:repondre|ces questions|vos questions|questions)|oublie[rz]? (?:ca|tout|les"
    r" questions))\b"
    r"|\bj'?en ai (?:trop )?marre(?: la)?$"
    # « les bébés non merci » is an answer.
    r"|^\W*(?:(?:ah|oh|euh|bof|bon|mais|en fait|finalement)\W+)*non,? merci"
    r"(?!,? (?:pas|plutot|je|les?|la|aux?|pour|avec|l')\b)"
    # « ça me saoule » of the questions; « les maths ça me saoule » is an answer.
    r"|(?:^|[,.;!?] ?|\b(?:bon|franchement|non|mais|la|oh|pff+|stop|ouais) )(?:ca|c'est|tu|vous) (?:me )"
    r"(?:saoul\w*|soul\w*|gonfl\w*|gav\w*|fatigu\w*|cass\w*)\b[^,.]{0,12}$"
)
# « non je demande si il y a du travail », « je parle pas de ça »: a question of one's own, said again.
_INSISTS = re.compile(
    r"\b(?:je|j'?) ?(?:te |t' ?|vous |ne )*(?:demande|demandais|parle pas|parlais pas)\b|\bma question\b"
)
# A trade is settled on, amid the questions that help to choose one.
_SETTLES = re.compile(
    r"^(?:ok|bon|finalement|du coup)\b|\balors\b[.,!?]|\bfinalement\b|\bje (?:pars|parts) sur\b"
    r"|\bje (?:choisis|veux (?:etre|faire|devenir)|vais faire)\b"
)
# « je veux juste un stage », amid the questions that help to choose a trade.
_ONLY_A_STAGE = re.compile(
    r"\b(?:je (?:veu[tx]|voulai\w*|cherche|voudrai\w*) (?:juste|que|seulement|simplement)|juste|seulement) "
    r"(?:un|mon|trouver un) stage\b"
)
# After these a form is not taken up again: its question would be out of place.
_ENDS = frozenset({"distress", "human", "goodbye", "personal_data"})
# A person who asks this many other things in a row is elsewhere: their answers are kept, the questions end.
_MOST_INTERRUPTIONS = 6


def says_stop(text: str) -> bool:
    """Whether `text` says in so many words that the questions should end."""
    return _STOP.search(fold_text(text)) is not None


def leaves_the_form(turn: Turn) -> bool:
    """Whether this message ends the questions under way; one that answers them never does."""
    if turn.filled_a_slot or asks_easy(turn):
        return False
    return after_distress(turn) or leaves_questions(turn)


def leaves_questions(turn: Turn) -> bool:
    """Whether this message, which answers no question, ends the questions under way."""
    if of_the_question(turn.text):
        return False
    said = says_stop(turn.text) or puts_off(turn.text) or refuses_questions(turn.text)
    said = said or own_first(turn.text) or _INSISTS.search(normalise(turn.text)) is not None
    said = said or _ONLY_A_STAGE.search(normalise(turn.text)) is not None
    said = said or for_a_class(turn) or wants_helper(turn) or has_found_one(turn)
    return turn.intent in _ENDS or said or turn.interruptions >= _MOST_INTERRUPTIONS


def has_found_one(turn: Turn) -> bool:
    """Whether a message amid the questions settles on a trade and asks of it: « ok aide-soignant alors, ça paye ? »."""
    if turn.form.began or turn.text.startswith("/") or not ("?" in turn.text or asks_of_its_own(turn.text)):
        return False
    names = bool(turn.professions) or described(turn.text) is not None
    return names and _SETTLES.search(normalise(turn.text)) is not None
