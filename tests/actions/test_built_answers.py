"""Answers built from the facts of each profession: short before any card, and easy to read when that is asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from actions.course.base import Answering
from actions.pay import Pay
from actions.professions import ProfessionInfo
from actions.talk.turn import Turn
from actions.training import TrainingPath
from actions.words.easy_words import in_easy_words
from bot.replies import ReplyDraft
from bot.settings import ROOT
from tests.reference.readability import ease

PROFESSIONS = sorted(Path(path).stem for path in (ROOT / "data" / "reference" / "professions").glob("*.yml"))
_MOST = 60  # words before any card
_ASKED: list[tuple[type[Answering], str]] = [
    (ProfessionInfo, "profession_info"),
    (Pay, "pay"),
    (TrainingPath, "training_path"),
]


def asking(session: AsyncSession, intent: str, slug: str, **slots: Any) -> Turn:
    """A turn in which `intent` is asked about the profession `slug`."""
    found = [{"entity": "profession", "value": slug, "start": 0, "end": 1}]
    metadata = {"now": "2026-11-27T10:00:00+01:00"}
    return Turn(session, "dites-moi", intent, found, {"profession": slug, **slots}, metadata, {})


async def answered(
    session: AsyncSession, action: type[Answering], intent: str, slug: str, easy: bool
) -> ReplyDraft:
    turn = asking(session, intent, slug, **({"easy": "on"} if easy else {}))
    (reply,) = await in_easy_words(turn, await action().answer(turn))
    assert turn.easily is easy
    return reply


@pytest.mark.parametrize(("action", "intent"), _ASKED, ids=[intent for _, intent in _ASKED])
async def test_few_words_come_before_a_card(
    session: AsyncSession, action: type[Answering], intent: str
) -> None:
    for slug in PROFESSIONS:
        reply = await answered(session, action, intent, slug, easy=False)
        if reply.cards:
            assert len(reply.text.split()) <= _MOST, (slug, len(reply.text.split()), reply.text)


@pytest.mark.parametrize(("action", "intent"), _ASKED, ids=[intent for _, intent in _ASKED])
async def test_easy_words_keep_the_figures_and_their_sources(
    session: AsyncSession, action: type[Answering], intent: str
) -> None:
    for slug in PROFESSIONS:
        usual = await answered(session, action, intent, slug, easy=False)
        easy = await answered(session, action, intent, slug, easy=True)
        assert easy.sources == usual.sources, slug
        shown = usual.text + str(usual.cards)
        assert set(re.findall(r"\d+", easy.text)) <= set(re.findall(r"\d+", shown)) | {"15"}, slug
        assert "{" not in easy.text, slug
        assert not re.search(r"texte facile", easy.text), slug


async def test_easy_answers_are_easier(session: AsyncSession) -> None:
    """One idea a line: the easy answer is easier than the usual one, by far on the whole."""
    for action, intent in _ASKED:
        usual = [(await answered(session, action, intent, slug, easy=False)).text for slug in PROFESSIONS]
        easy = [(await answered(session, action, intent, slug, easy=True)).text for slug in PROFESSIONS]
        gain = sum(ease(text) for text in easy) - sum(ease(text) for text in usual)
        assert gain / len(PROFESSIONS) > 5, intent
