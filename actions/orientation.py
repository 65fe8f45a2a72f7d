"""Helping someone who does not know: a few short questions, then three professions and why."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.choosing.after_proposals import said_of_them
from actions.choosing.amid import UNSURE, described, refuses_questions, wants_result
from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.at_a_loss import asks_for_oneself, at_a_loss
from actions.choosing.begun import begins_in_doubt, weighs_two
from actions.choosing.examples import (
    answers_of,
    cards_of,
    examples_of_all,
    introduced,
    named,
    proposals_for,
    says_with_whom,
    slot_of,
    trades_for_them,
)
from actions.choosing.instead import instead, wants_none
from actions.choosing.leaving import has_found_one
from actions.choosing.orientation_begun import told_enough, told_much
from actions.choosing.orientation_reading import NOTED_SLOT, echo, ends_now, read_answers
from actions.choosing.other_ideas import listed_now, without_those
from actions.choosing.own_first import wants_human
from actions.choosing.pausing import already, before_duty, repeats
from actions.choosing.proposals_said import asks_otherwise
from actions.choosing.questions_amid import answered_amid, asks_aside, leaves_ours, of_the_questions
from actions.choosing.said_again import says_again
from actions.choosing.steps_asked import steps_asked, steps_told
from actions.choosing.trades_aside import put_aside_now
from actions.choosing.work_now import work_answer
from actions.course.base import Answering, answering, stored
from actions.narrow.best_paid import asks_best_paid, best_paid_answer
from actions.narrow.diploma_held import diploma_answer
from actions.narrow.light_trades import drives_without_lifting
from actions.narrow.marks import tells_marks
from actions.narrow.points import apart_answer, named_answer
from actions.narrow.publics import trades_of_public
from actions.people.comfort import after_distress
from actions.people.oneself import says_who_speaks
from actions.people.roles import spares_questions
from actions.talk.form_turn import MOST_REMINDERS
from actions.talk.turn import Turn, audience_of
from actions.thread.asked import READING
from actions.words.wording import both_names
from bot.catalogue.held_level import held_level
from bot.catalogue.orientation import Question, asked_of, questions
from bot.catalogue.queries import professions
from bot.catalogue.wish_words import against
from bot.catalogue.wishes import NOTED, again
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent

_NO_MARK = "Pour les notes, je ne connais pas de moyenne minimale : elles ne ferment pas ces métiers. "
_THIRD_FORM = re.compile(
    r"\bapres (?:la )?(?:3e|3eme|troisieme|le college)\b|\b(?:mes|nos|des) (?:eleves|3e|troisiemes)\b"
)
_APART = re.compile(r"\bdif+er\w*\b.*\b(?:2|deux)\b")
_AT_ONCE = re.compile(r"\btout de suite\b|\bmaintenant\b|\brapide\w*\b|\bsans (?:aucun )?diplomes?\b")
_SEVERAL = 2  # wishes
# Words that ask which trades there are.
_LISTS = re.compile(
    r"\b(?:quel\w*|liste\w*|les\w*quels?|exemples?|cite\w*|donne\w*|dis|dites|idees?|pistes?|propose\w*"
    r"|tous les|y a quoi|existe\w*)\b"
)
_LIGHT = "light_trades"
_ENOUGH = 3  # answers with which trades come to mind


class _Ask(Answering):
    """Asks one question of the form, with tappable answers."""

    asks = True

    @property
    @abstractmethod
    def question(self) -> str:
        """The question's name."""

    def name(self) -> str:
        """The action Rasa calls to ask for the slot."""
        return f"action_ask_{slot_of(self.question)}"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The question; the first one comes with what will be asked."""
        asked = questions()[self.question]
        if turn.form.began and after_distress(turn):
            turn.remember("last_subject", "help_choose")  # ordinary talk is back: what follows answers us
        if turn.form.began and turn.known("trades_refused") and not any(answers_of(turn).values()):
            turn.remember("trades_refused", put_aside_now(turn) or None)  # the questions start anew
        if turn.form.began and wants_human(turn.text):
            turn.leaves_form = True
            return []
        if given := await _given_in_place(turn) or await _refused(turn):
            turn.spares = True  # the questions wait until they are wanted
            return given
        if turn.form.began and wants_none(turn):
            turn.leaves_form = True  # the form then counts as full: the result gives what is wanted instead
            return []
        lost = turn.interruptions > MOST_REMINDERS and not (turn.filled_a_slot or of_the_questions(turn.text))
        which_reading = turn.known("asked") == READING and leaves_ours(turn)
        elsewhere = lost and (turn.intent not in UNSURE or asks_aside(turn.text))
        if turn.form.answered and (which_reading or elsewhere):
            # The person is busy with something else: the question waits, their answer is still read.
            waits = turn.interruptions == MOST_REMINDERS + 1
            return [await stored(turn, "questions_wait")] if waits else []
        said = normalise(turn.text)
        if turn.form.began and asks_best_paid(said) and (best := await best_paid_answer(turn, said, said)):
            return [best, self._asked(asked, asked.text)]
        # « j'ai un CAP, mais je sais pas du tout quoi faire » tells the diploma and asks nothing of it.
        asks_of_it = turn.form.began and not at_a_loss(turn.text) and not told_much(turn)
        held = await diploma_answer(turn, said) if asks_of_it else None
        before = [held] if held else await answered_amid(turn) or await _described_trade(turn)
        if before and not held and has_found_one(turn):
            turn.spares = True
            before[-1].choices = [
                *before[-1].choices[:2],
                ChoiceDraft(title="Reprendre les questions", payload="on reprend"),
            ]
            return before
        text = again(asked.slot) if lost else asked.text
        text += " Dites « passe » pour la laisser, « stop » pour arrêter." if lost else ""
        return [*before, self._asked(asked, await self._led(turn, text))]

    async def _led(self, turn: Turn, text: str) -> str:
        """The question `text` after words that fit what the message did: began, took up, changed, answered, went aside."""
        if removed := await without_those(turn):
            return f"{removed}{text}"
        if asks_otherwise(turn.text) and turn.form.set and not turn.form.began:
            return f"{echo(turn)}{await listed_now(turn, 'Par exemple')}{text}"
        if turn.form.began and turn.form.resumed and any(turn.known(slot) for slot in turn.form.before):
            told_more = any(turn.known(slot) for slot in turn.form.set if slot not in turn.form.before)
            trades = await _trades(turn) if told_more and asks_for_trades(turn.text) else ""
            return f"{trades or f'{echo(turn)}On reprend où nous en étions. '}{text}"
        if turn.form.began and turn.form.answered:
            marks = _NO_MARK if tells_marks(turn.text) else ""
            # Where the trades were proposed in the same breath, what was told has been said back with them.
            told = "" if turn.known("last_list") else echo(turn)
            return f"{marks}{told}Pour mieux choisir, quelques questions. {text}"
        if turn.form.began or (asks_for_trades(turn.text) and not turn.form.answered):
            marks = _NO_MARK if turn.form.began and tells_marks(turn.text) else ""
            # What the questions are for is said when they begin, not once they are under way.
            opening = await _trades(turn) or (await _intro(turn) if turn.form.began else echo(turn))
            return f"{marks}{opening}{text}"
        if says_who_speaks(turn):
            return f"C'est noté. {text}"
        if set(turn.form.set) & turn.form.before and turn.form.asked == slot_of(self.question):
            return f"C'est changé. {echo(turn)}{text}"
        in_words = not turn.text.startswith("/") and not already(turn.text)
        if not turn.form.set and turn.intent == "help_choose" and in_words and not says_again(turn):
            return f"On avance pas à pas. {text}"
        if not turn.form.set and turn.intent == "thanks":
            return f"Avec plaisir. {text}"
        if not turn.form.set:
            lead = (
                "Oui, c'est noté. "
                if already(turn.text) or says_again(turn)
                else "Pour reprendre vos questions : "
            )
            return text if repeats(turn.text) else f"{lead}{text}"
        duty = "Ce n'est pas demandé dans tous les métiers. " if before_duty(turn.text) is not None else ""
        return f"{duty}{echo(turn)}{await _so_far(turn)}{text}"

    def _asked(self, asked: Question, text: str) -> ReplyDraft:
        return ReplyDraft(
            text=text,
            choices=[
                ChoiceDraft(
                    title=option.title,
                    payload=f'/orientation_answer{{"{slot_of(self.question)}": "{option.value}"}}',
                )
                for option in asked.options
            ],
        )


async def _given_in_place(turn: Turn) -> list[ReplyDraft]:
    """What is given when the questions begin and are not wanted: by mistake, for others, or for what a diploma opens."""
    if turn.form.began and not spares_questions(turn) and (compared := await _compared(turn)):
        return compared
    if turn.form.began and (apart := await apart_answer(turn)):
        return [apart]
    if turn.form.began and drives_without_lifting(turn.text) and (light := await named_answer(turn, _LIGHT)):
        return [light]
    if slug := steps_asked(turn):
        return [await steps_told(turn, slug)]
    if begins_in_doubt(turn):
        return [await stored(turn, "offer_questions")]
    if spares_questions(turn):
        if _THIRD_FORM.search(normalise(turn.text)) and (
            ways := await named_answer(turn, "after_third_form")
        ):
            return [ways]
        if trades := await trades_for_them(turn):
            return trades
        if listed := await trades_of_public(turn, "", ""):
            return [listed]
        if trades := await trades_for_them(turn, before=True):
            return trades
        if held_level(turn.text) == "none" or _AT_ONCE.search(normalise(turn.text)):
            return [await work_answer(turn)]
        return [await examples_of_all(turn)]
    if told := await _of_the_proposals(turn):
        return told
    if not turn.form.began or turn.form.resumed:
        return []
    said = normalise(turn.text)
    held = None if at_a_loss(turn.text) or told_much(turn) else await diploma_answer(turn, said)
    return [held] if held else []


async def _of_the_proposals(turn: Turn) -> list[ReplyDraft]:
    """« pourquoi ceux-là ? », « autre chose » that began the questions anew: what is said of the proposals, answered."""
    subject = said_of_them(turn)
    action = answering(subject) if subject else None
    return await action.answer(turn) if action else []


async def _compared(turn: Turn) -> list[ReplyDraft]:
    """« c'est quoi la différence entre les deux, j'aime pas le sang »: the two trades just named, side by side."""
    compare = answering("compare_professions")
    if compare is None or turn.form.answered or not (weighs_two(turn) or _APART.search(normalise(turn.text))):
        return []
    replies = await compare.answer(turn)
    if not any(reply.cards for reply in replies):
        return []
    turn.remember("last_subject", compare.subject)
    return replies


async def _refused(turn: Turn) -> list[ReplyDraft]:
    """« je veux pas de quiz, qui peut m'aider ? » amid the questions: what is asked in their place, or that they end."""
    if turn.form.began or turn.text.startswith("/") or not refuses_questions(turn.text):
        return []
    subject = subject_of_intent().get(turn.intent)
    action = answering(subject) if subject and subject != "help_choose" else None
    return await action.answer(turn) if action else [await stored(turn, "questions_left")]


