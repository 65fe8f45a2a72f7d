"""Who can help, as cards: the nearest of each kind, for the person's age."""

from __future__ import annotations

from actions.talk.turn import Turn
from actions.words.wording import distinct, source
from bot.catalogue.models import Contact
from bot.catalogue.queries import contacts
from bot.french.gazetteer import load_gazetteer
from bot.replies import Card, Fact, Link, ReplyDraft


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
