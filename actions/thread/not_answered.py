"""« Tu n'as pas répondu pour le bégaiement »: the question that was left is taken up, else we say that we missed it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from actions.narrow.lengths import length_answer
from actions.talk.said import SORRY, whole_print
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.contacts import age_of, show_contacts
from bot.french.normalise import normalise
from bot.replies import ReplyDraft

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
# « je vous demandais la durée », « c'est le prix que je demandais », « vous ne m'avez pas dit le salaire ».
_LEFT = re.compile(
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
# What was left, and the subject that tells it, the most telling first.
_SUBJECTS = {
    "training_cost": re.compile(
        r"\bqui (?:me |nous )?(?:paye|paie|finance|prend en charge)\b|\bfinanc\w*|\b(?:prix|couts?|coute\w*|tarifs?)\b"
    ),
    "pay": re.compile(
        r"\bsalaires?\b|\b(?:bien|mal|combien|mieux) (?:c.?est |on est )?pay\w*|\bgagn\w*|\btouch\w*|\bpaye?\b"
    ),
    "admission": re.compile(
        r"\bconcours\b|\bselection\b|\bconditions? (?:d.?entree|pour entrer)\b|\badmission\b"
    ),
    "profession_conditions": re.compile(
        r"\bhoraires?\b|\bnuits?\b|\bweek.?ends?\b|\bconditions? de travail\b"
    ),
    "training_search": re.compile(
        r"\b(?:ecoles?|formations?|instituts?) (?:la plus proche|les plus proches|pres|vers|a cote)\b"
    ),
    "profession_progression": re.compile(r"\bevolu\w+\b|\bapres quelques annees\b"),
}
_HOW_LONG = re.compile(
    r"\bdurees?\b|\bdur(?:e|ent|er|ait)\b|\bcombien (?:de (?:temps|mois|semaines)|d.?annees?)\b|\blongtemps\b"
)
_MOST = 22  # words of a reproach
_WORD, _STEM = re.compile(r"[a-z]{6,}"), 6  # letters by which what was left is known again
_BY_EXPERIENCE, _RECENT = re.compile(r"\bvae\b"), 4  # messages in which the VAE was spoken of
_WHO_KNOWS = {"young": ["cio", "mission_locale"]}
_ADULTS = ["cep", "france_travail"]

Narrowly = Callable[[Turn, str], Awaitable[ReplyDraft | None]]
Named = Callable[[Turn, str], Awaitable[ReplyDraft | None]]


def reproaches(turn: Turn) -> bool:
    """Whether the message says that we left something unanswered, or asks it once more by saying that it was asked."""
    said = normalise(turn.typed or turn.text)
    if turn.text.startswith("/") or len(said.split()) > _MOST or not turn.earlier or turn.in_form:
        return False
    return _LEFT.search(said) is not None and _OF_OTHERS.search(said) is None


def left_subject(turn: Turn) -> str | None:
    """The subject that the message says we left: « vous n'avez pas répondu pour le salaire »; None when it names none."""
    if not reproaches(turn) or not (turn.profession or turn.known("last_subject") in _SUBJECTS):
        return None
    said = normalise(turn.typed or turn.text)
    return next((subject for subject, words in _SUBJECTS.items() if words.search(said)), None)


async def length_left(turn: Turn, named: Named) -> ReplyDraft | None:
    """How long the thing under way lasts, when the message says that we did not tell it; else None."""
    said = normalise(turn.typed or turn.text)
    if not (reproaches(turn) and _HOW_LONG.search(said)):
        return None
    by_experience = any(
        _BY_EXPERIENCE.search(normalise(text)) for text in (turn.text, *turn.earlier[:_RECENT])
    )
    told = []
    if by_experience and not turn.said("profession") and (reply := await named(turn, "vae_duration")):
        told.append(reply)
        turn.point = "vae_duration"
    if not told and (reply := await length_answer(turn, said, said)):
        told.append(reply)
        turn.point = "length"
    for reply in told:
        reply.text = f"{SORRY} {reply.text}"
    return told[0] if told else None


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
    reply.text = f"{SORRY} {reply.text}"
    return reply


def _of_the_last(turn: Turn, asked: str) -> bool:
    """Whether what was left out may belong to the message before: nothing is named, or a word of it."""
    named = _WORD.findall(asked)
    before = normalise(turn.earlier[0])
    return not named or any(word[:_STEM] in before for word in named)


async def not_answered_answer(turn: Turn, said: str, narrowly: Narrowly) -> ReplyDraft | None:
    """The narrow answer to what was left out; else regrets, and who can answer. None when its subject tells it."""
    asked = left_out(said)
    if len(asked) >= _LEAST and (reply := await narrowly(turn, asked)):
        reply.text = f"{SORRY} {reply.text}"
        return reply
    if turn.earlier and _of_the_last(turn, asked) and (reply := await _another(turn, asked, narrowly)):
        return reply
    if left_subject(turn):
        return None
    reply = await stored(turn, "not_answered")
    await show_contacts(turn, reply, _WHO_KNOWS.get(turn.audience or "", _ADULTS), 1, age_of(turn))
    return reply
