"""Work done in a process of its own, beside what goes on here: two machines learn at once."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any


def beside(work: Callable[..., Any], *arguments: Any) -> Callable[[], Any]:
    """Begin `work` in a process of its own, which shares what is in memory; what is returned waits for its result."""
    context = get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sending, work, arguments))
    process.start()
    sending.close()

    def result() -> Any:
        found = receiving.recv()
        process.join()
        return found

    return result


def _send(sending: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    with sending:
        sending.send(work(*arguments))
