"""A conversation replayed once a message: Rasa replays all its events for each policy, each prediction and each action.

What a replay leads to is kept beside the tracker until the message is answered: the next one goes on from there. A tracker
is copied as it stands, and shares its slots with its copies: a slot is copied when it is given a value.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from rasa.shared.core import trackers as tracker_module
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import AnySlotDict, DialogueStateTracker

_KEPT = "_replayed"

_states_for_tracker_history = Domain.states_for_tracker_history
_copy = DialogueStateTracker.copy
_set_slot = DialogueStateTracker._set_slot


def _mark(message: UserUttered | None) -> Any:
    """What predictions change in a message after it was said: how it counts for those that follow."""
    return message and (message.use_text_for_featurization, len(message.entities))


@dataclass
class _Moment:
    """The conversation before an action, or as it stands: its state, and what decides whether a turn is hidden."""

    state: State
    action: dict[str, Any]
    hides: bool
    is_followed: bool
    message: UserUttered | None
    mark: Any

    def own_state(self, domain: Domain) -> State:
        """The state, on copies of its own: those who ask for it change it."""
        if self.mark != _mark(self.message):
            self.mark = _mark(self.message)
            user = domain._get_user_sub_state(SimpleNamespace(latest_message=self.message))
            # In Rasa's order: a state may be written down as it stands.
            self.state = domain._clean_state(
                {"user": user, **{k: v for k, v in self.state.items() if k != "user"}}
            )
        return {name: dict(part) for name, part in self.state.items()}


@dataclass
class _Replay:
    """How far a conversation was replayed, and the moments it went through."""

    domain: Domain
    tracker: DialogueStateTracker
    events: list[Event] = field(default_factory=list)
    moments: list[_Moment] = field(default_factory=list)
    user: tuple[UserUttered | None, Any, dict[str, Any]] | None = None
    here: _Moment | None = None

    def __post_init__(self) -> None:
        """The other slots are no part of a state."""
        self.counting = [name for name, slot in self.tracker.slots.items() if slot.influence_conversation]

    def is_begun_by(self, domain: Domain, events: list[Event]) -> bool:
        """Whether `events` begin with what was replayed."""
        return (
            self.domain is domain
            and all(one is other for one, other in zip(self.events, events, strict=False))
            and len(self.events) <= len(events)
        )

    def go_on(self, events: list[Event]) -> None:
        """Replay the rest of `events`."""
        for event in events[len(self.events) :]:
            if type(event) is ActionExecuted:
                self.moments.append(self.moment(event.hide_rule_turn))
            event.apply_to(self.tracker)
            self.events.append(event)
            self.here = None

    def moment(self, hides: bool) -> _Moment:
        """This moment of the replay; its state is what Rasa's `get_active_state` gives."""
        domain, tracker = self.domain, self.tracker
        followed = bool(tracker.followup_action) or tracker.latest_action_name == tracker.active_loop_name
        message, action = tracker.latest_message, domain._get_prev_action_sub_state(tracker)
        mark = _mark(message)
        if self.user is None or self.user[0] is not message or self.user[1] != mark:
            self.user = message, mark, domain._get_user_sub_state(tracker)
        slots = SimpleNamespace(slots={name: tracker.slots[name] for name in self.counting})
        state = {
            "user": self.user[2],
            "slots": domain._get_slots_sub_state(slots),
            "prev_action": action,
            "active_loop": domain._get_active_loop_sub_state(tracker),
        }
        return _Moment(domain._clean_state(state), action, hides, followed, message, mark)


def _moments(domain: Domain, tracker: DialogueStateTracker) -> list[_Moment]:
    events = tracker.applied_events()
    replay: _Replay | None = tracker.__dict__.get(_KEPT)
    if replay is None or not replay.is_begun_by(domain, events):
        replay = tracker.__dict__[_KEPT] = _Replay(domain, tracker.init_copy())
    replay.go_on(events)
    if replay.here is None:
        replay.here = replay.moment(False)
    return [*replay.moments, replay.here]


