"""Seeing a trade from inside: internship, immersion, « vis ma vie »."""

from __future__ import annotations

from actions.course.base import Answering, stored
from actions.talk.turn import Turn
from actions.words.event_cards import event_card
from bot.catalogue.queries import events
from bot.catalogue.queries.events import EventQuery
from bot.replies import ReplyDraft

_KINDS = ("immersion", "atelier-vis-ma-vie", "visite-etablissement")
_MOST = 3


class Immersion(Answering):
    """How to get an internship or an immersion, and the occasions known near the person."""

    subject = "immersion"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The scheme for the audience; with a place, the coming occasions there."""
        reply = await stored(turn, "immersion")
        if turn.place is not None:
            start, end = turn.dates
            found = await events.search(
                turn.session,
                EventQuery(
                    place=turn.place,
                    start=start,
                    end=end,
                    kinds=_KINDS,
                    profession=turn.profession,
                    audience=turn.audience,
                    limit=_MOST,
                    now=turn.now,
                    widen=False,
                ),
            )
            turn.remember("last_list", [entry.event.id for entry in found.events])
            reply.cards += [event_card(entry.event, turn, entry.distance_km) for entry in found.events]
            if any(entry.event.example for entry in found.events):
                reply.text += "\n\nLes rencontres ci-dessous sont des **exemples**."
        return [reply]
