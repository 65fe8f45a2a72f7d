"""« C'est cohérent ? »: whether what one tells of oneself meets what is done in the trade, from its own missions."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, bullets, capital
from bot.catalogue.queries import professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

_WORD = re.compile(r"[a-z]{5,}")
_STEM = 6
_MOST = 3
_RECENT = 3  # messages that may tell what one has done
# Words that tell nothing of what is done.
_EMPTY = frozenset(
    word[:_STEM]
    for word in re.findall(
        r"\w+",
        "coherent coherente logique personnes personne travail travailler metier formation parle depuis connais "
        "connaissance bonjour aimerais voudrais annees aider accompagner accompagnement social sociale sociaux familial "
        "familiale conseiller conseillere equipe apres toujours beaucoup projet suivi suivre gestion service services",
    )
)


async def coherent_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What of the trade in question the person says they know already, or what it is made of; None without a trade."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None or not trade.missions:
        return None
    told = " ".join((said, *(fold_text(text) for text in turn.earlier[:_RECENT])))
    words = {word[:_STEM] for word in _WORD.findall(told)} - _EMPTY
    words -= {word[:_STEM] for word in _WORD.findall(fold_text(both_names(trade)))}
    met = [
        line for line in trade.missions if words & {word[:_STEM] for word in _WORD.findall(fold_text(line))}
    ]
    if met:
        text = (
            f"Oui, cela se tient : ce que vous dites connaître se retrouve dans ce métier ({both_names(trade)}).\n\n"
            f"{bullets([capital(line) for line in met], _MOST)}\n\n"
            "Si cela vous plaît au quotidien, une immersion de quelques jours le dit mieux que moi."
        )
    else:
        text = (
            f"Je ne peux pas en juger sur quelques mots. Ce que l'on fait dans ce métier ({both_names(trade)}) :\n\n"
            f"{bullets([capital(line) for line in trade.missions], _MOST)}\n\n"
            "Si ces tâches vous parlent, le projet se tient : une immersion de quelques jours permet de le vérifier."
        )
    return ReplyDraft(
        text=text,
        choices=[
            choice("Comment le devenir", "training_path", trade),
            choice("Le salaire", "pay", trade),
            choice("Faire une immersion", "immersion", trade),
        ],
        sources=sources_of(trade),
    )
