"""What is asked again: « je demandais la durée, vous n'avez pas répondu », « tu n'as rien dit sur le permis ».

Two ways of saying so are heard: to ask in words that look back (« je voulais juste savoir… »), and to reproach us to have
left it. What it is about is told by one table; where that is of no trade or no such thing, by the words that remain.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from actions.narrow.lengths import length_answer
from actions.talk.said import SORRY, whole_print
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

Narrowly = Callable[[Turn, str], Awaitable[ReplyDraft | None]]


@dataclass(frozen=True)
class _Thing:
    """One thing of a trade: the `words` that look back at it, those by which we `left` it, what tells it."""

    words: re.Pattern[str]
    left: re.Pattern[str]
    narrow: str | None = None
    subject: str | None = None


def _thing(words: str, left: str = "", narrow: str | None = None, subject: str | None = None) -> _Thing:
    never = r"(?!)"
    return _Thing(re.compile(words or never), re.compile(left or words or never), narrow, subject)


_LENGTH = _thing(
    r"\bdurees?\b|\bcombien (?:de temps|d.annees?|de mois)|\b(?:le|du) temps\b|\blongueur\b",
    r"\bdurees?\b|\bdur(?:e|ent|er|ait)\b|\bcombien (?:de (?:temps|mois|semaines)|d.?annees?)\b|\blongtemps\b",
    narrow="length",
)
_PAY = _thing(
    r"\bsalaires?\b|\bla paye\b|\bla paie\b|\bcombien (?:on |ca |je )?(?:gagn|pay|touch)\w+",
    r"\bsalaires?\b|\b(?:bien|mal|combien|mieux) (?:c.?est |on est )?pay\w*|\bgagn\w*|\btouch\w*|\bpaye?\b",
    subject="pay",
)
# The most telling first: « qui paye la formation ? » asks no pay.
_TOO_YOUNG, _TOO_OLD = "age_for_trade", "no_age_limit"  # narrow answers
_ADULT = 26  # years from which one fears to be too old
_THINGS = (
    _LENGTH,
    _thing(
        r"\bprix\b|\bcouts?\b|\btarifs?\b|\bcombien (?:ca )?cout\w+",
        r"\bqui (?:me |nous )?(?:paye|paie|finance|prend en charge)\b|\bfinanc\w*|\b(?:prix|couts?|coute\w*|tarifs?)\b",
        narrow="price",
        subject="training_cost",
    ),
    _PAY,
    _thing(
        r"\bconditions?\b|\bselection\b|\bconcours\b|\bpour entrer\b",
        r"\bconcours\b|\bselection\b|\bconditions? (?:d.?entree|pour entrer)\b|\badmission\b",
        narrow="entry",
        subject="admission",
    ),
    _thing(
        r"\bhoraires?\b|\bheures\b",
        r"\bhoraires?\b|\bnuits?\b|\bweek.?ends?\b|\bconditions? de travail\b",
        narrow="trade_hours",
        subject="profession_conditions",
    ),
    _thing(
        "",
        r"\b(?:ecoles?|formations?|instituts?) (?:la plus proche|les plus proches|pres|vers|a cote)\b",
        subject="training_search",
    ),
    _thing("", r"\bevolu\w+\b|\bapres quelques annees\b", subject="profession_progression"),
    _thing(r"\bstages?\b", narrow="placement_weeks"),
    _thing(r"\bl.?age\b", narrow=_TOO_YOUNG),
    _thing(r"\bdates?\b|\brentrees?\b|\binscriptions?\b", narrow="application_dates"),
)
_SUBJECTS = frozenset(thing.subject for thing in _THINGS if thing.subject)

_LONGEST = 20  # words of what is asked looking back
_MOST = 22  # words of a reproach
_LOOKS_BACK = re.compile(
    r"\b(?:je |j.)(?:te |vous |t.)?(?:demand(?:e|ais|ai)|ai (?:bien )?demande|parl(?:e|ais)"
    r"|voulais (?:juste )?(?:dire|savoir|parler)|veux (?:juste )?savoir)\b "
    r"(?:(?:juste|de|d.|pour|sur|du|des|plutot) )*(?P<what>.+)"
    r"|\bma question (?:c.est|c.etait|etait|est|portait)\b (?:(?:juste|de|d.|pour|sur|du|des) )*(?P<question>.+)"
    r"|\b(?:pas|jamais|toujours pas|rien) (?:vraiment )?(?:repondu?\w*|dit)\b"
    r"(?: (?:a ma question|pour|sur|a))+ (?P<left>.+)"
)
# What one earns while one learns is another question.
_WHILE_LEARNING = re.compile(r"\b(?:pendant|durant|en formation|apprenti\w*|alternan\w*|stages?)\b")
# Where what is asked again ends.
_ENDS = re.compile(
    r"[,;.!?]|\b(?:et )?(?:vous|tu|t) (?:n )?(?:avez|as|m.avez|m.as|repond\w*)\b"
    r"|\bpas (?:(?:de |pour |sur )?(?:la|le|les|l.)|du|des)"
)
# How long something else than the training lasts.
_OF_ELSE = re.compile(
    r"\b(?:demarches?|dossier|reponse|attente|stage|immersion|vae|ptp|contrat|conges?|inscriptions?|cpf)\b"
)
# « je vous demandais la durée », « c'est le prix que je demandais », « vous ne m'avez pas dit le salaire ».
_REPROACHES = re.compile(
    r"\b(?:pas|jamais|rien|toujours pas) (?:vraiment |du tout |encore )?(?:repond\w*|dit|donne|precise)\b"
    r"|\b(?:je|j)\W{0,2}(?:(?:vous |te |t.?)?(?:demandais|avais (?:bien |deja )?demande)"
    r"|(?:vous |t.?)(?:ai |viens de )(?:bien |deja )?"
    r"demand(?:e|er))\b(?! (?:a|au|aux) )"
    r"|\brepond\w* (?:pas|jamais|a cote)\b|\bpas de reponse\b|\bma question (?:c.?etait|c.?est|portait|etait)\b"
    r"|\b(?:vous|tu) (?:l.?)?(?:avez|as) (?:oublie\w*|zappe\w*|saute\w*)"
)
# « on m'a jamais dit le salaire », « je lui ai demandé » reproach nothing to us.
_OF_OTHERS = re.compile(
    r"\b(?:on|ils?|elles?) (?:ne |n.?)?(?:m|me|nous) ?.?(?:a|ont|avait)\b|\b(?:je|j) ?.?(?:lui|leur)\b"
)
# What a reproach begins with, before what was left, and the small words after it.
_REPROACH = re.compile(
    r"^.*?\b(?:je|j)\W{0,2}(?:vous |te |t.)?(?:ai |avais |viens de )?demand\w+ (?:aussi |bien |deja )*"
    r"(?:a propos |par rapport )?"
    r"|^.*?\b(?:pas|jamais|rien|toujours pas) (?:vraiment )?(?:repondu?\w*|reponse|dit|repond\w*)\s*"
    r"(?:a (?:ma|la) question|a ca)?\s*"
)
_LEAD = re.compile(
    r"^(?:[,: ]|\b(?:pour|sur|a propos de|de|du|des|au|aux|a|la|le|les|l.|mon|ma|mes|question)\b)*"
)
_LEAST = 4  # letters of what is asked, for it to be looked for
_WORD, _STEM = re.compile(r"[a-z]{6,}"), 6  # letters by which what was left is known again
_BY_EXPERIENCE, _RECENT = re.compile(r"\bvae\b"), 4  # messages in which the VAE was spoken of
_WHO_KNOWS = {"young": ["cio", "mission_locale"]}
_ADULTS = ["cep", "france_travail"]


def what_again(turn: Turn) -> str:
    """The words of what the message asks again; empty when it does not."""
    said = normalise(turn.typed or turn.text)
    if turn.text.startswith("/") or len(said.split()) > _LONGEST or not (found := _LOOKS_BACK.search(said)):
        return ""
    told = found["what"] or found["question"] or found["left"] or ""
    return _ENDS.split(told, maxsplit=1)[0].strip()


_PUPILS_STAGE = re.compile(
    r"\bstages?\b.{0,16}\b(?:3e|3eme|troisieme|4e|quatrieme|seconde|2nde|observation)\b"
)


def facet_again(turn: Turn) -> str | None:
    """The narrow answer about the trade in question that is asked again; None when no trade or no such thing is."""
    what = what_again(turn)
    if not what or turn.profession is None:
        return None
    facet = next((thing.narrow for thing in _THINGS if thing.narrow and thing.words.search(what)), None)
    if facet == _TOO_YOUNG and (turn.age or 0) >= _ADULT:
        facet = _TOO_OLD
    if facet == "placement_weeks" and any(_PUPILS_STAGE.search(normalise(text)) for text in turn.earlier):
        return None  # a pupil looks for an internship, whatever trade is spoken of
    return None if facet == _LENGTH.narrow and _OF_ELSE.search(what) else facet


def pay_again(turn: Turn) -> bool:
    """Whether the pay of the trade in question is asked again."""
    what = what_again(turn)
    asks = _PAY.words.search(what) is not None and not _WHILE_LEARNING.search(what)
    return turn.profession is not None and asks


def reproaches(turn: Turn) -> bool:
    """Whether the message says that we left something unanswered, or asks it once more by saying that it was asked."""
    said = normalise(turn.typed or turn.text)
    if turn.text.startswith("/") or len(said.split()) > _MOST or not turn.earlier or turn.in_form:
        return False
    return _REPROACHES.search(said) is not None and _OF_OTHERS.search(said) is None


def left_subject(turn: Turn) -> str | None:
    """The subject that the message says we left: « vous n'avez pas répondu pour le salaire »; None when it names none."""
    if not reproaches(turn) or not (turn.profession or turn.known("last_subject") in _SUBJECTS):
        return None
    said = normalise(turn.typed or turn.text)
    return next((thing.subject for thing in _THINGS if thing.subject and thing.left.search(said)), None)


