"""Serve the gateway until stopped: `python -m bot.gateway`."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys

import structlog
import uvloop
from aiohttp import web

from bot.gateway.app import init_app, make_runner
from bot.settings import SettingError, Settings, load_settings
from bot.settled import settle
from bot.subjects import subjects


async def _serve(settings: Settings) -> None:
    subjects()  # read before anybody asks
    runner = make_runner(init_app(settings))
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        settle()
        structlog.get_logger().info("gateway.serving", host=settings.host, port=settings.port)
        await stop.wait()
    finally:
        await runner.cleanup()


def main() -> None:
    """Read the settings and serve."""
    try:
        settings = load_settings()
    except SettingError as error:
        sys.exit(str(error))
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(level))
    try:
        # uvloop's sockets cost half of asyncio's; the engine and the actions run on it too.
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(settings))
    except OSError as error:
        sys.exit(f"Le port {settings.port} ne peut pas être ouvert : {error.strerror}. Voir ORISOIN_PORT.")


if __name__ == "__main__":
    main()