async def _described_trade(turn: Turn) -> list[ReplyDraft]:
    """« à l'école avec un enfant »: the trade that an answer describes, in a sentence; nothing when it describes none."""
    slug = described(turn.text)
    profession = await professions.known(turn.session, slug) if slug and turn.filled_a_slot else None
    if profession is None:
        return []
    turn.remember("profession", profession.slug)
    return [ReplyDraft(text=f"Cela ressemble à ce métier, {both_names(profession)}. {profession.summary}")]


async def _intro(turn: Turn) -> str:
    return f"{(await stored(turn, 'help_choose_intro')).text}\n\n{echo(turn)}"


async def _trades(turn: Turn) -> str:
    """Three trades that go with what was said, or the families of trades for who asks which there are; else nothing."""
    answers = answers_of(turn)
    asked = asks_for_trades(turn.text)
    for_oneself = (
        at_a_loss(turn.text) or asks_for_oneself(turn.text) or not _LISTS.search(normalise(turn.text))
    )
    wishes = sum(bool(answers[name]) for name in answers if name != "level")
    limits = bool(
        answers[NOTED] or against(answers["rhythm"])
    )  # « sans sang », « rentrée le soir » leave trades out
    if asked and for_oneself and not says_with_whom(answers) and wishes < _SEVERAL and not limits:
        return ""  # « un métier utile, mais je ne sais pas lequel » asks for no list
    # A bac alone tells no trade from another.
    of_a_bac = not (wishes or says_with_whom(answers)) and answers.get("level") in ("bac", "bac2")
    if asked and (of_a_bac or not any(answers.values())):
        return f"{(await stored(turn, 'which_trades')).text}\n\n"
    if not (asked or says_with_whom(answers) or wishes >= _ENOUGH):
        return ""
    proposals = proposals_for(turn, answers)
    slugs = [proposal.slug for proposal in proposals]
    if slugs == turn.known("last_list") and not asked:
        return f"{echo(turn)}Quelques questions pour mieux choisir. "  # they have just been named
    turn.remember("last_list", slugs)
    if turn.profession is not None and turn.profession not in (*slugs, *turn.professions):
        # « donc un truc sans sang »: what is asked next is asked of these trades, no longer of the one set aside.
        turn.remember("profession", None)
        turn.remember("last_subject", "help_choose")
    listed = await named(turn, proposals, why=True)
    return f"{echo(turn)}Par exemple :\n\n{listed}\n\nPour mieux choisir, quelques questions. "


