"""What an apprentice is paid at least: a share of the SMIC that grows with age and with the year of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from actions.people.standing import has_standing
from actions.talk.turn import Turn
from actions.thread.stored import stored
from actions.words.contacts import show_contacts
from actions.words.wording import distinct, euros, source
from bot.catalogue.models import SchemeFact
from bot.catalogue.queries import schemes
from bot.french.normalise import normalise
from bot.replies import ChoiceDraft, ReplyDraft

_SCHEME = "apprentissage"
_ELDEST = 30  # years: from here the contract is open to few, and another answer says so
_LINE = re.compile(r"(?P<who>moins de \d+ ans|\d+ à \d+ ans|\d+ ans et plus), année (?P<year>\d)")
_SHARE = re.compile(r"(\d+) % du SMIC")
_MONTHLY = re.compile(r"= ([\d ]+(?:[.,]\d+)?) € brut")
_SINCE = re.compile(r"SMIC depuis le (\d{4}-\d{2}-\d{2})")
_YEARS = {1: "la première année", 2: "la deuxième", 3: "la troisième"}
# The year of the contract and the pay that the person tells, in folded words.
_YEAR_TOLD = re.compile(
    r"\b(?:(?P<y1>1ere?|1re|premiere)|(?P<y2>2e|2eme|2nde|deuxieme|seconde)|(?P<y3>3e|3eme|troisieme|derniere))\b( ?annee)?"
)
_PAY_TOLD = re.compile(
    r"\b(\d{3,4})(?:[.,]\d\d)? ?(?:e\b|€|euros?|balles|net\b|brut\b)"
    r"|(?:pa(?:ie|ye)\w*|gagn\w*|touch\w*|donn\w*|vers\w*) (?:que |seulement |juste |a peine )?(\d{3,4})\b(?! ?h)"
)
_AGE_TOLD = re.compile(r"\b(1[4-9]|2\d) ?ans\b")
_COMPLAINS = re.compile(r"normal|legal|pas assez|trop peu|arnaqu|minimum|moins que|le compte")
_CHOICES = [
    ChoiceDraft(title="Comment ça marche", payload="/apprenticeship"),
    ChoiceDraft(title="Trouver une formation", payload="/training_search"),
]


_SAME = re.compile(r"\bpareil\w*|\bmeme\b|\bidem\b|\bchange\w*|differen\w*")


@dataclass(frozen=True)
class Floor:
    """The least an apprentice is paid: `who` by age, `year` of the contract, gross euros a month, `share` of the SMIC."""

    who: str
    year: int
    share: int
    monthly: float
    source_url: str | None
    as_of: str | None

    def holds_for(self, age: int) -> bool:
        """Whether the line is that of somebody of `age` years."""
        low, *high = (int(figure) for figure in re.findall(r"\d+", self.who))
        if self.who.startswith("moins"):
            return age < low
        return low <= age <= (high[0] if high else 200)


def read_floors(facts: Iterable[SchemeFact]) -> list[Floor]:
    """The lines of the scale among the facts of the scheme, in order; one that has no amount is left out."""
    floors = []
    for fact in facts:
        line, share = _LINE.search(fact.text), _SHARE.search(fact.value_text or "")
        monthly = _MONTHLY.search(fact.computation or "")
        if line and share and monthly:
            amount = float(monthly[1].replace(" ", "").replace(",", "."))
            floors.append(
                Floor(line["who"], int(line["year"]), int(share[1]), amount, fact.source_url, fact.as_of)
            )
    return floors


async def floors_of(turn: Turn) -> list[Floor]:
    """The scale of the least pay of apprentices; empty when it is not known."""
    scheme = await schemes.get(turn.session, _SCHEME)
    return read_floors(scheme.facts_of("amount")) if scheme else []


def least_of(floors: list[Floor], said: str, talk: str) -> str:
    """The least pay of `floors` in words: of the year of the contract told, else of each."""
    year = _year_told(said, talk)
    return _each_year([floor for floor in floors if floor.year == year] or floors)


def _each_year(floors: list[Floor]) -> str:
    if len({floor.monthly for floor in floors}) == 1:
        alone = f" {_YEARS[floors[0].year]}" if len(floors) == 1 and floors[0].year in _YEARS else ""
        return euros(floors[0].monthly) + (f"{alone} année" if alone and floors[0].year > 1 else alone)
    return _listed(
        [
            f"{euros(floor.monthly)} {_YEARS.get(floor.year, f'en année {floor.year}')}"
            for floor in dict.fromkeys(floors)
        ]
    )


def age_told(turn: Turn, talk: str) -> int | None:
    """The age of the apprentice: of this message whoever it is of, else the person's, else the one of the talk."""
    here = [entity["value"] for entity in turn.entities if entity.get("entity") in ("age", "age_other")]
    if here and isinstance(here[0], int | float):
        return int(here[0])
    found = _AGE_TOLD.search(talk)
    return turn.age if turn.age is not None or found is None else int(found[1])


