"""Whether the questions that help to choose began by mistake, amid a talk about something else."""

from __future__ import annotations

import re

from actions.people.roles import role
from actions.talk.turn import Turn
from actions.thread.search_again import searched_again
from bot.catalogue.wishes import read
from bot.french.normalise import normalise

_WISHES = frozenset({"public", "taste"})
_SURE, _LIKELY = 0.9, 0.6  # confidence in the intent
_CHOOSES = re.compile(
    r"\b(?:choisir|choix|orient\w*|metiers?|boulots?|jobs?|taf|(?:savoir )?quoi faire|faire quoi|perdue?s?|aucune idee"
    r"|(?:sais|sait) pas (?:quoi|ce que|vers|trop)|hesit\w*|idees?|pistes?|propos\w*|conseill\w*|questions?|test|quizz?"
    r"|voies?|quoi d.?autre (?:comme|avec|pour|dans)"
    r"|aide[rz]?(?:[ -](?:moi|nous|la|le|lui))?)\b"
)
# « mes parents veulent pas, je fais quoi »: what stands in the way is met, not asked about.
_AGAINST = re.compile(
    r"\b(?:parents?|mere|pere|maman|papa|mari|femme|famille)\b.*\b(?:contre|veu(?:t|lent) pas|pas d.accord"
    r"|refus\w*|nul)\b"
)
# « je veux arrêter mon PASS et faire un métier du soin, c'est possible ? »: a student asks about the way, not for a trade.
_LEAVES_UNIVERSITY = re.compile(
    r"(?=.*\b(?:pass|l\.? ?as|paces|licence|l1|fac|universite|(?:premiere|1ere) annee)\b)"
    r"(?=.*\b(?:arret\w*|quitt\w*|lach\w*|abandonn\w*|stopp\w*|rat\w+|reorient\w*|plant\w+|foir\w*)\b)"
    # « je peux faire quoi sans reprendre la fac ? » does ask for trades.
    r"(?!.*\b(?:faire|devenir) quoi\b)(?!.*\bquoi (?:faire|comme)\b)"
    r"(?!.*\b(?:quel(?:le)?s?|quoi|les) (?:metiers?|boulots?|jobs?|taf)\b)"
    r".*(?:\bpossible\b|\bpeu[tx]\b|\bpuis\b|\bcomment\b)"
)
# « y a moyen de faire du sport avec les vieux, genre un métier ? », amid a talk about a trade: whether it exists is asked.
_IS_THERE = re.compile(
    r"\b(?:il y a|y a|ya|y aurait|existe\w*(?:[ -]t[ -]il)?)(?: \w+){0,3}? (?:moyen|metiers?|boulots?|jobs?|taf)\b"
)
# « j'aide ma grand-mère tous les jours, c'est un métier ça ? » asks whether it is one.
_IS_IT_A_TRADE = re.compile(
    r"\bc.?est un (?:vrai )?(?:metier|travail|boulot)\b|\bca (?:peut|pourrait) etre un metier\b"
)
# « y a d'autres métiers qui ressemblent ? », of the trade spoken of
_LIKE_IT = re.compile(r"\bqui (?:y |lui )?ressembl\w+|\bdans le meme (?:genre|style)\b|\bde proche\b")
# « je me verrais bien apprendre mon métier à des adultes handicapés » names the trade it wishes for.
_TEACHES = re.compile(r"\b(?:apprendre|transmettre|enseigner|montrer) (?:mon|un) (?:metier|savoir.?faire)\b")
# « mon fils est harcelé au lycée, il ne veut plus y aller »: who helps comes before any trade.
_CHILD_IN_TROUBLE = re.compile(
    r"\bharcel\w*|\bsouffre.douleur\b|\btete de turc\b|\bdescolaris\w*|\bphobie scolaire\b|\brackett\w*"
    r"|\b(?:sort\w* plus de|enferm\w* dans) (?:sa|la) chambre\b"
)
# « je veux bosser avec des ados justement. Je demandais le salaire. »
_ASKS_AGAIN = re.compile(r"\bje (?:vous |te |l')?demandais\b|\bma question (?:c'|est|etait)")
# « quoi faire avant ? », « et en attendant ? », once a trade was spoken of.
_MEANWHILE = re.compile(
    r"^(?:et |ok |mais |donc |alors )*(?:je |on |faut )?(?:fais |fait |dois )?(?:que faire|quoi faire|faire quoi|quoi)?"
    r" ?(?:avant|en attendant|d.abord|d.ici la)(?: ca| alors)?\W*$"
)
# Two trades are weighed: what sets them apart is asked.
_WEIGHED = re.compile(
    r"\bentre (?:les|ces) (?:deux|2)\b|\b(?:le|la)quel(?:le)? des (?:deux|2)\b|\bl.une? ou l.autre\b"
)
_BETWEEN = re.compile(r"\bhesit\w*|\bentre\b|\bou\b|\b(?:le|la)quel(?:le)?\b|\bvs\b")
# « je sais pas trop », of the trade spoken of
_UNSURE_OF_IT = re.compile(
    r"^\W*(?:\w+ ){0,3}?(?:je (?:ne )?sais (?:pas|plus)|je (?:ne )?suis pas sure?|j.?hesite|aucune idee)"
    r"(?: (?:trop|vraiment|encore|bien|du tout|en vrai|un peu|de moi|en fait|franchement|moi))*\W*$"
)
# « elle change les couches aussi », of who practises the trade spoken of; not « elle veut s'occuper de bébés ».
_OF_THOSE_WHO_DO_IT = re.compile(
    r"^\W*(?:(?:et|mais|ah|donc|en fait|du coup|oui|sinon)\W+)*(?:elles?|ils?) (?:ne |n.|se |s.|y |en |les? |la |leur )*"
    r"(?!veul\w*|veut|voudrai\w*|aim\w*|ador\w*|cherch\w*|prefer\w*|hesit\w*|sai[st]\b|savent|souhait\w*|reve\w*|kiff\w*"
    r"|a\b|ont\b|est\b|sont\b|faut|fau[td]rait|pense\w*|s.interess\w*|interess\w*|vise\w*|y a)\w{3,}"
)
_FEW = 9  # words
_OF_TRADES_ASKED = frozenset({None, "help_choose", "career_change", "distress"})
# Talks in which people rather ask one thing more than want to be questioned.
_AMID = frozenset(
    {
        "immersion",
        "parcoursup",
        "training_path",
        "training_search",
        "training_cost",
        "admission",
        "apprenticeship",
    }
    | {
        "event_search",
        "event_detail",
        "pay",
        "vae",
        "cpf",
        "foreign_diploma",
        "profession_conditions",
        "job_offers",
    }
)


