"""Narrow questions (`data/points`): what is asked of a subject is answered, not the subject's general text."""

from __future__ import annotations

from actions.choosing.amid import refuses_questions
from actions.choosing.begun import begins_in_doubt
from actions.choosing.examples import wished_for_them
from actions.narrow.computed import COMPUTED
from actions.narrow.dropped import dropped_answer
from actions.narrow.each_of_two import of_each
from actions.narrow.learnt import another_subject, asked_for, next_asked_for, plainly_asked, rather_asked
from actions.narrow.listed import APART, hanging_on, learnt, named, sieve
from actions.narrow.point import CARE, OF_A_TRADE, Point
from actions.narrow.stage_asked import keeps_the_stage
from actions.narrow.vetted import vetted_answer
from actions.people.at_school import contacts_for
from actions.people.comfort import nowhere_for_a_stage
from actions.people.own_structure import tells_own_structure
from actions.people.roles import spares_questions
from actions.talk.request import asks_of_its_own, questions_of, requests_of
from actions.talk.said import SORRY, whole_print
from actions.talk.turn import Turn
from actions.thread.asked_again import (
    facet_again,
    left_out,
    left_subject,
    length_left,
    not_answered_answer,
    reproaches,
    unanswered,
)
from actions.thread.corrected import YES_OR_NO, only_denies, puts_right
from actions.thread.few_words import other_time_for_events
from actions.thread.goes_on import SAME_FOR_ANY, goes_on, lycee_near, matters, of_the_other, only_names
from actions.thread.homonyms import which_place
from actions.thread.pointed_back import stays_answer
from actions.thread.recalled import recalled_answer
from actions.thread.rejected import rejected
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from bot.french.normalise import normalise
from bot.french.safety import find_danger
from bot.french.set_aside import asked as not_put_aside
from bot.french.set_aside import corrects, takes_back
from bot.narrow import SURE
from bot.replies import ReplyDraft
from bot.subjects import subject_of_intent

_QUESTIONS = 3  # of a story, the last ones
_LONGEST = 32  # words: a story asks many things, and the general answer holds more of them
_CORRECTION = 18  # words of a message that only says what was meant
_FEW = 14  # words of a message that may hang on the answer before it
_STEM = 6  # letters by which a word is known again
_RECENT = 6  # messages: how far back the talk is looked at for what a short question hangs on
# After these, a trade named alone is what they are asked of.
_HEARS_TRADES = OF_A_TRADE | {"parcoursup", "foreign_diploma"}
_SEARCHED_PLAINLY = 0.97  # confidence that an event is looked for
_A_COURTESY = 6  # words of one, « mdr » read as three
_COURTESIES = frozenset({"goodbye", "thanks", "greet"})  # plain, they ask nothing, whatever was spoken of
_OF_EVENTS = frozenset({"event_search", "event_detail"})
_REPROACH, _WHAT_NEXT = "not_answered", "what_next"
_LIGHT = "light_trades"
_HOW_OFTEN = "how_often_unknown"  # asked of what was just said, which stays the subject
# Who is not shown to those who work there, nor to counsellors at all.
_NOT_FOR_COUNSELLORS = frozenset({"mission_locale", "cio", "cep", "france_travail", "cap_emploi"})


async def narrowly(turn: Turn) -> list[ReplyDraft]:
    """The answer to the narrow question that the message asks; nothing when it asks none."""
    spared = spares_questions(turn) or begins_in_doubt(turn) or (turn.form.began and keeps_the_stage(turn))
    spared = spared or (turn.form.began and matters(turn, normalise(turn.text)) is not None)
    refused = turn.form.asked is not None and refuses_questions(turn.text)
    amid = (turn.filled_a_slot and not spared) or refused
    if turn.text.startswith("/") or amid or (find_danger(turn.text) and not nowhere_for_a_stage(turn)):
        return []
    said = normalise(turn.text)
    # « mdr ok merci » is no laughter at a trade, whatever was spoken of.
    if other_time_for_events(turn) or (_only_courteous(turn) and len(said.split()) <= _A_COURTESY):
        return []
    if len(said.split()) > _LONGEST:
        return await _of_a_story(turn, said) or await _learnt(turn, said)
    # « y a-t-il un forum au Havre en mars ? », « mdr ok merci » hang on no narrow answer just given.
    hangs = not (_plainly_searched(turn) or _only_courteous(turn))
    if trades := await wished_for_them(turn):
        return trades
    if reply := await which_place(turn) or await dropped_answer(turn) or await stays_answer(turn):
        return [reply]
    # What was left is asked of the thing spoken of, a scheme before the trade.
    if reply := await length_left(turn, named_answer):
        return [reply]
    if hangs and (reply := await _asked_once_more(turn, said) or await _again(turn, said)):
        return [reply]
    if reply := await _come_back_to(turn) or await _yes_or_no_again(turn):
        return [reply]
    if only_denies(turn) and not turn.said("profession_excluded"):
        turn.point = _REPROACH
        return [await unanswered(turn)]  # « j'ai pas parlé de ça », and nothing of what was meant
    if (
        turn.intent == "follow_up_profession"
        and turn.known("last_subject") in _HEARS_TRADES
        and only_names(turn)
    ):
        return []  # what was asked before is asked of this trade
    if hangs and (reply := await _hanging(turn, said)):
        return [reply]
    if replies := await _learnt(turn, said, SURE):
        return replies
    if reply := await _corrected(turn, said) or await _answer(turn, said):
        return [reply]
    if left_subject(turn):
        return []  # « vous n'avez pas répondu pour le salaire »: the subject named tells it
    if replies := await _learnt(turn, said):
        return replies
    vetted = await vetted_answer(turn, said)
    return [vetted] if vetted else []