async def _so_far(turn: Turn) -> str:
    """The trades that come to mind at the third answer, once: who goes no further has something to look at."""
    told = sum(bool(turn.known(slot_of(name))) for name in questions())
    if len(turn.form.before) >= _ENOUGH or told < _ENOUGH:
        return ""
    ideas = await listed_now(turn, "Premières idées")  # « et ça paye combien, tout ça ? » is asked of these
    return f"{ideas}Encore quelques questions pour mieux choisir. " if ideas else ""


def _asking(name: str) -> type[_Ask]:
    return type(
        f"Ask{name.capitalize()}",
        (_Ask,),
        {
            "__module__": __name__,
            "__doc__": f"Asks the question `{name}`.",
            "subject": f"ask_orientation_{name}",
            "question": name,
        },
    )


# One action a question: Rasa calls `action_ask_<slot>`.
ASKED = {name: _asking(name) for name in questions()}
globals().update({action.__name__: action for action in ASKED.values()})


class ValidateOrientationForm(FormValidationAction):
    """Reads an answer of the form in the person's own words.

    What it cannot read leaves the slot empty: the message is then answered for itself, and the question asked again.
    An earlier answer is changed when only that question knows the words (« non, plutôt les enfants »).
    """

    def name(self) -> str:
        """The name Rasa expects for the form."""
        return "validate_orientation_form"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> list[str]:
        """The questions for the person's audience; one already answered stays, so that nothing said is lost."""
        if ends_now(tracker) or told_enough(tracker):
            return []
        asked = asked_of(audience_of(tracker))
        return [
            slot_of(name)
            for name in questions()
            if slot_of(name) in domain_slots and (name in asked or tracker.get_slot(slot_of(name)))
        ]

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """All that the message says of any question, and what no question asks (`orientation_noted`)."""
        asked = set(await self.required_slots(self.domain_slots(domain), dispatcher, tracker, domain))
        found = read_answers(tracker)
        tracker.slots.update(found)
        return [SlotSet(name, value) for name, value in found.items() if name in asked or value]

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What was read, as it is; what no question asks is kept beside the questions."""
        kept = await super().get_validation_events(dispatcher, tracker, domain)
        noted = tracker.slots_to_validate().get(NOTED_SLOT)
        if ends_now(tracker) or told_enough(tracker):
            # The form takes the message as its own when a slot is set, be it with what it held.
            return [*kept, SlotSet(NOTED_SLOT, noted or tracker.get_slot(NOTED_SLOT))]
        return [*kept, SlotSet(NOTED_SLOT, noted)] if noted else kept


class OrientationResult(Answering):
    """Three professions, why, and what speaks against each."""

    subject = "orientation_result"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The proposals for the answers given; what is wanted in their place when the questions are refused."""
        answered = turn.text.startswith("/") or turn.form.asked in turn.form.set
        if not answered and wants_none(turn):
            return await instead(turn)
        if said := await _of_the_proposals(turn):
            return said
        # What the last answer also asks is told before the proposals.
        asked = await answered_amid(turn) if turn.filled_a_slot else []
        return [*asked, *await self.propose(turn, ())]

    async def propose(self, turn: Turn, without: tuple[str, ...], opening: str = "") -> list[ReplyDraft]:
        """The best proposals `without` those already refused, after the words of `opening`."""
        answers = {name: turn.known(slot_of(name)) for name in (*questions(), NOTED)}
        proposals = proposals_for(turn, answers, without)
        opening = opening or ("" if wants_result(turn.text) else echo(turn))
        turn.remember("last_list", [*without, *(proposal.slug for proposal in proposals)])
        turn.remember("last_subject", "help_choose")
        turn.remember("proposals_shown", True)
        if turn.known("neighbour"):
            turn.remember("neighbour", None)  # what follows is asked of these trades
        text = f"{opening}{introduced(proposals, turn.form.resumed)}"
        return [await cards_of(turn, proposals, ReplyDraft(text=text))]
