"""TensorFlow is left out of our processes, and only of those that can do without."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from bot.engine import tensorflow_aside
from bot.settings import ROOT


def _python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True
    )


class TensorflowAsideTest(unittest.TestCase):
    def test_our_configuration_does_without(self) -> None:
        self.assertFalse(tensorflow_aside.is_needed())

    def test_a_configuration_with_a_network_keeps_it(self) -> None:
        for part in (
            "pipeline:\n  - name: DIETClassifier",
            "policies:\n  - name: rasa.core.policies.ted_policy.TEDPolicy",
        ):
            with self.subTest(part), tempfile.TemporaryDirectory() as folder:
                config = Path(folder) / "config.yml"
                config.write_text(f"language: fr\n{part}\n", encoding="utf-8")
                self.assertTrue(tensorflow_aside.is_needed(config))

    def test_the_names_of_the_neural_components_are_rasas(self) -> None:
        import rasa.engine.recipes.default_components as components

        rasas = {one.__name__ for one in components.DEFAULT_COMPONENTS}
        self.assertEqual(tensorflow_aside.NEURAL - rasas, set())

    def test_every_component_of_rasa_that_imports_it_is_listed(self) -> None:
        import rasa.engine.recipes.default_components as components

        importing = {
            one.__name__
            for one in components.DEFAULT_COMPONENTS
            if "\nimport tensorflow"
            in Path(sys.modules[one.__module__].__file__ or "").read_text(encoding="utf-8")
        }
        self.assertEqual(importing - tensorflow_aside.NEURAL, set())

    def test_a_serving_process_holds_none_of_it(self) -> None:
        done = _python(
            "import sys\nfrom bot.engine import tensorflow_aside\ntensorflow_aside.leave_out()\n"
            "import rasa.core.agent, bot.engine.runtime, rasa.engine.recipes.default_recipe\n"
            "print(getattr(sys.modules['tensorflow'], '__file__', None))"
        )
        self.assertEqual(done.stdout.strip().splitlines()[-1:], ["None"], done.stderr)

    def test_what_needs_it_after_all_says_why_it_is_not_there(self) -> None:
        done = _python(
            "from bot.engine import tensorflow_aside\ntensorflow_aside.leave_out()\n"
            "import tensorflow as tf\ntf.keras.layers.Dense(3)"
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Dense needs TensorFlow", done.stderr)


if __name__ == "__main__":
    unittest.main()