def _only_courteous(turn: Turn) -> bool:
    """Whether the message plainly greets, thanks or takes leave; « g 16 ans » tells something, and greets nobody."""
    return turn.intent in _COURTESIES and turn.confidence >= _SEARCHED_PLAINLY and not turn.entities


async def _yes_or_no_again(turn: Turn) -> ReplyDraft | None:
    """« t'as pas répondu, oui ou non ? »: the narrow answer just given, said again since its yes or no was not seen."""
    if not (YES_OR_NO.search(normalise(turn.text)) and puts_right(turn) and turn.point_before):
        return None
    given = turn.point_before
    if reply := await named_answer(turn, given):
        turn.point = given
        reply.text = f"Je le redis. {reply.text}"
    return reply


async def apart_answer(turn: Turn) -> ReplyDraft | None:
    """The answer to a wish for no trade of ours: « avec les animaux et les enfants » is not only of children; else None."""
    said = normalise(turn.text)
    for name in APART:
        if any(one.fits(turn, said, said) for one in named().get(name, ()) if one.plain):
            reply = await named_answer(turn, name)
            if reply is not None and (name, turn.point_before) != (_LIGHT, _LIGHT):  # not what was just said
                turn.point = name
                turn.remember("last_subject", named_subject(name))
                return reply
    return None


async def _come_back_to(turn: Turn) -> ReplyDraft | None:
    """The answer to what the message says was left or said before: by its own words, else by those of the question then."""
    if reproaches(turn) and (asked := left_out(normalise(turn.text))):
        reply = await _answer(turn, asked, without=_REPROACH)
        if reply is not None and whole_print(reply) not in (turn.known("last_said") or []):
            reply.text = f"{SORRY} {reply.text}"
            return reply
    return await recalled_answer(turn, named_answer, _what_was_asked)


async def _learnt(turn: Turn, said: str, least: float | None = None) -> list[ReplyDraft]:
    """The answers that the engine has learnt the message asks for (`actions/narrow/learnt.py`), two at most."""
    if turn.intent in CARE or _only_courteous(turn):
        return []
    replies: list[tuple[str, ReplyDraft]] = []
    talk = _talk(turn, said)
    # Of a message that plainly asks two things, an answer about a third one must be very sure.
    subjects = {subject_of_intent().get(turn.intent), *turn.also} if turn.also and least is None else None
    not_again, at_work = rejected(turn), _only_tells_own_structure(turn)
    requests = asked_for(turn, least, named_subject, lambda name: _is_for(turn, name))
    if len(requests) > 1:
        # Beside another answer, the one just given is not asked for again: a clause only speaks of it still.
        requests = [names for names in requests if names[0] != turn.point_before] or requests
    for names in requests:
        for name in names:
            point = next((one for one in learnt().get(name, ()) if one.is_for(turn)), None)
            if point is None or (subjects and point.subject not in subjects):
                continue
            if name == not_again or another_subject(turn, point.subject, name):
                continue
            if at_work and not _NOT_FOR_COUNSELLORS.isdisjoint(point.contacts):
                continue  # « Cap emploi 63, je reçois une dame… » asks nothing of Cap emploi
            reply = await _made(turn, point, said, talk)
            if reply:
                replies.append((point.subject, reply))
                break
    # Beside an answer, words about the talk itself (« je vous écoute ») add nothing.
    kept = [reply for subject, reply in replies if subject != "help"]
    return kept or [reply for _, reply in replies]


