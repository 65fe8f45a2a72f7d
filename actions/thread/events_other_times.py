"""What is shown when nothing near suits the days or the hours at which one is free: online, farther, or at other times."""

from __future__ import annotations

from dataclasses import replace

from actions.people.free_when import FreeWhen
from actions.talk.turn import Turn
from actions.words.event_cards import event_card, slot_words
from actions.words.wording import distinct, interval, place_words, source
from bot.catalogue.queries import events
from bot.catalogue.queries.events import EventQuery, EventResults, FoundEvent
from bot.replies import ChoiceDraft, ReplyDraft

_ONLINE = 2  # events
_MOST = 4


async def at_other_times(turn: Turn, query: EventQuery, found: EventResults) -> ReplyDraft | None:
    """That nothing near is at the times of `query`; what is `found` farther then, online then, near at other times.

    None when something near suits, when one is free at any time, or when there is nothing else to show.
    """
    if (
        not query.is_free_sometimes
        or turn.place is None
        or query.online
        or (found.events and not found.widened)
    ):
        return None
    shown = set(map(str, turn.known("last_list") or []))
    any_time = replace(query, weekdays=(), hours=None, widen=False)
    near = await _found(turn, any_time, shown) or await _found(turn, replace(any_time, kinds=()), shown)
    online = await _found(turn, replace(query, place=None, online=True, kinds=(), widen=False), set())
    if not near and not online:
        return None
    here, when = place_words(turn.place), FreeWhen(tuple(query.weekdays), query.hours).words()
    when = ", ".join(part for part in (interval(query.start, query.end), when) if part)
    elsewhere = "À une autre date" if found.widened == "date" else "Plus loin"
    kinds = ((elsewhere, found.events[:1]), ("En ligne", online[:_ONLINE]))
    suits = [(where, entry) for where, entries in kinds for entry in entries]
    others = near[: _MOST - len(suits)]
    text = f"Je n'ai rien trouvé {here} {when}."
    if suits:
        text += f" Voici ce qui s'en approche :\n\n{_lines([(where, one) for where, one in suits])}"
    if others:
        text += f"\n\n{here[:1].upper()}{here[1:]}, à d'autres moments :\n\n{_lines([('', one) for one in others])}"
    entries = [*(one for _, one in suits), *others]
    turn.remember("last_list", [entry.event.id for entry in entries])
    if any(entry.event.example for entry in entries):
        text += "\n\nCe sont des **exemples** : ils montrent la recherche, pas de vraies rencontres."
    return ReplyDraft(
        text=text,
        cards=[event_card(entry.event, turn, entry.distance_km, entry.slot) for entry in entries],
        choices=[
            ChoiceDraft(title="Comment m'inscrire", payload="/event_detail"),
            ChoiceDraft(title="À toute heure", payload="peu importe l'heure et n'importe quel jour"),
        ],
        sources=distinct(
            source(entry.event.source_url, entry.event.verified_on.isoformat())
            for entry in entries
            if entry.event.verified_on
        ),
    )


async def _found(turn: Turn, query: EventQuery, shown: set[str]) -> list[FoundEvent]:
    found = await events.search(turn.session, replace(query, for_all=turn.audience is None))
    return [entry for entry in found.events if entry.event.id not in shown]


def _lines(entries: list[tuple[str, FoundEvent]]) -> str:
    return "\n".join(f"- {_line(where, entry)}" for where, entry in entries)


def _line(where: str, entry: FoundEvent) -> str:
    far = f", {entry.event.commune}" if entry.event.commune and where != "En ligne" else ""
    away = f", à {entry.distance_km:.0f} km" if where == "Plus loin" and (entry.distance_km or 0) >= 1 else ""
    told = f"{where} : " if where else ""
    return f"{told}**{entry.event.title}**{far}{away}, {slot_words(entry.slot)}"
