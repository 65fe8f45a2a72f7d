"""What we replace in Rasa 3.6.21 is still where we expect it, and behaves as the original does."""

from __future__ import annotations

import inspect
import json
import re
import unittest

import rasa
import rasa.core.actions.action as action_module
import rasa.core.agent as agent_module
import rasa.core.policies.memoization as memoization_module
import rasa.core.policies.rule_policy as rule_policy_module
import rasa.core.processor as processor_module
import rasa.core.run as run_module
from jsonschema import ValidationError
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core import trackers as tracker_module
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.engine import rules, runtime


class ReplacedNames(unittest.TestCase):
    """Every replaced name exists, in the version we pinned."""

    def test_version(self) -> None:
        self.assertEqual(rasa.__version__, "3.6.21")

    def test_names(self) -> None:
        self.assertTrue(hasattr(action_module, "DEFAULT_REQUEST_TIMEOUT"))
        self.assertIn("DEFAULT_REQUEST_TIMEOUT", inspect.getsource(action_module.RemoteAction.run))
        self.assertTrue(callable(action_module.RemoteAction._validate_action_result))
        self.assertIn("FailSafeTrackerStore", inspect.getsource(agent_module.Agent._create_tracker_store))
        self.assertIn("DaskGraphRunner", inspect.getsource(processor_module.MessageProcessor._load_model))
        self.assertIn(
            "is_empty", inspect.getsource(processor_module.MessageProcessor._check_for_unseen_features)
        )
        self.assertIn(
            "self._action_call_format(tracker, domain)", inspect.getsource(action_module.RemoteAction.run)
        )
        self.assertIn("self.action_endpoint.request(", inspect.getsource(action_module.RemoteAction.run))
        predict = inspect.getsource(rule_policy_module.RulePolicy._predict)
        self.assertEqual(predict.count("self._find_action_from_rules("), 2)
        find = inspect.getsource(rule_policy_module.RulePolicy)
        self.assertIn("self._get_possible_keys(self.lookup[RULES], states)", find)
        self.assertEqual(
            list(inspect.signature(rules._find_action_from_rules).parameters),
            list(inspect.signature(rules.find_action_once).parameters),
        )

    def test_the_server_asks_for_origins_by_this_name(self) -> None:
        self.assertIn(
            "server.configure_cors(app, cors)", inspect.getsource(run_module._create_app_without_api)
        )

    def test_the_server_listens_after_what_is_loaded_at_its_start(self) -> None:
        serve = inspect.getsource(run_module.serve_application)
        self.assertIn("partial(load_agent_on_start, model_path, endpoints, remote_storage)", serve)
        self.assertIn('"before_server_start"', serve)

    def test_a_long_message_is_read_by_the_run_that_follows(self) -> None:
        parse = inspect.getsource(runtime._parse_message)
        self.assertEqual(parse.count("await "), 1)
        self.assertIn("await self.http_interpreter.parse(message)", parse)
        with_graph = inspect.getsource(processor_module.MessageProcessor._parse_message_with_graph)
        self.assertIn("targets=[self.model_metadata.nlu_target]", with_graph)

    def test_slots_are_copied_and_set_where_we_know(self) -> None:
        source = inspect.getsource(tracker_module)
        self.assertEqual(re.findall(r"\bcopy\.\w+\(.*?\)", source), ["copy.copy(slot)"])
        self.assertEqual(source.count("slot.value = "), 1)
        self.assertEqual(source.count("slot.reset()"), 1)

    def test_an_empty_domain_is_told_from_another(self) -> None:
        runtime.adjust_reading()
        self.assertTrue(Domain.empty().is_empty())
        self.assertFalse(Domain.from_dict({"intents": ["pay"]}).is_empty())

    def test_copies_that_are_skipped_are_made_for_debug_lines(self) -> None:
        for module in (processor_module, memoization_module, rule_policy_module):
            source = inspect.getsource(module)
            copies = [at.start() for at in re.finditer(r"\bcopy\.", source)]
            self.assertTrue(copies)
            for at in copies:
                before = source[:at].rsplit("structlogger.debug(", 1)
                self.assertEqual(len(before), 2)
                self.assertNotIn("\n\n", before[1], module.__name__)


