"""Helping someone who does not know: a few short questions, then three professions and why."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.after_proposals import wishes
from actions.base import Answering, stored
from actions.leaving import says_stop
from actions.professions import sources_of
from actions.turn import FormTurn, Turn, audience_of, earlier_texts, interruptions
from actions.wording import both_names, button, capital, distinct
from bot.catalogue.orientation import ANY, Proposal, asked_of, propose, questions
from bot.catalogue.queries import professions
from bot.catalogue.wish_words import against
from bot.catalogue.wishes import NOTED, merged, read, told
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.safety import find_danger
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_LONGEST_ANSWER = 40  # words; a longer message is a story
_OPENING = 10  # messages before the first question in which tastes are looked for
_PLAIN = 3  # words; a shorter answer that means one thing is not said back
# What is said when nothing was understood: the question is asked once more, then left.
_UNSURE = frozenset({"nlu_fallback", "gibberish", "yes", "no", "out_of_scope"})
_BACK = re.compile(r"\b(retour|revenir en arriere|question (d'avant|precedente)|je me suis trompee?)\b")


_MOST_REMINDERS = 2  # asides in a row after each of which the question comes back


def slot_of(name: str) -> str:
    """The slot of the form that holds the answer to question `name`."""
    return f"orientation_{name}"


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
        if turn.interruptions > _MOST_REMINDERS and not turn.filled_a_slot:
            return []  # The person is busy with something else: the question waits, their answer is still read.
        text = asked.text if turn.interruptions < _MOST_REMINDERS or turn.filled_a_slot else asked.explain
        if turn.form.began and any(turn.known(slot) for slot in turn.form.before):
            text = f"{echo(turn)}On reprend où nous en étions. {text}"
        elif turn.form.began:
            text = f"{(await stored(turn, 'help_choose_intro')).text}\n\n{echo(turn)}{text}"
        elif set(turn.form.set) & turn.form.before and turn.form.asked == slot_of(self.question):
            text = f"C'est changé. {echo(turn)}{text}"
        elif not turn.form.set:
            text = f"Pour reprendre vos questions : {text}"
        else:
            text = f"{echo(turn)}{text}"
        return [
            ReplyDraft(
                text=text,
                choices=[
                    ChoiceDraft(
                        title=option.title,
                        payload=f'/orientation_answer{{"{slot_of(self.question)}": "{option.value}"}}',
                    )
                    for option in asked.options
                ],
            )
        ]


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
        return [SlotSet(name, value) for name, value in found.items() if name in asked or name == _NOTED]

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What was read, as it is; what no question asks is kept beside the questions."""
        kept = await super().get_validation_events(dispatcher, tracker, domain)
        noted = tracker.slots_to_validate().get(_NOTED)
        return [*kept, SlotSet(_NOTED, noted)] if noted else kept


_NOTED = slot_of(NOTED)


def read_answers(tracker: Tracker) -> dict[str, Any]:
    """The slots that the latest message fills, changes or takes back; nothing when it answers nothing."""
    message = tracker.latest_message or {}
    text = message.get("text") or ""
    intent = (message.get("intent") or {}).get("name")
    requested = (tracker.get_slot("requested_slot") or "").removeprefix("orientation_")
    if text.startswith("/"):
        return {}
    if find_danger(text) is not None or (intent == "distress" and not _of_hours(text, requested)):
        return {}
    if not requested:
        return _begun(tracker, text, intent)
    if "?" in text or len(text.split()) > _LONGEST_ANSWER or says_stop(text):
        return {}
    if intent == "human" and aspect("human", text):  # « parler avec eux, écouter » is a taste
        return {}
    if _BACK.search(fold_text(text)):
        last = _last_answered(tracker, requested)
        return {slot_of(last): None} if last else {}
    if requested not in questions():
        return {}
    found = {
        slot_of(name): value
        for name, value in read(text, requested).items()
        if name == requested or not _said_before(tracker, name, value)
    }
    if slot_of(requested) in found:
        # The question asked comes first: an answer given before is not changed by the same words.
        found = {name: value for name, value in found.items() if name == _NOTED or not tracker.get_slot(name)}
    known = {name: merged(tracker.get_slot(name), value) for name, value in found.items()}
    if not known and intent in _UNSURE and _misses(tracker) > 1:
        return {slot_of(requested): ANY}
    return known


def _of_hours(text: str, requested: str) -> bool:
    """« je ne veux plus finir à vingt heures »: words of weariness that say no more than the hours asked about."""
    return requested == "rhythm" and bool(against(read(text, requested).get("rhythm")))


def _said_before(tracker: Tracker, name: str, value: str) -> bool:
    return bool(tracker.get_slot(slot_of(name)) == value)


