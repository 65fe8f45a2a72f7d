"""Pay asked of a special case: on one's own account, part time. What is known of it, and what is not."""

from __future__ import annotations

import re

from actions.narrow.pay_verdict import verdict_answer
from actions.talk.turn import Turn
from actions.thread.compared import titles, trades_compared
from actions.thread.stored import stored
from actions.words.choices import choice
from actions.words.pay_words import amount, sentence
from actions.words.wording import as_of_words, both_names, capital, distinct, source
from bot.catalogue.models import PayLine, Profession
from bot.catalogue.queries import benchmarks, pay, professions
from bot.french.folding import fold_text
from bot.replies import ReplyDraft, Source

_PART = re.compile(r"quotite|temps partiel|temps incomplet")
_HOW_MUCH = re.compile(r"\bcombien\b|\bde plus\b|\bdifference\b")
_OBLIGED = re.compile(r"\boblig\w*|\bautomatiq\w*|\bemployeu\w*|\bpatron\w*|\bforcement\b")
_FIGURE = re.compile(r"\bcombien\b")
_EMPLOYED = re.compile(r"\bhopita\w+|\bhosto\b|\bcliniques?\b|\bpublic\b|\bsalarie\w*|\behpads?\b")
_HALF = re.compile(r"mi.?temps|50 ?%|la moitie|matins?|matinees?|apres.midis?")


async def _trades(turn: Turn) -> list[Profession]:
    found = await trades_compared(turn)
    if len(found) > 1:
        return found
    one = await professions.known(turn.session, turn.profession) if turn.profession else None
    return [one] if one else []


async def freelance_pay_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """What each trade in question earns on one's own account, or that it is not known; None without a trade."""
    trades = await _trades(turn)
    if not trades:
        return None
    lines = {trade.slug: await _freelance(turn, trade) for trade in trades}
    known = [trade for trade in trades if lines[trade.slug]]
    told = [f"- {capital(both_names(trade))} : {_of(lines[trade.slug])}" for trade in trades]
    if not known:
        head = "En libéral, je n'ai pas de chiffre sûr."
    elif len(known) < len(trades):
        head = f"Je ne peux pas comparer : en libéral, je n'ai un chiffre que pour {known[0].name_f}."
    else:
        head = "En libéral, on n'a pas de salaire fixe : voici ce que je sais."
    turn.remember("last_list", [trade.slug for trade in trades])
    names = titles("Salaire : ", trades)
    paid = await _as_employee(turn, trades[0]) if len(trades) == 1 and _EMPLOYED.search(said) else None
    return ReplyDraft(
        text=f"{head}\n\n"
        + "\n".join(told)
        + "\n\nCe qui reste dépend de l'activité et des frais du cabinet."
        + (f"\n\n{paid[0]}" if paid else ""),
        choices=[choice(title, "pay", trade) for title, trade in zip(names[:3], trades[:3], strict=True)],
        sources=distinct(
            [
                *(source(one.source_url, one.as_of) for found in lines.values() for one in found),
                *(paid[1] if paid else []),
            ],
            4,
        ),
    )


async def _as_employee(turn: Turn, trade: Profession) -> tuple[str, list[Source | None]] | None:
    """What the same trade pays at first with an employer, when both are asked, with its sources; None when not known."""
    lines = [line for line in await pay.lines(turn.session, trade.slug) if line.has_amount]
    paid = [line for line in lines if line.kind == "salary" and line.sector != "liberal"]
    line = next((one for one in paid if one.moment == "beginner"), next(iter(paid), None))
    if line is None:
        return None
    smic, today = await benchmarks.get(turn.session, "smic"), turn.now.date()
    read = [source(line.source_url, line.as_of)]
    if smic and line.below_smic:
        read.append(source(smic.source_url, smic.as_of))
    return sentence(line, today, smic), [*read]


async def _freelance(turn: Turn, trade: Profession) -> list[PayLine]:
    return [
        line
        for line in await pay.lines(turn.session, trade.slug)
        if line.has_amount and (line.kind == "liberal_income" or line.sector == "liberal")
    ][:1]


def _of(lines: list[PayLine]) -> str:
    if not lines:
        return "pas de chiffre sûr en libéral"
    line = lines[0]
    kind = "bénéfice avant impôt : " if line.kind == "liberal_income" else ""
    return f"**{kind}{amount(line)}** ({line.context}, {as_of_words(line.as_of)})"


async def creche_pay_answer(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """What is paid in a crèche, by the trades that work there; None for one of these, whose own pay is told."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    works_there = trade and any("creche" in fold_text(place) for place in trade.workplaces)
    return None if works_there else await stored(turn, "pay_creche")


async def part_time_pay_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """The pay of the whole time and how it follows the hours, with a part-time figure where we have one."""
    trade = await professions.known(turn.session, turn.profession) if turn.profession else None
    lines = [line for line in await pay.lines(turn.session, trade.slug) if line.has_amount] if trade else []
    salaries = [line for line in lines if line.kind == "salary"]
    if trade is None or not salaries:
        return None
    smic, today = await benchmarks.get(turn.session, "smic"), turn.now.date()
    part = next((line for line in salaries if _PART.search(fold_text(line.context))), None)
    whole = [line for line in salaries if line is not part]
    base = next((line for line in whole if line.moment == "beginner"), (whole or salaries)[0])
    shown = [one for one in (part, base) if one is not None]
    half = " À mi-temps, c'est à peu près la moitié." if _HALF.search(said) else ""
    head = "À temps partiel, la paie suit le nombre d'heures : voici le temps plein, à réduire d'autant."
    known = f"\n\n{capital(part.context)} : **{amount(part)}** ({as_of_words(part.as_of)})." if part else ""
    return ReplyDraft(
        text=f"{head}{half}{known}\n\n**{capital(both_names(trade))}**. {sentence(base, today, smic)}",
        choices=[
            choice("Le salaire", "pay", trade),
            choice("Les horaires", "profession_conditions", trade),
            choice("Comment le devenir", "training_path", trade),
        ],
        sources=distinct(
            [
                *(source(line.source_url, line.as_of) for line in shown),
                source(smic.source_url, smic.as_of) if smic and base.below_smic else None,
            ],
            3,
        ),
    )


# « une débutante presque au niveau d'une ancienne ? »: how little the years add is what is asked.
_BESIDE_A_BEGINNER = re.compile(r"\b(?:debutant\w*|jeunes? diplomee?s?|qui (?:debute|commence|arrive))\b")
_OLD_HAND = re.compile(r"\b(?:ancien(?:ne)?s?|anciennete)\b")


async def pay_rises_answer(turn: Turn, said: str, _talk: str) -> ReplyDraft | None:
    """How pay rises with the years; None of a trade in question, whose own scale says it better."""
    beside = _BESIDE_A_BEGINNER.search(said) and _OLD_HAND.search(said)
    return None if turn.profession and not beside else await stored(turn, "pay_rises")


async def diploma_raise_answer(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """Whether a diploma raises the pay; of how much more, by the pay of the trade practised and of the one aimed at."""
    if _OBLIGED.search(said):
        return await stored(turn, "diploma_raise")
    weighed = await verdict_answer(turn, said, talk) if _HOW_MUCH.search(said) else None
    if weighed is None and turn.profession and _FIGURE.search(said):
        return None  # of the trade aimed at there is a pay, which says more than that none is promised
    return weighed or await stored(turn, "diploma_raise")
