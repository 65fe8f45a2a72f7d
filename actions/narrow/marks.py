"""« J'ai 11 de moyenne », « nulle en physique »: what is known of school marks on the way to a trade."""

from __future__ import annotations

import re

from actions.narrow.bridges import choices_of, trade_of
from actions.narrow.fears import fear_answer
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.wording import both_names, capital, distinct, source
from bot.catalogue.models import Profession
from bot.french.folding import fold_text
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft, Source

_FEARS = re.compile(
    r"\bpeur\b|tourne\w* de l.?oeil|evanoui\w*|malaise|tomb\w* dans les pommes|support\w* pas|phobi\w*|degout\w*"
)
_SELECTION = re.compile(r"selection|dossier|entretien")
_TOLD = re.compile(
    r"\b\d\d?(?:[,.]\d+)? (?:/ ?20 )?de (?:moyenne|moy)\b|\bmoyenne (?:de |a )?\d"
    r"|\b(?:mauvaises?|pas (?:de )?(?:bonnes|terribles?|top|ouf)|sales|petites) (?:notes?|moyennes?|bulletins?)\b"
    r"|\bnotes? (?:\w+ ){0,3}?(?:nulles?|mauvaises?|pourries?|pas (?:bonnes|terribles?|top|ouf))\b"
    r"|\bnulle? (?:en cours|a l.ecole|en classe|partout|scolairement)\b"
)
_PARCOURSUP = Source(title="Parcoursup", url="https://www.parcoursup.gouv.fr", as_of=None)


_OF_ALL = (
    "Cela ne ferme rien : je ne connais pas de moyenne minimale pour ces métiers. Les écoles lisent tout le dossier, avec "
    "la motivation et les stages. Pour se former comme aide-soignant, auxiliaire de puériculture ou AES, aucun diplôme "
    "n'est exigé."
)
_NEXT = [
    ChoiceDraft(title="M'aider à choisir", payload="/help_choose"),
    ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
]


async def marks_answer(turn: Turn, _said: str, talk: str) -> ReplyDraft | None:
    """What is known of marks; of a fear told beside them (« elle tourne de l'œil devant le sang »), a few words too."""
    reply = await _of_marks(turn, talk)
    afraid = (
        await fear_answer(turn, normalise(turn.text), talk) if _FEARS.search(normalise(turn.text)) else None
    )
    if reply is not None and afraid is not None and afraid.text not in reply.text:
        reply.text += f"\n\n{afraid.text}"
        reply.sources = distinct([*reply.sources, *afraid.sources], 3)
    return reply


# A bac other than the general one, named lately.
_BAC = re.compile(
    r"\b(?:stmg|sti2d|stl|st2s|stav|std2a|assp|sapat|bacs? (?:pro|techno)\w*|(?:term\w*|tle|terminale) (?:pro|techno)\w*)\b"
)
_RECENT = 4  # messages


async def odds_unknown(turn: Turn, _said: str, _talk: str) -> ReplyDraft:
    """« j'ai mes chances ? »: no rate is known; what is known of the bac that was told comes with it."""
    told = any(_BAC.search(normalise(text)) for text in (turn.text, *turn.earlier[:_RECENT]))
    return await stored(turn, "odds_with_my_bac" if told else "odds_unknown")


# « aïe, j'ai 12 », after what was said of marks.
_BARE = re.compile(r"\b(?P<mark>\d\d?(?:[,.]\d+)?)(?: ?/ ?20)?(?: (?:de|en) [a-z]+)?(?: (?:moi|la))?\W*$")
_OF_MARKS = frozenset({"marks", "college_marks", "odds_unknown"})


async def _of_marks(turn: Turn, talk: str) -> ReplyDraft | None:
    """No minimum is known and we say so, with what the selection looks at, of all these trades when none is named."""
    profession = await trade_of(turn, talk)
    if profession is None:
        return ReplyDraft(text=_OF_ALL, choices=_NEXT, sources=[_PARCOURSUP])
    mark = _BARE.search(normalise(turn.text)) if _OF_MARKS & set(turn.points_lately) else None
    if mark is not None and profession.parcoursup:
        return ReplyDraft(
            text=f"{mark['mark']} ne ferme rien d'avance : je ne connais pas de minimum pour {both_names(profession)}. "
            "Si c'est assez, je ne peux pas le dire. Sur Parcoursup, la fiche de chaque école montre les profils admis "
            "l'an passé. Demandez-en plusieurs et gardez une autre voie en réserve : le CIO aide à la bâtir.",
            choices=choices_of(profession),
            sources=[_PARCOURSUP],
        )
    head = (
        f"Pour {both_names(profession)}, je ne connais pas de moyenne minimale, ni de matière éliminatoire."
    )
    if profession.parcoursup:
        text = (
            f"{head} L'école lit tout le dossier : notes, avis des profs, motivation. Chaque fiche de Parcoursup dit "
            "ce qu'elle regarde. Des notes moyennes ne ferment pas la porte : d'autres voies existent aussi."
        )
        return ReplyDraft(text=text, choices=choices_of(profession), sources=[_PARCOURSUP])
    way = _selection_of(profession)
    text = f"{head} {capital(way)}." if way else head
    if any("aucun diplome" in fold_text(condition) for condition in profession.access_conditions):
        text += " Aucun diplôme n'est exigé."
    text += " L'école vous dira ce qu'elle regarde."
    sources = distinct([source(url, profession.access_as_of) for url in profession.access_source_urls], 2)
    return ReplyDraft(text=text, choices=choices_of(profession), sources=sources)


def _selection_of(profession: Profession) -> str | None:
    return next(
        (
            way.detail or way.way
            for way in profession.ways_in
            if _SELECTION.search(fold_text(f"{way.way} {way.detail or ''}"))
        ),
        None,
    )


def tells_marks(text: str) -> bool:
    """Whether `text` tells of weak marks: « j'ai 9 de moyenne », « je suis nul en cours »."""
    return _TOLD.search(normalise(text)) is not None
