"""`orisoin evaluate`: how well the held-out messages of `tests/language` are understood."""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
from pathlib import Path
from typing import Any, TextIO

import yaml

from bot.engine import tensorflow_aside
from bot.engine.evaluation import noise, report, stock
from bot.engine.evaluation.narrow import evaluate_narrow
from bot.engine.evaluation.result import Reader, Result, evaluate
from bot.engine.evaluation.roles import evaluate_roles
from bot.engine.evaluation.sample import write_sample
from bot.engine.evaluation.scores import RECORDED, held_out, losses
from bot.settings import ROOT, load_settings

_REPORT = ROOT / "results" / "language.html"
_COMPARED = ("subjects", "entities", "narrow", "roles")
_CLEAN = ("standard", "formal", "spoken")
_NOISE_NAMES = {"accents": "accents oubliés", "sms": "formes SMS", "typos": "fautes de frappe"}


def show(result: Result, output: TextIO, errors: bool) -> None:
    """Print the scores; with `errors`, each message that is misread."""
    print(f"Sujet juste : {result.right}/{result.count} = {result.right / result.count:.1%}", file=output)
    print(f"Lecture d'un message : {statistics.median(result.milliseconds):.1f} ms (médiane)", file=output)
    for title, tally in report.tables(result):
        print(f"\n{title}", *tally.lines(), sep="\n", file=output)
    print("\nCalibration (assurance, justes, messages)", file=output)
    for confidence, share, count in result.calibration():
        print(f"  {confidence:6.1%} {share:6.1%} {count:5}", file=output)
    print("\nConfusions", file=output)
    for (wanted, found), count in result.confusions.most_common(30):
        print(f"  {wanted} → {found} : {count}", file=output)
    if errors:
        for name, lines in result.misread.items():
            print(f"\nErreurs : {name}", *lines, sep="\n  ", file=output)


def check(result: Result, output: TextIO) -> int:
    """Compare with the recorded scores; 1 when a subject lost more than is allowed."""
    recorded = yaml.safe_load(RECORDED.read_text(encoding="utf-8"))
    lost = [line for name in _COMPARED for line in losses(getattr(result, name), recorded[name])]
    for line in lost:
        print(f"Recul : {line}", file=output)
    print(f"Sujet juste : {result.right}/{result.count} = {result.right / result.count:.1%}", file=output)
    return 1 if lost else 0


def record(result: Result) -> None:
    """Write the scores that `check` compares with."""
    scores = {name: getattr(result, name).scores() for name in _COMPARED}
    header = "# Written by « orisoin evaluate --record »; « --check » fails when a score falls below these.\n"
    RECORDED.write_text(header + yaml.safe_dump(scores, allow_unicode=True), encoding="utf-8")


async def robustness(reader: Reader, messages: list[dict[str, Any]]) -> list[tuple[str, float]]:
    """The share of right subjects among well written messages, as they are and under each kind of noise."""
    clean = [message for message in messages if message["register"] in _CLEAN]
    shares = []
    for kind in (None, *noise.KINDS):
        noisy = [{**one, "text": noise.noisy(one["text"], kind) if kind else one["text"]} for one in clean]
        result = await evaluate(reader, noisy)
        shares.append((_NOISE_NAMES[kind] if kind else "sans faute ajoutée", result.right / result.count))
    return shares


async def compare(messages: list[dict[str, Any]], epochs: int, sentences: int) -> list[str]:
    """Train our pipeline and Rasa's stock one on the same sentences and set the two side by side."""
    from bot.engine.understanding import Understanding

    folder = load_settings().var / "stock"
    data = write_sample(folder / "nlu.yml", sentences) if sentences else ROOT / "data" / "nlu"
    own = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    # Each model alone in its folder: the newest one of a folder is read.
    _, seconds = stock.train(folder / "ours", own, data, "ours")
    model, stock_seconds = stock.train(folder / "theirs", stock.configuration(epochs), data, "stock")
    ours, theirs = Understanding(folder / "ours", None), stock.StockReader(model)
    speed = await stock.side_by_side(ours, theirs, messages)
    learnt = f"{sentences or 'toutes les'} phrases les mêmes, {epochs} passes de DIET"
    results = await evaluate(ours, messages), await evaluate(theirs, messages)
    return stock.lines(*results, speed, (seconds, stock_seconds), learnt)


async def run(arguments: argparse.Namespace, output: TextIO) -> int:
    """Evaluate as `arguments` ask; the exit status."""
    from bot.engine.understanding import Understanding

    settings = load_settings()
    reader = Understanding(settings.models, settings.model_key)
    messages = held_out()
    result = await evaluate(reader, messages)
    await evaluate_narrow(reader, result)
    await evaluate_roles(reader, result)
    if arguments.record:
        record(result)
    if arguments.check:
        return check(result, output)
    show(result, output, arguments.errors)
    shares = await robustness(reader, messages)
    print("\nFautes ajoutées aux messages bien écrits", file=output)
    for name, share in shares:
        print(f"  {name:22} {share:6.1%}", file=output)
    _REPORT.parent.mkdir(parents=True, exist_ok=True)
    _REPORT.write_text(report.html(result, shares), encoding="utf-8")
    print(
        f"\nRapport : {_REPORT.relative_to(Path.cwd()) if _REPORT.is_relative_to(Path.cwd()) else _REPORT}",
        file=output,
    )
    if arguments.with_stock:
        print(
            "",
            *await compare(messages, arguments.stock_epochs, arguments.stock_sentences),
            sep="\n",
            file=output,
        )
    return 0


def main() -> int:
    """Read the arguments and evaluate."""
    parser = argparse.ArgumentParser(prog="orisoin evaluate", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="liste aussi chaque message mal compris")
    parser.add_argument(
        "--check", action="store_true", help="échoue si un score recule par rapport à l'enregistré"
    )
    parser.add_argument("--record", action="store_true", help="enregistre les scores comme référence")
    parser.add_argument(
        "--with-stock", action="store_true", help="compare au pipeline d'origine de Rasa (plusieurs heures)"
    )
    parser.add_argument(
        "--stock-epochs", type=int, default=stock.EPOCHS, help="passes d'apprentissage de DIET (100)"
    )
    parser.add_argument(
        "--stock-sentences", type=int, default=0, help="phrases apprises par l'un et l'autre (0 : toutes)"
    )
    arguments = parser.parse_args()
    if not arguments.with_stock:
        tensorflow_aside.leave_out()
    # Rasa writes its log on the standard output, which is for the scores alone.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    status = asyncio.run(run(arguments, output))
    output.flush()
    return status


if __name__ == "__main__":
    sys.exit(main())
