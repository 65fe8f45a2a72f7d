"""Feeds cut, mutated or hostile: never a crash, never a hang, never a way to the disk or the network."""

from __future__ import annotations

import json
import socket
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feeds.building import Unusable, build_event
from bot.feeds.classifying import Codes
from bot.feeds.readers import READERS, detect
from bot.feeds.records import EventRecord, Source, Unreadable
from bot.feeds.template import empty_workbook
from tests.feeds.test_icalendar import ROMANCE, calendar, vevent
from tests.feeds.test_json_readers import NODE, PAGE, agenda, dump

OWN = ("icalendar", "openagenda", "schema-org", "france-travail", "template")
LONGEST_SECONDS = 20.0
TRAVAIL = {
    "id": 1,
    "titre": "Atelier",
    "dateEvenement": "2027-01-15T09:00:00+01:00",
    "heureDebut": "09:00:00",
}
SEEDS: dict[str, list[bytes]] = {
    "icalendar": [
        calendar(
            vevent(
                "DTSTART;TZID=Customized Time Zone:20270115T093000",
                "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=5",
                "GEO:44;6",
            ),
            vevent(
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20270226T093000",
                "DTSTART:20270227T093000",
                "DURATION:PT2H",
            ),
            head=ROMANCE,
        ).encode()
    ],
    "openagenda": [
        json.dumps({"events": [agenda(), agenda(uid=2)]}).encode(),
        json.dumps({"records": [{"fields": dump()}]}).encode(),
    ],
    "schema-org": [PAGE.replace("{}", json.dumps(NODE)).encode(), json.dumps(NODE).encode()],
    "france-travail": [json.dumps({"content": [TRAVAIL]}).encode()],
    "template": [
        b"titre;date;lieu;code postal\nForum;28/03/2027;Gap;05000\n",
        empty_workbook("events"),
    ],
}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Any attempt to reach a network fails the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


def read_through(content: bytes, form: str) -> int:
    """Read `content` to its end, building what it says; how many events. Only Unreadable may be raised."""
    kept = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        path.write_bytes(content)
        detect(path, "feed")
        started = time.process_time()
        try:
            for item in READERS[form].read(Source(path, "essai", date(2026, 11, 21))):
                if isinstance(item, EventRecord):
                    kept += 1
                    try:
                        build_event(item, Codes(), False, date(2026, 11, 21))
                    except (Unusable, ValueError):
                        continue
        except Unreadable:
            return 0
        assert time.process_time() - started < LONGEST_SECONDS
    return kept


@pytest.mark.parametrize("form", OWN)
def test_whole_seeds_are_read(form: str) -> None:
    assert sum(read_through(seed, form) for seed in SEEDS[form]) >= 1


@pytest.mark.parametrize("form", OWN)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_cut_and_mutated_feeds_never_crash(form: str, data: st.DataObject) -> None:
    seed = bytearray(data.draw(st.sampled_from(SEEDS[form])))
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(seed) - 1))
        kind = data.draw(st.sampled_from(["byte", "delete", "repeat", "insert"]))
        if kind == "byte":
            seed[at] = data.draw(st.integers(0, 255))
        elif kind == "delete":
            del seed[at : at + data.draw(st.integers(1, 30))]
        elif kind == "repeat":
            seed[at:at] = seed[at : at + 60] * data.draw(st.integers(1, 20))
        else:
            seed[at:at] = data.draw(
                st.sampled_from(
                    [b'"', b"\\", b"\n", b"\x00", b"{", b"[", b"9" * 40, b"\xff", b";", b":", b"<", b"&"]
                )
            )
        if not seed:
            break
    cut = data.draw(st.integers(0, len(seed)))
    read_through(bytes(seed[:cut] if data.draw(st.booleans()) else seed), form)


@pytest.mark.parametrize("form", OWN)
@settings(max_examples=25, deadline=None)
@given(content=st.binary(max_size=600))
def test_noise_never_crashes(form: str, content: bytes) -> None:
    read_through(content, form)


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("openagenda", b"[" * 200_000),
        ("openagenda", b'{"a":' * 100_000),
        ("schema-org", b"<html><script type='application/ld+json'>" + b"[" * 200_000 + b"</script></html>"),
        ("schema-org", b"<div>" * 50_000),
        ("schema-org", b"<html>" + b"<script type='application/ld+json'>" * 20_000),
        (
            "schema-org",
            b"<html><div itemscope itemtype='Event'>" + b"<div itemscope itemprop='location'>" * 3_000,
        ),
        ("icalendar", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50_000),
        ("icalendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:" + b"a" * 5_000_000),
        ("icalendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a" + b"\r\n b" * 300_000),
        ("template", b"titre;date;lieu\n" + b'"' * 200_000),
        ("template", b"titre;date;lieu\n" + b"a;28/03/2027;b\n" * 20_000),
        ("template", b";" * 500_000),
    ],
)
def test_feeds_made_to_exhaust(form: str, content: bytes) -> None:
    read_through(content, form)


def test_a_workbook_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (100 * 1024 * 1024))
    with pytest.raises(Unreadable, match="démesuré"):
        list(READERS["template"].read(Source(path, "essai", date(2026, 11, 21))))


@pytest.mark.asvs("1.5.1", shows="S11")
def test_entities_and_files_are_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canari")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><script type="application/ld+json">'
        '{"@type": "Event", "name": "&x;", "startDate": "2027-01-15"}</script></html>'
    )
    path = tmp_path / "page.html"
    path.write_text(page)
    assert "canari" not in repr(list(READERS["schema-org"].read(Source(path, "essai", date(2026, 11, 21)))))
    zone = calendar(
        vevent("DTSTART;TZID=../../../../../../etc/passwd:20270115T093000", "ATTACH:file:///etc/passwd")
    )
    assert read_through(zone.encode(), "icalendar") == 1
