"""A message that asks two or three things in as many questions: each is answered, in the order in which it is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from actions.course.beside import TELLS_ALSO, Answering, about, names_an_event, only_tells_pay
from actions.course.guessed import guessed, told_by_its_words
from actions.narrow.computed import COMPUTED
from actions.narrow.listed import named
from actions.narrow.points import named_subject, narrowly
from actions.talk.turn import Turn
from actions.thread.asked import without_which_trade
from actions.thread.search_again import searched_again
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.french.questions import only_names, questions
from bot.narrow import LIKELY
from bot.replies import ReplyDraft
from bot.subjects import IN_PASSING, subject_of_intent

_SURE = 0.5  # confidence in what a question asks by itself
_AMONG = 0.75  # the same, among the subjects that a few words can hang on
_SURE_OF_IT = 0.9  # the same, where its words leave no doubt
_PLAINLY = 0.7  # the same, to stand in for the answer to the whole message
_FIRM = 0.3  # score of a narrow answer, to stand in for it
_NEW = 0.2  # part of the words of an answer that must be new beside those before it
_OTHERWISE = 0.4  # score of a narrow answer about another subject than the talk's
_FEW = 5  # words of a question that asks one thing
_MAYBE = -0.5  # score from which a question may ask for a narrow answer
_MOST = 3  # answers to one message
_EVENTS = frozenset({"event_search", "event_detail", "reminder"})
_SEARCHES = frozenset({"event_search", "training_search"})
# Narrow answers to who holds an event, and does not look for one.
_ORGANISES = frozenset(
    {"give_our_events", "forum_to_organise", "employer_event", "employer_job_dating_prepare"}
)
# What the whole message decides: courtesies, care, and what is not ours.
_OF_THE_WHOLE = IN_PASSING | {"help_choose", "doubts"}
# « combien de temps gardez-vous cela, et qui êtes-vous ? »
_OF_THE_SERVICE = frozenset({"identity", "personal_data"})
_OF_ONE_THING = frozenset({"men_in_care", "pay", "segur"})  # a narrow answer about them leaves little to add
# They tell what is paid, or that it is not known: « un service civique, où le trouver, et c'est payé combien ? »
_WITH_THEIR_PAY = frozenset({"civic_service", "apprentice_pay", "poei_paid", "paid_during", "stage_paid"})
# What the first of two answers tells of the second: « on fait quoi en stage ? on touche pas les gens hein »
_TELLS_TOO = {"stage_content": "stage_no_care", "stage_no_care": "stage_content"}
_AFTERWARDS = re.compile(r"diplom|\bapres\b|ensuite|nuits?\b")
_EQUIVALENCE = re.compile(r"\bequival\w+|\bpasserelles?\b|\breconn\w+")
_BARE = 9  # words of a question that may have no matter of its own
_WITHOUT_MATTER = re.compile(
    r"\b(?:vers|a|chez) qui\b.{0,20}\b(?:envoy|orient|adress|dirig|tourn)\w*|"
    r"\b(?:faire|fais|fait|faut|devrais|dois) (?:je |on )?(?:faire )?quoi\b|\bque (?:dois|puis|faut|faire|me conseill)\w*"
    r"|\bdans (?:quel|l.) ?ordre\b|\bpar (?:quoi|ou) (?:je |on |il faut )?(?:commenc|debut)\w*"
    r"|\bqu.est.ce que (?:je (?:fais|dois|peux)|vous (?:conseill|en pens)\w*)|\bcomment (?:je )?(?:fais|faire)\b\W*$"
)
# « qui paie l'école ? et laquelle prend du monde du côté de Douai ? »
_A_SCHOOL = re.compile(
    r"\blaquelle\b|\bquelles? ecoles?\b|\bune (?:ecole|formation)\b|\bla plus proche\b"
    r"|\bou (?:le |la |les |se |me )?(?:passer|preparer|suivre|former|apprendre|etudier)\b"
)
_REMINDS = re.compile(r"\b(?:rappel(?:er|le[sz]?)?|prev(?:en|ien)\w*|avert\w*)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
# Words that only lead to a list or end it: « pour entrer en formation, il faut : … à confirmer auprès de l'école ».
_FRAME = frozenset(_WORD.findall("pour entrer en formation il faut a confirmer aupres de l ecole oui c est"))


@dataclass
class Question:
    """One question of a message: its turn, the subject it plainly asks about if any, and its own answer."""

    turn: Turn
    subject: str | None
    replies: list[ReplyDraft]

    def is_firm(self) -> bool:
        """Whether its answer is sure by itself: a narrow one that scores well or that its words spell, a plain subject."""
        best = self.turn.message["narrow"][0]["best"]
        scores: dict[str, float] = {one["name"]: one["score"] for one in best}
        if self.turn.point:
            return scores.get(self.turn.point, _FIRM) >= _FIRM
        return self.turn.confidence >= _PLAINLY

    def asks_for(self, point: str) -> bool:
        """Whether it asks for the narrow answer `point` without the rest of the message."""
        by_words = any(_holds(self.turn.text, by.says) for by in named()[point])
        return by_words or self.turn.point == point or self.looks_like(point)

    def looks_like(self, point: str) -> bool:
        """Whether the narrow answer `point` may be what it asks for."""
        best = self.turn.message["narrow"][0]["best"]
        return point in (one["name"] for one in best if one["score"] >= _MAYBE)


def asked_apart(turn: Turn) -> list[Turn]:
    """One turn for each question of the message, read by itself; none when it asks one thing and little else."""
    main = subject_of_intent().get(turn.intent)
    plain = turn.confidence >= _SURE and main in IN_PASSING - _OF_THE_SERVICE
    read = [] if plain else turn.message.get("questions") or []
    said = questions(normalise(turn.text)) if read else []
    if len(said) != len(read):
        return []
    return [_of(turn, text, one) for text, one in zip(said, read, strict=True)]


async def answered_apart(
    turn: Turn, replies: list[ReplyDraft], subject: str, apart: list[Turn], answering: Answering
) -> list[ReplyDraft]:
    """`replies`, about `subject`, with the answers to the questions that they leave, each where it is asked.

    When they answer none of the questions and each surely has an answer of its own, they are left out.
    """
    asked = [await _read(turn, one, answering) for one in apart]
    if _ORGANISES & {turn.point, *(one.turn.point for one in asked)}:
        # « je voudrais organiser des portes ouvertes, comment les annoncer ? » looks for none.
        asked = [one for one in asked if one.turn.point or one.subject not in _EVENTS]
    if subject in _EVENTS and turn.point is None and subject_of_intent().get(turn.intent) == "reminder":
        # « vous me le rappelez la veille ? je suis tête en l'air »: the wish itself, read alone, is no other question.
        asked = [one for one in asked if one.subject != "event_detail" and not _REMINDS.search(one.turn.text)]
        if not asked:
            return replies
    if turn.point == "named_contact":
        # « un contact à Lyon ? la DREETS, qui j'appelle ? » asks for nobody else than who is named.
        asked = [one for one in asked if one.turn.intent != "human"]
        if not asked:
            return replies
    met = _met(turn, subject, asked, replies)
    alone = len(asked) == 1
    doubtful = sum(not one.is_firm() for one in asked)
    own = all(one.replies for one in asked) and doubtful <= (0 if alone else 1)
    own = own or (alone and turn.point is None and bool(asked[0].replies))
    unsure = turn.point is not None or turn.confidence < _PLAINLY or not alone or asked[0].subject != subject
    # « l'une est monitrice, l'autre éduc, pourquoi un an de plus ? »: both trades set side by side tell it.
    unsure = unsure and not (subject == "compare_professions" and len(turn.professions) > 1)
    # What one question asks precisely stands for what is said in general of its subject.
    precise = turn.point is None and any(one.turn.point and one.subject == subject for one in asked)
    kept = met is not None or not (precise or (own and unsure))
    # « … et il faut quels papiers pour s'inscrire » looks like an event's detail, where none is named.
    names = names_an_event(turn, normalise(turn.text)) or searched_again(turn) in _EVENTS
    if met is None and subject in _EVENTS and not names:
        kept = not any(one.replies for one in asked)
    answers: list[ReplyDraft] = [] if met is not None or not kept else list(replies)
    if alone and met is not None:
        return await _of_one_question(turn, met, replies, answering)
    before = None
    for one in asked:
        of_before, before = before, one.turn.point or before
        if of_before in _WITH_THEIR_PAY and _asks_its_pay(one):
            continue
        if (of_before or "").startswith("foreign_") and _asks_equivalence(one):
            continue
        if one.turn.point and one.turn.point == _TELLS_TOO.get(turn.point or ""):
            continue
        if one is met:
            answers += [reply for reply in replies if not repeats(reply, answers)]
            continue
        if _is_told(turn, one, subject, met, replies) or (alone and kept):
            continue
        # « ça paye combien de plus ? faut que ça vaille le coup »: the second still speaks of what was just answered.
        if one.turn.point and one.turn.point == turn.point_before and one.turn.point not in COMPUTED:
            continue
        said = [*replies, *answers] if kept else answers
        fresh = [reply for reply in one.replies if not repeats(reply, said)]
        if fresh and len(answers) < _MOST:
            answers += fresh[:1]
            _keep(turn, one, leads=not kept)
    return answers or replies


async def _of_one_question(
    turn: Turn, one: Question, replies: list[ReplyDraft], answering: Answering
) -> list[ReplyDraft]:
    """The answer to the only question of a message: what its other words had answered, unless it asks for something else.

    « il est en terminale STMG. quels aménagements peut-il avoir ? » asks nothing about his bac.
    """
    if turn.point is not None and _searches(one) and not one.asks_for(turn.point):
        return [*replies, *(await _general(one, answering))[:1]]
    if turn.point is None or one.asks_for(turn.point) or not _asks_else(turn, one):
        return replies
    found = await _general(one, answering)
    if found:
        _keep(turn, one, leads=True)
    return found[:1] or replies


def _searches(one: Question) -> bool:
    """Whether the question looks for events or trainings somewhere: « y a-t-il des portes ouvertes dans le Finistère ? »."""
    near = _names_a_place(one.turn, one.turn.text)
    return near and one.subject in _SEARCHES and one.turn.point is None and one.turn.confidence >= _PLAINLY


def _names_a_place(turn: Turn, text: str) -> bool:
    """Whether a place that the message names stands in `text`, one question of it."""
    said = fold_text(text)
    return any(
        one.get("entity") == "place" and fold_text(one.get("text", "")) in said for one in turn.entities
    )


def _asks_its_pay(one: Question) -> bool:
    """Whether `one`, after a narrow answer that tells what is paid, only asks that: no trade, no nights, nothing later."""
    return one.subject == "pay" and not one.turn.professions and _AFTERWARDS.search(one.turn.text) is None


def _asks_equivalence(one: Question) -> bool:
    """Whether `one`, after an answer about a foreign diploma, only asks whether it is worth a French one."""
    return len(one.turn.text.split()) <= _FEW + 1 and _EQUIVALENCE.search(one.turn.text) is not None


def _keep(turn: Turn, one: Question, leads: bool) -> None:
    """Remember what the answer to `one` leaves to be remembered; what the talk is about too when it `leads`."""
    for name, value in one.turn.remembered.items():
        if name not in turn.remembered and name != "last_subject":
            turn.remember(name, value)
    if leads:
        turn.point = one.turn.point
        turn.remember("last_subject", named()[turn.point][0].subject if turn.point else one.subject)


def _about(turn: Turn) -> set[str]:
    if turn.point is None:
        return set()
    return {named()[turn.point][0].subject, *TELLS_ALSO.get(turn.point, ())}


def _expected(whole: Turn) -> set[str | None]:
    return {subject_of_intent().get(whole.intent), *whole.also}


def _asks_else(turn: Turn, one: Question) -> bool:
    """Whether `one`, which the narrow answer suits, plainly asks about another subject as well."""
    sure = one.turn.confidence >= _PLAINLY or one.subject in _expected(turn)
    return (
        len(one.turn.text.split()) > _FEW
        and one.subject is not None
        and sure
        and one.subject not in _about(turn)
    )


def _is_told(
    turn: Turn, one: Question, subject: str, met: Question | None, replies: list[ReplyDraft]
) -> bool:
    """Whether what `one` asks is in `replies` already, of its subject, or the same narrow text in other words."""
    if turn.point is None:
        return one.turn.point is None and one.subject == subject and met is not None
    if one.turn.point is None and one.subject in _about(turn) & _OF_ONE_THING:
        # « combien gagne une aide à domicile, et les trajets sont payés ? »: what is paid is told by a figure.
        return one.subject != "pay" or not one.turn.professions or any("€" in reply.text for reply in replies)
    best = one.turn.message["narrow"][0]["best"]
    if best and best[0]["name"] == turn.point and best[0]["score"] >= LIKELY:
        return True  # « c'est long la VAE ? combien de temps ? » asks one thing twice
    return one.turn.point == turn.point and turn.point not in COMPUTED


def _listed(reply: ReplyDraft) -> set[tuple[str, ...]]:
    """The events and trainings that the cards of `reply` show: what they say is in the cards."""
    found = (card for card in reply.cards if card.kind in ("event", "training"))
    return {(card.title, card.subtitle or "", *(link.href for link in card.links)) for card in found}


def repeats(reply: ReplyDraft, before: list[ReplyDraft]) -> bool:
    """Whether nearly all the words of `reply`, or all the events or trainings it shows, stand in those `before` it."""
    listed = _listed(reply)
    if listed and listed <= {one for other in before for one in _listed(other)}:
        return True
    words = set(_WORD.findall(fold_text(reply.text))) - _FRAME
    said = {word for other in before for word in _WORD.findall(fold_text(other.text))}
    return not words - said or len(words - said) / len(words) < _NEW


def _met(turn: Turn, subject: str, asked: list[Question], replies: list[ReplyDraft]) -> Question | None:
    """The question that the answer found for the whole message answers, the likeliest; None when it is none of them."""
    point, said = turn.point, {reply.text for reply in replies}
    if point is None:
        same = (one for one in asked if any(reply.text in said for reply in one.replies))
        return next(same, None) or next(
            (one for one in asked if one.subject == subject and not one.replies), None
        )
    about_it = named()[point][0].subject
    free = (None, point)
    tests = (
        lambda one: any(reply.text in said for reply in one.replies),
        lambda one: one.turn.point == point,
        lambda one: one.turn.point in free and any(_holds(one.turn.text, by.says) for by in named()[point]),
        lambda one: one.looks_like(point),
        lambda one: one.turn.point in free and one.subject == about_it,
        lambda one: _hangs_on_the_rest(one.turn),
        lambda one: (
            one.turn.point in free
            and any(pattern.search(one.turn.text) for by in named()[point] for pattern in by.says)
        ),
    )
    return next((one for test in tests for one in reversed(asked) if test(one)), None)


def _hangs_on_the_rest(turn: Turn) -> bool:
    """Whether the question has no matter of its own: « je fais quoi, dans quel ordre ? » asks it of what was told."""
    few = len(turn.text.split()) <= _BARE
    own = any(
        one.get("entity") in ("profession", "diploma") and one.get("text", "") in turn.text
        for one in turn.entities
    )
    return few and not own and _WITHOUT_MATTER.search(turn.text) is not None


def _holds(text: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    return bool(patterns) and all(pattern.search(text) for pattern in patterns)


def _of(turn: Turn, text: str, read: dict[str, Any]) -> Turn:
    """The turn of one question, `text`, of the message of `turn`; the whole of it is what the question may hang on."""
    intent, confidence = _intent(turn, text, read["ranking"])
    message = {
        **turn.message,
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": read["ranking"],
        "narrow": [{"intent": intent, "asks": True, "best": _likely(turn, intent, read["best"])}],
        "also": [],
        "questions": [],
    }
    return replace(
        turn,
        text=text,
        typed=text,
        intent=intent,
        message=message,
        earlier=(turn.text, *turn.earlier),
        slots=dict(turn.slots),
        remembered={},
        point=None,
    )


def _intent(turn: Turn, text: str, ranking: list[dict[str, Any]]) -> tuple[str, float]:
    """What a question asks, with how sure of it we are: a few words that hang on another are about one of our subjects."""
    known = subject_of_intent()
    first, subject = ranking[0], known[ranking[0]["name"]]
    names_one = subject in _EVENTS and names_an_event(turn, text) and not _hangs_by_intent(first["name"])
    if _A_SCHOOL.search(text) and subject not in _EVENTS and _names_a_place(turn, text):
        return "training_search", _SURE_OF_IT
    if meant := told_by_its_words(turn, text, first):
        return meant, _SURE_OF_IT
    hangs = _hangs_by_intent(first["name"]) and searched_again(turn) and _names_a_place(turn, text)
    if (first["name"] in turn.also or hangs) and first["confidence"] >= _PLAINLY:
        return first["name"], first["confidence"]  # « … sinon tu me verrais dans quoi d'autre ? »
    if not _of_no_trade(known, first["name"]) or names_one:
        # « et elle touche plus que le jour ? » is no distress where the whole message is none.
        others = sum(one["confidence"] for one in ranking if known[one["name"]] in IN_PASSING)
        return first["name"], first["confidence"] / (1 - others)
    rest = [one for one in ranking if not _of_no_trade(known, one["name"])]
    total = sum(one["confidence"] for one in rest)
    if total and rest[0]["confidence"] / total >= _AMONG:
        return rest[0]["name"], rest[0]["confidence"] / total
    return first["name"], first["confidence"]


def _of_no_trade(known: dict[str, str], intent: str) -> bool:
    return known[intent] in _OF_THE_WHOLE | _EVENTS or _hangs_by_intent(intent)


def _hangs_by_intent(intent: str) -> bool:
    return intent.startswith("follow_up")


def _likely(turn: Turn, intent: str, best: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The narrow answers of `best` that a question may ask for: one about another subject than the talk's must be surer."""
    known = subject_of_intent()
    about_it = {known[intent], known.get(turn.intent), *turn.also}
    return [one for one in best if one["score"] >= _OTHERWISE or named_subject(one["name"]) in about_it]


async def _read(whole: Turn, turn: Turn, answering: Answering) -> Question:
    """The question of `turn` with its answer: a narrow one, else what is said of the subject that it plainly asks about."""
    narrow = [] if only_names(turn.text) else await narrowly(turn)
    question = Question(turn, _plain_subject(turn, whole), narrow)
    if not question.replies and (turn.confidence >= _PLAINLY or question.subject in _expected(whole)):
        question.replies = await _general(question, answering)
    return question


async def _general(one: Question, answering: Answering) -> list[ReplyDraft]:
    if one.subject is None:
        return []
    found = await about(one.turn, one.subject, answering)
    return [reply for reply in map(without_which_trade, found) if reply is not None]


def _plain_subject(turn: Turn, whole: Turn) -> str | None:
    subject = subject_of_intent().get(turn.intent)
    if subject in _OF_THE_SERVICE and turn.confidence >= _PLAINLY:
        return subject
    if subject is None or turn.confidence < _SURE or guessed(whole, subject):
        return None
    if _hangs_by_intent(turn.intent) or (subject == "pay" and only_tells_pay(normalise(turn.text))):
        return None
    no_event = subject in _EVENTS and not names_an_event(turn, turn.text)
    return None if no_event or subject in _OF_THE_WHOLE else subject
