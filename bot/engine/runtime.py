"""What of Rasa 3.6.21 we replace at run time, each with its reason.

`tests/engine/test_runtime.py` holds that every replaced name still exists where it is expected.
"""

from __future__ import annotations

import logging
from typing import Any

import rasa.core.actions.action as action_module
import rasa.core.agent as agent_module
from jsonschema import Draft202012Validator

logger = logging.getLogger(__name__)

# The gateway gives a turn 5 s in all; Rasa would wait 300 s for an action, with no setting to change it.
ACTION_SECONDS = 4.0

_response = Draft202012Validator(action_module.RemoteAction.action_response_format_spec())


def _validate_action_result(self: Any, result: dict[str, Any]) -> bool:
    """Check an action's answer with a schema compiled once: Rasa compiles it at every call (about 50 ms)."""
    error = next(_response.iter_errors(result), None)
    if error is None:
        return True
    # Rasa appends the action's whole answer to the message; ours names the fault alone.
    error.message += f" (action « {self.name()} »)"
    raise error


def adjust() -> None:
    """Replace, in this process, the parts of Rasa named above."""
    action_module.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS
    action_module.RemoteAction._validate_action_result = _validate_action_result
    # Rasa wraps the tracker store in one that falls back to memory and goes on saying all is well: a store
    # that fails must fail the turn, so that the gateway tells the person and keeps the message.
    agent_module.FailSafeTrackerStore = lambda store: store
