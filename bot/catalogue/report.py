"""What the catalogue does not know yet, profession by profession: figures missing, old or in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Profession
from bot.catalogue.queries.pay import is_old


@dataclass
class ProfessionGaps:
    """What is missing or to be checked about one profession: French sentences, empty lists when all is well."""

    slug: str
    name: str
    missing: list[str] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)
    old: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many points there are."""
        return len(self.missing) + len(self.to_check) + len(self.old)


async def gaps(session: AsyncSession, today: date) -> list[ProfessionGaps]:
    """The gaps of every profession, those with the most points first."""
    professions = await session.scalars(select(Profession))
    found = [_gaps_of(profession, today) for profession in professions]
    return sorted(found, key=lambda one: (-one.count, one.slug))


def _gaps_of(profession: Profession, today: date) -> ProfessionGaps:
    found = ProfessionGaps(profession.slug, profession.name_m)
    shown = [line for line in profession.pay_lines if not line.hidden]
    holes = {
        "phrase de présentation": profession.summary is None,
        "salaire chiffré": not any(line.has_amount and line.kind != "bonus" for line in shown),
        "durée de formation sourcée": profession.training_source_url is None,
        "coût de formation chiffré": not profession.costs,
        "chiffre de recrutement": not profession.figures_of("recruitment"),
        "numéro RNCP affichable": any(diploma.diploma_slug for diploma in profession.diplomas)
        and not any(diploma.rncp_shown for diploma in profession.diplomas),
        "code ROME vérifié": not profession.rome.get("verified"),
        "réponse sûre sur Parcoursup": profession.parcoursup is None,
    }
    found.missing = [name for name, is_missing in holes.items() if is_missing] + profession.to_complete
    checks = [
        ("durée de formation", profession.training_to_check),
        ("accès", profession.access_to_check),
        *((f"diplôme {diploma.title}", diploma.to_check) for diploma in profession.diplomas),
        *((f"voie « {way.way} »", way.to_check) for way in profession.ways_in),
        *((f"coût « {cost.label} »", cost.to_check) for cost in profession.costs),
        *((f"salaire {line.context}, {line.moment_text}", line.to_check) for line in profession.pay_lines),
    ]
    found.to_check = [f"{name} : {text}" for name, text in checks if text]
    found.old = [
        f"salaire {line.context}, {line.moment_text} : {line.as_of or 'non daté'}"
        for line in shown
        if is_old(line.as_of, today)
    ]
    return found
