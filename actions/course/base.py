"""The base of every answer: bounded in time, catching everything, never leaving a turn without a reply."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from functools import cache
from inspect import isabstract
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.choosing.after_proposals import asked_why_not, meant_of_proposals
from actions.choosing.amid import UNSURE, answers_badly, meant_amid, of_one_trade, proposals_first
from actions.choosing.at_a_loss import wants_questions
from actions.choosing.begun import begins_in_doubt
from actions.choosing.examples import seeks_for_them, trades_beside
from actions.choosing.ideas import refuses_ideas
from actions.choosing.leaving import leaves_the_form
from actions.choosing.trades_aside import of_ours
from actions.choosing.works_with import is_no_career_change, works_with_them
from actions.course.beside import second_request, with_question
from actions.course.hearing import hear
from actions.course.mistaken import meant_not_a_person, meant_not_of_an_event
from actions.course.of_the_trade import meant_in_their_place, meant_of_the_trade
from actions.course.plainly import asked_plainly, must_rise
from actions.course.rather import wanted_instead
from actions.course.saying import as_it_is_said, keep_said
from actions.course.what_else import what_else
from actions.narrow.dropped import drops_one
from actions.narrow.points import hangs_on_a_point, narrowly
from actions.people.comfort import (
    fears_or_hints,
    heard_as,
    relative_is_low,
    relative_struggles,
    stays_with_distress,
    weighs_on,
)
from actions.people.oneself import says_who_speaks
from actions.people.roles import spares_questions
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn
from actions.thread.after_events import meant_of_events, wants_other_times
from actions.thread.after_trainings import meant_of_trainings
from actions.thread.asked import answer_to_it, only_answers
from actions.thread.asked_again import left_subject, pay_again, sorry
from actions.thread.compared import asks_if_better
from actions.thread.corrected import only_denies
from actions.thread.following import asks_there, hangs_on, stays_in_question
from actions.thread.given import choice_said
from actions.thread.goes_on import lycee_near
from actions.thread.of_it import is_a_thing, of_it
from actions.thread.search_again import only_searches_again, searched_again
from actions.thread.stored import stored as stored
from actions.thread.unrepeated import said_once
from actions.words.easy_words import asked_abbreviation, asks_easy, is_trade
from actions.words.schemes import at_the_smic, explained, scheme
from bot.catalogue.database import open_database, session_maker
from bot.replies import ChoiceDraft, ReplyDraft
from bot.settings import load_settings
from bot.subjects import subject_of_intent, subjects

logger = logging.getLogger(__name__)

SECONDS = 3.5  # the engine waits 4 s for an action, the gateway 5 s for the engine

_LAST_RESORT = (
    "Désolé, je n'arrive pas à répondre pour le moment. Réessayez dans un instant, ou adressez-vous à un "
    "conseiller près de chez vous : mission locale, CIO ou France Travail."
)

# After these its answers are let go; after others it is taken up where it was left.
_GIVES_UP_A_FORM = frozenset({"goodbye", "personal_data", "no"})

_OF_PROPOSALS = frozenset({"orientation_refine", "orientation_why", "orientation_next"})
# What is asked at once of what was just listed: its questions are one.
_OF_A_LIST = frozenset(
    {"event_accessibility", "event_entrance", "event_getting_there", "event_nearer", "event_not_coming"}
    | {"event_asked", "ideas_refused", "training_of_list"}
)
# Meant instead of the subject found, with no second request: words about proposals, one of two searches, easy words.
_SAY_ONE_THING = frozenset(
    {"event_detail", "event_search", "training_search", "easy", "pay", *_OF_PROPOSALS, *_OF_A_LIST}
)

# What is looked for near a place, which a place told later changes.
_SEARCHES = frozenset({"event_search", "training_search", "job_offers"})

# What a narrow question may still be asked with: an answer to ours, an age or a class told.
_NARROWED = frozenset({None, "asked", "stated"})

_sessions: async_sessionmaker[AsyncSession] | None = None


def sessions() -> async_sessionmaker[AsyncSession]:
    """The maker of database sessions of this process, opened at the first call."""
    global _sessions
    if _sessions is None:
        _sessions = session_maker(open_database(load_settings().database_url))
    return _sessions


@dataclass
class _Course:
    """How a turn is answered: whether distress goes on, what is meant, the narrow answer, what becomes of a form."""

    staying: Answering | None = None
    meant: str | None = None
    narrow: list[ReplyDraft] = field(default_factory=list)
    leaving: bool = True
    spared: bool = False


class Answering(Action, ABC):
    """An action that answers about one subject. A subclass says which and writes `answer`."""

    subject: ClassVar[str] = ""
    # Whether it asks a question of a form: leaving the form from within would end it as if it were full.
    asks: ClassVar[bool] = False
    # Whether Rasa must listen next: where no rule applies, it would otherwise call the same action ten times.
    ends_turn: ClassVar[bool] = False

    def name(self) -> str:
        """The action's name in the domain: `action_` and the subject."""
        return f"action_{self.subject}"

    @abstractmethod
    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The replies to `turn`, at least one; what must be remembered goes through `turn.remember`."""

    def rebuffs(self, turn: Turn) -> bool:
        """Whether the answer only says that we cannot answer."""
        return False

    async def precisely(self, turn: Turn) -> list[ReplyDraft]:
        """The answer about the scheme that the message names, when its subject has one; else nothing."""
        if self.asks or turn.filled_a_slot:
            return []  # a question of the form comes after the answer, it does not repeat it
        asked = self.subject if self.subject in subjects() else subject_of_intent().get(turn.intent)
        # « c'est quoi la POEI ? » is asked of the scheme, whatever subject the rest of the words is taken for.
        slug = scheme(asked, turn.text) or explained(turn.text)
        meaning = asked_abbreviation(turn.text) if slug is None and not is_trade(turn) else None
        if meaning:
            return [ReplyDraft(text=meaning)]
        if (
            slug is None
            or (slug == "smic" and (turn.professions or at_the_smic(turn.text)))
            or (slug == "alternance" and (turn.said("place") or turn.professions))
            or (asked == "training_search" and turn.said("place"))
        ):
            return []
        reply = await stored(turn, slug)
        turn.remember("last_subject", asked)
        turn.point = slug if is_a_thing(slug) and slug not in subjects() else turn.point
        # A bridge is one way among others: the usual ones follow.
        return [reply, *(await self.answer(turn) if slug.startswith("passerelle") else [])]

    def _meant(self, turn: Turn) -> str | None:
        """The subject that answers instead of this one: the message speaks of what we asked, or of what we proposed."""
        if asks_easy(turn):
            return "easy"
        if not turn.known("asked") and (there := asks_there(turn)):
            return there
        if answer_to_it(turn):
            return "asked"
        if says_who_speaks(turn):
            return "stated"
        if (chosen := choice_said(turn)) and answering(chosen):
            return chosen
        if wants_questions(turn):
            return "accept"  # which begins the questions that were offered
        if pay_again(turn) and left_subject(turn) is None:
            return "pay"
        if turn.in_form and not turn.filled_a_slot and asked_why_not(turn):
            return "orientation_why"
        if turn.in_form and refuses_ideas(turn.text, turn.known("last_list")):
            return "ideas_refused"
        if (
            turn.in_form
            and turn.intent in ("no", "yes")
            and not (leaves_the_form(turn) or of_one_trade(turn))
        ):
            return "did_you_mean"
        if turn.in_form and answers_badly(turn):
            return "did_you_mean"
        if must_rise(turn):
            return "profession_progression"
        if works_with_them(turn):
            return "profession_info"
        if is_no_career_change(turn):
            return "training_path"
        if asks_if_better(turn):
            return "compare_professions"
        return (
            searched_again(turn)
            or meant_amid(turn)
            or meant_of_events(turn)
            or meant_of_trainings(turn)
            or wanted_instead(turn)
            or meant_of_the_trade(turn)
            or hangs_on(turn)
            or meant_of_proposals(turn)
            or meant_not_of_an_event(turn)
            or meant_not_a_person(turn)
        )

    def _leaves_the_word(self, turn: Turn, staying: Answering | None, narrow: list[ReplyDraft]) -> bool:
        """Whether a message answered another question of the form than the one asked, and asks nothing: ours follows."""
        asks = self.asks or staying or narrow or "?" in turn.text or asks_of_its_own(turn.text)
        told = any(turn.known(name) for name in turn.form.set)
        return (
            not asks
            and turn.in_form
            and told
            and turn.intent in UNSURE
            and self.subject != "orientation_result"
        )

    async def _first_said(
        self, turn: Turn, staying: Answering | None, denial: str | None
    ) -> list[ReplyDraft]:
        """What comes before the answer: a denial is heard, a sentence that tells of distress among others is met."""
        if staying or self.subject == "distress" or turn.text.startswith("/"):
            return []
        if denial:
            return [await stored(turn, denial)]
        if relative_is_low(turn):
            return [await stored(turn, "distress_relative")]
        if relative_struggles(turn) and turn.point != "relative_hard_placement":
            return [await stored(turn, "relative_hard_placement")]
        return [await stored(turn, "distress_beside")] if weighs_on(turn) else []

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer, with what the message also asks; an apology and a way out if that fails or takes too long."""
        turn: Turn | None = None
        course = _Course()
        try:
            async with asyncio.timeout(SECONDS), sessions()() as session:
                turn = Turn.read(tracker, session)
                hear(turn)
                replies = await self._replies(turn, course)
                follows = self.asks or turn.begins_form or (tracker.active_loop_name and not course.leaving)
                if not replies and not follows:
                    replies = [await stored(turn, "not_understood")]  # nobody is left without a word
                await keep_said(turn, replies, self.asks)
        except Exception as error:
            # The class alone: the message of an error may quote what the person wrote.
            logger.error("%s failed: %s", self.name(), type(error).__name__, exc_info=error)
            human = ChoiceDraft(title="Parler à quelqu'un", payload="/human")
            replies = [ReplyDraft(text=_LAST_RESORT, choices=[human])]
        for reply in replies:
            dispatcher.utter_message(json_message=reply.model_dump(exclude_none=True))
        return self._events(turn, tracker, course, answered=bool(replies))

    async def _replies(self, turn: Turn, course: _Course) -> list[ReplyDraft]:
        """What is said in this turn; `course` tells afterwards how it was come to."""
        before, denial = turn.known("last_subject"), heard_as(turn)
        course.leaving = leaves_the_form(turn)
        course.staying = answering("distress") if stays_with_distress(turn) else None
        course.meant = (
            None if course.staying else self._meant(turn) if not self.asks else meant_in_their_place(turn)
        )
        course.narrow = await self._narrow(turn, course)
        turn.spares = bool((course.narrow or course.meant) and self.asks)
        course.staying = None if course.narrow else course.staying
        replies = await self._answer(turn, course)
        replies = await self._with_the_rest(turn, course, replies, before)
        replies = said_once(turn, [*await self._first_said(turn, course.staying, denial), *replies])
        return await as_it_is_said(turn, replies, _answers, before, bool(course.staying), self.asks)

    async def _narrow(self, turn: Turn, course: _Course) -> list[ReplyDraft]:
        """The answer to a narrow question, which is answered first, but for what is said of the proposals."""
        staying, meant = course.staying, course.meant
        fears = staying is not None and fears_or_hints(turn)
        # « je voudrais pas aller dans une maison de retraite », of a stage, begins no questions.
        hanging = turn.form.began and not turn.form.resumed and hangs_on_a_point(turn)
        for_others = spares_questions(turn) and not seeks_for_them(turn.text)
        spared = for_others or begins_in_doubt(turn) or hanging
        asking = (self.asks and not spared) or proposals_first(self.subject, turn.text)
        aside = (
            meant in {*_NARROWED, meant_not_of_an_event(turn), meant_not_a_person(turn)}
            or (turn.in_form and meant == "did_you_mean")
            or any(asks(turn) for asks in (lycee_near, hangs_on_a_point, drops_one, only_denies))
        )
        # « pourquoi cette question ? » is answered by the question itself.
        silent = fears or asking or only_answers(turn) or of_ours(turn)
        narrow = await narrowly(turn) if aside and not silent else []
        if not narrow and not staying and not self.asks:
            narrow = await with_question(turn, meant, answering)
        return narrow

    async def _answer(self, turn: Turn, course: _Course) -> list[ReplyDraft]:
        """The answer itself: narrow, meant instead of this subject, precise, or this one's own."""
        narrow, staying = course.narrow, course.staying
        plain = not (narrow or staying or self.asks)
        left = left_subject(turn) if plain and not course.meant else None
        course.meant = course.meant or left or (asked_plainly(turn) if plain else None)
        answered = answering(course.meant) if course.meant and not narrow else None
        replies = narrow or ([] if staying or answered else await self.precisely(turn))
        if not self._leaves_the_word(turn, staying, narrow):
            replies = replies or await (staying or answered or self).answer(turn)
        if left:
            sorry(replies)
        if kept := stays_in_question(turn):
            turn.remember("profession", kept)
        course.spared = turn.spares
        turn.leaves_form = turn.leaves_form or course.spared
        if not (staying or self.asks):
            replies = await of_it(turn, replies)
        if answered and course.meant in subjects() and "last_subject" not in turn.remembered:
            turn.remember("last_subject", course.meant)
        return replies

    async def _with_the_rest(
        self, turn: Turn, course: _Course, replies: list[ReplyDraft], before: str | None
    ) -> list[ReplyDraft]:
        """`replies` with what else the message asks; a question of the form comes after an answer that has said the rest."""
        staying, meant = course.staying, course.meant
        asks_alone = self.asks and not (turn.form.began and turn.professions)
        proposed = proposals_first(self.subject, turn.text) or meant in _SAY_ONE_THING
        alone = staying or course.narrow or asks_alone or proposed
        more: list[ReplyDraft] = []
        one_thing = meant in _OF_PROPOSALS | _OF_A_LIST or only_searches_again(turn, meant)
        one_thing = one_thing or (meant == "event_search" and wants_other_times(turn))
        if not (staying or self.asks or one_thing):
            told = (self.subject, meant or self.subject)
            replies, more = await what_else(turn, replies, told, before, bool(alone), answering)
        elif not alone:
            more = await second_request(turn, self.subject, answering)
        # « je suis caporal, qui paye ? », « je ne peux pas répondre », then the answer: the answer alone.
        replies = more if more and self.rebuffs(turn) else replies + more
        return replies if alone or meant else [*await trades_beside(turn), *replies]

    def _events(
        self, turn: Turn | None, tracker: Tracker, course: _Course, answered: bool
    ) -> list[dict[str, Any]]:
        """What Rasa is told: what is remembered, what follows, whether the questions under way end."""
        events = [SlotSet(name, value) for name, value in turn.remembered.items()] if turn else []
        told = turn is not None and "last_subject" in turn.remembered
        if self.subject in subjects() and not course.staying and not told:
            events.append(SlotSet("last_subject", self.subject))
        about = turn.remembered.get("last_subject", self.subject) if turn else None
        if turn is not None and about in _SEARCHES and about != turn.known("last_search"):
            events.append(SlotSet("last_search", about))
        if turn is not None and turn.known("proposals_shown") and "proposals_shown" not in turn.remembered:
            events.append(SlotSet("proposals_shown", None))
        if turn is not None and turn.begins_form:
            events.append(FollowupAction("orientation_form"))
        if turn is not None and turn.leaves_form:
            events += [ActiveLoop(None), SlotSet("requested_slot", None)]
        loop = tracker.active_loop_name
        if loop and not self.asks and course.leaving:
            events += [ActiveLoop(None), SlotSet("requested_slot", None)]
            if turn is None or turn.intent in _GIVES_UP_A_FORM:
                events += [SlotSet(name, None) for name in tracker.slots if name.startswith("orientation_")]
        if loop and not self.asks and not course.leaving and turn and turn.intent == "no":
            # « non » is told by stories, after which Rasa does not come back to the question by itself.
            events.append(FollowupAction(loop))
        of_proposals = course.meant in _OF_PROPOSALS and self.subject != course.meant and not loop
        # Else the rules would say so too, after all policies were asked once more.
        over = not (loop or self.asks or (turn is not None and turn.begins_form))
        if self.ends_turn or course.spared or of_proposals or over:
            # An answer that leaves the word to the question under way has said nothing yet.
            waits = loop if not answered and not course.leaving else None
            events.append(FollowupAction(waits or "action_listen"))
        return events


def answering(subject: str) -> Answering | None:
    """The action that answers about `subject`, or None when none does."""
    action = _by_subject().get(subject)
    return action() if action else None


@cache
def _by_subject() -> dict[str, type[Answering]]:
    """The first action of each subject; asked for once all are registered."""
    return {action.subject: action for action in reversed(_concrete(Answering))}


async def _answers(turn: Turn, subject: str) -> list[ReplyDraft]:
    action = answering(subject)
    return await action.answer(turn) if action and not action.asks else []


def _concrete(parent: type[Any]) -> list[type[Any]]:
    found: list[type[Any]] = []
    for child in parent.__subclasses__():
        found += [*([] if isabstract(child) else [child]), *_concrete(child)]
    return found
