"""What the national directory of certifications (RNCP), once imported, says of the codes that trainings name.

Diplomas are renewed every few years, each time under another number: a catalogue that names an older or a newer one than
the reference data still tells its profession. A number that is no longer active is said in the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.models import DirectoryEntry
from bot.feeds import codes as numbers
from bot.feeds.classifying import Codes, named_in
from bot.feeds.storing import parts

_DIRECTORY = "rncp"
_LINKS = ("latest", "replaced_by", "replaces")


@dataclass
class Certifications:
    """The entries met so far: numbers asked for, digests of those found, and in French those that have ended."""

    asked: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)

    async def learn(self, session: AsyncSession, wanted: Iterable[str], codes: Codes, today: date) -> None:
        """Look up the certifications of `wanted` that are new, and add to `codes` the professions they lead to."""
        missing = {number for code in wanted if (number := numbers.certification(code))} - self.asked
        self.asked |= missing
        for some in parts(sorted(missing)):
            statement = select(DirectoryEntry).where(
                DirectoryEntry.directory == _DIRECTORY, DirectoryEntry.code.in_(some)
            )
            for entry in await session.scalars(statement):
                self._take(entry, codes, today)

    def _take(self, entry: DirectoryEntry, codes: Codes, today: date) -> None:
        self.digests[entry.code] = entry.raw_hash
        details: dict[str, str] = entry.details
        until = details.get("valid_until")
        if details.get("status") == "inactive" or (until and until < today.isoformat()):
            after = details.get("latest") or details.get("replaced_by")
            told = f" ; {after} la remplace" if after else ""
            self.ended[entry.code] = f"La certification {entry.code} n'est plus active{told}."
        digits = entry.code.removeprefix("RNCP")
        if not digits.isdigit() or digits in codes.rncp:  # numbers of the other register are another series
            return
        for name in _LINKS:
            other = details.get(name, "").removeprefix("RNCP")
            if slug := codes.rncp.get(other):
                words = "remplace" if name == "replaces" else "est remplacé par"
                codes.rncp[digits], codes.via[digits] = slug, f", qui {words} {other}"
                return
        if slug := named_in(entry.title):
            codes.rncp[digits], codes.via[digits] = slug, f", « {entry.title[:120]} »"

    def digest(self, digest: str, told: Iterable[str]) -> str:
        """The digest of a record with those of its certifications: it is built anew when the directory changes."""
        known = [
            self.digests[number] for code in told if (number := numbers.certification(code)) in self.digests
        ]
        return sha256("|".join((digest, *known)).encode()).hexdigest() if known else digest

    def notes(self, told: Iterable[str]) -> list[str]:
        """What is to be said of the certifications of a record, in French."""
        found = (self.ended.get(numbers.certification(code) or "") for code in told)
        return list(dict.fromkeys(words for words in found if words))
