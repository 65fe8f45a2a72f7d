"""What we replace in Rasa 3.6.21 is still where we expect it, and behaves as the original does."""

from __future__ import annotations

import inspect
import unittest

import rasa
import rasa.core.actions.action as action_module
import rasa.core.agent as agent_module
from jsonschema import ValidationError
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.utils.endpoints import EndpointConfig

from bot.engine import runtime


class ReplacedNames(unittest.TestCase):
    """Every replaced name exists, in the version we pinned."""

    def test_version(self) -> None:
        self.assertEqual(rasa.__version__, "3.6.21")

    def test_names(self) -> None:
        self.assertTrue(hasattr(action_module, "DEFAULT_REQUEST_TIMEOUT"))
        self.assertIn("DEFAULT_REQUEST_TIMEOUT", inspect.getsource(action_module.RemoteAction.run))
        self.assertTrue(callable(action_module.RemoteAction._validate_action_result))
        self.assertIn("FailSafeTrackerStore", inspect.getsource(agent_module.Agent._create_tracker_store))


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

    def test_a_tracker_store_is_used_bare(self) -> None:
        store = InMemoryTrackerStore(None)
        self.assertIs(agent_module.FailSafeTrackerStore(store), store)

    def test_an_action_has_less_time_than_the_gateway_gives_the_engine(self) -> None:
        self.assertLess(action_module.DEFAULT_REQUEST_TIMEOUT, 5)


if __name__ == "__main__":
    unittest.main()
