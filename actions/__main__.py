"""Serve the actions on loopback: rasa-sdk's own application, in one process."""

from __future__ import annotations

import logging
import sys
import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from actions.warm import warm
from bot.settings import SettingError, load_settings
from bot.settled import settle


def main() -> None:
    """Register every action of this package and serve until stopped."""
    try:
        settings = load_settings()
    except SettingError as error:
        sys.exit(str(error))
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # rasa-sdk warns that Rasa 3.6 is not its version: the protocol they speak is the same.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    # The form reads answers by extraction alone; rasa-sdk would warn at every turn that no slot has a validation.
    logging.getLogger("rasa_sdk.forms").setLevel(logging.ERROR)
    logging.getLogger("rasa_sdk.executor").setLevel(
        logging.WARNING
    )  # one line for each action at every start
    executor = ActionExecutor()
    executor.register_package("actions")
    warm()
    app = create_app(executor, cors_origins=None)
    settle()
    app.run(
        host=settings.actions_host,
        port=settings.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )


if __name__ == "__main__":
    main()
