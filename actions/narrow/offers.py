"""« Des offres vers Vannes ? »: we hold none; what to type where, for the trade and the place told, and who employs."""

from __future__ import annotations

from actions.people.standing import for_the_standing
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import choice
from actions.words.contacts import show_contacts
from actions.words.wording import button, enumerated, lowered, place_words
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft

_MOST = 4  # kinds of employers told
_TOWNS = 2  # named


async def offers_answer(turn: Turn) -> ReplyDraft:
    """Where the offers are, near the place told and for the trade in question when there are any."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    recruits = for_the_standing(turn, "job_offers") != "job_offers"
    if turn.place is None or turn.audience == "counsellor" or recruits:
        return await stored(turn, "job_offers")
    towns = [one for one in turn.said("place") if isinstance(one, dict)][:_TOWNS] or [turn.place]
    near = " ou ".join(place_words(one) for one in towns)  # « Dunkerque ou Calais »
    if trade is None:
        reply = await stored(turn, "job_offers_near", near=near)
    else:
        employers = [lowered(place) for place in trade.workplaces]
        reply = await stored(
            turn,
            "job_offers_of_trade" if employers else "job_offers_near",
            near=near,
            trade=trade.name_m,
            places=enumerated(employers, _MOST),
        )
    town = str(turn.place.get("name") or "")
    reply.choices = [
        ChoiceDraft(title="Voir les job datings", payload=f"job dating à {town}" if town else "job dating"),
        *([choice(button("Son salaire"), "pay", trade)] if trade else []),
        ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
    ]
    await show_contacts(turn, reply, ["france_travail"], 1)
    return reply