def _begun(tracker: Tracker, text: str, intent: str | None) -> dict[str, Any]:
    """What was said before the first question, in this message and, the first time, in those before it."""
    found: dict[str, Any] = {}
    texts = [text]
    if intent == "help_choose" and tracker.get_slot("last_list") and _was_full(tracker):
        # Three trades were proposed and the questions are wanted again: they start anew.
        found = {slot_of(name): None for name in (*questions(), NOTED)}
    elif not FormTurn.read(tracker).resumed:
        texts = [*reversed(earlier_texts(tracker)[:_OPENING]), text]
    for said in texts:
        if "?" in said and len(said.split()) < _LONGEST_ANSWER / 4:
            continue  # a question of its own tells no taste
        for name, value in read(said).items():
            held = found.get(slot_of(name)) if slot_of(name) in found else tracker.get_slot(slot_of(name))
            found[slot_of(name)] = merged(held, value)
    return found


def _misses(tracker: Tracker) -> int:
    """How many messages in a row, this one included, neither answered nor asked anything."""
    texts = [(tracker.latest_message or {}).get("text") or "", *earlier_texts(tracker)]
    misses = 0
    for text in texts[: interruptions(tracker)]:
        if "?" in text or text.startswith("/"):
            break
        misses += 1
    return misses


def echo(turn: Turn) -> str:
    """What was understood, said back when the words were not those of an answer: « Noté : pas d'enfants. »."""
    if turn.text.startswith("/"):
        return ""
    asked = (turn.form.asked or "").removeprefix("orientation_")
    new = [
        name for name in (*questions(), NOTED) if slot_of(name) in turn.form.set and turn.known(slot_of(name))
    ]
    if (
        asked in new
        and turn.known(slot_of(asked)) == ANY
        and turn.intent in _UNSURE
        and not read(turn.text, asked)
    ):
        return "On passe. "
    if new == [asked] and len(turn.text.split()) <= _PLAIN:
        value = str(turn.known(slot_of(asked)))
        if " " not in value and "-" not in value:
            return ""
    said = [words for name in new for words in told(name, str(turn.known(slot_of(name))))]
    return f"Noté : {', '.join(said)}. " if said else ""


def _was_full(tracker: Tracker) -> bool:
    """Whether every question had its answer before this message; the slots themselves change while it is read."""
    return {slot_of(name) for name in asked_of(audience_of(tracker))} <= FormTurn.read(tracker).before


def _last_answered(tracker: Tracker, requested: str) -> str | None:
    """The question answered before the one `requested`."""
    answered = [name for name in questions() if tracker.get_slot(slot_of(name))]
    names = list(questions())
    before = [name for name in answered if requested in names and names.index(name) < names.index(requested)]
    return before[-1] if before else None


class OrientationResult(Answering):
    """Three professions, why, and what speaks against each."""

    subject = "orientation_result"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The proposals for the answers given; the answers are then forgotten so that one may start again."""
        return await self.propose(turn, ())

    async def propose(self, turn: Turn, without: tuple[str, ...], opening: str = "") -> list[ReplyDraft]:
        """The best proposals `without` those already refused, after the words of `opening`."""
        answers = {name: turn.known(slot_of(name)) for name in (*questions(), NOTED)}
        proposals = propose(answers, without)
        opening = opening or echo(turn)
        turn.remember("last_list", [*without, *(proposal.slug for proposal in proposals)])
        turn.remember("last_subject", "help_choose")
        turn.remember("proposals_shown", True)
        cards, choices, sources = [], [], []
        for proposal in proposals:
            profession = await professions.get(turn.session, proposal.slug)
            if profession is None:
                continue
            name = capital(both_names(profession))
            cards.append(
                Card(kind="profession", title=name, subtitle=profession.summary, facts=_facts(proposal))
            )
            choices.append(
                ChoiceDraft(
                    title=button(profession.name_f),
                    payload=f'/profession_info{{"profession": "{proposal.slug}"}}',
                )
            )
            sources += sources_of(profession)[:1]
        return [
            ReplyDraft(
                text=(
                    f"{opening}D'après vos réponses, trois métiers à regarder de près. Ce sont des pistes, pas un verdict : "
                    "un conseiller ou une immersion aide à trancher. Dites « aucun » pour en voir d'autres."
                ),
                cards=cards,
                choices=choices,
                sources=distinct(sources),
            )
        ]


class OrientationRefine(OrientationResult):
    """Neither one nor the other, or a wish that changes things: other proposals."""

    subject = "orientation_refine"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The proposals that a new wish asks for, else those that come after the ones already shown."""
        if changes := wishes(turn):
            for name, value in changes.items():
                turn.remember(slot_of(name), merged(turn.known(slot_of(name)), value))
            said = [words for name, value in changes.items() for words in told(name, value)]
            return await self.propose(turn, (), f"Noté : {', '.join(said)}. ")
        return await self.propose(turn, tuple(turn.known("last_list") or ()))


def _facts(proposal: Proposal) -> list[Fact]:
    facts = []
    if proposal.reasons:
        facts.append(Fact(label="Pourquoi", value=capital(" ; ".join(proposal.reasons))))
    if proposal.against:
        facts.append(Fact(label="À savoir", value=capital(" ; ".join(proposal.against))))
    return facts
