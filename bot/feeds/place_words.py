"""The commune that an address or a venue names: its postcode, a part of its own, « IFSI de Gap »; names as compared."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from bot.feeds.records import PlaceRecord
from bot.french.gazetteer import Commune, load_gazetteer
from bot.french.place_names import flatten

_POSTCODE = re.compile(r"(?<!\d)(\d{5})(?!\d)[\s,–-]*([^\d,;()\n]{2,60})?")
_CEDEX = re.compile(r"\bcedex\b.*$")
_DISTRICT = re.compile(r"^(paris|lyon|marseille) (\d{1,2})(?: ?(?:er|e|eme|ieme))?(?: arrondissement)?$")
_DISTRICTS = {"paris": ("751", 20), "lyon": ("6938", 9), "marseille": ("132", 16)}
# A public house that says where it stands: « IFSI de Gap », « Salle des fêtes d'Embrun ».
_HOUSES = (
    "mairie", "ifsi", "ifas", "ifap", "ifps", "cfa", "mfr", "greta", "lyc[ée]e", "coll[èe]ge", "campus", "h[ôo]pital", "ch",
    "chu", "chi", "centre hospitalier", "ehpad", "irts", "irtess", "its", "mission locale", "france travail",
    "p[ôo]le emploi", "cio", "cit[ée] des m[ée]tiers", "m[ée]diath[èe]que", "biblioth[èe]que", "universit[ée]",
    "parc des expositions", "salle polyvalente", "salle des f[êe]tes", "maison de l'emploi", "croix-rouge",
)  # fmt: skip
_INSTITUTION = re.compile(
    rf"^(?:la |le |les |l')?(?:{'|'.join(_HOUSES)})\b[^,;\n]{{0,60}}?"
    r"(?:\s+(?:de|d'|du|des|à)\s*|\s+-\s+)([\w'’ -]{3,40})$",
    re.IGNORECASE,
)
# A smaller one may share its name with a school's founder.
_TOWN = 2_000


def name_key(name: str) -> str:
    """A commune's name as it is compared: « St-Étienne CEDEX 2 » is `saint etienne`."""
    flat = _CEDEX.sub("", flatten(name)).strip(" .,-")
    flat = re.sub(r"\bst(e?)\b", r"saint\1", flat)
    return re.sub(r"\s+", " ", re.sub(r"[^a-z0-9 ]", " ", flat)).strip()


@cache
def communes_by_name() -> dict[str, tuple[Commune, ...]]:
    """The communes by name, and by the names of those that joined them: « Évry » may be either."""
    gazetteer = load_gazetteer()
    found: dict[str, list[Commune]] = {}
    for commune in gazetteer.communes():
        if not commune.city:
            found.setdefault(name_key(commune.name), []).append(commune)
    for name, insee in gazetteer.former_communes:
        commune_now = gazetteer.commune(insee)
        if commune_now is not None:
            found.setdefault(name_key(name), []).append(commune_now)
    return {name: tuple(dict.fromkeys(communes)) for name, communes in found.items()}


def district(key: str) -> Commune | None:
    """The arrondissement of Paris, Lyon or Marseille that a folded name tells: « lyon 3e »."""
    found = _DISTRICT.match(key)
    if found is None:
        return None
    prefix, highest = _DISTRICTS[found[1]]
    number = int(found[2])
    if not 1 <= number <= highest:
        return None
    return load_gazetteer().commune(prefix + str(number).zfill(5 - len(prefix)))


def told_in_address(place: PlaceRecord) -> PlaceRecord:
    """The postcode and the commune that only the address, or the venue, tells."""
    if place.insee or (place.postcode and place.commune):
        return place
    for text in (place.address, place.venue, place.commune):
        for found in _POSTCODE.finditer(text or ""):
            if load_gazetteer().by_postcode(found[1]) or "cedex" in (found[2] or "").lower():
                name = (found[2] or "").strip(" .-")
                name = name or _named_before(text or "", found)
                return replace(
                    place, postcode=place.postcode or found[1], commune=_better(place.commune, name)
                )
    if place.postcode is None and place.commune is None:
        # « IFSI d'exemple, 1 rue de l'Exemple, Gap »: the last part that is a commune's name.
        parts = [
            part for text in (place.venue, place.address) if text for part in re.split(r"[,;\n]| - ", text)
        ]
        for part in reversed(parts[1:] if len(parts) > 1 else parts):
            key = name_key(part)
            if district(key) or (len(communes_by_name().get(key, ())) == 1 and len(key) > 2):
                return replace(place, commune=part.strip())
        if house := _INSTITUTION.search(place.venue or ""):
            key = name_key(house[1])
            named = communes_by_name().get(key, ())
            if len(named) == 1 and (named[0].population or 0) >= _TOWN:
                return replace(place, commune=house[1].strip())
    return place


def _named_before(text: str, found: re.Match[str]) -> str:
    """The commune of a postcode that stands before it: « IFAS Bastia 20200 », « Embrun (05200) »."""
    before = f" {name_key(text[: found.start()])} "
    posted = load_gazetteer().by_postcode(found[1])
    told = [one.name for one in posted if f" {name_key(one.name)} " in before]
    return told[0] if len(told) == 1 else ""


def _better(commune: str | None, found: str) -> str | None:
    if commune and not re.search(r"\d{5}", commune):
        return commune
    return found or None
