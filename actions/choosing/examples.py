"""Two or three trades named at once for what a person says of themselves: before the questions, or beside an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from actions.choosing.amid import wants_work
from actions.choosing.asked_trades import asks_for_trades
from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names, button, capital, distinct, source
from bot.catalogue.fit import AHEAD, BAC_AHEAD
from bot.catalogue.models import Profession
from bot.catalogue.orientation import (
    ANY,
    Proposal,
    at_ones_home,
    far_off,
    long_studies,
    propose,
    questions,
    unlike,
)
from bot.catalogue.queries import professions
from bot.catalogue.wish_words import tokens
from bot.catalogue.wishes import NOTED, merged, read, told
from bot.french.find import find_all
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise
from bot.replies import Card, ChoiceDraft, Fact, ReplyDraft

_LONGEST_QUESTION = 10  # words; a question of fewer tells no taste
_MEMORY = 10  # messages in which tastes are looked for
# A story that these subjects answer in general is given trades too.
_STORIES = frozenset(
    {"career_change", "doubts", "nlu_fallback", "out_of_scope", "disability", "training_cost", "help"}
)
_STORY = 12  # words
_PROPOSED = 3  # trades
_REASONS = 2  # told in the line of a trade
_FIRST_NAMED = 3  # trades of a long list that a rank may mean


def slot_of(name: str) -> str:
    """The slot of the form that holds the answer to question `name`."""
    return f"orientation_{name}"


# « caissière, deux enfants à charge »: one's own are not whom one would work with.
_OWN_AGE = re.compile(
    r"\b(?:pas |un peu |deja |bien |suis )*trop (?:vieux|vieille|vieu|age|agee|âgé|âgée|jeune)\b",
    re.IGNORECASE,
)
_OWN_CHILDREN = re.compile(
    r"\b(?:mes|nos|mon|ma|(?:j.?ai|ai|avec) un|(?:avec |et |ai )?(?:[1-6]|deux|trois|quatre|cinq)) "
    r"(?:petits? |petites? |jeunes? |grands? )?(?:enfants?|gosses?|gamins?|gamines?|filles?|fils|garcons?|ados?"
    r"|mioches?)\b"
    r"|\b(?:avant|apres|après|depuis|quand j.ai eu|eu) (?:d.avoir )?(?:les|des) (?:enfants?|gosses?|gamins?)\b"
    r"|(?<!les )(?<!des )(?<!aux )(?<!ces )\bjeunes? (?:maman|papa|mere|pere|parent)\b",
    re.IGNORECASE,
)

# « j'ai fait de la garde d'enfants comme petit boulot », with no word of liking it.
_SMALL_JOBS = re.compile(
    r"\b(?:j['’ ]?ai (?:d[ée]j[àa] |un peu )?fait|je faisais|faisais|fait) (?:un peu |souvent )?(?:de la |du |des )?"
    r"(?:gardes? d['’ ]?enfants?|baby.?sitting|babysit\w*)\b(?![^.!?]*\b(?:ador|aim|plu\b|plais|kiff))",
    re.IGNORECASE,
)


def without_own(said: str) -> str:
    """`said` without one's own children and age, which are no wish."""
    return _OWN_AGE.sub(" ", _OWN_CHILDREN.sub(" ", _SMALL_JOBS.sub(" ", said)))


