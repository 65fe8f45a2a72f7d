"""What an answer goes with: the question that a fact completes, and the second request of a message."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from actions.course.completed import completed
from actions.course.guessed import EVENT, guessed
from actions.course.mistaken import asks_what_to_advise
from actions.narrow.learnt import asked_beside, asked_for_by_all, clauses_left
from actions.narrow.listed import learnt, named
from actions.narrow.points import named_answer, narrowly
from actions.people.roles import role
from actions.people.standing import introduces_oneself
from actions.people.told import experience_told
from actions.talk.turn import Turn
from actions.thread.after_events import points_at_an_event
from actions.thread.asked import asks_which_trade
from actions.thread.stored import stored
from actions.words.kept_whole import KEPT_WHOLE
from actions.words.schemes import explained, works_there
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ReplyDraft
from bot.subjects import IN_PASSING, subject_of_intent

# A talk that was had asks for nobody.
_TALKED = re.compile(r"\b(?:ai|avons|a) (?:\w+ )?(?:parle|discute|echange) (?:avec|a)\b")
# « je veux pas parler à un conseiller, juste savoir… » asks for nobody.
_NOBODY = re.compile(
    r"\b(?:ve(?:ux|ut)|voudrais?|souhait\w*|besoin|envie|tiens?|faut) (?:pas|plus) (?:de |d.|a )?"
    r"(?:(?:parler|discuter|echanger|voir|appeler|un rendez.vous) )?(?:a |avec |de |d.)?(?:une? |des |vos )?"
    r"(?:vraie? )?(?:conseill\w+|quelqu.un|humains?|personne physique|gens|rendez.vous)"
    r"|\b(?:pas|sans) (?:passer par )?(?:une? |de )conseill\w+"
)
# « le plus de contact avec les résidents »: the people one works with, and nobody to talk to here.
_CONTACT = re.compile(
    r"\bcontacts? (?:avec|humains?|direct)\b|\b(?:le plus|plus|moins|trop|peu) de contacts?\b"
)
_OF_TRADES = frozenset({"compare_professions", "profession_info", "profession_conditions", "profession_day"})
# What is not a request beside another: said in passing, or asked for itself alone.
_NOT_BESIDE = IN_PASSING | {"help_choose", "reminder"}
_SENT_HERE = re.compile(
    r"\bm.(?:envoie\w*|a (?:envoy\w*|orient\w*|adress\w*|(?:dit|conseille) (?:de|d.))|ont (?:envoy\w*|dit (?:de|d.)))"
    r"|\benvoyee? par\b"
)
# A narrow answer that says what the scheme is.
_DEFINED_BY = {"rqth_what": "handicap-rqth"}
# What is only spoken of by its name: a clause about it names it.
_NAMED = frozenset({"vae", "cpf", "parcoursup", "segur"})


_TO_BECOME = frozenset({"training_path", "admission"})
_SCHOOL = re.compile(
    r"\bou\b|\becoles?\b|\bformations?\b|\binstituts?\b|\bif\w{1,3}\b|\bcfa\b|\bpres\b|\bdistance\b"
)
# « je veux devenir auxiliaire, qui finance ? » asks who pays; the way is asked by such words.
_ASKS_THE_WAY = re.compile(
    r"\bcomment (?:je (?!m.organis|me debrouill|gard|pay|pai|vi[svt]|financ)|on |"
    r"faire|devenir|y |il |elle )|\bfaut (?:quoi|faire|quel\w*|un |le |avoir|passer)|\betapes?\b"
    r"|\bquel(?:le)?s? (?:formations?|diplomes?|etudes?|ecoles?|bac|parcours|niveau|voies?)\b"
    r"|combien (?:de temps|d.annees?|de mois)|\bdurees?\b|\bparcours\b|\b(?:faire|fait) quoi\b|\bpar ou\b"
    r"|\bcomment devien\w*|\bfaut (?:pour|faire)\b|dois.je faire|\bquelles? sont les (?:etudes|conditions)|qu.il faut\b"
    r"|\bc.est long\b|\bdure\b|\bdiplomes?\b|\ben quoi consiste"
)
# What is asked without a question mark, as on a phone: « je veux devenir éducateur, qui paye ».
_ASKS_ELSE = re.compile(
    r"\bqui (?:va |me |la |le )*(?:pay|pai|financ|prend|m.?aide|recrut|embauch)\w*|\bcombien\b"
    r"|\bca (?:recrute|embauche|paye|paie)\b"
    r"|\bquels? (?:aides?|droits|salaires?|financements?)\b"
)
_WANTED = re.compile(
    r"\b(?:veu[xt]|voudrai\w*|aimerai\w*|souhait\w*|reve d\w*|pense\w*|projet d\w*|envie d\w*)\b"
)
_OF_MONEY = frozenset({"cpf", "training_cost"})
_EVENTS = frozenset({"event_search", "event_detail"})
_LIFE = 40  # words of a life told
_CLAUSE = re.compile(r"[.,;:!?]+| et | mais ")
_PAY = re.compile(r"\b(?:gagn\w*|touch\w*|pay[ee]\w*|salaires?|paie)\b")
_AMOUNT = re.compile(r"\b\d ?\d{2,3}\b")
# What is told of one trade, whichever was named last.
_OF_ONE = frozenset({"training_path", "profession_info"})
# What narrow answers tell of another subject than their own: figures of recruitment leave nothing general to say of offers.
TELLS_ALSO = {
    "work_to_find": ("job_offers",),
    "csp_amount": ("pay",),
    "immersion_benefit": ("training_cost",),
    "find_psychologist": ("training_search", "profession_info"),
    "who_hires": ("profession_progression",),
    "employer_in_schools": ("job_offers", "profession_info"),
    "from_to": ("profession_progression",),
    "good_marks_not_wasted": ("training_path", "profession_info"),
    "light_trades": ("job_offers",),
    "rusty_learner": ("training_path", "profession_info"),
    "foreign_nurse_selection": ("parcoursup", "admission"),
}
# Answers that say too little beside another.
_VAGUE = frozenset({"career_change", "doubts"})


class Answers(Protocol):
    """What answers about a subject."""

    async def precisely(self, turn: Turn) -> list[ReplyDraft]:
        """The replies about the scheme that `turn` names, if any."""
        ...

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The replies to `turn`."""
        ...


