"""What a second engine adds: two engines, each held to the same share of a core, beside one of them alone.

`python -m bot.command.bench.scale`, as root: the share is held by the system (cgroups), so that two cores can show it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.command.bench.load import Sample, crowd
from bot.command.bench.processes import Server, family
from bot.command.bench.sides import engine_alone, shared_settings
from bot.command.bench.talks import EngineTalk, Talk
from bot.secret import internal_key
from bot.settings import load_settings

_PERIOD = 100_000  # microseconds
_FIRST = Path("/sys/fs/cgroup/cpu")  # version 1 of cgroups; version 2 has one tree
_TREE = Path("/sys/fs/cgroup")


@contextlib.contextmanager
def held(name: str, processes: list[int], share: float) -> Iterator[None]:
    """Hold `processes` together to `share` of a core. Raises OSError where the system does not let us."""
    group = (_FIRST if _FIRST.is_dir() else _TREE) / name
    group.mkdir(exist_ok=True)
    quota = int(share * _PERIOD)
    try:
        if _FIRST.is_dir():
            (group / "cpu.cfs_period_us").write_text(str(_PERIOD), encoding="ascii")
            (group / "cpu.cfs_quota_us").write_text(str(quota), encoding="ascii")
        else:
            (group / "cpu.max").write_text(f"{quota} {_PERIOD}", encoding="ascii")
        for process in processes:
            (group / "cgroup.procs").write_text(str(process), encoding="ascii")
        yield
    finally:
        for left in (group / "cgroup.procs").read_text(encoding="ascii").split():
            (group.parent / "cgroup.procs").write_text(left, encoding="ascii")
        group.rmdir()


async def compare(
    one: Callable[[], Talk], both: Callable[[], Talk], seconds: float, rounds: int
) -> list[Sample]:
    """Four people before one engine, eight before both, taking turns."""
    samples = [Sample(), Sample()]
    for talk, people in ((one, 2), (both, 4)):
        await crowd(talk, people, seconds)
    for _ in range(rounds):
        samples[0].add(await crowd(one, 4, seconds))
        samples[1].add(await crowd(both, 8, seconds))
    return samples


def main() -> int:
    """Start two engines, hold them, compare; the exit status is 1 when two are worth less than 1.7."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.3, help="part d'un cœur laissée à chaque moteur")
    parser.add_argument("--seconds", type=float, default=5.0, help="durée d'une mesure")
    parser.add_argument("--rounds", type=int, default=4, help="mesures de chaque côté")
    arguments = parser.parse_args()
    settings = load_settings()
    folder = settings.var / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    shared = shared_settings(settings, folder)
    key = internal_key(load_settings(shared))
    engines: list[tuple[Server, int]] = [engine_alone(folder, shared, f"scale-{number}") for number in (1, 2)]
    try:
        with contextlib.ExitStack() as holds:
            for number, (server, _) in enumerate(engines, 1):
                server.start()
                processes = family(server.process)
                holds.enter_context(held(f"orisoin-{number}", processes, arguments.share))
            ports = itertools.cycle([port for _, port in engines])
            one, two = asyncio.run(
                compare(
                    lambda: EngineTalk(engines[0][1], key),
                    lambda: EngineTalk(next(ports), key),
                    arguments.seconds,
                    arguments.rounds,
                )
            )
    except PermissionError:
        print("Il faut être root, sur un système qui laisse faire des groupes de processus.", file=sys.stderr)
        return 2
    finally:
        for server, _ in engines:
            server.stop()
    ratio = two.rate / one.rate
    print(
        f"Un moteur à {arguments.share:.0%} d'un cœur : {one.rate:.1f} messages/s ; deux : {two.rate:.1f} ; "
        f"rapport {ratio:.2f} ; sans réponse : {one.failures + two.failures}."
    )
    return 0 if ratio >= 1.7 and not one.failures + two.failures else 1


if __name__ == "__main__":
    sys.exit(main())
