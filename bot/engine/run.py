"""Start the engine: Rasa's own server on loopback, with our channel only and what `runtime` replaces."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import yaml

from bot.engine import one_thread, tensorflow_aside
from bot.engine.logs import quiet_logs
from bot.engine.signed import trusted
from bot.settings import ROOT, SettingError, load_settings


def endpoints(actions_url: str, var: Path) -> Path:
    """`endpoints.yml` with the action server of the settings, written where Rasa can read it."""
    described = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    described["action_endpoint"]["url"] = f"{actions_url}/webhook"
    path = var / "engine" / "endpoints.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(described), encoding="utf-8")
    return path


def main() -> None:
    """Serve the newest model of `models/` until stopped, if it is one of ours."""
    try:
        settings = load_settings()
    except SettingError as error:
        sys.exit(str(error))
    try:
        model = trusted(settings.models, settings.model_key)
    except SettingError as error:
        sys.exit(str(error))
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    tensorflow_aside.leave_out()
    one_thread.keep()
    import rasa

    from bot.engine import runtime, warm

    quiet_logs(settings.log_level)
    runtime.adjust()
    warm.adjust()
    rasa.run(
        model=str(model),
        endpoints=str(endpoints(settings.actions_url, settings.var)),
        credentials=str(ROOT / "credentials.yml"),
        interface=settings.engine_host,
        port=settings.engine_port,
        enable_api=False,
        response_timeout=10,
    )


if __name__ == "__main__":
    main()
