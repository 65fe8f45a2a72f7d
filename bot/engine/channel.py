"""The one channel the gateway talks to: a turn in, reply blocks out, failures told as failures."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from itertools import takewhile
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUtteranceReverted, UserUttered
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.engine.canary import Canary
from bot.engine.context import SPOKEN_OF
from bot.secret import internal_key
from bot.settings import load_settings
from bot.subjects import subject_of_intent, subjects

logger = logging.getLogger(__name__)

# A typed "/" at the start of a text would be read by Rasa as an intent payload: it becomes U+2044, one
# character for one, which `bot.french.folding` reads as the slash it looks like.
_SLASH = "\u2044"
# Gateways keep a connection for a second: an engine that stops serves a little longer, closing each after its answer,
# so that none is cut under a turn.
_LEAVING_SECONDS = 1.2
_NOT_OURS = frozenset({None, "out_of_scope", "gibberish"})
_POINTS = frozenset({"event_detail", "event_search", "no"})  # what « la deuxième » alone is taken for
_OF_THE_FORM = "orientation_"  # the slots that answers to the questions fill begin so
OF_THE_QUESTIONS = "help_choose"  # the subject of those questions


def escape(text: str) -> str:
    """`text` as Rasa may read it: words only, never a payload."""
    stripped = text.lstrip()
    if not stripped.startswith("/"):
        return text
    return text[: len(text) - len(stripped)] + _SLASH + stripped[1:]


def drafts(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reply blocks among the messages an output channel collected; a plain text becomes one."""
    found = []
    for message in messages:
        if "custom" in message:
            found.append(message["custom"])
        elif message.get("text"):
            choices = [
                {"title": button["title"], "payload": button["payload"]}
                for button in message.get("buttons", [])
            ]
            found.append({"text": message["text"], "choices": choices})
    return found


class OrisoinInput(InputChannel):
    """`/webhooks/orisoin`: answers only who knows the internal key, and never 200 for a lost turn."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, in the address and in the tracker."""
        return "orisoin"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes: `turn`, `health` (`?turn=1` has a real turn made), and erasure of a conversation."""
        blueprint = Blueprint("orisoin")
        key = internal_key(load_settings())
        stopping = asyncio.Event()
        canary = Canary()

        @blueprint.listener("before_server_stop")
        async def leave(*_: Any) -> None:
            stopping.set()
            await asyncio.sleep(_LEAVING_SECONDS)

        @blueprint.middleware("response")
        async def close_after(request: Request, _: HTTPResponse) -> None:
            if stopping.is_set():
                request.stream.keep_alive = False

        def allowed(request: Request) -> bool:
            return hmac.compare_digest(request.headers.get("X-Orisoin-Key", "").encode(), key.encode())

        @blueprint.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            ready = agent is not None and agent.is_ready()
            if ready and request.args.get("turn"):
                answered = await canary.answers(on_new_message, agent.tracker_store)
                return response.json(
                    {"status": "ok" if answered else "no answer"}, status=200 if answered else 503
                )
            return response.json({"status": "ok" if ready else "loading"}, status=200 if ready else 503)

        @blueprint.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not allowed(request):
                return response.json({"error": "forbidden"}, status=403)
            body = request.json
            sender, text, payload = body["sender"], body.get("text"), body.get("payload")
            collector = CollectingOutputChannel()
            said = payload if payload is not None else escape(text)
            store = request.app.ctx.agent.tracker_store
            try:
                before = await store.begin(sender)
                spoken_of = before.get_slot("last_subject") if before else None
                metadata = {**(body.get("metadata") or {}), **({SPOKEN_OF: spoken_of} if spoken_of else {})}
                await on_new_message(
                    UserMessage(said, collector, sender, input_channel=self.name(), metadata=metadata)
                )
                replies = drafts(collector.messages)
                if not replies:
                    # Nothing was said: the turn is taken back, so that sending it again finds the
                    # conversation as it was. Rasa's revert also takes the listening that came before it.
                    tracker = await store.retrieve(sender)
                    if tracker is not None:
                        tracker.update(UserUtteranceReverted())
                        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
                        await store.save(tracker)
                    return response.json({"error": "no reply"}, status=502)
                tracker = await store.latest(sender)
                return response.json(
                    {"sender": sender, "replies": replies, "understood": understood(tracker)}
                )
            except Exception as error:  # no detail: the error of a store may quote the person's words
                logger.error("orisoin.turn.failed %s", type(error).__name__)
                return response.json({"error": "failure"}, status=500)

        @blueprint.route("/conversations/<sender>", methods=["DELETE"])
        async def erase(request: Request, sender: str) -> HTTPResponse:
            if not allowed(request):
                return response.json({"error": "forbidden"}, status=403)
            return response.json({"erased": request.app.ctx.agent.tracker_store.erase(sender)})

        return blueprint


def understood(tracker: Any) -> dict[str, Any]:
    """What the engine understood of the last message: intent, subject, confidence and entities.

    Where the intent names no subject of ours, the subject is the one that was answered, which the action remembers:
    « et à Nice ? » is about what was spoken of, and a precise question may be found in words whose intent is in doubt.
    « pas un bureau, jamais » that answers one of the questions that help to choose is about these, whatever its intent.
    """
    message = tracker.latest_message
    intent = message.intent or {}
    name = intent.get("name") or ""
    subject = subject_of_intent().get(name)
    answered = _answered(tracker)
    # « je ne trouve rien à Rodez, vous avez quelque chose ? », of schools just spoken of, is answered as a search for them.
    searched = (subject, answered) == ("event_search", "training_search")
    # « la deuxième », of trades just listed, is answered by that trade.
    pointed = answered in ("profession_info", OF_THE_QUESTIONS) and subject in _POINTS
    if name.startswith("follow_up") or subject in _NOT_OURS or searched or pointed:
        subject = answered or subject
    if subject != "distress" and _under_way(tracker):
        # « quel intérêt, cette question ? » is asked of them too.
        of_them = answered == OF_THE_QUESTIONS or (_fills(tracker) and "?" not in (message.text or ""))
        subject = (answered or OF_THE_QUESTIONS) if of_them else subject
    return {
        "intent": name,
        "subject": subject,
        "confidence": intent.get("confidence"),
        "also": (message.parse_data or {}).get("also", []),
        "entities": [
            {"entity": entity["entity"], "value": entity["value"]} for entity in message.entities or []
        ],
    }


def _since_the_message(tracker: Any) -> list[Any]:
    """The events since the last message, the latest first."""
    return list(takewhile(lambda event: type(event) is not UserUttered, reversed(tracker.events)))


def _under_way(tracker: Any) -> bool:
    """Whether the questions that help to choose were under way when the last message came."""
    loops = [event for event in _since_the_message(tracker) if type(event) is ActiveLoop]
    return not any(event.name for event in loops) and bool(loops or tracker.active_loop)


def _fills(tracker: Any) -> bool:
    """Whether those questions took the last message for an answer."""
    return any(
        type(event) is SlotSet and event.key.startswith(_OF_THE_FORM) and bool(event.value)
        for event in _since_the_message(tracker)
    )


def _answered(tracker: Any) -> str | None:
    """The subject that the answer to the last message remembered to be about; None when it remembered none."""
    for event in reversed(tracker.events):
        kind = type(event)
        if kind is SlotSet and event.key == "last_subject":
            return event.value if event.value in subjects() else None
        if kind is UserUttered:
            return None
    return None
