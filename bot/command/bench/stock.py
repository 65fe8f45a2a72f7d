"""Stock Rasa trained on our sentences, in a folder of its own, once for each state of the training data."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.command.setup import ENGINE_PYTHON, ROOT, quiet_environment
from bot.engine.evaluation.sample import write_sample

_CONFIG = Path(__file__).with_name("stock.yml")
_DATA = ("data/nlu", "data/stories")


@dataclass(frozen=True)
class StockModel:
    """A trained stock model, the epochs and the sentences it learnt (0: all) and the seconds that took."""

    path: Path
    epochs: int
    sentences: int
    seconds: float


def train_stock(folder: Path, epochs: int, sentences: int) -> StockModel:
    """The stock model of the present training data, trained now unless `folder` holds it.

    `sentences` is how many of ours it learns, spread over all subjects, 0 for all. Speed does not depend on the number of
    epochs, and little on that of sentences; accuracy does: `orisoin evaluate --with-stock` measures that one.
    Raises RuntimeError when Rasa cannot train.
    """
    text = _CONFIG.read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    for part in (*config["pipeline"], *config["policies"]):
        if "epochs" in part:
            part["epochs"] = epochs
    known, model = folder / "trained.json", folder / "stock.tar.gz"
    fingerprint = _fingerprint(text, epochs, sentences)
    if known.exists() and model.exists():
        before = json.loads(known.read_text(encoding="utf-8"))
        if before["fingerprint"] == fingerprint:
            return StockModel(model, epochs, sentences, before["seconds"])
    folder.mkdir(parents=True, exist_ok=True)
    data: list[object] = (
        [*_DATA] if sentences == 0 else [write_sample(folder / "nlu.yml", sentences), "data/stories"]
    )
    written = folder / "config.yml"
    written.write_text(yaml.safe_dump(config), encoding="utf-8")
    command: list[object] = [ENGINE_PYTHON, "-m", "rasa", "train", "--config", written]
    command += ["--domain", "domain.yml", "--data", *data]
    command += ["--out", folder, "--fixed-model-name", "stock", "--force", "--skip-validation"]
    started = time.monotonic()
    with (folder / "train.log").open("wb") as log:
        status = subprocess.call(
            [str(word) for word in command], cwd=ROOT, env=quiet_environment(), stdout=log, stderr=log
        )
    if status != 0 or not model.exists():
        raise RuntimeError(f"Rasa d'origine n'a pas pu être entraîné : lisez {folder / 'train.log'}.")
    seconds = time.monotonic() - started
    known.write_text(json.dumps({"fingerprint": fingerprint, "seconds": seconds}), encoding="utf-8")
    return StockModel(model, epochs, sentences, seconds)


def _fingerprint(config: str, epochs: int, sentences: int) -> str:
    digest = hashlib.sha256(f"{epochs}\0{sentences}\0{config}".encode())
    for name in ("domain.yml", *_DATA):
        path = ROOT / name
        for file in sorted(path.rglob("*.yml")) if path.is_dir() else [path]:
            digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()