def begins_in_doubt(turn: Turn) -> bool:
    """Whether the questions began by mistake: amid another talk, over two trades weighed, over what stands in the way."""
    said = normalise(turn.text)
    if turn.form.began and turn.intent == "help_choose" and unsure_of_trade(turn):
        return True
    began = turn.form.began and not turn.form.resumed and not turn.text.startswith("/")
    if not began or turn.intent != "help_choose":
        return False
    if _TEACHES.search(said) is not None:
        return True
    if _ASKS_AGAIN.search(said) is not None or (_CHILD_IN_TROUBLE.search(said) and role(turn) == "relative"):
        return True
    if turn.earlier and _MEANWHILE.search(said) is not None:
        return True
    if _AGAINST.search(said) is not None or weighs_two(turn):
        return True
    if _IS_IT_A_TRADE.search(said) or (turn.profession and _LIKE_IT.search(said)):
        return True
    if "?" in turn.text and turn.profession and _IS_THERE.search(said):
        return True
    if "?" in turn.text and _LEAVES_UNIVERSITY.match(" ".join(said.split())):
        return True
    if "?" not in turn.text and set(read(turn.text)) & _WISHES:
        return False  # « je voudrais m'occuper de personnes âgées », after one's diploma was told
    unsure = turn.confidence < _SURE or "?" in turn.text
    # « je suis fatiguée mais je sais faire plein de trucs », amid a life told: no wish was read in it.
    if turn.confidence < _LIKELY and turn.earlier and not turn.form.set and not _CHOOSES.search(said):
        return True
    return unsure and turn.known("last_subject") in _AMID and _CHOOSES.search(said) is None


def of_those_who_do_it(turn: Turn) -> str | None:
    """The subject of a few words on who practises the trade spoken of, when our questions began over them; else None."""
    began = turn.form.began and not turn.form.resumed and not turn.text.startswith("/")
    if not began or turn.profession is None or role(turn) is not None or len(turn.text.split()) > _FEW:
        return None
    return "profession_info" if _OF_THOSE_WHO_DO_IT.match(normalise(turn.text)) else None


def meant_instead(turn: Turn) -> str | None:
    """What is meant by a message over which our questions began: the trade spoken of, or the search before; else None."""
    return of_those_who_do_it(turn) or (None if turn.form.answered else searched_again(turn))


def unsure_of_trade(turn: Turn) -> bool:
    """Whether the message only says that one does not know, of a trade that is spoken of: no other is looked for."""
    spoken_of = turn.profession is not None and turn.known("last_subject") not in _OF_TRADES_ASKED
    return spoken_of and _UNSURE_OF_IT.search(normalise(turn.text)) is not None


def weighs_two(turn: Turn) -> bool:
    """Whether the message weighs two trades against each other: « j'hésite entre infirmière et kiné »."""
    said = normalise(turn.text)
    two = len(turn.said("profession")) > 1 and _BETWEEN.search(said) is not None
    return two or _WEIGHED.search(said) is not None
