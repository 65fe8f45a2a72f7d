"""A net pay told, set against what is known in net: more, less, about the same, or no verdict."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from actions.narrow.net_verdict import net_verdict
from bot.catalogue.queries import benchmarks, pay


@pytest.mark.parametrize(
    ("profession", "amount", "verdict"),
    [
        ("auxiliaire-de-puericulture", 1500, "à peu près pareil"),
        ("auxiliaire-de-puericulture", 1950, "plutôt moins"),
        ("aide-soignant", 1950, "plutôt moins"),
        ("aide-soignant", 1450, "plutôt plus"),
        ("infirmier", 1600, "plutôt plus"),
        ("infirmier", 1900, "en moyenne, donc souvent moins au début"),
        ("infirmier", 3000, "plutôt moins"),
        ("educateur-specialise", 1800, "plutôt plus"),
    ],
)
async def test_a_net_pay_has_its_verdict(
    sessions: async_sessionmaker[AsyncSession], profession: str, amount: float, verdict: str
) -> None:
    async with sessions() as session:
        smic = await benchmarks.get(session, "smic")
        smic_net = await benchmarks.get(session, "smic-net-mensuel")
        lines = [line for line in await pay.lines(session, profession) if line.has_amount]
    assert smic is not None and smic_net is not None
    assert verdict in (net_verdict(amount, lines, smic, smic_net) or "").lower()
