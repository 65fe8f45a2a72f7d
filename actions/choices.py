"""Choices and sources about a profession, for every answer that has some."""

from __future__ import annotations

from actions.wording import distinct, source
from bot.catalogue.models import Profession
from bot.replies import ChoiceDraft, Source


def choice(title: str, intent: str, profession: Profession) -> ChoiceDraft:
    """A choice that asks `intent` about `profession`."""
    return ChoiceDraft(title=title, payload=f'/{intent}{{"profession": "{profession.slug}"}}')


def sources_of(profession: Profession) -> list[Source]:
    """The pages that were read about `profession`."""
    return distinct([source(entry.url, entry.as_of, entry.title) for entry in profession.sources], 2)


def access_sources(profession: Profession) -> list[Source]:
    """Where the ways in and the conditions of `profession` come from."""
    found = [source(url, profession.access_as_of) for url in profession.access_source_urls]
    found += [source(way.source_url, way.as_of) for way in profession.ways_in]
    return distinct(found, 3)
