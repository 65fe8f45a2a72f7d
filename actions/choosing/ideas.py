"""What is said of the trades shown amid the questions that help to choose: none of them, why these, two side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from actions.choosing.proposals_said import asks_why, refuses
from actions.words.wording import rank
from bot.catalogue.orientation import is_proposed
from bot.catalogue.wishes import read
from bot.french.folding import fold_text
from bot.french.normalise import normalise

_MOST = 3  # trades shown at once
_FEWEST = 2
_FEW = 9  # words that point at a trade
_WITH_ITS_ARTICLE = re.compile(r"\b(?:le|la|celui|celle|du|de la|numero)\W+[123dpst]")
# Our own choices are refused by « aucun » alone as well: the trades are meant by these words.
_OF_TRADES = re.compile(
    r"\baucune?\b.*\b(?:me|m')\b ?\w+|\baucune? (?:des (?:trois|3)|de (?:ces|ceux|tout)|d'(?:eux|elles))\b"
    r"|\bces (?:metiers?|boulots?|idees?|trois|3|pistes?|propositions?)\b|\brien (?:de tout ca|la dedans)\b"
    r"|\brien (?:ne )?(?:me |m')\w+"
    r"|\bd'autres (?:metiers?|idees?|pistes?|propositions?)\b|\b(?:les|ces) (?:trois|3) (?:la )?(?:non|bof|nan)\b"
    r"|\b(?:ca|ils|ceux[ -]la|celles[ -]la) (?:ne )?(?:me |m')(?:plai|tent|parl|interess|attir)\w* pas\b"
)
_RANK = (
    r"(?:1er|1ere|premiere?|2e|2eme|2nde?|deuxieme|seconde?|3e|3eme|troisieme|derniere?|un|[123])"
    r"(?! (?:ans?|annees?|mois|semaines?|jours?|heures?|h\b|euros?|fois))\b"
)
_TWO_RANKS = re.compile(
    rf"\b(?:le|la|l'|du|numero|entre) (?:le |la |numero )?{_RANK}.{{0,12}}\b(?:et|ou|avec|que|de|vs|a) (?:le "
    rf"|la |du |numero )?{_RANK}"
)

# « le deuxième », « la 3e ? » point at a proposal; « la première année », « mon premier emploi » do not.
POINTS = re.compile(
    r"(?:\b(?:le|la|celui|celle|du|de la|au|a la|pour|numero)|^(?:et )?)\W*"
    r"(?:1ere?|premiere?|deuxieme|seconde?|2e|2eme|2nde?|troisieme|3e|3eme|derniere?"
    r"|[123](?=\W*$|\W+(?:ca|sa|c|c'est|est|il|elle|combien|ya|y|on|paye|dure|recrute|embauche|en|me|m|s'appelle)\b))\b"
    r"(?! (?:annee|fois|partie|question|emploi|poste|stage|chose|etape|pas\b))"
)
# « lequel est le plus court ? », of the trades shown.
_WHICH = re.compile(
    r"\b(?:lequel|laquelle|lesquels|lesquelles|le quel|la quelle|lekel)\b.{0,24}\b(?:plus|moins|mieux"
    r"|meilleure?s?|pire|paye\w*|paie"
    r"|recrut\w*|embauch\w*|court\w*|facile\w*|long\w*|dur\w*|rapide\w*|gagne\w*)\b"
    r"|\b(?:le|la) (?:plus|moins|mieux) \w+.{0,16}\b(?:des (?:trois|3|deux|2)|c.?est (?:lequel|laquelle))\b"
)
# Questions whose choices speak for themselves: « la différence entre les deux » is asked of the trades.
PLAIN_CHOICES = frozenset({"level", "length", "income", "rhythm", "driving"})


def asks_which_idea(text: str, listed: Any) -> bool:
    """« lequel est le plus court ? », of the trades `listed`."""
    if text.startswith("/") or len(_shown(listed)) < _FEWEST or not is_proposed(_shown(listed)):
        return False
    return _WHICH.search(normalise(text)) is not None


def points_at_idea(text: str, listed: Any, asked: str | None) -> bool:
    """« la deuxième », « c'était quoi la première déjà »: one of the trades `listed`, said to the question `asked`."""
    shown = _shown(listed)
    if not _points(text) or not is_proposed(shown) or rank(text, len(shown)) is None:
        return False
    # « première » says one's class where the level is asked.
    return asked != "level" or _WITH_ITS_ARTICLE.search(fold_text(text)) is not None


def points_at_nothing(text: str, listed: Any) -> bool:
    """« la deuxième », where nothing was `listed`."""
    return not listed and _points(text) and rank(text, _MOST) is not None


def _points(text: str) -> bool:
    few = not text.startswith("/") and len(text.split()) <= _FEW
    return few and POINTS.search(fold_text(text)) is not None and not _TWO_RANKS.search(normalise(text))


def refuses_ideas(text: str, listed: Any) -> bool:
    """Whether none of the trades `listed` is wanted, and nothing else is said: « aucun des trois me plaît »."""
    if text.startswith("/") or "?" in text or not is_proposed(_shown(listed)):
        return False
    return refuses(text) and _OF_TRADES.search(normalise(text)) is not None and not read(text)


def asks_why_ideas(text: str, listed: Any) -> bool:
    """« pourquoi vous me proposez ça ? », of the trades `listed`."""
    return not text.startswith("/") and is_proposed(_shown(listed)) and asks_why(text)


def compares_ideas(text: str, listed: Any) -> bool:
    """« la différence entre le premier et le troisième ? »: two of the trades `listed` are set side by side."""
    if text.startswith("/") or len(_shown(listed)) < _FEWEST or not is_proposed(_shown(listed)):
        return False
    return _TWO_RANKS.search(normalise(text)) is not None


def _shown(listed: Any) -> Sequence[str]:
    return [str(slug) for slug in listed or []][-_MOST:]
