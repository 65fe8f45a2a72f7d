"""Every conversation of this folder, held through the real gateway, engine and actions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.french.folding import fold_text
from tests.service import Conversation, Service

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))
_KEYS = {
    "say",
    "pick",
    "subject",
    "profession",
    "place",
    "shows",
    "shows_one_of",
    "hides",
    "cards",
    "sourced",
    "choices",
    "examples",
}
_FIGURE = re.compile(r"\d[\d\s\u00a0\u202f,]*(€|%)")

pytestmark = pytest.mark.service


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_conversation(path: Path, service: Service) -> None:
    described = yaml.safe_load(path.read_text(encoding="utf-8"))
    opening = {"audience": described["audience"]} if "audience" in described else {}
    conversation = service.open(**opening)
    for number, turn in enumerate(described["turns"], 1):
        assert not set(turn) - _KEYS, f"unknown keys: {set(turn) - _KEYS}"
        answer = conversation.pick(turn["pick"]) if "pick" in turn else conversation.send(turn["say"])
        where = f"turn {number}, « {turn.get('say') or turn.get('pick')} »"
        assert answer.status == 200, f"{where}: {answer}"
        check_understood(turn, conversation, where)
        check_shown(turn, conversation, where)


def check_understood(turn: dict[str, Any], conversation: Conversation, where: str) -> None:
    understood = conversation.service.understood(conversation.id)[-1]
    if "subject" in turn:
        wanted = turn["subject"] if isinstance(turn["subject"], list) else [turn["subject"]]
        assert understood.get("subject") in wanted, f"{where}: {understood}"
    for entity in ("profession", "place"):
        if entity in turn:
            values = [
                found["value"].get("code") if isinstance(found["value"], dict) else found["value"]
                for found in understood.get("entities", [])
                if found["entity"].startswith(entity)
            ]
            assert turn[entity] in values, f"{where}: {understood}"


def check_shown(turn: dict[str, Any], conversation: Conversation, where: str) -> None:
    replies = conversation.replies
    assert replies, f"{where}: no reply"
    assert all(reply["text"].strip() for reply in replies), f"{where}: an empty reply"
    shown = fold_text(conversation.said)
    for words in turn.get("shows", []):
        assert fold_text(words) in shown, f"{where}: « {words} » is not in {conversation.said}"
    if "shows_one_of" in turn:
        assert any(fold_text(words) in shown for words in turn["shows_one_of"]), (
            f"{where}: {conversation.said}"
        )
    for words in turn.get("hides", []):
        assert fold_text(words) not in shown, f"{where}: « {words} » is in {conversation.said}"
    if "cards" in turn:
        kinds = [card["kind"] for reply in replies for card in reply["cards"]]
        assert turn["cards"] in kinds, f"{where}: cards {kinds}"
    if turn.get("sourced"):
        assert any(reply["sources"] for reply in replies), f"{where}: no source in {conversation.said}"
    if turn.get("examples"):
        shown_cards = [
            card for reply in replies for card in reply["cards"] if card["kind"] in ("event", "training")
        ]
        assert shown_cards and all(card["example"] for card in shown_cards), f"{where}: {shown_cards}"
        assert "exemple" in shown, f"{where}: the examples are not said to be examples"
    for reply in replies:
        check_reply(reply, where)
    if "choices" in turn:
        offered = [choice["title"] for reply in replies for choice in reply["choices"]]
        assert bool(offered) is turn["choices"], f"{where}: choices {offered}"


def check_reply(reply: dict[str, Any], where: str) -> None:
    """What holds in every reply: a figure has a source, and choices fit on a button of any channel."""
    facts = [fact["value"] for card in reply["cards"] if not card["example"] for fact in card["facts"]]
    figures = [text for text in (reply["text"], *facts) if _FIGURE.search(text)]
    assert not figures or reply["sources"], f"{where}: no source for {figures}"
    for choice in reply["choices"]:
        assert len(choice["title"]) <= 24, f"{where}: « {choice['title']} » is too long for a button"
