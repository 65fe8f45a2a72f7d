"""numpy's threads in an engine: one, settled before numpy is there."""

from __future__ import annotations

import os
import subprocess
import sys
import unittest

_ASK = """
import sys
from bot.engine import run
assert "numpy" not in sys.modules
from bot.engine import one_thread
one_thread.keep()
import numpy
from threadpoolctl import threadpool_info
print(*(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"))
"""


def _ask(**more: str) -> str:
    plain = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")}
    return subprocess.run(
        [sys.executable, "-c", _ASK], env=plain | more, check=True, capture_output=True, text=True
    ).stdout.strip()


class OneThreadTest(unittest.TestCase):
    """What an engine that starts has of numpy's threads."""

    def test_products_stay_on_one_thread(self) -> None:
        """The engine's own modules do not load numpy before the number of threads is settled."""
        self.assertEqual(_ask(), "1")

    def test_the_environment_has_the_last_word(self) -> None:
        """Who sets a number gets it."""
        self.assertEqual(_ask(OPENBLAS_NUM_THREADS="2"), "2")

    def test_too_late_is_said(self) -> None:
        """Once numpy is there its threads are."""
        late = "import numpy\nfrom bot.engine import one_thread\none_thread.keep()"
        plain = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")}
        done = subprocess.run([sys.executable, "-c", late], env=plain, capture_output=True, text=True)
        self.assertIn("RuntimeError", done.stderr)
