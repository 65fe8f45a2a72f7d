"""A human: who can help, near the person and for their age."""

from __future__ import annotations

from actions.base import Answering, stored
from actions.turn import Turn
from actions.wording import distinct, source
from bot.catalogue.models import Contact
from bot.catalogue.queries import contacts
from bot.french.aspects import aspect
from bot.french.gazetteer import load_gazetteer
from bot.replies import Card, Fact, Link, ReplyDraft

_MOST = 4
_CHILD = 15
# Who helps whom, first the most useful; each scope (département, région, country) follows this order.
_KINDS = {
    "young": ["mission_locale", "cio", "parcoursup", "apprenticeship", "region"],
    "career_change": ["france_travail", "cep", "vae", "transitions_pro", "cap_emploi", "region"],
    None: ["mission_locale", "cio", "france_travail", "cep", "cap_emploi", "region"],
}


class Human(Answering):
    """Talk to, be called by, meet a human adviser."""

    subject = "human"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Near contacts for the age, nearest first; under fifteen, an adult and no phone number asked."""
        if aspect("human", turn.text) == "who":  # « t une vraie personne ? » asks what we are
            return [await stored(turn, "identity")]
        if turn.age is not None and turn.age < _CHILD:
            return [await stored(turn, "human_under_15")]
        reply = await stored(turn, self._slug(turn))
        kinds = _KINDS.get(turn.audience, _KINDS[None])
        await show_contacts(turn, reply, kinds, _MOST, age_of(turn))
        if turn.place is None:
            reply.text += "\n\nDans quel département êtes-vous ?"
        return [reply]

    def _slug(self, turn: Turn) -> str:
        """Someone who wants to be called is told how to leave a request: by a form here, by a page elsewhere."""
        if aspect("human", turn.text) != "call_back":
            return "human"
        return "human_call_back" if turn.reach is None else "human_call_back_channel"


async def show_contacts(
    turn: Turn, reply: ReplyDraft, kinds: list[str], most: int, age: int | None = None
) -> None:
    """Add to `reply` the cards of the nearest contact of each of `kinds`, `most` of them, with their sources."""
    departments = load_gazetteer().departments_of(turn.place) if turn.place else []
    department = departments[0] if departments else None
    found = one_of_each(await contacts.near(turn.session, department=department, kinds=kinds, age=age))[:most]
    reply.cards += [contact_card(contact) for contact in found]
    reply.sources = distinct([*reply.sources, *(source(one.source_url, one.as_of) for one in found)], 6)


def one_of_each(found: list[Contact]) -> list[Contact]:
    """The nearest contact of each kind, in the order of `found`."""
    nearest: dict[str, Contact] = {}
    for contact in found:
        nearest.setdefault(contact.kind, contact)
    return list(nearest.values())


def age_of(turn: Turn) -> int | None:
    """The person's age, or a typical one for what they said of themselves."""
    return turn.age if turn.age is not None else {"young": 17, "career_change": 35}.get(turn.audience or "")


def contact_card(contact: Contact) -> Card:
    """Who can help: for whom, when, how to reach them."""
    facts = []
    if contact.for_whom:
        facts.append(Fact(label="Pour qui", value=contact.for_whom))
    if contact.hours:
        facts.append(Fact(label="Horaires", value=contact.hours))
    if contact.address:
        facts.append(Fact(label="Adresse", value=contact.address))
    links = []
    if contact.phone:
        links.append(Link(rel="phone", title=contact.phone, href=f"tel:{contact.phone.replace(' ', '')}"))
    if contact.url:
        links.append(Link(rel="more", title="Voir le site", href=contact.url))
    return Card(kind="contact", title=contact.name, facts=facts, links=links)
