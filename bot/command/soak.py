"""`./orisoin soak`: people who talk for hours with a service of its own; nothing lost, doubled or out of order, memory flat.

The service is started on free ports with a database under `var/soak`. Each person holds conversations of twelve messages, a
second or so apart; one message in eight is sent twice at once, as a telephone does that lost the answer. At the end of each
conversation its record is read back and compared with what was sent.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from bot.command.bench.load import client
from bot.command.bench.processes import family, free_port, pss
from bot.command.bench.talks import QUESTIONS
from bot.command.setup import ROOT, quiet_environment

_TURNS = 12
_TWICE = 8  # one message in so many is sent twice at once
_TRIES = 6
_WARM = 0.25  # of the samples, left out of the slope: caches fill
_MOST_GROWTH = 0.02  # of the memory, an hour
_LONG_ENOUGH = 60  # minutes from which the growth is judged: before, caches fill


@dataclass
class Tally:
    """What happened to the messages: conversations read back, messages sent, and those that went wrong."""

    conversations: int = 0
    sent: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    unanswered: int = 0
    samples: list[tuple[float, float, int]] = field(default_factory=list)  # hours, bytes, open files

    @property
    def wrong(self) -> int:
        """Messages lost, doubled, out of order or without an answer."""
        return self.lost + self.doubled + self.disordered + self.unanswered

    def read_back(self, sent: Sequence[str], turns: Sequence[dict[str, Any]]) -> None:
        """Compare what was `sent`, in order, with the `turns` of the record."""
        said = [str(turn["text"]) for turn in turns if turn["author"] == "person"]
        missing, extra = Counter(sent) - Counter(said), Counter(said) - Counter(sent)
        self.conversations += 1
        self.sent += len(sent)
        self.lost += missing.total()
        self.doubled += extra.total()
        self.disordered += not missing and not extra and said != list(sent)
        authors = [turn["author"] for turn in turns]
        self.unanswered += sum(
            author == "person" and after != "bot"
            for author, after in zip(authors, [*authors[1:], None], strict=True)
        )

    def growth(self) -> float:
        """By how much the memory grows in an hour, as a share of itself; 0 with too few samples."""
        kept = self.samples[int(len(self.samples) * _WARM) :]
        if len(kept) < 3:
            return 0.0
        hours = sum(sample[0] for sample in kept) / len(kept)
        mean = sum(sample[1] for sample in kept) / len(kept)
        spread = sum((sample[0] - hours) ** 2 for sample in kept)
        slope = sum((sample[0] - hours) * (sample[1] - mean) for sample in kept) / spread
        return slope / mean


async def _say(
    http: aiohttp.ClientSession, url: str, headers: dict[str, str], text: str, twice: bool
) -> None:
    body = {"id": str(uuid.uuid4()), "text": text}

    async def once() -> bool:
        for attempt in range(_TRIES):
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with http.post(url, json=body, headers=headers) as answer:
                    await answer.read()
                    if answer.status == 200:
                        return True
            await asyncio.sleep(2.0 * (attempt + 1))
        return False

    await asyncio.gather(*(once() for _ in range(2 if twice else 1)))


async def _person(address: str, tally: Tally, until: float, pause: float, draw: random.Random) -> None:
    url = f"{address}/api/v1/conversations"
    async with client() as http:
        while time.monotonic() < until:
            async with http.post(url, json={}) as answer:
                if answer.status != 201:
                    await asyncio.sleep(5)
                    continue
                opened = await answer.json()
            here = f"{url}/{opened['conversation']}"
            headers = {"Authorization": f"Bearer {opened['token']}"}
            sent: list[str] = []
            while len(sent) < _TURNS and time.monotonic() < until:
                sent.append(draw.choice(QUESTIONS))
                await _say(http, f"{here}/messages", headers, sent[-1], draw.randrange(_TWICE) == 0)
                await asyncio.sleep(draw.uniform(0, 2 * pause))
            async with http.get(here, headers=headers) as answer:
                tally.read_back(sent, (await answer.json())["turns"])


def _open_files(processes: Sequence[int]) -> int:
    found = 0
    for process in processes:
        with contextlib.suppress(OSError):
            found += len(list(Path(f"/proc/{process}/fd").iterdir()))
    return found


async def _weigh(supervisor: int, tally: Tally, until: float) -> None:
    started = time.monotonic()
    while time.monotonic() < until:
        processes = family(supervisor)
        hours, files = (time.monotonic() - started) / 3600, _open_files(processes)
        tally.samples.append((hours, float(sum(pss(process) for process in processes)), files))
        print(
            f"{hours * 60:6.1f} min  {tally.sent} messages, {tally.wrong} en défaut, "
            f"{tally.samples[-1][1] / 1e6:.0f} Mo, {files} fichiers ouverts",
            flush=True,
        )
        await asyncio.sleep(min(60.0, max(1.0, (until - time.monotonic()) / 4)))


async def soak(address: str, supervisor: int, people: int, minutes: float, pause: float) -> Tally:
    """Let `people` talk with the service at `address` for `minutes`, and weigh the family of `supervisor` meanwhile."""
    tally, until = Tally(), time.monotonic() + 60 * minutes
    draws = [random.Random(number) for number in range(people)]  # noqa: S311
    await asyncio.gather(
        _weigh(supervisor, tally, until), *(_person(address, tally, until, pause, draw) for draw in draws)
    )
    return tally


@contextlib.contextmanager
def _service() -> Iterator[tuple[str, int]]:
    """A service of its own: its address and the identifier of its supervisor."""
    var, port = ROOT / "var" / "soak", free_port()
    var.mkdir(parents=True, exist_ok=True)
    environment = {
        **quiet_environment(),
        "ORISOIN_VAR": str(var),
        "ORISOIN_HOST": "127.0.0.1",
        "ORISOIN_PORT": str(port),
        "ORISOIN_ENGINE_PORT": str(free_port()),
        "ORISOIN_ACTIONS_PORT": str(free_port()),
        "ORISOIN_MODELS": str(ROOT / "models"),
        "ORISOIN_LOG_LEVEL": "WARNING",
    }
    subprocess.run([sys.executable, "-m", "bot.command.prepare"], cwd=ROOT, env=environment, check=True)
    with (var / "service.log").open("wb") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "bot.command.supervise"],
            cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}", supervisor.pid
    finally:
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(timeout=60)


async def _ready(address: str) -> None:
    async with client() as http, asyncio.timeout(300):
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with http.get(f"{address}/readyz") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.5)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the soak; 1 when a message went wrong or the memory grows."""
    parser = argparse.ArgumentParser(prog="orisoin soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=480, help="durée (480 : huit heures)")
    parser.add_argument("--people", type=int, default=20, help="personnes à la fois (20)")
    parser.add_argument(
        "--pause", type=float, default=1.0, help="secondes entre deux messages, en moyenne (1)"
    )
    options = parser.parse_args(arguments)

    async def run(address: str, supervisor: int) -> Tally:
        await _ready(address)
        return await soak(address, supervisor, options.people, options.minutes, options.pause)

    with _service() as (address, supervisor):
        tally = asyncio.run(run(address, supervisor))
    growth = tally.growth()
    files = [sample[2] for sample in tally.samples]
    print(f"\n{tally.conversations} conversations relues, {tally.sent} messages envoyés.")
    print(
        f"Perdus {tally.lost}, doublés {tally.doubled}, en désordre {tally.disordered}, sans réponse {tally.unanswered}."
    )
    print(f"Mémoire : {growth:+.1%} par heure ; fichiers ouverts : de {files[0]} à {files[-1]}.")
    grows = growth > _MOST_GROWTH and options.minutes >= _LONG_ENOUGH
    return int(tally.wrong > 0 or grows or not tally.conversations)


if __name__ == "__main__":
    sys.exit(main())
