"""`orisoin talk`: a conversation in the terminal, with the service that runs or one of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console
from rich.markdown import Markdown
from rich.panel import Panel

from bot.command.setup import ROOT, SERVICE_PYTHON, quiet_environment
from bot.settings import SettingError, Settings, load_settings

_WAIT_SECONDS = 180
_console = Console()


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def own_service(settings: Settings) -> Iterator[str]:
    """Start the whole service on free ports of loopback, give its address, stop it at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **quiet_environment(),
        "ORISOIN_HOST": "127.0.0.1",
        "ORISOIN_PORT": str(port),
        "ORISOIN_PUBLIC_URL": address,
        "ORISOIN_ENGINE_PORT": str(free_port()),
        "ORISOIN_ACTIONS_PORT": str(free_port()),
        "ORISOIN_DATABASE_URL": settings.database_url,
        "ORISOIN_LOG_LEVEL": "WARNING",
    }
    with tempfile.NamedTemporaryFile("w+", suffix=".log", delete=False) as log:
        process = subprocess.Popen(
            [str(SERVICE_PYTHON), "-m", "bot.command.supervise"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        Path(log.name).unlink(missing_ok=True)


async def is_ready(address: str) -> bool:
    """Whether the service at `address` says that it can answer."""
    timeout = aiohttp.ClientTimeout(total=3)
    with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{address}/readyz") as answer,
        ):
            return answer.status == 200
    return False


async def converse(address: str) -> None:
    """Hold one conversation until the end of the input; an empty line is ignored, « fin » ends it."""
    async with aiohttp.ClientSession(base_url=address) as session:
        async with session.post("/api/v1/conversations", json={}) as answer:
            opened = await answer.json()
        choices = show(opened["replies"])
        headers = {"Authorization": f"Bearer {opened['token']}"}
        while True:
            try:
                said = (await asyncio.to_thread(input, "\nVous : ")).strip()
            except (EOFError, KeyboardInterrupt):
                return
            if not said:
                continue
            if said.lower() in ("fin", "quitter", "exit"):
                return
            body: dict[str, Any] = {"id": str(uuid.uuid4()), "text": said}
            if said.isdigit() and 0 < int(said) <= len(choices):
                body = {"id": body["id"], "choice": choices[int(said) - 1]["id"]}
            path = f"/api/v1/conversations/{opened['conversation']}/messages"
            async with session.post(path, json=body, headers=headers) as answer:
                result = await answer.json()
            if "detail" in result:
                _console.print(result["detail"], style="red")
            choices = show(result.get("replies", []))


def show(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Print replies and return the choices of the last one that has any, in order."""
    choices: list[dict[str, Any]] = []
    for reply in replies:
        _console.print()
        _console.print(Markdown(reply["text"]))
        for card in reply.get("cards", []):
            lines = [card.get("subtitle") or ""]
            lines += [f"{fact['label']} : {fact['value']}" for fact in card.get("facts", [])]
            lines += [f"{link['title']} : {link['href']}" for link in card.get("links", [])]
            title = f"{card['title']} (exemple)" if card.get("example") else card["title"]
            _console.print(Panel("\n".join(line for line in lines if line), title=title, title_align="left"))
        for source in reply.get("sources", []):
            dated = f" ({source['as_of']})" if source.get("as_of") else ""
            _console.print(f"  Source : {source['title']}{dated} {source.get('url') or ''}", style="dim")
        if reply.get("choices"):
            choices = reply["choices"]
    for number, choice in enumerate(choices, 1):
        _console.print(f"  {number}. {choice['title']}", style="bold")
    return choices


async def _talk(address: str) -> int:
    started = time.monotonic()
    while not await is_ready(address):
        if time.monotonic() - started > _WAIT_SECONDS:
            print("Le service ne démarre pas ; lancez « make run » pour voir pourquoi.", file=sys.stderr)
            return 1
        await asyncio.sleep(0.5)
    _console.print("« fin » pour terminer, un numéro pour choisir.", style="dim")
    await converse(address)
    return 0


def main() -> int:
    """Talk with the service that already runs, else with one started for the occasion."""
    try:
        settings = load_settings()
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    running = f"http://127.0.0.1:{settings.port}"
    if asyncio.run(is_ready(running)):
        return asyncio.run(_talk(running))
    print("→ Démarrage du service (une demi-minute)…", flush=True)
    with own_service(settings) as address:
        return asyncio.run(_talk(address))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
