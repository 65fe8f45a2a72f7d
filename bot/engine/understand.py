"""`orisoin understand`: one text per line in, one JSON per line out, no server needed."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.engine import one_thread, tensorflow_aside
from bot.settings import SettingError, load_settings


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/Paris"))


async def _answer(now: datetime | None) -> None:
    # Rasa writes its log on the standard output: what is printed there must be our JSON alone.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from bot.engine.understanding import Understanding

    settings = load_settings()
    understanding = Understanding(settings.models, settings.model_key)
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8", errors="replace").rstrip("\r\n")
        print(json.dumps(await understanding.read(text, now), ensure_ascii=False), file=output, flush=True)


def main() -> int:
    """Read the arguments and answer until the end of the input."""
    parser = argparse.ArgumentParser(prog="orisoin understand", description=__doc__)
    parser.add_argument("--now", type=_moment, help="le moment (ISO 8601) d'où les dates sont vues")
    arguments = parser.parse_args()
    tensorflow_aside.leave_out()
    one_thread.keep()
    try:
        asyncio.run(_answer(arguments.now))
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
