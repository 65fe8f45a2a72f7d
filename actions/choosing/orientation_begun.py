"""What was said before the first question that helps to choose, and what a wish after the proposals changes."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker

from actions.choosing.asked_trades import asks_for_trades
from actions.choosing.examples import slot_of, told_in, without_own
from actions.choosing.proposals_said import asks_otherwise, wished_otherwise
from actions.talk.form_turn import FormTurn, earlier_texts
from actions.talk.request import asks_of_its_own
from actions.talk.turn import Turn, audience_of
from bot.catalogue.orientation import ANY, asked_of, is_proposed, questions
from bot.catalogue.wishes import NOTED, merged, of_another, read, shortens, shorter
from bot.french.folding import fold_text
from bot.french.normalise import normalise

_ENOUGH_TOLD = 5  # answers
_SEVERAL = 2  # wishes
OPENING = 10  # messages before the first question in which tastes are looked for
# The help that is asked for is no taste for helping.
_OF_HELP = re.compile(
    r"\b(?:m'|l'|nous |t'|vous )?aid\w*(?:[ -](?:moi|nous|lui|la|le))?(?: (?:a|pour) (?:\w+ )?(?:choisir"
    r"|trouver|savoir|decider|voir))?\b"
)
_ANEW = re.compile(
    r"\b(?:recommenc\w*|refai\w*|refaire|relanc\w*|repren\w*|nouve\w+|a zero|quizz?|questionnaire|questions|test"
    r"|aide\w*"
    r"|choisir|autres? metiers?|orient\w*)\b"
)


def begun(tracker: Tracker, text: str, intent: str | None) -> dict[str, Any]:
    """What was said before the first question, in this message and, the first time, in those before it."""
    found: dict[str, Any] = {}
    texts = [text]
    if intent == "help_choose" and tracker.get_slot("last_list") and _was_full(tracker):
        if changed := _changed(tracker, text):
            return changed
        if not _ANEW.search(normalise(text)):
            return {}  # a remark on the proposals
        # Three trades were proposed and the questions are wanted again: they start anew.
        found = {slot_of(name): None for name in (*questions(), NOTED)}
    elif not FormTurn.read(tracker).resumed:
        texts = [*reversed(earlier_texts(tracker)[:OPENING]), text]
    found = told_in(texts, tracker.slots, found)
    if asks_for_trades(text):
        said = without_own(text)
        wishes = {**_public_of(said), **read(said)}
    else:
        wishes = (
            of_another(_OF_HELP.sub(" ", fold_text(without_own(text))), None)
            if intent == "help_choose"
            # « toujours avec les personnes âgées mais plus la voiture » tells with whom, beside what is refused.
            else _public_of(without_own(text))
            if intent == "nlu_fallback"
            else {}
        )
    for name, value in wishes.items():
        if not found.get(slot_of(name)):
            found[slot_of(name)] = merged(tracker.get_slot(slot_of(name)), value)
    return found


def _changed(tracker: Tracker, text: str) -> dict[str, Any]:
    """The answers that a wish changes after the proposals: « quelque chose de plus court » asks for other ones."""
    if ("?" in text and not asks_otherwise(text)) or not is_proposed(
        (tracker.get_slot("last_list") or [])[-1:]
    ):
        return {}
    found = wished_otherwise(text)
    if shortens(text) and "length" not in found:
        found["length"] = shorter(_before(tracker, slot_of("length")))
    return {slot_of(name): merged(tracker.get_slot(slot_of(name)), value) for name, value in found.items()}


def _before(tracker: Tracker, name: str) -> Any:
    """The value of slot `name` before the latest message, which may be read more than once."""
    value = held = None
    for event in tracker.events:
        if event.get("event") == "user":
            held = value
        elif event.get("event") == "slot" and event.get("name") == name:
            value = event.get("value")
    return held


def _public_of(said: str) -> dict[str, str]:
    """With whom one would work, when the trades of a public are asked for; « je ne sais pas quel métier » names none."""
    public = read(said, "public").get("public")
    return {"public": public} if public and public != ANY else {}


def _was_full(tracker: Tracker) -> bool:
    """Whether every question had its answer before this message; the slots themselves change while it is read."""
    return {slot_of(name) for name in asked_of(audience_of(tracker))} <= FormTurn.read(tracker).before


def told_enough(tracker: Tracker) -> bool:
    """Whether so much was told of one's own accord, and again in this message, that the proposals come now."""
    text = (tracker.latest_message or {}).get("text") or ""
    requested = tracker.get_slot("requested_slot")
    if not requested or text.startswith("/"):
        return False
    told = {slot_of(name): tracker.get_slot(slot_of(name)) for name in questions()}
    known = {slot for slot, value in told.items() if value and value != ANY}
    new = known - FormTurn.read(tracker).before
    return bool(new) and requested not in new and len(known) >= _ENOUGH_TOLD and slot_of("public") in known


def told_much(turn: Turn) -> bool:
    """Whether a message tells so many wishes that the diploma it names is one fact among others."""
    told = [name for name in questions() if name != "level" and slot_of(name) in turn.form.set]
    asks = "?" in turn.text or asks_of_its_own(turn.text)
    return sum(bool(turn.known(slot_of(name))) for name in told) >= (_SEVERAL if asks else 1)
