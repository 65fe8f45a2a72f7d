"""What one earns, and the Ségur rise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from actions.course.base import Answering, stored
from actions.narrow.net_and_gross import against, told
from actions.professions import AboutProfession
from actions.talk.request import sentences_of
from actions.talk.turn import Turn
from actions.words.choices import choice
from actions.words.pay_words import SECTORS, amount, easy_pay, sentence, where_and_when
from actions.words.wording import (
    as_of_words,
    both_names,
    capital,
    distinct,
    euro_range,
    euros,
    some_of,
    source,
)
from bot.catalogue.models import Benchmark, PayLine, Profession
from bot.catalogue.queries import benchmarks, pay, professions
from bot.french.aspects import aspect
from bot.french.folding import fold_text
from bot.replies import Bar, Card, Chart, ChoiceDraft, Fact, ReplyDraft

# Neither is a salary: they are said beside it, never drawn against it.
_OTHER_MONEY = ("bonus", "liberal_income")
_MOST_LINES = 6
_MOST_TRADES = 3
_OWN_WORK = re.compile(
    r"\b(?:mon|ma|notre) (?:ehpad|etablissement|employeur|boite|clinique|structure|hopital|patron|patronne|association)\b"
    r"|\bje (?:suis|travaille|bosse|taffe) (?!.*\b(?:devenir|veux|voudrais)\b)"
)
_MOST_WORDS = 60  # before the card
_NET = re.compile(r"\bnet\b")
_WHICH = re.compile(r"\b(la|le|les)qu?el(le)?s?\b|\bles (deux|trois)\b|\b(le|la) mieux\b")
# « par rapport à ce que je gagne comme AES »: beside the trade spoken of before.
_BESIDE = re.compile(r"\bpar rapport a\b|\bdifferences?\b|\bcompar\w+|\becart\b")
# Places of work that the lines of pay seldom tell apart.
_WORKPLACE = re.compile(r"\b(domicile|ehpad|maison de retraite|creche|clinique|ssiad|interim|ecole(?! d))\b")


class Pay(AboutProfession):
    """What one earns in a profession: never an amount without its date and its source."""

    subject = "pay"

    def without_profession(self) -> str:
        """Pay depends on the profession: ask which."""
        return "pay_ask"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """One reply for each trade named, or listed just before when the question is which earns more."""
        slugs: list[str] = turn.said("profession")[:_MOST_TRADES]
        if not slugs and (
            _WHICH.search(fold_text(turn.text)) or turn.known("last_subject") == "compare_professions"
        ):
            slugs = some_of(turn.text, (turn.known("last_list") or [])[-_MOST_TRADES:])
        # « par rapport à mes 1 900 » sets the pay beside an amount, not beside another trade.
        amount_alone = told(turn.text) is not None and not turn.said("profession_current")
        beside_a_trade = _BESIDE.search(fold_text(turn.text)) and not amount_alone
        if len(slugs + turn.said("profession_current")) == 1 and beside_a_trade:
            beside = (
                *slugs,
                *turn.said("profession_current"),
                turn.previous_profession or turn.known("profession"),
            )
            slugs = [slug for slug in dict.fromkeys(beside) if isinstance(slug, str)]
        found = [await professions.known(turn.session, slug) for slug in slugs]
        trades = [profession for profession in found if profession is not None]
        if len(trades) < 2:
            return await super().answer(turn)
        return [reply for profession in trades for reply in await self.about(turn, profession)]

    async def about(self, turn: Turn, profession: Profession) -> list[ReplyDraft]:
        """One or two sentences on what was asked (employer, moment), the other lines on a card."""
        today = turn.now.date()
        sector = aspect("pay_sector", turn.question) or _own_sector(turn.earlier)
        moment = aspect("pay_moment", turn.question)
        smic = await benchmarks.get(turn.session, "smic")
        every = [line for line in await pay.lines(turn.session, profession.slug) if line.has_amount]
        salaries = [line for line in every if line.kind != "bonus"]
        if not salaries:
            return [await stored(turn, "pay_unknown")]
        net = bool(_NET.search(fold_text(turn.question)))
        smic_net = await benchmarks.get(turn.session, "smic-net-mensuel")
        compared = against(turn.text, salaries, smic, smic_net, turn.earlier)
        with_net = [line for line in salaries if net and euro_range(line.net_min, line.net_max)]
        salaries = with_net or salaries
        salaries = _of_workplace(salaries, turn.question) or salaries
        asked = [line for line in salaries if sector in (None, line.sector) and moment in (None, line.moment)]
        first = headline(asked or salaries, moment)
        text = _told(profession, first, today, smic, net)
        if len(text.split()) > _MOST_WORDS:
            first = first[:1]  # the others are on the card
            text = _told(profession, first, today, smic, net)
        text = await easy_pay(turn, both_names(profession), first[0], smic, net) or text
        if not asked:
            case = SECTORS[sector] if sector and not moment else "pour ce cas précis"
            text = f"Je n'ai pas de chiffre sûr {case}. Voici ce que je sais :\n\n{text}"
        if net and not with_net:
            text += "\n\nJe n'ai pas de montant net sûr pour ce métier : voici le brut."
            if smic_net is not None and smic_net.value is not None and not compared:
                text += f" Repère : le SMIC fait environ {euros(smic_net.value)} net."
        if compared:
            text = f"{compared}\n\n{text}"
        where = _workplace(turn.question)
        named = where and where[1] in fold_text(both_names(profession))  # « aide à domicile »
        if where and not named and not any(where[1] in fold_text(line.context) for line in first):
            text = f"Je n'ai pas de chiffre propre à ce lieu de travail ({_written(where[1])}). Ce que je sais :\n\n{text}"
        if place := next(iter(turn.said("place")), None):
            text += f"\n\nJe n'ai pas de chiffre propre à ce lieu ({place['name']}) : ceux-ci valent pour le pays."
        others = [line for line in every if line.kind != "bonus" and line not in first]
        bonuses = [line for line in every if line.kind == "bonus"]
        facts = [Fact(label=_situation(line), value=_value(line, today)) for line in others[:_MOST_LINES]] + [
            Fact(label=f"Prime, en plus : {line.context}", value=_value(line, today)) for line in bonuses[:2]
        ]
        shown = [*first, *others[:_MOST_LINES], *bonuses[:2]]
        drawn = chart([*first, *others[:_MOST_LINES]], today, both_names(profession))
        title = "Autres situations" if facts else "En un coup d'œil"
        needs_smic = any(line.below_smic for line in first) and smic is not None
        return [
            ReplyDraft(
                text=text,
                cards=[Card(kind="profession", title=title, facts=facts, chart=drawn)]
                if facts or drawn
                else [],
                choices=[
                    choice("Comment le devenir", "training_path", profession),
                    choice("La prime Ségur", "segur", profession),
                    choice("Les conditions", "profession_conditions", profession),
                ],
                sources=distinct(
                    [source(line.source_url, line.as_of) for line in shown]
                    + ([source(smic.source_url, smic.as_of)] if smic and (needs_smic or net) else []),
                    6,
                ),
            )
        ]


def _own_sector(earlier: Sequence[str]) -> str | None:
    """Where the person has told that they work: « mon Ehpad, c'est un associatif »; None when they have not."""
    for text in earlier:
        for sentence_told in sentences_of(text):
            own = not sentence_told.endswith("?") and _OWN_WORK.search(fold_text(sentence_told))
            if own and (sector := aspect("pay_sector", sentence_told)):
                return sector
    return None


