"""Short words that hang on what was just said: « et à domicile ? » after a pay, « la diff avec AS ? » after a trade."""

from __future__ import annotations

import re

from actions.choosing.amid import wants_work
from actions.people.standing import has_standing
from actions.talk.turn import Turn
from actions.thread.asked import TRAINING_PLACE, WHICH_TRADE
from actions.thread.compared import pair_meant
from actions.thread.event_workplaces import another_workplace
from actions.thread.few_words import other_time_for_events, says_it_is, says_which, thinks_of_one
from actions.thread.goes_on import goes_on
from actions.words.wording import says_rank
from bot.catalogue.orientation import is_proposed
from bot.french.normalise import normalise
from bot.french.place_of import find_place

# « par rapport à ce que je gagne »: the pay of both is asked, not what they do.
_OF_MONEY = re.compile(r"\b(?:gagn\w*|pay[ee]\w*|paie|salaires?|touch\w*|argent|combien)\b")
_DIFFERENCE = re.compile(
    r"\b(?:diff|differences?|differents?|compare\w*|comparaison|versus|vs|par rapport|qui change|change quoi)\b"
)
# « c'est pas un peu comme assistante sociale ? »: the trade named is set beside the one spoken of, which stays.
_LIKENED = re.compile(
    r"\b(?:c.?est|cest|c|ca|serait|fait|font|sont|est|revient|ressemble)\b(?: (?:"
    r"vachement|comparable|proche|semblable|pas|un|peu|plutot|vraiment|presque|quasi\w*"
    r"|grosso modo|en gros|finalement|donc|juste|au|le|la|les|a|memes?|chose|metier|boulot|travail|taf|truc|pareil(?:le)?"
    r"|que|qu.?|comme|une?|d.?|celui"
    r"|celle|de))* (?:comme|pareil(?:le)?s? qu\w*.?|chose qu\w*.?|(?:metier|boulot|travail|taf|truc) qu\w*.?|a)"
    r" (?:les? |la |l.?|une? |des |du |d.?|celui |de )*$"
)
# Where one works, said alone: it asks the last subject there.
_WHERE = re.compile(
    r"^(?:et |ou |ok |mais |sinon |alors |donc |du coup |pareil |idem |meme chose )*"
    r"(?:si (?:je|on|c.?est) \w+ |c.?est (?:pareil|combien|comment) )?"
    r"(?:a|en|dans|au|aux|chez|pour|par|comme|en tant que|si on est)?\s*(?:l.|la |le |les |un |une |des )?"
    r"(?:domicile|ehpad|maison de retraite|hopital|hosto|clinique|creche|prive|public|liberal|particuliers?|associations?|"
    r"associatif|secteur (?:prive|public|associatif)|fonctionnaires?|fonction publique|asso|ssiad|mairie|interim)\b"
    r"(?: public| prive| employeur| lucratif| non lucratif)?\W*$"
)
_OF_A_PLACE = frozenset({"pay", "profession_conditions", "profession_day", "segur"})
# After these, a place told to « où ? » is where to train.
_OF_TRAINING = frozenset({"training_path", "admission", "apprenticeship", "training_cost"})
_ASKED_WHERE = re.compile(
    r"\bou\W*$|^(?:et |ok |mais )?ou (?:a|vers|pres|dans)\b|\bou (?:est|sont|se|on|je|ca|faire|me former|puis)\b"
)
_ALONE_WHERE = re.compile(
    r"^(?:et |ok |mais |alors |c.?est )*ou(?: ca| donc)?\W*$"
    r"|^(?:et |ok |mais |alors |du coup )*(?:ca|cela) (?:se (?:passe|fait|trouve|prepare)|s.apprend|est) ou\W*$"
)  # « où ? », said of the training
_ONE_TRADE = frozenset(
    {
        "profession_info",
        "follow_up_profession",
        "training_path",
        "nlu_fallback",
        "pay",
        "admission",
        "gibberish",
    }
)