Answering = Callable[[str], Answers | None]


async def with_question(turn: Turn, meant: str | None, answering: Answering) -> list[ReplyDraft]:
    """The answer to the question before, with the fact that the message tells by itself; nothing when it tells none.

    A place told is looked for trainings in, unless the question is one that somebody there can answer.
    """
    whole = completed(turn) if meant in (None, "stated", "training_search") else None
    if whole is None:
        return []
    before = dict(turn.remembered)
    replies = await narrowly(whole)
    if meant == "training_search" and not any(
        card.kind == "contact" for one in replies for card in one.cards
    ):
        turn.remembered.clear()
        turn.remembered.update(before)
        return []
    last = str(turn.known("last_subject"))
    action = answering("answer" if last in KEPT_WHOLE else last)
    replies = replies or (await action.answer(whole) if action else [])
    turn.point = whole.point
    if "last_subject" not in turn.remembered:
        turn.remember("last_subject", turn.known("last_subject"))
    return replies


# « en parler à quelqu'un avant de me lancer » asks for nothing to be tried.
_LEAPS = re.compile(r"\bavant de (?:me |se |nous )?(?:lanc\w+|decid\w+|engag\w+|jeter a l.eau)\b")
_TRIES = re.compile(r"\b(?:ess[ae]y\w*|test\w*|immersions?|stages?|sur place|terrain|voir le metier)\b")
_NO_STAGE = re.compile(
    r"\b(?:peux|veux|pourrai\w*|possible|envie|temps) (?:pas|plus) (?:de |d.)?(?:faire |prendre )?(?:de |d.|un "
    r"|une |en )?(?:stages?|immersions?)\b"
    r"|\b(?:pas|plutot que|sans) (?:de |d.|un |une )?(?:stages?|immersions?)\b"
)


