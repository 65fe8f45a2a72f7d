"""What we replace in Rasa 3.6.21 is still where we expect it, and behaves as the original does."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import unittest
from unittest import mock

import rasa
import rasa.core.actions.action as action_module
import rasa.core.agent as agent_module
import rasa.core.policies.memoization as memoization_module
import rasa.core.policies.rule_policy as rule_policy_module
import rasa.core.processor as processor_module
from jsonschema import ValidationError
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core import trackers as tracker_module
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.engine import graph_runner, rules, runtime
from bot.engine.graph_runner import PlainGraphRunner


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


class Graph(unittest.TestCase):
    """The plain runner gives what Rasa's own gives."""

    def runners(self) -> list[DaskGraphRunner]:
        def node(
            component: type, function: str, needs: dict[str, str], *, target: bool = False
        ) -> SchemaNode:
            return SchemaNode(needs, component, "create", function, {}, is_target=target)

        schema = GraphSchema(
            {
                "sum": node(Sum, "add", {"left": "first", "right": "second"}, target=True),
                "second": node(Sum, "add", {"left": "number", "right": "first"}),
                "first": node(Sum, "add", {"left": "number", "right": "number"}),
                "unused": node(Sum, "add", {"left": "first", "right": "absent"}),
            }
        )
        return [kind(schema, None, ExecutionContext(schema)) for kind in (DaskGraphRunner, PlainGraphRunner)]

    def test_same_outputs(self) -> None:
        for targets in (None, ["second"], ["sum", "first"]):
            outputs = [runner.run({"number": 2}, targets) for runner in self.runners()]
            self.assertEqual(outputs[0], outputs[1])
        self.assertEqual(self.runners()[1].run({"number": 2}), {"sum": 10})

    def test_begun_it_gives_the_same_and_lets_others_go_first(self) -> None:
        runner = self.runners()[1]
        moments: list[str] = []

        async def other() -> None:
            for _ in range(10):
                moments.append("other")
                await asyncio.sleep(0)

        async def both() -> None:
            beside = asyncio.create_task(other())
            await runner.begin({"number": 2}, ["sum"])
            moments.append("begun")
            await beside

        with mock.patch.object(graph_runner, "_SECONDS", -1):
            asyncio.run(both())
        self.assertEqual(moments[:4], ["other", "other", "other", "begun"])
        with mock.patch.object(Sum, "add", side_effect=AssertionError):
            self.assertEqual(runner.run({"number": 2}, ["sum"]), {"sum": 10})
        self.assertEqual(runner.run({"number": 3}, ["sum"]), {"sum": 15})

    def test_same_refusals(self) -> None:
        for runner in self.runners():
            with self.assertRaises(GraphRunError):
                runner.run({"number": "first"})
            with self.assertRaises(GraphRunError):
                runner.run({})

    def test_an_empty_domain_is_told_from_another(self) -> None:
        runtime.adjust_reading()
        self.assertTrue(Domain.empty().is_empty())
        self.assertFalse(Domain.from_dict({"intents": ["pay"]}).is_empty())


class Sum(GraphComponent):
    """Adds two numbers."""

    @classmethod
    def create(cls, **_: object) -> Sum:
        return cls()

    def add(self, left: int, right: int) -> int:
        return left + right


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
