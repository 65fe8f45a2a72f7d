"""Keep the products of a message's few vectors on the thread that asks for them.

OpenBLAS, which numpy brings, shares a product among as many threads as there are cores, and those spin while they wait for
the next: 70 % of the engine's processor time, taken from the gateway and the actions beside it (measured on two cores).
"""

from __future__ import annotations

import os
import sys

_SETTING = "OPENBLAS_NUM_THREADS"


def keep() -> None:
    """One thread for OpenBLAS, unless the environment says how many. Raises RuntimeError once numpy is there: too late."""
    if "numpy" in sys.modules and _SETTING not in os.environ:
        raise RuntimeError("numpy has started its threads already")
    os.environ.setdefault(_SETTING, "1")
