"""What agendas say in a title or a sentence for want of a field: cancelled, put off, full; and whose names they tell."""

from __future__ import annotations

from datetime import date

import pytest

from bot.feeds.announced import announced
from bot.feeds.building import build_event
from bot.feeds.classifying import Codes
from bot.feeds.cleaning import without_persons
from bot.feeds.places import resolve
from bot.feeds.records import EventRecord, PlaceRecord, Position, SlotRecord


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("[ANNULÉ] Job dating", "cancelled"), ("Annulé : portes ouvertes", "cancelled"), ("Canceled: Forum", "cancelled"),
        ("Job dating annulé", "cancelled"), ("ÉVÉNEMENT ANNULÉ - Forum", "cancelled"), ("Forum (annulée)", "cancelled"),
        ("REPORTÉ AU 12 MAI - Portes ouvertes", "postponed"), ("Portes ouvertes (reporté)", "postponed"),
        ("COMPLET - Visite de l'EHPAD", "full"), ("Visite – complet", "full"), ("*** COMPLET *** Visite", "full"),
        ("Complet ! Visite de l'EHPAD", "full"),
        ("Forum complet du handicap", None), ("Bilan complet", None), ("Formation complète : AMP", None),
        ("Annulation du permis : atelier", None), ("Le report de soins : parlons-en", None), ("Portes ouvertes", None),
        ("Reporter, un métier", None),
    ],
)  # fmt: skip
def test_titles_that_say_it(title: str, status: str | None) -> None:
    found = announced(title, None)
    assert (found[0] if found else None) == status


def test_sentences_that_say_it() -> None:
    told = "Bonjour. Cette réunion est annulée en raison de la météo."
    assert announced("Réunion d'information", told) == ("cancelled", "cette reunion est annulee")
    assert announced("Forum", "Le forum est reporté au 3 mai.") == ("postponed", "le forum est reporte")
    assert announced("Visite", "L'inscription est annulée sans réponse de votre part.") is None
    assert announced("Visite", "Le petit-déjeuner est complet et offert.") is None


def test_an_event_so_announced_is_kept_with_its_status_and_the_words() -> None:
    record = EventRecord(
        "a", "[COMPLET] Visite", Position("ligne 2"), (SlotRecord("2027-03-28T09:30"),), place=PlaceRecord()
    )
    built = build_event(record, Codes(), True, date(2026, 11, 27))
    assert built.values["status"] == "full" and "complet" in built.values["classification"]["status"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contact : Jean Dupont 06 12 34 56 78", "Contact : [nom retiré] [numéro personnel retiré]"),
        ("Contact : Mission Locale 06 12 34 56 78", "Contact : Mission Locale [numéro personnel retiré]"),
        ("Contact : Jean DUPONT, 04 92 00 00 00", "Contact : [nom retiré], 04 92 00 00 00"),
        ("Marie-Claude Le Goff (mc.legoff@exemple.fr)", "[nom retiré] ([adresse personnelle retirée])"),
        ("animé par Sophie MARTIN et Paul DURAND", "animé par [nom retiré]"),
        ("Appelez le +262 692 12 34 56", "Appelez le [numéro personnel retiré]"),
        ("Appelez le +262 262 90 00 00", "Appelez le +262 262 90 00 00"),
        ("Contact : Lycée CLAUDEL", "Contact : Lycée CLAUDEL"),
        ("Portes ouvertes de l'IFSI : ifsi@exemple.fr", "Portes ouvertes de l'IFSI : ifsi@exemple.fr"),
    ],
)
def test_persons_named_without_a_civility(text: str, expected: str) -> None:
    assert without_persons(text) == expected


@pytest.mark.parametrize(
    ("venue", "commune"),
    [
        ("IFSI de Gap", "Gap"), ("Salle des fêtes d'Embrun", "Embrun"),
        ("Mission locale de Mont-de-Marsan", "Mont-de-Marsan"),
        ("IFSI - Gap", "Gap"), ("Hôtel de Ville", None), ("École de Condé", None), ("Université de Lorraine", None),
        ("CFA de Valence", None), ("Lycée Jean de La Fontaine", None), ("Maison de Santé", None), ("Hôpital de Jour", None),
    ],
)  # fmt: skip
def test_the_town_that_a_venue_names(venue: str, commune: str | None) -> None:
    assert resolve(PlaceRecord(venue=venue)).columns["commune"] == commune


def test_the_name_before_a_postcode_and_no_postcode_by_guess() -> None:
    assert resolve(PlaceRecord(venue="IFAS Bastia 20200")).columns["insee"] == "2B033"
    paris = resolve(PlaceRecord(commune="Paris")).columns
    assert (paris["insee"], paris["postcode"]) == ("75056", None)
    assert resolve(PlaceRecord(commune="Embrun")).columns["postcode"] == "05200"
