"""People who talk at once: how long each message took, how many a second, how many had no answer."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import aiohttp

from bot.command.bench.talks import QUESTIONS, Talk

TURNS = 5  # messages in a conversation
_PATIENCE = aiohttp.ClientTimeout(total=60)


@dataclass
class Sample:
    """Milliseconds of each answered message, the seconds the whole took, and the messages left without answer."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failures: int = 0

    def percentile(self, share: float) -> float:
        """The time that `share` of the messages did not exceed, in milliseconds."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Messages answered a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def add(self, other: Sample) -> None:
        """Put another round beside this one."""
        self.milliseconds += other.milliseconds
        self.seconds += other.seconds
        self.failures += other.failures


def client() -> aiohttp.ClientSession:
    """A client that keeps its connections, like a browser or a proxy does."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), timeout=_PATIENCE)


async def timed(http: aiohttp.ClientSession, talk: Talk, text: str, sample: Sample) -> None:
    """Say `text` and keep what it cost."""
    started = time.perf_counter()
    answered = await talk.say(http, text)
    if answered:
        sample.milliseconds.append((time.perf_counter() - started) * 1000)
    else:
        sample.failures += 1


async def crowd(
    make: Callable[[], Talk],
    people: int,
    seconds: float,
    also: Sequence[str] = (),
) -> Sample:
    """`people` talk for `seconds`, each in conversations of five messages; one more says only the texts of `also`."""
    sample, beside = Sample(), Sample()
    until = time.perf_counter() + seconds
    async with client() as http:
        started = time.perf_counter()

        async def person(texts: Sequence[str], kept: Sample, draw: random.Random) -> None:
            while time.perf_counter() < until:
                talk = make()
                await talk.begin(http)
                for _ in range(TURNS):
                    if time.perf_counter() >= until:
                        return
                    await timed(http, talk, draw.choice(texts), kept)

        tasks = [person(QUESTIONS, sample, random.Random(number)) for number in range(people)]  # noqa: S311
        if also:
            tasks.append(person(also, beside, random.Random(people)))  # noqa: S311
        await asyncio.gather(*tasks)
        sample.seconds = time.perf_counter() - started
    return sample


async def by_length(make: Callable[[], Talk], text: str, times: int) -> Sample:
    """What one message costs, each time in a new conversation that has already greeted."""
    sample = Sample()
    async with client() as http:
        for _ in range(times):
            talk = make()
            await talk.begin(http)
            await talk.say(http, "bonjour")
            await timed(http, talk, text, sample)
    return sample


async def by_turn(
    make: Callable[[], Talk], turns: int, around: Sequence[int], width: int
) -> dict[int, Sample]:
    """What a message costs in a conversation of `turns`, near each turn of `around` (the `width` messages up to it)."""
    kept = {turn: Sample() for turn in around}
    draw = random.Random(turns)  # noqa: S311
    async with client() as http:
        talk = make()
        await talk.begin(http)
        for number in range(1, turns + 1):
            here = Sample()
            await timed(http, talk, draw.choice(QUESTIONS), here)
            for turn in around:
                if turn - width < number <= turn:
                    kept[turn].add(here)
    return kept
