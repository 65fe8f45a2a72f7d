"""What we asked last, and what the person answers to it: their words belong to the subject that asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.choosing.said_again import says_again
from actions.people.standing import for_the_standing, of_oneself, out_of_the_rules, situation, titles_told
from actions.people.told import at_work_told
from actions.talk.turn import Turn
from bot.french.aspects import aspect
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

TRAINING_PLACE = "training_place"  # asked where trainings are looked for
WHICH_TRADE = "which_trade"  # asked which trade a question is about
READING = "reading"  # asked which of several readings of a message is the right one

# The questions that our answers end with, by what they ask (folded words of the last sentence).
_QUESTIONS = {
    "contract": re.compile(r"\ben cdi\b|travaillez-vous dans le prive"),
    "job": re.compile(r"avez-vous un emploi"),
    "seeking": re.compile(r"cherchez-vous un emploi|inscription a france travail"),
    "situation": re.compile(r"en etudes, en emploi|en emploi ou en recherche|quelle est votre situation"),
    "choose": re.compile(
        r"(?:aide|aider) a choisir|(?:pose|poser) (?:\w+ )?quelques questions|avec quelques questions"
        r"|(?:propose|proposer) d.autres metiers|chercher des metiers|questions pour chercher"
    ),
    WHICH_TRADE: re.compile(
        r"quel metier|quels? metiers?|lequel (?:vous interesse|visez-vous)|nom du metier"
    ),
    "region": re.compile(r"dans quelle region (?:etes|etudiez)-vous"),
}
_WHERE = re.compile(r"dans quelle (?:ville|region)|ou cherchez.vous|pres de quel endroit")
_READINGS = re.compile(r"vouliez.vous dire|lequel est le bon")
_SENTENCE_ENDS = re.compile(r"[.?!:]")
# A message that asks something of its own is no answer, however short.
_ASKS = re.compile(
    r"\?|\b(?:comment|combien|quel(?:le)?s?|quand|pourquoi|est ce qu|c.est quoi|qui paye|qui paie|ou (?:est|sont|trouver))\b"
)
_LAST_SENTENCE = re.compile(r"[^.!?\n]*\?\s*$")
_SAYS_ENOUGH = 15  # words left of an answer without the question that ends it
_LONGEST = 14  # words
_A_FEW = 9  # words
_TOLD = frozenset({"employee", "job_seeker", "student"})
_YES = re.compile(r"^(?:ba |ben |bah )?(?:oui|ouais|si|yes|tout a fait)\b")
_NO = re.compile(r"^(?:ba |ben |bah )?(?:non|nan|no|pas du tout|aucun)\b")
_CONTRACTS = (
    ("interim", re.compile(r"\binterim\w*")),
    ("cdd", re.compile(r"\bcdd\b|\bcontrat court")),
    ("public", re.compile(r"\bpublic\b|fonctionnaire|titulaire|mairie|\bchu\b|hopital|contractuel\w*")),
    ("cdi", re.compile(r"\bcdi\b|\bprive\b|boite|entreprise")),
)
_CONTRACT_NAMES = re.compile(r"\b(cdi|cdd|interim)")
_OF_A_SITUATION = frozenset({"job", "seeking", "situation"})
_SITUATIONS = {"job": ("employee", "job_seeker"), "seeking": ("job_seeker", "employee")}
_NEVER = frozenset({"distress", "human", "insult", "goodbye", "personal_data", "event_search", "help_choose"})
_MONEY = frozenset({"training_cost", "career_change", "cpf", "vae", "apprenticeship"})
_UNSURE = frozenset({"nlu_fallback", "gibberish", "out_of_scope", "yes", "no"})


# The classes one is still at school in.
_AT_SCHOOL = frozenset({"college", "seconde", "premiere", "terminale"})


def status_told(turn: Turn) -> str | None:
    """What the person said of their situation, the latest first: `job_seeker`, `employee`, `student` or None.

    None too for who is neither: a soldier, a shopkeeper.
    """
    if out_of_the_rules(turn):
        return None
    known = situation(turn)
    if known:
        return known
    texts = (of_oneself(text) for text in (turn.text, *turn.earlier))
    told = next(filter(None, (aspect("training_cost", text) for text in texts)), None)
    return told or ("employee" if at_work_told(turn) else None)


def contract_told(turn: Turn) -> str | None:
    """The contract the person has: `cdi`, `cdd` or `interim`, from what they said in so many words, the latest first."""
    told = (
        found[0] for text in (turn.text, *turn.earlier) if (found := _CONTRACT_NAMES.findall(normalise(text)))
    )
    return next(told, None)


def _last_question(said: str) -> str | None:
    """The question that ends `said`, without its mark; None when it ends otherwise."""
    ends = said.rstrip()
    return _SENTENCE_ENDS.split(ends[:-1])[-1] if ends.endswith("?") else None


def question_of(replies: Sequence[ReplyDraft]) -> str | None:
    """What the last question of `replies` asks, when it is one whose answer we know how to take."""
    offered = any(choice.payload == "/help_choose" for reply in replies for choice in reply.choices)
    for reply in reversed(replies):
        if _READINGS.search(normalise(reply.text)):
            return READING
        last = _last_question(normalise(reply.text))
        if last and _WHERE.search(last) and any(card.kind == "training" for card in reply.cards):
            return TRAINING_PLACE
        if last is not None:
            kinds = (kind for kind, pattern in _QUESTIONS.items() if pattern.search(last))
            kind = next(kinds, None)
            return "choose" if offered and kind in (None, WHICH_TRADE) else kind
    return "choose" if offered else None


def asks_which_trade(reply: ReplyDraft) -> bool:
    """Whether `reply` ends by asking which trade is meant, whatever choices it offers."""
    words = normalise(reply.text)
    asks = _last_question(words) is not None and _QUESTIONS[WHICH_TRADE].search(words) is not None
    return asks and not reply.cards


def spare_known(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Leave out the question that ends `replies` when the person has told their situation before."""
    at_school = turn.known("level") in _AT_SCHOOL and turn.audience == "young"
    if question_of(replies) not in _OF_A_SITUATION or not (at_school or status_told(turn)):
        return
    last = replies[-1]
    left = _LAST_SENTENCE.sub("", last.text).strip()
    if last.text.rstrip().endswith("?") and len(left.split()) >= _SAYS_ENOUGH:
        last.text = left
        last.choices = [one for one in last.choices if not one.title.startswith(("Je ", "J'ai"))]


