"""What a message says to the questions that help to choose, and how it is said back."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker

from actions.choosing.amid import ends_early, puts_off, refuses_questions, resumes, wants_result
from actions.choosing.echoed import without_our_question
from actions.choosing.examples import ahead, slot_of, told_in
from actions.choosing.ideas import (
    PLAIN_CHOICES,
    asks_which_idea,
    asks_why_ideas,
    points_at_idea,
    points_at_nothing,
    refuses_ideas,
)
from actions.choosing.leaving import says_stop
from actions.choosing.no_answer import asks_of_licence, said_of_the_rest, tells_anothers_job, without_beside
from actions.choosing.orientation_begun import OPENING, begun
from actions.choosing.own_first import denies, wants_human
from actions.choosing.pausing import already, asks_choices, before_duty
from actions.choosing.proposals_said import (
    asks_otherwise,
    asks_why_gone,
    says_why_not_after,
    wished_otherwise,
)
from actions.choosing.put_right import opposite, put_right, said_of_any, says_the_contrary
from actions.talk.form_turn import earlier_texts, interruptions, waited
from actions.talk.request import asks_of_its_own, sentences_of
from actions.talk.turn import Turn, audience_of
from bot.catalogue.orientation import ANY, questions
from bot.catalogue.wish_doubts import taken_back
from bot.catalogue.wish_readers import value_of
from bot.catalogue.wish_words import against, tokens
from bot.catalogue.wishes import NOTED, merged, of_another, read, told
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.french.safety import find_danger

_LONGEST_ANSWER = 40  # words; a longer message is a story
_SOMEONE = re.compile(
    r"\b(?:une?|le|la|votre|mon) (?:vraie? )?(?:conseill|personne|humain)|quelqu|humain|rappel|joindre"
)
_TOLD_AS_A_PREFERENCE = frozenset({"public", "taste"})
_PLAIN = 3  # words; a shorter answer that means one thing is not said back
# What is said when nothing was understood: the question is asked once more, then left.
_UNSURE = frozenset({"nlu_fallback", "gibberish", "yes", "no", "out_of_scope"})
# Who asks this has a question of their own.
_ASKS = re.compile(
    r"^(?:et |mais |ok |sinon |oui |ouais |ouai |non |nan |bah |ben |bon |alors |du coup )*(?:est ce que |il )?"
    r"(?:y ?a (?:une?|des|d.autres)\b|c.est (?:ou|quand|combien)\b|(?:ou|quand|combien|comment)\b"
    r"|faut[ -](?:il|le|la|lui|qu)\b|qui (?:peut|va|pourrait|doit)\b|(?:peut|doit|dois|puis)[ -](?:on|il|elle|je)\b)"
    r"|\bc.?(?:est)? (?:trop |super |vraiment |tres )?(?:dur|difficile|long|complique|chaud) ou (?:pas|non)\b"
    r"|\bmetier (?:c.?est |est |il est )?(?:trop |super |vraiment |tres )?(?:dur|difficile|long|complique)\b"
    r"|^(?:ok|et|oui|mais|sinon|bon)?[ .,]*(?:le |la |les |pour le )?(?:salaire|paye|paie|formation|etudes"
    r"|horaires?)\W*$"
)
# « je demandais le salaire »: a question asked before is asked again.
_ASKS_AGAIN = re.compile(
    r"\bje (?:vous |te |t'|l')?demand(?:e|ais)\b|\bma question\b|\bje (?:te |vous )?parl(?:e|ais) d[eu']"
)
_LATER = re.compile(r"\b(?:oui|peut[ -]etre|pas maintenant mais|pas encore|plus tard oui)\b")
# « j'ai dit plutôt non », « on ne s'est pas compris »: an answer given before is put right.
_PUTS_RIGHT = re.compile(
    r"\bj.?(?:ai|avais) (?:deja |bien |(?:pas|jamais) )?dit\b"
    r"|\b(?:pas|mal) compris\b|\bje (?:voulais|veux) dire\b|\bje disais\b"
    r"|\bje me suis trompee?\b|\bplutot (?:avec |etre |les |des |vers )"
)
_FACTS = ("level", "effort", "driving", "income", NOTED)  # what one has or cannot do, and no taste
_FEW = 14  # words
# Who likes « aider les gens » has said nothing of whom they prefer.
_PEOPLE = re.compile(r"\b(?:gens|autres)\b")
_BACK = re.compile(r"\b(retour|revenir en arriere|question (d'avant|precedente)|je me suis trompee?)\b")


_FEW_FIRST = 8  # words of an answer before a question
_ASKS_FROM = re.compile(r"^\W*(?:et|mais|pour|si|quand|dans|chez|sinon|du coup|au fait|est.ce)\b")

_AND_IF = re.compile(r"^(?:ok |oui |mais |ah )*(?:et |mais )si (?:on|je|j.?|tu|t.?|il|elle)\b")
_FEW_OF_A_LEVEL = 5  # words
_LONG_ENOUGH = 3  # messages, this one included, to which a question was asked again

_WEIGHED = 2  # trades that a message asks about together: their names tell no taste

NOTED_SLOT = slot_of(NOTED)


def read_answers(tracker: Tracker) -> dict[str, Any]:
    """The slots that the latest message fills, changes or takes back; nothing when it answers nothing."""
    message = tracker.latest_message or {}
    text = without_beside(message.get("text") or "")
    intent = (message.get("intent") or {}).get("name")
    requested = (tracker.get_slot("requested_slot") or "").removeprefix("orientation_")
    if text.startswith("/"):
        return {}
    if find_danger(text) is not None or (intent == "distress" and not _plain_answer(text, requested)):
        return {}
    if not requested:
        return begun(tracker, text, intent)
    if wants_human(text):
        return {}  # « non, je préférerais un humain »: the no answers nothing of ours
    ideas = tracker.get_slot("last_list")
    goes_back = _BACK.search(fold_text(text)) is not None
    if (resumes(text) and not goes_back) or refuses_ideas(text, ideas) or asks_why_ideas(text, ideas):
        return {}
    if (
        points_at_idea(text, ideas, requested)
        or (requested != "level" and points_at_nothing(text, ideas))
        or asks_which_idea(text, ideas)
        or (asks_choices(text) and requested in PLAIN_CHOICES)
    ):
        return {}
    if _AND_IF.search(normalise(text)) and interruptions(tracker) and tracker.get_slot("profession"):
        return {}  # « et si on a pas le bac ? », of the trade just asked about
    text = of_ones_age(without_our_question(text, requested), audience_of(tracker))
    text = put_right(text, requested)
    if (head := before_duty(text)) is not None and requested in (said := read(head, requested)):
        return {slot_of(name): merged(tracker.get_slot(slot_of(name)), value) for name, value in said.items()}
    if asks_otherwise(text) and len(text.split()) <= _FEW_FIRST and (said := wished_otherwise(text)):
        # « et avec les ados ? »
        return {slot_of(name): merged(tracker.get_slot(slot_of(name)), value) for name, value in said.items()}
    text = _without_trades_weighed(text, message) if "?" in text else text
    if "?" in text and (answer := _answer_before(text, requested)):
        told = told_in([_told_before(text) or text.rpartition(",")[0]], tracker.slots, {})
        return {**told, slot_of(requested): merged(tracker.get_slot(slot_of(requested)), answer)}
    if "?" in text and (head := _told_before(text)) and (said := of_another(head, requested)):
        return {slot_of(name): merged(tracker.get_slot(slot_of(name)), value) for name, value in said.items()}
    named = [one.get("entity") for one in message.get("entities") or []]
    if asks_of_licence(text, tracker.get_slot("profession")) or tells_anothers_job(text, named):
        return {}
    if asks_why_gone(text) or (says_why_not_after(text) and "profession" in named):
        return {}
    if (never := taken_back(text)) and tracker.get_slot(slot_of(never)):
        return {slot_of(never): ANY}
    if _ASKS_AGAIN.search(normalise(text)) or denies(text):
        return _put_right(tracker, text)
    refuses_a_thing = _LEAVES_A_THING.search(normalise(text)) and set(read(text)) - {requested}
    leaves_it = _SKIPS.search(normalise(text)) and not refuses_a_thing
    if leaves_it and "?" not in text and not refuses_questions(text):
        return {slot_of(requested): ANY} if requested in questions() else {}
    if (
        "?" in text
        or _ASKS.search(fold_text(text))
        or (says_stop(text) and not (requested == "driving" and _LATER.search(fold_text(text))))
        or puts_off(text)
        or wants_result(text)
    ):
        return {}
    if len(text.split()) > _LONGEST_ANSWER:
        return told_in([text], tracker.slots, {})
    # « parler avec eux, écouter », « conseiller » are tastes; « parler à quelqu'un » is a request.
    if (
        intent == "human"
        and aspect("human", text)
        and (not (requested == "taste" or of_another(text, requested)) or _SOMEONE.search(fold_text(text)))
    ):
        return {}
    if _BACK.search(fold_text(text)) and not (requested in questions() and of_another(text, requested)):
        last = last_answered(tracker, requested)
        return {slot_of(last): None} if last else {}
    if requested not in questions():
        return {}
    said = said_of_any(text, requested)
    if not said and len(text.split()) <= _FEW_OF_A_LEVEL and named and set(named) <= {"level", "diploma"}:
        said = {
            name: value for name, value in read(text, "level").items() if name == "level"
        }  # « bac », « CAP coiffure »
    last = last_answered(tracker, requested)
    if last and says_the_contrary(text) and not said.keys() - {requested}:
        other = opposite(last, str(tracker.get_slot(slot_of(last))))
        return {slot_of(last): other} if other else {}
    if (
        last
        and last not in said
        and _PUTS_RIGHT.search(normalise(text))
        and last in (put := read(text, last))
    ):
        said = {**said, last: put[last]}  # « j'ai dit éduquer plutôt que gérer », said to the question after
    found = {
        slot_of(name): value
        for name, value in said.items()
        if name == requested or not _said_before(tracker, name, value)
    }
    if slot_of(requested) in found:
        # The question asked comes first: an answer given before is not changed by the same words, unless they say so.
        found = {
            name: value
            for name, value in found.items()
            if name == NOTED_SLOT
            or tracker.get_slot(name) in (None, ANY)
            or _PUTS_RIGHT.search(normalise(text))
        }
    if requested != "level" and asks_of_its_own(text):
        found.pop(slot_of("level"), None)  # « il faut quoi comme note pour le CAP ? » tells no diploma
    found |= _said_earlier(tracker, requested, text, found)
    known = {name: _held(tracker.get_slot(name), value, name, text) for name, value in found.items()}
    others = known.keys() - {NOTED_SLOT, slot_of(requested)}
    if others and slot_of(requested) not in known and waited(tracker) >= _LONG_ENOUGH:
        known[slot_of(requested)] = (
            ANY  # other questions are answered all the while: this one is not insisted on
        )
    if not known and intent in _UNSURE and _misses(tracker) > 1 and len(text.split()) <= _PLAIN:
        return {slot_of(requested): ANY}
    return known


# « pourquoi pas aussi des personnes handicapées »: beside those told before.
_ALSO = re.compile(r"\b(?:aussi|egalement|en plus)\b")


def _held(old: str | None, new: str, slot: str, text: str) -> str:
    """What is held of `slot` once `new` is said over `old`: beside it when the text says so."""
    beside = slot.removeprefix("orientation_") in _TOLD_AS_A_PREFERENCE and _ALSO.search(normalise(text))
    if not beside or not old or old == ANY or new == ANY or against(new):
        return merged(old, new)
    return value_of(tokens(old) | tokens(new), against(old) - tokens(new))


# « je préfère pas répondre à celle-là », « ça vous regarde pas »: this question is left, the others stand.
_SKIPS = re.compile(
    r"\b(?:prefere|veux|souhaite|peux|aimerais|vais|ai) (?:mieux |bien |autant )?(?:ne )?pas (?:envie de )?(?:y "
    r"|vous |te )?"
    r"(?:repondre(?! (?:a )?(?:tes|vos|ces|toutes|des) )|(?:le |en )(?:dire|parler))"
    r"|\b(?:ca|cela) (?:ne )?(?:vous|te) regarde pas\b|\bc'?est (?:trop )?(?:perso\w*|prive|intime)\W*$|\bjoker\b"
    r"|^\W*(?:(?:non|nan|bof|euh|ben|bah)\W+)?(?:ni l'une? ni l'autre|ni (?:oui ni non|le premier ni le deuxieme)"
    r"|aucune? des? (?:deux|2|reponses?|choix|options?|propositions?)"
    r"|(?:y a |il y a )?(?:rien|aucune? reponse|aucun choix) (?:(?:de tout ca|la dedans|dans tout ca|dans (?:tes|vos) \w+)"
    r"(?: (?:qui |ne )?(?:me |m')?\w+(?: \w+)?)?"
    r"|(?:qui |ne )?(?:me |m')(?:va|plait|parle|correspond|convient|tente)(?: \w+){0,2}))\W*$"
    r"|\b(?:laisse[rz]?|oublie[rz]?|zappe[rz]?)(?: tomber)? (?:le|la|les|l'|ce|cette) ?(?!questions?|quizz?"
    r"|questionnaire|test|tout)\w+\W*$"
    r"|\bsans reponse\b|\bpas repondre a (?:ca|cela|celle|cette)\b"
)
# « ok merci » misses no question.
_COURTEOUS = re.compile(
    r"^\W*(?:(?:ok\w*|d'accord|dac+|bien|tres bien|cool|super|parfait|top|nickel|genial|ca marche|merci\w*"
    r"|beaucoup|bcp|mille"
    r"|a vous|a toi|c'est (?:gentil|note|sympa)|entendu|compris|hello|bonjour|salut|coucou)\W*)+$"
)
# « des gens de mon âge », whom only the audience tells.
_OF_ONES_AGE = re.compile(
    r"\b(?:gens|personnes|jeunes|ceux|quelqu'un|public)\b[^,.;]{0,20}\b(?:de |d')?(?:mon|notre|m[eê]me) [aâ]ge\b",
    re.IGNORECASE,
)


def of_ones_age(text: str, audience: str | None) -> str:
    """`text` with « des gens de mon âge » as those they are to who speaks: the young, or adults."""
    if audience not in ("young", "career_change"):
        return text
    return _OF_ONES_AGE.sub("ados" if audience == "young" else "adultes", text)


# « laisse tomber les bébés » refuses them, « laisse tomber le salaire » leaves our question.
_LEAVES_A_THING = re.compile(r"\b(?:laisse|oublie|zappe)[rz]?\b")


def _put_right(tracker: Tracker, text: str) -> dict[str, Any]:
    """The answers given before that a message puts right, beside the question it asks again."""
    if not _PUTS_RIGHT.search(normalise(text)):
        return {}
    told = read(_told_before(text)).items()
    held = {
        slot_of(name): value for name, value in told if tracker.get_slot(slot_of(name)) not in (None, ANY)
    }
    return {name: merged(tracker.get_slot(name), value) for name, value in held.items()}


def _answer_before(text: str, requested: str) -> str | None:
    """The answer that comes in a sentence before a question: « pas la toilette. et je garde quelle spé ? »."""
    if requested not in questions() or len(text.split()) > _LONGEST_ANSWER:
        return None
    if told := _told_before(text):
        value = read(told, requested).get(requested)
        return None if value and said_of_the_rest(told, requested) else value
    first, comma, rest = text.partition(",")
    # « des personnes âgées, au fait c'est payé combien ? »: the answer, then a question of one's own.
    courteous = _COURTEOUS.match(normalise(first)) is not None  # « d'accord, et c'est où ? » says no yes
    if comma and "?" in rest and len(first.split()) <= _FEW_FIRST and _answers_first(first) and not courteous:
        return read(first, requested).get(requested)
    # « vu que moi c'est animer, tu me conseilles quoi ? »: a wish told in the clause before.
    head, comma, _ = text.rpartition(",")
    wishes = comma and not asks_of_its_own(head) and read(head)
    return read(head, requested).get(requested) if wishes else None


def _answers_first(clause: str) -> bool:
    """Whether the clause that begins a message may answer our question: « et les enfants, c'est dur ? » does not."""
    return not (asks_of_its_own(clause) or _ASKS_FROM.search(normalise(clause)))