async def length_left(turn: Turn, named: Narrowly) -> ReplyDraft | None:
    """How long the thing under way lasts, when the message says that we did not tell it; else None."""
    said = normalise(turn.typed or turn.text)
    if not (reproaches(turn) and _LENGTH.left.search(said)):
        return None
    by_experience = any(
        _BY_EXPERIENCE.search(normalise(text)) for text in (turn.text, *turn.earlier[:_RECENT])
    )
    reply = None
    if by_experience and not turn.said("profession") and (reply := await named(turn, "vae_duration")):
        turn.point = "vae_duration"
    if reply is None and (reply := await length_answer(turn, said, said)):
        turn.point = _LENGTH.narrow
    return _with_regrets(reply) if reply else None


def _with_regrets(reply: ReplyDraft) -> ReplyDraft:
    reply.text = f"{SORRY} {reply.text}"
    return reply


def sorry(replies: list[ReplyDraft]) -> None:
    """Begin the answer to what was left with regrets."""
    if replies and not replies[0].text.startswith("Pardon"):
        replies[0].text = (
            f"{SORRY} {replies[0].text}"
            if not replies[0].text.startswith("**")
            else (f"{SORRY}\n\n{replies[0].text}")
        )


def left_out(said: str) -> str:
    """What the reproach says was left without an answer; empty when it does not say."""
    rest = _REPROACH.sub("", said, count=1) if _REPROACH.match(said) else ""
    return _LEAD.sub("", rest).strip(" ?!.,")


