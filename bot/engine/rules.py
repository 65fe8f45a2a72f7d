"""Rasa's RulePolicy asked less: rules are matched by intent only, and only those that can match are tried."""

from __future__ import annotations

from typing import Any

from rasa.core.policies.rule_policy import SHOULD_NOT_BE_SET, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

_Asked = tuple["str | None", "str | None"]

_find_action_from_rules = RulePolicy._find_action_from_rules
_get_possible_keys = RulePolicy._get_possible_keys


def find_action_once(
    self: Any, tracker: Any, domain: Domain, use_text_for_last_user_input: bool
) -> tuple[str | None, str | None, bool]:
    """Match the rules by intent only: Rasa also matches them by the words typed, and no rule of ours has any."""
    if use_text_for_last_user_input:
        if not hasattr(self, "_speaks_of_texts"):
            self._speaks_of_texts = any('"text"' in key for rules in self.lookup.values() for key in rules)
        if not self._speaks_of_texts:
            return None, None, False
    return _find_action_from_rules(self, tracker, domain, use_text_for_last_user_input)  # type: ignore[no-any-return]


def possible_keys(self: Any, lookup: dict[str, str], states: list[State]) -> set[str]:
    """The keys of the rules that `states` satisfy; those that ask for another intent or action are left out at once."""
    now = states[-1] if states else {}
    action = now.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    if action is None:
        return _get_possible_keys(self, lookup, states)  # type: ignore[no-any-return]
    intent = now.get(USER, {}).get(INTENT)
    asked = _asked(self, lookup)
    candidates = {
        key: lookup[key]
        for key, (of_action, of_intent) in asked.items()
        if of_action in (None, action) and of_intent in (None, intent)
    }
    return _get_possible_keys(self, candidates, states)  # type: ignore[no-any-return]


def _asked(policy: Any, lookup: dict[str, str]) -> dict[str, _Asked]:
    """For each rule of `lookup`, the action and the intent its last state asks for, None for any."""
    known = policy.__dict__.setdefault("_asked_by_lookup", {})
    if id(lookup) not in known:
        known[id(lookup)] = {key: _last_asked(policy._rule_key_to_state(key)[-1]) for key in lookup}
    return known[id(lookup)]  # type: ignore[no-any-return]


def _last_asked(state: State) -> _Asked:
    action = state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    intent = state.get(USER, {}).get(INTENT)
    return (
        action if isinstance(action, str) and action != SHOULD_NOT_BE_SET else None,
        intent if isinstance(intent, str) and intent != SHOULD_NOT_BE_SET else None,
    )


def adjust() -> None:
    """Put both in the place of Rasa's."""
    RulePolicy._find_action_from_rules = find_action_once
    RulePolicy._get_possible_keys = possible_keys
