"""The two sides of the comparison, each as the servers it takes and the conversations one can have with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.command.bench.processes import Server, free_port
from bot.command.bench.stock import StockModel
from bot.command.bench.talks import EngineTalk, GatewayTalk, StockTalk, Talk
from bot.command.setup import ENGINE_PYTHON, SERVICE_PYTHON
from bot.settings import Settings

STOCK, OURS = "stock", "orisoin"


@dataclass
class Side:
    """One side: its servers in the order in which they start, the one that is the engine, and a new conversation."""

    name: str
    engine: Server
    servers: list[Server]
    talk: Callable[[], Talk]

    def start(self) -> None:
        """Start every server that does not run yet."""
        for server in self.servers:
            server.start()

    def stop(self) -> None:
        """Stop all, the last started first."""
        for server in reversed(self.servers):
            server.stop()

    def memory(self) -> float:
        """Proportional memory of all its processes, in MB."""
        return sum(server.memory() for server in self.servers)


def shared_settings(settings: Settings, folder: Path) -> dict[str, str]:
    """What all servers under measure share: a database, a secret and conversations of their own under `folder`."""
    shared = {
        "ORISOIN_VAR": str(folder / "var"),
        "ORISOIN_MODELS": str(settings.models),
        "ORISOIN_SPACY_MODEL": settings.spacy_model,
        "ORISOIN_SECRET": "mesure",
        "ORISOIN_LOG_LEVEL": "WARNING",
    }
    return shared | dict.fromkeys(("ORISOIN_DATABASE_URL", "ORISOIN_TRACKER_URL", "ORISOIN_ENGINE_URLS"), "")


def engine_alone(folder: Path, shared: dict[str, str], name: str) -> tuple[Server, int]:
    """Our engine, which answers for the actions too, with its durable tracker store."""
    port = free_port()
    command: list[object] = [ENGINE_PYTHON, "-m", "bot.engine.bench", "orisoin", "--alone"]
    own = {
        "ORISOIN_ENGINE_PORT": str(port),
        "ORISOIN_ACTIONS_PORT": "9",
        "ORISOIN_TRACKER_URL": f"sqlite:///{folder / f'{name}-tracker.db'}",
    }
    ready = f"http://127.0.0.1:{port}/webhooks/orisoin/health"
    return Server(name, command, ready, {**shared, **own}, folder / f"{name}.log"), port


@dataclass(frozen=True)
class Bench:
    """Where the run keeps its files, the settings all servers share, the stock model and the internal key."""

    folder: Path
    settings: dict[str, str]
    stock: StockModel
    key: str

    def _server(self, name: str, command: list[object], ready: str, settings: dict[str, str]) -> Server:
        return Server(name, command, ready, {**self.settings, **settings}, self.folder / f"{name}.log")

    def stock_engine(self, store: bool, actions_port: int, alone: bool) -> tuple[Server, int]:
        """Rasa as it comes, with its SQL tracker store (SQLite) or in memory."""
        port = free_port()
        command: list[object] = [ENGINE_PYTHON, "-m", "bot.engine.bench", "stock", "--model", self.stock.path]
        command += ["--port", port, "--actions-port", actions_port, *(["--alone"] if alone else [])]
        if store:
            file = self.folder / "stock-tracker.db"
            file.unlink(missing_ok=True)
            command += ["--store", file]
        own = {"ORISOIN_VAR": str(self.folder / "stock")}
        return self._server("stock-engine", command, f"http://127.0.0.1:{port}/webhooks/rest/", own), port

    def our_engine(self, actions_port: int, alone: bool, name: str) -> tuple[Server, int]:
        """Our engine, with its durable tracker store in both measures."""
        port = free_port()
        command: list[object] = [
            ENGINE_PYTHON,
            "-m",
            "bot.engine.bench",
            "orisoin",
            *(["--alone"] if alone else []),
        ]
        own = {
            "ORISOIN_ENGINE_PORT": str(port),
            "ORISOIN_ACTIONS_PORT": str(actions_port),
            "ORISOIN_TRACKER_URL": f"sqlite:///{self.folder / f'{name}-tracker.db'}",
        }
        return self._server(name, command, f"http://127.0.0.1:{port}/webhooks/orisoin/health", own), port

    def alone(self) -> tuple[Side, Side]:
        """Engine against engine: an action is answered inside the process on both sides."""
        stock, stock_port = self.stock_engine(store=False, actions_port=9, alone=True)
        ours, our_port = self.our_engine(9, True, "engine-alone")
        return (
            Side(STOCK, stock, [stock], lambda: StockTalk(stock_port)),
            Side(OURS, ours, [ours], lambda: EngineTalk(our_port, self.key)),
        )

    def whole(self) -> tuple[Side, Side]:
        """The whole path: the same action over the same database, tracker kept on disk; ours with its gateway."""
        stock_actions, actions_port, gateway_port = free_port(), free_port(), free_port()
        actions = [
            self._server(
                f"actions-{name}",
                [SERVICE_PYTHON, "-m", "actions"],
                f"http://127.0.0.1:{port}/health",
                {"ORISOIN_ACTIONS_PORT": str(port)},
            )
            for name, port in ((STOCK, stock_actions), (OURS, actions_port))
        ]
        stock, stock_port = self.stock_engine(store=True, actions_port=stock_actions, alone=False)
        ours, our_port = self.our_engine(actions_port, False, "engine")
        gateway = self._server(
            "gateway",
            [SERVICE_PYTHON, "-m", "bot.gateway"],
            f"http://127.0.0.1:{gateway_port}/readyz",
            {
                "ORISOIN_PORT": str(gateway_port),
                "ORISOIN_HOST": "127.0.0.1",
                "ORISOIN_ENGINE_PORT": str(our_port),
                "ORISOIN_ACTIONS_PORT": str(actions_port),
                "ORISOIN_TRUSTED_PROXIES": "127.0.0.1",
            },
        )
        return (
            Side(STOCK, stock, [actions[0], stock], lambda: StockTalk(stock_port)),
            Side(OURS, ours, [ours, actions[1], gateway], lambda: GatewayTalk(gateway_port)),
        )
