"""The person's *parcours* as a page: what a conversation showed, gathered. None of its messages is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Profession
from bot.catalogue.queries import professions
from bot.catalogue.queries.conversations import TurnRead
from bot.gateway.schemas import Summary
from bot.replies import Card, Reply, Source

_MOST = 8  # of a kind, the latest shown first


@dataclass(frozen=True)
class Parcours:
    """Professions in the order they came up; cards of events to come, trainings, schemes and contacts; sources."""

    professions: list[Profession]
    events: list[Card]
    trainings: list[Card]
    schemes: list[Card]
    contacts: list[Card]
    sources: list[Source]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was shown yet."""
        return not (self.professions or self.events or self.trainings or self.schemes or self.contacts)


async def gather(
    session: AsyncSession, summary: Summary, turns: Sequence[TurnRead], now: datetime
) -> Parcours:
    """The parcours of the conversation of `summary`, whose turns are `turns`; events that are over are left out."""
    found = [await professions.get(session, slug) for slug in summary.professions]
    replies = [Reply.model_validate(body) for one in reversed(turns) for body in one.replies]
    shown = list(_distinct(replies))
    of_kind = {
        kind: [card for card in shown if card.kind == kind][:_MOST]
        for kind in ("event", "training", "scheme", "contact")
    }
    sources = {source.title: source for reply in replies for source in reply.sources}
    return Parcours(
        professions=[one for one in found if one is not None],
        events=[card for card in of_kind["event"] if _is_to_come(card, now)],
        trainings=of_kind["training"],
        schemes=[card for card in of_kind["scheme"] if card.facts],
        contacts=of_kind["contact"],
        sources=sorted(sources.values(), key=lambda source: source.title),
    )


def _distinct(replies: Sequence[Reply]) -> Iterator[Card]:
    """The cards of `replies`, each once."""
    seen: set[tuple[str, str, str]] = set()
    for reply in replies:
        for card in reply.cards:
            key = (card.kind, card.title, card.when.start if card.when else card.subtitle or "")
            if key not in seen:
                seen.add(key)
                yield card


def _is_to_come(card: Card, now: datetime) -> bool:
    if card.when is None:
        return False
    end = card.when.end or card.when.start
    return end[:10] >= now.date().isoformat()
