"""What of Rasa 3.6.21 we replace at run time, each with its reason.

`tests/engine/test_runtime.py` holds that every replaced name still exists where it is expected.
"""

from __future__ import annotations

import logging
from types import NoneType, SimpleNamespace
from typing import Any

import rasa.core.actions.action as action_module
import rasa.core.agent as agent_module
import rasa.core.policies.memoization as memoization_module
import rasa.core.policies.rule_policy as rule_policy_module
import rasa.core.processor as processor_module
import rasa.server as server_module
from jsonschema import Draft202012Validator
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine import replays, rules, shortcuts
from bot.engine.action_calls import ActionCalls
from bot.engine.graph_runner import PlainGraphRunner

logger = logging.getLogger(__name__)

# The gateway gives a turn 5 s in all; Rasa would wait 300 s for an action, with no setting to change it.
ACTION_SECONDS = 4.0

_response = Draft202012Validator(action_module.RemoteAction.action_response_format_spec())


_PLAIN_EVENTS = frozenset({"slot", "followup", "active_loop"})


def _is_plain(result: Any) -> bool:
    """Whether an action's answer is of the form that all ours have, which the schema accepts."""
    if type(result) is not dict or type(result.get("events", [])) is not list:
        return False
    responses = result.get("responses", [])
    if type(responses) is not list or not all(type(response) is dict for response in responses):
        return False
    return all(
        type(event) is dict
        and event.get("event") in _PLAIN_EVENTS
        and type(event.get("timestamp")) in (NoneType, float, int)
        and type(event.get("metadata")) in (NoneType, dict)
        and (event["event"] != "slot" or (type(event.get("name")) is str and "value" in event))
        for event in result.get("events", [])
    )


def _validate_action_result(self: Any, result: dict[str, Any]) -> bool:
    """Check an action's answer: by eye when it has our usual form, else with a schema compiled once.

    Rasa compiles the schema at every call (about 50 ms), and trying an event against its twenty-three forms is long.
    """
    if _is_plain(result):
        return True
    error = next(_response.iter_errors(result), None)
    if error is None:
        return True
    # Rasa appends the action's whole answer to the message; ours names the fault alone.
    error.message += f" (action « {self.name()} »)"
    raise error


_empty = Domain.empty().as_dict()


def _is_empty(self: Domain) -> bool:
    """Whether a domain is empty, without building an empty one to compare with at every message."""
    return bool(self.as_dict() == _empty)


# In these modules every deep copy is made for a debug line that is never written (we log at INFO and above).
_COPYING_FOR_DEBUG = (processor_module, memoization_module, rule_policy_module)
_no_copy = SimpleNamespace(deepcopy=lambda value: value)


# Longer messages take many times the work of a usual one: others are answered meanwhile.
_LONG = 200
_parse_message = processor_module.MessageProcessor.parse_message


async def parse_message(
    self: Any, message: UserMessage, tracker: Any = None, only_output_properties: bool = True
) -> dict[str, Any]:
    """Rasa's own `parse_message`, which holds the event loop as long as it lasts; a long message lets others go first."""
    if self.http_interpreter is None and len(message.text or "") > _LONG:
        if tracker is None:
            tracker = DialogueStateTracker.from_events(message.sender_id, [])
        inputs = {PLACEHOLDER_MESSAGE: [message], PLACEHOLDER_TRACKER: tracker}
        # Nothing comes between the end of this and Rasa's own call of the runner.
        await self.graph_runner.begin(inputs, [self.model_metadata.nlu_target])
    return await _parse_message(self, message, tracker, only_output_properties)  # type: ignore[no-any-return]


def _say_nothing(_tracker: Any) -> None:
    """Rasa writes every slot down twice a message, for a debug line."""


def _ask_no_origins(_app: Any, _origins: Any = "") -> None:
    """Rasa writes the headers of other origins on every answer: no browser comes to the engine."""


def adjust_reading() -> None:
    """Replace what stands between a message and what is understood of it."""
    processor_module.DaskGraphRunner = PlainGraphRunner
    Domain.is_empty = _is_empty
    processor_module.MessageProcessor.parse_message = parse_message
    processor_module.MessageProcessor._log_slots = staticmethod(_say_nothing)
    for module in _COPYING_FOR_DEBUG:
        module.copy = _no_copy


def adjust() -> None:
    """Replace, in this process, the parts of Rasa named above."""
    adjust_reading()
    action_module.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS
    server_module.configure_cors = _ask_no_origins
    action_module.RemoteAction._validate_action_result = _validate_action_result
    rules.adjust()
    replays.adjust()
    shortcuts.adjust()
    calls = ActionCalls(ACTION_SECONDS)
    calls.install()
    # Rasa wraps the tracker store in one that falls back to memory and goes on saying all is well: a store
    # that fails must fail the turn, so that the gateway tells the person and keeps the message.
    agent_module.FailSafeTrackerStore = calls.adopt
