"""The action server is ready to answer when it says so."""

from __future__ import annotations

import subprocess
import sys

_SAY = """
from actions.warm import warm
warm()
from actions.narrow.listed import points
from bot.french.gazetteer import load_gazetteer
assert points.cache_info().currsize == 1 and load_gazetteer.cache_info().currsize == 1
from bot.french.place_of import find_place
before = load_gazetteer.cache_info().misses
assert find_place("Gap") is not None
assert load_gazetteer.cache_info().misses == before
from time import perf_counter
from bot.catalogue.wishes import read
began = perf_counter()
assert read("plutôt les enfants, sans les nuits", "public")
assert perf_counter() - began < 0.2  # the names of places alone take most of a second
"""


def test_places_and_questions_are_read_before_the_first_message() -> None:
    done = subprocess.run([sys.executable, "-c", _SAY], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