# « combien par enfant et par heure »: what is earned, whatever was spoken of.
# « combien de kilomètres par jour » counts something else.
_PER = re.compile(
    r"\bcombien\b(?! (?:de |d\W)(?!sous|fric|euros?|argent|th?unes?|net|brut)).*\bpar (?:enfants?|jours?|mois)\b"
    r"|\bpar (?:enfants?|mois)\b.*\bcombien\b"
)
_LEFT_SCHOOL = re.compile(
    r"\b(?:quitt\w+|lach\w+|arret\w+|abandonn\w+) (?:le |la |l.|les |en )?(?:ecole|lycee|college|cours|etudes|seconde)\b"
)
_WHICH_LENGTH = re.compile(r"\b(?:plus|moins) (?:court|courte|long|longue)\b")
_UNSURE = frozenset({"nlu_fallback", "gibberish", "out_of_scope"})
_LIKENS = _ONE_TRADE | {
    "profession_qualities",
    "profession_day",
    "compare_professions",
    "doubts",
    "yes",
    "no",
}
_HESITATES = re.compile(r"\b(?:hesit\w+|sais pas|sait pas|ou bien|je balance|entre)\b")
_LEFT = re.compile(r"\breste\w*\b")  # what is left of it once cotisations are paid
# A place told after a school was spoken of asks for trainings there; words of an event ask for an event.
_SCHOOL = re.compile(
    r"\b(?:ecoles?|formations?|former|instituts?|ifsi|ifas|ifap|irts|cfa|etudier|etudes|distanciel)\b"
)
_WHERE_TO_LEARN = re.compile(
    r"\bou\b.*\b(?:faire|passer|apprendre|etudier)\b|\b(?:cap|bac pro|bts|diplome|bpjeps|titre)\b.*\bou\b"
)
_EVENT = re.compile(
    r"\b(?:(?:passer|voir|vivre|faire|prendre) (?:\w+ )?une (?:demi )?journee|journee (?:pour|de) decouv\w+|observer|"
    r"immersion|essay\w+|tester)\b"
    r"|\b(?:rencontres?|evenements?|forums?|salons?|portes? ouvertes?|jpo|job ?datings?|reunions? (?:d|c|en|publi)|"
    r"webinaires?|sorties?|visit\w+|stages?|offres?|emplois?|boulot|taf|job|quelqu.un|contacts?|conseill\w+|mission locale"
    r"|cio|logements?|loger|internat|chambres?|crous)\b"
)
# What we ask « quel métier ? » for, and the words that ask something else than that of the trade named.
_NEEDS_A_TRADE = frozenset(
    {
        "pay",
        "segur",
        "training_path",
        "admission",
        "training_cost",
        "training_search",
        "profession_conditions",
    }
    | {"profession_day", "profession_progression", "profession_qualities"}
)
_ASKS_MORE = re.compile(
    r"\?|\b(?:quoi|comment|combien|ou|fait|metier|difference|m.en plus|(?:dis|dites|parle[rz]?).moi)\b"
)
_AND = re.compile(r"(?:et|ou|puis|pareil|meme chose|sinon)\b")
_TWO = 2
_A_STORY, _A_NAME = 32, 6  # words of a story, and of a message that only names a trade
_LITTLE_ELSE = frozenset(
    {
        "follow_up_place",
        "follow_up_date",
        "event_search",
        "nlu_fallback",
        "gibberish",
        "out_of_scope",
        "yes",
        "no",
    }
    | {"follow_up_profession", "job_offers", "profession_progression", "greet", "thanks", "help", "immersion"}
)
# « y a ça à Chalon ? », after what a trade is: where it is learnt.
_OF_THAT = re.compile(
    r"\b(?:y a|il y a|existe|trouve|propose\w*|font|fait|faire) (?:ca|cela)\b|\bca (?:existe|se fait|se trouve|y est)\b"
    r"|\b(?:c.est|elle est|elle se|ca se) (?:faite?|donnee?|proposee?|dispensee?|passe)\b"
)
_ON_THE_WAY_THERE = frozenset({"training_path", "admission", "parcoursup", "apprenticeship"})
_ELSEWHERE = frozenset({"event_search", "human", "immersion", "job_offers", "distress"})


# A school looked for in a place told: « y a des cfa dans la Drôme ? », « quelles écoles autour de Lyon ».
_WHAT_TO_DO = re.compile(
    r"\b(?:je|on) (?:fais|fait|dois faire|commence) (?:par )?quoi\b|\bpar quoi (?:je |on )?commenc\w*|\bquoi faire\b"
    r"|\bqui (?:j.?appelle|je (?:vois|contacte|dois))\b"
)
_SEEKS_SCHOOL = re.compile(
    r"\b(?:y a|y en a|il y en a|existe\w*|trouv\w*|cherch\w*|ou|quel\w*|liste|connai\w*)\b.*"
    r"\b(?:cfa|ecoles?|instituts?|ifsi|ifas|ifap|irts)\b"
    r"|\b(?:cfa|ecoles?|instituts?|ifsi|ifas|ifap|irts)\b.*"
    r"\b(?:y a|y en a|existe\w*|vers|pres|autour|a cote|dans (?:le|la|l))\b"
)
# « je n'ai pas de diplôme et pas d'école après 12 ans » looks for none.
_NO_SCHOOL = re.compile(r"\b(?:pas|jamais|plus|sans|peu) (?:ete |alle\w* |d.|de |a )*(?:l.)?ecole\b")
# « aide-soignante d'abord ou direct l'ifsi ? » weighs two ways.
_FIRST_OR_DIRECT = re.compile(r"\bvaut mieux\b|\bd.abord\b|\bdirect(?:ement)?\b")
_REFUSED = re.compile(
    r"refus\w*|recale\w*|nulle part|pas (?:ete )?(?:prise?|accepte\w*)|aucune? (?:ecole|voeu|proposition)"
)
_PLAIN_OFFERS = 0.9  # confidence that offers of work are asked for
_OF_THE_WAY = frozenset({"apprenticeship", "training_path", "admission", "profession_info"})


