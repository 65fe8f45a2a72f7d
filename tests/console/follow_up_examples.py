"""Something of each kind in the site « agence », for tests that take every route of the table."""

from __future__ import annotations

from datetime import date, datetime, timezone

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import Ambassador, Conversation, Question, Request
from bot.catalogue.queries import figures, requests
from bot.catalogue.queries.figures import Counted

REFERENCE = "D-2345-ABCD"
AMBASSADOR = 1
# Today: what is older than its retention is erased when the gateway starts.
NOW = datetime.now(timezone.utc)
# For the names in paths.
FOLLOW_UP: dict[str, str] = {"reference": REFERENCE, "ambassador": str(AMBASSADOR)}


def conversation(identifier: str, site: str = "agence") -> Conversation:
    """A conversation of a site."""
    return Conversation(
        id=identifier,
        site_key=site,
        audience="young",
        channel="web",
        created_at=NOW,
        last_at=datetime.now(timezone.utc),
        rights_digest=f"droits-{identifier}",
        share_digest=f"partage-{identifier}",
        department="05",
    )


async def make_follow_ups(session: AsyncSession, site: str = "agence") -> None:
    """A request, a question, a professional, some figures of a site."""
    held = conversation("conversation-d-essai", site)
    session.add(held)
    await session.flush()
    made = Request(
        reference=REFERENCE, conversation_id=held.id, at=NOW, kind="immersion", state="new", name="Léa",
        email="lea@exemple.test", message="Je cherche un stage", consent_at=NOW, department="05",
        summary={"professions": ["aide-soignant"], "places": ["Gap"], "subjects": ["pay"]},
    )  # fmt: skip
    requests.keep(session, made, held)
    session.add(
        Question(
            conversation_id=held.id, site_key=site, at=NOW, text="faut-il être vacciné", why="doubt", confidence=0.3,
            state="new",
        )
    )  # fmt: skip
    session.add(
        Ambassador(
            id=AMBASSADOR, site_key=site, name="Une professionnelle", professions=["aide-soignant"], departments=["05"],
            ways=["call"], consent_on=date(2026, 11, 1), active=True,
        )
    )  # fmt: skip
    for measure, number in (("reached", 40), ("engaged", 20), ("shown", 12), ("asked", 9), ("messages", 60)):
        counted = Counted(
            measure, site, "web", "young", "pay", "aide-soignant" if measure == "asked" else "", "05"
        )
        await figures.count(session, [counted], figures.today(), by=number)
    small = Counted("reached", site, "web", "young", "", "", "69")
    await figures.count(session, [small], figures.today(), by=3)
    await figures.count_unmet(session, f"{figures.today():%Y-%m}", site, "events", "05", "aide-soignant", "")
