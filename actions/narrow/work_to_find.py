"""« C'est bouché ? », « lequel a le plus de débouchés ? »: what the figures of a trade say of finding work in it."""

from __future__ import annotations

import re

from actions.talk.turn import Turn
from actions.thread.compared import trades_compared
from actions.words.choices import choice
from actions.words.wording import as_of_words, both_names, bullets, capital, distinct, source
from bot.catalogue.models import Profession, ProfessionFigure
from bot.catalogue.queries import neighbours, professions
from bot.french.folding import fold_text
from bot.replies import ChoiceDraft, ReplyDraft

_OF_WORK = re.compile(r"recrut|embauch|emploi|vacant|tension|manqu|postes|besoin")
_NEED = re.compile(r"recrut|vacant|tension|manqu|postes (?:recherch|a pourvoir)|besoin")
_SEVERAL = re.compile(r"\b(?:le|la|les)quel(?:le)?s?\b|\bles? deux\b|\bdes deux\b|\bentre\b|\bplus de\b")
# « ça recrute vers Limoges ? » asks how it goes there; « du travail à Limoges » looks for offers.
_WANTS_TO_KNOW = re.compile(
    r"\b(?:ca|ils) (?:recrut|embauch)\w*|debouche\w*|\bbouche(?:e|s)?\b|penurie|combien de temps"
)
_HERE = re.compile(
    r"\bici\b|\bla.?bas\b|\b(?:dans|par) (?:le|mon) coin\b|\bchez (?:moi|nous)\b|\bpres d|\ba cote\b"
)
_MOST = 3
_WHERE = "Près de chez vous, France Travail et sa page « besoins en main-d'œuvre » disent combien d'employeurs cherchent."


async def work_to_find_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What is known of finding work in the trade, or in each of those compared; None without a trade, or with a place."""
    known = _WANTS_TO_KNOW.search(said) or (_SEVERAL.search(said) and not turn.professions)
    if turn.said("place") and not known:
        return None
    if turn.said("neighbour") and not turn.next_door:
        return await _of_a_neighbour(turn, str(turn.said("neighbour")[0]))
    several = len(turn.professions) > 1 or (not turn.professions and _SEVERAL.search(said))
    trades = await trades_compared(turn) if several else []
    if len(trades) < 2:
        one = await professions.known(turn.session, turn.profession) if turn.profession else None
        trades = [one] if one else []
    if not trades:
        return None
    figures = {trade.slug: figures_of_work(trade) for trade in trades}
    turn.remember("last_search", "job_offers")  # « juste Perpignan alors », said next, looks for work there
    text = _one(trades[0], figures[trades[0].slug]) if len(trades) == 1 else _each(trades, figures)
    if turn.said("place") or (turn.place and _HERE.search(said)):
        text = f"Par ville ou par département, je n'ai pas de chiffres. {text}"
    return ReplyDraft(
        text=text,
        choices=[
            ChoiceDraft(title="Voir des offres", payload="/job_offers"),
            choice("Évoluer ensuite", "profession_progression", trades[0]),
            ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
        ],
        sources=distinct(
            [source(one.source_url, one.as_of) for trade in trades for one in figures[trade.slug]], 4
        ),
    )


def figures_of_work(trade: Profession) -> list[ProfessionFigure]:
    """The figures of the trade that tell of work to be found, the latest first."""
    found = [
        one for one in trade.figures if one.kind == "recruitment" or _OF_WORK.search(fold_text(one.label))
    ]
    # Two sheets may hold the same figure under names of their own.
    each = {(one.minimum, one.maximum, one.value_text, one.as_of): one for one in reversed(found)}
    return sorted(each.values(), key=lambda one: one.as_of or "", reverse=True)[:_MOST]


def _one(trade: Profession, figures: list[ProfessionFigure]) -> str:
    names = both_names(trade)
    if not figures:
        return f"Pour {names}, je n'ai pas de chiffre sûr : je ne peux pas dire si on trouve facilement. {_WHERE}"
    lines = bullets([_line(one) for one in figures], _MOST)
    needs = any(_NEED.search(fold_text(one.label)) for one in figures)
    head = "Les employeurs cherchent du monde" if needs else "Ce que je sais de l'emploi"
    return f"{head} ({names}), pour toute la France :\n\n{lines}\n\n{_WHERE}"


def _each(trades: list[Profession], figures: dict[str, list[ProfessionFigure]]) -> str:
    known = [trade for trade in trades if figures[trade.slug]]
    lines = [
        f"- {capital(both_names(trade))} : "
        + (_line(figures[trade.slug][0]) if figures[trade.slug] else "pas de chiffre sûr")
        for trade in trades
    ]
    if not known:
        head = "Je n'ai de chiffre sûr sur les débouchés pour aucun de ces métiers."
        return f"{head} {_WHERE}"
    head = "Sur l'emploi, je ne peux pas dire lequel recrute le plus : mes chiffres ne se comparent pas."
    return f"{head}\n\n" + "\n".join(lines) + f"\n\n{_WHERE}"


def _line(one: ProfessionFigure) -> str:
    value = one.value_text
    if value is None and one.minimum is not None:
        amount = f"{one.minimum:,.1f}".removesuffix(".0").replace(",", " ").replace(".", ",")
        value = f"{amount} {one.unit or ''}".rstrip()
    told = f"{one.label} : {value}" if value else one.label
    return f"{told} ({as_of_words(one.as_of)})"


async def _of_a_neighbour(turn: Turn, slug: str) -> ReplyDraft | None:
    found = await neighbours.find(turn.session, slug)
    if found is None:
        return None
    return ReplyDraft(
        text=f"Pour ce métier ({found.name}), je n'ai pas de chiffre sur les débouchés. {_WHERE}\n\n{found.pointer}",
        choices=[
            ChoiceDraft(title="Voir des offres", payload="/job_offers"),
            ChoiceDraft(title="Parler à quelqu'un", payload="/human"),
        ],
        sources=distinct([source(found.url, found.as_of, found.source)]),
    )