def _only_tells_own_structure(turn: Turn) -> bool:
    asks = "?" in turn.text or asks_of_its_own(turn.text)
    return not asks and tells_own_structure(turn)


def _is_for(turn: Turn, name: str) -> bool:
    return any(one.is_for(turn) for one in learnt().get(name, ()))


def named_subject(name: str) -> str | None:
    """The subject of the narrow answer `name`; None when no point gives it."""
    return next((one.subject for one in learnt().get(name, ())), None)


async def named_answer(turn: Turn, name: str) -> ReplyDraft | None:
    """The narrow answer `name`, when it is meant for who speaks and has something to say; the point given stays."""
    point = next((one for one in learnt().get(name, ()) if one.is_for(turn)), None)
    said, given, subject = normalise(turn.text), turn.point, turn.known("last_subject")
    reply = await _made(turn, point, said, _talk(turn, said)) if point else None
    turn.point = given
    turn.remember("last_subject", subject)
    return reply


async def _of_a_story(turn: Turn, said: str) -> list[ReplyDraft]:
    """The answers to the requests of a long message: what it tells around them counts as what was spoken of."""
    asked = [one for one in questions_of(turn.text)[-_QUESTIONS:] if len(one.split()) <= _LONGEST]
    found = [await _answer(turn, one, told=said) for one in asked or requests_of(said)]
    return [reply for reply in found if reply]


async def _asked_once_more(turn: Turn, said: str) -> ReplyDraft | None:
    """« je demandais la durée, vous n'avez pas répondu »: that one thing, of the trade in question."""
    facet = facet_again(turn)
    computed = COMPUTED.get(facet) if facet else None
    if computed is None:
        reply = await named_answer(turn, facet) if facet else None
    else:
        reply = await computed(turn, said, said)
    if reply is not None:
        turn.point = facet
        turn.remember("last_subject", named_subject(facet or "") or "training_path")
        reply.text = f"Pardon, je reviens à votre question. {reply.text}"
    return reply


async def _again(turn: Turn, said: str) -> ReplyDraft | None:
    """The narrow question just answered, asked of the trade that the message only names."""
    if (told := matters(turn, said)) and (reply := await COMPUTED[told](turn, said, said)):
        turn.point = told
        turn.remember("last_subject", "compare_professions")
        return reply
    if lycee_near(turn):
        turn.point = "which_lycee_near"
        return await named_answer(turn, turn.point)
    given = turn.point_before or ""
    if given in SAME_FOR_ANY and only_names(turn) and (reply := await named_answer(turn, given)):
        # « et auxiliaire de puériculture ? », after what is true of any trade.
        turn.point = given
        reply.text = f"Pour ce métier, c'est la même réponse. {reply.text}"
        return reply
    before = goes_on(turn)
    computed = COMPUTED.get(before) if before else None
    if before is None or computed is None:
        return None
    if other := of_the_other(turn):
        turn.remember("profession", other)
    asked = " ".join([*(normalise(text) for text in turn.earlier[:1]), said])
    reply = await of_each(turn, before, computed, asked) or await computed(turn, asked, asked)
    if reply is not None:
        turn.point = before
        turn.remember("last_subject", named_subject(before) or turn.known("last_subject"))
    return reply


def hangs_on_a_point(turn: Turn) -> bool:
    """Whether the message is so short that it hangs on the narrow answer just given."""
    said = normalise(turn.text)
    if turn.text.startswith("/") or not turn.points_lately:
        return False
    if turn.form.began and keeps_the_stage(turn):
        return True
    if len(said.split()) > _FEW:
        return False
    if matters(turn, said):
        return True  # « j'aime pas trop les papiers », of two trades
    talk = _talk(turn, said)
    # What to do next may be asked of the proposals, which come first.
    those = hanging_on(tuple(turn.points_lately))
    return any(point.fits(turn, said, talk) for point in those if point.answer != _WHAT_NEXT)


async def _hanging(turn: Turn, said: str) -> ReplyDraft | None:
    """« et en stage ? », « donc quoi ? »: so few words ask nothing by themselves, but of the answer just given."""
    if not turn.points_lately or len(said.split()) > _FEW:
        return None
    talk = _talk(turn, said)
    plain, left = plainly_asked(turn), rejected(turn)
    for point in hanging_on(tuple(turn.points_lately)):
        if point.answer == left:
            continue
        # « le temps de trajet, c'est payé ? », plain by itself, hangs on nothing said of a diploma's price.
        if plain and not point.tells_of(plain) and _is_for(turn, plain):
            continue
        if point.fits(turn, said, talk) and (reply := await _made(turn, point, said, talk)):
            return reply
    return None


