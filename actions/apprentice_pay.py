"""What an apprentice is paid at least: a share of the SMIC that grows with age and with the year of the contract."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from actions.standing import has_standing
from actions.turn import Turn
from actions.wording import distinct, euros, source
from bot.catalogue.models import SchemeFact
from bot.catalogue.queries import schemes
from bot.replies import ChoiceDraft, ReplyDraft

_SCHEME = "apprentissage"
_ELDEST = 30  # years: from here the contract is open to few, and another answer says so
_LINE = re.compile(r"(?P<who>moins de \d+ ans|\d+ à \d+ ans|\d+ ans et plus), année (?P<year>\d)")
_SHARE = re.compile(r"(\d+) % du SMIC")
_MONTHLY = re.compile(r"= ([\d ]+(?:[.,]\d+)?) € brut")
_SINCE = re.compile(r"SMIC depuis le (\d{4}-\d{2}-\d{2})")
_YEARS = {1: "la première année", 2: "la deuxième", 3: "la troisième"}
_CHOICES = [
    ChoiceDraft(title="Comment ça marche", payload="/apprenticeship"),
    ChoiceDraft(title="Trouver une formation", payload="/training_search"),
]


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


async def apprentice_pay(turn: Turn, _said: str, _talk: str) -> ReplyDraft | None:
    """The three years at the person's age, or the first year at each age; None over 29 or without the scale."""
    scheme = await schemes.get(turn.session, _SCHEME)
    floors = read_floors(scheme.facts_of("amount")) if scheme else []
    if not floors or (turn.age is not None and turn.age >= _ELDEST):
        return None
    age = turn.age if turn.age is not None and turn.age >= 15 else None
    shown = [floor for floor in floors if (floor.holds_for(age) if age else floor.year == 1)]
    if not shown:
        return None
    if age:
        lines = [
            f"{euros(floor.monthly)} {_YEARS.get(floor.year, f'en année {floor.year}')}"
            for floor in dict.fromkeys(shown)
        ]
        same = len({floor.monthly for floor in shown}) == 1
        what = euros(shown[0].monthly) if same else _listed(lines)
        shares = list(dict.fromkeys(f"{floor.share} %" for floor in shown))
        text = f"À {age} ans, en apprentissage, c'est au moins {what}, brut par mois ({_listed(shares)} du SMIC)."
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


def _listed(parts: list[str]) -> str:
    """« 504 €, 728 € et 1 027 € »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"
