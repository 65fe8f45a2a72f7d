"""Feeds that come wrapped: zip, gzip, workbooks of open data; and archives made to do harm."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.feeds import unpacking
from bot.feeds.opening import opened
from bot.feeds.records import EventRecord, Item, Note, Skip, Source, TrainingRecord, Unreadable
from tests.feeds.reading import TODAY

EVENTS = "titre;date;lieu;commune\nForum {0};28/03/2027;Salle {0};Gap\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:20270328T090000\r\nSUMMARY:Job dating {0}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
LHEO = (Path(__file__).parent / "fixtures" / "lheo-dates-fausses.xml").read_bytes()


def read(folder: Path, data: bytes, name: str, wanted: str | None = None) -> list[Item]:
    """What a file gives, opened as the import does."""
    path = folder / "recu"
    path.write_bytes(data)
    room = folder / "place"
    room.mkdir(exist_ok=True)
    spec, file = opened(path, name, wanted, room)
    return list(spec.read(Source(file, "essai", TODAY)))


def zipped(**files: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def titles(found: list[Item]) -> list[str]:
    return [item.title for item in found if isinstance(item, EventRecord | TrainingRecord)]


def test_compressed_files_are_read_as_what_they_hold(tmp_path: Path) -> None:
    for number, (name, data, kept) in enumerate((
        ("flux.xml.gz", LHEO, 4),
        ("agenda.ics.gz", CALENDAR.format("a").encode(), 1),
        # Under a name that tells nothing, as a server gives it.
        ("export", EVENTS.format("un").encode(), 1),
    )):  # fmt: skip
        folder = tmp_path / str(number)
        folder.mkdir()
        assert len(titles(read(folder, gzip.compress(data), name))) == kept
    # Two members in a row, and padding, are one file.
    (tmp_path / "deux").mkdir()
    text = EVENTS.format("deux").encode()
    joined = gzip.compress(text[:20]) + gzip.compress(text[20:]) + b"\0" * 40
    assert titles(read(tmp_path / "deux", joined, "a.csv.gz")) == ["Forum deux"]


def test_a_compressed_file_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    many = "".join(f"Forum {number};28/03/2027;Salle {number * 7919 % 9973};Gap\n" for number in range(3000))
    data = gzip.compress(b"titre;date;lieu;commune\n" + many.encode())
    found = read(tmp_path, data[: len(data) // 2], "a.csv.gz")
    assert 1000 < len(titles(found)) < 2500
    last = found[-1]
    assert isinstance(last, Skip) and last.incomplete and "la suite manque" in last.reason


def test_the_files_of_an_archive_are_one_feed(tmp_path: Path) -> None:
    data = zipped(**{
        "2027/janvier.csv": EVENTS.format("un"), "2027/fevrier.csv.gz": gzip.compress(EVENTS.format("deux").encode()),
        "agenda.ics": CALENDAR.format("trois"), "formations.xml": LHEO, "dedans.zip": zipped(a=EVENTS.format("quatre")),
        "Lisez-moi.pdf": b"%PDF-1.7", "autre.json": '{"a": 1}', "__MACOSX/._a.csv": b"\0\5", "vide/": b"", "Thumbs.db": b"x",
    })  # fmt: skip
    found = read(tmp_path, data, "envoi.zip")
    told = titles(found)
    assert {"Forum un", "Forum deux", "Job dating trois", "Forum quatre"} < set(told) and len(told) == 8
    assert [one.position.words for one in found if isinstance(one, EventRecord)][:2] == [
        "janvier.csv, ligne 2",
        "fevrier.csv.gz, ligne 2",
    ]
    left = {one.position.words: type(one) for one in found if isinstance(one, Skip | Note)}
    assert left["Lisez-moi.pdf"] is Note and left["autre.json"] is Skip
    assert not [words for words in left if "._a" in words or "Thumbs" in words]


def test_an_archive_of_one_file_says_positions_as_the_file_does(tmp_path: Path) -> None:
    found = read(tmp_path, zipped(a=EVENTS.format("un") + "Atelier;31/02/2027;x;Gap\n"), "a.zip")
    assert [one.position.words for one in found if isinstance(one, Skip)] == ["ligne 3"]


def test_paths_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    names = ("../../dehors.csv", "/etc/dehors.csv", "C:\\dehors.csv", "..\\dehors.csv", "a\0b.csv", "x" * 300)
    data = zipped(**{name: EVENTS.format(number) for number, name in enumerate(names)})
    found = read(inside, data, "a.zip")
    assert len(titles(found)) == len(names)
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} >= {inside}
    assert not list(tmp_path.rglob("*dehors*"))
    assert max(len(one.position.words) for one in found if isinstance(one, EventRecord)) < 110


@pytest.mark.parametrize("kind", ["gzip", "zip", "many"])
def test_archives_that_swell_are_stopped(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_ALWAYS_ALLOWED", 4 << 20)
    if kind == "gzip":
        data = gzip.compress(b"\0" * (60 << 20))
    elif kind == "zip":
        data = zipped(a=b"\0" * (60 << 20))
    else:
        data = zipped(**{f"{number}.csv": "" for number in range(600)})
    begun = time.process_time()
    with pytest.raises(Unreadable, match=r"démesurée|500 fichiers"):
        read(tmp_path, data, "a.zip")
    assert time.process_time() - begun < 10
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 20 << 20


def test_archives_within_archives_have_a_bottom(tmp_path: Path) -> None:
    data = zipped(a=EVENTS.format("un"))
    for _ in range(6):
        data = zipped(b=data)
    with pytest.raises(Unreadable, match="archive dans une archive"):
        read(tmp_path, data, "a.zip")


def test_a_locked_or_damaged_file_costs_itself(tmp_path: Path) -> None:
    data = bytearray(zipped(**{"un.csv": EVENTS.format("un"), "deux.csv": EVENTS.format("deux")}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1  # the first is told to be locked
    found = read(tmp_path, bytes(data), "a.zip")
    assert titles(found) == ["Forum deux"]
    assert "mot de passe" in next(one.reason for one in found if isinstance(one, Skip))
    sound = zipped(**{"un.csv": EVENTS.format("un"), "deux.csv": EVENTS.format("deux")})
    broken = bytearray(sound)
    place = broken.index(b"un.csv") + 10
    broken[place : place + 8] = b"\xff" * 8
    (tmp_path / "b").mkdir()
    found = read(tmp_path / "b", bytes(broken), "a.zip")
    assert "Forum deux" in titles(found) and [
        one for one in found if isinstance(one, Skip) and one.incomplete
    ]


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07\0", "RAR"), (b"BZh91AY", "bzip2"), (b"\xfd7zXZ\0", "xz")],
)
def test_other_archives_are_named(tmp_path: Path, head: bytes, kind: str) -> None:
    with pytest.raises(Unreadable, match=f"archive {kind}"):
        read(tmp_path, head + b"\1\2\3" * 40, "envoi")


def book(rows: list[list[object]], *others: tuple[str, list[list[object]]]) -> bytes:
    """A workbook of one sheet, and of others with their names."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for name, more in others:
        other = made.create_sheet(name)
        for row in more:
            other.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def test_open_data_downloaded_as_a_workbook(tmp_path: Path) -> None:
    agenda = book([
        ["uid", "title_fr", "timings", "location_city"],
        ["7", "Portes ouvertes", '[{"begin":"2027-03-28T09:00:00+02:00","end":"2027-03-28T12:00:00+02:00"}]', "Gap"],
        ["8", "Sans date", "", "Gap"],
    ])  # fmt: skip
    found = read(tmp_path, agenda, "export")
    assert titles(found) == ["Portes ouvertes"]
    (tmp_path / "b").mkdir()
    catalogue = book([
        ["nom_of", "siret", "intitule_formation", "numero_formation", "code_departement", "nom_departement"],
        ["Organisme d'exemple", "12345678901234", "Titre pro ADVF", "n1", "05", "Hautes-Alpes"],
    ])  # fmt: skip
    assert len(read(tmp_path / "b", catalogue, "catalogue.xlsx")) == 1