def told_in(texts: Iterable[str], held: Mapping[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """`found` (slot → value) with what `texts`, the oldest first, tell over the slots `held`."""
    for said in texts:
        if "?" in said and len(said.split()) < _LONGEST_QUESTION:
            continue  # a question of its own tells no taste
        for name, value in read(without_own(said)).items():
            if name == "income" and _of_a_pay(said):
                continue
            slot = slot_of(name)
            found[slot] = merged(found[slot] if slot in found else held.get(slot), value)
    return found


# « en arrêt, je suis payée combien ? j'ai un crédit »: the loan tells why it is asked, and nothing of a training.
_PAY = re.compile(r"\b(?:pay[ee]\w*|paie\w*|salaires?|touch\w*|gagn\w*|indemni\w*)\b")
_TRAINS = re.compile(r"\b(?:form\w+|etudes?|ecole|reconver\w*|diplomes?|changer|devenir|apprenti\w*)\b")


def _of_a_pay(said: str) -> bool:
    """Whether `said` asks what is paid, and of no training."""
    text = normalise(said)
    return "?" in said and _PAY.search(text) is not None and _TRAINS.search(text) is None


def answers_of(turn: Turn) -> dict[str, Any]:
    """Question → value, from the slots and, out of the questions, from what was said so far."""
    held = {slot_of(name): turn.known(slot_of(name)) for name in (*questions(), NOTED)}
    if not turn.in_form and not turn.form.began:
        held |= told_in([*reversed(turn.earlier[:_MEMORY]), turn.text], held, {})
    return {name: held.get(slot_of(name)) for name in (*questions(), NOTED)}


def ahead(words: str, text: str) -> str:
    """`words` said back of a level, as those of a pupil when `text` tells of one."""
    return _AHEAD if words == _HAS and _AT_SCHOOL.search(normalise(text)) else words


def says_with_whom(answers: Mapping[str, Any]) -> bool:
    """Whether `answers` hold a public or a taste that is wanted."""
    return any(tokens(answers.get(name)) - {ANY} for name in ("public", "taste"))


def proposals_for(turn: Turn, answers: Mapping[str, Any], without: tuple[str, ...] = ()) -> list[Proposal]:
    """Three trades that fit `answers`; an adult who said no length is not sent first to studies of three years."""
    told_adult = turn.intent == "career_change" or _ADULT.search(normalise(turn.text)) is not None
    # Who practises a trade is grown up, and looks for another one.
    own = _own_trades(turn) if turn.audience in (None, "career_change") else ()
    adult = turn.audience == "career_change" or (turn.age or 0) >= _GROWN or told_adult or bool(own)
    left_out = long_studies() if adult and not answers.get("length") else ()
    # Who told no level is not sent first to what asks for a diploma to begin with.
    skilled = "craft" in tokens(answers.get(NOTED))  # who has a craft may teach it
    left_out += () if answers.get("level") else far_off(skilled)
    # Who is at school, or just left it, has no home to work in.
    left_out += at_ones_home() if turn.audience == "young" else ()
    refused = map(str, turn.known("trades_refused") or ())  # until the questions start anew
    left_out = (*without, *left_out, *own, *refused, *turn.said("profession_excluded"))
    found = propose(judged_by(turn, answers), left_out)
    said_little = not says_with_whom(answers) and not any(one.reasons for one in found)
    # Of these, none that has what was refused: « quel métier sans prises de sang ? ».
    others = [one for one in unlike(answers, left_out) if not one.refused] if said_little else []
    named_there = {one.slug for one in others}
    return [*others, *(one for one in found if one.slug not in named_there)][:_PROPOSED]


def _own_trades(turn: Turn) -> tuple[str, ...]:
    """The trades that the person said to practise, in this message or before it."""
    found = (one for text in (turn.text, *turn.earlier[:_MEMORY]) for one in find_terms(text))
    return tuple(
        {
            str(one.value): None
            for one in found
            if one.entity == "profession" and one.details.get("role") == "current"
        }
    )


def judged_by(turn: Turn, answers: Mapping[str, Any]) -> dict[str, Any]:
    """`answers` as trades are judged by them: the diplomas of a pupil in collège are still to come."""
    ahead = _TO_COME.get((answers.get("level"), turn.known("level")))
    return {**answers, "level": ahead} if ahead else dict(answers)


_TO_COME: dict[tuple[Any, Any], str] = {
    ("none", "college"): AHEAD,
    **{("bac", of): BAC_AHEAD for of in ("seconde", "premiere", "terminale")},
}


# Who is in « première » has the bac ahead; who is in « première année de PASS » has it.
_HAS, _AHEAD = "niveau bac", "le bac en vue"
_AT_SCHOOL = re.compile(
    r"\b(?:seconde|2nde|(?:premiere|1ere)(?! annee)|terminale|tle|term|lycee|lyceen\w*)\b"
)
_GROWN = 26  # years
_SPARED = "light"  # what is answered of the effort by who can carry little
_ADULT = re.compile(
    r"\bsalariee?s?\b|\bdepuis \d+ ans\b|\breconver\w+|\bchanger de (?:poste|metier|travail|vie)\b|\binapte\b"
    r"|\b(?:suis|est) (?:encore |toujours |actuellement )?(?:vendeu|caissi|ouvri|secretaire|serveu|chauffeu"
    r"|conducteu|livreu|comptable"
    r"|coiffeu|employee?|agente? |cuisini|macon|peintre|electric|mecanic|agricul|manutention|preparat"
    r"|assistante? de direction)"
)


# What somebody who accompanies others asks trades with.
_FOR_THEM = re.compile(
    r"\b(?:lui|leur) (?:propos\w*|conseill\w*|suggerer|presenter|montrer)\b|\borienter (?:vers|sur)\b"
    r"|\bquel(?:le)?s (?:pistes|metiers)\b"
)


async def named(turn: Turn, proposals: Iterable[Proposal], why: bool = False) -> str:
    """The names of `proposals`, one a line; with the first reasons of each when it is told `why`."""
    lines = []
    for proposal in proposals:
        profession = await professions.known(turn.session, proposal.slug)
        reasons = " ; ".join(proposal.reasons[:_REASONS]) if why else ""
        if profession is not None:
            lines.append(f"- {capital(both_names(profession))}{' : ' if reasons else ''}{reasons}")
    return "\n".join(lines)


async def cards_of(turn: Turn, proposals: Iterable[Proposal], reply: ReplyDraft) -> ReplyDraft:
    """`reply` with a card, a choice and a source for each of `proposals`."""
    choices, sources = [], []
    for proposal in proposals:
        profession = await professions.known(turn.session, proposal.slug)
        if profession is None:
            continue
        reply.cards.append(
            Card(
                kind="profession",
                title=capital(both_names(profession)),
                subtitle=profession.summary,
                facts=facts_of(proposal),
            )
        )
        choices.append(
            ChoiceDraft(
                title=button(profession.name_f),
                payload=f'/profession_info{{"profession": "{proposal.slug}"}}',
            )
        )
        sources += _sources_of(profession)
    reply.choices = [*reply.choices, *choices] if not reply.choices else reply.choices
    reply.sources = distinct([*reply.sources, *sources])
    return reply


def _sources_of(profession: Profession) -> list[Any]:
    return distinct([source(entry.url, entry.as_of, entry.title) for entry in profession.sources], 2)[:1]


def facts_of(proposal: Proposal) -> list[Fact]:
    """Why a trade is proposed, and what speaks against it."""
    facts = []
    if proposal.reasons:
        facts.append(Fact(label="Pourquoi", value=capital(" ; ".join(proposal.reasons))))
    if proposal.against:
        facts.append(Fact(label="À savoir", value=capital(" ; ".join(proposal.against))))
    return facts


async def trades_beside(turn: Turn) -> list[ReplyDraft]:
    """Trades for a story that says with whom or at what one would work; nothing for any other message."""
    story = turn.intent in _STORIES and len(turn.text.split()) >= _STORY
    if not story or turn.text.startswith("/") or turn.in_form or turn.profession or wants_work(turn.text):
        return []
    # Who guides somebody names trades that spare a back; who has one is told to see a doctor first.
    spared = turn.audience == "counsellor" and read(turn.text).get("effort") == _SPARED
    return await _trades(turn, "", spared)


async def trades_said(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The same in answer to a few words that say no more, or to « quels métiers sans port de charge ? »."""
    if read(turn.text).get("effort") == _SPARED and asks_for_trades(turn.text):
        return next(iter(await _trades(turn, "", True)), None)
    if turn.in_form or turn.said("profession") or "?" in turn.text:
        return None
    found = await _trades(turn, " Voulez-vous que je vous aide à choisir, avec quelques questions ?")
    if not found:
        return None
    return found[0]


def seeks_for_them(text: str) -> bool:
    """Whether trades are sought for somebody else: « que puis-je lui proposer ? »."""
    return _FOR_THEM.search(normalise(text)) is not None


async def trades_for_them(turn: Turn, before: bool = False) -> list[ReplyDraft]:
    """Trades for who looks for somebody else, by what is told of that person: a public, a taste, a back to be spared.

    What was told `before` the message counts as well when it is asked for.
    """
    told_now = answers_of(turn) if before else read(turn.text)
    return await _trades(turn, "", told_now.get("effort") == _SPARED or says_with_whom(told_now))


async def wished_for_them(turn: Turn) -> list[ReplyDraft]:
    """Trades again once a counsellor adds a limit or a taste: « pas de port de charge évidemment »; else nothing."""
    few = len(turn.text.split()) <= _LONGEST_QUESTION and "?" not in turn.text
    after = turn.known("last_subject") == "help_choose" and not (turn.in_form or turn.form.began)
    others = role(turn) in ("counsellor", "teacher")
    if not (few and after and others) or turn.profession or turn.text.startswith("/") or not read(turn.text):
        return []
    replies = await _trades(turn, "", True)
    turn.remember("last_subject", "help_choose")
    return replies


async def examples_of_all(turn: Turn) -> ReplyDraft:
    """Trades of each family; « le premier » then means one of those named first."""
    reply = await stored(turn, "which_trades")
    named_there = [str(one.value) for one in find_all(reply.text, turn.now) if one.entity == "profession"]
    turn.remember("last_list", named_there[:_FIRST_NAMED])
    turn.remember("last_subject", "help_choose")
    return reply


async def _trades(turn: Turn, offer: str, asked: bool = False) -> list[ReplyDraft]:
    if not asked and not says_with_whom(read(turn.text)):
        return []
    answers = answers_of(turn)
    proposals = proposals_for(turn, answers)
    words = [
        ahead(words, turn.text) for name, value in answers.items() if value for words in told(name, value)
    ]
    turn.remember("last_list", [proposal.slug for proposal in proposals])
    text = f"D'après ce que vous dites ({', '.join(words)}), trois métiers à regarder.{offer}"
    reply = await cards_of(turn, proposals, ReplyDraft(text=text))
    reply.choices = [ChoiceDraft(title="M'aider à choisir", payload="/help_choose"), *reply.choices[:2]]
    return [reply]


def introduced(proposals: list[Proposal], asked: bool = True) -> str:
    """What comes before the cards: how well these trades fit what was answered, or told when no question was `asked`."""
    if not proposals:
        return "Je n'ai plus d'autre métier à vous proposer. Un conseiller, lui, peut chercher plus loin."
    if not any(proposal.reasons for proposal in proposals):
        return (
            "Vous n'avez pas dit de préférence, alors voici des métiers très différents. Dites ce qui vous attire "
            "ou ce qui vous rebute dans l'un ou l'autre : je chercherai mieux."
        )
    if all(proposal.refused for proposal in proposals):
        return (
            "Je ne vois plus de métier qui respecte tout ce que vous avez dit. Voici les pistes qui s'en approchent, "
            "et ce qui coince pour chacune. Dites sur quel point vous pourriez céder, ou parlez-en à un conseiller."
        )
    told = "vos réponses" if asked else "ce que vous dites"
    return (
        f"D'après {told}, trois métiers à regarder de près. Ce sont des pistes, pas un verdict : "
        "un conseiller ou une immersion aide à trancher. Dites « aucun » pour en voir d'autres."
    )
