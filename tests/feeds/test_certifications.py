"""The national directory of certifications at work: older and newer numbers lead to their trade, ended ones are said."""

from __future__ import annotations

from sqlalchemy import select

from bot.catalogue.models import Training
from bot.feeds.records import DirectoryRecord, PlaceRecord, Position, TrainingRecord
from tests.feeds.test_importing import Sessions, bring

GAP = PlaceRecord(commune="Gap", postcode="05000")


def training(uid: str, *rncp: str) -> TrainingRecord:
    return TrainingRecord(
        uid=uid,
        title="Formation certifiante",
        position=Position(uid),
        mode="continuing",
        rncp=rncp,
        place=GAP,
    )


def entry(code: str, title: str, **details: str) -> DirectoryRecord:
    return DirectoryRecord("rncp", code, title, Position("ligne 2"), details)


async def professions(sessions: Sessions) -> dict[str, str | None]:
    async with sessions() as session:
        found = (await session.scalars(select(Training).where(Training.source == "agence"))).all()
    return {one.uid: one.profession_slug for one in found}


async def test_numbers_that_changed_lead_to_the_same_trade(sessions: Sessions) -> None:
    feed = (training("a", "RNCP100"), training("b", "200"), training("c", "RNCP300"), training("d", "RS100"))
    await bring(sessions, *feed)
    assert set((await professions(sessions)).values()) == {None}
    await bring(
        sessions,
        entry("RNCP100", "Diplôme ancien", status="inactive", replaced_by="RNCP37715", latest="RNCP37715"),
        entry("RNCP200", "Diplôme d'État d'infirmier", status="active"),
        entry("RNCP300", "Boulanger", status="active", valid_until="2020-01-01"),
        name="certifications",
    )
    # The same feed, read again: the directory has changed what is known of it, and only of what it names.
    report = await bring(sessions, *feed)
    assert (report.updated, report.unchanged) == (3, 1)
    assert await professions(sessions) == {"a": "aide-a-domicile", "b": "infirmier", "c": None, "d": None}
    assert [note["words"] for note in report.notes if "certification" in note["words"]] == [
        "La certification RNCP100 n'est plus active ; RNCP37715 la remplace.",
        "La certification RNCP300 n'est plus active.",
    ]
    assert (await bring(sessions, *feed)).unchanged == 4
    async with sessions() as session:
        row = (await session.scalars(select(Training).where(Training.uid == "a"))).one()
    assert row.classification["professions"] == {
        "aide-a-domicile": "code RNCP 100, qui est remplacé par 37715"
    }
