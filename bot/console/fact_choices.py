"""The words of facts: what each field is called, and the closed lists of what is paid, by whom, when, how sure."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Diploma
from bot.console.fields import Choices

# By column, what it is called; by table and column where the word of all tables would not do.
LABELS = {
    "texts": "Textes (variantes séparées par une ligne « --- »)",
    "summary": "Phrase de présentation",
    "good_to_know": "Bon à savoir",
    "missions": "Missions (une par ligne)",
    "qualities": "Qualités (une par ligne)",
    "working_conditions": "Conditions de travail (une par ligne)",
    "training_text": "Formation",
    "parcoursup": "Sur Parcoursup",
    "access_conditions": "Conditions d'accès (une par ligne)",
    "bridges": "Passerelles (une par ligne)",
    "cost_text": "Coût de la formation, en général",
    "diploma_slug": "Diplôme",
    "title": "Intitulé, s'il n'est pas dans la liste",
    "acronym": "Sigle",
    "level": "Niveau du cadre national (de 3 à 8)",
    "rncp": "Code RNCP",
    "rncp_shown": "Code RNCP vérifié : le montrer",
    "way": "Voie d'accès",
    "detail": "Détail",
    "label": "Ce qui coûte",
    "minimum": "De (montant)",
    "maximum": "À (montant)",
    "unit": "Unité (comme « euros », « euros par an »)",
    "kind": "Ce que c'est",
    "sector": "Employeur",
    "context": "Employeur, plus précisément",
    "moment": "Moment de la carrière",
    "moment_text": "Moment, plus précisément",
    "gross_min": "Brut mensuel, de (euros)",
    "gross_max": "Brut mensuel, à (euros)",
    "net_min": "Net mensuel, de (euros)",
    "net_max": "Net mensuel, à (euros)",
    "annual_min": "Par an, de (euros)",
    "annual_max": "Par an, à (euros)",
    "hourly_min": "Brut de l'heure, de (euros)",
    "hourly_max": "Brut de l'heure, à (euros)",
    "includes": "Ce que cela comprend",
    "reliability": "Fiabilité",
    "reliability_stated": "Fiabilité établie",
    "since": "En vigueur depuis le (comme 2026-06-01)",
    "note": "Précision",
    "hidden": "Trop douteux : ne pas montrer",
    "text": "Texte",
    "value": "Montant",
    "value_text": "Ou en mots",
    "name": "Nom",
    "site": "Site",
    "phone": "Téléphone",
    "to_check": "Doute à lever",
    "source_url": "Adresse de la source",
    "as_of": "Date de la source",
}
HINTS = {
    "title": "Laissé vide, l'intitulé, le sigle et le niveau sont ceux de la liste.",
    "context": "Comme « Ehpad, convention CCN51 ». Laissé vide, ce que dit la liste.",
    "moment_text": "Comme « après dix ans ». Laissé vide, ce que dit la liste.",
    "includes": "Comme « hors primes, hors Ségur ».",
    "value_text": "Comme « 6 à 12 mois ». Dit à la place du montant.",
    "to_check": "Vide : plus de doute.",
}
PAY_KINDS: Choices = {
    "salary": "Salaire",
    "liberal_income": "Revenu en libéral (bénéfice avant impôt)",
    "legal_minimum": "Minimum fixé par un texte",
    "bonus": "Prime, en plus du salaire",
}
SCHEME_KINDS: Choices = {
    "for_whom": "Pour qui",
    "what_it_is": "Ce que c'est",
    "condition": "Condition",
    "amount": "Montant, durée ou date",
    "step": "Démarche",
    "contact": "Contact",
    "to_check": "Point à vérifier",
}
SECTORS: Choices = {
    "public_hospital": "Hôpital public (FPH)",
    "public_territorial": "Collectivité : mairie, département (FPT)",
    "public_state": "Fonction publique d'État",
    "public": "Public, sans distinction",
    "private_non_profit": "Privé non lucratif (association)",
    "private": "Privé, lucratif ou non",
    "liberal": "En libéral",
    "home_employer": "Particulier employeur",
    "any": "Tous employeurs",
}
MOMENTS: Choices = {
    "beginner": "Débutant",
    "mid": "Milieu de carrière",
    "end": "Fin de carrière",
    "range": "Du début à la fin de carrière",
    "average": "Moyenne",
    "training": "En formation",
    "any": "Toute la carrière",
}
# `low` alone would say that the source is unsure; a source that does not say counts as low.
UNSTATED = "unstated"
RELIABILITIES: Choices = {
    "high": "Haute",
    "medium": "Moyenne",
    "low": "Basse : dite « à vérifier »",
    UNSTATED: "Non établie",
}
OTHER_DIPLOMA = "Autre diplôme, ou aucun"


async def diploma_choices(session: AsyncSession) -> Choices:
    """The closed list of diplomas, by name."""
    rows = (await session.scalars(select(Diploma).order_by(Diploma.name))).all()
    named = {one.slug: one.name + (f" ({one.acronym})" if one.acronym else "") for one in rows}
    return {"": OTHER_DIPLOMA, **named}


def in_words(label: str) -> str:
    """A choice inside a sentence: its initial in lower case."""
    return label[:1].lower() + label[1:]


def shown(name: str, held: object, diplomas: Choices) -> object:
    """A value of a fact as it is read: the words of its closed list, where it has one."""
    lists: dict[str, Choices] = {
        "kind": {**PAY_KINDS, **SCHEME_KINDS},
        "sector": SECTORS,
        "moment": MOMENTS,
        "reliability": RELIABILITIES,
        "diploma_slug": diplomas,
    }
    return lists.get(name, {}).get(held, held) if isinstance(held, str) else held
