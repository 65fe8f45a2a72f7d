"""The answers kept whole in the catalogue, in the wording that fits the person and was not said just before."""

from __future__ import annotations

import re
from collections.abc import Callable

from actions.people.own_structure import kept_from_own
from actions.people.roles import relative_in_question, told_of_whom
from actions.people.standing import for_the_standing, out_of_the_rules
from actions.people.told import at_work_told, experience_told, private_told
from actions.talk.said import print_of
from actions.talk.turn import Turn
from actions.thread.asked import contract_told, status_told
from actions.words.countries import country_told
from actions.words.easy_words import easy_texts
from bot.catalogue.queries import answers
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft, Source

_WHICH_PLACE = re.compile(
    r"\s*(?:Dans quelle (?:ville|région)|Où cherchez-vous|Près de quel endroit)[^.?!]*\?$"
)
_WHICH_STATUS = re.compile(
    r"\s*(?:Avez-vous un emploi|Êtes-vous en (?:études, en )?emploi ou|Êtes-vous en études, en emploi)[^.?!]*\?$"
)
_WHICH_SECTOR = re.compile(r"\s*Travaillez-vous dans le privé[^.?!]*\?$")
_WHICH_CONTRACT = re.compile(r"\s*Êtes-vous en CDI[^.?!]*\?$")
_SEEKING = re.compile(r"\s*(?:Cherchez-vous un emploi|Avez-vous une inscription à France Travail)[^.?!]*\?$")
_WHICH_SITUATION = re.compile(r"\s*Quelle est votre situation \?$")
_WHICH_EXPERIENCE = re.compile(
    r"\s*(?:Quelle est votre expérience|Avez-vous déjà (?:une expérience|travaillé)) \?$"
)
# Of a diploma whose country is told, what is known of that side of the border.
_OF_COUNTRIES = {"union": "foreign_in_eu", "outside": "foreign_outside_eu"}
_WHICH_WORKPLACE = re.compile(r"\s*Où travaillez-vous \?$")
_WORKPLACE = re.compile(
    r"\behpad\b|\bmaison de retraite\b|\bhopital\b|\bhosto\b|\bchu\b|\bclinique\b|\bcreche\b|\bmairie\b|\bcommune\b"
    r"|\bassociation\b|\basso\b|\ba domicile\b|\bfoyer\b|\besat\b|\bime\b|\bliberal\b"
)
_WHICH_TRADE = re.compile(r"\s*Quel(?:le)? (?:métier|formation|diplôme)[^.?!]*\?$")
# What a counsellor is not told: to see a counsellor. A sentence that gives an order of steps keeps its place.
_SEES_A_COUNSELLOR = re.compile(
    r"(?:(?<=[.?!] )|^)(?:(?!étapes|l'ordre)[^.?!:]|(?<=mon-cep)\.|:(?! d'abord))*?"
    r"(?:conseil gratuit|rendez-vous gratuit|point gratuit|conseil en évolution|gratuitement)"
    r"(?:[^.?!]|(?<=mon-cep)\.)*[.?!]\s*",
    re.IGNORECASE,
)


def _status(turn: Turn) -> object:
    return status_told(turn) or at_work_told(turn) or out_of_the_rules(turn)


def _workplace(turn: Turn) -> bool:
    """Whether where one works was told; who asks for a relative who studies works nowhere there."""
    texts = (normalise(text) for text in told_of_whom(turn) if not text.startswith("/"))
    return relative_in_question(turn) is not None or any(_WORKPLACE.search(text) for text in texts)


# Each question that an answer may end with, and what tells that the person has answered it.
_KNOWN_OF: tuple[tuple[re.Pattern[str], Callable[[Turn], object]], ...] = (
    (_WHICH_PLACE, lambda turn: turn.place),
    (_WHICH_TRADE, lambda turn: turn.profession),
    (_WHICH_STATUS, _status),
    (_WHICH_SITUATION, _status),
    (_SEEKING, _status),
    (_WHICH_CONTRACT, contract_told),
    (_WHICH_SECTOR, lambda turn: contract_told(turn) or private_told(turn)),
    (_WHICH_EXPERIENCE, experience_told),
    (_WHICH_WORKPLACE, _workplace),
)


async def stored(turn: Turn, slug: str, **values: str) -> ReplyDraft:
    """The answer `slug` of the catalogue in the wording of the turn's audience; `values` fill its blanks."""
    slug = for_the_standing(turn, "ptp_cdi" if slug == "ptp" and contract_told(turn) == "cdi" else slug)
    country = country_told(turn) if slug == "foreign_diploma" else None
    slug = _OF_COUNTRIES[country] if country else slug
    found = await answers.get(turn.session, slug, turn.audience)
    if found is None:
        raise LookupError(f"no answer {slug}")
    # The easy words stand in the place of the usual ones, whose sources and choices they keep.
    texts = kept_from_own(turn, await easy_texts(turn, slug) or found.texts)
    # Variants turn with the message and its place in the talk: the same talk is answered in the same words, and each
    # question of a message in those of the whole.
    start = (len(turn.message.get("text") or "") + turn.number) % len(texts)
    turned = [_worded(turn, found.topic, text, values) for text in (*texts[start:], *texts[:start])]
    said = turn.known("last_said") or []
    chosen = next((text for text in turned if print_of(text) not in said), turned[0])
    turn.wordings[print_of(chosen)] = frozenset(map(print_of, turned))
    return ReplyDraft(
        text=chosen,
        choices=[ChoiceDraft(**choice) for choice in found.choices],
        sources=[Source.model_validate(source) for source in found.sources],
    )


def _worded(turn: Turn, topic: str, text: str, values: dict[str, str]) -> str:
    """`text` with its blanks filled, without the question that the person has already answered."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    for question, known in _KNOWN_OF if text.endswith("?") else ():
        # A question is not asked when the person has already answered it, unless it is all there is to say.
        if question.search(text) and known(turn):
            text = question.sub("", text) or text
    if turn.audience == "counsellor" and topic == "funding":
        text = _SEES_A_COUNSELLOR.sub("", text).strip() or text
    return text
