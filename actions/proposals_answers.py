"""What is answered about the trades just proposed: others, why these, and the next step."""

from __future__ import annotations

from actions.choosing.after_proposals import asked_why_not, pointed, wishes
from actions.choosing.examples import answers_of, cards_of, judged_by, named, proposals_for, slot_of
from actions.choosing.proposals_said import refuses
from actions.choosing.trades_aside import put_aside_said
from actions.course.base import Answering, stored
from actions.orientation import OrientationResult
from actions.talk.turn import Turn
from actions.words.contacts import age_of, show_contacts
from actions.words.wording import both_names
from bot.catalogue.orientation import Proposal, is_proposed, judge
from bot.catalogue.queries import professions
from bot.catalogue.wishes import merged, told
from bot.replies import ReplyDraft

_MOST = 3  # proposals shown at once
# Who helps with the next step, by audience.
_WHO = {"young": ["mission_locale", "cio"], "counsellor": []}
_ADULTS = ["mission_locale", "cep", "france_travail"]  # the first under 26 only, which the age tells


def _judged(turn: Turn) -> list[Proposal]:
    """The trades last shown, those that the message names if it names some, as the answers judge them."""
    shown = [str(slug) for slug in turn.known("last_list") or []][-_MOST:]
    if wanted := asked_why_not(turn) or pointed(turn):
        return [judge(wanted, judged_by(turn, answers_of(turn)))]
    named = [slug for slug in shown if slug in turn.professions]
    if not named and is_proposed(turn.professions):
        named = turn.professions[:1]  # « pourquoi jamais assistante sociale ? »
    answers = judged_by(turn, answers_of(turn))
    return [judge(slug, answers) for slug in named or shown]


class OrientationRefine(OrientationResult):
    """None of them, or a wish that changes things: other proposals."""

    subject = "orientation_refine"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The proposals that a new wish asks for, else those that come after the ones already shown."""
        listed = tuple(str(slug) for slug in turn.known("last_list") or ())
        named = tuple({*turn.professions, *turn.said("profession_excluded")})
        if refuses(turn.typed or turn.text) or named:
            gone = [slug for slug in named if slug in listed] if named else listed[-_MOST:]
            turn.remember("trades_refused", [*dict.fromkeys([*(turn.known("trades_refused") or []), *gone])])
        removed = await put_aside_said(turn)
        # Two of three are refused by their names: the third may still do.
        without = (*listed[:-_MOST], *named) if named else listed
        if changes := wishes(turn):
            for name, value in changes.items():
                turn.remember(slot_of(name), merged(turn.known(slot_of(name)), value))
            said = [words for name, value in changes.items() for words in told(name, value)]
            # What was refused before stays away; the last three may still do, unless they are refused now.
            kept = without if named or refuses(turn.typed or turn.text) else listed[:-_MOST]
            return await self.propose(turn, kept, f"{removed}Noté : {', '.join(said)}. ")
        return await self.propose(turn, without, removed)


class IdeasRefused(Answering):
    """« aucun ne me plaît », said of the ideas shown amid the questions: they stay away, and others are named."""

    subject = "ideas_refused"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Other ideas for the answers given so far; the question under way follows."""
        listed = [str(slug) for slug in turn.known("last_list") or []]
        refused = [*(turn.known("trades_refused") or []), *listed[-_MOST:]]
        turn.remember("trades_refused", list(dict.fromkeys(refused)))
        proposals = proposals_for(turn, answers_of(turn))
        turn.remember("last_list", [proposal.slug for proposal in proposals])
        others = f" D'autres idées :\n\n{await named(turn, proposals)}" if proposals else ""
        return [ReplyDraft(text=f"D'accord, je les laisse de côté.{others}")]


class OrientationWhy(Answering):
    """« pourquoi ces trois-là ? »: what was said that speaks for each, and what speaks against it."""

    subject = "orientation_why"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The reasons, on a card for each; a trade without any is told so."""
        judged = _judged(turn)
        turn.remember("last_subject", "help_choose")
        turn.remember("proposals_shown", True)
        slug = "why_these" if any(one.reasons for one in judged) else "why_these_unknown"
        slug = "why_not_this" if asked_why_not(turn) else slug
        reply = await stored(turn, slug)
        reply.choices = []
        return [await cards_of(turn, judged, reply)]


class OrientationNext(Answering):
    """« et maintenant je fais quoi ? »: three steps, for the trade in question or for those proposed."""

    subject = "orientation_next"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The steps, and who helps with them near the person."""
        listed = [str(one) for one in turn.known("last_list") or []][-_MOST:]
        shown = set(listed)
        # The talk may have gone on to a trade that was not proposed.
        left = not is_proposed(listed)
        slug = turn.profession if turn.profession in shown or left else None
        profession = await professions.known(turn.session, slug) if slug else None
        turn.remember("last_subject", "help_choose")
        if profession is None:
            reply = await stored(turn, "next_steps")
        else:
            reply = await stored(turn, "next_steps_trade", trade=both_names(profession))
        who = _WHO.get(turn.audience or "", _ADULTS)
        if who:
            await show_contacts(turn, reply, who, 2, age_of(turn))
        return [reply]