def forget(tracker: DialogueStateTracker) -> None:
    """Let go of what was replayed of `tracker`: a conversation that waits for its next message holds no second one."""
    tracker.__dict__.pop(_KEPT, None)


def states_for_tracker_history(
    self: Any,
    tracker: DialogueStateTracker,
    omit_unset_slots: bool = False,
    ignore_rule_only_turns: bool = False,
    rule_only_data: dict[str, Any] | None = None,
) -> list[State]:
    """The states a conversation went through, as Rasa's method of this name gives them, in one replay a message."""
    if omit_unset_slots:
        return _states_for_tracker_history(  # type: ignore[no-any-return]
            self, tracker, omit_unset_slots, ignore_rule_only_turns, rule_only_data
        )
    moments = _moments(self, tracker)
    if not ignore_rule_only_turns:
        return [moment.own_state(self) for moment in moments]
    states: list[State] = []
    action: dict[str, Any] | None = None
    hidden = False
    for moment in moments:
        # Rasa's own steps, in its own order.
        if not hidden:
            action = moment.action
        if not moment.is_followed:
            hidden = moment.hides
        if hidden:
            continue
        state = moment.own_state(self)
        self._remove_rule_only_features(state, rule_only_data)
        if states:
            self._substitute_rule_only_user_input(state, states[-1])
        if action:
            state["prev_action"] = dict(action)
        states.append(self._clean_state(state))
    return states


def _followup(tracker: DialogueStateTracker) -> tuple[bool, str | None]:
    """Whether a replay of `tracker` is sure to end with this action to follow, and which."""
    for event in reversed(tracker.events):
        kind = type(event)
        if kind is ActionExecuted or kind is UserUttered:
            return True, None
        if kind is FollowupAction:
            return True, event.action_name
        if kind is Restarted:
            return True, ACTION_SESSION_START_NAME
        if kind is SessionStarted:
            return True, ACTION_LISTEN_NAME
        if kind is ActionReverted or kind is UserUtteranceReverted:
            return False, None
    return True, ACTION_LISTEN_NAME


def copy_tracker(self: DialogueStateTracker) -> DialogueStateTracker:
    """What Rasa's `copy` gives by replaying every event: the same conversation, with events and slots of its own."""
    sure, followup = _followup(self)
    if not sure:
        return _copy(self)
    copied = object.__new__(type(self))
    copied.__dict__.update(self.__dict__)
    forget(copied)
    copied.events = deque(self.events, self._max_event_history)
    copied.slots = dict(self.slots)
    copied.active_loop = dataclasses.replace(self.active_loop) if self.active_loop else None
    copied.followup_action = followup
    copied.sender_source = copied.model_id = copied.assistant_id = None
    return copied


def set_slot(self: DialogueStateTracker, key: str, value: Any) -> None:
    """Give a slot a value: on a copy, since other trackers may share it."""
    slot = self.slots.get(key)
    if slot is None or isinstance(self.slots, AnySlotDict):
        _set_slot(self, key, value)
        return
    own = self.slots[key] = slot.__copy__()
    own.value = value


def reset_slots(self: DialogueStateTracker) -> None:
    """Give every slot its first value again: on copies, of those that were given another."""
    for name, slot in self.slots.items():
        if slot.has_been_set or slot.value is not slot.initial_value:
            own = self.slots[name] = slot.__copy__()
            own.reset()


def copy_slot(self: Slot) -> Slot:
    """A slot of its own with the same values, as `copy.copy` makes it, at a quarter of the cost."""
    copied = object.__new__(type(self))
    copied.__dict__.update(self.__dict__)
    return copied


# A new tracker shares the slots it is given: it copies them there, and nothing else.
_shared = SimpleNamespace(copy=lambda slot: slot)


def adjust() -> None:
    """Put them in the place of Rasa's."""
    Slot.__copy__ = copy_slot
    tracker_module.copy = _shared
    DialogueStateTracker._set_slot = set_slot
    DialogueStateTracker._reset_slots = reset_slots
    Domain.states_for_tracker_history = states_for_tracker_history
    DialogueStateTracker.copy = copy_tracker
