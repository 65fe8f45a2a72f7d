"""Something of the site « agence » for each name that a path of the console may hold."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import (
    Answer,
    CostLine,
    MergeProposal,
    Profession,
    ProposedEvent,
    Scheme,
    SchemeFact,
    Training,
)
from bot.feeds import by_hand
from tests.console.follow_up_examples import FOLLOW_UP


def told(title: str) -> dict[str, Any]:
    """What a form says of an event in a month."""
    day = (datetime.now(timezone.utc) + timedelta(days=30)).date().isoformat()
    return {
        "title": title,
        "kind": "other",
        "commune": "Gap",
        "postcode": "05000",
        "slots": [{"day": day, "start": "09:00", "end": "12:00"}],
        "status": "scheduled",
    }


PROFESSION = "metier-d-exemple"
OLD = "https://ancienne.exemple.fr/page"


def profession() -> Profession:
    """A profession with one cost."""
    empty: dict[str, Any] = {
        name: []
        for name in (
            "variants", "missions", "workplaces", "qualities", "working_conditions", "progression", "warnings",
            "to_complete", "related_diplomas", "access_conditions", "bridges", "access_source_urls",
        )
    }  # fmt: skip
    return Profession(
        slug=PROFESSION, name_m="métier d'exemple", name_f="métier d'exemple", family="soin", rome={}, provenance={},
        training_text="Un an.", training_details={}, cost_text="Gratuite en école publique.", **empty,
        costs=[CostLine(position=0, label="école privée", minimum=900.0, maximum=1200.0, unit="euros")],
    )  # fmt: skip


def scheme() -> Scheme:
    """A scheme with an amount whose source is old and whose file doubts it."""
    amount = SchemeFact(
        position=0, kind="amount", text="Par mois", value=100.0, unit="euros", source_url=OLD, as_of="2020",
        to_check="une seule source", computation="100",
    )  # fmt: skip
    return Scheme(
        slug="aide", name="Aide d'exemple", theme="financement", words=[], site=None, site_cited=False, facts=[amount]
    )  # fmt: skip


async def fill(session: AsyncSession) -> dict[str, str]:
    """Make them; what stands for each name."""
    moment = datetime.now(timezone.utc)
    feed = await by_hand.hand_feed(session, "agence", moment)
    event = await by_hand.save(session, None, feed.slug, told("Portes ouvertes d'exemple"), (), moment)
    twin_feed = await by_hand.ensure_feed(session, "agence", "Autre", moment)
    twin = await by_hand.save(session, None, twin_feed.slug, told("Portes ouvertes"), (), moment)
    pair = MergeProposal(event_id=event.id, other_id=twin.id, reason="essai", state="open", made_at=moment)
    proposal = ProposedEvent(site_key="agence", at=moment, state="open", said=told("Visite"), contact=None)
    training = Training(
        id="formation", title="Aide-soignant", search_text="aide soignant", mode="initial", source=feed.slug,
        uid="1", locked=[], example=False, withdrawn=False,
    )  # fmt: skip
    answer = Answer(
        key="bienvenue", slug="bienvenue", topic="assistant", audience=None, texts=["Bonjour."], sources=[],
        choices=[], as_of=None,
    )  # fmt: skip
    session.add_all([answer, profession(), scheme()])
    session.add_all([pair, proposal, training])
    await session.flush()
    return {
        "site": "agence",
        "event": event.id,
        "feed": feed.slug,
        "merge": str(pair.id),
        "proposal": str(proposal.id),
        "training": training.id,
        "name": "events.csv",
        "piece": "qr.svg",
        "table": "answer",
        "key": answer.key,
        "line": "cost_line",
        "owner": PROFESSION,
        "fact": f"{PROFESSION}~0",
        **FOLLOW_UP,
    }
