"""Choices and sources about a profession, for every answer that has some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actions.words.wording import distinct, source
from bot.catalogue.models import Profession
from bot.replies import ChoiceDraft, ReplyDraft, Source

_A_TRADE = re.compile(r'/(?:profession_info|training_path)\{"profession": ?"([a-z0-9-]+)"\}')


def choice(title: str, intent: str, profession: Profession) -> ChoiceDraft:
    """A choice that asks `intent` about `profession`."""
    return ChoiceDraft(title=title, payload=f'/{intent}{{"profession": "{profession.slug}"}}')


def trades_offered(replies: Sequence[ReplyDraft]) -> list[str]:
    """The trades that the choices of an answer lead to, in order, when there are several: « le deuxième » means those.

    An answer without a source names examples to ask for one, it lists nothing.
    """
    told = [one for reply in replies if reply.sources for one in reply.choices]
    found = [match[1] for one in told if (match := _A_TRADE.fullmatch(one.payload))]
    return found if len(found) > 1 else []


def sources_of(profession: Profession) -> list[Source]:
    """The pages that were read about `profession`."""
    return distinct([source(entry.url, entry.as_of, entry.title) for entry in profession.sources], 2)


def access_sources(profession: Profession) -> list[Source]:
    """Where the ways in and the conditions of `profession` come from."""
    found = [source(url, profession.access_as_of) for url in profession.access_source_urls]
    found += [source(way.source_url, way.as_of) for way in profession.ways_in]
    return distinct(found, 3)