async def _corrected(turn: Turn, said: str) -> ReplyDraft | None:
    """« ça coûte combien ? », « je parlais de la VAE »: the question before, asked of what is named now."""
    if not (corrects(turn.typed or turn.text) and turn.earlier and len(said.split()) <= _CORRECTION):
        return None
    if turn.professions and not next(iter(turn.points_lately), ""):
        return None  # « je parlais de secrétaire médicale », of what was looked for: the subject is asked of that trade
    before = normalise(not_put_aside(turn.earlier[0]))
    if not said or said.split()[-1][:_STEM] in before:  # the same thing is asked for once more
        return None
    return await _answer(turn, f"{before} {said}")


async def _answer(
    turn: Turn, said: str, without: str | None = None, told: str | None = None
) -> ReplyDraft | None:
    """The answer to the first point that `said` asks and that has one, but the point `without`.

    `told` is the whole message when `said` is only the request that it ends with.
    """
    talk = _talk(turn, said, told)
    left = (without, rejected(turn))
    searched = _plainly_searched(turn)
    rather = _rather(turn) if said == normalise(turn.text) else None
    for point in sieve().sift(said):
        if (
            point.answer in left
            or (searched and point.subject not in _OF_EVENTS)
            or (rather and point.answer not in rather and not point.is_of_few())
            or not point.fits(turn, said, talk)
        ):
            continue
        if reply := await _made(turn, point, said, talk):
            return reply
    return None


def _plainly_searched(turn: Turn) -> bool:
    """Whether the one thing that the message asks is an event of some kind, somewhere: no word of it asks another."""
    named = {one.get("entity") for one in turn.entities}
    return (
        turn.intent == "event_search"
        and turn.confidence >= _SEARCHED_PLAINLY
        and "event_type" in named
        and not named.isdisjoint({"place", "date"})
        and len(turn.message.get("questions") or []) <= 1
        and not turn.also
    )


def _rather(turn: Turn) -> list[str] | None:
    """The answers that the engine is firm about, when the likeliest is meant for who speaks; else None."""
    names = rather_asked(turn)
    return names if names and any(one.is_for(turn) for one in learnt().get(names[0], ())) else None


def _talk(turn: Turn, said: str, told: str | None = None) -> str:
    """What `said` may hang on: it, the message it is taken from, the scheme spoken of, and the messages before."""
    told_words = (turn.known("told") or {"words": []})["words"]
    schemes = [" ".join(told_words)] if told_words else []
    before = (*schemes, *map(normalise, turn.earlier[:_RECENT]))
    kept = (text for text in before if not takes_back(turn.typed or turn.text, text))
    return " / ".join((said, *([told] if told else []), *kept))


async def _made(turn: Turn, point: Point, said: str, talk: str) -> ReplyDraft | None:
    """The reply of `point`, with who is shown beside it; None when its answer has nothing to say in this talk."""
    computed = COMPUTED.get(point.answer)
    if point.answer == _REPROACH:
        if turn.intent in CARE:  # a reproach read as distress tells of none
            turn.remember("last_subject", turn.known("last_subject"))
        return await not_answered_answer(turn, said, _what_was_left)
    if computed:
        reply = await of_each(turn, point.answer, computed, said) or await computed(turn, said, talk)
    else:
        reply = await stored(turn, point.answer)
    if reply is None:
        return None
    turn.remember("last_subject", turn.known("last_subject") if point.answer == _HOW_OFTEN else point.subject)
    turn.point = point.answer
    if kinds := _for_whom(turn, point.contacts):
        await show_contacts(turn, reply, kinds, 2, age_of(turn))
    return reply


async def _what_was_asked(turn: Turn, asked: str) -> ReplyDraft | None:
    """The answer that the words of a message before ask for."""
    return await _answer(turn, asked, without=_REPROACH)


async def _what_was_left(turn: Turn, asked: str) -> ReplyDraft | None:
    """The answer to what the person reproaches us to have left out."""
    if reply := await _answer(turn, asked, without=_REPROACH) or await vetted_answer(turn, asked):
        return reply
    for name in next_asked_for(turn, _REPROACH):
        if reply := await named_answer(turn, name):
            turn.point = name
            return reply
    return None


def _for_whom(turn: Turn, kinds: tuple[str, ...]) -> list[str]:
    if turn.audience != "counsellor":
        return contacts_for(turn, kinds)
    return [kind for kind in kinds if kind not in _NOT_FOR_COUNSELLORS]