async def _another(turn: Turn, asked: str, narrowly: Narrowly) -> ReplyDraft | None:
    """The narrow answer to the message before, with what is said to have been left out, when it was not just given."""
    reply = await narrowly(turn, f"{normalise(turn.earlier[0])} {asked}".strip())
    if reply is None or whole_print(reply) in (turn.known("last_said") or []):
        return None
    return _with_regrets(reply)


def _of_the_last(turn: Turn, asked: str) -> bool:
    """Whether what was left out may belong to the message before: nothing is named, or a word of it."""
    named = _WORD.findall(asked)
    before = normalise(turn.earlier[0])
    return not named or any(word[:_STEM] in before for word in named)


# « vous noyez le poisson », « ça m'avance pas »: nothing in these words tells what was left out.
_EVASIVE = re.compile(
    r"\ben touche\b|\bnoy\w+ le poisson|autour du pot|langue de bois|\besquiv\w+|\belud\w+|\bbaratin\w*|\bblabla\w*"
    r"|\bde normand\b|\btoute faite\b|\bparl\w+ pour (?:ne )?rien dire|\bdefile[sz]\b"
    r"|\b(?:m'|me |nous )(?:avance|aide|eclaire|renseigne)[sz]? (?:pas|rien|guere|a rien)\b|\bavance\w*\W*$"
)


async def not_answered_answer(turn: Turn, said: str, narrowly: Narrowly) -> ReplyDraft | None:
    """The narrow answer to what was left out; else regrets, and who can answer. None when its subject tells it."""
    if _EVASIVE.search(said):
        return await unanswered(turn)
    asked = left_out(said)
    if len(asked) >= _LEAST and (reply := await narrowly(turn, asked)):
        return _with_regrets(reply)
    if turn.earlier and _of_the_last(turn, asked) and (reply := await _another(turn, asked, narrowly)):
        return reply
    return None if left_subject(turn) else await unanswered(turn)


async def unanswered(turn: Turn) -> ReplyDraft:
    """Regrets that nothing answers what was asked, and who can."""
    reply = await stored(turn, "not_answered")
    await show_contacts(turn, reply, _WHO_KNOWS.get(turn.audience or "", _ADULTS), 1, age_of(turn))
    return reply
