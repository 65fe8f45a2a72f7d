"""A deployment of two of each over PostgreSQL and Redis, behind nginx, and the people who talk to it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import Postgres, program
from tests.service import ROOT, call, free_port

ENGINE_PYTHON = ROOT / ".venv" / "engine" / "bin" / "python"
MESSAGES = 6
QUESTIONS = ("combien gagne un aide-soignant ?", "c'est quoi la VAE ?", "comment devenir ambulancier ?")


@dataclass
class Process:
    """One process of the deployment, that can be killed and started again."""

    command: list[str]
    settings: dict[str, str]
    log: Path
    running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, without waiting."""
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=ROOT, env={**os.environ, **self.settings}, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """Kill -9."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()


@dataclass
class Deployment:
    """The public address, and the processes by name."""

    address: str
    processes: dict[str, Process]
    gateways: list[str]
    cluster: Postgres
    last: str = ""

    def ready(self) -> bool:
        """Whether every gateway finds every engine, the actions and the database; fails when a process stopped."""
        for name, process in self.processes.items():
            assert process.running is not None
            assert process.running.poll() is None, (
                f"{name}: {process.log.read_text(errors='replace')[-2000:]}"
            )
        with contextlib.suppress(OSError):
            answers = [call("GET", f"{address}/readyz") for address in self.gateways]
            self.last = str([answer.body for answer in answers])
            return all(answer.status == 200 for answer in answers)
        return False


def nginx_settings(folder: Path, port: int, gateways: list[int]) -> str:
    """deploy/nginx.conf with the ports of a test, writing in its folder alone."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    servers = "\n".join(f"    server 127.0.0.1:{one} max_fails=1 fail_timeout=1s;" for one in gateways)
    temporary = "".join(
        f"  {name}_temp_path {folder / name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    for deployed, ours in (
        ("    server gateway:8080 max_fails=2 fail_timeout=2s;", servers),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/tmp/orisoin-static", str(folder / "static")),
        ("/dev/stdout", str(folder / "access.log")),
        ("worker_processes auto;", f"worker_processes 1;\npid {folder}/nginx.pid;\ndaemon off;"),
        ("http {\n", f"http {{\n{temporary}"),
    ):
        assert deployed in text
        text = text.replace(deployed, ours)
    return text


def nginx_configuration(
    folder: Path, port: int, gateways: list[int], actions_port: int, actions: list[int]
) -> Path:
    """The settings above, and a second server that spreads the calls of actions."""
    spread = "".join(f" server 127.0.0.1:{one} max_fails=1 fail_timeout=1s;" for one in actions)
    added = (
        f"  upstream actions {{{spread} }}\n"
        # What a long conversation has to tell an action stays in memory: nginx may not write where tests do.
        f"  server {{ listen 127.0.0.1:{actions_port}; client_body_buffer_size 1m; location / {{ proxy_pass http://actions; "
        "proxy_next_upstream error timeout non_idempotent; } }\n"
    )
    head, _, tail = nginx_settings(folder, port, gateways).rpartition("}")
    path = folder / "nginx.conf"
    path.write_text(f"{head}{added}}}{tail}", encoding="utf-8")
    return path


