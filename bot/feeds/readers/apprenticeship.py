"""The national catalogue of apprenticeship trainings: pages of the former catalogue, and of the API « formation v1 »."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feeds.apprenticeship.current import current_training
from bot.feeds.apprenticeship.former import former_training
from bot.feeds.apprenticeship.values import KEY
from bot.feeds.decoding import decode
from bot.feeds.json_stream import json_records
from bot.feeds.records import Item, Position, Skip, Source, Unreadable

NAME = "apprenticeship"


def looks_like(head: bytes, name: str) -> bool:
    """Whether the file is JSON that holds the catalogue's key."""
    text = decode(head).lstrip("\ufeff \t\r\n")
    return text[:1] in ("{", "[") and f'"{KEY}"' in text


def read(source: Source) -> Iterator[Item]:
    """The published trainings of the catalogue; raises `Unreadable` when there is none of any kind."""
    found = False
    for record in json_records(source.path, ("formations", "data", "results")):
        found = True
        position = Position(f"formation {record.index} (ligne {record.line})")
        if not isinstance(record.value, dict):
            reason = record.reason or "ce n’est pas un objet"
            yield Skip(position, f"Cette formation ne peut pas être lue : {reason}.", incomplete=True)
        elif isinstance(record.value.get("identifiant"), dict):
            yield from current_training(record.value, position)
        else:
            yield from former_training(record.value, position)
    if not found:
        raise Unreadable("Le fichier ne contient aucune formation en apprentissage.")
