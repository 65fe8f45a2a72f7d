"""What a process does once all it needs is loaded: what it will hold for good is no longer looked through for garbage."""

from __future__ import annotations

import gc

# Objects made since the last look before the next one. Python's own 700 is passed several times a message, mostly by what
# dies with the message anyway.
_YOUNG = 20_000


def settle() -> None:
    """To be called once, when all is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)
