"""What a person may write in place of a button or a menu: commands, the number or the label of an option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.incoming import Kind
from bot.french.folding import fold_text

_COMMANDS: dict[Kind, frozenset[str]] = {
    "start": frozenset({"/start", "start", "commencer", "demarrer", "recommencer"}),
    "stop": frozenset(
        {"/stop", "stop", "arret", "arreter", "stop svp", "stop merci", "desabonner", "desinscription"}
        | {"me desabonner", "ne m'ecrivez plus", "ne m'ecris plus", "plus de messages", "plus de message"}
    ),
    "erase": frozenset(
        {"/effacer", "effacer", "tout effacer", "effacer tout", "efface tout", "effacez tout"}
        | {
            "effacer la conversation",
            "effacer ma conversation",
            "effacer mes messages",
            "effacer mes donnees",
        }
        | {"supprimer mes donnees", "supprimer la conversation", "supprimer mes messages"}
    ),
    "web": frozenset({"/web", "web", "site", "site web", "continuer sur le web", "continuer sur le site"}),
    "more": frozenset({"/suite", "suite", "la suite", "lire la suite"}),
}
# Telegram's way of naming the bot in a command, and what follows « /start » in an invitation link.
_ADDRESSED = re.compile(r"^(/\w+)@\w+$")
_INVITED = re.compile(r"^/start(@\w+)? \S+$")
_EDGES = " .!?,;:«»\"'()…\u00a0"
_NUMBER = re.compile(r"(?:(?:l')?option |(?:le )?numero |n ?° ?|le )?(\d{1,3})\s?[.)]?")


@dataclass(frozen=True)
class Option:
    """A choice as it was shown: its identifier and its whole title."""

    id: str
    title: str


def _plain(text: str) -> str:
    return " ".join(fold_text(text).strip(_EDGES).split())


def command(text: str) -> Kind | None:
    """The command that `text` is, as a whole; None for anything else."""
    if len(text) > 60:
        return None
    plain = _plain(text)
    if _INVITED.fullmatch(plain):
        return "start"
    plain = _ADDRESSED.sub(r"\1", plain)
    return next((kind for kind, words in _COMMANDS.items() if plain in words), None)


def picked(text: str, options: Sequence[Option], numbered: bool) -> Option | None:
    """The option that `text` means: its label or, where numbers were shown, its number; None for other words."""
    if len(text) > 300:
        return None
    plain = _plain(text)
    number = _NUMBER.fullmatch(plain)
    if numbered and number and 1 <= int(number[1]) <= len(options):
        return options[int(number[1]) - 1]
    titles = [_plain(option.title) for option in options]
    same = [option for option, title in zip(options, titles, strict=True) if title and title == plain]
    return same[0] if same else None
