"""LHÉO 2.0 to 2.3 (Carif-Oref), the summaries of Intercarif and EDOF (Mon Compte Formation), whatever their version.

Trainings with their sessions; their information dates and recruitment meetings as events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.feeds.decoding import decode
from bot.feeds.lheo.elements import text_at
from bot.feeds.lheo.events import information_of, recruitments_of
from bot.feeds.lheo.offer import read_offer
from bot.feeds.lheo.summaries import training_of_summary
from bot.feeds.lheo.trainings import trainings_of
from bot.feeds.published_text import name
from bot.feeds.records import Item, Note, Position, Skip, Source, Unreadable
from bot.feeds.xml_stream import Cut, cut_records

NAME = "lheo"
_TRAINING, _SUMMARY = "formation", "resume-offre"
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:lheo|lheo-index|offres|resumes-offres)[\s>]")

# One training by itself, as a web service answers.
_ALONE = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?<(?:[A-Za-z_][\w.-]*:)?(?:formation|resume-offre)[\s>]")


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file is XML whose root is LHÉO's."""
    text = decode(head)
    return _ROOT.search(text) is not None or _ALONE.search(text) is not None


def read(source: Source) -> Iterator[Item]:
    """The trainings and events of a LHÉO file, record by record; raises `Unreadable` when it holds no training."""
    found = 0
    for rank, cut in enumerate(cut_records(source.path, (_TRAINING, _SUMMARY)), start=1):
        found = rank
        yield from _record(cut, rank)
    if not found:
        raise Unreadable("Le fichier ne contient aucune formation au format LHÉO.")


def _record(cut: Cut, rank: int) -> Iterator[Item]:
    position = Position(f"formation {rank} (ligne {cut.line})")
    if cut.element is None:
        yield Skip(position, f"Cette formation ne peut pas être lue : {cut.reason}.", incomplete=True)
        return
    title = name(text_at(cut.element, "intitule-formation"))
    if title is None:
        yield Skip(position, "Cette formation n’a pas d’intitulé.")
        return
    if cut.mended:
        yield Note(position, "Le XML de cette formation est mal formé : ce qui pouvait en être lu l’a été.")
    if cut.element.tag == _SUMMARY:
        yield from training_of_summary(cut.element, title, position)
        return
    actions = cut.element.findall("action")
    if not actions:
        yield Skip(position, f"« {title} » n’a aucune action : ni lieu, ni dates.")
    for number, action in enumerate(actions, start=1):
        offer = read_offer(cut.element, action, number, title, position)
        yield from trainings_of(offer)
        yield from information_of(offer)
        yield from recruitments_of(offer)
