"""Two narrow questions of who is choosing: a body that may not follow, and a friend who knows while oneself does not."""

from __future__ import annotations

from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.examples import trades_for_them
from actions.people.told import at_work_told
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names, capital
from bot.catalogue.queries import professions
from bot.replies import ChoiceDraft, ReplyDraft

_EFFORT = "orientation_effort"


async def body_and_work(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """« et avec ma hanche ça ira ? »: a doctor says; that one should carry little is kept for the questions."""
    if turn.profession and not turn.in_form:
        return None  # asked of one trade, whose conditions answer
    if (
        turn.audience == "counsellor"
        and asks_for_trades(turn.text)
        and (trades := await trades_for_them(turn))
    ):
        return trades[0]
    if not turn.known(_EFFORT):
        turn.remember(_EFFORT, "light")
    reply = await stored(turn, "body_and_work")
    if "?" not in turn.text and not turn.in_form and (at_work_told(turn) or turn.said("neighbour_current")):
        # « cuisinier, le dos a lâché »: what weighs is met before what may be done.
        reply.text = f"C'est dur, quand le corps ne suit plus. {reply.text}"
    return reply


async def two_of_us(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """« elle veut kiné et moi je ne sais pas »: her trade in a sentence, and help for the other one."""
    named = turn.said("profession")
    profession = await professions.known(turn.session, str(named[0])) if named else None
    if profession is None:
        return None
    turn.remember("profession", profession.slug)
    text = f"{capital(both_names(profession))} : {profession.summary}"
    if turn.in_form:
        return ReplyDraft(text=text)
    return ReplyDraft(
        text=f"{text}\n\nEt pour vous : voulez-vous que je vous aide à choisir, avec quelques questions ?",
        choices=[
            ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
            ChoiceDraft(title="Diplôme et étapes", payload="/training_path"),
            ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
        ],
    )
