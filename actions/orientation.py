"""Helping someone who does not know: a few short questions, then three professions and why."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from rasa_sdk import FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Answering, stored
from actions.professions import sources_of
from actions.turn import Turn
from actions.wording import both_names, button, capital, distinct
from bot.catalogue.orientation import ANY, Proposal, propose, questions
from bot.catalogue.queries import professions
from bot.french.safety import find_danger
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_LONGEST_ANSWER = 12  # words; a longer message is a story or a question of its own


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
        if turn.intent == "help_choose" and self.question == next(iter(questions())):
            text = f"{(await stored(turn, 'help_choose_intro')).text}\n\n{text}"
        elif not turn.filled_a_slot:
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


class AskPublic(_Ask):
    """With whom."""

    subject = "ask_orientation_public"
    question = "public"


class AskContact(_Ask):
    """How close to people's bodies."""

    subject = "ask_orientation_contact"
    question = "contact"


class AskLevel(_Ask):
    """With which level of study."""

    subject = "ask_orientation_level"
    question = "level"


class AskLength(_Ask):
    """How long a training may last."""

    subject = "ask_orientation_length"
    question = "length"


class AskRhythm(_Ask):
    """Which hours."""

    subject = "ask_orientation_rhythm"
    question = "rhythm"


class ValidateOrientationForm(FormValidationAction):
    """Reads an answer of the form in the person's own words.

    What it cannot read leaves the slot empty: the message is then answered for itself, and the question asked again.
    """

    def name(self) -> str:
        """The name Rasa expects for the form."""
        return "validate_orientation_form"

    def _read(self, name: str, tracker: Tracker) -> dict[str, Any]:
        text = (tracker.latest_message or {}).get("text") or ""
        requested = tracker.get_slot("requested_slot")
        # The message that starts the questions may answer the first: « jveux travailler avec les bébés mais jsp quoi ».
        asked = requested == slot_of(name) or (requested is None and name == next(iter(questions())))
        if not asked or text.startswith("/") or "?" in text or len(text.split()) > _LONGEST_ANSWER:
            return {}
        intent = ((tracker.latest_message or {}).get("intent") or {}).get("name")
        if intent in ("distress", "human") or find_danger(text) is not None:
            return {}
        value = questions()[name].read(text)
        if requested is None and value == ANY:
            return {}  # « je sais pas quoi faire » starts the questions, it answers none
        return {slot_of(name): value} if value is not None else {}

    async def extract_orientation_public(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Read whom the person wants to be with."""
        return self._read("public", tracker)

    async def extract_orientation_contact(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Read how close to people's bodies."""
        return self._read("contact", tracker)

    async def extract_orientation_level(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Read the level of study."""
        return self._read("level", tracker)

    async def extract_orientation_length(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Read how long a training may last."""
        return self._read("length", tracker)

    async def extract_orientation_rhythm(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Read which hours."""
        return self._read("rhythm", tracker)


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
