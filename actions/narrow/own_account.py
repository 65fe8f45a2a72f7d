"""« Et en libéral, ou faut-il une association ? », « je parle bien des tutelles »: where a trade is done, which is meant."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.choices import choice, sources_of
from actions.words.wording import both_names, capital, listed, lowered, source
from bot.catalogue.queries import pay, professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft

_ALONE = re.compile(
    r"\bliberal\w*|\bcabinets? (?!medica|dentaire|de groupe)\w*|\bindividuel\w*|\bindependant\w*"
)
_MUST = re.compile(
    r"\b(?:oblig\w*|faut|doit|dois|devoir|forcement|passer par|que en|qu.en)\b|\bou (?:bien )?(?:une?|en|dans|il)\b"
)
# « quels métiers se font à son compte ? »
_OF_ANY = re.compile(r"\b(?:l(?:es)?)?quel(?:le)?s?\b|\bmetiers\b|\bdiplomes\b")
_GUARDIAN = "mandataire-judiciaire-protection-majeurs"  # which needs the agreement of the State
_FOR_OTHERS = re.compile(
    r"associati|hopital|ehpad|etablissement|clinique|service|prepose|collectivite|salarie"
)


async def own_account_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """Whether the trade in question may be done on one's own account, as our facts tell; of no trade, in general."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None or _OF_ANY.search(said):
        return await stored(turn, "on_ones_own")
    if trade.slug == _GUARDIAN:
        return await stored(turn, "guardian_alone")
    alone = [place for place in trade.workplaces if _ALONE.search(fold_text(place))]
    paid = any(
        one.kind == "liberal_income" or one.sector == "liberal"
        for one in await pay.lines(turn.session, trade.slug)
    )
    others = [
        place for place in trade.workplaces if place not in alone and _FOR_OTHERS.search(fold_text(place))
    ]
    rule = next((way for way in trade.ways_in if way.detail and _ALONE.search(fold_text(way.detail))), None)
    name = both_names(trade)
    if not (alone or paid or rule):
        where = f" On y travaille, en général : {listed([lowered(one) for one in trade.workplaces], 4)}."
        text = f"À son compte, je n'en sais rien de sûr pour ce métier ({name}).{where if trade.workplaces else ''}"
    else:
        begins = "Rien ne vous y oblige, à ma connaissance" if _MUST.search(said) else "Oui"
        text = f"{begins} : ce métier se fait aussi à son compte ({name})."
        text += f" Sinon, on est salarié : {listed([lowered(one) for one in others], 4)}." if others else ""
        text += f" Les règles que j'ai : {lowered(rule.detail)}." if rule and rule.detail else ""
    text += " Les démarches se confirment avant, auprès de l'administration ou du syndicat du métier."
    origin = source(rule.source_url, None) if rule else None
    return ReplyDraft(
        text=text,
        choices=[
            choice("Ce qu'on gagne", "pay", trade),
            choice("Comment le devenir", "training_path", trade),
        ],
        sources=[origin] if origin else sources_of(trade),
    )


async def trade_meant(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The trade in question once more, in a sentence, for who says that it is meant; None when there is none."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    if trade is None:
        return None
    return ReplyDraft(
        text=f"D'accord, nous parlons bien de ce métier : {both_names(trade)}. {capital(trade.summary or '')}".strip(),
        choices=[
            choice("Diplôme et étapes", "training_path", trade),
            choice("Le salaire", "pay", trade),
            choice("Où se former", "training_search", trade),
        ],
        sources=sources_of(trade),
    )
