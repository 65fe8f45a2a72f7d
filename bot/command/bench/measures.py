"""What is measured on both sides, in turn, so that a busy moment of the machine falls on both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from bot.command.bench.load import Sample, by_length, by_turn, crowd
from bot.command.bench.sides import Bench, Side
from bot.command.bench.talks import Talk, message_of

LENGTHS = (30, 300, 1000)
_WARM = 1.5  # seconds of talk before anything is kept


@dataclass(frozen=True)
class Plan:
    """How long one measure lasts, how often, with how many people, up to which turn, how many times a message."""

    seconds: float
    rounds: int
    people: tuple[int, ...]
    turns: tuple[int, ...]
    repeats: int

    @classmethod
    def quick(cls) -> Plan:
        """A try of a few minutes."""
        return cls(2.0, 1, (1, 8), (1, 20), 10)

    @classmethod
    def full(cls) -> Plan:
        """What the published table is made of."""
        return cls(6.0, 3, (1, 8, 32), (1, 50, 200), 40)


def _figures(sample: Sample) -> dict[str, Any]:
    return {
        "p50": sample.percentile(0.50),
        "p95": sample.percentile(0.95),
        "p99": sample.percentile(0.99),
        "rate": sample.rate,
        "count": len(sample.milliseconds),
        "failures": sample.failures,
    }


async def _crowds(sides: tuple[Side, Side], plan: Plan) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {side.name: {} for side in sides}
    for people in plan.people:
        samples = {side.name: Sample() for side in sides}
        for _ in range(plan.rounds):
            for side in sides:
                samples[side.name].add(await crowd(side.talk, people, plan.seconds))
        for side in sides:
            found[side.name][str(people)] = figures = _figures(samples[side.name])
            _say(side, f"{people} personnes : {figures['rate']:.1f} messages/s, p50 {figures['p50']:.1f} ms")
    return found


async def _lengths(sides: tuple[Side, Side], plan: Plan) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {side.name: {} for side in sides}
    for length in LENGTHS:
        for side in sides:
            figures = _figures(await by_length(side.talk, message_of(length), plan.repeats))
            found[side.name][str(length)] = figures
            _say(side, f"message de {length} caractères : p50 {figures['p50']:.1f} ms")
    return found


async def _turns(sides: tuple[Side, Side], plan: Plan) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {side.name: {} for side in sides}
    for side in sides:
        samples = {turn: Sample() for turn in plan.turns}
        for _ in range(plan.repeats):
            samples[1].add((await by_turn(side.talk, 1, (1,), 1))[1])
        for _ in range(plan.rounds):
            for turn, sample in (await by_turn(side.talk, plan.turns[-1], plan.turns[1:], 20)).items():
                samples[turn].add(sample)
        found[side.name] = {str(turn): _figures(sample) for turn, sample in samples.items()}
        for name, figures in found[side.name].items():
            _say(side, f"au tour {name} : p50 {figures['p50']:.1f} ms")
    return found


async def _beside(sides: tuple[Side, Side], plan: Plan) -> dict[str, dict[str, Any]]:
    """What eight people wait while a ninth says short or 1,000-character messages."""
    found: dict[str, dict[str, Any]] = {side.name: {} for side in sides}
    said = {"short": ["combien gagne un AES ?"], "long": [message_of(1000)]}
    samples = {(side.name, name): Sample() for side in sides for name in said}
    # In short turns, all four alike: the two p95 that are compared must have known the same machine.
    for _ in range(plan.rounds * 3):
        for side in sides:
            for name, texts in said.items():
                samples[side.name, name].add(await crowd(side.talk, 8, plan.seconds / 3, texts))
    for side in sides:
        found[side.name] = {name: _figures(samples[side.name, name]) for name in said}
        short, long = (found[side.name][name]["p95"] for name in ("short", "long"))
        _say(side, f"p95 des autres : {short:.1f} ms, {long:.1f} ms à côté d'un message de 1 000 caractères")
    return found


async def _run(sides: tuple[Side, Side], plan: Plan, parts: dict[str, Callable[..., Any]]) -> dict[str, Any]:
    try:
        for side in sides:
            side.start()
            await crowd(side.talk, 2, _WARM)
        found: dict[str, Any] = {name: await part(sides, plan) for name, part in parts.items()}
        found["servers"] = {
            side.name: {
                "memory": side.memory(),
                "engine_memory": side.engine.memory(),
                "engine_start": side.engine.start_seconds,
                "start": sum(server.start_seconds for server in side.servers),
            }
            for side in sides
        }
        for side in sides:
            _say(side, f"{found['servers'][side.name]['engine_memory']:.0f} Mo pour le moteur")
        return found | {"plan": asdict(plan)}
    finally:
        for side in sides:
            side.stop()


async def measure_alone(bench: Bench, plan: Plan) -> dict[str, Any]:
    """Engine against engine, their actions answered inside."""
    print("→ Moteur seul…", flush=True)
    return await _run(
        bench.alone(), plan, {"crowds": _crowds, "lengths": _lengths, "turns": _turns, "beside": _beside}
    )


async def measure_whole(bench: Bench, plan: Plan) -> dict[str, Any]:
    """The whole path of a message, from the client to the database and back."""
    print("→ Chemin entier…", flush=True)
    return await _run(bench.whole(), plan, {"crowds": _crowds})


def _say(side: Side, what: str) -> None:
    print(f"  {side.name:<8} {what}", flush=True)


__all__ = ["LENGTHS", "Plan", "Talk", "measure_alone", "measure_whole"]