def _without_trades_weighed(text: str, message: dict[str, Any]) -> str:
    """`text` without the names of the trades that it sets side by side: « éducateur technique ou moniteur d'atelier »."""
    named = [one for one in message.get("entities") or [] if one.get("entity") == "profession"]
    if len({one.get("value") for one in named}) < _WEIGHED:
        return text
    for one in named:
        text = text.replace(str(one.get("text") or ""), " ")
    return text


def _told_before(text: str) -> str:
    """The sentences of `text` that ask nothing."""
    return " ".join(one for one in sentences_of(text) if not one.endswith("?") and not asks_of_its_own(one))


def ends_now(tracker: Tracker) -> bool:
    """Whether the questions under way end with this message, though some have no answer."""
    message = tracker.latest_message or {}
    text = message.get("text") or ""
    asked = (tracker.get_slot("requested_slot") or "").removeprefix("orientation_")
    if not asked or text.startswith("/") or find_danger(text) is not None:
        return False
    if asked in read(text, asked) and not (refuses_questions(text) or wants_result(text)):
        return False  # « travailler vite » answers how long one may train
    return ends_early(text, (message.get("intent") or {}).get("name"))


def _plain_answer(text: str, requested: str) -> bool:
    """Whether few words answer the question, whatever they seem like: « je ne veux plus finir à vingt heures »."""
    return requested in questions() and len(text.split()) <= _FEW and requested in read(text, requested)


