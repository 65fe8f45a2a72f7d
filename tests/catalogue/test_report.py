"""The report of what the catalogue does not know."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Profession
from bot.catalogue.report import gaps


async def test_the_report_names_what_is_missing_doubtful_and_old(session: AsyncSession) -> None:
    (await session.get_one(Profession, "aide-soignant")).summary = None
    await session.flush()
    found = {one.slug: one for one in await gaps(session, date(2026, 11, 21))}
    assert len(found) == 52
    carer = found["aide-soignant"]
    assert "phrase de présentation" in carer.missing and "numéro RNCP affichable" in carer.missing
    assert "salaire chiffré" not in carer.missing
    assert any(
        line.startswith("diplôme Diplôme d'État d'aide-soignant : ne pas afficher") for line in carer.to_check
    )
    assert any("non lucratif CCN51" in line and line.endswith("2021") for line in carer.old)
    counts = [one.count for one in await gaps(session, date(2026, 11, 21))]
    assert counts == sorted(counts, reverse=True)
