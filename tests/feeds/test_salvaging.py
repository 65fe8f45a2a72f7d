"""Zip archives cut short: what came whole before the cut is read, and what is lost is said."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from bot.feeds.records import Item, Skip, Unreadable
from tests.feeds.test_archives import CALENDAR, EVENTS, LHEO, read, titles, zipped


def _many(number: int) -> str:
    """A table of `number` events that does not pack to nothing."""
    lines = (f"Forum {one};28/03/2027;Salle {one * 7919 % 9973};Gap\n" for one in range(number))
    return "titre;date;lieu;commune\n" + "".join(lines)


def _skips(found: list[Item]) -> dict[str, Skip]:
    return {one.position.words: one for one in found if isinstance(one, Skip)}


def _cut_in_the_third() -> bytes:
    """Two whole tables and a third that stops in its middle."""
    data = zipped(
        **{"un.csv": EVENTS.format("un"), "deux.csv": EVENTS.format("deux"), "trois.csv": _many(3000)}
    )
    return data[: len(data) * 2 // 3]


def test_whole_files_before_the_cut_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, _cut_in_the_third(), "envoi.zip")
    told = titles(found)
    assert told[:2] == ["Forum un", "Forum deux"] and 500 < len(told) < 2800
    skips = _skips(found)
    assert "la suite manque" in skips["trois.csv"].reason
    last = skips["fin de l'archive"]
    # Nothing is withdrawn because of files that did not come.
    assert last.incomplete and "les fichiers qui suivaient manquent" in last.reason


def test_an_archive_without_its_table_of_contents_is_read_whole(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "un.csv": EVENTS.format("un"),
        "agenda.ics": CALENDAR.format("deux"),
        "trois.xml": LHEO,
    }
    data = zipped(**files)
    data = data[: data.index(b"PK\x01\x02")]
    found = read(tmp_path, data, "envoi.zip")
    assert {"Forum un", "Job dating deux"} < set(titles(found)) and len(titles(found)) == 6
    assert "fin de l'archive" in _skips(found)


def test_sizes_told_after_the_content_are_no_obstacle(tmp_path: Path) -> None:
    """As programs write that send an archive while they make it."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.sent = b""

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:  # type: ignore[no-untyped-def]
            self.sent += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("un.csv", EVENTS.format("un"))
        archive.writestr("deux.csv", EVENTS.format("deux"))
    data = pipe.sent
    assert struct.unpack_from("<H", data, 6)[0] & 0x8
    found = read(tmp_path, data[: data.index(b"PK\x01\x02")], "envoi.zip")
    assert titles(found) == ["Forum un", "Forum deux"]


def test_a_damaged_file_costs_itself_alone(tmp_path: Path) -> None:
    data = bytearray(_cut_in_the_third())
    start = data.index(b"un.csv") + 6
    data[start : start + 8] = b"\xff" * 8
    found = read(tmp_path, bytes(data), "envoi.zip")
    assert titles(found)[0] == "Forum deux"
    assert "un.csv" in _skips(found)


def test_an_archive_in_an_archive_is_not_mistaken_for_its_files(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("dedans.zip", zipped(**{"un.csv": EVENTS.format("un")}))
        archive.writestr("deux.csv", EVENTS.format("deux"))
    data = held.getvalue()
    found = read(tmp_path, data[: data.rindex(b"PK\x01\x02")], "envoi.zip")
    assert titles(found) == ["Forum un", "Forum deux"]


def test_nothing_readable_is_refused(tmp_path: Path) -> None:
    data = zipped(**{"trois.csv": _many(300)})
    for number, cut in enumerate((data[:10], data[:34], b"PK\x03\x04" + b"\0" * 400)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(Unreadable, match="téléchargez-la de nouveau"):
            read(folder, cut, "envoi.zip")


def test_any_cut_and_any_damage_is_met(tmp_path: Path) -> None:
    data = _cut_in_the_third()
    draw = random.Random(3)
    for number in range(60):
        bad = bytearray(data[: draw.randrange(20, len(data))])
        for _ in range(draw.randrange(4)):
            bad[draw.randrange(4, len(bad))] = draw.randrange(256)
        folder = tmp_path / f"n{number}"
        folder.mkdir()
        try:
            found = read(folder, bytes(bad), "envoi.zip")
        except Unreadable as error:
            assert str(error)
            continue
        assert any(isinstance(one, Skip) and one.incomplete for one in found)
