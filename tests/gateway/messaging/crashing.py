"""A gateway that kills itself at the point written in `$ORISOIN_VAR/point`, once it gets SIGUSR1.

Only constants are made shorter and one function is wrapped: what runs is the service's own code.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.channels import platforms
from bot.gateway import __main__ as gateway
from bot.gateway.messaging import intake, sender, service, worker
from bot.gateway.messaging.dialogue import Dialogue
from bot.gateway.messaging.intake import Intake
from bot.gateway.messaging.pictures import Pictures
from bot.gateway.messaging.sender import Sender
from bot.gateway.messaging.worker import Worker
from bot.gateway.turns import Turns

Owner = tuple[type[Any], str]

# Where it dies: before a function begins, or after it has done its work.
BEFORE: dict[str, Owner] = {
    "before keeping": (Intake, "keep"),
    "before dealing with it": (Worker, "_listen"),
    "before the turn": (Turns, "receive"),
    "before the turn is stored": (Turns, "_store"),
    "before the answer is put in the outbox": (Dialogue, "_answer"),
    "before the platform is called": (Sender, "call"),
}
AFTER: dict[str, Owner] = {
    "after keeping, before saying so": (Intake, "keep"),
    "after the turn": (Turns, "receive"),
    "after the answer is put in the outbox": (Dialogue, "handle"),
    "after the platform has accepted": (Sender, "call"),
}
POINTS = [*BEFORE, *AFTER]
# Reached by an answer with a picture only.
UPLOADED = "after the picture is given to the platform"
AFTER_PICTURE: dict[str, Owner] = {UPLOADED: (Pictures, "_shown")}


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying(function: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    async def dying(*arguments: Any, **options: Any) -> Any:
        if not after:
            _die()
        await function(*arguments, **options)
        _die()

    return dying


def _arm(*_: object) -> None:
    point = (Path(os.environ["ORISOIN_VAR"]) / "point").read_text(encoding="utf-8")
    for points, after in ((BEFORE, False), (AFTER | AFTER_PICTURE, True)):
        if point in points:
            owner, name = points[point]
            setattr(owner, name, _dying(getattr(owner, name), after=after))


def main() -> None:
    """Serve until the point is armed and reached."""
    signal.signal(signal.SIGUSR1, _arm)
    worker.LEASE_SECONDS = 2.0
    worker.POLL_SECONDS = 0.05
    sender.LEASE_SECONDS = 2.0
    sender.CALL_SECONDS = 1.0
    intake.WINDOW_SECONDS = 0.1
    platforms.DOUBT_SECONDS = 4.0
    service.shorten = lambda text, limit: text  # no reading ahead: these processes live a moment
    gateway.main()


if __name__ == "__main__":
    main()
