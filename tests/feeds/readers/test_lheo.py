"""LHÉO, Intercarif and EDOF: trainings in each mode, sessions, meetings, and what Carifs write in odd ways."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.feeds.records import PlaceRecord, SlotRecord, Unreadable
from tests.feeds.readers.reading import read, recognised
from tests.feeds.readers.samples import EDOF, INTERCARIF, LHEO


def test_a_training_in_each_of_its_modes(tmp_path: Path) -> None:
    initial, apprenticeship, continuing = read(tmp_path, "lheo", LHEO).trainings
    assert [initial.mode, apprenticeship.mode, continuing.mode] == ["initial", "apprenticeship", "continuing"]
    assert initial.uid == "99_1/99_A1#initial"
    assert replace(initial, uid="", mode=None) == replace(continuing, uid="", mode=None)
    assert initial.title == "Diplôme d'État d'aide-soignant"
    assert (initial.rome, initial.formacode, initial.rncp) == (("J1501",), ("43436",), ("RNCP40692",))
    assert (initial.attendance, initial.permanent_entry, initial.level) == ("mixed", False, "niveau 4")
    assert initial.entry_conditions == "Niveau d’entrée exigé : niveau 3.\nAvoir 17 ans"
    assert (initial.cost, initial.funding) == (6800.5, "conseil régional ; prise en charge possible")
    assert initial.duration == "1540 heures (770 en centre, 770 en entreprise)"
    assert initial.accessibility == "Accès de plain-pied"
    assert (initial.url, initial.phone) == ("https://www.exemple.fr/ifas", "04 92 00 00 00")
    assert initial.updated_at == "2026-09-02"
    assert initial.organisation is not None
    assert (initial.organisation.name, initial.organisation.siret) == ("Institut d'exemple", "82422814201874")


def test_a_place_keeps_its_first_point_and_one_line_addresses(tmp_path: Path) -> None:
    place = read(tmp_path, "lheo", LHEO).trainings[0].place
    assert place == PlaceRecord(
        "IFAS d'exemple", "1 rue de l'Exemple", "05200", "Embrun", "05046", 44.56, 6.49
    )


def test_sessions_with_no_day_are_noted_and_months_are_told(tmp_path: Path) -> None:
    items = read(tmp_path, "lheo", LHEO)
    first, second = items.trainings[0].sessions
    assert (first.uid, first.start, first.end, first.apply_until) == ("S1", "2027-01-04", None, "2026-11-30")
    assert (first.apply_from, first.status, first.precision) == (None, "open", "day")
    assert (second.start, second.end, second.precision) == ("2027-09-01", "2028-07-31", "month")
    words = " ".join(note.words for note in items.notes)
    assert "20271345" in words
    assert "« 77 »" in words


def test_information_dates_are_events(tmp_path: Path) -> None:
    event = read(tmp_path, "lheo", LHEO).events[0]
    assert (event.kind, event.title) == (
        "reunion-information",
        "Réunion d’information : Diplôme d'État d'aide-soignant",
    )
    assert event.slots == (
        SlotRecord("2026-12-10", zone="", all_day=True, precision="day"),
        SlotRecord("2027-01-01", zone="", all_day=True, precision="month"),
    )
    assert (event.place.venue, event.place.insee) == ("Salle des fêtes", "05061")
    assert event.rncp == ("RNCP40692",)


def test_recruitment_meetings_are_events_and_applications_are_not(tmp_path: Path) -> None:
    information, recruitment = read(tmp_path, "lheo", LHEO).events
    assert information.uid != recruitment.uid
    assert recruitment.slots == (SlotRecord("2026-12-08T14:15", "2026-12-08T16:00", zone=""),)
    assert (recruitment.attendance, recruitment.seats) == ("online", 30)
    assert (recruitment.kind, recruitment.registration_link) == (
        "reunion-information",
        "https://exemple.fr/visio",
    )


def test_no_person_comes_out(tmp_path: Path) -> None:
    written = repr(read(tmp_path, "lheo", LHEO)) + repr(read(tmp_path, "lheo", EDOF))
    for word in ("Exemplaire", "Prudence", "prenom.nom", "p.exemplaire", "06 39 98"):
        assert word not in written


def test_edof_is_continuing_and_windows_1252(tmp_path: Path) -> None:
    (training,) = read(tmp_path, "lheo", EDOF).trainings
    assert training.title == "Accompagner l'autonomie, l’écoute"
    assert (training.mode, training.rncp, training.cost) == ("continuing", ("RS6000",), 900.0)
    assert (training.attendance, training.permanent_entry) == ("online", True)
    assert (training.place.venue, training.phone) == (None, "0262 90 00 00")
    assert training.sessions[0].status == "suspended"
    assert training.duration == "35 heures"


def test_intercarif_summary(tmp_path: Path) -> None:
    (training,) = read(tmp_path, "lheo", INTERCARIF).trainings
    assert (training.uid, training.rncp, training.duration) == ("14_AF_1_SE_1", ("RNCP40692",), "300 heures")
    assert (training.place.insee, training.place.latitude) == ("05046", 44.56)
    assert training.organisation is not None
    assert training.organisation.name == "IFAS d'exemple"


@pytest.mark.parametrize(
    "space", ["http://www.lheo.org/2.0", "http://www.lheo.org/2.2", "http://lheo.gouv.fr/2.3"]
)
def test_any_namespace_and_prefix(tmp_path: Path, space: str) -> None:
    plain = LHEO.replace("http://lheo.gouv.fr/2.3", space)
    prefixed = plain.replace("xmlns=", "xmlns:l=").replace("</", "</l:")
    prefixed = "".join(
        f"<{'' if part[:1] in ('/', '?') else 'l:'}{part}" if rank else part
        for rank, part in enumerate(prefixed.split("<"))
    )
    assert recognised(tmp_path, "a.xml", prefixed) == "lheo"
    assert len(read(tmp_path, "lheo", plain).trainings) == 3
    assert read(tmp_path, "lheo", prefixed) == read(tmp_path, "lheo", plain)


def _two(first: str, second: str) -> str:
    head, rest = LHEO.split("<formation ", 1)
    one = "<formation " + rest.split("</formation>")[0] + "</formation>\n"
    return head + first.format(one) + second.format(one.replace("99_1", "99_2")) + "</offres></lheo>"


def test_a_broken_training_costs_only_itself(tmp_path: Path) -> None:
    unclosed = _two("{}", "<formation numero='x'><intitule-formation>Perdu<formation numero='y'><b>\n{}")
    items = read(tmp_path, "lheo", unclosed)
    assert {training.uid.split("/")[0] for training in items.trainings} == {"99_1", "99_2"}
    assert len(items.skips) == 2


def test_a_lone_ampersand_and_html_entities_are_mended(tmp_path: Path) -> None:
    items = read(tmp_path, "lheo", LHEO.replace("Avoir 17 ans", "Sant&eacute; & social &inconnue;"))
    assert "Santé & social &inconnue;" in (items.trainings[0].entry_conditions or "")
    assert any("mal formé" in note.words for note in items.notes)


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    items = read(tmp_path, "lheo", LHEO.replace("Avoir 17 ans", "Avoir &#xD800;&#0;17\x0b ans&#9999999;"))
    assert "Avoir 17 ans" in (items.trainings[0].entry_conditions or "")


def test_a_file_cut_short_says_so(tmp_path: Path) -> None:
    cut = _two("{}", "{}")
    items = read(tmp_path, "lheo", cut[: cut.rindex("<adresse-information>")])
    assert len(items.trainings) == 3
    assert items.skips[0].incomplete
    assert "s’arrête" in items.skips[0].reason


def test_comments_hold_no_training(tmp_path: Path) -> None:
    assert len(read(tmp_path, "lheo", _two("<!-- {} -->", "{}")).trainings) == 3


def test_entities_are_neither_expanded_nor_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    bomb = f'<!DOCTYPE lheo [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file://{secret}">]>'
    content = LHEO.replace("<lheo ", bomb + "<lheo ").replace("Avoir 17 ans", "&b;&f;")
    written = repr(read(tmp_path, "lheo", content))
    assert "SECRET" not in written
    assert "AAAA" not in written


@pytest.mark.parametrize(
    ("words", "modes"),
    [
        ("Contrat d'apprentissage", ["initial", "apprenticeship", "continuing"]),
        ("Pas d'apprentissage possible", ["initial", "continuing"]),
        ("Contrat de professionnalisation", ["initial", "continuing"]),
    ],
)
def test_modes_are_those_that_are_stated(tmp_path: Path, words: str, modes: list[str]) -> None:
    content = LHEO.replace("Contrat d'apprentissage possible", words)
    assert [training.mode for training in read(tmp_path, "lheo", content).trainings] == modes


def test_vae_is_a_mode_of_its_own(tmp_path: Path) -> None:
    content = LHEO.replace("<code-RNCP>40692</code-RNCP>", "<code-CPF>CPF200</code-CPF>")
    assert [training.mode for training in read(tmp_path, "lheo", content).trainings] == ["vae"]


def test_a_training_without_a_title_is_skipped(tmp_path: Path) -> None:
    items = read(tmp_path, "lheo", LHEO.replace("Diplôme d'État d'aide-soignant", "-"))
    assert not items.trainings
    assert "intitulé" in items.skips[0].reason


def test_a_file_without_trainings_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(tmp_path, "lheo", "<lheo><offres></offres></lheo>")
