"""Two requests in one message: which comes first, and what else is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.engine.context import Ranking
from bot.subjects import subject_of_intent

# Where another request may begin: a sentence, a clause, an addition.
_CUT = re.compile(
    r"[.!?;:\n]+|,\s|\s\+\s|\s(?:et|e|pi|pis|puis|ensuite|sinon|mais|apres|d'?abord)\s(?:aussi\s|puis\s|apres\s|sinon\s)?"
    r"|\sau fait\s"
    # « … ou infirmière » is cut out; « … où se former » begins with its word.
    r"|\s(?=ou (?:est|c'est|se|puis|peut|peux|on|ca|je|j'|sont|il y|y|\w+(?:er|ir|re))\b)"
    r"|\sou\s"
)
# Words by which a clause asks something, rather than tells of a life.
_ASKING = re.compile(
    r"\b(?:comment|combien|quels?|quelles?|quand|qui|quoi|pourquoi|est-ce|es[t]? ce qu\w*|il y a|peut-on|puis-je|possible|"
    r"lequel|laquelle|faudrait|lui faut|dois-je|peut-il|peut-elle|dites[- ]m'en|"
    r"lesquel\w*|faut|ou est|c'est ou|dites|expliqu\w+|donn\w+|cherch\w+|voudrais|aimerais|veux|besoin|savoir|connaitre|"
    r"trouver|prevenir|rappel\w*|merci de|faites|envoy\w+|"
    r"peu[tx](?! (?:pas|plus|rien)\b)|pourr\w+|auriez|avez-vous|appele[rz]?|passez|"
    r"(?:re)?di[st][- ]moi|aide[rz]?[- ]moi|trouve[rz]?[- ]moi|montre[rz]?[- ]moi|raconte[rz]?)\b"
)
# One word that asks by itself: « c'est quoi AP, salaire, horaires ».
_KEYWORDS = frozenset(
    {
        *(
            "salaire",
            "salaires",
            "paie",
            "paye",
            "remuneration",
            "horaires",
            "horaire",
            "conditions",
            "missions",
            "qualites",
        ),
        *(
            "etudes",
            "etude",
            "diplome",
            "diplomes",
            "duree",
            "alternance",
            "apprentissage",
            "stage",
            "debouches",
        ),
        *("cout", "prix", "tarif", "financement"),
    }
)
# What is politeness rather than a request; and what is no part of a message, since it only makes sense whole.
_POLITENESS = frozenset({"greet", "thanks", "goodbye", "yes", "no", "gibberish", "help"})
_NO_REQUEST = _POLITENESS | {"compare_professions", "distress"}
_INSULT = "insult"
_OUT = "out_of_scope"
_BESIDE = _NO_REQUEST | {_INSULT, _OUT, "identity"}  # what says nothing of the thing that is asked about

# « … c'est payant et c'est à quel endroit dans l'Oise »: beside a training, a place asked about is where it is given.
_THERE, _SEARCH = "follow_up_place", "training_search"
_OF_TRAINING = frozenset(
    {"training_path", "training_cost", "admission", "apprenticeship", "parcoursup", "vae", "cpf", _SEARCH}
)
_WHERE = re.compile(
    r"\b(?:ou|endroit|peut-on|quel(?:le)?s? (?:ville|ecole|cfa|institut|centre|lycee|universite)s?)\b"
)

# The figures below were chosen on the first two held-out series (docs/language.md).
_SURE_ASKING = 0.65  # a clause that asks is a request from these odds on
_SURE_QUESTION = 0.8  # a clause with a question mark and no word of asking
_SURE_TELLING = (
    0.9  # a clause without a word of asking, from these, in a message of few clauses or within a question
)
_SURE_ELLIPTIC = (
    0.75  # a clause that asks beside another, from these odds among what it can ask of the same thing
)
_SURE_INSULT = 0.7  # an insult asks nothing
_FEW = 3
_DOUBTED = 0.4  # below it the whole is in doubt
_SURE_OUT = 0.75  # below it, a message that seems outside our field but holds a request of it is that request
_SHARED = 0.4  # two subjects that share the odds of a whole message so are both asked
_SPOKEN_OF = 0.02  # a request told first leads if the whole speaks of it too: else it sets the scene
_BEHIND_INSULT = 0.04  # what an insult comes with, from these odds on, is what is asked

# Where a sentence ends, or is turned away from: « … plus y aller, bref, le CPF ? ».
_SENTENCE = re.compile(r"[.!?;\n]+|\b(?:enfin bref|bref|sinon|passons|peu importe|laisse tomber)\b")
# In a story that asks with a question mark, its other sentences only tell, but for those that ask in so many words.
_END = re.compile(r"(?<=[.?!;\n])\s+")
_STORY, _STORY_SENTENCES, _SHORT = 40, 3, 24  # words of one; or sentences of one that has so many words
_TELLING = 3  # words of a sentence that tells
_POINTS_BACK = re.compile(
    r"^(?:et |mais |alors |du coup )*(?:est-ce (?:que c'est )?|c'est |ce serait |j'y |qui |on |(?:je |on )?(?:fait|fais) )?"
    r"(?:bien |donc )?(?:vrai|exact|possible|droit|jouable|foutu|mort|faisable|vraiment|organise ca|comment|quoi)\b"
)
_PLAINLY_ASKS = re.compile(
    r"\b(?:(?:je |j')?(?:voudrais|voudrai|aimerais|aimerai|souhaite\w*|voulais|cherche) |dites[- ]moi|expliqu\w+|"
    r"comment (?:on|je|faire|devenir|ca)\b|combien\b|quels?\b|quelles?\b|est-ce qu|peut-on|puis-je|pouvez|pourriez|auriez|"
    r"savoir|ou (?:se|je|on|est|puis)|c'est quoi|qui (?:paye?|paie|finance|peut)|besoin (?:de savoir|d'un|qu)|merci de)"
)
_ONESELF = re.compile(r"\b(?:je|j|me|m|moi)\b")
_THAN_I = re.compile(r"\b(?:que|comme) moi\b")  # « il est plus terre à terre que moi » tells of him
_TELLS_OF = re.compile(rf"{_ONESELF.pattern}|^(?:il|elle) (?:est|a|sort|vient|fait)\b")
_WEIGHS = 0.7  # a sentence about oneself is distress from these odds on: 29 of 38 found in long messages, 9 alarms in 3,295

# A greeting at the head of a message says nothing of what is asked after it.
_GREETING = re.compile(
    r"^\W*(?:bonjourt?s?|bonjoure|bonsoir|bjour|bjr|bsr|saluts?|salu|slt|slu|salam|hello|hey|coucou|kikou|cc|wesh|wsh|yo)\b"
    r"(?:\s+(?:a tous|à tous|a vous|à vous|madame|monsieur|mme|mr|et merci))?[\s,.!;:-]*",
    re.IGNORECASE,
)


# « d'accord. et … », « ok, … »: heard, and no part of what is asked.
_HEARD = re.compile(
    r"^\W*(?:(?:d'accord|daccord|dac|ok|okay|tres bien|super|parfait|entendu)[\s,.!;:-]+)+"
    r"(?:(?:et|mais|alors|du coup|sinon)\s+)?",
    re.IGNORECASE,
)
# « nn mais … », « je parle pas d'immersion, … », « vous n'avez pas répondu, … »: what is asked comes after.
_SET_ASIDE = re.compile(
    r"^\W*(?:(?:non|nan|nn|nop|mais|bah|ben|euh)[\s,]+)*"
    r"(?:j(?:e|')? ?(?:ne |n'|te |t |vous )*parl(?:e|ais|ai|ait) pas (?:de |d'|du |des )"
    r"[^,.;:!?]{2,40}?(?:[,.;:!]|\bmais\b|\bje\b)"
    r"|(?:vous|tu|t')? ?(?:n'|ne )?(?:avez|as|a) (?:toujours )?pas r[eé]pondu[^,.;:!?]{0,25}[,.;:!?]"
    r"|(?:non|nan|nn|nop),? (?:mais|mé|me)\b)\s*",
    re.IGNORECASE,
)
# « merci, comment je … ? », « ok mrc et si … »: thanks, and something is asked still.
_THANKED = re.compile(
    r"^\W*(?:(?:ok|oki|bon|super|ah|oui|parfait)[\s,.!]+)*(?:merci|mrc|mci)"
    r"(?:\s+(?:beaucoup|bcp|bien|infiniment|a vous|pour (?:tout|(?:votre|la|ta) reponse|(?:ces|les) infos)))*[\s,.!;:-]+"
    r"(?=(?:(?:et|mais|sinon|du coup|alors|[ée])[\s,]+)*"
    r"(?:comment|combien|cb|quel|ou (?:est|se|je)|est.ce|c'est quoi|c koi|si|qui|il y a|y a|ya|quand|pourquoi|faut|faudrait"
    r"|je (?:peux|pourrais|fais)|on (?:peut|fait))\b)",
    re.IGNORECASE,
)
_STILL_SAYS = 3  # words that must be left for them to be what is asked


def after_greeting(text: str) -> str:
    """`text` without the greeting or thanks it begins with, nor what it sets aside, when words enough follow."""
    rest = _GREETING.sub("", text, count=1)
    text = rest if len(rest.split()) >= 2 else text
    rest = _THANKED.sub("", text, count=1)
    text = rest if len(rest.split()) >= _STILL_SAYS else text
    rest = _HEARD.sub("", text, count=1)
    text = rest if len(rest.split()) >= _STILL_SAYS else text
    rest = _SET_ASIDE.sub("", text, count=1)
    return rest if len(rest.split()) >= _STILL_SAYS else text


@dataclass(frozen=True)
class Requests:
    """What a message asks: the intent that leads, how sure of it we are, and the subjects that follow it."""

    intent: str
    confidence: float
    also: tuple[str, ...]


Weigh = Callable[[Ranking, str, str | None], Ranking]


def requests(text: str, ranking: Ranking, rank: Callable[[str], Ranking], weigh: Weigh) -> Requests:
    """The requests of the normalised `text`, in order. `ranking` is that of the whole; `rank` ranks its clauses,
    `weigh` a clause after the subject of the one before it.

    When a message holds two requests, the first leads (`subjects.md` of the contract).
    """
    known = subject_of_intent()
    main, confidence = ranking[0]
    subject = known[main]
    second, second_odds = ranking[1] if len(ranking) > 1 else (main, 0.0)
    asked = _clauses(text, rank, weigh)
    others = {intent: odds for intent, odds in asked.items() if known[intent] != _INSULT}
    if subject == _INSULT:
        return _behind_insult(ranking, others)
    lead, sure = main, confidence
    if subject != "distress" and others:
        if confidence < (_SURE_OUT if subject == _OUT else _DOUBTED) or subject in _POLITENESS:
            lead = next(iter(others))
        elif subject in {known[intent] for intent in others}:
            lead = next(
                (intent for intent in others if known[intent] == subject or _spoken_of(intent, ranking)), main
            )
            lead = main if known[lead] == subject else lead
        sure = max(confidence if lead == main else 0.0, others.get(lead, 0.0))
    also = [known[intent] for intent in asked]
    if second_odds >= _SHARED and known[second] not in _NO_REQUEST and subject not in _NO_REQUEST:
        also.append(known[second])
        sure = max(sure, confidence + second_odds)
    if confidence >= _DOUBTED and subject not in _POLITENESS:
        also.append(subject)
    return Requests(lead, sure, tuple(dict.fromkeys(one for one in also if one != known[lead])))


def weighs(text: str, rank: Callable[[str], Ranking]) -> bool:
    """Whether one sentence of the normalised `text`, among others that ask something, tells of the person's distress.

    The whole of a long message hides it: what most of its words are about wins.
    """
    sentences = [part.strip() for part in _SENTENCE.split(text) if len(part.split()) > 2]
    if len(sentences) < 2:
        return False
    first = (rank(sentence)[0] for sentence in sentences if _ONESELF.search(_THAN_I.sub("", sentence)))
    return any(intent == "distress" and odds >= _WEIGHS for intent, odds in first)


def _clauses(text: str, rank: Callable[[str], Ranking], weigh: Weigh) -> dict[str, float]:
    """The intents that clauses of `text` ask, in order, one a subject, each with its odds."""
    known = subject_of_intent()
    parts = clauses(text)
    if not parts:
        return {}
    asked: dict[str, float] = {}
    ranked = [(clause, questioned, rank(clause)) for clause, questioned in parts]
    of_ours = any(
        ranking[0][1] >= _SURE_ASKING and known[ranking[0][0]] not in _BESIDE for _, _, ranking in ranked
    )
    of_training = any(known[ranking[0][0]] in _OF_TRAINING for _, _, ranking in ranked)
    spoken_of: str | None = None
    told = told_amid(text)
    asks_plainly = any(questioned for _, questioned in parts)
    beside_question = _within_questions(text) - told
    for clause, questioned, ranking in ranked:
        intent, odds = ranking[0]
        asking = clause not in told and _ASKING.search(clause) is not None
        within = clause in beside_question and not _ONESELF.search(clause)
        if of_ours and (asking or questioned) and (known[intent] == _OUT or odds < _SURE_ASKING):
            intent, odds = _elliptic(weigh(ranking, clause, spoken_of))
        if intent == _THERE and of_training and _WHERE.search(clause):
            intent, odds = _SEARCH, 1.0
        subject = known[intent]
        if subject in _NO_REQUEST or intent.startswith("follow_up"):
            continue
        if odds < _enough(subject, asking, questioned):
            continue
        if not asking and (len(parts) > _FEW and not questioned and not within):
            continue
        if not asking and not questioned and asks_plainly and _TELLS_OF.search(clause):
            continue  # « je sors du boulot… : c'est quoi … ? », « il est en terminale. Quels aménagements … ? »
        if subject == _OUT and len(parts) > 2:
            continue
        if subject in _BESIDE and not asking and questioned:
            continue
        if subject not in _BESIDE:
            spoken_of = subject
        if subject not in {known[seen] for seen in asked}:
            asked[intent] = odds
    return asked


def _enough(subject: str, asking: bool, questioned: bool) -> float:
    """The odds from which a clause about `subject` is a request."""
    if asking:
        return _SURE_ASKING
    if subject == _INSULT:
        return _SURE_INSULT
    return _SURE_QUESTION if questioned else _SURE_TELLING


def clauses(text: str) -> list[tuple[str, bool]]:
    """The clauses, each with whether a question mark ends it; none when there is only one.

    A clause has two words or more, or is a word that asks by itself.
    """
    parts = _parts(text)
    return parts if len(parts) > 1 else []


def _parts(text: str) -> list[tuple[str, bool]]:
    parts, start = [], 0
    for cut in [*_CUT.finditer(text), None]:
        part = text[start : cut.start() if cut else len(text)].strip()
        if len(part.split()) >= 2 or part in _KEYWORDS:
            parts.append((part, cut is not None and "?" in cut[0]))
        start = cut.end() if cut else len(text)
    return parts


def _of_sentence(sentence: str) -> set[str]:
    """The clauses of one sentence, cut as they are in the whole message: « et » at its head is a cut there."""
    return {clause for clause, _ in _parts(f". {sentence}")}


def _within_questions(text: str) -> set[str]:
    """The clauses of the normalised `text` in sentences that a question mark ends: « le CTI, on le garde ? ».

    What comes before a colon there only leads up to the question.
    """
    asked = [one.rsplit(" : ")[-1] for one in _END.split(text) if one.rstrip(" .!").endswith("?")]
    return set().union(*map(_of_sentence, asked))


def told_amid(text: str) -> frozenset[str]:
    """The clauses of the normalised `text` that only tell: those outside the sentences that ask, in a story that asks.

    A short question (« est-ce possible ? ») asks of the sentence before it. Without a question mark, any may ask.
    """
    sentences = [one for one in _END.split(text) if one.strip(" .?!;")]
    telling = [one for one in sentences if len(one.split()) >= _TELLING]
    words = len(text.split())
    story = words >= _STORY or (len(telling) >= _STORY_SENTENCES and words >= _SHORT)
    if not (story and len(sentences) > 1 and any(one.rstrip(" .!").endswith("?") for one in sentences)):
        return frozenset()
    asking: set[str] = set()
    told: set[str] = set()
    for at, one in enumerate(sentences):
        parts = _of_sentence(one)
        after = sentences[at + 1] if at + 1 < len(sentences) else ""
        if one.rstrip(" .!").endswith("?") or (after.endswith("?") and _POINTS_BACK.search(after)):
            asking |= parts
        else:
            told |= {part for part in parts if not _PLAINLY_ASKS.search(part)}
    return frozenset(told - asking)


def is_asked(clause: str, questioned: bool) -> bool:
    """Whether the normalised `clause` asks something, rather than tells of a life; `questioned`: a question mark ends it."""
    return questioned or _ASKING.search(clause) is not None


def _elliptic(ranking: Ranking) -> tuple[str, float]:
    """What a clause asks of the thing that another clause names (« … et c'est quoi les horaires »).

    Alone it would be outside our field, or the change of a place: among the rest, one subject must stand out.
    """
    known = subject_of_intent()
    rest = [
        (name, odds)
        for name, odds in ranking
        if known[name] not in _BESIDE and not name.startswith("follow_up")
    ]
    total = sum(odds for _, odds in rest)
    if not rest or total < _SPOKEN_OF or rest[0][1] / total < _SURE_ELLIPTIC:
        return ranking[0]
    return rest[0][0], rest[0][1] / total


def _spoken_of(intent: str, ranking: Ranking) -> bool:
    known = subject_of_intent()
    return sum(odds for name, odds in ranking if known[name] == known[intent]) >= _SPOKEN_OF


def _behind_insult(ranking: Ranking, others: dict[str, float]) -> Requests:
    """An insult with a request is the request."""
    known = subject_of_intent()
    (main, confidence), *rest = ranking
    if others:
        lead, *more = others
        return Requests(lead, others[lead], (*(known[intent] for intent in more), _INSULT))
    for intent, odds in rest[:1]:
        if odds >= _BEHIND_INSULT and known[intent] not in {*_NO_REQUEST, _OUT}:
            return Requests(intent, confidence + odds, (_INSULT,))
    return Requests(main, confidence, ())
