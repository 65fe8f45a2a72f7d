"""« j'ai pas parlé de ça », « je parle de mes mains », « je suis pas licenciée » : how we read the person is put right.

What is denied is let go, the answer just given is not given again in other words, and the reply begins by owning it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from actions.people.denied import titles_denied
from actions.people.standing import titles_told
from actions.talk.request import asks_of_its_own
from actions.talk.said import MISREAD, print_of, whole_print
from actions.talk.turn import Turn
from bot.french.normalise import normalise
from bot.replies import ReplyDraft
from bot.subjects import IN_PASSING, subject_of_intent, subjects

_I = r"\b(?:j.?|je )(?:n.? ?|ne )?(?:vous |te |t.?)?"
_NEVER = r"(?:pas|jamais|rien)"
_YOU = r"\b(?:vous|vs|tu|t|ta|tas)\W?(?:ne |n.?)?(?:me |m.?)?"
_OF = r"(?:de |d.|du |des |que |qu.|ca\b|cela\b|sur )"
_WHAT = r"(?:le |la |les |l.|ca\b|cela\b|si |comment |combien |ou |quel)"
_REALLY = r"(?:vraiment |toujours |encore |du tout |bien )*"
# What tells that the last answer was beside what was asked.
_REPROACHES = re.compile(
    rf"{_I}(?:ai |avais )?{_NEVER} (?:parle\w*|dit|cite|evoque|voulu dire) {_OF}"
    rf"|{_I}(?:ai |avais )?{_NEVER} demande\w* {_WHAT}"
    rf"|{_I}(?:parl\w+|demand\w+) pas (?:{_OF}|{_WHAT})"
    rf"|{_YOU}(?:avez|as|a)? ?{_REALLY}{_NEVER} {_REALLY}(?:repond\w*|compri\w*|lu\b)"
    rf"|{_YOU}(?:avez|as) mal (?:compri\w*|lu|entendu)"
    rf"|{_YOU}(?:repond\w*|compren\w*|ecout\w*|lis\w*) (?:vraiment )?(?:{_NEVER}|a cote|mal)\b"
    r"|\bc.?(?:est|etait)? pas (?:du tout )?(?:ca|cela|ma question|la question|le sujet|ce que (?:je|j))\b"
    r"(?! (?:le |la )?(?:probleme|souci))"
    r"|\ba cote de la (?:plaque|question)\b"
    r"|(?<!c.etait )(?<!j.etais )(?<!je suis )(?<!j.ai fait )\bhors.?sujet\b"
    r"|^(?:mais |non |ca |c.est |n.?a |a )*rien a voir\W*$"
    r"|\b(?:qui|pourquoi|personne)\b.{0,24}\bparl\w+ (?:de |d.|du |des )"
    r"|\barrete\w* (?:avec|de (?:me |m.)?parler)\b"
)
_LEADS = r"^(?:(?:non+|nan|mais|euh|bah|ben|ah|si|attention|enfin|pardon|heu+)\b[ ,.!]*)+(?:moi )?"
# What says once more what was meant, in words that look back.
_MEANS = re.compile(
    rf"{_I}(?:parlais|demandais|voulais dire)\b"
    rf"|{_I}(?:ai|avais) (?:bien |deja |juste )?demande (?:si|ou|comment|combien|quand|quel\w*|qui) "
    rf"|{_LEADS}(?:je|j) (?:vous |te )?(?:parle|demande|voulais (?:parler|savoir))\b"
)
_NO_BUT = re.compile(r"^(?:(?:non+|nan|nn)\b[ ,.!]*)+(?:mais|euh|bah)\b[ ,]*(?P<rest>.+)")
_OF_OTHERS = re.compile(
    r"\b(?:on|ils?|elles?|ecole|ifsi|ifas|patron\w*|employeur|chef\w*|conseill\w+|mission locale"
    r"|france travail|pole emploi) (?:ne |n.?)?(?:m|me|nous|lui) ?.?(?:a|ont|avait|repond\w*)\b"
    r"|\b(?:je|j) ?.?(?:lui|leur)\b|\bmon (?:patron|chef|employeur)\b"
)
YES_OR_NO = re.compile(r"\boui ou non\b")  # the answer given held one, that was not seen
_SETS_ASIDE = re.compile(r"^(?:(?:mais|euh|ah|bah|ben)\b[ ,]*)*(?:non|nan|pas)\b")
_LONGEST = 34  # words
_A_STATE = 14  # words that only tell a situation
_HANGS_ON_A_SITUATION = frozenset({"training_cost", "career_change", "cpf"})
_SITUATION_ASKED = frozenset({"job", "seeking", "situation", "contract"})  # then it only answers
_AGAIN = re.compile(
    r"^(?:non|mais|euh|nan|ben|bah)\b|\b(?:deja )?dit\b|\bje (?:te |vous |le )?(?:repete|redis)\b|!"
)
# The subjects by whose words one says not to have spoken of them.
_SUBJECTS = {
    "parcoursup": re.compile(r"\bparcoursup\b"),
    "vae": re.compile(r"\bvae\b"),
    "cpf": re.compile(r"\bcpf\b"),
    "pay": re.compile(r"\b(?:salaires?|paye|paie|gagn\w+)\b"),
    "apprenticeship": re.compile(r"\b(?:apprenti\w*|alternance)\b"),
    "disability": re.compile(r"\b(?:handicap\w*|rqth)\b"),
    "immersion": re.compile(r"\b(?:immersion|stages?)\b"),
    "training_cost": re.compile(r"\b(?:prix|couts?|financ\w+|argent)\b"),
    "job_offers": re.compile(r"\b(?:emplois?|offres?|boulot)\b"),
    "event_search": re.compile(r"\b(?:forums?|salons?|portes? ouvertes?|rencontres?)\b"),
}
_FEW = 9  # words after « non mais »
_LOOKED_AT = 4  # messages
_WORD = re.compile(r"[a-z]{4,}")
_EMPTY = frozenset(
    [
        "avec",
        "dans",
        "pour",
        "mais",
        "plus",
        "comme",
        "tout",
        "tous",
        "cette",
        "faire",
        "etre",
        "avoir",
        "quoi",
        "quel",
        "quelle",
        "sans",
        "aussi",
        "merci",
        "alors",
        "donc",
        "vraiment",
        "est-ce",
        "combien",
        "comment",
        "pourquoi",
    ]
)
_TRADES = frozenset({"profession", "profession_current", "profession_excluded"})
_DENIED = re.compile(
    rf"\b(?:{_NEVER}) (?:parle\w*|dit|cite|evoque|demande\w*|voulu dire) (?:de |d.|du |des |le |la |les |l.|que |qu.)?"
    r"(?P<what>[^.,;!?]{2,50}?)(?:[.,;!?]|\bmais\b|\bje\b|\bj\W|$)"
)
# « tu m'as pas dit ce que fait une CESF »: we left it out, the person denies nothing.
_LEFT_UNSAID = re.compile(
    r"\b(?:tu|vous|t)\W? ?(?:ne |n')?(?:m'?)?(?:as|avez|a) (?:toujours |meme |encore )?"
    r"(?:pas|rien) (?:dit|parle|explique|repondu)\b"
)
_PLAINLY = 0.55  # confidence in what the words ask by themselves
_LEAST = 3  # words of something asked
_NEVER_MEANT = (IN_PASSING - {"identity", "personal_data"}) | {"nlu_fallback"}
_BEGINS_WELL = (
    "Pardon",
    "Vous avez raison",
    "Excusez",
    "Désolé",
    "D'accord",
    "Noté",
    "C'est noté",
    "Entendu",
)
_OF_THE_TALK = frozenset(
    {"help", "human", "distress", "insult", "goodbye", "thanks", "greet", "identity", "personal_data"}
)


@lru_cache(maxsize=256)
def _reproaches(said: str) -> bool:
    return _REPROACHES.search(said) is not None and _OF_OTHERS.search(said) is None


def _said(turn: Turn) -> str:
    return normalise(turn.typed or turn.text)


def puts_right(turn: Turn) -> bool:
    """Whether the message says that its author was misread: what they did not say, what they are not, what they meant."""
    said = _said(turn)
    if turn.text.startswith("/") or not turn.earlier or turn.in_form or len(said.split()) > _LONGEST:
        return False
    looks_back = _reproaches(said) or _MEANS.search(said) is not None
    return looks_back or _insists(turn, said) or _contradicts(turn) or restates_situation(turn)


def _contradicts(turn: Turn) -> bool:
    """Whether the message denies what was told before, or taken so: « je suis pas licenciée, je suis en CDI »."""
    denied = titles_denied(turn.text)
    return any(not denied.isdisjoint(titles_told(text)) for text in turn.earlier)


def restates_situation(turn: Turn) -> bool:
    """Whether the message only says what its author is or is not, after an answer about money that took them for another.

    « je suis pas dans le privé ! », « je suis plus militaire, j'ai quitté l'armée »
    """
    said = _said(turn)
    if _MEANS.search(said) or asks_of_its_own(turn.text):
        return False  # « non, je demandais si je garde mon RSA »
    if "?" in said or len(said.split()) > _A_STATE or turn.known("last_subject") not in _HANGS_ON_A_SITUATION:
        return False
    if (
        turn.in_form
        or turn.text.startswith("/")
        or not turn.earlier
        or turn.known("asked") in _SITUATION_ASKED
    ):
        return False
    told = titles_denied(turn.text) or titles_told(turn.text)
    return _contradicts(turn) or (_AGAIN.search(said) is not None and bool(told))


def _insists(turn: Turn, said: str) -> bool:
    """« non mais mes MAINS, l'eczéma »: a few words, one of which was said before."""
    found = _NO_BUT.search(said)
    asks = "?" in said or asks_of_its_own(turn.text)
    if found is None or asks or len(found["rest"].split()) > _FEW:
        return False
    before = {word for text in turn.earlier[:_LOOKED_AT] for word in _WORD.findall(normalise(text))}
    return not before.isdisjoint(set(_WORD.findall(found["rest"])) - _EMPTY)


