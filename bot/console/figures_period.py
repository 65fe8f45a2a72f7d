"""What a page of figures is about: days, a site, and what narrows it, as the address gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.catalogue.queries import sites
from bot.catalogue.queries.figures import SMALLEST, Period, hide_small, today
from bot.console import inbox_words as words
from bot.console.keys import caller_of
from bot.console.people import department_names, site_names

_USUAL = timedelta(days=29)
_LONGEST = timedelta(days=731)
TOO_FEW = "Trop peu pour être montré par territoire"
_CHOICES = {
    "audience": (words.AUDIENCES, "Public"),
    "channel": (words.CHANNELS, "Canal"),
    "topic": (words.TOPICS, "Sujet"),
}


@dataclass(frozen=True)
class Chosen:
    """The period to read, the sites one may choose, and what was chosen, for the form and the links.

    `campaign` names the campaign of the site when its days are those of the period: they are, unless others are asked.
    """

    period: Period
    sites: dict[str, str]
    query: dict[str, str]
    error: str | None = None
    campaign: str | None = None

    @property
    def by_territory(self) -> bool:
        """Whether the figures are those of one territory: then small ones are not shown."""
        return bool(self.query.get("department"))

    @property
    def address(self) -> str:
        """The same choice as the end of an address; only what was understood is in it."""
        return "&".join(f"{name}={value}" for name, value in self.query.items())

    @property
    def wider(self) -> Period | None:
        """The same days without site nor filter, but the territory; None when nothing else narrows them.

        What this period leaves of it may be small: by territory, it is not to be found by subtraction.
        """
        period = self.period
        narrowed = dict(period.narrowed or {})
        territory = {name: narrowed.pop(name) for name in ("department",) if name in narrowed}
        if period.site is None and not narrowed:
            return None
        return Period(period.since, period.until, period.sites, None, territory)

    def shown(self, counts: dict[str, int], wider: dict[str, int] | None = None) -> dict[str, int | None]:
        """Totals as they may be shown; `wider` are those without filter."""
        return hide_small(counts, wider) if self.by_territory else dict(counts)


def of_territories(counts: dict[str, int], wider: dict[str, int] | None = None) -> dict[str, int | None]:
    """Totals by territory as they may be shown; no territory is named where the total alone would tell its number."""
    shown = hide_small(counts, wider)
    known = [number for number in counts.values() if number]
    unsafe = None in shown.values() and (len(known) == 1 or sum(known) < SMALLEST)
    return {TOO_FEW: None} if unsafe else shown


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


async def chosen(request: web.Request, session: AsyncSession) -> Chosen:
    """What the address asks for, within the sites that the account sees."""
    caller, query = caller_of(request), request.query
    names = await site_names(session, caller.visible)
    site = query.get("site")
    held = await sites.get(session, str(site)) if site in names else None
    campaign = (held.campaign_starts, held.campaign_ends) if held else (None, None)
    asked = (_day(query.get("du")), _day(query.get("au")))
    first, last = campaign if asked == (None, None) and None not in campaign else asked
    until = last or today()
    since = first or until - _USUAL
    error = None
    if since > until:
        error = "La première date est après la seconde : les jours ont été remis dans l'ordre."
        since, until = until, since
    if until - since > _LONGEST:
        error = "Deux ans au plus sont montrés à la fois."
        since = until - _LONGEST
    kept = {"du": since.isoformat(), "au": until.isoformat()}
    if site in names:
        kept["site"] = str(site)
    narrowed = {}
    for name, (known, _) in _CHOICES.items():
        value = query.get(name)
        if value and value in known:
            narrowed[name] = kept[name] = value
    department = query.get("department")
    if department in department_names():
        narrowed["department"] = kept["department"] = str(department)
    period = Period(since, until, caller.visible, kept.get("site"), narrowed)
    campaign_name = held.campaign_name if held and (since, until) == campaign else None
    return Chosen(period, names, kept, error, campaign_name)


def choices() -> dict[str, tuple[str, dict[str, str]]]:
    """The fields of the form beside days and sites: label and values by name."""
    found = {
        name: (label, {key: value for key, value in known.items() if key})
        for name, (known, label) in _CHOICES.items()
    }
    return {**found, "department": ("Territoire", department_names())}
