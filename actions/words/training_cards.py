"""A training as a card: school, mode, when it begins, cost, funding."""

from __future__ import annotations

from actions.words.event_cards import card_place, distance_facts
from actions.words.wording import day, euros
from bot.catalogue.models import Training, TrainingSession
from bot.french.calendar_names import MONTHS
from bot.replies import Card, Fact, Link

MODES = {
    "initial": "formation initiale",
    "apprenticeship": "apprentissage",
    "continuing": "formation continue",
    "vae": "VAE",
}


def training_card(training: Training, distance_km: float | None, session: TrainingSession | None) -> Card:
    """A training as a card: school, mode, the session told of (None: none to come), cost, funding."""
    facts = [Fact(label="Mode", value=MODES.get(training.mode, training.mode))]
    facts += distance_facts(distance_km, training.precision)
    if session is not None:
        facts.append(Fact(label="Prochaine rentrée", value=start_words(session)))
        if session.apply_until:
            facts.append(Fact(label="Candidater avant le", value=day(session.apply_until)))
    if training.duration:
        facts.append(Fact(label="Durée", value=training.duration))
    if training.cost is not None:
        facts.append(Fact(label="Coût", value=euros(training.cost)))
    elif training.cost_note:
        facts.append(Fact(label="Coût", value=training.cost_note))
    if training.funding:
        facts.append(Fact(label="Financement", value=training.funding))
    links = [Link(rel="more", title="Voir la formation", href=training.link)] if training.link else []
    if training.phone:
        links.append(Link(rel="phone", title=training.phone, href=f"tel:{training.phone.replace(' ', '')}"))
    return Card(
        kind="training",
        title=training.title,
        subtitle=training.organisation.name if training.organisation else None,
        example=training.example,
        place=card_place(training, distance_km),
        facts=facts,
        links=links,
    )


def start_words(session: TrainingSession) -> str:
    """When a session begins, in words; only the month when no more is known."""
    if session.precision == "month":
        return f"{MONTHS[session.start_on.month - 1]} {session.start_on.year}"
    return day(session.start_on)
