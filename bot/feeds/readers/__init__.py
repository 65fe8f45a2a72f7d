"""The formats that can be read, and how the first bytes of a feed tell which one it is.

A reader is a module of this package with `read(source)`, which yields what a feed says (`bot.feeds.records`), and
`looks_like(head, name)`, which recognises its files. To add one: write the module, add its line to `_FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.feeds.readers import (
    apprenticeship,
    finess,
    france_travail,
    icalendar,
    lheo,
    mon_compte_formation,
    onisep,
    openagenda,
    parcoursup,
    rncp,
    rome,
    schema_org,
    template,
    uai,
)
from bot.feeds.records import Item, Source

# What `looks_like` is given: enough for the preamble of any format, little enough to be read at once.
HEAD_BYTES = 64 * 1024


class ReaderModule(Protocol):
    """What a module of this package offers."""

    def read(self, source: Source) -> Iterator[Item]:
        """The items of `source`, one at a time; raises `Unreadable` when nothing of it can be read."""

    def looks_like(self, head: bytes, name: str) -> bool:
        """Whether a file that begins with `head` and is called `name` is of this format."""


@dataclass(frozen=True)
class FormatSpec:
    """A format: the name `--format` takes, its French title, its reader, how its files are recognised.

    `keeps_all`: a person chose each record for this service, so that all of them are in its scope.
    """

    name: str
    title: str
    read: Callable[[Source], Iterator[Item]]
    looks_like: Callable[[bytes, str], bool]
    keeps_all: bool = False


def _spec(name: str, title: str, module: ReaderModule, *, keeps_all: bool = False) -> FormatSpec:
    return FormatSpec(name, title, module.read, module.looks_like, keeps_all)


# The first that recognises a file reads it: the particular before the general.
_FORMATS: tuple[FormatSpec, ...] = (
    _spec("icalendar", "agenda iCalendar (.ics)", icalendar),
    _spec("openagenda", "OpenAgenda (API, export ou jeu de données public)", openagenda),
    _spec("france-travail", "événements de France Travail (JSON)", france_travail),
    _spec("schema-org", "page ou fichier avec des événements schema.org (JSON-LD, microdonnées)", schema_org),
    _spec("lheo", "offre de formation LHÉO (Carif-Oref, Intercarif, EDOF)", lheo),
    _spec("onisep", "établissements et journées portes ouvertes de l'Onisep (CSV, JSON)", onisep),
    _spec("apprenticeship", "catalogue national de l'apprentissage (JSON)", apprenticeship),
    _spec("parcoursup", "cartographie des formations de Parcoursup (CSV, JSON)", parcoursup),
    _spec("mon-compte-formation", "catalogue de Mon Compte Formation (CSV, JSON)", mon_compte_formation),
    _spec("rncp", "certifications de France compétences (archive de CSV)", rncp),
    _spec("rome", "codes ROME de France Travail (CSV)", rome),
    _spec("finess", "établissements de santé et médico-sociaux FINESS (CSV)", finess),
    _spec("uai", "annuaire des établissements scolaires ACCE (CSV)", uai),
    _spec("template", "tableau d'événements ou de formations (CSV, XLSX, ODS)", template, keeps_all=True),
)

READERS: dict[str, FormatSpec] = {spec.name: spec for spec in _FORMATS}


def detect(path: Path, name: str) -> FormatSpec | None:
    """The format of the file at `path`, known as `name`; None when no reader recognises it."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return next((spec for spec in READERS.values() if spec.looks_like(head, name.lower())), None)
