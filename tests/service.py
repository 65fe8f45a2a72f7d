"""The whole service as real processes on loopback, for the tests that need it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 240


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Answered:
    """An HTTP answer: its status, its headers (lower case) and its JSON body."""

    status: int
    headers: dict[str, str]
    body: Any


def call(
    method: str, url: str, body: Any = None, headers: dict[str, str] | None = None, raw: bytes | None = None
) -> Answered:
    """One HTTP request; an error status is an answer like another."""
    data = raw if raw is not None else (None if body is None else json.dumps(body).encode())
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    if data is not None and not request.has_header("Content-type"):
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return _read(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return _read(error.code, error.headers, error.read())


def _read(status: int, headers: Any, content: bytes) -> Answered:
    try:
        body = json.loads(content)
    except ValueError:
        body = content.decode(errors="replace")
    return Answered(status, {name.lower(): value for name, value in headers.items()}, body)


@dataclass
class Service:
    """A running service: its address, its processes and its database."""

    address: str
    var: Path
    engine_port: int
    actions_port: int
    supervisor: subprocess.Popen[bytes]

    def open(self, **body: Any) -> Conversation:
        """Open a conversation."""
        answer = call("POST", f"{self.address}/api/v1/conversations", body)
        assert answer.status == 201, answer
        return Conversation(self, answer.body)

    def pid_of(self, module: str) -> int:
        """The process identifier of the child that runs `python -m module`."""
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            with contextlib.suppress(OSError, IndexError):
                words = (folder / "cmdline").read_bytes().split(b"\0")
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if module.encode() in words and parent == self.supervisor.pid:
                    return int(folder.name)
        raise LookupError(module)

    def kill(self, module: str) -> None:
        """Kill -9 the child that runs `module`."""
        os.kill(self.pid_of(module), signal.SIGKILL)

    def wait_ready(self, seconds: float = START_SECONDS) -> None:
        """Wait until `/readyz` answers 200."""
        deadline = time.monotonic() + seconds
        last: object = None
        while time.monotonic() < deadline:
            assert self.supervisor.poll() is None, "the supervisor stopped"
            with contextlib.suppress(OSError):
                last = call("GET", f"{self.address}/readyz")
                if last.status == 200:
                    return
            time.sleep(0.3)
        raise TimeoutError(f"not ready after {seconds} s: {last}")

    def understood(self, conversation: str) -> list[dict[str, Any]]:
        """What was understood of each of the person's turns, in order."""
        with contextlib.closing(sqlite3.connect(self.var / "orisoin.db")) as database:
            rows = database.execute(
                "SELECT understood FROM turn WHERE conversation_id = ? AND author = 'person' ORDER BY id",
                (conversation,),
            ).fetchall()
        return [json.loads(row[0]) if row[0] else {} for row in rows]

    def remembered(self) -> dict[str, Any]:
        """The slots of the conversation that spoke last, as the engine's own store holds them."""
        with contextlib.closing(sqlite3.connect(self.var / "tracker.db")) as database:
            rows = database.execute(
                "SELECT data FROM events WHERE type_name = 'slot' AND sender_id ="
                " (SELECT sender_id FROM events ORDER BY id DESC LIMIT 1) ORDER BY id"
            ).fetchall()
        events = [json.loads(row[0]) for row in rows]
        return {event["name"]: event["value"] for event in events}


class Conversation:
    """A conversation through the public API."""

    def __init__(self, service: Service, opened: dict[str, Any]) -> None:
        self.service = service
        self.id = opened["conversation"]
        self.token = opened["token"]
        self.opened = opened
        self.replies: list[dict[str, Any]] = opened["replies"]

    @property
    def address(self) -> str:
        """The conversation's own address."""
        return f"{self.service.address}/api/v1/conversations/{self.id}"

    def send(
        self, text: str | None = None, choice: str | None = None, message_id: str | None = None
    ) -> Answered:
        """Send words, or pick the choice with this identifier."""
        body: dict[str, Any] = {"id": message_id or str(uuid.uuid4())}
        body |= {"choice": choice} if choice is not None else {"text": text}
        answer = call(
            "POST", f"{self.address}/messages", body, headers={"Authorization": f"Bearer {self.token}"}
        )
        if isinstance(answer.body, dict) and "replies" in answer.body:
            self.replies = answer.body["replies"]
        return answer

    def pick(self, title: str) -> Answered:
        """Pick the choice with this title among those of the last replies."""
        offered = {choice["title"]: choice["id"] for reply in self.replies for choice in reply["choices"]}
        assert title in offered, f"« {title} » is not among {list(offered)}"
        return self.send(choice=offered[title])

    @property
    def said(self) -> str:
        """All that the last replies show, as one text; without identifiers and times, which spell words by chance."""
        return json.dumps(_without_chance(self.replies), ensure_ascii=False)


def _without_chance(shown: Any) -> Any:
    if isinstance(shown, dict):
        return {name: _without_chance(value) for name, value in shown.items() if name not in ("id", "at")}
    return [_without_chance(one) for one in shown] if isinstance(shown, list) else shown


@contextlib.contextmanager
def running(var: Path) -> Iterator[Service]:
    """Start the service with a database of its own in `var`, on free ports, and stop it at the end."""
    port, engine_port, actions_port = free_port(), free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "ORISOIN_HOST": "127.0.0.1",
        "ORISOIN_PORT": str(port),
        "ORISOIN_PUBLIC_URL": address,
        "ORISOIN_ENGINE_PORT": str(engine_port),
        "ORISOIN_ACTIONS_PORT": str(actions_port),
        "ORISOIN_VAR": str(var),
        "ORISOIN_MODELS": str(ROOT / "models"),
        "ORISOIN_LOG_LEVEL": "WARNING",
    }
    subprocess.run([sys.executable, "-m", "bot.command.prepare"], cwd=ROOT, env=environment, check=True)
    with (var / "service.log").open("wb") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "bot.command.supervise"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    service = Service(address, var, engine_port, actions_port, supervisor)
    try:
        service.wait_ready()
        yield service
    finally:
        supervisor.send_signal(signal.SIGTERM)
        try:
            supervisor.wait(timeout=40)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()
