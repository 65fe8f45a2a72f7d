"""Closed lists read from the texts of a pay line: which employers it is about, which moment of a career."""

from __future__ import annotations

import re

from bot.french.folding import fold_text

# First match wins: the narrow before the wide. Texts are folded.
_SECTORS = (
    ("any", r"^tous |public / prive|\(departement\) ou associatif"),
    ("home_employer", r"particulier employeur"),
    ("liberal", r"liberal|independant"),
    ("public_territorial", r"creche publique \(territoriale\)"),
    ("public", r"fpt/fph|fph/fpt|grille territoriale, homologue"),
    ("public_hospital", r"\bfph\b"),
    ("public_territorial", r"\bfpt\b"),
    ("public_state", r"public etat|education nationale"),
    ("private", r"associatif ou lucratif|ou d'entreprise|creche privee"),
    ("private_non_profit", r"non lucratif|prive associatif|ccn51|ccn66"),
    ("private", r"prive|cabinet|officine|salarie en centre"),
)
_MOMENTS = (
    ("training", r"en formation"),
    ("average", r"moyenne|mediane|toutes carrieres"),
    ("end", r"^qualifie / fin"),
    ("range", r"^debut(ant)? (de grade )?a |^debutant a "),
    ("beginner", r"debutant|des le debut|apres 1 an|a l'embauche"),
    ("mid", r"milieu|confirme|qualifie"),
    ("end", r"^fin |senior"),
)
_NOT_TO_BE_SHOWN = re.compile(r"ne pas afficher|ne pas l'annoncer")


def _first(rules: tuple[tuple[str, str], ...], text: str) -> str:
    folded = fold_text(text)
    return next((name for name, pattern in rules if re.search(pattern, folded)), "any")


def sector_of(context: str) -> str:
    """The sector (`bot.catalogue.models.pay.SECTORS`) of a pay line's context, `any` when it says none."""
    return _first(_SECTORS, context)


def moment_of(moment: str) -> str:
    """The moment (`bot.catalogue.models.pay.MOMENTS`) of a pay line, `any` when it holds at all times."""
    return _first(_MOMENTS, moment)


def is_hidden(reliability: str | None, to_check: str | None) -> bool:
    """Whether an amount is too doubtful to be shown: of low reliability, with a note that says so."""
    return (
        reliability == "low" and bool(to_check) and bool(_NOT_TO_BE_SHOWN.search(fold_text(to_check or "")))
    )
