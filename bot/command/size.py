"""`orisoin size`: how many engines, gateways and messages waiting a rush asks for, from the measured figures.

The hypotheses are options; the engine's messages a second come from the last `orisoin bench` unless they are given.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.settings import load_settings

# A server planned at more than this share of what it can do makes people wait at the slightest rush.
PLANNED_SHARE = 0.6
SPARE = 1 / 3
WAIT_SECONDS = 5.0


@dataclass(frozen=True)
class Rush:
    """What is expected: people who see the address, the minutes they come in, and what they do."""

    visitors: int
    minutes: float
    opening: float  # share who open the bot
    turns: float  # messages in a conversation
    talk_minutes: float  # how long a conversation lasts
    peak: float  # how much the busiest minutes exceed the mean


@dataclass(frozen=True)
class Size:
    """What it asks for."""

    conversations: int
    mean_rate: float  # messages a second
    peak_rate: float
    open_at_once: int
    engines: int
    gateways: int
    queue: int  # ORISOIN_QUEUE of each gateway


def size(rush: Rush, engine_rate: float, gateway_rate: float) -> Size:
    """The arithmetic of docs/dimensionnement.md; rates are messages a second of one process on one core."""
    conversations = rush.visitors * rush.opening
    seconds = rush.minutes * 60
    mean = conversations * rush.turns / seconds
    peak = mean * rush.peak
    engines = math.ceil(peak / (engine_rate * PLANNED_SHARE) * (1 + SPARE))
    gateways = max(2, math.ceil(peak / (gateway_rate * PLANNED_SHARE)))
    # Little's law: those who are there are those who come in a second, times how long they stay.
    open_at_once = conversations / seconds * rush.peak * rush.talk_minutes * 60
    return Size(
        conversations=round(conversations),
        mean_rate=mean,
        peak_rate=peak,
        open_at_once=round(open_at_once),
        engines=engines,
        gateways=gateways,
        queue=max(50, math.ceil(engines * engine_rate * WAIT_SECONDS / gateways)),
    )


def measured(results: Path) -> tuple[float, str] | None:
    """The messages a second of one engine in the last comparison, and its date; None when there is none."""
    if not results.exists():
        return None
    found = json.loads(results.read_text(encoding="utf-8"))
    if "alone" not in found:
        return None
    crowds = found["alone"]["crowds"]["orisoin"].values()
    return max(one["rate"] for one in crowds), str(found["date"])


def main() -> int:
    """Read the hypotheses and print what they ask for."""
    parser = argparse.ArgumentParser(prog="orisoin size", description=__doc__)
    parser.add_argument("--visitors", type=int, default=50_000)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--opening", type=float, default=0.10, help="part qui ouvre le robot")
    parser.add_argument("--turns", type=float, default=8, help="messages par conversation")
    parser.add_argument("--talk-minutes", type=float, default=4, help="durée d'une conversation")
    parser.add_argument("--peak", type=float, default=2.5, help="pointe rapportée à la moyenne")
    parser.add_argument(
        "--engine-rate", type=float, help="messages par seconde d'un moteur (par défaut : mesurés)"
    )
    parser.add_argument(
        "--gateway-rate", type=float, default=60.0, help="messages par seconde d'une passerelle"
    )
    asked = parser.parse_args()
    rate, source = asked.engine_rate, "donné"
    if rate is None:
        known = measured(load_settings().var / "bench" / "results.json")
        if known is None:
            print("Aucune mesure : lancez « make bench », ou donnez --engine-rate.", file=sys.stderr)
            return 1
        rate, source = known[0], f"mesuré le {known[1]}"
    rush = Rush(asked.visitors, asked.minutes, asked.opening, asked.turns, asked.talk_minutes, asked.peak)
    found = size(rush, rate, asked.gateway_rate)
    for label, value in (
        ("Conversations", f"{found.conversations}"),
        ("Messages par seconde", f"{found.mean_rate:.0f} en moyenne, {found.peak_rate:.0f} en pointe"),
        ("Conversations ouvertes en même temps", f"{found.open_at_once}"),
        ("Débit d'un moteur", f"{rate:.0f} messages/s ({source}), prévu à {PLANNED_SHARE:.0%}"),
        ("Moteurs (un cœur chacun)", f"{found.engines}, réserve d'un tiers comprise"),
        ("Passerelles", f"{found.gateways}"),
        ("ORISOIN_QUEUE de chaque passerelle", f"{found.queue}"),
    ):
        print(f"{label:<38} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
