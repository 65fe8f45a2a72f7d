"""Every reader on damaged files: it ends, yields what it can, expands nothing, opens nothing else, never raises."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.feeds.readers.reading import damaged, read, recognised, survives
from tests.feeds.readers.samples import FILES, rncp_zip

CASES = [(format_name, name, data) for format_name, files in FILES.items() for name, data in files]
NAMES = [f"{format_name}-{name}" for format_name, name, _ in CASES]
SLOWEST = 20


@pytest.mark.parametrize(("format_name", "name", "data"), CASES, ids=NAMES)
def test_files_are_recognised_and_read(tmp_path: Path, format_name: str, name: str, data: bytes) -> None:
    assert recognised(tmp_path, name, data) == format_name
    assert len(read(tmp_path, format_name, data, name)) > 0
    assert survives(tmp_path, format_name, data, name) == read(tmp_path, format_name, data, name)


@pytest.mark.parametrize(("format_name", "name", "data"), CASES, ids=NAMES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 30))
def test_mutated_files(tmp_path: Path, format_name: str, name: str, data: bytes, seed: int) -> None:
    begun = time.process_time()
    items = survives(tmp_path, format_name, damaged(data, seed), name)
    assert time.process_time() - begun < SLOWEST
    # « &a; » and « &b; » are declared by the poison; nothing may have multiplied them.
    assert "aaaaaaaaaaaaaaaaaaaa" not in repr(items)


@pytest.mark.parametrize(("format_name", "name", "data"), CASES, ids=NAMES)
def test_truncated_files(tmp_path: Path, format_name: str, name: str, data: bytes) -> None:
    for size in range(0, len(data), max(1, len(data) // 25)):
        survives(tmp_path, format_name, data[:size], name)


@pytest.mark.parametrize("format_name", FILES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, format_name: str, data: bytes) -> None:
    survives(tmp_path, format_name, data, "fichier.dat")


def _in_zip(part: str, damage: bytes) -> bytes:
    """An archive whose file `part` holds damaged bytes, the archive itself being sound."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(rncp_zip())) as sound,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in sound.infolist():
            archive.writestr(entry.filename, damage if part in entry.filename else sound.read(entry))
    return held.getvalue()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1 << 30), part=st.sampled_from(["Standard", "Rome", "Ancienne"]))
def test_damage_inside_an_archive(tmp_path: Path, seed: int, part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(rncp_zip())) as sound:
        content = next(sound.read(entry) for entry in sound.infolist() if part in entry.filename)
    survives(tmp_path, "rncp", _in_zip(part, damaged(content, seed)), "rncp.zip")


def test_an_archive_that_swells_is_read_in_little_memory(tmp_path: Path) -> None:
    data = _in_zip("Rome", b"0" * 20_000_000)
    assert len(data) < 200_000
    items = survives(tmp_path, "rncp", data, "rncp.zip")
    assert [entry.code for entry in items.entries] == ["RNCP100", "RNCP200"]


def test_paths_inside_an_archive_lead_nowhere(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("../../export_fiches_CSV_Standard.csv", '"Numero_Fiche";"Intitule"\n"RNCP1";"Un"\n')
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    assert [entry.code for entry in survives(inside, "rncp", held.getvalue(), "rncp.zip").entries] == [
        "RNCP1"
    ]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "rncp.zip"]


def test_an_unfinished_tag_repeated_stays_fast(tmp_path: Path) -> None:
    for data in (
        b"<formation><action>" * 1000,
        b"<formation " * 3000,
        b"<a>" * 30000 + b"<formation>" + b"<b>" * 50000,
    ):
        begun = time.process_time()
        survives(tmp_path, "lheo", b"<lheo>" + data, "a.xml")
        assert time.process_time() - begun < SLOWEST
