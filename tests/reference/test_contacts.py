"""`data/reference/contacts.yml`: each contact within the closed lists, reachable, and sourced or plainly undated."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest
import yaml

from bot.catalogue.plain_records import ContactRecord
from bot.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
CONTACTS: list[dict[str, Any]] = yaml.safe_load((REFERENCE / "contacts.yml").read_text("utf-8"))["contacts"]
KINDS = {
    *("mission_locale", "cio", "france_travail", "cep", "cap_emploi", "mdph", "vae", "apprenticeship"),
    *("transitions_pro", "parcoursup", "region", "carif_oref", "institute", "line"),
}
# Ordinary numbers, free numbers, and short ones.
PHONE = re.compile(r"0[1-9](?: \d\d){4}|0 80\d(?: \d{3}){2}|0 80\d(?: \d\d){3}|\d{4}")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
MOBILE = re.compile(r"0[67] ")


def _codes(name: str, column: str) -> set[str]:
    with (REFERENCE / "places" / name).open(encoding="utf-8") as file:
        return {row[column] for row in csv.DictReader(file)}


COMMUNES = _codes("communes.csv", "insee")
DEPARTMENTS = _codes("departements.csv", "code")
REGIONS = _codes("regions.csv", "code")
# The eighteen régions; the other codes are overseas territories of another status.
EIGHTEEN = {code for code in REGIONS if len(code) == 2}

each_contact = pytest.mark.parametrize("contact", CONTACTS, ids=lambda contact: contact["slug"])


@each_contact
def test_contacts_are_read_by_the_catalogue(contact: dict[str, Any]) -> None:
    record = ContactRecord.model_validate(contact)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", record.slug)
    assert record.kind in KINDS
    assert record.name and record.for_whom
    assert record.url or record.phone


def test_slugs_are_unique() -> None:
    slugs = [contact["slug"] for contact in CONTACTS]
    assert len(set(slugs)) == len(slugs)


@each_contact
def test_places_fit_the_scope(contact: dict[str, Any]) -> None:
    departments, regions = contact.get("departments", []), contact.get("regions", [])
    assert set(departments) <= DEPARTMENTS
    assert set(regions) <= REGIONS
    assert bool(departments) == (contact["scope"] == "department")
    assert bool(regions) == (contact["scope"] == "region")
    assert contact.get("insee") is None or contact["insee"] in COMMUNES
    assert ("insee" in contact) == ("address" in contact)


@each_contact
def test_every_contact_has_a_source_and_a_date_or_says_what_is_missing(contact: dict[str, Any]) -> None:
    if contact["as_of"] is not None:
        assert DATE.fullmatch(contact["as_of"])
        assert contact["source_url"]
    else:
        assert contact["to_check"]
    if contact["source_url"] is None:
        assert contact["note"]
        assert "phone" not in contact and "address" not in contact


@each_contact
def test_links_are_secure(contact: dict[str, Any]) -> None:
    for key in ("url", "source_url"):
        if contact.get(key) is not None:
            assert re.fullmatch(r"https://[^\s.]+(\.[^\s./]+)+(/\S*)?", contact[key]), contact[key]


@each_contact
def test_phones_are_as_people_dial_them_and_never_a_mobile(contact: dict[str, Any]) -> None:
    """A mobile number may be one person's own: it is left out."""
    if "phone" in contact:
        assert PHONE.fullmatch(contact["phone"]), contact["phone"]
        assert not MOBILE.match(contact["phone"])


@each_contact
def test_old_lists_give_neither_phone_nor_address(contact: dict[str, Any]) -> None:
    """Towns last, numbers do not: what was read before 2022 is not to be dialled."""
    if contact["as_of"] is not None and contact["as_of"] < "2022":
        assert "phone" not in contact and "address" not in contact
        assert contact["to_check"]


@each_contact
def test_ages_are_in_order(contact: dict[str, Any]) -> None:
    low, high = contact.get("min_age"), contact.get("max_age")
    assert (low is None) == (high is None)
    assert low is None or low <= high


@each_contact
def test_wording_is_plain_and_neutral(contact: dict[str, Any]) -> None:
    for text in (contact["name"], contact["for_whom"], contact.get("hours", "")):
        assert not re.search(r"·|\w\((?:e|ne|le|re|trice|euse|s|es)s?\)|\b(tu|toi|ton|tes)\b", text), text
    assert len(contact["for_whom"].split()) <= 45


def test_the_whole_country_has_each_kind_of_help() -> None:
    national = {contact["kind"] for contact in CONTACTS if contact["scope"] == "national"}
    assert national >= KINDS - {"region"}


@pytest.mark.parametrize("kind", ["region", "cep"])
def test_every_region_has_its_own(kind: str) -> None:
    covered = {code for contact in CONTACTS if contact["kind"] == kind for code in contact.get("regions", [])}
    assert covered >= EIGHTEEN
    assert len(EIGHTEEN) == 18


@pytest.mark.parametrize("kind", ["mission_locale", "cio"])
def test_every_department_but_mayotte_has_its_own(kind: str) -> None:
    covered = {
        code for contact in CONTACTS if contact["kind"] == kind for code in contact.get("departments", [])
    }
    # Mayotte and the overseas territories of another status were not in the directory.
    ordinary = {code for code in DEPARTMENTS if len(code) == 2 or code < "975"}
    assert covered == ordinary
    assert len(ordinary) == 100


def test_missions_locales_are_for_young_people_only() -> None:
    for contact in CONTACTS:
        if contact["kind"] == "mission_locale":
            assert (contact["min_age"], contact["max_age"]) == (16, 25)


def test_children_are_given_a_listening_line_that_adults_are_not() -> None:
    (line,) = (contact for contact in CONTACTS if contact["slug"] == "fil-sante-jeunes")
    assert (line["phone"], line["max_age"]) == ("0 800 235 236", 14)