def _seeks_a_school(turn: Turn, said: str) -> bool:
    """Whether a message taken for the way there asks which schools there are in the place it tells."""
    return (
        turn.intent in _OF_THE_WAY
        and bool(turn.said("place"))
        and not turn.said("event_type")
        and _SEEKS_SCHOOL.search(said) is not None
        and _EVENT.search(said) is None
        and _NO_SCHOOL.search(said) is None
        and _FIRST_OR_DIRECT.search(said) is None
        and not has_standing(turn, frozenset({"employer"}))
    )


def _where_to_train(turn: Turn, said: str) -> bool:
    """Whether a message that tells a place and little else asks for trainings there, by what was spoken of."""
    if not turn.said("place") or turn.said("event_type") or turn.intent not in _LITTLE_ELSE:
        return False
    if turn.intent == "job_offers" and turn.confidence >= _PLAIN_OFFERS:
        return False
    if _EVENT.search(said) or has_standing(turn, frozenset({"employer"})) or wants_work(turn.text):
        return False
    if _WHAT_TO_DO.search(said):
        return False  # « demain matin je fais quoi, j'habite à Mende »
    last = turn.known("last_subject")
    if _SCHOOL.search(said) or turn.known("asked") == TRAINING_PLACE or last == "training_search":
        return True
    if turn.profession and last not in _ELSEWHERE and _OF_THAT.search(said):
        return True
    before = normalise(turn.earlier[0]) if turn.earlier else ""
    if last == "parcoursup" and _REFUSED.search(before):
        return False  # who helps after a refusal, near there
    learning = _SCHOOL.search(before) or _WHERE_TO_LEARN.search(before)
    return last in _ON_THE_WAY_THERE or (bool(learning) and last not in _ELSEWHERE)


def _names_the_trade_asked_for(turn: Turn, said: str) -> bool:
    """Whether the message only names a trade, after we asked which one, or after « et »."""
    if goes_on(turn):
        return False  # the narrow question before it is asked of this trade
    return (
        (turn.known("asked") in (WHICH_TRADE, "choose") or bool(_AND.match(said)))
        and turn.known("last_subject") in _NEEDS_A_TRADE
        and turn.intent in _ONE_TRADE | _LITTLE_ELSE
        and len(turn.said("profession")) == 1
        and len(said.split()) <= _A_NAME
        and not _ASKS_MORE.search(said)
    )


# « en fait je préfère Angers », « et pour des écoles d'éduc ? », « elle peut pas le samedi » amid a search for events.
_PREFERS_PLACE = re.compile(
    r"\b(?:prefer\w*|plutot|en fait|finalement|sinon|mieux|on est|j.habite|je suis)\b"
)
_OTHER_SCHOOLS = re.compile(r"^(?:et |ou |sinon |mais )+(?:pour|des?|une?|les|en|du cote)\b")
_NOT_THAT_DAY = re.compile(
    r"\b(?:pas|plus|jamais|sauf) (?:(?:libre|dispo\w*|possible|le|les|un) )*(?:lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche)s?\b"
)
_TOWN = re.compile(r"\b(?:préf\w+|plutôt|mieux|sinon)(?: à| sur| vers)? ((?:[A-ZÉÈ][\w'-]+ ?)+)$")
_IN_THE_WEEK = re.compile(
    r"^(?:et |non |plutot |mais |ou |si possible )*(?:en|la) semaine\W*(?:plutot|si possible)?\W*$"
)
_OF_EVENTS = frozenset({"event_search", "event_detail"})
_FEW_WORDS = 8


