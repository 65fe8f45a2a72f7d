"""Mon Compte Formation, open data of the Caisse des Dépôts (CSV or JSON), and its older extracts.

The catalogue gives neither town nor date: a directory, by département. Older extracts (`formation.title`, …) give a
postcode and are trainings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.feeds import codes
from bot.feeds.decoding import is_garbled
from bot.feeds.identities import derived
from bot.feeds.lheo.tables import ATTENDANCE
from bot.feeds.lheo.trainings import amount
from bot.feeds.open_data import Row, header_of, read_rows
from bot.feeds.published_dates import NotADay, published_day
from bot.feeds.published_text import name, prose
from bot.feeds.records import DirectoryRecord, Item, Note, PlaceRecord, Skip, Source, TrainingRecord

NAME = "mon-compte-formation"
LICENCE = "Licence Ouverte"
_OLDER = "formation_title"


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file has the columns of the catalogue, or those of its older extracts."""
    columns = header_of(head)
    return {"nom_of", "intitule_formation"} <= columns or {_OLDER, "totalpricettc"} <= columns


def read(source: Source) -> Iterator[Item]:
    """The trainings of the catalogue, as entries of a directory, or of an older extract."""
    waiting: TrainingRecord | None = None
    for row in read_rows(source):
        if isinstance(row, Skip):
            yield row
        elif _OLDER in row.values:
            found = _older(row)
            if isinstance(found, TrainingRecord) and waiting is not None and found.uid == waiting.uid:
                waiting = _merged(waiting, found)
                continue
            if waiting is not None:
                yield waiting
            waiting = found if isinstance(found, TrainingRecord) else None
            if isinstance(found, TrainingRecord):
                yield from _damage(row)
            else:
                yield found
        else:
            yield from _entry(row)
    if waiting is not None:
        yield waiting


def _damage(row: Row) -> Iterator[Note]:
    for value in row.values.values():
        if isinstance(value, str) and is_garbled(value):
            yield Note(row.position, f"Des caractères étaient abîmés : « {value[:120]} ».")
            return


def _merged(first: TrainingRecord, second: TrainingRecord) -> TrainingRecord:
    """The same training published once per ROME code, sometimes in several forms."""
    same = first.attendance == second.attendance
    return replace(
        first,
        rome=tuple(dict.fromkeys([*first.rome, *second.rome])),
        attendance=first.attendance if same else None,
    )


def _older(row: Row) -> TrainingRecord | Skip:
    title = name(row.get(_OLDER))
    if title is None:
        return Skip(row.position, "Cette formation n’a pas d’intitulé.")
    postcode = codes.postcode(row.get("address_postalcode"))
    hours, price = codes.count(row.get("duration")), row.get("totalpricettc")
    conditions = prose(row.get("formation_specificcondition"))
    rome = codes.rome(row.get("formation_proximiteromes_code"))
    return TrainingRecord(
        uid=derived(title, postcode, hours, price, conditions),
        title=title,
        position=row.position,
        mode="continuing",
        rome=(rome,) if rome else (),
        attendance=ATTENDANCE.get(codes.plain(row.get("formation_codemodaliteenseign"))),
        entry_conditions=conditions,
        duration=f"{hours} heures" if hours else None,
        cost=amount(str(price)) if price else None,
        place=PlaceRecord(postcode=postcode),
        licence=LICENCE,
    )


def _number(row: Row, column: str) -> str | None:
    found = amount(codes.plain(row.get(column)))
    return f"{found:g}" if found else None


def _entry(row: Row) -> Iterator[Item]:
    title, school = name(row.get("intitule_formation")), name(row.get("nom_of"))
    if title is None or school is None:
        yield Skip(row.position, "Cette formation n’a pas d’intitulé ou pas d’organisme.")
        return
    if codes.is_scientific(row.get("siret")):
        yield Note(row.position, f"Le SIRET « {row.get('siret')} » a perdu ses chiffres dans un tableur.")
    yield from _damage(row)
    siret, department = codes.siret(row.get("siret")), codes.department(row.get("code_departement"))
    register = "RS" if codes.plain(row.get("type_referentiel")).upper() == "RS" else "RNCP"
    formacodes = (codes.formacode(row.get(f"code_formacode_{rank}")) for rank in range(1, 6))
    number = codes.plain(row.get("numero_formation"))
    try:
        day = published_day(row.get("date_extract"))
    except NotADay:
        day = None
    details = {
        "organisation": school,
        "siret": siret,
        "department": department,
        "certification": codes.certification(row.get("code_rncp", "code_inventaire"), register),
        "certification_title": name(row.get("intitule_certification")),
        "level": name(row.get("libelle_niveau_sortie_formation")),
        "formacode": " ; ".join(code for code in formacodes if code),
        "objective": prose(row.get("objectif_formation"), 1000),
        "strengths": prose(row.get("points_forts"), 1000),
        "hours_min": _number(row, "nombre_heures_total_min"),
        "hours_max": _number(row, "nombre_heures_total_max"),
        "cost_min": _number(row, "frais_ttc_tot_min"),
        "cost_max": _number(row, "frais_ttc_tot_max"),
        "open_sessions": _number(row, "nb_session_active"),
        "online_sessions": _number(row, "nb_session_a_distance"),
        "extracted": str(day.day) if day else None,
    }
    yield DirectoryRecord(
        directory=NAME,
        # The same number comes once per département.
        code=f"{siret or derived(school)[:14]}/{number or derived(title)[:14]}/{department or '-'}",
        title=title,
        position=row.position,
        details={key: value for key, value in details.items() if value},
    )
