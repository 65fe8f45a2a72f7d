"""What a LHÉO action and its training say that its trainings and its events share, read once."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from bot.feeds import codes
from bot.feeds.identities import derived
from bot.feeds.lheo.elements import organisation_of, phone_of, place_of, text_at, texts_at, venue_of, web_of
from bot.feeds.published_dates import NotADay, published_day
from bot.feeds.records import OrganisationRecord, PlaceRecord, Position


@dataclass(frozen=True)
class Offer:
    """An action of a training. `sites` are its places, each with what tells it from the others."""

    formation: etree._Element
    action: etree._Element
    uid: str
    title: str
    position: Position
    sites: tuple[tuple[str, PlaceRecord], ...]
    organisation: OrganisationRecord | None
    rome: tuple[str, ...]
    formacode: tuple[str, ...]
    rncp: tuple[str, ...]
    url: str | None
    phone: str | None
    updated_at: str | None

    @property
    def place(self) -> PlaceRecord:
        """The first of its places."""
        return self.sites[0][1] if self.sites else PlaceRecord()


def read_offer(
    formation: etree._Element, action: etree._Element, rank: int, title: str, position: Position
) -> Offer:
    """The offer of the `rank`-th action of a training that stands at `position`."""
    rome, formacode = codes_of(formation)
    contacts = [site.find("coordonnees") for site in action.iterfind("lieu-de-formation")]
    places = [
        place_of(contact.find("adresse"), venue_of(contact)) for contact in contacts if contact is not None
    ]
    return Offer(
        formation=formation,
        action=action,
        uid=_uid(formation, action, rank),
        title=title,
        position=Position(f"{position.words}, action {action.get('numero') or rank}"),
        sites=tuple((place.insee or str(number), place) for number, place in enumerate(places, start=1)),
        organisation=organisation_of(formation, action),
        rome=rome,
        formacode=formacode,
        rncp=certifications_of(formation),
        url=web_of(action.find("url-action"), formation.find("url-formation")),
        phone=phone_of(
            *contacts, *_information_contacts(action), formation.find("organisme-formation-responsable")
        ),
        updated_at=_updated(action, formation),
    )


def _information_contacts(action: etree._Element) -> list[etree._Element]:
    """What EDOF calls `contact-information`."""
    return [extra for extra in action.iterfind("extras/extra") if extra.get("info") == "contact-information"]


def _uid(formation: etree._Element, action: etree._Element, rank: int) -> str:
    """What names an action in its feed: its number and its training's, since some exports number actions from 1."""
    own = formation.get("numero") or derived(
        text_at(formation, "intitule-formation"),
        text_at(formation, "organisme-formation-responsable/SIRET-organisme-formation/SIRET"),
        text_at(action, "lieu-de-formation/coordonnees/adresse/codepostal"),
    )
    number = action.get("numero")
    return own if number == own else f"{own}/{number or rank}"


def _updated(*elements: etree._Element) -> str | None:
    """The day of the last change that the feed gives for the first of `elements` that has one."""
    for element in elements:
        for attribute in ("horodatage-modification", "datemaj"):
            try:
                found = published_day(element.get(attribute))
            except NotADay:
                continue
            if found is not None:
                return str(found.day)
    return None


def certifications_of(formation: etree._Element) -> tuple[str, ...]:
    """The numbers of the national certifications a training leads to."""
    found = [codes.certification(text) for text in texts_at(formation, "certification/code-RNCP")]
    found += [codes.certification(text, "RS") for text in texts_at(formation, "certification/code-RS")]
    return tuple(dict.fromkeys(number for number in found if number))


def codes_of(formation: etree._Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ROME codes and the Formacodes of a training."""
    rome = (codes.rome(text) for text in texts_at(formation, "domaine-formation/code-ROME"))
    formacode = (codes.formacode(text) for text in texts_at(formation, "domaine-formation/code-FORMACODE"))
    return tuple(code for code in rome if code), tuple(code for code in formacode if code)
