"""Distress and danger: one or two right lines at once, no question, nothing cheerful after."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.assistant import is_kept_whole
from actions.choosing.examples import slot_of
from actions.course.base import Answering, answering, stored
from actions.narrow.fears import fear_answer
from actions.narrow.points import narrowly
from actions.people.after_danger import after_danger, hinted, kind_told
from actions.people.after_words import is_by_somebody, line_to_name, said_after
from actions.people.comfort import (
    SAYS_LITTLE,
    after_distress,
    asked_beside,
    denies,
    denies_in_words,
    heard_as,
    is_relieved,
    protests,
    relative_is_low,
    weary,
)
from actions.people.exaggerated import (
    awaits_a_call,
    exaggerates,
    fears_deaths,
    laughed_at,
    scolded,
    yearly,
)
from actions.people.feelings import danger_told, felt, mourns, told_again
from actions.people.of_others import child_struck
from actions.people.roles import role
from actions.talk.turn import Turn
from bot.catalogue.orientation import asked_of
from bot.french.aspects import aspect, aspects
from bot.french.normalise import normalise
from bot.french.safety import at_hand, find_danger
from bot.replies import ReplyDraft
from bot.subjects import subject_of_intent

ANSWERS = {
    "suicide": "distress_suicide",
    "violence": "distress_violence",
    "child_danger": "distress_child",
    "medical": "distress_medical",
    "placement": "distress_placement",
    "harassment": "distress_harassment",
    "elder_abuse": "elder_abuse",
    "general_distress": "distress_general",
    "third_party_suicide": "third_party",
}
_AT_HAND = "distress_at_hand"  # what kills is there, or taken already: whom to call now, without an « if »
_MISSED_CARE = (
    "care_missed"  # « mon mari n'a pas eu son insuline ce matin », which frightens and is of health
)
_LISTENED_TO = frozenset({"suicide", "third_party_suicide", "general_distress"})
_RECENT = 3  # messages
_LONG = 8  # messages
# What weighs on the person, when no danger is named.
_EXHAUSTED = "exhaustion"
_WEIGHS = ("homeless", _EXHAUSTED)


# Somebody near is low, and not the one who writes.
_RELATIVE = re.compile(
    r"\b(?:ma|mon|notre) (?:petite? |grande? |jeune )?(?:fille|fils|ado|soeur|frere|niece|neveu|copine|copain"
    r"|amie?|femme"
    r"|mari|mere|pere)\b(?!.*\b(?:me|m.) (?:frapp|tap|insult|menac|batt?)\w*)"
    r"|^(?:elle|il) (?:est|ne|n.|reste|dort|pleure|a|dit|parle|mange|va)\b"
)

# Somebody near has died: nobody is to be looked after any more, but who writes.
_BEREAVED = re.compile(
    r"\b(?:ma|mon|mes|notre) (?:petite? |grande? |belle |beau )?"
    r"(?:mere|pere|maman|papa|parents?|mari|femme|compagn\w+|conjointe?|fils|fille|bebe|enfant|soeur|frere"
    r"|mamie|mamy|papi|papy|grand.?mere|grand.?pere|tante|oncle|cousine?|amie?|copine?)"
    r"(?: \w+)? (?:est |vient de |nous a |s.est |a )?"
    r"(?:mort[es]?|decede\w*|mourir|quitt\w+|eteinte?|parti\w* (?:il y a|en|le|trop))\b"
    r"|\b(?:j.?ai|viens de|on a|avons) (?:perdu|perdre|enterre\w*|enterrer) (?:ma|mon|mes|notre)\b"
    r"|\b(?:en|mon|du|le) deuil\b"
)
# « on continue », once the words of comfort are read.
_GOES_ON = re.compile(
    r"^(?:(?:ok|oui|bon|allez|d.accord|merci|mais|on peut|je veux|je voudrais|si on) )*"
    r"(?:(?:on )?continu\w*|(?:on )?repren\w+|(?:on )?reprend|la suite|question suivante|(?:on )?avance)\b.{0,20}$"
)

# Said to who fears for somebody: the other half of what may be asked here, when it is wished.
_LATER = " Quand vous le voudrez, nous pourrons aussi parler de la suite : études, travail, autres voies."
# Words of death, though none of the patterns of danger holds them.
_OF_DEATH = re.compile(
    r"\b(?:mourir|crever|me tuer|en finir|suicid\w*|disparaitre|platanes?|idees? noires?|plus vivre|ma mort"
    r"|me foutre (?:en l.air|dedans)"
    r"|plus me reveiller)\b"
)

# What we would ask in our turn, which waits.
_LAST_QUESTION = re.compile(r"(?<=[.!…])\s+[^.?!]*\?$")

_WORN = ("distress_general", "distress_exhaustion", "distress_grief", "grief_goes_on")
# The lines for who works in care are not those of who looks after a relative.
_CARES = re.compile(r"\bm'? ?occupe\w* (?:de |d'|du )?(?:ma|mon|mes|notre)\b|\baidante? familiale?\b")
# Those who guide speak of somebody they follow.
_GUIDES = frozenset({"teacher", "counsellor"})
_OF_A_PUPIL = re.compile(
    r"\b(?:une?|cet|cette|mon|ma|deux|des) (?:de (?:mes|nos) )?(?:eleves?|jeunes?|stagiaires?|beneficiaires?"
    r"|lyceene?s?)\b"
)
# Words of distress that only oneself says: « je pleure », « plus goût à rien ».
_I = re.compile(r"^(?:je|j|me|m)\b|\bplus (?:gout|envie) (?:a|de) rien\b|\bje\b")
_OF_ONESELF = re.compile(
    r"\b(?:je|j.|moi je) ?(?:ne |n.)?(?:suis (?:a bout|au bout|epuise\w*|mal|perdue?|seule?|deprim\w*)"
    r"|en peux|en ai marre|peux plus|veux (?:pas|plus) (?:rentrer|y aller|y retourner|vivre|rester)"
    r"|pleure\w*|craque\w*|dors|tiens|vais mal|ai (?:peur|mal))\b|\bm.(?:a|ont) "
)


class Distress(Answering):
    """Suicidal words, violence, danger, deep distress."""

    subject = "distress"

    async def precisely(self, turn: Turn) -> list[ReplyDraft]:
        """Nothing: a scheme named behind words of distress never answers in their place."""
        return []

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The answer for the danger told now; after one already told, a sentence that stays with the person."""
        if feeling := felt(turn):
            return await _felt(turn, feeling)
        if fears_deaths(turn.text) and not after_distress(turn):
            turn.remember("last_subject", "doubts")
            return [await fear_answer(turn, normalise(turn.text), "") or await stored(turn, "doubts_hard")]
        if laughed_at(turn.text) and not after_distress(turn):
            turn.remember("last_subject", "doubts")
            return [await stored(turn, "doubts_family")]
        if exaggerates(turn.text) and not after_distress(turn):
            return await _of_the_next_subject(turn)
        if (words := said_after(turn)) is not None:
            turn.remember("last_subject", self.subject)
            return [await _with_the_line(turn, words)]
        if is_relieved(turn):
            return await _beside(turn, "distress_heard") or await _reassured(turn)
        if protests(turn):
            heard = heard_as(turn) or "distress_misread"
            return await _beside(turn, heard) or await _worn(turn) or await _misread(turn)
        if denies(turn):
            return (
                await _beside(turn, heard_as(turn) or "distress_heard")
                or await _worn(turn)
                or await _reassured(turn)
            )
        if _GOES_ON.search(normalise(turn.text)) and not _danger_told(turn):
            return await _resumed(turn, await stored(turn, "distress_resumed"))
        slug = self._slug(turn)
        if slug == "distress_placement":  # what follows is asked of the stage, as of any other
            turn.remember("last_subject", "immersion")
        reply = await stored(turn, slug)
        reply.choices = []
        if slug == "distress_relative":
            reply.text += _LATER
        return [reply, *(await _asked_too(turn) if slug in _WORN else [])]

    def _slug(self, turn: Turn) -> str:
        danger, feared = find_danger(turn.text), after_danger(turn)
        if danger is not None and danger.kind != "general_distress" and feared is None:
            now = danger.kind == "suicide" and at_hand(turn.text)
            return _AT_HAND if now else ANSWERS[danger.kind]
        if danger is None and child_struck(turn.text):
            return ANSWERS["child_danger"]
        if feared := feared or hinted(turn):
            turn.remember("last_subject", self.subject)
            return feared
        told = next((found for found in map(find_danger, turn.earlier[:_RECENT]) if found is not None), None)
        # Someone hit, or a child in danger: the lines for them stay the right ones, whatever follows.
        if after_distress(turn) and told is not None and told.kind not in _LISTENED_TO:
            return ANSWERS[kind_told(turn) or told.kind]
        if danger is None and aspect("out_of_scope", turn.text) == _MISSED_CARE:
            turn.remember("last_subject", "out_of_scope")
            return _MISSED_CARE
        # « hier il l'a bousculée », after something else was answered: what is told goes on.
        if before := self._goes_on(turn):
            return ANSWERS[before]
        said = aspects(self.subject, turn.text)
        if "placement" in said:
            return "distress_placement"
        said_now = normalise(turn.text)
        if turn.intent != self.subject and danger is None and relative_is_low(turn):
            turn.remember("last_subject", self.subject)
            return "distress_relative"
        of_a_pupil = (
            role(turn) in _GUIDES and _OF_A_PUPIL.search(said_now) and not _OF_ONESELF.search(said_now)
        )
        if turn.intent == self.subject and of_a_pupil and danger is None:
            return "pupil_drops_out"
        # (A danger other than weariness was answered above.)
        of_others = _BEREAVED.search(said_now) or _RELATIVE.search(said_now)
        if (
            turn.intent == self.subject
            and not of_others
            and _OF_DEATH.search(said_now)
            and _I.search(said_now)
        ):
            return "distress_suicide"
        if _BEREAVED.search(said_now) and (turn.intent == self.subject or danger is not None):
            return "distress_grief"
        if danger is None and turn.intent == self.subject and any(map(mourns, turn.earlier[:_LONG])):
            return "grief_goes_on"
        told_of_oneself = danger is not None and _I.search(danger.text) is not None
        if (
            turn.intent == self.subject
            and _RELATIVE.search(said_now)
            and not (told_of_oneself or _OF_ONESELF.search(said_now))
        ):
            return "distress_relative"
        if not after_distress(turn) or turn.intent == self.subject:
            weighs = [
                one for one in said if one in _WEIGHS and not (one == _EXHAUSTED and _CARES.search(said_now))
            ]
            return f"distress_{next(iter(weighs), 'general')}"
        if "reassured" not in said:
            return "distress_stay"
        turn.remember("last_subject", None)
        return "distress_reassured"

    def _goes_on(self, turn: Turn) -> str | None:
        """The danger to somebody told some messages ago, which words of distress that tell nothing of oneself go on with."""
        if turn.intent != self.subject or _OF_ONESELF.search(normalise(turn.text)):
            return None
        found = (find_danger(text) for text in turn.earlier[:_LONG])
        return next((one.kind for one in found if one is not None and one.kind not in _LISTENED_TO), None)