def _said_earlier(tracker: Tracker, requested: str, text: str, found: dict[str, Any]) -> dict[str, Any]:
    """What asides told that no slot holds yet, and the answer that « je l'ai déjà dit » refers to."""
    back = OPENING if already(text) else interruptions(tracker) - 1 if found else 0
    earlier: dict[str, Any] = {}
    for said in reversed(earlier_texts(tracker)[: max(back, 0)]):
        if find_danger(said) is not None:
            continue
        told_then = read(said)
        for name in _FACTS if back < OPENING else (*_FACTS, requested):
            slot = slot_of(name)
            if name in told_then and slot not in found and not tracker.get_slot(slot):
                earlier[slot] = told_then[name]
    return earlier


def _said_before(tracker: Tracker, name: str, value: str) -> bool:
    return bool(tracker.get_slot(slot_of(name)) == value)


def _misses(tracker: Tracker) -> int:
    """How many messages in a row, this one included, neither answered nor asked anything."""
    texts = [(tracker.latest_message or {}).get("text") or "", *earlier_texts(tracker)]
    misses = 0
    for text in texts[: interruptions(tracker)]:
        if "?" in text or text.startswith("/"):
            break
        misses += not _COURTEOUS.match(normalise(text))
    return misses


def echo(turn: Turn) -> str:
    """What was understood, said back when the words were not those of an answer: « Noté : pas d'enfants. »."""
    if turn.text.startswith("/"):
        return ""
    asked = (turn.form.asked or "").removeprefix("orientation_")
    new = [
        name for name in (*questions(), NOTED) if slot_of(name) in turn.form.set and turn.known(slot_of(name))
    ]
    if asked in new and turn.known(slot_of(asked)) == ANY and _SKIPS.search(normalise(turn.text)):
        return "D'accord, on passe. "
    if (
        asked in new
        and turn.known(slot_of(asked)) == ANY
        and turn.intent in _UNSURE
        and not read(turn.text, asked)
    ):
        return "On passe. "
    if new == [asked] and len(turn.text.split()) <= _PLAIN:
        value = str(turn.known(slot_of(asked)))
        if value in {option.value for option in questions()[asked].options}:
            return ""
    # Only what this message says, beside what was held before; before the first question, all that is held.
    heard = put_right(of_ones_age(turn.text, turn.audience), asked)
    now = {} if turn.form.began else {**of_another(heard, asked), **read(heard, asked)}
    said = [
        ahead(words, turn.text)
        for name in new
        for words in told(name, now.get(name) or str(turn.known(slot_of(name))))
        if not (name == "public" and now.get(name) == ANY and _PEOPLE.search(fold_text(turn.text)))
        # What was only left without an answer is no preference told.
        and not (name in _TOLD_AS_A_PREFERENCE and turn.known(slot_of(name)) == ANY and name not in now)
    ]
    return f"Noté : {', '.join(said)}. " if said else ""


def last_answered(tracker: Tracker, requested: str) -> str | None:
    """The question answered before the one `requested`."""
    answered = [name for name in questions() if tracker.get_slot(slot_of(name))]
    names = list(questions())
    before = [name for name in answered if requested in names and names.index(name) < names.index(requested)]
    return before[-1] if before else None
