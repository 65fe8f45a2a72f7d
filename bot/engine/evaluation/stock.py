"""Rasa's stock pipeline on the same sentences: what `--with-stock` compares ours with."""

from __future__ import annotations

import statistics
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.engine.channel import escape
from bot.engine.evaluation.result import Reader, Result
from bot.settings import ROOT
from bot.subjects import subject_of_intent

EPOCHS = 100  # Rasa's own default
_WARM_UP = 50  # messages read before time is taken


def configuration(epochs: int) -> dict[str, Any]:
    """The pipeline that `rasa init` writes for Rasa 3.6; `epochs` is how long DIET learns."""
    return {
        "recipe": "default.v1",
        "language": "fr",
        "assistant_id": "stock",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "RegexFeaturizer"},
            {"name": "LexicalSyntacticFeaturizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
            {"name": "DIETClassifier", "epochs": epochs, "constrain_similarities": True},
            {"name": "EntitySynonymMapper"},
            {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
        ],
    }


class StockReader:
    """The stock model: subjects only, since it was given no example of entities."""

    def __init__(self, model: Path) -> None:
        """Load the model file."""
        from rasa.core.agent import Agent

        self._processor = Agent.load(str(model)).processor

    async def read(self, text: str, now: datetime | None = None) -> dict[str, Any]:
        """What the stock model understands of `text`, in the form of `orisoin understand`."""
        from rasa.core.channels.channel import UserMessage

        parsed = await self._processor.parse_message(
            UserMessage(escape(text), sender_id="stock"), only_output_properties=True
        )
        ranking = [entry for entry in parsed["intent_ranking"] if entry["name"] != "nlu_fallback"]
        best = ranking[0] if ranking else {"name": None, "confidence": 0.0}
        return {
            "subject": subject_of_intent().get(best["name"]),
            "also": [],
            "confidence": float(best["confidence"]),
            "doubt": parsed["intent"]["name"] == "nlu_fallback",
            "entities": [],
        }


def train(directory: Path, config: dict[str, Any], data: Path, name: str) -> tuple[Path, float]:
    """Train the pipeline `config` on the sentences of `data`; the model file `name` of `directory` and the seconds it took.

    Raises RuntimeError when Rasa cannot train.
    """
    from rasa.model_training import train_nlu

    directory.mkdir(parents=True, exist_ok=True)
    written = directory / f"{name}.yml"
    written.write_text(yaml.safe_dump(config), encoding="utf-8")
    started = time.monotonic()
    model = train_nlu(
        config=str(written),
        nlu_data=str(data),
        output=str(directory),
        fixed_model_name=name,
        domain=str(ROOT / "domain.yml"),
    )
    if model is None:
        raise RuntimeError(f"{name} could not be trained")
    return Path(model), time.monotonic() - started


async def side_by_side(
    ours: Reader, stock: Reader, messages: list[dict[str, Any]], rounds: int = 3
) -> tuple[float, float]:
    """Median milliseconds a message costs each of the two, read in turn in the same run."""
    times: tuple[list[float], list[float]] = ([], [])
    for message in messages[:_WARM_UP]:
        for reader in (ours, stock):
            await reader.read(message["text"])
    for _ in range(rounds):
        for message in messages:
            for reader, kept in zip((ours, stock), times, strict=True):
                started = time.perf_counter()
                await reader.read(message["text"])
                kept.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def lines(
    ours: Result, stock: Result, speed: tuple[float, float], seconds: tuple[float, float], learnt: str
) -> list[str]:
    """The comparison, as lines to print; `speed` and `seconds` of training are ours, then stock's."""
    return [
        f"Rasa d'origine (DIET) et Orisoin, {learnt}",
        f"  sujet juste    {stock.right / stock.count:6.1%}   contre {ours.right / ours.count:6.1%} pour Orisoin",
        f"  ms par message {speed[1]:6.2f}   contre {speed[0]:6.2f} : {speed[1] / speed[0]:.1f} fois moins",
        f"  apprentissage  {seconds[1]:5.0f} s  contre {seconds[0]:5.0f} s",
    ]
