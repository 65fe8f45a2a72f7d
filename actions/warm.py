"""What the first messages need, read before the first of them: on a busy machine it takes longer than an answer may."""

from __future__ import annotations

from actions.narrow.listed import sieve
from actions.narrow.publics import publics
from actions.words.easy_words import abbreviations_of
from actions.words.source_titles import title_of
from bot.catalogue.orientation import propose, questions
from bot.catalogue.wish_words import wording
from bot.catalogue.wishes import read
from bot.french.gazetteer import load_gazetteer
from bot.french.lexicon import find_terms
from bot.french.place_names import load_place_names
from bot.french.safety import find_danger


def warm() -> None:
    """Read the places, the names of trades, the words of danger, the narrow questions, and what helps to choose."""
    load_gazetteer()
    load_place_names()
    find_danger("bonjour")
    sieve()
    find_terms("je suis aide-soignante depuis deux ans")
    questions()
    wording()
    propose(read("les personnes âgées, plutôt aider, pas la nuit, j'ai le bac et le permis", "public"))
    publics()
    abbreviations_of("bonjour")
    title_of("https://mon-cep.org")
