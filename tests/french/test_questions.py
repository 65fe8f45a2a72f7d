"""The questions that a message holds, each by itself."""

from __future__ import annotations

import pytest

from bot.french.normalise import normalise
from bot.french.questions import questions

_TELLS = (
    "Je travaille depuis quinze ans dans la grande distribution et je m'occupe de ma mère malade tous les jours. "
    * 2
)

CASES = {
    "combien de temps dure la formation d'AES et si elle est payée": [
        "combien de temps dure la formation d'aes",
        "si elle est payee",
    ],
    "slt c koi un tisf? sa gagne bien? et fo le permis?": [
        "salut c'est quoi un tisf",
        "ca gagne bien",
        "il faut le permis",
    ],
    "cmb de tps pr etre ambulancier + ya t il une aide": [
        "combien de temps pour etre ambulancier",
        "il y a t il une aide",
    ],
    "la différence avec l'AES, et la durée ?": [],
    "quelles sont les conditions et le salaire": ["quelles sont les conditions", "le salaire"],
    "vous pouvez m'expliquer ce que fait un AES et quel caractère il faut": [
        "vous pouvez m'expliquer ce que fait un aes",
        "quel caractere il faut",
    ],
    "Où passer l'offre, et pourrais-je former quelqu'un ?": [
        "ou passer l'offre",
        "pourrais-je former quelqu'un",
    ],
    "Raconte-moi une journée d'AES. Et le salaire tant qu'à faire": [
        "raconte-moi une journee d'aes",
        "le salaire tant qu'a faire",
    ],
    # One question, whatever is told beside it.
    "je suis caissière à Lyon, quel métier sans diplôme ?": [],
    "Je veux changer de métier car les horaires et le salaire ne me vont pas du tout.": [],
    "Bonjour. C'est quoi la VAE ?": [],
    # Beside sentences that tell, the one that asks.
    "C'est quoi la VAE ? J'ai 10 ans d'expérience.": ["c'est quoi la vae ?"],
    "le permis je l'ai depuis 10 ans. 23 semaines ca coute combien ?": ["23 semaines ca coute combien ?"],
    # Of a story, what ends with a question mark asks; a few words take the sentence before them along.
    _TELLS + "J'ai un casier. Ça bloque ? Qui paye l'école ?": [
        "j'ai un casier. ca bloque ?",
        "qui paye l'ecole ?",
    ],
    _TELLS + "et je me demande si tout ça compte pour un diplôme ou si à mon âge c'est trop tard": [
        "je me demande si tout ca compte pour un diplome",
        "si a mon age c'est trop tard",
    ],
    # Two ways of one question stay together.
    "je demande si je reprends l'école ou si je travaille d'abord": [],
    _TELLS * 2: [],
}


@pytest.mark.parametrize("text", CASES)
def test_questions_of_a_message(text: str) -> None:
    assert questions(normalise(text)) == CASES[text]


def test_the_cuts_fall_at_the_same_words_once_names_are_taken_out() -> None:
    """The engine reads a message without its names, the actions with them: both must find as many questions."""
    plain = "il y a un IFSI à Amiens et combien gagne un accompagnant éducatif et social ?"
    named = "il y a un IFSI à PLACE et combien gagne un PROFESSION ?"
    assert len(questions(normalise(plain))) == len(questions(normalise(named))) == 2
