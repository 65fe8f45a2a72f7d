"""What Rasa works out anew at every message and can be looked up, or left out when nothing can come of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import rasa.core.actions.action as action_module
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slot_mappings import SlotMappingType
from rasa.shared.core.trackers import DialogueStateTracker

_resolve_by_type = Event.resolve_by_type
_applied_events = DialogueStateTracker.applied_events
_extract_slots = action_module.ActionExtractSlots.run
_VALIDATES = action_module.ACTION_VALIDATE_SLOT_MAPPINGS

# Events that take nothing back.
_PLAIN = frozenset(
    {
        ActionExecuted,
        ActionExecutionRejected,
        BotUttered,
        DefinePrevUserUtteredFeaturization,
        FollowupAction,
        LoopInterrupted,
        SlotSet,
        UserUttered,
    }
)
_BEGINNINGS = frozenset({Restarted, SessionStarted})


@cache
def _known_type(type_name: str) -> type[Event]:
    return _resolve_by_type(type_name)  # type: ignore[no-any-return]


def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The class of an event by its name: Rasa walks through all classes of events, for each event that an action gives."""
    try:
        return _known_type(type_name)
    except ValueError:
        return _resolve_by_type(type_name, default)  # type: ignore[no-any-return]


def applied_events(self: DialogueStateTracker) -> list[Event]:
    """The events that count, by the class they are of; Rasa's own way where some are taken back, or in a form."""
    applied: list[Event] = []
    for event in self.events:
        kind = type(event)
        if kind in _PLAIN or (kind is ActiveLoop and not event.name):
            applied.append(event)
        elif kind in _BEGINNINGS:
            applied = []
        else:
            return _applied_events(self)  # type: ignore[no-any-return]
    return applied


class _Narrowed:
    """A domain with only some of its slots."""

    def __init__(self, domain: Domain, slots: list[Any]) -> None:
        self._domain = domain
        self.slots = slots

    def __getattr__(self, name: str) -> Any:
        return getattr(self._domain, name)


async def extract_slots(
    self: Any, output_channel: Any, nlg: Any, tracker: DialogueStateTracker, domain: Domain
) -> list[Event]:
    """What a message fills: Rasa tries every way to fill every slot; but not those by entities it lacks."""
    if _VALIDATES in domain.user_actions:
        return await _extract_slots(self, output_channel, nlg, tracker, domain)  # type: ignore[no-any-return]
    named = {entity.get("entity") for entity in tracker.latest_message.entities or []}
    by_entity = str(SlotMappingType.FROM_ENTITY)
    slots = [
        slot
        for slot in domain.slots
        if any(
            mapping.get("type") != by_entity or mapping.get("entity") in named for mapping in slot.mappings
        )
    ]
    narrowed: Any = _Narrowed(domain, slots)
    return await _extract_slots(self, output_channel, nlg, tracker, narrowed)  # type: ignore[no-any-return]


def adjust() -> None:
    """Put them in the place of Rasa's."""
    Event.resolve_by_type = staticmethod(resolve_by_type)
    DialogueStateTracker.applied_events = applied_events
    action_module.ActionExtractSlots.run = extract_slots