# « il sera payé pareil la première et la dernière année ? »
_BY_YEAR = re.compile(
    r"\b(?:premiere?|1ere|1re)(?: annee)?,? (?:et|ou|a|puis) (?:la |en |a la )?"
    r"(?:derniere|troisieme|3e|3eme|deuxieme|2e|2eme|seconde)\b"
    r"|\b(?:chaque|d.une|toutes les|selon l.) ?annees?\b"
    r"|\b(?:augment|mont|evolu|progress|chang|grimp)\w*\b.{0,30}\bannees?\b"
    r"|\bannees?\b.{0,30}\b(?:augment|mont|evolu|progress|chang|grimp|pareil)\w*"
)
# « c'est qui qui me paye, l'ifas ou l'ehpad ? »
_WHO_PAYS = re.compile(
    r"\bqui (?:est.ce )?(?:qui )?(?:me |m.|le |la |l.|nous |va me )?(?:paye|paie|paient|verse|donne)\b"
)


async def apprentice_pay(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The least pay; when it is asked whether another trade has the same, that the trade changes nothing first."""
    reply = await _least_pay(turn, said, talk)
    if reply and (
        _WHO_PAYS.search(said) or _WHO_PAYS.search(normalise(turn.earlier[0] if turn.earlier else ""))
    ):
        reply.text = f"C'est l'employeur qui verse le salaire, pas l'école. {reply.text}"
    if reply and turn.professions and _SAME.search(said) and not _BY_YEAR.search(said):
        reply.text = f"C'est le même minimum : il dépend de l'âge et de l'année, pas du métier. {reply.text}"
    return reply


async def _least_pay(turn: Turn, said: str, talk: str) -> ReplyDraft | None:
    """The three years at the person's age, or the first year at each age; None over 29 or without the scale.

    A pay told is set beside the least one of the age and the year told, with who can look into it.
    """
    floors = await floors_of(turn)
    told = age_told(turn, talk)
    if not floors or (told is not None and told >= _ELDEST):
        return None
    age = told if told is not None and told >= 15 else None
    by_year = _BY_YEAR.search(said) is not None
    shown = [floor for floor in floors if (floor.holds_for(age) if age else by_year or floor.year == 1)]
    if not shown:
        return None
    year = _year_told(said, talk)
    paid = _PAY_TOLD.search(said) or _PAY_TOLD.search(talk)
    if age and not by_year and (paid or year or _COMPLAINS.search(said)):
        of_year = [floor for floor in shown if floor.year == year] or shown
        return await _compared(turn, age, of_year, float(paid[1] or paid[2]) if paid else None)
    if age:
        what = _each_year(shown)
        shares = list(dict.fromkeys(f"{floor.share} %" for floor in shown))
        text = f"À {age} ans, en apprentissage, c'est au moins {what}, brut par mois ({_listed(shares)} du SMIC)."
    elif by_year:
        text = "Le minimum monte avec l'âge et avec l'année du contrat. En brut par mois :\n\n" + "\n".join(
            f"- {who} : {_each_year([floor for floor in shown if floor.who == who])}"
            for who in dict.fromkeys(floor.who for floor in shown)
        )
    else:
        lines = [f"{floor.who} : {euros(floor.monthly)} ({floor.share} % du SMIC)" for floor in shown]
        text = "La première année d'apprentissage, au moins, en brut par mois :\n\n" + "\n".join(
            f"- {line}" for line in lines
        )
    tail = "L'employeur peut payer plus."
    asks = "" if has_standing(turn, frozenset({"employer"})) else " Quel âge avez-vous ?"
    text += f" {tail}" if age else f"\n\n{tail}{asks}"
    sources = distinct([source(floor.source_url, floor.as_of) for floor in shown], 2)
    return ReplyDraft(text=text, choices=_CHOICES, sources=sources)


def _year_told(said: str, talk: str) -> int | None:
    """The year of the contract: the last that the message names (« non, la deuxième »), else the latest of the talk."""
    here = list(_YEAR_TOLD.finditer(said))
    before = [found for found in _YEAR_TOLD.finditer(talk) if found[4]]
    told = here[-1] if here else before[0] if before else None
    return next((year for year in (1, 2, 3) if told and told[f"y{year}"]), None)


async def _compared(turn: Turn, age: int, floors: list[Floor], paid: float | None) -> ReplyDraft:
    """The least pay of `floors`, whether what is `paid` (euros a month) reaches it, and whom to show the pay slip to."""
    alone = " année" if len(floors) == 1 and floors[0].year > 1 else ""  # « la première année » has its own
    lines = [f"{euros(floor.monthly)} {_YEARS[floor.year]}" for floor in floors if floor.year in _YEARS]
    least = _listed(lines) + alone
    slug = "apprentice_floor"
    if paid is not None:
        slug = "apprentice_underpaid" if paid < floors[0].monthly else "apprentice_paid_enough"
    reply = await stored(turn, slug, age=str(age), least=least, paid=euros(paid) if paid is not None else "")
    reply.sources = distinct([source(floor.source_url, floor.as_of) for floor in floors], 2)
    if slug == "apprentice_underpaid":
        await show_contacts(turn, reply, ["mission_locale"], 1, age)
    return reply


def _listed(parts: list[str]) -> str:
    """« 504 €, 728 € et 1 027 € »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"
