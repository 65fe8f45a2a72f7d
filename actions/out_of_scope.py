"""What is not ours: the right public service in one sentence; and what we did not understand."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.choosing.amid import resumes
from actions.choosing.at_a_loss import tells_limits
from actions.choosing.elsewhere import for_a_class
from actions.choosing.ideas import points_at_nothing
from actions.choosing.leaving import leaves_the_form
from actions.choosing.pausing import (
    already,
    asks_choices,
    asks_purpose,
    before_duty,
    choices_meant,
    goes_on,
    repeats,
)
from actions.choosing.questions_amid import leaves_ours
from actions.choosing.said_again import says_again
from actions.choosing.trades_aside import put_aside_now
from actions.course.base import Answering, answering, stored
from actions.course.plainly import looks_for_a_way
from actions.people.comfort import may_be_low
from actions.people.exaggerated import laughed_at
from actions.professions import neighbour_answer
from actions.talk.form_turn import MOST_REMINDERS
from actions.talk.turn import Turn
from actions.thread.asked import READING
from actions.words.schemes import any_scheme
from bot.catalogue.orientation import questions
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.gazetteer import load_gazetteer
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent, subjects

_MOST = 3
_WORTH_OFFERING = 0.12  # below this likelihood a reading is none: better to say that we did not understand
_OF_A_TRADE = (("Le salaire", "pay"), ("Comment le devenir", "training_path"))
_WANTS = re.compile(
    r"\b(?:v(?:eu(?:t|x)|oudrai[ts]?|x)|aimerai[ts]?|envie|reve\w*|projet)\b"
    r".*\b(?:faire|etre|devenir|passer|bosser|travailler)\b"
)
_HOW_TO = re.compile(
    r"\bcomment (?:on |je |elle |il )?(?:y (?:arriv|entr|vien)|(?:le |la )?devien)\w*|\bcomment (?:le |la )?devenir\b"
    r"|\bcommenc\w+ par (?:quoi|ou)\b|\bpar (?:quoi|ou) (?:je |on |il faut )?commenc\w+"
)
# What nobody means by words we doubt of.
_NEVER_OFFERED = frozenset(
    {"gibberish", "out_of_scope", "insult", "distress", "yes", "no", "thanks", "goodbye", "greet"}
)
# What is no likely reading of a person's words: the younger ones have no account to train with, no trade to leave.
_UNLIKELY = {"young": frozenset({"cpf", "vae", "career_change", "segur", "personal_data", "identity"})}


async def without_words(turn: Turn) -> list[ReplyDraft]:
    """The answer to a message whose meaning lies in what came before it; none for any other.

    That is the number of the département we asked for, « et l'autre ? », or signs alone.
    """
    if turn.text and not any(character.isalnum() for character in turn.text):
        return [await stored(turn, "emoji_only")]
    last = turn.known("last_subject")
    department = load_gazetteer().department(turn.text.strip().upper())
    if department is not None and last in _ASKS_A_PLACE:
        turn.remember("place", {"kind": "department", "code": department.code, "name": department.name})
    elif turn.the_other:
        turn.remember("profession", turn.the_other)
    else:
        return []
    action = answering(last if isinstance(last, str) else "profession_info")
    if action is None:
        return []
    turn.remember("last_subject", action.subject)
    return await action.answer(turn)


class OutOfScope(Answering):
    """Outside the field, near misses included."""

    subject = "out_of_scope"

    def rebuffs(self, turn: Turn) -> bool:
        """Whether nothing better is known than that the subject is not ours."""
        return not turn.said("neighbour") and aspect(self.subject, turn.text) is None

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """Where to turn for what was asked, else what can be asked here."""
        if meant := await without_words(turn):
            return meant
        near, said = aspect(self.subject, turn.text), fold_text(turn.text)
        path = answering("training_path")
        # « ma tante est sous tutelle, comment on y arrive, mandataire ? »: a relative is only spoken of. « je voudrais être
        # aide-soignante, la CPE m'a convoquée »: one trade is wished for, whoever else is named.
        wished = near is None and turn.confidence < _SURE_OUTSIDE and bool(_WANTS.search(said))
        if path is not None and len(turn.professions) == 1 and (wished or _HOW_TO.search(said)):
            turn.remember("last_subject", path.subject)
            return await path.answer(turn)
        about = answering("profession_info")
        if (
            about is not None
            and near in (None, "care_for_relative")
            and len(turn.professions) == 1
            and _told_in_words(turn)
        ):
            # « mon frère est sourd, c'est moi qui fais l'interprète chez le médecin »: the trade told comes first.
            turn.remember("last_subject", about.subject)
            return await about.answer(turn)
        named = turn.said("neighbour")
        if (
            named and near != "legal_question"
        ):  # « le dentiste a le droit de facturer deux fois ? » asks for no trade
            return [await neighbour_answer(turn, named[0])]
        amid_ours = turn.in_form and turn.interruptions <= MOST_REMINDERS
        if near is None and turn.confidence < _IN_DOUBT and not amid_ours:
            return await DidYouMean().answer(turn)
        return [await stored(turn, near or "out_of_scope")]


_OF_WHAT = "Le premier, le deuxième de quoi ? Je n'ai pas encore montré de liste de métiers."
_NOT_READ = "Je n'ai pas bien compris votre réponse."
# Confidence below which what seems outside our field is of it two times in three (docs/language.md).
_IN_DOUBT = 0.4
_SURE_OUTSIDE = 0.75  # below it a trade of ours that is wished for is what is asked about
_ABOUT_A_TRADE = 6  # words of a message that names a trade and says little else
_STORY = 40  # words of a life told
_TOLD_IN = 4  # words that tell a trade without its name
_ASKS_A_PLACE = frozenset({"human", "event_search", "training_search", "immersion"})
# What can only be meant of events that were shown.
_ABOUT_SHOWN = frozenset({"event_detail", "reminder"})


class DidYouMean(Answering):
    """Doubt: two or three readings of the message, worded for people."""

    subject = "did_you_mean"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The most likely subjects as choices; when none is left, that nothing was understood."""
        if for_a_class(turn):
            return [await stored(turn, "for_a_class")]
        if may_be_low(turn):
            return [await stored(turn, "distress_maybe")]
        if not (turn.in_form or turn.professions or turn.said("neighbour")) and looks_for_a_way(turn):
            turn.remember("last_subject", "career_change")
            return [await stored(turn, "career_change")]
        if turn.in_form and leaves_the_form(turn):
            return [await stored(turn, "questions_left")]
        asked = (turn.known("requested_slot") or "").removeprefix("orientation_")
        if turn.in_form and asked and asks_choices(turn.text):
            return [ReplyDraft(text=choices_meant(asked))]
        if turn.in_form and before_duty(turn.text) is not None:
            return [ReplyDraft(text="Non, ce n'est pas demandé dans tous les métiers.")]
        said = turn.text
        if turn.in_form and points_at_nothing(said, turn.known("last_list")):
            turn.remember("last_subject", "help_choose")
            return [ReplyDraft(text=_OF_WHAT)]
        if turn.in_form and (resumes(said) or repeats(said) or already(said) or goes_on(said, asked)):
            return []
        if turn.in_form and (says_again(turn) or put_aside_now(turn)):
            return []
        if turn.in_form and asks_purpose(said) and asked in questions():
            turn.remember("last_subject", "help_choose")
            return [ReplyDraft(text=questions()[asked].explain)]
        against = turn.in_form and aspect("out_of_scope", turn.text) == "doubts_family"
        if against or laughed_at(turn.text):
            return [await stored(turn, "doubts_family")]
        if turn.in_form and not leaves_ours(turn):
            # The question comes back after it, but for one that waits: then there must be a way on.
            waits = turn.interruptions > MOST_REMINDERS
            ways = [
                ChoiceDraft(title="Reprendre les questions", payload="on reprend"),
                ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
            ]
            text = "Je n'ai pas bien compris. Voulez-vous revenir aux questions ?" if waits else _NOT_READ
            return [ReplyDraft(text=text, choices=ways if waits else [])]
        if meant := await without_words(turn):
            return meant
        if tells_limits(turn):
            turn.begins_form = True
            turn.remember("last_subject", "help_choose")
            return []
        # « pas de quoi se verser un Smic », amid a life told: a scheme named there is not asked about.
        if len(turn.text.split()) <= _STORY and (named := any_scheme(turn.text)) is not None:
            return [await stored(turn, named)]
        second = next((action for subject in turn.also if (action := answering(subject))), None)
        if second is not None:
            # The main request is in doubt, this one is not.
            turn.remember("last_subject", second.subject)
            return await second.answer(turn)
        path = answering("training_path")
        if path is not None and len(turn.professions) == 1 and _WANTS.search(fold_text(turn.text)):
            # « elle veut faire AS »: whatever else is said, the way there is what matters.
            turn.remember("last_subject", path.subject)
            return await path.answer(turn)
        about = answering("profession_info")
        if (
            about is not None
            and len(set(turn.said("profession"))) == 1
            and (len(turn.text.split()) <= _ABOUT_A_TRADE or _told_in_words(turn))
        ):
            # « ambulancier ça m'intéresse », « aider un gamin autiste en classe »: what the trade is.
            turn.remember("last_subject", about.subject)
            return await about.answer(turn)
        known = subject_of_intent()
        offered: list[ChoiceDraft] = []
        for entry in turn.message.get("intent_ranking") or []:
            subject = known.get(entry["name"])
            if subject is None or subject in _NEVER_OFFERED:
                continue
            if subject in _ABOUT_SHOWN and not turn.known("last_list"):
                continue
            if entry["confidence"] < _WORTH_OFFERING and subject != turn.known("last_subject"):
                continue
            if subject == "human" or subject in _UNLIKELY.get(
                turn.audience or "", ()
            ):  # the first is offered below
                continue
            title = subjects()[subject].label
            if all(choice.title != title for choice in offered):
                offered.append(ChoiceDraft(title=title, payload=f"/{subjects()[subject].intents[0]}"))
        if not offered:
            reply = await stored(turn, "not_understood")
            if (profession := turn.profession) is not None:
                # What one asks next of the trade spoken of, rather than subjects at random.
                reply.choices = [
                    ChoiceDraft(title=title, payload=f'/{intent}{{"profession": "{profession}"}}')
                    for title, intent in _OF_A_TRADE
                ] + reply.choices[-1:]
            return [reply]
        if turn.known("asked") == READING and (again := await _first_reading(turn, offered[0])):
            return again
        reply = await stored(turn, "did_you_mean")
        reply.choices = [*offered[:_MOST], ChoiceDraft(title="Parler à quelqu'un", payload="/human")]
        return [reply]