def _events_go_on(turn: Turn, said: str) -> bool:
    """Whether few words only change the place, the trade or the days of the events looked for."""
    if other_time_for_events(turn):
        return True
    if turn.known("last_subject") not in _OF_EVENTS or len(said.split()) > _FEW_WORDS:
        return False
    if turn.intent in _LITTLE_ELSE and _PREFERS_PLACE.search(said):
        if turn.said("place"):
            return True
        # « je préfère Angers »: a town that no word before it tells to be one.
        named = _TOWN.search(turn.text)
        if named and (place := find_place(named[1])):
            turn.remember("place", place)
            return True
    if _NOT_THAT_DAY.search(said) or _IN_THE_WEEK.search(said):
        return turn.intent in _LITTLE_ELSE | {"human"}
    others = turn.intent in ("follow_up_profession", "training_search") and turn.said("profession")
    return bool(others) and _OTHER_SCHOOLS.search(said) is not None and not turn.said("place")


_NO_WAGE = re.compile(r"\b(?:apprenti\w*|alternan\w*|stagiaires?|formation|contrat pro)\b")
_OR_THERE = re.compile(r"^(?:et|ou|sinon|ou alors|plutot|non|si possible|vers|a|pres de|en|le|pas|les|des)\b")


def _of_a_day_to_see(turn: Turn, said: str) -> bool:
    """Whether few words tell a place, a date or a kind of place after a trade was to be seen: a date to see it is meant."""
    told = turn.said("place") or turn.said("date") or _IN_THE_WEEK.search(said) or _NOT_THAT_DAY.search(said)
    return (
        bool(told)
        and turn.intent in _LITTLE_ELSE
        and not turn.professions
        and "?" not in turn.text
        and len(said.split()) <= _FEW_WORDS
        and _OR_THERE.search(said) is not None
        and not (turn.audience == "young" and _BESIDE_SOMEBODY.search(normalise(" ".join(turn.earlier[:1]))))
    )


# « j'aimerais en suivre une, une journée »: no event is meant.
_BESIDE_SOMEBODY = re.compile(
    r"\bsuivre (?:une?|quelqu\w*)(?! (?:formation|cours))\b|\b(?:journees?|jours?) (?:avec|chez|aux cotes)\b|\bstages?\b"
)


# « combien Transitions Pro me donnerait par mois ? » asks no wage.
_FUND = re.compile(r"\b(?:ptp|transitions? pro|bourses?|cpf|are|chomage|rsa|caf|france travail)\b")
# What an employer is to pay: « quel salaire afficher dans l'annonce », « je la paye combien ».
_OFFERED_PAY = re.compile(
    r"\b(?:quel(?:le)? (?:salaires?|paye|paie|remuneration)|combien) "
    r"(?:je |on |dois je |faut il )?(?:dois |peux |peut |doit )?"
    r"(?:(?:la|le|les|lui|leur) )?(?:propos\w+|affich\w+|annonc\w+|offr\w+|mettre|donn\w+|vers\w+|pay\w+)"
    r"|\b(?:je|on) (?:dois |peux |doit |peut )?(?:la|le|les) pay\w+ combien\b"
)


# « un IFSI pourrait nous accueillir ? », of a class: a visit is asked for, no training.
_WELCOMED = re.compile(r"\b(?:nous|ma classe|mes eleves|les eleves) (?:accueill|recev)\w*")


def likened(turn: Turn) -> bool:
    """Whether the one trade that the message names is only likened to the one spoken of before."""
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    slugs = {one["value"] for one in named}
    if len(slugs) != 1 or turn.previous_profession in (None, *slugs) or turn.in_form:
        return False
    if "?" not in turn.text and len(turn.text.split()) > _FEW_WORDS + 4:
        return False
    return _LIKENED.search(normalise(turn.text[: int(named[0].get("start") or 0)]) + " ") is not None


# « ça paye mieux qu'ambulancier ? »
_THAN = re.compile(
    r"\b(?:ca|c.?est|cela|on|le salaire)\b(?: \w+){0,3}? (?:mieux|plus|moins|autant|aussi)(?: \w+)? (?:que|qu.?)"
    r" ?(?:les? |la |l.?|une? |des )* ?$"
)
# « quelle différence avec une assistante sociale ? »: what is asked after it is asked of the trade spoken of.
_APART = re.compile(
    r"\b(?:differences?|diff|distingue\w*|par rapport|compare\w*)\b(?: \w+){0,2}? (?:avec|au?x?|d.avec|de|d|du)"
    r"(?: l[ae]s?| l.?| une?| des| d.?| celui| celle)* ?$"
)


