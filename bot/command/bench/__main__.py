"""Run the comparison: train stock Rasa if needed, measure both sides in turn, write `docs/performance.md`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bot.command.bench.measures import Plan, measure_alone, measure_whole
from bot.command.bench.report import write_report
from bot.command.bench.sides import Bench, shared_settings
from bot.command.bench.stock import train_stock
from bot.command.setup import ROOT, SERVICE_PYTHON, quiet_environment
from bot.secret import internal_key
from bot.settings import load_settings


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(prog="orisoin bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="quelques secondes par mesure, pour essayer")
    parser.add_argument("--stock-epochs", type=int, default=1, help="passes d'entraînement de Rasa d'origine")
    parser.add_argument(
        "--stock-sentences", type=int, default=4000, help="phrases apprises par Rasa d'origine (0 : toutes)"
    )
    parser.add_argument("--only", choices=("alone", "whole"), help="une seule des deux comparaisons")
    parser.add_argument("--seconds", type=float, help="durée d'une mesure")
    parser.add_argument("--no-report", action="store_true", help="ne récrit pas docs/performance.md")
    arguments = parser.parse_args()
    settings = load_settings()
    folder = settings.var / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    shared = shared_settings(settings, folder)
    print("→ Rasa d'origine (entraîné une fois pour ces données)…", flush=True)
    stock = train_stock(folder / "stock", arguments.stock_epochs, arguments.stock_sentences)
    print("→ Base de données de la mesure…", flush=True)
    subprocess.run(
        [str(SERVICE_PYTHON), "-m", "bot.command.prepare"],
        cwd=ROOT,
        env={**quiet_environment(), **shared},
        check=True,
    )
    key = internal_key(load_settings({**os.environ, **shared}))
    bench = Bench(folder, shared, stock, key)
    plan = Plan.quick() if arguments.quick else Plan.full()
    if arguments.seconds:
        plan = Plan(arguments.seconds, plan.rounds, plan.people, plan.turns, plan.repeats)
    kept = folder / "results.json"
    results: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    results |= {"date": time.strftime("%Y-%m-%d"), "machine": _machine(), "quick": arguments.quick}
    results["training"] = {"stock": stock.seconds, "stock_epochs": stock.epochs, "sentences": stock.sentences}
    for name, measure in (("alone", measure_alone), ("whole", measure_whole)):
        if arguments.only in (None, name):
            results[name] = asyncio.run(measure(bench, plan))
            kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
    if not arguments.no_report:
        write_report(results, ROOT / "docs")
    return 0


def _machine() -> str:
    model = "processeur inconnu"
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} cœurs {model}, Linux, Python {sys.version.split()[0]} et 3.10"


if __name__ == "__main__":
    sys.exit(main())