async def second_request(turn: Turn, subject: str, answering: Answering) -> list[ReplyDraft]:
    """The answer to the second request of a message, if it holds one; never after distress.

    One that only asks which trade is meant, though one is named, is left out.
    """
    # In doubt about the first request, the action for doubt has answered the second one by itself.
    if subject == "distress" or turn.intent in ("distress", "nlu_fallback"):
        return []
    main = subject_of_intent().get(turn.intent)
    for other in turn.also:
        if other in (subject, main, "out_of_scope"):  # what we can answer is answer enough
            continue
        if other == "human" and (
            works_there(turn.typed or turn.text)
            or _TALKED.search(normalise(turn.text))
            or refuses_human(turn.text)
        ):
            continue  # « conseillère CEP », « j'ai beaucoup parlé avec les aides-soignantes » ask for nobody
        if other == "human" and _CONTACT.search(normalise(turn.text)) and main in _OF_TRADES:
            continue  # « qui a le plus de contact avec les enfants ? » asks for nobody
        if other == "human" and _only_told(turn, other) and introduces_oneself(turn.text):
            continue  # « conseillère en mission locale, je cherche les réunions… »
        if other in _OF_ONE and main == "compare_professions" and len(turn.professions) > 1:
            continue  # « psychomotricienne ou orthophoniste »: the way to one of them only would choose for the person
        if other == "pay" and (turn.point or "").startswith("employer_"):
            continue  # « une prime de l'État » to who employs is no wage
        if guessed(turn, other):
            continue
        if other == "immersion" and main in _EVENTS and _NO_STAGE.search(normalise(turn.text)):
            continue  # « un événement plutôt, je ne peux pas faire de stage »
        said = normalise(turn.text)
        if other == "immersion" and main == "human" and _LEAPS.search(said) and not _TRIES.search(said):
            continue
        if other == "event_detail" and not names_an_event(turn, normalise(turn.text)):
            continue  # « parcoursup, et ça dure combien ? » asks it of the training
        if other == "event_detail" and main == "reminder" and not turn.slots.get("last_list"):
            continue  # « prévenez-moi la veille, ça finit à quelle heure ? », of what was just looked for
        if other == "pay" and only_tells_pay(normalise(turn.text)):
            continue
        if other == "training_path" and _only_says_what_for(turn):
            continue
        if other in _TO_BECOME and main == "immersion":
            continue  # « pour essayer quelques jours, comment on fait ? »
        if other in _TO_BECOME and main == "foreign_diploma":
            continue  # « l'équivalence, il y a un examen ? » asks nothing of the way to a first diploma
        if other == "profession_info" and turn.profession is None and not turn.professions:
            continue  # « PMSMP, je demande ça à qui ? » asks of no trade
        if other in _TO_BECOME and main in _OF_MONEY and role(turn) == "employer":
            continue  # « le compte de mon salarié suffit pour l'ADVF ? » asks of money alone
        if other == "admission" and main in _EVENTS:
            continue  # « des portes ouvertes ? j'ai pas le permis » tells how one comes
        replies = await about(turn, other, answering)
        if not replies:
            continue
        if turn.profession is None:
            return replies
        replies = [reply for reply in replies if not asks_which_trade(reply)]
        # Beside the first answer, what is said of every trade adds nothing to what is said of this one.
        profession = await professions.known(turn.session, turn.profession)
        of_it = [reply for reply in replies if profession and both_names(profession) in reply.text]
        return of_it or replies
    return []


def refuses_human(text: str) -> bool:
    """Whether `text` says that nobody is to be spoken to."""
    return _NOBODY.search(normalise(text)) is not None


def _only_told(turn: Turn, intent: str) -> bool:
    """Whether the clauses about `intent` only tell something: none of them asks."""
    clauses = [one for one in (turn.message.get("narrow") or [])[1:] if one["intent"] == intent]
    return bool(clauses) and not any(one.get("asks", True) for one in clauses)


async def request_left(turn: Turn, answering: Answering, before: str | None) -> list[ReplyDraft]:
    """The answer to what a message asks beside the narrow question just answered; nothing when that is all it asks.

    `before` is the subject spoken of before: « et qui paye ? » after the VAE asks who pays that.

    Only a clause of its own says so: one that firmly asks for another narrow answer, else one about another subject that
    no narrow answer fits.
    """
    if turn.point is None or turn.intent == "distress":
        return []
    known = subject_of_intent()
    said_by = (turn.point, turn.point_before, _DEFINED_BY.get(turn.point or ""))
    if (scheme := explained(turn.typed or turn.text)) and scheme not in said_by:
        return [await stored(turn, scheme)]  # « la POEI c'est quoi, et je garde mes allocations ? »
    point = named()[turn.point][0]
    asked = {known.get(turn.intent), *turn.also}
    narrow, left = clauses_left(
        turn, lambda name: any(one.is_for(turn) for one in learnt().get(name, ())), turn.point
    )
    done = {point.subject, *(known.get(intent) for intent in narrow)}
    if _SENT_HERE.search(normalise(turn.text)) or refuses_human(turn.text):
        done.add("human")  # « c'est ma conseillère qui m'envoie » asks for nobody
    if asks_what_to_advise(turn):
        done.add("human")
    by_all = turn.point in asked_for_by_all(turn) or (before == point.subject and not turn.professions)
    if by_all and known.get(turn.intent) not in _NAMED:
        done.add(known.get(turn.intent))  # the whole message asks for the answer given
    # In one breath (« la VAE ou le CPF ? ») no clause tells them apart: what else the message is about counts.
    whole = len(turn.message.get("narrow") or []) < 3
    said = normalise(turn.text)
    schemes = [one for one in turn.also if one in _NAMED and one in said]
    others = schemes if whole else [known.get(one) for one in left]
    if works_there(turn.typed or turn.text):  # who says « conseillère CEP » asks for no counsellor
        done.add("human")
    if known.get(turn.intent) == "foreign_diploma":
        done |= _TO_BECOME
    told = {*TELLS_ALSO.get(turn.point, ()), *(done & _TO_BECOME - {point.subject})}
    done.update(told)
    if turn.point == "human_employer":  # who helps an employer to recruit is told by it
        done.add("job_offers")
    for subject in others:
        if not subject or subject in done or not _may_follow(turn, subject, said):
            continue
        if not (subject in asked or (subject in _NAMED and subject in said)):
            continue
        replies = await about(turn, subject, answering)
        if subject not in _NAMED:
            replies = [one for one in replies if not asks_which_trade(one)]
        if replies:
            return replies[:1]
    for name in asked_beside(turn, turn.point):
        if reply := await named_answer(turn, name):
            return [reply]
    # « … et qui peut me financer ? » : no narrow answer is sure, but the whole message asks who pays as well.
    for subject in dict.fromkeys(known.get(intent) for intent in narrow):
        if not subject or subject not in turn.also or subject == point.subject or subject in told:
            continue
        if _may_follow(turn, subject, said):
            replies = [one for one in await about(turn, subject, answering) if not asks_which_trade(one)]
            if replies:
                return replies[:1]
    return []


