"""How corrections outlive the files of reference data.

When a file is loaded anew, corrections are made again on the rows whose file still says what was corrected; where the
file has changed, it wins and someone must look.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import FactEdit
from bot.catalogue.queries import facts
from bot.catalogue.queries.drawn import weigh


async def reapply(session: AsyncSession, today: date) -> int:
    """Make the corrections again on rows that a load rewrote; how many rows no longer say what was corrected."""
    chains: dict[tuple[str, str], list[FactEdit]] = {}
    for edit in await session.scalars(select(FactEdit).order_by(FactEdit.id)):
        chains.setdefault((edit.table, edit.key), []).append(edit)
    lost = 0
    for (table, key), edits in chains.items():
        row = await facts.row_of(session, table, key)
        if facts.says(row, edits[-1].after):
            continue
        for edit in edits:
            if facts.says(row, edit.before):
                row = await facts.write(session, table, key, row, edit.after)
            if not facts.says(row, edit.after):
                lost += 1
                edits[-1].review_on = min(edits[-1].review_on, today)
                break
    await session.flush()
    await weigh(session)
    return lost
