"""`python -m bot.engine.bench`: one of the two engines that `orisoin bench` compares, as a server on loopback.

`stock` is Rasa as it comes: its REST channel, nothing replaced. `orisoin` is what `bot.engine.run` serves. With
`--alone` the call of an action is answered inside the process on both sides, so that the engine alone is measured.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT, load_settings

_REPLY = "Un aide-soignant gagne environ 1 900 € par mois. Voulez-vous savoir comment le devenir ?"


def answer_inside() -> None:
    """Let every custom action answer one sentence without leaving the process."""
    import rasa.core.actions.action as action_module

    async def run(_self: Any, _channel: Any, _nlg: Any, _tracker: Any, _domain: Any) -> list[Any]:
        return [action_module.create_bot_utterance({"text": _REPLY})]

    action_module.RemoteAction.run = run


def serve_stock(model: str, port: int, actions_port: int, store: str | None) -> None:
    """Rasa's own server; `store` is the file of its SQL tracker store, None for its default, in memory."""
    import rasa

    var = load_settings().var
    var.mkdir(parents=True, exist_ok=True)
    described: dict[str, Any] = {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}}
    if store is not None:
        described["tracker_store"] = {"type": "sql", "dialect": "sqlite", "db": store}
    endpoints, credentials = var / "stock-endpoints.yml", var / "stock-credentials.yml"
    endpoints.write_text(yaml.safe_dump(described), encoding="utf-8")
    credentials.write_text("rest:\n", encoding="utf-8")
    rasa.run(
        model=model,
        endpoints=str(endpoints),
        credentials=str(credentials),
        interface="127.0.0.1",
        port=port,
        enable_api=False,
    )


def main() -> None:
    """Serve one engine until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("side", choices=("stock", "orisoin"))
    parser.add_argument("--model", default="")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--actions-port", type=int, default=5055)
    parser.add_argument("--store")
    parser.add_argument("--alone", action="store_true")
    arguments = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    if arguments.side == "orisoin":
        from bot.engine import one_thread, tensorflow_aside

        tensorflow_aside.leave_out()
        one_thread.keep()
    if arguments.alone:
        answer_inside()
    if arguments.side == "stock":
        from bot.engine.logs import quiet_logs

        quiet_logs("WARNING")
        serve_stock(arguments.model, arguments.port, arguments.actions_port, arguments.store)
        return
    from bot.engine import run

    os.chdir(Path(ROOT))
    run.main()


if __name__ == "__main__":
    main()