def _danger_told(turn: Turn) -> bool:
    """Whether a danger, and not weariness alone, was told in the messages just before."""
    found = map(find_danger, turn.earlier[:_RECENT])
    return any(one is not None and one.kind != "general_distress" for one in found)


async def _felt(turn: Turn, slug: str) -> list[ReplyDraft]:
    """The answer to what is felt; to who was not heard, an apology, then what was told and not taken up."""
    if slug != "unheard_told":
        return [await stored(turn, slug)]
    danger = danger_told(turn)
    worn = danger is not None and danger.kind == "general_distress" and told_again(turn)
    told = ANSWERS[danger.kind] if danger is not None and not worn else told_again(turn)
    if danger is not None:
        turn.remember("last_subject", Distress.subject)
    replies = [await stored(turn, one) for one in (slug, told) if one is not None]
    for reply in replies:
        reply.choices = []
    return replies


async def _asked_too(turn: Turn) -> list[ReplyDraft]:
    """What is surely asked beside words of weariness: « je suis à bout. est-ce que je pourrais être payée pour elle ? »."""
    asked = asked_beside(turn) if "?" in turn.text and not after_distress(turn) else None
    replies = await _answered(asked) if asked is not None else []
    for reply in replies:
        reply.choices = []
        reply.text = _LAST_QUESTION.sub("", reply.text) or reply.text
    if replies:
        turn.remember("last_subject", Distress.subject)
    return replies