def described(folder: Path, cluster: Postgres, redis_url: str) -> Deployment:
    """The deployment's processes and settings; nothing is started."""
    public, actions_port = free_port(), free_port()
    ports = {
        name: free_port()
        for name in ("gateway-1", "gateway-2", "engine-1", "engine-2", "actions-1", "actions-2")
    }
    shared = {
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "ORISOIN_VAR": str(folder / "var"),
        "ORISOIN_MODELS": str(ROOT / "models"),
        "ORISOIN_SECRET": "deux-de-chaque",
        "ORISOIN_HOST": "127.0.0.1",
        "ORISOIN_PUBLIC_URL": f"http://127.0.0.1:{public}",
        "ORISOIN_DATABASE_URL": cluster.address("orisoin"),
        "ORISOIN_TRACKER_URL": cluster.address("orisoin_tracker", "postgresql"),
        "ORISOIN_LIMITS_URL": redis_url,
        "ORISOIN_TRUSTED_PROXIES": "127.0.0.1",
        "ORISOIN_ENGINE_URLS": " ".join(f"http://127.0.0.1:{ports[f'engine-{one}']}" for one in (1, 2)),
        "ORISOIN_ACTIONS_URL": f"http://127.0.0.1:{actions_port}",
        "ORISOIN_LOG_LEVEL": "WARNING",
    }
    own = {"gateway": "ORISOIN_PORT", "engine": "ORISOIN_ENGINE_PORT", "actions": "ORISOIN_ACTIONS_PORT"}
    module = {"gateway": "bot.gateway", "engine": "bot.engine.run", "actions": "actions"}
    processes = {}
    for name, port in ports.items():
        kind = name.partition("-")[0]
        python = ENGINE_PYTHON if kind == "engine" else Path(sys.executable)
        processes[name] = Process(
            [str(python), "-m", module[kind]],
            # Engines keep files of their own; everything they share is in PostgreSQL.
            {**shared, own[kind]: str(port), "ORISOIN_VAR": str(folder / f"var-{name}")},
            folder / f"{name}.log",
        )
    configuration = nginx_configuration(
        folder,
        public,
        [ports["gateway-1"], ports["gateway-2"]],
        actions_port,
        [ports["actions-1"], ports["actions-2"]],
    )
    processes["nginx"] = Process(
        [program("nginx", "/usr/sbin"), "-c", str(configuration), "-e", "stderr"], {}, folder / "nginx.log"
    )
    subprocess.run(
        [sys.executable, "-m", "bot.command.prepare"], cwd=ROOT, env={**os.environ, **shared}, check=True
    )
    gateways = [f"http://127.0.0.1:{ports[f'gateway-{one}']}" for one in (1, 2)]
    return Deployment(f"http://127.0.0.1:{public}", processes, gateways, cluster)


class Person:
    """Someone who sends messages one after the other, each again until it is answered, as the widget does."""

    def __init__(self, address: str, number: int) -> None:
        self.number = number
        self.url = f"{address}/api/v1/conversations"
        self.replies: dict[str, Any] = {}
        self.texts: list[str] = []
        begun = self._insist("POST", self.url, {}, {}, 201)
        self.url += f"/{begun['conversation']}"
        self.bearer = {"Authorization": f"Bearer {begun['token']}"}

    def _insist(self, method: str, url: str, body: Any, headers: dict[str, str], good: int) -> Any:
        deadline = time.monotonic() + 90
        while True:
            with contextlib.suppress(OSError):
                answer = call(method, url, body, headers)
                if answer.status == good:
                    return answer.body
                assert answer.status in (502, 503, 504), answer
            assert time.monotonic() < deadline, "no answer in 90 s"
            time.sleep(0.3)

    def say(self, text: str) -> None:
        """Send one message until it is answered, then once more: the answer is the same."""
        message = {"id": str(uuid.uuid4()), "text": text}
        first = self._insist("POST", f"{self.url}/messages", message, self.bearer, 200)
        self.texts.append(text)
        self.replies[text] = first["replies"]
        again = self._insist("POST", f"{self.url}/messages", message, self.bearer, 200)
        assert again["replies"] == first["replies"]

    def talk(self, started: threading.Barrier) -> None:
        """Send all messages, the first ones before and the others while processes are killed."""
        for at in range(MESSAGES):
            self.say(f"{QUESTIONS[at % 3]} ({self.number}.{at})")
            if at == 1:
                started.wait(timeout=200)

    def check(self) -> None:
        """Everything was kept once, in order, with the replies that were given."""
        turns = self._insist("GET", self.url, None, self.bearer, 200)["turns"]
        assert [turn["text"] for turn in turns if turn["author"] == "person"] == self.texts
        assert len(turns) == 1 + 2 * len(self.texts)
        assert all(reply["text"].strip() for replies in self.replies.values() for reply in replies)
