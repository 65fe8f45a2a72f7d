"""What is answered of the events just shown: nothing nearer, not coming after all, whether one gets in, at what price."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from actions.course.base import Answering, stored
from actions.event_detail import shown_event
from actions.events import for_the_person, query_of, subscription, who_knows
from actions.talk.turn import Turn
from actions.words.contacts import age_of, show_contacts
from actions.words.event_cards import event_card, registration_words
from actions.words.wording import distinct, place_words, says_rank, source
from bot.catalogue.models import Event
from bot.catalogue.queries.events import EventResults
from bot.replies import ChoiceDraft, ReplyDraft

_MOST = 2  # events shown in place of those that are too far
_STAYS = "event_detail"  # what the talk is still about


class EventNearer(Answering):
    """« trop loin »: what is nearer, else what can be followed from home, else who will know."""

    subject = "event_nearer"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Events around the place that were not shown yet; those online; that there is nothing nearer."""
        turn.remember("last_subject", "event_search")
        shown = {str(one) for one in turn.known("last_list") or []}
        wider = replace(
            query_of(turn),
            start=None,
            end=None,
            kinds=(),
            profession=None,
            weekdays=(),
            hours=None,
            widen=False,
        )
        if turn.place is not None:
            near = await _others(turn, await for_the_person(turn, replace(wider, online=None)), shown)
            if near:
                where = place_words(turn.place)
                near.text = f"{where[:1].upper()}{where[1:]}, il y a aussi, pour d'autres sujets ou dates, ceci. {near.text}"
                return [near]
        here = f" {place_words(turn.place)}" if turn.place else ""
        away = await _others(turn, await for_the_person(turn, replace(wider, place=None, online=True)), shown)
        if away:
            away.text = (
                f"Je n'ai rien de plus proche{here}. À distance, depuis chez vous, il y a ceci. {away.text}"
            )
            return [away]
        reply = await stored(turn, "event_nearer")
        if turn.place and turn.place.get("code"):
            reply.cards.append(subscription(turn.place))
        await show_contacts(turn, reply, who_knows(turn), _MOST, age_of(turn))
        return [reply]


async def _others(turn: Turn, found: EventResults, shown: set[str]) -> ReplyDraft | None:
    """Those `found` that were not `shown`, as cards; None when there are none."""
    new = [entry for entry in found.events if str(entry.event.id) not in shown][:_MOST]
    if not new:
        return None
    turn.remember("last_list", [entry.event.id for entry in new])
    examples = any(entry.event.example for entry in new)
    return ReplyDraft(
        text="Ce sont des **exemples**, pas de vraies rencontres." if examples else "",
        cards=[event_card(entry.event, turn, entry.distance_km, entry.slot) for entry in new],
        choices=[
            ChoiceDraft(title="Comment m'inscrire", payload="/event_detail"),
            ChoiceDraft(title="Me le rappeler", payload="/reminder"),
        ],
        sources=distinct(
            [
                source(entry.event.source_url, entry.event.verified_on.isoformat())
                for entry in new
                if entry.event.verified_on
            ]
        ),
    )


class _OfTheEvent(Answering):
    """An answer whose first sentence is about the event in question, when there is one."""

    slug: str

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What is known of that event, then the usual answer."""
        about = turn.known("last_subject")
        turn.remember("last_subject", _STAYS)
        several = len(turn.known("last_list") or []) > 1 and about != _STAYS and not says_rank(turn.text)
        event = None if several and not turn.said("event") else await shown_event(turn)
        reply = await stored(turn, self.slug)
        if event is not None and (known := self.known(turn, event)):
            name = f"**{event.title}**{' (exemple)' if event.example else ''}"
            reply.text = f"{name} : {known}. {self.rest(reply.text)}".rstrip()
        return [reply]

    @abstractmethod
    def known(self, turn: Turn, event: Event) -> str | None:
        """What the catalogue holds of it."""

    def rest(self, text: str) -> str:
        """What of the usual answer still follows."""
        return text


class EventNotComing(_OfTheEvent):
    """« je peux plus venir »: whether anybody waits for the person."""

    subject = "event_not_coming"
    slug = "event_not_coming"

    def known(self, turn: Turn, event: Event) -> str | None:
        """Whether one has to book."""
        return registration_words(event, turn.now)


class EventEntrance(_OfTheEvent):
    """« c'est gratuit ? faut s'inscrire ? », asked at once."""

    subject = "event_entrance"
    slug = "event_cost"

    def known(self, turn: Turn, event: Event) -> str | None:
        """Whether one has to book."""
        return registration_words(event, turn.now)


class EventGettingThere(_OfTheEvent):
    """« y a un bus ? », « on se gare où ? »: the address, which is all that is known."""

    subject = "event_getting_there"
    slug = "event_getting_there"

    def known(self, turn: Turn, event: Event) -> str | None:
        """Where it is."""
        where = ", ".join(part for part in (event.venue, event.address, event.commune) if part)
        return where[:1].lower() + where[1:] or None


class EventAccessibility(_OfTheEvent):
    """« on peut y aller en fauteuil ? »: what its card says, when it says it."""

    subject = "event_accessibility"
    slug = "event_access"

    def known(self, turn: Turn, event: Event) -> str | None:
        """How accessible it is said to be."""
        told = event.accessibility
        return told[:1].lower() + told[1:].rstrip(".") if told else None

    def rest(self, text: str) -> str:
        """Whom to call for any other need."""
        return "Pour un autre besoin, appelez quelques jours avant la structure qui l'organise."
