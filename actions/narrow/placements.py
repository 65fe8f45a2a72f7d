"""« combien de semaines de stage ? »: what the programme of the training says, else that the school knows."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names, capital, distinct, source
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

# « 245 h de stage (7 semaines) »: what is said of the whole training tells it already.
_TOLD = re.compile(
    r"\d+ ?(?:semaines|h|heures) (?:de |en )stages?|stages?[^.;]{0,20}\d+ ?(?:semaines|h\b|heures)"
)
_WHILE_LEARNING = re.compile(
    r"\bstages?\b.{0,14}\b(?:pendant|durant|dans|au cours de|de) (?:l.ecole|la formation|les etudes|les cours)\b"
)
_KNOWN = {
    "infirmier": "nurse_placement_weeks",
    "aide-soignant": "assistant_placement_weeks",
    **dict.fromkeys(
        (
            "educateur-specialise",
            "educateur-de-jeunes-enfants",
            "educateur-technique-specialise",
            "assistant-de-service-social",
            "conseiller-en-economie-sociale-familiale",
        ),
        "social_placement_weeks",
    ),
}


async def placement_weeks(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The weeks of placement of the training in question; None without a trade."""
    slug = turn.profession
    trade = await professions.known(turn.session, slug) if slug else None
    if trade is None:
        # « non, les stages pendant l'école », of no trade yet
        return await stored(turn, "placement_which_trade") if _WHILE_LEARNING.search(said) else None
    if known := _KNOWN.get(trade.slug):
        return await stored(turn, known)
    told = trade.training_text or ""
    if _TOLD.search(told):
        return ReplyDraft(
            text=f"{capital(both_names(trade))} : {told}",
            choices=choices_of(trade),
            sources=distinct([source(trade.training_source_url, trade.training_as_of)]),
        )
    return await stored(
        turn,
        "placement_weeks_unknown",
        trade=both_names(trade),
        length=told or "durée non connue",
    )


# What is told of one place only, or of another scheme, by the words that the talk must hold.
_ONLY_WHEN = (
    (
        re.compile(r"(?<=[.?!] )En crèche[^.]*\.\s*"),
        re.compile(r"\bcreches?\b|petite enfance|\bbebes?\b|tout.?petits?"),
    ),
    (
        re.compile(r"(?<=[.?!] )Le service civique\b(?:[^.]|\.(?=gouv|fr))*\.\s*"),
        re.compile(r"service civique|\bsc\b"),
    ),
)


async def counsellor_immersion(turn: Turn, _said: str, talk: str) -> ReplyDraft:
    """Days on the spot, for who prescribes them: of a crèche and of the civic service only what was spoken of."""
    reply = await stored(turn, "counsellor_immersion")
    for words, spoken_of in _ONLY_WHEN:
        if not spoken_of.search(talk):
            reply.text = words.sub("", reply.text).strip()
    return reply
