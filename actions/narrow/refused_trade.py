"""« Non, elle ne veut pas d'aide-soignante », « j'ai pas dit sage-femme »: the trade put aside is noted, and not told of."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.words.choices import choice
from actions.words.wording import both_names
from bot.catalogue.queries import professions
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_LONGEST = 10  # words
_MISHEARD = re.compile(
    r"\bj.?(?:ai|avais) (?:pas|jamais) (?:dit|parle|demande|cite|ecrit)\b|\bje parl\w+ pas d"
)
_OF_PROPOSALS = frozenset({"help_choose", "compare_professions"})


async def refused_trade_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The trade refused, noted, with the one that stays; None when another is named, or when proposals are refined."""
    misheard = _MISHEARD.search(said) is not None
    named = [str(slug) for slug in turn.said("profession")]
    refused = [str(slug) for slug in turn.said("profession_excluded")] or (named if misheard else [])
    others = [slug for slug in named if slug not in refused]
    if (
        len(refused) != 1
        or others
        or "?" in turn.text
        or len(normalise(turn.typed).split()) > _LONGEST
        or turn.in_form
    ):
        return None
    if turn.known("last_subject") in _OF_PROPOSALS and not misheard:
        return None
    trade = await professions.known(turn.session, refused[0])
    if trade is None:
        return None
    left = next(
        (slug for slug in (turn.profession, turn.previous_profession) if slug and slug != trade.slug), None
    )
    kept = await professions.known(turn.session, left) if left else None
    turn.remember("profession", kept.slug if kept else None)
    head = "Pardon, j'avais mal compris" if misheard else "C'est noté"
    text = f"{head} : pas {both_names(trade)}. "
    if kept is None:
        return ReplyDraft(
            text=text + "Dites-moi un autre métier, ou ce qui compte : un public, une durée, un lieu.",
            choices=[ChoiceDraft(title="M'aider à choisir", payload="/help_choose")],
        )
    return ReplyDraft(
        text=text + f"On reste sur {both_names(kept)}.",
        choices=[
            choice("Les étapes", "training_path", kept),
            choice("Les conditions", "admission", kept),
            choice("Le salaire", "pay", kept),
        ],
    )
