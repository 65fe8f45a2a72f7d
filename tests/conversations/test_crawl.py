"""From choice to choice through the whole conversation: no state without an exit, a human from everywhere."""

from __future__ import annotations

from collections import deque

import pytest

from bot.french.folding import fold_text
from tests.service import Conversation, Service

pytestmark = pytest.mark.service

# Choices worth following: each title once is enough, wherever it is offered.
_MOST_STATES = 70
_DEEPEST = 4
_AUDIENCES = (None, "young", "career_change", "counsellor")


def _walk(service: Service, path: tuple[str, ...], audience: str | None) -> Conversation:
    conversation = service.open(**({"audience": audience} if audience else {}))
    for title in path:
        answer = conversation.pick(title)
        assert answer.status == 200, (path, answer)
    return conversation


def _offered(conversation: Conversation) -> list[str]:
    return [choice["title"] for reply in conversation.replies for choice in reply["choices"]]


def _is_question(conversation: Conversation) -> bool:
    return conversation.replies[-1]["text"].rstrip().endswith("?")


def test_every_state_has_an_exit_and_leads_to_a_human(service: Service) -> None:
    waiting: deque[tuple[str | None, tuple[str, ...]]] = deque((audience, ()) for audience in _AUDIENCES)
    seen: set[str] = set()
    states = 0
    while waiting and states < _MOST_STATES:
        audience, path = waiting.popleft()
        conversation = _walk(service, path, audience)
        states += 1
        where = f"{audience}: {' → '.join(path) or 'welcome'}"
        offered = _offered(conversation)
        assert all(reply["text"].strip() for reply in conversation.replies), where
        assert offered or _is_question(conversation) or conversation.replies[-1]["cards"], (
            f"{where}: nothing to answer to in {conversation.said}"
        )
        for title in offered:
            if title not in seen and len(path) < _DEEPEST:
                seen.add(title)
                waiting.append((audience, (*path, title)))
        answer = conversation.send("je veux parler à quelqu'un")
        assert answer.status == 200, where
        said = fold_text(conversation.said)
        cards = {card["kind"] for reply in conversation.replies for card in reply["cards"]}
        assert "contact" in cards or "conseiller" in said, f"{where}: {conversation.said}"
    assert states >= 40, seen


# What people say in passing, which asks nothing.
_IN_PASSING = [
    "merci",
    "ok",
    "super",
    "oui",
    "non",
    "?",
    "d'accord merci",
    "lol",
    "svp",
    "👍",
    "au revoir",
    "bonjour",
]


@pytest.mark.parametrize("said", _IN_PASSING)
@pytest.mark.parametrize("asides", [1, 2, 3])
def test_a_word_in_passing_is_never_met_with_silence(service: Service, said: str, asides: int) -> None:
    """While the questions that help to choose are under way, or wait for the person to be done with something else."""
    conversation = service.open()
    conversation.send("aide moi à choisir un métier")
    for aside in ("c'est quoi un aes ?", "c'est quoi le salaire d'un aes ?", "et les horaires ?")[:asides]:
        conversation.send(aside)
    answer = conversation.send(said)
    assert answer.status == 200, answer
    assert any(reply["text"].strip() for reply in conversation.replies)