class Rules(unittest.TestCase):
    """Rules tried by what they ask give what Rasa finds by trying them all."""

    def test_same_rules(self) -> None:
        def state(action: str, intent: str | None, **slots: object) -> dict[str, object]:
            made: dict[str, object] = {"prev_action": {"action_name": action}}
            if intent:
                made["user"] = {"intent": intent}
            return made | ({"slots": slots} if slots else {})

        actions, intents = ("action_listen", "action_answer"), (None, "pay", "greet")
        all_states = [state(action, intent) for action in actions for intent in intents]
        all_states += [state("action_listen", "pay", shown="should_not_be_set"), {}]
        lookup = {json.dumps(one): "x" for one in ([a, b] for a in all_states for b in all_states)}
        lookup |= {json.dumps([one]): "x" for one in all_states}
        policy = rule_policy_module.RulePolicy.__new__(rule_policy_module.RulePolicy)
        for now in all_states:
            for before in all_states:
                for states in ([now], [before, now], [{}, before, now]):
                    self.assertEqual(
                        rules.possible_keys(policy, lookup, states),
                        rules._get_possible_keys(policy, lookup, states),
                    )


class Adjusted(unittest.TestCase):
    """After `adjust`."""

    @classmethod
    def setUpClass(cls) -> None:
        runtime.adjust()
        cls.action = action_module.RemoteAction("action_pay", EndpointConfig("http://127.0.0.1:1"))

    def test_a_good_answer_passes(self) -> None:
        self.assertTrue(self.action._validate_action_result({"events": [], "responses": []}))

    def test_a_bad_answer_is_refused_and_names_the_action(self) -> None:
        with self.assertRaisesRegex(ValidationError, "action_pay"):
            self.action._validate_action_result({"events": "none", "responses": []})

    def test_what_passes_by_eye_passes_the_schema(self) -> None:
        slot = {"event": "slot", "name": "place", "value": None, "timestamp": None}
        good = [
            {"events": [], "responses": []},
            {"events": [slot, {**slot, "value": {"insee": "05061"}, "timestamp": 1.5}], "responses": [{}]},
            {"events": [{"event": "followup", "name": "action_listen"}], "responses": [{"custom": {}}]},
            {"events": [{"event": "active_loop", "name": None, "metadata": {}}]},
            {},
        ]
        for answer in good:
            self.assertTrue(runtime._is_plain(answer))
            self.assertEqual(list(runtime._response.iter_errors(answer)), [])
        bad: list[object] = [
            [],
            {"events": {}},
            {"events": [slot], "responses": ["words"]},
            {"events": [{"event": "slot", "value": 1}]},
            {"events": [{"event": "slot", "name": "place"}]},
            {"events": [{"event": "slot", "name": 1, "value": 1}]},
            {"events": [{**slot, "timestamp": "now"}]},
            {"events": [{**slot, "timestamp": True}]},
            {"events": [{**slot, "metadata": []}]},
            {"events": [{"event": "unheard_of"}]},
            {"events": ["slot"]},
        ]
        for answer in bad:
            self.assertFalse(runtime._is_plain(answer), answer)
            self.assertTrue(list(runtime._response.iter_errors(answer)), answer)

    def test_a_tracker_store_is_used_bare(self) -> None:
        store = InMemoryTrackerStore(None)
        self.assertIs(agent_module.FailSafeTrackerStore(store), store)

    def test_an_action_has_less_time_than_the_gateway_gives_the_engine(self) -> None:
        self.assertLess(action_module.DEFAULT_REQUEST_TIMEOUT, 5)


if __name__ == "__main__":
    unittest.main()
