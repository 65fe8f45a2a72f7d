"""What the engine only guesses beside a question, from a place, a day, an employer or a field that are told."""

from __future__ import annotations

import re
from typing import Any

from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.subjects import subject_of_intent

EVENT = re.compile(r"\b(?:rencontr\w+|evenements?|forums?|salons?|portes? ouvertes?|jpo|dating|visites?)\b")
_TO_BECOME = frozenset({"training_path", "admission"})
_CONDITIONS = re.compile(
    r"\b(?:conditions?|admis\w*|bac|age|permis|entrer|dossier|selection|concours|diplomes?|vaccins?|casier)\b"
)
_THE_WAY = re.compile(
    r"\b(?:quel(?:le)?s? (?:diplomes?|etudes|formations?|parcours|niveau)|duree|combien|devenir|etapes?|comment)\b"
)
# Rules and money: beside them a place only tells where one lives, unless a school is looked for in so many words.
_RULES = frozenset(
    {"cpf", "training_cost", "foreign_diploma", "apprenticeship", "segur", "vae", "parcoursup"}
)
_NO_EVENT = _RULES | {"training_search", "training_path", "admission"}
_A_SCHOOL = r"(?:ecoles?|formations?|instituts?|if(?:si|as|ap|a)|cfa|centres?|organismes?)"
_LOOKS_FOR_A_SCHOOL = re.compile(
    r"\b(?:cherch\w*|trouv\w*|liste|adresses?|conna[iy]\w*|propos\w*|existe\w*|y (?:a|en a)(?: t il)?|pres|proche"
    rf"|autour|quelles?|lesquel\w*|une?|des|les) (?:\w+ ){{0,4}}{_A_SCHOOL}\b"
    rf"|\b{_A_SCHOOL} (?:\w+ ){{0,3}}(?:a|vers|pres|autour|sur|dans|en)\b"
    r"|\b(?:du cote|pres|autour|aux environs|vers|laquelle (?:recrut\w*|prend|ouvre|propose|accepte))\b"
    r"|\b(?:ou|a quel endroit) (?:se |me |le |la |les |je |on |puis.je |peut.on |est.ce qu\w* |il faut |faire |passer "
    r"|apprendre |etudier |suivre |preparer |trouver |aller )"
)
_AN_OFFER = re.compile(
    r"\b(?:postes?|offres?|recrut\w*|embauch\w*|annonces?|emplois?|jobs?|boulots?|travail\w*|taf|bosser|places?|debouches?)\b"
)
_VAE = re.compile(r"\b(?:vae|validation|acquis|experiences?|valid\w+|sans (?:refaire|reprendre|retourner))\b")
_ACCOUNT = re.compile(r"\b(?:cpf|compte|argent|droits|euros?|sous|cout\w*|prix|pay\w*|paie\w*|financ\w*)\b")
_A_STAGE = re.compile(
    r"\bimmersions?\b|\b(?:ess[ae]y\w*|test\w*|observer)\b|\b(?:faire|trouver|cherch\w*|demander) (?:\w+ ){0,2}stages?\b"
)
# « ça se demande au cabinet ou à un organisme ? », « un foyer qui prend un moniteur »: a post, or a placement.
_OF_PLACES = frozenset({"immersion", "job_offers"})
_TRAINS = re.compile(
    r"\b(?:formations?|form\w{1,3}|ecoles?|if\w{1,3}|instituts?|diplomes?|etudes?|devenir|cours|cfa|apprenti\w*)\b"
)
# The field, and not the trade that bears nearly the same name.
_OF_THE_FIELD = re.compile(r"^(?:l.)?aides? (?:aux personnes|a la personne)$")


def guessed(turn: Turn, other: str | None) -> bool:
    """Whether `other` is only guessed from a place, a day, an employer or a field told beside what is asked.

    « les cent euros, à Albertville, on les paie aussi au chômage ? » looks for no school there.
    """
    main, said = subject_of_intent().get(turn.intent), normalise(turn.text)
    if other == "foreign_diploma" and "sans-diplome" in turn.said("level"):
        return True  # « six ans brancardier au Cameroun, sans diplôme »
    if main in _RULES and other == "training_search":
        return _LOOKS_FOR_A_SCHOOL.search(said) is None
    if main in _OF_PLACES and other == "training_search":
        return _TRAINS.search(said) is None
    if main in _NO_EVENT and other == "event_detail":
        return not (EVENT.search(said) or turn.said("event_type") or turn.slots.get("last_list"))
    if main == "parcoursup" and other == "cpf":
        return _ACCOUNT.search(said) is None
    if main in ("parcoursup", "admission") and other == "immersion":
        return _A_STAGE.search(said) is None
    if main == "training_cost" and other == "admission" and not turn.professions:
        return _CONDITIONS.search(said) is None
    if main == "training_search" and other == "training_path" and not turn.professions:
        return _THE_WAY.search(said) is None
    if main == "segur" and other == "job_offers":
        return _AN_OFFER.search(said) is None
    if main == "foreign_diploma" and other == "vae":
        return _VAE.search(said) is None
    return main == "career_change" and other in _TO_BECOME and names_the_field(turn)


def names_the_field(turn: Turn) -> bool:
    """Whether the only trade read is the field: « un projet dans l'aide aux personnes »."""
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    return bool(named) and all(
        _OF_THE_FIELD.search(normalise(str(one.get("text", "")))) is not None for one in named
    )


# « comment on y entre, après quinze ans de cuisine ? », of the trade named.
_ENTERS = re.compile(
    r"\b(?:comment|par ou)\b.{0,16}\by (?:entre\w*|acced\w+|arriv\w+)\b|\by (?:entre|accede|arrive).{0,4}\bcomment\b"
)
_OF_DIPLOMAS = frozenset({"vae", "training_path", "admission"})
_WHOLLY = 0.9  # confidence in the subject of the whole message


def told_by_its_words(turn: Turn, text: str, likeliest: dict[str, Any]) -> str | None:
    """The intent that the words of the question `text` tell, or the whole message when its `likeliest` one is in doubt.

    « une candidate a un diplôme québécois, je peux la compter parmi mes diplômées ? » asks nothing of the VAE.
    """
    if turn.professions and _ENTERS.search(text):
        return "training_path"
    doubt = likeliest["name"] in _OF_DIPLOMAS and likeliest["confidence"] < _WHOLLY and not _VAE.search(text)
    # « six ans là-bas, sans diplôme, ça vaut quelque chose ? » holds none from elsewhere.
    plainly = turn.intent == "foreign_diploma" and turn.confidence >= _WHOLLY
    return turn.intent if doubt and plainly and "sans-diplome" not in turn.said("level") else None
