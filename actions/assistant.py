"""Answers kept whole in the catalogue, and the replies that hang on what was said before."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.at_a_loss import at_a_loss, wants_questions
from actions.choosing.examples import answers_of, says_with_whom
from actions.choosing.own_summary import own_summary
from actions.course.base import Answering, answering, stored
from actions.course.guessed import names_the_field
from actions.narrow.men import NAME as MEN
from actions.narrow.men import men_answer
from actions.narrow.offers import offers_answer
from actions.narrow.points import narrowly
from actions.narrow.which_of_two import choosing_answer
from actions.out_of_scope import without_words
from actions.people.at_school import at_school
from actions.people.standing import out_of_the_rules
from actions.professions import neighbour_answer
from actions.talk.turn import Turn, of_a_man_like_me
from actions.thread.asked import status_told
from actions.words.kept_whole import KEPT_WHOLE
from bot.catalogue.orientation import questions
from bot.catalogue.queries import professions
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft
from bot.subjects import subject_of_intent

# The subject a bare name of something asks about when nothing was asked before.
_BARE = {
    "follow_up_profession": "profession_info",
    "follow_up_place": "event_search",
    "follow_up_date": "event_search",
}
_OF_A_WAY = ("parcoursup", "foreign_diploma", "disability")
_PLACED = ("event_search", "training_search", "job_offers", "human", "immersion")


# Part of a subject that has an answer of its own: (intent, aspect) → answer.
_PARTS = {
    ("doubts", "family"): "doubts_family",
    ("doubts", "failing"): "doubts_failing",
    ("doubts", "hard"): "doubts_hard",
    ("personal_data", "watched"): "danger_watched",
    ("personal_data", "erase"): "privacy_erase",
    ("personal_data", "forget"): "forgotten",
    ("help", "resume"): "questions_left",
    ("help", "restart"): "restarted",
    ("help", "summary"): "summary",
}
# « chauffeur à 47 ans, je peux faire quoi chez vous ? »
_WHICH = re.compile(
    r"\b(?:faire|devenir) quoi\b|\bquoi faire\b|\bqu'?est[ -]ce que (?:je|j') ?\w+ (?:faire|devenir)\b"
)
# After these, nothing of what was said before counts.
_FORGETS = frozenset({"forgotten", "restarted"})
_KEPT_SLOTS = frozenset({"audience", "speaker", "easy", "requested_slot", "session_started_metadata"})


def is_kept_whole(subject: str) -> bool:
    """Whether `subject` is answered by one answer of the catalogue, which is worth giving again."""
    return subject in KEPT_WHOLE and subject not in (
        "greet",
        "thanks",
        "goodbye",
        "help",
        "insult",
        "gibberish",
    )


_OF_MONEY = re.compile(
    r"\bpay\w*|\bpaie\b|\bfinanc\w*|\bargent\b|\bsalaires?\b|\bsolde\b|\baides?\b|\bdroits?\b|\bconge|\bprend\w* en charge"
)


# What stands before « de » and a town that only says which one it is.
_HOUSES = r"creche|cfa|ehpad|hopital|chr?u|clinique|foyer|ime|mas|ecole|lycee|institut|association|maternelle|residence"


class Answer(Answering):
    """The answer of the catalogue for the intent."""

    subject = "answer"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """That answer, in the wording of the audience."""
        if turn.intent == "gibberish" and (meant := await without_words(turn)):
            return meant
        like_me = turn.intent == "men_in_care" and of_a_man_like_me(turn.text)
        if like_me or (turn.intent == "career_change" and turn.profession is None and _seeks_a_trade(turn)):
            turn.begins_form = True  # which trade is what is asked
            return []
        part = aspect(turn.intent, turn.text)
        if turn.intent == "help" and part == "resume" and begun_before(turn):
            turn.begins_form = True
            return []
        if turn.intent == "help" and part == "again" and (said := await said_again(turn)):
            return said
        again = turn.intent == "gibberish" and turn.known("last_subject") == "gibberish"
        slug = _PARTS.get((turn.intent, part or ""), KEPT_WHOLE[turn.intent])
        if slug == "career_change" and status_told(turn) == "job_seeker":
            slug = "career_change_job_seeker"
        if slug == "career_change" and out_of_the_rules(turn) and not _OF_MONEY.search(fold_text(turn.text)):
            # « gendarme pendant 20 ans, je souhaite devenir éducateur » asks for the way, before who pays.
            path = answering("training_path") if len(turn.said("profession")) == 1 else None
            if path is not None:
                return await path.answer(turn)
        if slug == "summary":
            return [await own_summary(turn)]
        if slug == "job_offers":
            reply = await offers_answer(turn)
        else:
            reply = await men_answer(turn) if slug == MEN else await stored(turn, slug)
        if slug in _FORGETS:
            forget_all(turn)
        else:
            turn.remember("last_subject", subject_of_intent().get(turn.intent))
        if again:
            reply.choices = [*reply.choices[:2], ChoiceDraft(title="Parler à quelqu'un", payload="/human")]
        return [reply, *await _nearby(turn), *await _way_to_it(turn), *await _between_trades(turn)]


def begun_before(turn: Turn) -> bool:
    """Whether some of the questions that help to choose were answered before this message."""
    return not turn.in_form and any(turn.known(f"orientation_{name}") for name in questions())


def _seeks_a_trade(turn: Turn) -> bool:
    if turn.in_form:
        return False
    asks = (
        asks_for_trades(turn.text) or at_a_loss(turn.text) or _WHICH.search(fold_text(turn.text)) is not None
    )
    # « je voudrais m'occuper des personnes âgées », of a pupil, is a wish and no change of life.
    young = turn.audience == "young" or at_school(turn)
    return asks or (young and says_with_whom(answers_of(turn)))


async def _way_to_it(turn: Turn) -> list[ReplyDraft]:
    """« je pense à secrétaire médicale » amid a change of life asks the way there too."""
    path = answering("training_path")
    wanted = turn.intent == "career_change" and len(turn.said("profession")) == 1
    wanted = wanted and not names_the_field(turn)
    if not wanted or "training_path" in turn.also or path is None:
        return []
    return await path.answer(turn)


async def _between_trades(turn: Turn) -> list[ReplyDraft]:
    """« je pense à ambulancier ou infirmier » amid a change of life: what sets them apart."""
    wanted = turn.intent == "career_change" and len(turn.professions) > 1 and not turn.also
    apart = await choosing_answer(turn, normalise(turn.text), "") if wanted else None
    return [apart] if apart else []


async def _nearby(turn: Turn) -> list[ReplyDraft]:
    """« en alternance vers Rennes » asks where too: the trainings there."""
    search = answering("training_search")
    if turn.intent != "apprenticeship" or not turn.said("place") or search is None:
        return []
    if _somewhere_told(turn):
        return []
    turn.remember("last_subject", search.subject)
    return await search.answer(turn)


def _somewhere_told(turn: Turn) -> bool:
    """Whether the places only say which house it is: « le patron de la crèche de Libourne », « au CFA de Blois »."""
    said = normalise(turn.text)
    names = [
        re.escape(normalise(str(one.get("text", ""))))
        for one in turn.entities
        if one.get("entity") == "place"
    ]
    return bool(names) and all(re.search(rf"\b(?:{_HOUSES}) d[e' ]\W*{name}\b", said) for name in names)


def forget_all(turn: Turn) -> None:
    """Let go of everything the person said but who they are."""
    for name, value in list(turn.slots.items()):
        if name not in _KEPT_SLOTS and value is not None:
            turn.remember(name, None)


async def said_again(turn: Turn) -> list[ReplyDraft] | None:
    """« je n'ai pas compris »: what the form's question means, or the last answer once more; None without either."""
    asked = (turn.known("requested_slot") or "").removeprefix("orientation_")
    if turn.in_form and asked in questions():
        return [ReplyDraft(text=questions()[asked].explain)]
    last = turn.known("last_subject")
    action = answering(last) if isinstance(last, str) and last != "help_choose" else None
    if action is None:
        return None
    replies = await action.answer(turn)
    replies[0].text = f"Je le redis. {replies[0].text}"
    human = ChoiceDraft(title="Parler à quelqu'un", payload="/human")
    if all(choice.payload != human.payload for choice in replies[-1].choices):
        replies[-1].choices = [*replies[-1].choices[:2], human]
    return replies


def _asks_dates(turn: Turn) -> bool:
    """« et les dates ? »: a date is asked, none is given."""
    return turn.intent == "follow_up_date" and not turn.said("date")


class FollowUp(Answering):
    """« et pour éduc spé ? », « plutôt vers Lyon », « et en avril ? »: the last subject, with what changes."""

    subject = "follow_up"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer of the last subject if the change makes sense there, else what the bare name asks."""
        last = turn.known("last_subject")
        if turn.intent == "follow_up_profession" and turn.said("neighbour") and not turn.said("profession"):
            return [await neighbour_answer(turn, turn.said("neighbour")[0])]
        refused = turn.said("profession_excluded")
        if turn.intent == "follow_up_profession" and refused and not turn.professions:
            return [await self._without(turn, refused[0])]
        if turn.the_other:
            turn.remember("profession", turn.the_other)
            last = last or "profession_info"
        elif turn.intent != "follow_up_profession" and last not in _PLACED and not _asks_dates(turn):
            # « plutôt vers Thonon », a question or two after: what was looked for last is looked for there.
            last = turn.known("last_search") or _BARE[turn.intent]
        if turn.intent == "follow_up_date" and last == "job_offers":
            last = _BARE[turn.intent]  # offers have no day
        if turn.intent == "follow_up_profession" and last in _OF_A_WAY and turn.earlier:
            # « et pour ES ? » after Parcoursup's dates asks them for that trade.
            whole = replace(turn, text=f"{turn.earlier[0]}, {turn.text}", intent=str(last))
            turn.remember("last_subject", last)
            return await narrowly(whole) or await Answer().answer(whole)
        if _asks_dates(turn) and last in KEPT_WHOLE:
            # « et les dates ? » after Parcoursup asks its dates.
            return await Answer().answer(replace(turn, intent=str(last)))
        if last in _PLACED and last in KEPT_WHOLE:
            turn.remember("last_subject", last)
            return await Answer().answer(replace(turn, intent=str(last)))
        action = answering(last) if isinstance(last, str) else None
        if action is None:
            last = _BARE[turn.intent]
            action = answering(last)
        assert action is not None
        turn.remember("last_subject", last)
        return await action.answer(turn)

    async def _without(self, turn: Turn, slug: str) -> ReplyDraft:
        profession = await professions.known(turn.session, slug)
        name = f" {profession.name_f}" if profession else ""
        return ReplyDraft(
            text=f"D'accord, pas{name}. Voulez-vous que je vous propose d'autres métiers ?",
            choices=[
                ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
                ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
            ],
        )


class Accept(Answering):
    """« oui »: what was offered, if something was."""

    subject = "accept"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer of the offered subject, else a question on what is wanted."""
        offer = turn.known("offer")
        turn.remember("offer", None)
        if turn.known("asked") == "choose" or wants_questions(turn):
            turn.begins_form = True
            turn.remember("last_subject", "help_choose")
            return []
        action = answering(offer) if isinstance(offer, str) else None
        return await action.answer(turn) if action else [await stored(turn, "yes")]


class Decline(Answering):
    """« non »: nothing is insisted upon."""

    subject = "decline"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """What else can be done."""
        turn.remember("offer", None)
        return [await stored(turn, "no")]
