"""When one can register no more: said in a column, in a sentence; and whom an event is for, in a word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.feeds.announced import announced_deadline
from bot.feeds.classifying import Codes, classify_event
from tests.feeds.reading import events, items, notes, times

FIRST = date(2027, 4, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Inscription avant le 25/03/2027 au 04 92 00 00 00.", "2027-03-25"),
        ("Inscriptions obligatoires jusqu'au vendredi 2 avril 2027", "2027-04-02"),
        ("Date limite d'inscription : 1er avril 2027.", "2027-04-01"),
        ("Merci de vous inscrire, réservation par téléphone au plus tard le 10 avril 2027.", "2027-04-10"),
        ("Clôture des inscriptions le 15/04/2027", "2027-04-15"),
        # Not told, without a year, after the event, or of something else.
        (None, None),
        ("Inscription avant le 25 mars", None),
        ("Inscription avant le 31/04/2027", None),
        ("Inscription avant le 16/04/2027", None),
        ("Les vœux Parcoursup sont à confirmer avant le 02/04/2027.", None),
        ("Inscription sur place. Le forum dure jusqu'au 17/04/2027.", None),
    ],
)
def test_the_last_day_to_register_is_read_in_a_sentence(text: str | None, day: str | None) -> None:
    assert announced_deadline(text, FIRST) == day


def test_the_columns_of_a_table_say_it_in_many_ways(tmp_path: Path) -> None:
    head = "titre;date;heure;commune;public;{0};inscription\n"
    for title in ("date limite inscription", "Inscription avant le", "clôture des inscriptions"):
        found = items(
            tmp_path, head.format(title) + "Forum;15/04/2027;9h;Gap;;10/04/2027;04 92 00 00 00\n", "template"
        )
        (one,) = events(found)
        assert (one.registration_deadline, one.registration_phone, one.registration_link) == (
            "2027-04-10", "04 92 00 00 00", None,
        )  # fmt: skip
        assert not notes(found)
    found = items(
        tmp_path, head.format("places") + "Forum;15/04/2027;9h;Gap;;;tel : 06 12 34 56 78\n", "template"
    )
    assert events(found)[0].registration_phone is None and "mobile" in notes(found)[0]


def test_an_evening_ends_in_the_small_hours(tmp_path: Path) -> None:
    text = "titre;date;heure;commune\nNuit;20/04/2027;22h-2h;Gap\nSoir;20/04/2027;18h - 0h;Gap\nFaux;20/04/2027;14h-9h;Gap\n"
    found = items(tmp_path, text, "template")
    assert [times(one)[0] for one in events(found)] == [
        ("2027-04-20T22:00", "2027-04-21T02:00"), ("2027-04-20T18:00", "2027-04-21T00:00"), ("2027-04-20", "2027-04-20"),
    ]  # fmt: skip
    assert len(notes(found)) == 1


@pytest.mark.parametrize(
    ("said", "audiences"),
    [
        ("conseillers", ("counsellor",)), ("Professionnels uniquement", ("counsellor",)), ("prescripteurs", ("counsellor",)),
        ("tout public", ()), ("lycéens et conseillers", ("young",)), ("", ()),
    ],
)  # fmt: skip
def test_whom_it_is_for_in_a_word(tmp_path: Path, said: str, audiences: tuple[str, ...]) -> None:
    (one,) = events(items(tmp_path, f"titre;date;commune;public\nForum;15/04/2027;Gap;{said}\n", "template"))
    assert classify_event(one, None, Codes(), keeps_all=True).audiences == audiences