def _told(
    profession: Profession, lines: list[PayLine], today: date, smic: Benchmark | None, net: bool
) -> str:
    said = "\n".join(f"- {sentence(line, today, smic, net)}" for line in lines)
    return f"**{capital(both_names(profession))}**\n\n{said}"


def _of_workplace(lines: list[PayLine], question: str) -> list[PayLine]:
    named = _workplace(question)
    return [line for line in lines if named and named[1] in fold_text(line.context)]


def _workplace(question: str) -> re.Match[str] | None:
    """The place of work named last: « coiffeuse à domicile… et elles gagnent combien en maison de retraite ? »."""
    return next(iter(reversed(list(_WORKPLACE.finditer(fold_text(question))))), None)


def _written(workplace: str) -> str:
    return {
        "ehpad": "Ehpad",
        "creche": "crèche",
        "interim": "intérim",
        "ecole": "école",
        "ssiad": "Ssiad",
    }.get(workplace, workplace)


def headline(lines: list[PayLine], moment: str | None) -> list[PayLine]:
    """The lines to say first: the beginning and the end of the career for one employer, or the one asked."""
    if moment:
        return lines[:2]
    first = next((line for line in lines if line.moment == "beginner"), lines[0])
    last = next((line for line in lines if line.moment == "end" and line.sector == first.sector), None)
    return [first, last] if last is not None and last is not first else [first]


def chart(lines: list[PayLine], today: date, name: str) -> Chart | None:
    """The gross monthly amounts of `lines` side by side; None when fewer than two have one.

    It says whose they are: as a picture on a messaging app, it is passed on alone.
    """
    bars = [
        Bar(label=_situation(line), low=low, high=line.gross_max, note=_note(line, today))
        for line in lines
        if line.kind not in _OTHER_MONEY
        and (low := line.gross_min if line.gross_min is not None else line.gross_max)
    ]
    title = f"Salaires comparés ({name})"
    return Chart(title=title, unit="€ brut par mois", bars=bars) if len(bars) > 1 else None


def _situation(line: PayLine) -> str:
    return capital(f"{line.context}, {line.moment_text}")


def _note(line: PayLine, today: date) -> str:
    note = as_of_words(line.as_of)
    if line.below_smic:
        note += ", au moins le SMIC"
    if pay.is_old(line.as_of, today) or (line.reliability == "low" and line.reliability_stated):
        note += ", à vérifier"
    return note


def _value(line: PayLine, today: date) -> str:
    noted, *cautions = _note(line, today).split(", ")
    return ", ".join([f"{amount(line)} ({noted})", *cautions])


class Segur(Answering):
    """The Ségur rise: who has it, how much."""

    subject = "segur"

    async def answer(self, turn: Turn) -> list[ReplyDraft]:
        """The general answer, then what we know for the profession in question."""
        reply = await stored(turn, "segur")
        if turn.profession:
            lines = await pay.lines(turn.session, turn.profession)
            line = next((one for one in lines if one.with_cti_min is not None), None)
            if line is not None:
                total = euro_range(line.with_cti_min, line.with_cti_max)
                reply.cards.append(
                    Card(
                        kind="profession",
                        title="Avec le complément Ségur",
                        facts=[
                            Fact(
                                label=capital(where_and_when(line)),
                                value=f"{total} brut par mois, calcul ({as_of_words(line.with_cti_as_of)})",
                            )
                        ],
                    )
                )
                reply.sources = distinct(
                    [*reply.sources, source(line.with_cti_source_url, line.with_cti_as_of)]
                )
        if not reply.choices:
            reply.choices = [ChoiceDraft(title="Le salaire d'un métier", payload="/pay")]
        return [reply]