async def _answered(asked: Turn) -> list[ReplyDraft]:
    """The answer to what is asked beside distress or a denial: the narrow one, or that of its subject."""
    replies = await narrowly(asked)
    subject = subject_of_intent().get(asked.intent) or ""
    action = answering("answer" if is_kept_whole(subject) else subject)
    if not replies and action is not None and not action.asks and asked.intent != "nlu_fallback":
        asked.remember("last_subject", subject)
        replies = await action.precisely(asked) or await action.answer(asked)
    return replies


async def _of_the_next_subject(turn: Turn) -> list[ReplyDraft]:
    """What is said strongly and is no distress: the next likely subject answers, else other words are asked for."""
    ranked = (str(one["name"]) for one in turn.message.get("intent_ranking") or [])
    beside = {*SAYS_LITTLE, Distress.subject, "nlu_fallback", "personal_data"}
    likely = next((name for name in ranked if name not in beside), None)
    likely = "career_change" if yearly(turn.text) else "human" if awaits_a_call(turn.text) else likely
    replies = await _answered(replace(turn, intent=likely)) if likely is not None else []
    if not replies:
        turn.remember("last_subject", None)
    return replies or [await stored(turn, "doubts_family" if scolded(turn.text) else "not_understood")]


async def _misread(turn: Turn) -> list[ReplyDraft]:
    """We saw distress where there was none: an apology, no number again, and the questions under way go on."""
    return await _resumed(turn, await stored(turn, "distress_misread"))


