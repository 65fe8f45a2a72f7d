"""Where an error came from, without what it says: its message could quote a person."""

from __future__ import annotations


def place_of(error: BaseException) -> str:
    """The error's type and the line it came from, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{type(error).__name__} {where}"
