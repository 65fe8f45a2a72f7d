"""A line of the counsellor's table, and what its cells say: places, telephones, amounts, yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.feeds.cleaning import is_mobile
from bot.feeds.days import read_day
from bot.feeds.records import OrganisationRecord, PlaceRecord, Position
from bot.feeds.tables import Row
from bot.french.folding import fold_text

_YES = ("oui", "o", "x", "1", "vrai", "true", "yes", "obligatoire", "necessaire", "requise")
_NO = ("non", "n", "0", "faux", "false", "no", "sans", "libre", "aucune")
_WAYS = (
    ("deux|mixte|hybride|comodal|presentiel.*(?:distanciel|visio|ligne)", "mixed"),
    ("distanciel|visio|en ligne|webinaire", "online"),
    ("presentiel|sur place", "onsite"),
)
_SITE = re.compile(
    r"(?:www\.|(?:[a-z0-9-]+\.)+(?:fr|com|org|net|eu|gouv\.fr|re|info)(?:/|$))[^\s@]*$", re.IGNORECASE
)
# Thousands are parted by spaces or points, cents come after a comma or a point.
_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ .]\d{3})+|\d{1,7})(?:[,.](\d{1,2}))? ?(?:€|euros?|eur)? ?(?:ttc|ht|net\w*(?: de taxes?)?)?"
)
_TELEPHONE = re.compile(
    r"(?:(?:par |au )?(?:tel\w*|téléphone)[ :.]*|au )?(?:\+33 ?|0)[1-9](?:[ .-]?\d\d){4}", re.IGNORECASE
)
_DAMAGED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line of the table: its number and its cells by the template's keys."""

    number: str
    cells: Row

    @property
    def position(self) -> Position:
        """Where it stands."""
        return Position(f"ligne {self.number}")

    def get(self, key: str) -> str | None:
        """The cell of this key, None when blank."""
        return self.cells.get(key)


def day_of(text: str) -> date:
    """The day of a cell, which a workbook may hold with its hour. Raises ValueError with a French sentence."""
    return read_day(re.sub(r"(?<=\d)T\d\d.*", "", text))


def deadline_of(line: Line, notes: list[str]) -> str | None:
    """The last day to register, in ISO; one that cannot be read is said in `notes`."""
    text = line.get("date_limite_d_inscription")
    if text is None:
        return None
    try:
        return day_of(text).isoformat()
    except ValueError as error:
        notes.append(f"Date limite laissée de côté : {error}.")
        return None


def place_of(line: Line, notes: list[str]) -> PlaceRecord:
    """The place of a line, its codes mended; a code that a spreadsheet has damaged is said in `notes`."""
    place = PlaceRecord(
        venue=line.get("lieu"),
        address=line.get("adresse"),
        postcode=line.get("code_postal"),
        commune=line.get("commune"),
        insee=line.get("code_insee"),
    )
    return replace(place, postcode=_code(place.postcode, notes), insee=_code(place.insee, notes))


def _code(code: str | None, notes: list[str]) -> str | None:
    """A postcode or an INSEE code, with the 0 that a spreadsheet took away."""
    if code and _DAMAGED.fullmatch(code):
        notes.append(f"Le code « {code} » a été abîmé par le tableur : il est laissé de côté.")
        return None
    return f"0{code}" if code and code.isdigit() and len(code) == 4 else code


def attendance_of(line: Line, notes: list[str]) -> str | None:
    """Onsite, online or mixed, by the column « à distance »."""
    text = fold_text(line.get("a_distance") or "")
    if not text:
        return None
    said = next((value for words, value in _WAYS if re.search(words, text)), None)
    if said:
        return said
    told = yes(text)
    if told is None:
        notes.append(f"« à distance : {text[:30]} » n'est pas compris (oui, non ou les deux).")
        return None
    return "online" if told else "onsite"


def organisation_of(line: Line) -> OrganisationRecord | None:
    """Who holds it."""
    name = line.get("organisateur")
    return OrganisationRecord(name=name) if name else None


def phone_of(phone: str | None, notes: list[str]) -> str | None:
    """The telephone of a cell; a mobile is left out, and said in `notes`."""
    if phone and phone.isdigit() and len(phone) == 9:  # the 0 that a spreadsheet took away
        phone = f"0{phone}"
    if phone and is_mobile(phone):
        notes.append(
            "Le numéro de téléphone est un mobile : il est laissé de côté, c'est souvent celui d'une personne."
        )
        return None
    return phone


def registration_of(line: Line, notes: list[str]) -> tuple[str | None, str | None]:
    """The page and the telephone to register by: the cell of the page may hold the telephone."""
    told, phone = line.get("lien_d_inscription"), phone_of(line.get("telephone"), notes)
    if told and _TELEPHONE.fullmatch(told):
        return None, phone or phone_of(re.sub(r"^\D*?(?=[+0])", "", told), notes)
    return page_address(told, notes), phone


def matching(text: str | None, known: tuple[tuple[str, str], ...]) -> list[str]:
    """The values whose word stands in `text`, in the order of `known`, each once."""
    plain = fold_text(text or "")
    return list(dict.fromkeys(value for start, value in known if re.search(rf"\b{start}", plain)))


def yes(text: str | None) -> bool | None:
    """Yes, no, or None for anything else."""
    plain = fold_text(text or "").strip(" .!*")
    first = re.split(r"[\s,;(]", plain, maxsplit=1)[0]
    if first in _YES or plain.startswith("sur "):
        return True
    return False if first in _NO or plain.endswith("libre") else None


def listed(text: str | None) -> list[str]:
    """The parts of a cell that lists several things."""
    return [part.strip() for part in re.split(r"[,;/\n]", text or "") if part.strip()]


def page_address(text: str | None, notes: list[str]) -> str | None:
    """The address of a page, its scheme added when it has none; what is none is said in `notes`."""
    if text is None:
        return None
    if _SITE.match(text):
        text = f"https://{text}"
    if text.startswith(("http://", "https://")):
        return text
    # Not repeated: an e-mail address may be a person's.
    notes.append("Un lien n'est pas l'adresse d'une page (https://…) : il est laissé de côté.")
    return None


def whole_number(text: str | None) -> int | None:
    """A number of seats, of at most six digits: « 60 », « 60 places »."""
    found = re.fullmatch(
        r"(\d{1,6})(?: ?(?:places?|pers\w*\.?|participant\w*))?", fold_text(text or "").strip()
    )
    return int(found[1]) if found else None


def amount_of(text: str | None, notes: list[str]) -> float | None:
    """An amount in euros: « 1 200 € », « 1.200,50 euros TTC »; what is none, or several, is said in `notes`."""
    if text is None:
        return None
    found = _AMOUNT.fullmatch(fold_text(text).strip())
    if found is None and fold_text(text).startswith("gratuit"):
        return 0.0
    if found is None:
        notes.append(f"Le coût « {text[:30]} » n'est pas un montant : il est laissé de côté.")
        return None
    whole = re.sub(r"\D", "", found[1])
    return float(f"{whole}.{found[2] or 0}") if len(whole) < 7 else None
