"""What is said of a trade just told, in words that name no request: « elle ferait bien ce travail »."""

from __future__ import annotations

import re

from actions.choosing.begun import meant_instead
from actions.talk.turn import Turn
from actions.thread.given import trade_cut_short
from bot.french.lexicon import find_terms
from bot.french.normalise import normalise

_RECENT = 3  # messages
_UNSURE = frozenset(
    {"help_choose", "nlu_fallback", "career_change", "out_of_scope", "yes", "doubts", "gibberish"}
    | {"profession_qualities", "profession_info", "job_offers"}
)
_AS_EVENTS = frozenset({"event_search", "event_detail", "nlu_fallback", "out_of_scope", "doubts", "yes"})
# « ma fille se dit qu'elle ferait bien ce travail-là »
_WISHED = re.compile(
    r"\b(?:ferai\w*|faire|fasse|apprendrai\w*|essai?erai\w*|prendrai\w*|tent\w+"
    r"|plai\w+|verrai\w*|voi[st]|attir\w+|interess\w+)\b"
    r".{0,14}\b(?:ce (?:genre de )?|cette |le meme |la meme |dans ce )(?:travail|metier|boulot|taf|place|chose)\b"
    r"|\b(?:ce|le meme) (?:travail|metier|boulot|taf)(?:[ -]la)? (?:\w+ ){0,2}?(?:lui |me |la |l'|m')+"
    r"(?:plai\w+|tent\w+|irai\w*|conviendrai\w*|attir\w+|interess\w+|di[rt]\w*)\b"
)
_ASKS = re.compile(
    r"\?|\b(?:pas|plus|jamais|autres?|combien|salaires?|pay[ee]\w*|gagn\w+|quand|horaires?|stages?)\b"
)
# « je pourrais visiter un centre 15, même une heure ? », and no meeting of a list.
_GOES_AND_SEES = re.compile(
    r"\b(?:visiter|voir|regarder|entrer dans"
    r"|passer (?:une?|deux|\d) (?:heures?|matinees?|journees?|apres.midi)(?: dans| a| au| en)?)\b"
    r" (?:un|une|la|le|l'|les|comment|des)\b"
)
_OF_A_LIST = re.compile(
    r"\b(?:portes? ouvertes?|jpo|forums?|salons?|rencontres?|evenements?|agenda|dates?|visites? (?:organisees?|prevues?))\b"
)
_HANDICAP = re.compile(
    r"\bhandicap\w*|\brqth\b|\bfauteuil\b|\bsourde?\b|\bmal(?:entend|voy)\w*|\binapt\w*|\bamenag\w*|\bdos\b"
    r"|\bmaladie\b"
    r"|\bmdph\b|\bcap emploi\b|\baah\b|\baccessible\w*|\bpossible\b|\bpeu[tx]\b|\bdroit\b"
)


def meant_of_the_trade(turn: Turn) -> str | None:
    """The subject that a message asks of the trade in question without saying it; None when it says what it asks."""
    began = turn.form.began and not turn.form.resumed
    if turn.text.startswith("/") or (turn.in_form and not began):
        return None
    said = normalise(turn.text)
    if turn.intent == "disability" and turn.known("last_subject") == "disability":
        # « et répondre au téléphone au samu ? », once the general answer was given.
        return "profession_info" if len(turn.said("profession")) == 1 and not _HANDICAP.search(said) else None
    if turn.said("profession") and turn.intent in _AS_EVENTS and not (turn.place or turn.said("date")):
        return "immersion" if _GOES_AND_SEES.search(said) and not _OF_A_LIST.search(said) else None
    wished = (
        turn.intent in _UNSURE and not turn.trades_named and _WISHED.search(said) and not _ASKS.search(said)
    )
    if not wished or not _told_lately(turn):
        return None
    return (
        "admission"
        if turn.known("last_subject") == "training_path" and turn.intent != "nlu_fallback"
        else "training_path"
    )


def meant_in_their_place(turn: Turn) -> str | None:
    """What is meant when questions of ours began over words that ask for none."""
    began = turn.form.began and not turn.form.resumed
    if began and not turn.text.startswith("/") and trade_cut_short(turn):
        return "profession_info"
    return meant_instead(turn) or meant_of_the_trade(turn)


def _told_lately(turn: Turn) -> bool:
    """Whether the trade in question was named in the last messages."""
    named = (str(one.value) for text in turn.earlier[:_RECENT] for one in find_terms(text))
    return turn.profession is not None and turn.profession in named