def _told_in_words(turn: Turn) -> bool:
    """Whether the trade is told by what is done in it, without its name."""
    return any(
        one.get("entity") == "profession"
        and len(turn.text[one.get("start") or 0 : one.get("end") or 0].split()) >= _TOLD_IN
        for one in turn.entities
    )


async def _first_reading(turn: Turn, offered: ChoiceDraft) -> list[ReplyDraft]:
    """The answer to the likeliest reading: who says it again is not asked a second time what is meant."""
    intent = (offered.payload or "").removeprefix("/")
    subject = subject_of_intent().get(intent)
    action = answering(subject) if subject else None
    if action is None or action.asks:
        return []
    turn.remember("last_subject", subject)
    return await action.answer(replace(turn, intent=intent))


class DefaultFallback(DidYouMean):
    """Rasa's own fallback, when no rule applies: a choice of questions that were left, a turn sent again."""

    subject = "default_fallback"
    ends_turn = True

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What the intent alone says; doubt when it says nothing."""
        if turn.in_form and turn.known("requested_slot") and not leaves_the_form(turn):
            # « aide-moi à choisir » in the midst of the questions: the form itself asks again, and so hears the next answer.
            return []
        if turn.intent == "orientation_answer":
            return [await stored(turn, "questions_left")]
        action = answering(subject_of_intent().get(turn.intent) or "")
        if action is None:
            return await super().answer(turn)
        turn.remember("last_subject", action.subject)
        return await action.answer(turn)
