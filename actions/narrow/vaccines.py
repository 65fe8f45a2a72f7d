"""The vaccines asked for in the trade in question: those of care, those of social work, each by what its texts say."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from bot.catalogue.queries import professions
from bot.replies import ReplyDraft

# Trades of whose pupils a proof of immunity is asked (Université de Reims).
_ASKED = frozenset(
    {
        "aide-soignant",
        "auxiliaire-de-puericulture",
        "infirmier",
        "infirmier-anesthesiste",
        "infirmier-bloc-operatoire",
        "infirmier-pratique-avancee",
        "infirmier-puericulteur",
        "ambulancier",
        "masseur-kinesitherapeute",
        "manipulateur-electroradiologie-medicale",
        "pedicure-podologue",
        "sage-femme",
        "technicien-laboratoire-medical",
        "assistant-dentaire",
    }
)
_NO_LIST = frozenset(
    {"orthophoniste", "orthoptiste", "ergotherapeute", "psychomotricien", "audioprothesiste"}
)
_SOCIAL_FAMILIES = frozenset(
    {"accompagnement", "aide à domicile", "éducation", "petite enfance", "protection", "encadrement"}
)
_SOCIAL = re.compile(r"\bsocia\w+|\beduc\w*|\birts\b")
_YES_OR_NO = re.compile(r"\b(?:oblig\w*|faut|doi[st]|besoin|exig\w*|demand\w*|necessaire|requis)\b")
_WHICH = re.compile(r"\b(?:quels?|quelles?|lesquel\w*|combien|quand|quoi|liste)\b(?! (?:je|on) )")
_WHICH_TRADE = re.compile(r"\s*Quel métier visez-vous \?$")


async def vaccines_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The vaccines of the trade in question, « oui » first where it is asked whether they must be had."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is not None and (trade.slug in _NO_LIST or trade.family in _SOCIAL_FAMILIES):
        return await stored(turn, "vaccine_social")
    if trade is None and _SOCIAL.search(said):
        return await stored(turn, "vaccine_social")
    reply = await stored(turn, "admission_vaccination")
    if trade is not None:
        reply.text = _WHICH_TRADE.sub("", reply.text)
    if (trade is None or trade.slug in _ASKED) and _YES_OR_NO.search(said) and not _WHICH.search(said):
        reply.text = f"Oui. {reply.text}"
    return reply