def without_which_trade(reply: ReplyDraft) -> ReplyDraft | None:
    """`reply` without the question that asks which trade is meant; None when it does little but ask it."""
    if not asks_which_trade(reply):
        return reply
    left = _LAST_SENTENCE.sub("", reply.text).strip()
    if len(left.split()) < _SAYS_ENOUGH:
        return None
    return reply.model_copy(update={"text": left, "choices": []})


def only_answers(turn: Turn) -> bool:
    """Whether a few words do nothing but tell the situation that we asked for: « je serai au chômage en juillet ».

    Amid the questions that help to choose, so does what is held already: « j'ai que le brevet, je vous dis ».
    """
    if turn.in_form and says_again(turn):
        return True
    few = len(normalise(turn.text).split()) <= _A_FEW
    return few and turn.known("asked") in _OF_A_SITUATION and answer_to_it(turn) in _TOLD


def answer_to_it(turn: Turn) -> str | None:
    """The slug or the situation that the message gives, when it does nothing but answer what we asked.

    `ptp_…` and `region_pays` are answers of the catalogue; `employee`, `job_seeker` and `student` are situations of
    `training_cost`. A status told to nobody's question is taken too, when nothing else is understood of the message.
    """
    text = normalise(turn.text)
    # What a « oui » to the offer of questions begins is told by the yes itself (actions/assistant.py).
    asked = (
        None
        if turn.known("asked") in ("choose", TRAINING_PLACE, WHICH_TRADE, READING)
        else turn.known("asked")
    )
    if turn.text.startswith("/") or turn.intent in _NEVER or turn.in_form or turn.professions:
        return None
    if turn.also and turn.intent not in _UNSURE:
        return None
    if _ASKS.search(text) or len(text.split()) > _LONGEST:
        return None
    # « militaire, donc ni l'un ni l'autre » is neither of what we asked: what we know for them.
    special = for_the_standing(turn, "training_cost") if titles_told(turn.text) else "training_cost"
    if special != "training_cost" and (asked or turn.intent in _UNSURE):
        return special
    if asked is None and not (turn.known("last_subject") in _MONEY and turn.intent in _UNSURE):
        return None
    if asked == "region":
        return "region_pays" if turn.said("place") else None
    contract = next((name for name, pattern in _CONTRACTS if pattern.search(text)), None)
    if asked == "contract":
        yes = "cdi" if _YES.search(text) else "other" if _NO.search(text) else None
        contract = contract if not _NO.search(text) or contract != "cdi" else "other"
        return f"ptp_{contract or yes}" if contract or yes else None
    situation = aspect("training_cost", turn.text)
    if situation is None and asked in _SITUATIONS:
        yes_is, no_is = _SITUATIONS[asked]
        situation = yes_is if _YES.search(text) else no_is if _NO.search(text) else None
    if situation == "employee" and contract:
        return f"ptp_{contract}"
    return situation