def _may_follow(turn: Turn, subject: str, said: str) -> bool:
    """Whether a clause of the message may ask about `subject` beside the answer given, or only tells something of it."""
    if subject in _NOT_BESIDE or guessed(turn, subject):
        return False
    if subject in _NAMED and _is_refused(subject, said):
        return False
    if subject in _EVENTS and not names_an_event(turn, said):
        return False  # « ça se passe comment ? » asks for no event
    if subject == "training_search" and not (turn.said("place") or _SCHOOL.search(said)):
        return False  # « et ça dure combien ? » looks for no school
    if subject == "pay" and (only_tells_pay(said) or not _PAY.search(said)):
        return False  # « il me faut garder un revenu » asks no pay
    if subject in _TO_BECOME and not turn.professions and experience_told(turn):
        return False  # how to become what the person is already
    return not (subject == "training_path" and _only_says_what_for(turn))


def _only_says_what_for(turn: Turn) -> bool:
    """Whether the trade wanted is only told beside a question about something else.

    In a life told at length, of which the answer only says whom to see, the trade wanted is not left without a word.
    """
    said = normalise(turn.text)
    whom = turn.point is not None and named()[turn.point][0].subject == "human"
    if whom and len(said.split()) >= _LIFE:
        return False
    asks = "?" in turn.text or _ASKS_ELSE.search(said) is not None
    return asks and _WANTED.search(said) is not None and _ASKS_THE_WAY.search(said) is None


def _is_refused(scheme: str, said: str) -> bool:
    """Whether `scheme` is only named to be ruled out: « la VAE ne lui servirait à rien », « pas de CPF »."""
    return (
        re.search(
            rf"\b{scheme} (?:ne|n'|c'est pas|non)\b|\bsans (?:passer par |faire )?(?:de |la |le )?{scheme}\b"
            rf"|(?<!connais )(?<!comprends )(?<!compris )(?<!sais )\bpas (?:de |d'|la |le |un )?{scheme}\b",
            said,
        )
        is not None
    )


_NOT_THE_POINT = re.compile(
    r"\bj?.?m.?en (?:fiche|fous|moque|tape|bats)\b|\bpeu m.?importe\b|\bpas la question\b"
)


def only_tells_pay(said: str) -> bool:
    """Whether the words about pay only tell what is earned: « ça coûte combien ? elle gagne 1100 »."""
    about = [part for part in _CLAUSE.split(said) if _PAY.search(part)]
    if about and all(_NOT_THE_POINT.search(part) for part in about):
        return True  # « payé combien je m'en fiche, c'est quoi ce métier ? »
    return bool(about) and all(_AMOUNT.search(part) and "combien" not in part for part in about)


def names_an_event(turn: Turn, said: str) -> bool:
    """Whether the message, whose words are `said`, names a kind of event, a place or a day, or one of the events listed."""
    kinds = {"event_type", "place", "place_nearby", "date"}
    named = any(one.get("entity") in kinds for one in turn.entities) or EVENT.search(said) is not None
    return named or points_at_an_event(turn)


async def about(turn: Turn, subject: str, answering: Answering) -> list[ReplyDraft]:
    """The answer about `subject`: an action's, else the one that the catalogue keeps whole.

    An employer who names no trade is not told how to get into one: « ma candidate n'a pas le permis, que lui proposer ? ».
    """
    own_answer = (turn.point or "").startswith("employer_")
    if subject in _TO_BECOME and (own_answer or not turn.professions) and role(turn) == "employer":
        return []
    if action := answering(subject):
        return await action.precisely(turn) or await action.answer(turn)
    whole = None if subject in _NOT_BESIDE else KEPT_WHOLE.get(subject)
    return [await stored(turn, whole)] if whole and whole not in _VAGUE else []
