"""The intents that one answer of the catalogue answers, whole, whatever else is known."""

from __future__ import annotations

# The answer of the catalogue for the intents that are answered by one.
KEPT_WHOLE = {
    "parcoursup": "parcoursup",
    "foreign_diploma": "foreign_diploma",
    "apprenticeship": "apprentissage",
    "vae": "vae",
    "cpf": "cpf",
    "career_change": "career_change",
    "doubts": "doubts",
    "job_offers": "job_offers",
    "men_in_care": "men_in_care",
    "disability": "disability",
    "greet": "greet",
    "thanks": "thanks",
    "goodbye": "goodbye",
    "help": "help",
    "identity": "identity",
    "personal_data": "personal_data",
    "insult": "insult",
    "gibberish": "gibberish",
}
