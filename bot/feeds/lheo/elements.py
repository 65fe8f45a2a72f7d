"""Small readings of LHÉO elements: a text by its path, an extra by its name, a period, a place, an organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bot.feeds import codes
from bot.feeds.coordinates import degrees_of
from bot.feeds.published_dates import NotADay, PublishedDay, published_day
from bot.feeds.published_text import name, said
from bot.feeds.records import OrganisationRecord, PlaceRecord


def text_at(element: etree._Element | None, path: str) -> str | None:
    """The text of the first element at `path` that says something; « - » says nothing."""
    if element is None:
        return None
    for found in _at(element, path):
        text = said("".join(found.itertext()) if len(found) else found.text)
        if text is not None:
            return text
    return None


def _at(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """The elements at `path`; a lone name, nearly always, is looked up without lxml's slower paths."""
    return element.iterfind(path) if "/" in path else element.iterchildren(path)


def texts_at(element: etree._Element, path: str) -> list[str]:
    """All the texts at `path` that say something, each once."""
    found = (said(part.text) for part in _at(element, path))
    return list(dict.fromkeys(text for text in found if text))


def extra(element: etree._Element, info: str) -> str | None:
    """The text of the first `extra` of this element, at any depth of its own `extras`, that is called `info`."""
    for extras in element.iterfind("extras"):
        for found in extras.iter("extra"):
            if found.get("info") == info and (text := said(found.text)):
                return text
    return None


@dataclass(frozen=True)
class Period:
    """A `periode`: its two ends, and what was written there that is no day."""

    start: PublishedDay | None
    end: PublishedDay | None
    wrong: str | None = None


def period_at(element: etree._Element | None, path: str) -> Period:
    """The period at `path`; without ends when there is none."""
    start = end = wrong = None
    try:
        start = published_day(text_at(element, f"{path}/debut"))
    except NotADay as error:
        wrong = str(error)
    try:
        end = published_day(text_at(element, f"{path}/fin"))
    except NotADay as error:
        wrong = str(error)
    return Period(start, end, wrong)


def _coordinates(address: etree._Element, abroad: bool) -> tuple[float | None, float | None]:
    for point in address.iterfind("geolocalisation"):
        found = degrees_of(text_at(point, "latitude"), text_at(point, "longitude"), abroad=abroad)
        if found is not None:
            return found
    return None, None


def place_of(address: etree._Element | None, venue: str | None = None) -> PlaceRecord:
    """The place an `adresse` stands for; regions, sometimes those of before 2016, are left to the commune's code."""
    if address is None:
        return PlaceRecord(venue=venue)
    country = text_at(address, "pays")
    abroad = country is not None and country.upper() not in ("FR", "FRA", "FRANCE")
    latitude, longitude = _coordinates(address, abroad)
    lines = [line for found in address.iterfind("ligne") if (line := name(found.text)) and line != venue]
    return PlaceRecord(
        venue=venue or name(text_at(address, "denomination")),
        address=", ".join(dict.fromkeys(lines)) or None,
        postcode=codes.postcode(text_at(address, "codepostal")),
        commune=name(text_at(address, "ville")),
        insee=codes.insee(text_at(address, "code-INSEE-commune")),
        latitude=latitude,
        longitude=longitude,
        country=country.upper()[:2] if country and abroad else None,
    )


def venue_of(contact: etree._Element) -> str | None:
    """The name of a place in `coordonnees`: its own when it is no person's, else its first line."""
    is_person = text_at(contact, "prenom") is not None or text_at(contact, "civilite") is not None
    own = None if is_person else name(text_at(contact, "nom"))
    return own or name(text_at(contact, "ligne"))


def phone_of(*contacts: etree._Element | None) -> str | None:
    """The first fixed line of `contacts`; mobiles and faxes are never read."""
    for contact in contacts:
        if contact is not None:
            for found in contact.iterfind(".//telfixe/numtel"):
                if phone := codes.phone(found.text):
                    return phone
    return None


def web_of(*elements: etree._Element | None) -> str | None:
    """The first address of a page under these elements."""
    for element in elements:
        if element is not None:
            for found in element.iter("urlweb"):
                if address := codes.web(found.text):
                    return address
    return None


def _organisations(formation: etree._Element, action: etree._Element | None) -> Iterator[OrganisationRecord]:
    responsible = formation.find("organisme-formation-responsable")
    for trainer in action.iterfind("organisme-formateur") if action is not None else ():
        title = name(text_at(trainer, "raison-sociale-formateur"))
        address = trainer.find("contact-formateur/coordonnees/adresse")
        if title:
            yield OrganisationRecord(
                name=title,
                uid=trainer.get("numero"),
                siret=codes.siret(text_at(trainer, "SIRET-formateur/SIRET")),
                uai=codes.uai(text_at(trainer, "code-UAI-formateur")),
                url=web_of(trainer.find("contact-formateur"), responsible),
                phone=phone_of(trainer.find("contact-formateur")),
                place=place_of(address),
            )
    if responsible is not None:
        title = name(text_at(responsible, "nom-organisme")) or name(text_at(responsible, "raison-sociale"))
        siret = codes.siret(text_at(responsible, "SIRET-organisme-formation/SIRET"))
        contact = responsible.find("coordonnees-organisme")
        if title or siret:
            yield OrganisationRecord(
                name=title or f"Organisme {siret}",
                uid=responsible.get("numero"),
                siret=siret,
                uai=codes.uai(text_at(responsible, "code-UAI-organisme-formation")),
                url=web_of(contact, responsible.find("contact-organisme")),
                phone=phone_of(contact, responsible.find("contact-organisme")),
                place=place_of(contact.find("coordonnees/adresse") if contact is not None else None),
            )


def organisation_of(formation: etree._Element, action: etree._Element | None) -> OrganisationRecord | None:
    """Who teaches: the `organisme-formateur` of the action, else the one responsible for the training."""
    return next(_organisations(formation, action), None)