def not_again(turn: Turn) -> bool:
    """Whether the answer just given must not come again, in other words either.

    Who only asks once more (« je demandais si je garde mon RSA », « je parlais de la VAE ») may well be given it.
    """
    said = _said(turn)
    if not puts_right(turn) or YES_OR_NO.search(said):
        return False
    return _reproaches(said) or _insists(turn, said) or _contradicts(turn) or restates_situation(turn)


def left_unsaid(said: str) -> bool:
    """Whether the normalised `said` reproaches us to have left something out, and denies nothing of its own."""
    return _LEFT_UNSAID.search(said) is not None


def leave_denied(turn: Turn) -> None:
    """Forget the trade that the message says was never spoken of."""
    if not (puts_right(turn) or (_SETS_ASIDE.search(_said(turn)) and turn.said("profession_excluded"))):
        return
    denied = None if left_unsaid(_said(turn)) else _DENIED.search(_said(turn))
    named = [one for one in turn.entities if one.get("entity") in _TRADES]
    left = [
        one
        for one in named
        if one["entity"] == "profession_excluded"
        or (denied and normalise(str(one.get("text") or "-")) in denied["what"])
    ]
    turn.entities = [
        {**one, "entity": "profession_excluded"} if one in left else one for one in turn.entities
    ]
    if turn.known("profession") in {one["value"] for one in left}:
        wanted = (one["value"] for one in turn.entities if one.get("entity") == "profession")
        turn.remember("profession", next(wanted, None))


