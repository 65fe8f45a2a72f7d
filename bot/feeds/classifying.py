"""What a record is about, in the catalogue's words: read with the bot's own lexicon, and said why.

The same words that make the bot understand « JPO IFSI » make an event a `portes-ouvertes` for `infirmier`. Codes (RNCP,
ROME) count where the reference data has them. Whatever is found is shown beside its reason, for a person to correct.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import EventType, Profession, ProfessionDiploma
from bot.catalogue.models.events import AUDIENCES
from bot.feeds.records import EventRecord, TrainingRecord
from bot.french.folding import fold_text
from bot.french.found import Found
from bot.french.lexicon import find_terms

OTHER_KIND = "autre"
_MOST_PROFESSIONS = 12
_READ_CHARACTERS = 2_000
_SHORT = 4
# Kinds that by themselves say that work or training is what the event is about.
_TELLING_KINDS = {
    "job-dating", "semaine-thematique", "reunion-information", "immersion", "simulateur-vieillissement",
    "rencontre-professionnelle", "aller-vers",
}  # fmt: skip
_SCOPE = re.compile(
    r"\b(?:aide a domicile|soins?\b|soignante?s?|sante\b|medico-social\w*|medical\w*|paramedical\w*|infirmier\w*|"
    r"travail social|action sociale|travailleurs? soci\w+|social et|petite enfance|grand age|handicap|ehpad|esat|"
    r"hopita\w+|chu\b|clinique|creche|ifsi|ifas|irts|parcoursup|metiers?\b|orientation (?:scolaire|professionnelle)|"
    r"s'orienter|recrut\w+|emplois?\b|alternance|apprenti\w*|formation\w*|reconversion|vae\b|lycee professionnel|"
    r"portes ouvertes (?:de |du |des |a |au )?(?:l')?(?:ecole|institut|lycee|ifsi|campus|cfa|mfr|universite))"
)
_AUDIENCES = {
    "young": re.compile(
        r"\b(?:lyceen\w*|collegien\w*|eleves?\b|etudiant\w*|jeunes?\b|parcoursup|terminales?\b|"
        r"16[ -](?:a )?25 ans|18[ -](?:a )?25 ans|15[ -](?:a )?29 ans|apres le bac)"
    ),
    "career_change": re.compile(
        r"\b(?:reconversion\w*|demandeu\w+ d'emploi|salarie\w*|adultes?\b|chomeu\w+|vae\b|"
        r"evolution professionnelle|allocataires?)"
    ),
    "counsellor": re.compile(
        r"\b(?:conseill\w+ (?:en|emploi|de|d'orientation|france)|prescripteu\w+|psyen|"
        r"reserve\w* aux professionnels|professionnels de l'orientation|professeu\w+ principa\w+)"
    ),
}
_COUNSELLORS_ALONE = re.compile(
    r"(?:pour |reserve\w* aux? )?(?:les )?(?:conseill\w+|prescripteu\w+|professionnels?)(?: (?:seulement|uniquement))?"
)
_AGES = re.compile(r"de (\d{1,2}) a (\d{1,2}) ans")
_AUDIENCE_LINE = re.compile(
    r"\b(?:public(?:s)?(?: vise\w*| concerne\w*)?|pour qui|destine\w* aux?|reserve\w* aux?)\b[^\n.]{0,160}"
)
_RNCP = re.compile(r"(?:rncp|rs)?\s*0*(\d{3,6})", re.IGNORECASE)


@dataclass(frozen=True)
class Codes:
    """Professions by the codes of the reference data: `rncp` and `diplomas` give one way in, `rome` several trades.

    `via` says, for a code that only the national directory leads to a profession, by which way it does.
    """

    rncp: dict[str, str] = field(default_factory=dict)
    rome: dict[str, tuple[str, ...]] = field(default_factory=dict)
    diplomas: dict[str, str] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    via: dict[str, str] = field(default_factory=dict)


async def load_codes(session: AsyncSession) -> Codes:
    """The codes that the catalogue knows, but for those in doubt."""
    rncp: dict[str, str] = {}
    diplomas: dict[str, str] = {}
    for row in await session.scalars(select(ProfessionDiploma).order_by(ProfessionDiploma.position)):
        if row.rncp and row.rncp_shown:
            rncp.setdefault(_digits(row.rncp), row.profession_slug)
        if row.diploma_slug and row.position == 0:
            diplomas.setdefault(row.profession_slug, row.diploma_slug)
    rome: dict[str, list[str]] = {}
    for slug, told in (
        await session.execute(select(Profession.slug, Profession.rome).order_by(Profession.slug))
    ).all():
        if told.get("code") and told.get("verified"):
            rome.setdefault(str(told["code"]), []).append(slug)
    kinds = frozenset(await session.scalars(select(EventType.slug)))
    return Codes(rncp, {code: tuple(slugs) for code, slugs in rome.items()}, diplomas, kinds)


@dataclass(frozen=True)
class Classes:
    """The classes of a record, and `reasons`: for each, the words or the code that gave it."""

    kind: str = OTHER_KIND
    professions: tuple[str, ...] = ()
    diploma: str | None = None
    audiences: tuple[str, ...] = ()
    in_scope: bool = True
    reasons: dict[str, Any] = field(default_factory=dict)


def _digits(code: str) -> str:
    found = _RNCP.search(code)
    return found[1] if found else code


def _terms(text: str | None) -> list[Found]:
    """What a text names; feeds are not typed on a telephone: what would need a correction is another word."""
    found = find_terms(text[:_READ_CHARACTERS]) if text else []
    return [term for term in found if term.is_filter and not term.details.get("corrected")]


def _professions(texts: Iterable[tuple[str, list[Found]]]) -> dict[str, str]:
    """The trades of the first text that names any, with their words."""
    for where, terms in texts:
        found: dict[str, str] = {}
        for term in terms:
            slug = term.value if term.entity == "profession" else term.details.get("profession")
            # « AS » alone may be several trades: too little to class an event by. So is « das » in a German text.
            vague = term.alternatives and term.entity == "profession"
            short = len(term.text) <= _SHORT and not (term.text.isupper() and where != "description")
            if isinstance(slug, str) and not vague and not short:
                found.setdefault(slug, f"{where} : « {term.text} »")
        if found:
            return dict(list(found.items())[:_MOST_PROFESSIONS])
    return {}


def named_in(title: str) -> str | None:
    """The trade that the title of a certification names, when it names one alone."""
    found = _professions((("intitulé", _terms(title)),))
    return next(iter(found)) if len(found) == 1 else None


def _by_codes(rncp: Iterable[str], rome: Iterable[str], codes: Codes) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in rncp:
        if slug := codes.rncp.get(_digits(code)):
            found.setdefault(slug, f"code RNCP {_digits(code)}{codes.via.get(_digits(code), '')}")
    if not found:
        for code in rome:
            for slug in codes.rome.get(code.strip().upper(), ()):
                found.setdefault(slug, f"code ROME {code.strip().upper()}")
    return found


def classify_event(record: EventRecord, description: str | None, codes: Codes, keeps_all: bool) -> Classes:
    """The classes of an event; `description` is its cleaned text."""
    title, keywords = _terms(record.title), _terms(", ".join(record.keywords))
    body = _terms(description)
    texts = (("titre", title), ("mots-clés", keywords), ("description", body))
    professions = _by_codes(record.rncp, record.rome, codes) or _professions(texts)
    reasons: dict[str, Any] = {"professions": professions}
    kind = OTHER_KIND
    if record.kind in codes.kinds:
        kind, reasons["kind"] = str(record.kind), "donné par la source"
    else:
        for where, terms in (("type", _terms(record.kind)), *texts):
            named = next((term for term in terms if term.entity == "event_type"), None)
            if named is not None:
                kind, reasons["kind"] = named.value, f"{where} : « {named.text} »"
                break
    audiences = _audiences(record, description, reasons)
    in_scope = keeps_all or _is_in_scope(record, description, kind, reasons)
    return Classes(kind, tuple(professions), None, audiences, in_scope, reasons)


def _is_in_scope(record: EventRecord, description: str | None, kind: str, reasons: dict[str, Any]) -> bool:
    """Whether an event has to do with these professions, with finding one's way or work: its title, its place or its
    organiser says so, or its description does more than once. The reason is added to `reasons`."""
    organiser = record.organisation.name if record.organisation else ""
    told = fold_text(" ; ".join((record.title, *record.keywords, record.place.venue or "", organiser)))
    professions = reasons["professions"]
    if any(_is_telling(reason) for reason in professions.values()):
        return True
    if record.rome and not professions:
        reasons["scope"] = f"métiers d'un autre domaine (ROME {', '.join(record.rome[:5])})"
        return False
    if kind in _TELLING_KINDS and not str(reasons.get("kind", "")).startswith("description"):
        return True
    heading = _SCOPE.search(told)
    body = {match.group() for match in _SCOPE.finditer(fold_text((description or "")[:_READ_CHARACTERS]))}
    if heading:
        reasons["scope"] = f"« {heading.group()} »"
        return True
    if len(body) >= (1 if professions else 2):
        reasons["scope"] = ", ".join(f"« {words} »" for words in sorted(body)[:5])
        return True
    reasons["scope"] = "rien n'y parle assez de ces métiers, de formation ou de soin"
    return False


def _is_telling(reason: str) -> bool:
    """Whether a trade was named outside the description, by more than a few letters."""
    words = reason.partition("« ")[2].partition(" »")[0]
    return reason.startswith("code") or (not reason.startswith("description") and len(words) > _SHORT)


def _audiences(record: EventRecord, description: str | None, reasons: dict[str, Any]) -> tuple[str, ...]:
    """Whom it is for; none told, or several told: everyone."""
    own = fold_text(record.audience_words or "")
    told = [("public annoncé", own)] if own else []
    told.append(("titre", fold_text(record.title)))
    lines = _AUDIENCE_LINE.findall(fold_text((description or "")[:_READ_CHARACTERS]))
    told.append(("description", " ".join(lines)))
    for where, text in told:
        if "tout public" in text or "ouvert a tous" in text:
            return ()
        found = {
            name: match.group() for name, pattern in _AUDIENCES.items() if (match := pattern.search(text))
        }
        if text == own and _COUNSELLORS_ALONE.fullmatch(text.strip(" .")):
            found.setdefault("counsellor", text)
        ages = _AGES.search(text)
        if ages and int(ages[2]) <= 29:
            found.setdefault("young", ages.group())
        if found:
            reasons["audiences"] = {name: f"{where} : « {words} »" for name, words in found.items()}
            return tuple(name for name in AUDIENCES if name in found)
    return ()


def classify_training(record: TrainingRecord, description: str | None, codes: Codes) -> Classes:
    """The profession and the diploma of a training: by its codes, else by its title, its keywords, its text."""
    title, keywords = _terms(record.title), _terms(", ".join(record.keywords))
    texts = (("titre", title), ("mots-clés", keywords))
    by_code = _by_codes(record.rncp, (), codes)
    professions = by_code or _professions(texts)
    if not professions:
        by_rome = _by_codes((), record.rome, codes)
        professions = by_rome if len(by_rome) == 1 else {}
    reasons: dict[str, Any] = {"professions": professions}
    diploma = None
    for where, terms in texts:
        named = next((term for term in terms if term.entity == "diploma"), None)
        if named is not None:
            diploma, reasons["diploma"] = named.value, f"{where} : « {named.text} »"
            break
    slug = next(iter(professions), None)
    if diploma is None and slug in codes.diplomas and (by_code or any(term.value == slug for term in title)):
        diploma, reasons["diploma"] = codes.diplomas[slug], "diplôme principal du métier"
    return Classes(OTHER_KIND, tuple(professions), diploma, (), bool(professions or diploma), reasons)
