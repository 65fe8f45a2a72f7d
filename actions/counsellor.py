"""A human: who can help, near the person and for their age."""

from __future__ import annotations

import re

from actions.choosing.examples import examples_of_all, seeks_for_them, trades_for_them
from actions.course.base import Answering, stored
from actions.narrow.publics import trades_of_public, trades_with
from actions.people.at_school import at_school
from actions.people.roles import role
from actions.people.standing import introduces_oneself
from actions.people.told import adult_told
from actions.talk.guided import guided_told
from actions.talk.turn import Turn
from actions.thread.asked import status_told
from actions.thread.facts_told import is_told
from actions.words.contacts import age_of, show_contacts
from bot.french.aspects import aspect
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

_MOST = 4
_RECENT = 3  # messages in which a call was asked for
_IN_WRITING = re.compile(
    r"\bpas (?:par |au |de |le )(?:tel\w*|appel\w*)\b|\bpar (?:mail|e.?mail|courriel|ecrit)\b"
    r"|\b(?:ecri\w+|repond\w+)[ -]moi\b"
    r"|\bprefere\w* (?:ecrire|un (?:mail|message|sms)|les (?:mails|messages)|qu'on m'ecrive)\b"
    r"|\b(?:m'|me )(?:r|re)?app?el\w+ (?:pas|jamais)\b|\bpas qu'on m'(?:r|re)?app?el\w+"
)
_TYPED = re.compile(r"\[(?:numero de telephone|adresse e-mail)\]")
_MOMENT = re.compile(
    r"\b(?:matin\w*|midi|apres[ -]midi|soir\w*|week.?end"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|demain|\d+ ?h(?:eures?)?)\b"
)
_CHILD = 15
_GROWN = 18
# Somebody who knows diplomas from elsewhere is none of those who help to choose a trade.
_DIPLOMA = re.compile(r"\b(?:diplom\w*|equivalen\w*|reconnaissance)\b")
_ELSEWHERE = re.compile(r"\b(?:etranger\w*|d.ailleurs|(?:du|de mon|d.un autre) pays)\b")
# Who helps whom, first the most useful; each scope (département, région, country) follows this order.
_KINDS = {
    "young": ["mission_locale", "cio", "parcoursup", "apprenticeship", "region"],
    "career_change": ["france_travail", "cep", "vae", "transitions_pro", "cap_emploi", "region"],
    # A counsellor is not sent to a counsellor: who knows the trainings, the funding, the diplomas by experience.
    "employer": ["france_travail", "carif_oref", "region"],
    "counsellor": ["carif_oref", "region", "vae", "apprenticeship"],
    "teacher": ["carif_oref", "region", "cio"],
    # Before 26 and out of school, without a job: the mission locale first.
    "young_seeker": ["mission_locale", "france_travail", "cep", "region"],
    None: ["mission_locale", "cio", "france_travail", "cep", "cap_emploi", "region"],
}
_YOUNG_UNTIL = 26


class Human(Answering):
    """Talk to, be called by, meet a human adviser."""

    subject = "human"

    def rebuffs(self, turn: Turn) -> bool:
        """Whether the words that ask for somebody only say who speaks: « conseillère CEP, quels financements ? »."""
        return introduces_oneself(turn.text)

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Near contacts for the age, nearest first; under fifteen, an adult and no phone number asked."""
        if _TYPED.search(normalise(turn.text)):
            return [await stored(turn, "number_typed")]
        if aspect("human", turn.text) == "who":  # « t une vraie personne ? » asks what we are
            return [await stored(turn, "identity")]
        said = normalise(turn.text)
        if _DIPLOMA.search(said) and (_ELSEWHERE.search(said) or is_told(turn, "foreign_diploma")):
            return [await stored(turn, "foreign_whom_to_talk")]
        speaks = role(turn)
        for_them = "help_choose" in turn.also or seeks_for_them(turn.text)
        if speaks == "counsellor" and for_them and aspect("human", turn.text) not in ("call_back", "team"):
            turn.remember("last_subject", "help_choose")
            if listed := await trades_of_public(turn, "", ""):
                return [listed]
            return await trades_for_them(turn, before=True) or [await examples_of_all(turn)]
        if speaks == "counsellor" and for_them and (trades := await trades_for_them(turn)):
            return trades  # « conseillère à la mission locale, que puis-je lui proposer ? » asks for no counsellor
        # « psy-en à Besançon, j'ai une élève qui veut travailler en crèche » asks for no counsellor either.
        guides = speaks in ("counsellor", "teacher") and guided_told(turn.text) is not None
        if guides and not aspect("human", turn.text) and (listed := await trades_with(turn)):
            return [listed]
        if turn.age is not None and turn.age < _CHILD and speaks is None:
            return [await stored(turn, "human_under_15")]
        # « un conseiller, mais pas au téléphone »: what is put aside is how one would be reached.
        written = _IN_WRITING.search(normalise(turn.typed or turn.text)) is not None
        young = _seeks_young(turn) and speaks is None
        reply = await stored(turn, "answered_by_mail" if written else self._slug(turn, young))
        at_work = (
            status_told(turn) in ("employee", "job_seeker")
            or turn.said("profession_current")
            or adult_told(turn)
        )
        audience = turn.audience or ("career_change" if at_work else None)
        audience = speaks if speaks in ("employer", "teacher") else audience
        kinds = _KINDS["young_seeker"] if young else _KINDS.get(audience, _KINDS[None])
        await show_contacts(turn, reply, kinds, _MOST, None if speaks == "employer" else age_of(turn))
        if turn.place is None:
            reply.text += "\n\nDans quel département êtes-vous ?"
        return [reply]

    def _slug(self, turn: Turn, young: bool) -> str:
        """Someone who wants to be called, or our team, is told how to leave a request: by a form here, a page elsewhere."""
        asked = aspect("human", turn.text)
        # « le matin plutôt », after a call was asked for.
        goes_on = turn.known("last_subject") == self.subject and _MOMENT.search(normalise(turn.text))
        if goes_on and any(aspect("human", text) == "call_back" for text in turn.earlier[:_RECENT]):
            asked = "call_back"
        if asked not in ("call_back", "team") and role(turn) != "teacher":
            return "human_employer" if role(turn) == "employer" else ("human_before_26" if young else "human")
        return "human_call_back" if turn.reach is None else "human_call_back_channel"


def _seeks_young(turn: Turn) -> bool:
    """Whether the person is under 26, an adult, and told of no job nor of a school they are at."""
    grown = turn.age is not None and _GROWN <= turn.age < _YOUNG_UNTIL
    return grown and status_told(turn) not in ("employee", "student") and not at_school(turn)