def only_denies(turn: Turn) -> bool:
    """Whether the message says what was not meant, and nothing of what was: « jé pa parlé de mes parents »."""
    said = _said(turn)
    if not (puts_right(turn) and _DENIED.search(said)) or "?" in said:
        return False
    rest = _REPROACHES.sub(" ", _DENIED.sub(" ", normalise(turn.text)))
    return len(set(_WORD.findall(rest)) - _EMPTY) < _LEAST - 1


def meant_rather(turn: Turn) -> str | None:
    """The subject that the words of a correction ask by themselves, where the talk made another of it; else None."""
    if restates_situation(turn):
        return str(turn.known("last_subject"))
    if not puts_right(turn) or len(normalise(turn.text).split()) < _LEAST:
        return None
    known = subject_of_intent()
    alone = next(iter(turn.message.get("alone") or []), None)
    if alone is None or alone["confidence"] < _PLAINLY:
        return None
    subject = known.get(alone["name"])
    if subject not in subjects() or subject in _NEVER_MEANT or subject == known.get(turn.intent):
        return None
    return subject


def denied_subjects(turn: Turn) -> frozenset[str]:
    """The subjects that the message says were never asked: « j'ai pas parlé de parcoursup »."""
    denied = _DENIED.search(_said(turn)) if puts_right(turn) else None
    what = denied["what"] if denied else ""
    return frozenset(subject for subject, words in _SUBJECTS.items() if words.search(what))


def said_already(turn: Turn, reply: ReplyDraft) -> bool:
    """Whether `reply`, in these words or in others that the catalogue has for it, was just given."""
    said = set(turn.known("last_said") or [])
    return whole_print(reply) in said or not said.isdisjoint(turn.wordings.get(print_of(reply.text), ()))


def owned(turn: Turn, replies: Sequence[ReplyDraft]) -> None:
    """Begin the answer to a correction by owning that the message before was misread."""
    of_the_talk = turn.point is None and turn.intent in _OF_THE_TALK
    if not replies or not puts_right(turn) or of_the_talk:
        return
    first = replies[0]
    if not first.text.startswith(_BEGINS_WELL):
        between = "\n\n" if first.text.startswith("**") else " "
        first.text = f"{MISREAD}{between}{first.text}"
