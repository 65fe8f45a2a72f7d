"""What an import did, record by record where it matters, in words a counsellor can act on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from bot.feeds.records import Note, Skip

# Of a long list, what is kept to be shown; the counts are always whole.
_SHOWN = 500


def counted(kind: str, count: int) -> str:
    """What records are, in the plural when there are several: « fiches de répertoire »."""
    first, space, rest = kind.partition(" ")
    return f"{first}{'s' if count > 1 else ''}{space}{rest}"


@dataclass
class Report:
    """The counts of an import, and why and where for what was left out.

    `kept` records are `new`, `updated` or `unchanged`. `withdrawn` ones left their feed. `out_of_scope` ones are kept
    but have nothing to do with these professions. `proposals` are likely duplicates of other feeds.
    """

    feed: str
    format: str
    dry_run: bool = False
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    skipped: int = 0
    noted: int = 0
    out_of_scope: int = 0
    proposals: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    skips: list[dict[str, str]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    failure: str | None = None

    @property
    def kept(self) -> int:
        """How many records of the feed are in the catalogue."""
        return self.new + self.updated + self.unchanged

    @property
    def read(self) -> int:
        """How many records the feed held."""
        return self.kept + self.skipped

    def skip(self, skip: Skip) -> None:
        """Count a record that was left out."""
        self.skipped += 1
        if len(self.skips) < _SHOWN:
            self.skips.append({"position": skip.position.words, "reason": skip.reason})

    def note(self, note: Note) -> None:
        """Count something mended or left out of a kept record."""
        self.noted += 1
        if len(self.notes) < _SHOWN:
            self.notes.append({"position": note.position.words, "words": note.words})

    def count(self, kind: str) -> None:
        """Count a kept record by what it is: « événement », « formation »…"""
        self.kinds[kind] = self.kinds.get(kind, 0) + 1

    def as_data(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        return {**asdict(self), "kept": self.kept}

    def lines(self) -> list[str]:
        """The report in French, a line at a time."""
        kinds = ", ".join(f"{count} {counted(kind, count)}" for kind, count in self.kinds.items())
        told = [
            f"Source : {self.feed} (format : {self.format})" + (" — essai, rien n'est écrit" if self.dry_run else ""),
            f"Gardés : {self.kept}" + (f" ({kinds})" if kinds else "")
            + f" — nouveaux : {self.new}, mis à jour : {self.updated}, inchangés : {self.unchanged}",
            f"Retirés : {self.withdrawn}",
            f"Écartés : {self.skipped}",
        ]  # fmt: skip
        told += [f"  - {skip['position']} : {skip['reason']}" for skip in self.skips]
        if self.skipped > len(self.skips):
            told.append(f"  … et {self.skipped - len(self.skips)} autres")
        if self.out_of_scope:
            told.append(
                f"Hors du champ : {self.out_of_scope} (gardés, jamais proposés : rien n'y parle de ces métiers)"
            )
        if self.proposals:
            told.append(f"Doublons possibles avec d'autres sources : {self.proposals} (à trancher)")
        if self.noted:
            told.append(f"Remarques : {self.noted}")
            told += [f"  - {note['position']} : {note['words']}" for note in self.notes[:50]]
            if self.noted > 50:
                told.append(f"  … et {self.noted - 50} autres")
        return told
