"""Feeds brought into a real catalogue: the same twice changes nothing, and what a person corrected stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.catalogue.models import DirectoryEntry, Event, Feed, FeedRun, MergeProposal, Organisation, Training
from bot.catalogue.queries import events as event_queries
from bot.catalogue.queries.events import EventQuery
from bot.feeds.importing import import_feed
from bot.feeds.readers import READERS, FormatSpec
from bot.feeds.records import (
    DirectoryRecord,
    EventRecord,
    Item,
    OrganisationRecord,
    PlaceRecord,
    Position,
    SessionRecord,
    Skip,
    SlotRecord,
    Source,
    TrainingRecord,
    Unreadable,
)
from bot.feeds.report import Report
from bot.feeds.subscriptions import read_file

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
GAP = PlaceRecord(venue="IFSI d'exemple", postcode="05000", commune="Gap")

Sessions = async_sessionmaker[AsyncSession]


def event(
    uid: str, day: str = "2027-01-15", title: str = "Portes ouvertes de l'IFSI", **more: object
) -> EventRecord:
    fields: dict[str, object] = {"place": GAP, "slots": (SlotRecord(f"{day}T09:30", f"{day}T12:00", ""),)}
    return EventRecord(uid=uid, title=title, position=Position(f"UID {uid}"), **{**fields, **more})  # type: ignore[arg-type]


def feed_of(*found: Item) -> FormatSpec:
    """A format whose reader yields these items."""
    return FormatSpec("essai", "essai", lambda source: iter(found), lambda head, name: False)


async def bring(
    sessions: Sessions, *found: Item, name: str = "agence", moment: datetime = NOW, dry_run: bool = False
) -> Report:
    source = Source(Path("essai"), name, moment.date())
    return await import_feed(sessions, source, feed_of(*found), moment=moment, dry_run=dry_run)


async def rows(sessions: Sessions, source: str = "agence") -> dict[str, Event]:
    async with sessions() as session:
        found = await session.scalars(select(Event).where(Event.source == source))
        return {row.uid: row for row in found}


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.new, report.updated, report.unchanged, report.withdrawn, report.skipped


async def test_the_same_feed_twice_changes_nothing(sessions: Sessions) -> None:
    found = [event("a"), event("b", "2027-02-01")]
    assert counts(await bring(sessions, *found)) == (2, 0, 0, 0, 0)
    before = await rows(sessions)
    assert counts(await bring(sessions, *found, moment=NOW + timedelta(hours=1))) == (0, 0, 2, 0, 0)
    after = await rows(sessions)
    for uid, row in after.items():
        columns = [column.key for column in Event.__table__.columns if column.key != "last_seen"]
        assert [getattr(row, name) for name in columns] == [getattr(before[uid], name) for name in columns]
        assert row.first_seen == NOW and row.last_seen == NOW + timedelta(hours=1)
        assert [slot.id for slot in row.slots] == [slot.id for slot in before[uid].slots]


async def test_a_record_becomes_a_row_that_the_bot_finds(sessions: Sessions) -> None:
    told = event("a", description="Pour les lycéens : le métier d'infirmier.", audience_words="lycéens")
    await bring(sessions, told)
    row = (await rows(sessions))["a"]
    assert (row.insee, row.department, row.precision, row.kind) == (
        "05061",
        "05",
        "commune",
        "portes-ouvertes",
    )
    assert row.profession_slugs == ["infirmier"] and row.audiences == ["young"]
    assert "IFSI" in row.classification["professions"]["infirmier"]
    assert row.slots[0].starts_at == datetime(2027, 1, 15, 8, 30, tzinfo=timezone.utc)
    async with sessions() as session:
        gap = {"kind": "commune", "code": "05061", "name": "Gap"}
        found = await event_queries.search(session, EventQuery(place=gap, profession="infirmier", now=NOW))
        assert row.id in [one.event.id for one in found.events]


async def test_changes_are_brought_and_moves_kept_under_the_same_identifier(sessions: Sessions) -> None:
    await bring(sessions, event("a"))
    before = (await rows(sessions))["a"]
    assert counts(await bring(sessions, event("a", "2027-01-22", status="postponed"))) == (0, 1, 0, 0, 0)
    after = (await rows(sessions))["a"]
    assert (after.id, after.status, after.slots[0].local_start) == (
        before.id,
        "postponed",
        "2027-01-22T09:30",
    )
    assert len(after.slots) == 1


async def test_what_a_counsellor_set_survives_the_next_import(sessions: Sessions) -> None:
    await bring(sessions, event("a"))
    async with sessions.begin() as session:
        row = (await session.scalars(select(Event).where(Event.uid == "a"))).one()
        row.title, row.kind, row.venue, row.insee = (
            "Portes ouvertes (bâtiment B)",
            "forum",
            "Bâtiment B",
            "05046",
        )
        row.locked = ["title", "kind", "place", "slots", "professions"]
    later = event(
        "a", "2027-03-01", "Titre de la source", place=PlaceRecord(commune="Lyon", postcode="69003"), seats=40
    )
    assert counts(await bring(sessions, later)) == (0, 1, 0, 0, 0)
    row = (await rows(sessions))["a"]
    assert (row.title, row.kind, row.venue, row.insee) == (
        "Portes ouvertes (bâtiment B)",
        "forum",
        "Bâtiment B",
        "05046",
    )
    assert row.slots[0].local_start == "2027-01-15T09:30" and row.profession_slugs == ["infirmier"]
    assert row.seats == 40


async def test_an_event_gone_is_withdrawn_within_the_days_the_feed_covers(sessions: Sessions) -> None:
    past = event("past", "2026-10-01")
    gone, kept, later = event("gone", "2027-01-15"), event("kept", "2027-02-01"), event("later", "2027-05-01")
    await bring(sessions, past, gone, kept, later)
    report = await bring(sessions, replace(kept))
    found = await rows(sessions)
    assert {uid for uid, row in found.items() if row.withdrawn} == set()
    assert report.withdrawn == 0  # « gone » comes before the first day that the feed now covers
    report = await bring(sessions, event("new", "2027-01-02"), kept)
    found = await rows(sessions)
    assert {uid for uid, row in found.items() if row.withdrawn} == {"gone"}
    assert report.withdrawn == 1
    # Back in its feed, it is back.
    assert counts(await bring(sessions, event("new", "2027-01-02"), gone, kept)) == (0, 1, 2, 0, 0)
    assert not (await rows(sessions))["gone"].withdrawn


async def test_nothing_is_withdrawn_when_the_feed_is_cut_or_the_record_unreadable(sessions: Sessions) -> None:
    both = [event("a", "2027-01-15"), event("b", "2027-01-20"), event("c", "2027-02-01")]
    await bring(sessions, *both)
    cut = Skip(Position("ligne 9"), "Le fichier est coupé.", incomplete=True)
    assert (await bring(sessions, both[0], both[2], cut)).withdrawn == 0
    broken = Skip(Position("ligne 9"), "La date est illisible.", uid="b")
    assert (await bring(sessions, both[0], both[2], broken)).withdrawn == 0
    assert (await bring(sessions, both[0], both[2])).withdrawn == 1


async def test_a_fault_in_the_middle_keeps_what_was_read(sessions: Sessions) -> None:
    def broken(source: Source) -> object:
        yield event("a")
        raise KeyError("unforeseen")

    spec = FormatSpec("essai", "essai", broken, lambda head, name: False)  # type: ignore[arg-type]
    report = await import_feed(sessions, Source(Path("x"), "agence", NOW.date()), spec, moment=NOW)
    assert counts(report) == (1, 0, 0, 0, 1) and "KeyError" in report.skips[0]["reason"]


async def test_one_bad_record_costs_no_other(sessions: Sessions) -> None:
    bad = [
        event("a", slots=()),
        event("b", title=" <p></p> "),
        event("c", slots=(SlotRecord("n'importe quoi"),)),
        event("d"),
        event("d", "2027-03-01"),
        event("e" * 400, "2027-03-02", title="Forum \x00 des métiers\ud800 du soin" + "x" * 1000),
    ]
    report = await bring(sessions, *bad)
    assert counts(report) == (2, 0, 0, 0, 4)
    assert ["déjà été lu" in skip["reason"] for skip in report.skips].count(True) == 1
    assert counts(await bring(sessions, *bad)) == (0, 0, 2, 0, 4)


async def test_a_dry_run_says_the_same_and_writes_nothing(sessions: Sessions) -> None:
    first = await bring(sessions, event("a"), event("b"), dry_run=True)
    assert counts(first) == (2, 0, 0, 0, 0) and await rows(sessions) == {}
    await bring(sessions, event("a"), event("b"), event("c", "2027-04-01"))
    told = await bring(sessions, event("a"), event("c", "2027-04-01", status="full"), dry_run=True)
    assert counts(told) == (0, 1, 1, 1, 0)
    assert (await rows(sessions))["c"].status == "scheduled"


async def test_duplicates_across_feeds_are_proposed_once_and_never_merged(sessions: Sessions) -> None:
    await bring(sessions, event("a"), event("other", title="Job dating du soin"))
    twin = event("z9", title="IFSI : portes ouvertes", place=replace(GAP, venue="Institut"))
    report = await bring(sessions, twin, name="autre-agence")
    assert report.proposals == 1
    assert (await bring(sessions, replace(twin, seats=3), name="autre-agence")).proposals == 0
    async with sessions() as session:
        found = (await session.scalars(select(MergeProposal))).one()
        assert found.state == "open"
        assert {found.event_id, found.other_id} == {
            (await rows(sessions))["a"].id,
            (await rows(sessions, "autre-agence"))["z9"].id,
        }


async def test_what_has_nothing_to_do_with_care_is_kept_but_never_proposed(sessions: Sessions) -> None:
    concert = event("a", title="Concert de jazz", place=replace(GAP, venue="Théâtre"))
    report = await bring(sessions, concert, event("b"))
    assert report.out_of_scope == 1 and report.kept == 2
    async with sessions() as session:
        gap = {"kind": "commune", "code": "05061", "name": "Gap"}
        found = await event_queries.search(session, EventQuery(place=gap, now=NOW, text="jazz", widen=False))
        assert found.total == 0


async def test_persons_are_dropped_from_texts(sessions: Sessions) -> None:
    text = "Renseignements : Mme Jeanne Exemple, 06 12 34 56 78, jeanne.exemple@exemple.fr, ifsi@exemple.fr, 04 92 00 00 00"
    await bring(sessions, event("a", description=text, registration_phone="0612345678"))
    row = (await rows(sessions))["a"]
    assert row.description is not None and row.registration_phone is None
    for told in ("Jeanne", "06 12", "jeanne.exemple"):
        assert told not in row.description + row.search_text
    assert "ifsi@exemple.fr" in row.description and "04 92 00 00 00" in row.description


async def test_markup_is_cleaned(sessions: Sessions) -> None:
    html = '<p onclick="x()">Visite &amp;eacute; <b>libre</b></p><script>alert(1)</script><a href="javascript:x">ici</a>'
    await bring(sessions, event("a", description=html))
    row = (await rows(sessions))["a"]
    assert row.description == "Visite é libre\nici"
    assert row.description_html is not None
    assert "script" not in row.description_html and "onclick" not in row.description_html


async def test_trainings_organisations_and_directories(sessions: Sessions) -> None:
    school = OrganisationRecord(name="IFSI d'exemple", siret="26050001200017", uai="0050000A", place=GAP)
    training = TrainingRecord(
        uid="t1",
        title="Diplôme d'État d'infirmier",
        position=Position("formation 1"),
        mode="initial",
        sessions=(
            SessionRecord("s1", "2027-09-01", "2030-06-30", precision="month"),
            SessionRecord(None, "pas une date"),
        ),
        place=GAP,
        organisation=school,
        rncp=("39923",),
    )
    entry = DirectoryRecord("rome", "J1506", "Soins infirmiers généralistes", Position("ligne 2"))
    report = await bring(sessions, training, school, entry)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert counts(await bring(sessions, training, school, entry)) == (0, 0, 3, 0, 0)
    async with sessions() as session:
        row = (await session.scalars(select(Training).where(Training.source == "agence"))).one()
        assert (row.profession_slug, row.diploma_slug, row.mode, row.insee) == (
            "infirmier",
            "de-infirmier",
            "initial",
            "05061",
        )
        assert [(one.uid, one.precision) for one in row.sessions] == [("s1", "month")]
        assert row.organisation_slug == "siret-26050001200017"
        assert (await session.get(Organisation, "siret-26050001200017")) is not None
        assert (await session.get(DirectoryEntry, ("rome", "J1506"))) is not None
    assert (await bring(sessions, replace(training, uid="t2"))).withdrawn == 1


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        ("2027-03-28T01:30", "2027, 3, 28, 0, 30"),
        ("2027-03-28T02:30", "2027, 3, 28, 1, 30"),  # does not exist: the clocks jump over it
        ("2027-03-28T03:30", "2027, 3, 28, 1, 30"),
        ("2026-10-25T02:30", "2026, 10, 25, 0, 30"),  # exists twice: the first
        ("2026-10-25T03:30", "2026, 10, 25, 2, 30"),
    ],
)
async def test_days_when_the_clocks_change(sessions: Sessions, wall: str, instant: str) -> None:
    await bring(sessions, event("a", slots=(SlotRecord(wall),)))
    slot = (await rows(sessions))["a"].slots[0]
    assert slot.starts_at == datetime(*map(int, instant.split(", ")), tzinfo=timezone.utc)  # type: ignore[arg-type,misc]
    assert slot.local_start == wall


async def test_whole_days_months_and_places_overseas(sessions: Sessions) -> None:
    reunion = PlaceRecord(commune="Saint-Denis", postcode="97400")
    await bring(
        sessions,
        event("day", slots=(SlotRecord("2027-03-28", "2027-03-28", all_day=True, precision="day"),)),
        event("month", slots=(SlotRecord("2027-02-01", precision="month"),)),
        event("far", place=reunion),
    )
    found = await rows(sessions)
    assert found["day"].last_end - found["day"].slots[0].starts_at == timedelta(hours=23)
    assert found["month"].slots[0].local_end == "2027-02-28"
    assert found["far"].slots[0].zone == "Indian/Reunion" and found["far"].department == "974"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """A function that writes a file of this name and content."""

    def written(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return written


async def test_files_are_recognised_and_their_readings_recorded(
    sessions: Sessions, write: Callable[[str, str], Path]
) -> None:
    table = write(
        "agenda.csv",
        "titre;date;commune;code postal\nPortes ouvertes;28/03/2027;Gap;05000\nForum;31/02/2027;Gap;05000\n",
    )
    report = await read_file(sessions, table, "Agenda d'exemple", moment=NOW)
    assert counts(report) == (1, 0, 0, 0, 1) and report.format == "template"
    async with sessions() as session:
        assert (await session.get(Feed, "agenda-d-exemple")) is not None
        run = (await session.scalars(select(FeedRun))).one()
        assert (run.kept, run.skipped) == (1, 1) and run.report["skips"][0]["position"] == "ligne 3"
    with pytest.raises(Unreadable):
        await read_file(sessions, write("x.bin", "\x01\x02"), "x")
    with pytest.raises(Unreadable):
        await read_file(sessions, write("vide.ics", ""), "x")
    with pytest.raises(ValueError, match="réservé"):
        await read_file(sessions, table, "Démonstration")


def test_every_format_has_a_name_and_a_title() -> None:
    assert {"icalendar", "openagenda", "schema-org", "france-travail", "template"} <= set(READERS)
    assert all(spec.title and spec.name == name for name, spec in READERS.items())