async def _resumed(turn: Turn, reply: ReplyDraft) -> list[ReplyDraft]:
    """`reply`, then the questions that were under way, or what the person wanted to know."""
    open_questions = [name for name in asked_of(turn.audience) if not turn.known(slot_of(name))]
    turn.begins_form = turn.form.resumed and bool(open_questions)
    turn.remember("last_subject", "help_choose" if turn.begins_form else None)
    if not turn.begins_form:
        reply.text += " Que vouliez-vous savoir ?"
    return [reply]


async def _beside(turn: Turn, denial: str) -> list[ReplyDraft]:
    """What is asked beside a denial, after the words `denial` that meet it; nothing when nothing is asked."""
    asked = asked_beside(turn)
    if asked is None:
        return []
    turn.remember("last_subject", None)
    replies = await _answered(asked)
    return [await stored(turn, denial), *replies] if replies else []


async def _worn(turn: Turn) -> list[ReplyDraft]:
    """Who denies a danger never told and is worn out by work is believed, and told of the doctors; nothing for others."""
    if not (denies_in_words(turn.text) and weary(turn.text)) or _danger_told(turn):
        return []
    turn.remember("last_subject", None)
    return [await stored(turn, "distress_worn")]


async def _with_the_line(turn: Turn, slug: str) -> ReplyDraft:
    """The short answer `slug`, then the one line for what was told, named once."""
    reply, line = await stored(turn, slug), await stored(turn, line_to_name(turn))
    reply.text += f" {line.text}"
    reply.sources += [one for one in line.sources if one not in reply.sources]
    reply.choices = []
    return reply


async def _reassured(turn: Turn) -> list[ReplyDraft]:
    turn.remember("last_subject", None)
    if is_by_somebody(turn):
        return [await _with_the_line(turn, "distress_noted")]
    reply = await stored(turn, "distress_reassured")
    reply.choices = []
    return [reply]
