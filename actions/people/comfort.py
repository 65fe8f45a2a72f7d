"""After words of distress: who denies the danger is believed and answered, who says little is not left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions.people.after_danger import after_danger, hinted
from actions.people.after_words import said_after
from actions.people.exaggerated import cares_since, exaggerates
from actions.people.feelings import felt
from actions.people.roles import relative_told
from actions.talk.turn import Turn
from bot.french.aspects import aspects
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.french.safety import find_danger
from bot.subjects import subject_of_intent

# What says nothing new after words of distress: we stay with the person instead of offering trades.
SAYS_LITTLE = frozenset(
    {
        "yes",
        "no",
        "thanks",
        "greet",
        "goodbye",
        "help",
        "help_choose",
        "gibberish",
        "insult",
        "out_of_scope",
        "human",
    }
)
# Messages: how long we stay with the person, how far back the words of danger are looked for.
_STAYS, _MEMORY = 3, 8
# Who speaks of these asks for something, in whatever few words.
_OUR_WORDS = re.compile(r"\b(?:metiers?|formations?|salaires?|stages?|inscriptions?|diplomes?)\b")
_ASKS = re.compile(
    r"\?|\b(?:je (?:peux|pourrais|voudrais|aimerais|cherche)(?! (?:plus|pas|rien|que))|est.ce que|c.est quoi|comment"
    r"|combien|quel(?:le)?s?|quand|il faut)\b"
)
_CLEAR = 0.7  # below this confidence, a message that names no trade is no clear request after distress
_SHORTEST = 4  # words: in fewer, « c'est dur » tells how one feels
# Said by who was taken for one in distress and is not: « je parlais du permis », « quel rapport avec le 3114 ? ».
_PROTESTS = re.compile(
    r"\bj(?:e |')?(?:te |vous )?(?:parlais|parle|disais) (?:de|du|des|d'|pas de|juste)\b"
    r"|\brapport (?:avec|au|a)\b|\bquel rapport\b"
    r"|\brien a voir\b|\bje vais (?:tres |super |parfaitement |plutot )?bien\b|\b(?:mal|rien"
    r"|pas) compris\w*\b|\bde travers\b"
    r"|\bpourquoi (?:vous|tu|t') ?(?:me |m')?(?:donn|parl|envo|dis|dites|mets)\w*|\bmort de rire\b|\blol\b|\bptdr\b"
    r"|\bpas (?:dit ca|ce que je|de ca|besoin (?:de|d')|suicidaire)\b|\b3114\b|\bsos\b|\btout va bien\b"
    r"|\bn'importe quoi\b"
    r"|\bhein\W*$|^(?:quoi|pardon)\b|\bje (?:rigole|plaisante|blague)\w*|\bfaut pas (?:exagerer|pousser|paniquer)\b"
)
_THEY = re.compile(
    r"\b(?:il|elle|ils|elles|(?:mon|ma) (?:\w+ )?(?:fils|fille|frere|soeur|ado|mari|femme|copine|copain))\b"
)
_CUT = re.compile(r"(?<=[.!?;\n\u2026])\s*|,\s|\smais\s")
_LIKELY = (
    0.2  # of the odds that are not distress, from these on a subject is what was asked beside the denial
)


_MAY_BE = 0.2  # odds of distress in a message that is in doubt: of 90 held-out ones 5 reach it, of which 2 tell of it
_OF_ONESELF = re.compile(r"\b(?:je|j|me|m|moi|mes|mon|ma)\b")


# « ça va pas fort », and nothing else.
_GOES_BADLY = re.compile(
    r"^(?:salut|coucou|bonjour|bonsoir|hello|franchement|en ce moment|la|bof|non|nan|moi|[ ,.!])*ca (?:ne )?va"
    r" (?:mal|(?:pas|plus) (?:trop |tres |super |vraiment |du tout )*(?:fort|bien))"
    r"(?: (?:fort|bien|du tout|trop|tres|super|moi|la|en ce moment|aujourd'hui|ces temps ci))*[ ,.!]*$"
)


# « la messe, c'est dimanche matin, on joue pas avec ça »: what one holds dear, and no despair.
_WORSHIP = re.compile(
    r"\b(?:messe|culte|mosquee|synagogue|eglise|temple|priere|shabbat|sabbat|ramadan|careme)\b"
)


def weighs_on(turn: Turn) -> bool:
    """Whether a sentence beside the request tells of distress, and no other words take that back."""
    if _WORSHIP.search(normalise(turn.text)) and find_danger(turn.text) is None:
        return False
    return bool(turn.message.get("weighs")) and not (denies_in_words(turn.text) or cares_since(turn.text))


def may_be_low(turn: Turn) -> bool:
    """Whether a message in doubt may tell that its author is low: much in it is like it, nothing says so."""
    if turn.intent == "nlu_fallback" and _GOES_BADLY.search(normalise(turn.text)):
        return True
    if (
        turn.text.startswith("/")
        or turn.intent != "nlu_fallback"
        or (turn.said("profession") and find_danger(turn.text) is None)
        or exaggerates(turn.text)
        or not _OF_ONESELF.search(normalise(turn.text))
    ):
        return False
    ranking = turn.message.get("intent_ranking") or []
    return any(one["name"] == "distress" and one["confidence"] >= _MAY_BE for one in ranking)


# « j'ai appelé le numéro, ça va un peu mieux »: the help that was named was used, and nothing was misread.
_RELIEVED = re.compile(
    r"\b(?:ai|avons|a) (?:\w+ )?(?:appele|telephone|ecrit|parle|discute|eu|joint)\b.{0,40}"
    r"\b(?:numero|3114|sos|ligne|dame|monsieur|quelqu.?un|mon (?:medecin|mari|frere|amie?)|ma (?:soeur|femme|mere)"
    r"|au telephone)\b"
    r"|\b(?:ca|cela|je) (?:va|vais|me sens) (?:\w+ ){0,2}mieux\b"
)


def is_relieved(turn: Turn) -> bool:
    """Whether the message tells, after words of distress, that somebody was called or that it goes better."""
    if turn.text.startswith("/") or not after_distress(turn) or find_danger(turn.text) is not None:
        return False
    return _RELIEVED.search(normalise(turn.text)) is not None


def after_distress(turn: Turn) -> bool:
    """Whether the message before this one told of danger or distress."""
    return bool(turn.known("last_subject") == "distress")


def denies(turn: Turn) -> bool:
    """Whether the message says that there is no danger (« jvais pas me tuer, c'est juste le stage »)."""
    if turn.text.startswith("/") or not (after_distress(turn) or turn.intent == "distress"):
        return False
    return denies_in_words(turn.text)


def denies_in_words(text: str) -> bool:
    """Whether `text` says that there is no danger, whenever distress was spoken of: « mais je vais pas mourir ! »."""
    return "denied" in aspects("distress", text) and find_danger(text) is None


def protests(turn: Turn) -> bool:
    """Whether the message says that we saw distress where there was none, and no word of danger was ever said."""
    if not after_distress(turn) or turn.text.startswith("/") or is_relieved(turn):
        return False
    if any(find_danger(text) is not None for text in (turn.text, *turn.earlier[:_MEMORY])):
        return False
    return _PROTESTS.search(normalise(turn.text)) is not None or "denied" in aspects("distress", turn.text)


def heard_as(turn: Turn) -> str | None:
    """The answer that meets a denial: one line without a number when no danger was ever told; None without a denial."""
    if is_relieved(turn):
        return None
    if protests(turn):
        return "distress_noted" if denies_in_words(turn.text) else "distress_misread"
    if not denies(turn):
        return None
    return "distress_noted" if _of_somebody(turn) else "distress_heard"


def _of_somebody(turn: Turn) -> bool:
    """Whether the denial speaks of somebody else, of whom no words of death were told."""
    told = (find_danger(text) for text in turn.earlier[:_MEMORY])
    grave = any(one is not None and one.kind != "general_distress" for one in told)
    return not grave and _THEY.search(normalise(turn.text)) is not None


def fears_or_hints(turn: Turn) -> bool:
    """Whether the message fears to speak of a danger, may hint at leaving, or tells what is felt: we answer that."""
    if felt(turn) is not None or after_danger(turn) is not None or said_after(turn) is not None:
        return True
    return hinted(turn) is not None and not turn.filled_a_slot


def seeks_somebody(turn: Turn) -> bool:
    """Whether somebody to talk to is asked for after distress: no narrow question about what was spoken of before it."""
    return turn.intent == "human" and after_distress(turn)


# « je dors chez ma cousine, il peut pas entrer »: where who fled is, and that nobody finds them there.
_SHELTERED = re.compile(
    r"\b(?:suis|dors|loge|reste|heberge\w*|refugie\w*|partie?|planque\w*)"
    r" (?:\w+ )?(?:chez|a l.abri|dans un (?:foyer|hotel))\b"
    r"|\b(?:il|elle|lui) (?:ne |n.)?(?:peut|sait|saura|pourra|viendra|va) (?:pas|plus|jamais) "
    r"(?:\w+ )?(?:venir|entrer|rentrer|trouver|approcher|savoir|ou je|ou on|nous trouver|me trouver)\b"
)


def stays_with_distress(turn: Turn) -> bool:
    """Whether this message comes after words of distress and asks for nothing clear, or may hint at distress itself."""
    if fears_or_hints(turn) or (is_relieved(turn) and asked_beside(turn) is None):
        return True
    if _low_and_no_more(turn):
        return True
    if protests(turn):
        return turn.intent == "nlu_fallback" or asked_beside(turn) is None
    if not after_distress(turn) or turn.intent == "distress" or turn.text.startswith("/"):
        return False
    if turn.filled_a_slot and turn.intent != "help_choose":
        return False
    if turn.intent == "personal_data" and turn.confidence >= _CLEAR:
        return False  # « efface mes données », from who is watched
    folded = fold_text(turn.text)
    if not _still_near(turn) or _OUR_WORDS.search(folded) or turn.professions:
        return False
    if turn.intent in SAYS_LITTLE:
        return turn.intent != "out_of_scope" or "?" not in turn.text
    if (
        {entity.get("entity") for entity in turn.entities} & {"age", "age_other"}
        == {entity.get("entity") for entity in turn.entities}
        != set()
    ):
        return True
    if _ASKS.search(normalise(turn.text)) or _ASKS.search(folded):
        return False
    if _SHELTERED.search(normalise(turn.text)):
        return True
    return turn.confidence < _CLEAR or len(folded.split()) < _SHORTEST


def _still_near(turn: Turn) -> bool:
    """Whether the danger was told in one of the last messages: no one is kept there for ever."""
    told = [find_danger(text) is not None for text in turn.earlier[:_MEMORY]]
    return any(told[:_STAYS]) or not any(told)


# Weariness told of one's work, of oneself or of the team.
_WORN = re.compile(
    r"\bfatigu\w*|\bcrevee?s?\b|\bepuis\w*|\bcramee?s?\b|\brincee?s?\b|\blessivee?s?\b|\bvidee?s?\b|\bcassee?s?\b"
    r"|\bnazes?\b|\bh\.?s\b|\bk\.?o\b|\ba bout\b|\bburn.?out\b|\bsur les rotules\b|\bras.le.bol\b|\bmarre\b|\bsature\w*"
    r"|\bpeu[tx] plus\b|\bpas assez (?:de monde|d'effectifs?|nombreu\w+)\b|\bsous.?effectif\w*|\bcraqu\w*"
    r"|\b(?:plus|manque)\b.{0,10}\b(?:personne|monde|effectifs?|bras)\b"
    r"|\b(?:toute?s? seule?s?|\d+|deux|trois|une?) pour \w+ (?:residents?|patients?|lits?|personnes?|toilettes"
    r"|enfants?)\b"
)
_WISHES = re.compile(
    r"\bj(?:e |')?(?:veu[tx]|voulais|aimerais|voudrais|cherche|demand\w+)\b(?! (?:plus|pas|rien|que))"
    r"|\b(?:savoir|dis moi|dites moi|parle moi|explique\w*)\b"
)


def weary(text: str) -> bool:
    """Whether `text` tells of weariness at work: « je suis juste crevée, on est 2 pour 40 résidents »."""
    return _WORN.search(normalise(text)) is not None


def _asks_something(turn: Turn, told: str) -> bool:
    """Whether `told`, beside a denial, asks for anything; amid weariness, to name the trade or the training asks nothing."""
    said = normalise(told)
    if "?" in told or _ASKS.search(said) or _ASKS.search(fold_text(told)) or _WISHES.search(said):
        return True
    return not weary(turn.text) and (bool(turn.professions) or _OUR_WORDS.search(said) is not None)


def asked_beside(turn: Turn) -> Turn | None:
    """What the message asks besides denying a danger, as a turn of its own; None when it asks nothing."""
    parts = [part.strip() for part in _CUT.split(turn.text) if part.strip()]
    kept = [
        part
        for part in parts
        if not (aspects("distress", part) or _PROTESTS.search(normalise(part)) or find_danger(part))
    ]
    # Each part keeps the mark it ended with: a question is then read by itself.
    rest = " ".join(part if part[-1] in ".!?;…" else f"{part}." for part in kept)
    if len(rest.split()) < _SHORTEST or not _asks_something(turn, rest):
        return None
    ranked = [
        (str(entry["name"]), float(entry["confidence"]))
        for entry in turn.message.get("intent_ranking") or []
        if entry["name"] not in {*SAYS_LITTLE, "distress", "nlu_fallback", "personal_data"}
    ]
    left = sum(odds for _, odds in ranked) or 1.0
    known = subject_of_intent()
    likely = next((name for name, odds in ranked if odds / left >= _LIKELY), "nlu_fallback")
    also = next((name for name, subject in known.items() if subject in turn.also), likely)
    asked = _asking_clause(turn)
    if asked is None:
        return replace(turn, text=rest, intent=also)
    return replace(turn, text=rest, intent=asked["intent"], message={**turn.message, "narrow": [asked]})


def _asking_clause(turn: Turn) -> dict[str, Any] | None:
    """What the last clause that asks is about, as the engine read it alone; None when it is in doubt."""
    clauses = (turn.message.get("narrow") or [])[1:]
    beside = {*SAYS_LITTLE, "distress", "nlu_fallback", "personal_data", "doubts"}
    return next((one for one in reversed(clauses) if one["asks"] and one["intent"] not in beside), None)


# « elle ne va pas très bien en ce moment », « et pour son moral ? », beside another question about a relative.
_LOW = re.compile(
    r"\b(?:elle|il|ma \w+|mon \w+) (?:ne |n )?(?:va|allait) (?:\w+ ){0,2}?"
    r"(?:pas (?:tres |trop |vraiment |du tout )*bien|mal)\b(?! \w+(?:er|re|ir)\b)"
    r"|\b(?:elle|il|la petite|le petit|mon eleve|ma fille|mon fils|la jeune|le jeune) "
    r"(?:en ce moment |un peu )?craque\b(?! (?:pour|sur))"
    r"|\b(?:elle|il|ma \w+|mon \w+) (?:ne |n.|me |nous )?(?:parle|sort|mange|dort|se leve"
    r"|rit) (?:\w+ )?plus\b(?! (?:de|du|des|que) )"
    r"|\b(?:elle|il|ma \w+|mon \w+) (?:ne |n.)?(?:veut|fait|a envie de) plus rien\b|\b(?:reste|enferme\w*"
    r"|s.enferme) (?:\w+ )?dans sa chambre\b|\b(?:s.isole|s.enferme|se renferme|se referme)\b"
    r"|\bson moral\b|\b(?:elle|il) (?:est|n.est pas|reste) (?:\w+ )?(?:deprim\w*|au fond du trou|au plus bas)\b"
)

_MINE = re.compile(
    r"\b(?:mon|ma) (?:\w+ )?(?:fils|fille|ado|garcon|gamine?|petit.?fils|petite.?fille|neveu|niece)\b"
)
_OF_OTHERS = frozenset({"relative", "teacher", "counsellor"})


def _low_and_no_more(turn: Turn) -> bool:
    """Whether a message tells that a relative is low, and asks for nothing, whatever subject its words are taken for."""
    if turn.text.startswith("/") or turn.filled_a_slot or turn.professions or turn.intent == "distress":
        return False
    said = normalise(turn.text)
    if any(words.search(said) for words in (_ASKS, _WISHES, _OUR_WORDS)) or denies_in_words(turn.text):
        return False
    return relative_is_low(turn)


def relative_is_low(turn: Turn) -> bool:
    """Whether a relative, or a pupil, of whom the talk is, is said to be low, in passing."""
    said = normalise(turn.text)
    of_relative = turn.known("speaker") in _OF_OTHERS or any(map(relative_told, (turn.text, *turn.earlier)))
    return (of_relative or _MINE.search(said) is not None) and _LOW.search(said) is not None


# « infirmière c'est dur ? ma cousine pleure en stage »: a word for her, beside what is asked of the trade.
_STRUGGLES = re.compile(
    r"\b(?:ma|mon|une?) (?:\w+ )?(?:cousine?|soeur|frere|copine|copain|amie?|pote|tante|voisine?)\b"
    r".{0,40}\b(?:pleur\w*|craqu\w*|chial\w*|deteste\w*|en peu[tx]? plus|vi[tv] mal|galer\w*|souffr\w*|dort plus)\b"
)
_PLACE_OF_IT = re.compile(r"\bstages?\b|\bifsi\b|\bifas\b|\becole\b|hopital|\behpad\b|formation|\bboulot\b")
_ASKS_OF_TRADE = re.compile(r"\b(?:dure?s?|difficile|fatigant\w*|comment|quoi|long|combien)\b")


def relative_struggles(turn: Turn) -> bool:
    """Whether a relative is said to have a hard time where one learns, beside a question about the trade."""
    said = normalise(turn.text)
    told = _STRUGGLES.search(said) is not None and _PLACE_OF_IT.search(said) is not None
    rest = _STRUGGLES.sub(" ", said)
    return told and bool(turn.professions) and _ASKS_OF_TRADE.search(rest) is not None


# « g nulle part où aller », said of the placement looked for: both it and a roof are answered.
_NOWHERE = re.compile(r"^.{0,24}\bnulle part ou aller\b.{0,16}$")
_OF_A_STAGE = ("stage_", "school_stage")


def nowhere_for_a_stage(turn: Turn) -> bool:
    """Whether « nulle part où aller » is said amid the search of a placement, with no other word of danger."""
    given = next(iter(turn.points_lately), "")
    if not given.startswith(_OF_A_STAGE) or not _NOWHERE.search(normalise(turn.text)):
        return False
    return not any(find_danger(text) for text in turn.earlier[:_MEMORY])
