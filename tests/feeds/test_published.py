"""Codes, days, hours and texts as they are published in France."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import codes
from bot.feeds.lheo.trainings import amount
from bot.feeds.published_dates import NotADay, published_day, published_hour
from bot.feeds.published_text import calm, name, prose, said


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("20171204", date(2017, 12, 4), "day"),
        ("20170900", date(2017, 9, 1), "month"),
        ("30/04/2018", date(2018, 4, 30), "day"),
        ("05/04/2018", date(2018, 4, 5), "day"),
        ("2022-09-12T00:00:00.000Z", date(2022, 9, 12), "day"),
        ("2022-09-11T22:00:00.000Z", date(2022, 9, 12), "day"),
        ("2023-08-31T23:59:59.999Z", date(2023, 8, 31), "day"),
        ("2023-11-25T07:00:00+01:00", date(2023, 11, 25), "day"),
        ("2023-11-25", date(2023, 11, 25), "day"),
    ],
)
def test_days(text: str, day: date, precision: str) -> None:
    found = published_day(text)
    assert found is not None
    assert (found.day, found.precision) == (day, precision)


@pytest.mark.parametrize("text", ["00000000", "99999999", "-", "", None])
def test_no_day(text: str | None) -> None:
    assert published_day(text) is None


@pytest.mark.parametrize(
    "text", ["20171345", "20170230", "13/13/2018", "3019-09-99", "hier", "10000101", "1,5E+07"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(NotADay):
        published_day(text)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14h15", "14:15"),
        ("9h", "09:00"),
        ("12h", "12:00"),
        ("9:30", "09:30"),
        ("midi", "12:00"),
        ("25h", None),
        ("", None),
    ],
)
def test_hours(text: str, hour: str | None) -> None:
    assert published_hour(text) == hour


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        ("0561504718", "05 61 50 47 18"),
        ("+33 (0)2 47 34 14 05", "02 47 34 14 05"),
        ("561504718", "05 61 50 47 18"),
        ("39 36", "39 36"),
        ("3936", "39 36"),
        ("0262905050", "0262 90 50 50"),
        ("06 39 98 00 00", None),
        ("07 00 00 00 00", None),
        ("0690123456", None),
        ("+33 6 39 98 00 00", None),
        ("0000000000", None),
        ("", None),
    ],
)
def test_phones(value: str, phone: str | None) -> None:
    assert codes.phone(value) == phone


def test_codes_are_text_and_damaged_numbers_are_refused() -> None:
    assert (
        codes.siret("\t82422814201874")
        == codes.siret("824 228 142 01874")
        == codes.siret(82422814201874.0)
        == "82422814201874"
    )
    assert (
        codes.siret("8,24228E+13")
        is codes.siret("82422814201875")
        is codes.siret("0" * 14)
        is codes.siret("-")
        is None
    )
    assert codes.is_scientific("8,24E+13")
    assert codes.is_scientific("1.2e13")
    assert not codes.is_scientific("82422814201874")
    assert (codes.insee("1053"), codes.insee("2A004"), codes.insee("97411"), codes.insee("x")) == (
        "01053",
        "2A004",
        "97411",
        None,
    )
    assert (codes.postcode(1000), codes.postcode("05000"), codes.postcode("00000")) == (
        "01000",
        "05000",
        None,
    )
    assert (codes.department("1"), codes.department("2B"), codes.department("974")) == ("01", "2B", "974")
    assert (codes.uai("50001a"), codes.uai("0050001A"), codes.uai("005")) == (None, "0050001A", None)
    assert (codes.finess("50000012"), codes.rome("j1501"), codes.formacode("43436")) == (
        "050000012",
        "J1501",
        "43436",
    )
    assert [codes.certification(text) for text in ("320", "RNCP036721", "RS5000", "0", "x")] == [
        "RNCP320",
        "RNCP36721",
        "RS5000",
        None,
        None,
    ]


def test_counts_are_small_whole_numbers() -> None:
    assert [codes.count(text) for text in ("35", " 1 540", 35.0, "0", "²", "1" * 6000, "1.2.3", "-4", None)] == [
        35, 1540, 35, None, None, None, None, None, None,
    ]  # fmt: skip
    assert codes.count("12", most=9) is None


def test_addresses_of_pages() -> None:
    assert codes.web("www.exemple.fr/a") == "https://www.exemple.fr/a"
    assert codes.web("http://exemple.fr") == "http://exemple.fr"
    for text in (
        "javascript:alert(1)",
        "a@exemple.fr",
        "-",
        "exemple",
        "https://",
        "http://u:p@exemple.fr",
        "a b.fr",
    ):
        assert codes.web(text) is None


def test_amounts() -> None:
    assert [amount(text) for text in ("6 800,50", "1428.0", "850 €", "1.200,00", "-", None)] == [
        6800.5,
        1428.0,
        850.0,
        1200.0,
        None,
        None,
    ]


def test_texts() -> None:
    assert said(" - ") is said("Néant") is said(None) is said({}) is None
    assert said("l¿accueil d¿un jour ¿") == "l’accueil d’un jour ¿"
    assert name("<b>Métier&nbsp;d&#39;aide</b>\n x") == "Métier d'aide x"
    assert calm("TRAVAUX PUBLICS (BTS)") == "Travaux publics (BTS)"
    assert calm("Déjà calme") == "Déjà calme"
    assert prose("&lt;p&gt;Un&lt;br /&gt;deux&lt;/p&gt;") == "Un\ndeux"


@given(st.text(max_size=60) | st.integers() | st.floats() | st.none() | st.binary(max_size=20))
def test_nothing_breaks_them(value: object) -> None:
    for read in (
        codes.siret,
        codes.insee,
        codes.phone,
        codes.web,
        codes.rome,
        codes.certification,
        said,
        name,
        prose,
        published_hour,
    ):
        found = read(value)
        assert found is None or isinstance(found, str)
    with contextlib.suppress(NotADay):
        published_day(value)
