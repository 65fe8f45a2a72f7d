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
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

_resolve_by_type = Event.resolve_by_type
_applied_events = DialogueStateTracker.applied_events
_extract_slots = action_module.ActionExtractSlots.run
_VALIDATES = action_module.ACTION_VALIDATE_SLOT_MAPPINGS
_BY_ENTITY, _CUSTOM = str(SlotMappingType.FROM_ENTITY), str(SlotMappingType.CUSTOM)
_FILLED = "_filled_by_messages"

# Events that take nothing back, and nothing away.
PLAIN = frozenset(
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
BEGINNINGS = frozenset({Restarted, SessionStarted})


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
        if kind in PLAIN or (kind is ActiveLoop and not event.name):
            applied.append(event)
        elif kind in BEGINNINGS:
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
    slots = [slot for slot, entities in _filled(domain) if entities is None or not entities.isdisjoint(named)]
    if not slots:
        return []
    narrowed: Any = _Narrowed(domain, slots)
    return await _extract_slots(self, output_channel, nlg, tracker, narrowed)  # type: ignore[no-any-return]


def _filled(domain: Domain) -> list[tuple[Slot, set[str] | None]]:
    """The slots that a message may fill: by which entities only, or None for those filled in other ways too."""
    known: list[tuple[Slot, set[str] | None]] | None = domain.__dict__.get(_FILLED)
    if known is None:
        known = domain.__dict__[_FILLED] = []
        for slot in domain.slots:
            # What an action fills by itself has a mapping that asks for nothing.
            ways = [way for way in slot.mappings if way.get("type") != _CUSTOM or way.get("action")]
            if any(way.get("type") != _BY_ENTITY for way in ways):
                known.append((slot, None))
            elif ways:
                known.append((slot, {way.get("entity") for way in ways}))
    return known


def adjust() -> None:
    """Put them in the place of Rasa's."""
    Event.resolve_by_type = staticmethod(resolve_by_type)
    DialogueStateTracker.applied_events = applied_events
    action_module.ActionExtractSlots.run = extract_slots
