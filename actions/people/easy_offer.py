"""Easy words, offered once to who writes a French that is being learnt, or says that reading is hard."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

# A verb left in the infinitive behind its subject, « moi pas écrire », « moi cherche » without « je ».
_LEARNT = re.compile(
    r"\bmoi (?:pas |bien |aussi |beaucoup |veu[tx] |vouloir )?(?:vouloir|chercher|travailler|ecrire|lire|parler|comprendre"
    r"|faire|aller|apprendre|avoir|etre|habiter|venir|trouver|savoir|connaitre|comprend|cherche|veux)\b"
    r"|\bje (?:pas |bien |beaucoup )?(?:vouloir|lire|parler|comprendre|avoir|etre|savoir)\b"
    r"|\b(?:comprend\w*|parl\w+|ecri\w+|li[ts]|lire) (?:pas|mal|un peu|petit peu) (?:bien |beaucoup |le |trop )*francais\b"
    r"|\b(?:pas|mal) (?:bien )?(?:ecrire|parler|lire|comprendre) (?:bien )?(?:le )?francais\b"
    r"|\bfrancais (?:pas (?:bien|bon)|difficile|petit peu|un peu)\b|\bapprends? (?:le )?francais\b"
)
_NEVER = frozenset({"distress", "insult", "easy", "goodbye", "personal_data"})
_OFFER = "Je peux écrire avec des mots simples : envoyez « mode facile »."


def learns_french(text: str) -> bool:
    """Whether `text` is written by somebody who is learning French, or says so."""
    return not text.startswith("/") and _LEARNT.search(fold_text(text)) is not None


def offer_easy(turn: Turn, replies: list[ReplyDraft]) -> None:
    """Tell in the last reply how to have easy words, the first time that the person's French calls for it."""
    if turn.known("easy") or turn.intent in _NEVER or not replies or not learns_french(turn.text):
        return
    if any(learns_french(text) for text in turn.earlier):
        return
    replies[-1].text += f"\n\n{_OFFER}"
