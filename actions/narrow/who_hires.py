"""« Qui embauche là-bas, une asso, un truc ? »: the kinds of employers of the trade, and where their offers are."""

from __future__ import annotations

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.contacts import show_contacts
from actions.words.wording import both_names, listed, lowered, place_words
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft


async def who_hires_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The kinds of places that employ the trade in question; None without a trade or places."""
    profession = await professions.known(turn.session, turn.profession) if turn.profession else None
    if profession is None or not profession.workplaces:
        return None
    near = f" {place_words(turn.place)}" if turn.place else ""
    reply = await stored(
        turn,
        "who_hires",
        near=near,
        trade=both_names(profession),
        places=listed([lowered(place) for place in profession.workplaces], 5),
    )
    await show_contacts(turn, reply, ["france_travail"], 1)
    return reply