def stays_in_question(turn: Turn) -> str | None:
    """The trade that stays in question when the last one named is only what it is likened to, or set against; else None."""
    named = [one for one in turn.entities if one.get("entity") == "profession"]
    slugs = list(dict.fromkeys(str(one["value"]) for one in named))
    # « auxiliaire de puer, c'est quoi la diff avec EJE ? »: the first of two.
    before_it = turn.previous_profession if len(slugs) == 1 else slugs[0] if len(slugs) == _TWO else None
    if before_it is None or before_it == slugs[-1]:
        return None
    before = normalise(turn.text[: int(named[-1].get("start") or 0)]) + " "
    against = _THAN.search(before) or _APART.search(before)
    kept = likened(turn) or (against is not None and (len(slugs) == _TWO or not turn.in_form))
    return before_it if kept else None


def hangs_on(turn: Turn) -> str | None:
    """The subject that a short message asks about, by what was said before; None when it stands by itself."""
    if turn.text.startswith("/"):
        return None
    said, last = normalise(turn.text), turn.known("last_subject")
    asked_where = any(_ASKED_WHERE.search(text) for text in (said, *map(normalise, turn.earlier[:1])))
    if turn.intent == "follow_up_place" and last in _OF_TRAINING and turn.said("place") and asked_where:
        return "training_search"
    if turn.profession and last not in _ELSEWHERE and _ALONE_WHERE.search(said):
        return "training_search"
    if turn.known("asked") == WHICH_TRADE and _names_the_trade_asked_for(turn, said):
        return str(last)
    if (
        turn.in_form
        and turn.said("place")
        and turn.profession
        and not turn.filled_a_slot
        and _OF_THAT.search(said)
    ):
        return "training_search"
    if turn.in_form:
        return "profession_info" if not turn.filled_a_slot and thinks_of_one(turn, said) else None
    of_the_list = turn.known("last_subject") in _OF_EVENTS and turn.intent == "event_detail"
    if of_the_list and says_rank(turn.text) and len(said.split()) <= _FEW_WORDS:
        return "event_detail"
    if last == "immersion" and _of_a_day_to_see(turn, said):
        return "event_search"
    if another_workplace(turn) or _events_go_on(turn, said):
        return "event_search"
    named = len(turn.said("profession"))
    told_apart = _DIFFERENCE.search(said) and not _WHICH_LENGTH.search(said) and not _OF_MONEY.search(said)
    two = (
        named == 2 or (named == 1 and turn.previous_profession) or (not turn.professions and pair_meant(turn))
    )
    # « la différence oui », of the trades on the screen
    shown = [str(slug) for slug in turn.known("last_list") or []]
    here = len(shown) == _TWO and is_proposed(shown) and turn.profession in (None, *shown)
    if told_apart and here and not turn.professions and len(said.split()) <= _A_NAME:
        return "compare_professions"
    if (told_apart and two and turn.intent in _ONE_TRADE) or (likened(turn) and turn.intent in _LIKENS):
        return "compare_professions"
    in_passing = len(said.split()) > _A_STORY  # a story names trades that its question is not about
    if turn.said("neighbour") and turn.profession and turn.intent in _UNSURE and _HESITATES.search(said):
        return "compare_professions"
    if named == 2 and turn.intent in _UNSURE and _HESITATES.search(said) and not in_passing:
        return "compare_professions"
    if says_which(turn, said) or thinks_of_one(turn, said) or says_it_is(turn, said):
        return "profession_info"
    if _names_the_trade_asked_for(turn, said):
        return str(turn.known("last_subject"))
    leaves = _LEFT_SCHOOL.search(said) or _WELCOMED.search(said)
    if not leaves and (_where_to_train(turn, said) or _seeks_a_school(turn, said)):
        return "training_search"
    of_a_trade = turn.profession and not turn.professions and "apprenticeship" not in (last, turn.intent)
    of_a_fund = _SCHOOL.search(said) or _LEFT.search(said) or _FUND.search(said)
    # « combien par enfant ? », of who minds them at home, has its own answer.
    by_child = turn.profession == "assistant-maternel" and "par enfant" in said
    if of_a_trade and _PER.search(said) and not (of_a_fund or by_child):
        return "pay"
    if (
        turn.profession
        and _OFFERED_PAY.search(said)
        and not any(_NO_WAGE.search(text) for text in (said, *map(normalise, turn.earlier[:2])))
        and has_standing(turn, frozenset({"employer"}))
    ):
        return "pay"
    return asks_there(turn)


def asks_there(turn: Turn) -> str | None:
    """The last subject, when the message only tells where one works: « et comme fonctionnaire ? » is no title."""
    last, said = turn.known("last_subject"), normalise(turn.text)
    alone = turn.profession and not turn.professions and _WHERE.search(said)
    return str(last) if last in _OF_A_PLACE and alone else None
