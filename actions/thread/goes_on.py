"""« Et pour infirmière ? » after a narrow answer: the same narrow question, of the trade named now."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.weighed import weighed
from bot.catalogue.orientation import is_proposed
from bot.french.normalise import normalise

# Points whose answer is one trade's, and which may be asked again of another.
_OF_A_TRADE = frozenset(
    re.findall(
        r"\w+",
        "own_account on_ones_own "
        "diploma_for from_to work_to_find fear freelance_pay part_time_pay night_pay lifting no_diploma trade_hours "
        "selection_form entry length rhythm vae_of_trade marks men_in_care men_share "
        "placement_weeks price",
    )
)
# Points whose answer is the same for any trade.
SAME_FOR_ANY = frozenset(
    re.findall(
        r"\w+",
        "religious_signs look_rules no_rule_there hearing_or_sight dys_and_tdah record_school body_size stutter extra_time "
        "shy_person discipline_follows not_closed sign_interpreter",
    )
)
# Answers about the diplomas that pupils prepare in a lycée.
_OF_LYCEES = frozenset(
    {"creche_after_third", "lycee_or_apprentice", "general_bac_or_pro"}
    | {"after_third_form", "which_lycee_near", "cap_aepe_schools", "assp_or_sapat", "st2s_what", "assp_what"}
)
_WHERE = frozenset({"follow_up_place", "training_search"})
# Words that ask nothing beside the name of a trade.
_LITTLE = frozenset(
    re.findall(
        r"\w+",
        "et ou puis pareil sinon mais ok oui non alors du coup donc pour un une des les le la l en si c est ca aussi comme "
        "chez de d meme chose y a il elle avec ben bah euh tiens dans ifsi ifas cas svp deux 2 autre autres trois 3 "
        "stp merci au fait",
    )
)
_WORD = re.compile(r"\w+")
_MATTERS = re.compile(
    r"\b(?:court\w*|long\w*|rapide\w*|nuits?|journee|week.?ends?|physique|dos|diplome|papiers?|paperass\w*|administratif"
    r"|ordi\w*|dossiers|bureau|toilettes?|maths?|sciences?|svt|biolog\w*)\b"
)
_PAYS = re.compile(r"\b(?:salaires?|pay[ee]\w*|paie|argent|thunes?|fric|sous|gagn\w*|touch\w*)\b")
_PAIR_OR_THREE = (2, 3)
_FEW = 14  # words


def goes_on(turn: Turn) -> str | None:
    """The point just answered, when the message names a trade, or those weighed, and nothing more; None otherwise.

    The pay of one trade is asked of several as that of trades set side by side: « et les deux autres ? ».
    """
    if of_the_other(turn):
        return turn.point_before
    several = bool(weighed(turn)) or len(turn.said("profession")) > 1
    if not (only_names(turn) or (several and _little(turn.text))):
        return None
    before = turn.point_before
    if several and (before == "these_trades" or turn.known("last_subject") == "pay"):
        return "these_trades"
    return before if before in _OF_A_TRADE else None


def of_the_other(turn: Turn) -> str | None:
    """The other of two trades, of which « pour l'autre aussi » asks the narrow question just answered; else None."""
    return turn.the_other if turn.point_before in _OF_A_TRADE and _little(turn.text) else None


def lycee_near(turn: Turn) -> bool:
    """Whether « y en a un à Cahors ? » asks for a lycée, since the answer before was about those of the pupils."""
    few = len(turn.text.split()) <= _FEW and not turn.professions
    lately = not _OF_LYCEES.isdisjoint((turn.point_before, *turn.points_lately))
    return lately and few and bool(turn.said("place")) and turn.intent in _WHERE


def only_names(turn: Turn) -> bool:
    """Whether the message names a trade and nothing more: « et éduc ? », « pour une infirmière »."""
    spans = [one for one in turn.entities if one.get("entity") in ("profession", "profession_current")]
    if not spans or turn.text.startswith("/"):
        return False
    rest = turn.text
    for one in sorted(spans, key=lambda span: -int(span.get("start", 0))):
        rest = f"{rest[: one.get('start', 0)]} {rest[one.get('end', 0) :]}"
    return _little(rest)


def _little(text: str) -> bool:
    """Whether `text` holds no word that asks something."""
    return all(word in _LITTLE for word in _WORD.findall(normalise(text)))


def matters(turn: Turn, said: str) -> str | None:
    """The narrow answer to what matters most, which the answer before asked of trades it could not choose between."""
    few = len(said.split()) <= _FEW and "?" not in turn.text and not turn.professions
    side_by_side = len(turn.known("last_list") or []) in _PAIR_OR_THREE and is_proposed(
        turn.known("last_list")
    )
    if not few or turn.known("last_subject") != "compare_professions" or not side_by_side:
        return None
    return "choosing" if _MATTERS.search(said) else "these_trades" if _PAYS.search(said) else None
