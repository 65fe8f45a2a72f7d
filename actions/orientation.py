"""Helping someone who does not know: a few short questions, then three professions and why."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Answering, stored
from actions.professions import sources_of
from actions.turn import FormTurn, Turn, audience_of
from actions.wording import both_names, button, capital, distinct
from bot.catalogue.orientation import ANY, Proposal, asked_of, propose, questions
from bot.catalogue.queries import professions
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.safety import find_danger
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_LONGEST_ANSWER = 12  # words; a longer message is a story or a question of its own
_BACK = re.compile(r"\b(retour|revenir en arriere|question (d'avant|precedente)|je me suis trompee?)\b")


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
        text = asked.text
        if turn.form.began and any(turn.known(slot) for slot in turn.form.before):
            text = f"On reprend où nous en étions. {text}"
        elif turn.form.began:
            text = f"{(await stored(turn, 'help_choose_intro')).text}\n\n{text}"
        elif turn.form.set and turn.form.asked == slot_of(self.question):
            text = f"C'est changé. {text}"
        elif not turn.form.set:
            text = f"Pour reprendre vos questions : {text}"
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


def _extractor(name: str) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def extract(
        self: ValidateOrientationForm,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: dict[str, Any],
    ) -> dict[str, Any]:
        return read_answer(name, tracker)

    return extract


for _name in questions():
    setattr(ValidateOrientationForm, f"extract_{slot_of(_name)}", _extractor(_name))


def read_answer(name: str, tracker: Tracker) -> dict[str, Any]:
    """What the latest message answers to question `name`: its slot and value, nothing when it does not."""
    message = tracker.latest_message or {}
    text = message.get("text") or ""
    intent = (message.get("intent") or {}).get("name")
    requested = (tracker.get_slot("requested_slot") or "").removeprefix("orientation_")
    slot = slot_of(name)
    if not requested and intent == "help_choose" and tracker.get_slot("last_list") and _was_full(tracker):
        return {slot: None}  # Three trades were proposed and the questions are wanted again: they start anew.
    if text.startswith("/") or "?" in text or len(text.split()) > _LONGEST_ANSWER:
        return {}
    if intent == "distress" or find_danger(text) is not None:
        return {}
    if intent == "human" and aspect("human", text):  # « parler avec eux, écouter » is a taste
        return {}
    if requested and _BACK.search(fold_text(text)):
        return {slot: None} if name == _last_answered(tracker, requested) else {}
    value = questions()[name].read(text)
    if name == requested:
        return {slot: value} if value is not None else {}
    if not requested:
        # The message that starts the questions may answer the first: « jveux travailler avec les bébés mais jsp quoi ».
        # « je sais pas quoi faire » starts the questions, it answers none.
        first = name == next(iter(questions()))
        return {slot: value} if first and value not in (None, ANY) else {}
    known = tracker.get_slot(slot)
    if known and value not in (None, ANY, known) and requested in questions():
        # The question asked comes first; what only an earlier one understands corrects it.
        return {} if questions()[requested].read(text) is not None else {slot: value}
    return {}


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

    async def propose(self, turn: Turn, without: tuple[str, ...]) -> list[ReplyDraft]:
        """The best proposals `without` those already refused."""
        answers = {name: turn.known(slot_of(name)) for name in questions()}
        proposals = propose(answers, without)
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
                    "D'après vos réponses, trois métiers à regarder de près. Ce sont des pistes, pas un verdict : "
                    "un conseiller ou une immersion aide à trancher. Dites « aucun » pour en voir d'autres."
                ),
                cards=cards,
                choices=choices,
                sources=distinct(sources),
            )
        ]


class OrientationRefine(OrientationResult):
    """Neither one nor the other: the next proposals."""

    subject = "orientation_refine"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The proposals that come after those already shown."""
        return await self.propose(turn, tuple(turn.known("last_list") or ()))


def _facts(proposal: Proposal) -> list[Fact]:
    facts = []
    if proposal.reasons:
        facts.append(Fact(label="Pourquoi", value=capital(" ; ".join(proposal.reasons))))
    if proposal.against:
        facts.append(Fact(label="À savoir", value=capital(" ; ".join(proposal.against))))
    return facts