def test_a_workbook_wrapped_or_without_its_name(tmp_path: Path) -> None:
    data = book([["Titre", "Date", "Ville"], ["Forum", "28/03/2027", "Gap"]])
    for number, (sent, name) in enumerate(((data, "download"), (gzip.compress(data), "a.xlsx.gz"),
                                           (zipped(**{"a.xlsx": data}), "a.zip"))):  # fmt: skip
        folder = tmp_path / str(number)
        folder.mkdir()
        assert titles(read(folder, sent, name)) == ["Forum"]


def test_files_in_utf_16_are_recognised(tmp_path: Path) -> None:
    agenda = '{"events":[{"uid":1,"slug":"a","title":{"fr":"Forum"},"timings":[{"begin":"2027-03-28T09:00:00+02:00"}]}]}'
    page = '<html><script type="application/ld+json">{"@type":"Event","name":"Forum","startDate":"2027-03-28"}</script>'
    lheo = LHEO.decode("cp1252").replace('encoding="ISO-8859-1"', 'encoding="UTF-16"')
    for name, text, kept in (("a.json", agenda, 1), ("a.html", page, 1), ("a.xml", lheo, 4)):
        for encoding in ("utf-16", "utf-16-be"):
            folder = tmp_path / f"{name}{encoding}"
            folder.mkdir()
            mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
            assert len(titles(read(folder, mark + text.encode(encoding), name))) == kept, (name, encoding)


def test_a_training_alone_and_an_xml_of_another_format(tmp_path: Path) -> None:
    start, end = LHEO.index(b"<formation"), LHEO.index(b"</formation>") + len(b"</formation>")
    assert len(titles(read(tmp_path, LHEO[start:end], "reponse.xml"))) > 0
    for content in (b'<?xml version="1.0"?><rss><channel/></rss>', b"<rss><channel/></rss>"):
        with pytest.raises(Unreadable, match="fichier XML d'un format inconnu"):
            read(tmp_path, content, "a.xml")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"%PDF-1.7\n\0", "document PDF"), (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<p", "ni un tableau ni un agenda")],
)
def test_a_document_or_an_image_is_called_so(data: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=words):
        read(tmp_path, data, "agenda.csv")
