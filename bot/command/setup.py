"""Setting up: the two environments, the database and the trained model, each only when something changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_ERROR_OUTPUT = 2  # where all of it is told: what a command prints may be read by a program (`understand`)
ROOT = Path(__file__).resolve().parent.parent.parent
_ENVIRONMENTS = ROOT / ".venv"
ENGINE_PYTHON = _ENVIRONMENTS / "engine" / "bin" / "python"
SERVICE_PYTHON = _ENVIRONMENTS / "service" / "bin" / "python"
_MODEL_INPUTS = (
    "config.yml",
    "domain.yml",
    "data/subjects.yml",
    "data/nlu",
    "data/roles",
    "data/talks",
    "data/stories",
    "data/lexicon",
    "data/reference/places",
    "data/reference/diplomas.yml",
    "data/reference/levels.yml",
    "bot/french",
    "bot/engine",
    "requirements/engine.txt",
)


class StepFailed(Exception):
    """A step of the set-up failed; the message says in one French sentence what to do."""


def quiet_environment() -> dict[str, str]:
    """The environment of our processes: Rasa's telemetry off, its deprecation chatter too."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # What is computed is small: threads would spin between two products (bot/engine/one_thread.py).
        "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),
        "PYTHONWARNINGS": os.environ.get("PYTHONWARNINGS", "ignore::DeprecationWarning"),
        "PYTHONPATH": str(ROOT),
    }


def run_steps(steps: Sequence[Callable[[], object]]) -> None:
    """Run `steps` in order; each of them prints what it does when it has something to do."""
    for step in steps:
        step()


def service_environment() -> None:
    """The service's environment, unless it already holds what its lock (or the tests' larger one) asks."""
    if not _is_current("service", "test"):
        _environment("service", "service", _service_python())


def test_environment() -> None:
    """The service's environment with what the checks need besides."""
    _environment("service", "test", _service_python())


def system_parts() -> None:
    """The Debian packages of `requirements/system.txt`: installed when root or sudo allows it, else one sentence."""
    lines = (ROOT / "requirements" / "system.txt").read_text(encoding="utf-8").splitlines()
    listed = [line.split() for line in lines if line and not line.startswith("#")]
    missing = [package for package, shown_by in listed if not any(Path("/").glob(shown_by.lstrip("/")))]
    if not missing:
        return
    names = " ".join(missing)
    apt = shutil.which("apt-get")
    sudo = shutil.which("sudo")
    if apt is None or (os.geteuid() != 0 and sudo is None):
        raise StepFailed(f"installez {names} avec le gestionnaire de paquets du système, puis relancez.")
    prefix = [] if os.geteuid() == 0 else [sudo]
    _say(f"Installation de {names}")
    advice = f"installez {names} avec le gestionnaire de paquets du système, puis relancez"
    _call([*prefix, apt, "update", "-qq"], advice)
    _call([*prefix, apt, "install", "-y", "-qq", *missing], advice)


def engine_environment() -> None:
    """The engine's environment: Rasa on Python 3.10."""
    _environment("engine", "engine", "3.10")


def database() -> None:
    """Migrations, reference data, demonstration and the `demo` site."""
    _call([SERVICE_PYTHON, "-m", "bot.command.prepare"], "vérifiez ORISOIN_DATABASE_URL et l'espace disque")


def model(force: bool = False) -> None:
    """The trained model, unless nothing it is made of has changed."""
    directory = Path(os.environ.get("ORISOIN_MODELS") or ROOT / "models")
    stamp = directory / "orisoin.stamp"
    fingerprint = _fingerprint(_MODEL_INPUTS)
    if not force and (directory / "orisoin.tar.gz").exists() and _read(stamp) == fingerprint:
        if _signing("check", directory, quiet=True) == 0:
            return
        _say("Le modèle n'a pas la signature de cette installation : il est refait")
    _say("Entraînement du modèle (une à trois minutes)")
    started = time.monotonic()
    _call(
        [
            ENGINE_PYTHON,
            "-m",
            "bot.engine.rasa_command",
            "train",
            "--fixed-model-name",
            "orisoin",
            "--out",
            str(directory),
            "--force",
            # Checked by `make test` (rasa data validate): here it would read every sentence twice more.
            "--skip-validation",
        ],
        "lisez les lignes ci-dessus : une donnée de data/ ou domain.yml ne convient pas à Rasa",
    )
    if _signing("sign", directory) != 0:
        raise StepFailed("le modèle n'a pas pu être signé : vérifiez les droits de models/ et de .keys/.")
    stamp.write_text(fingerprint, encoding="ascii")
    _say(f"Modèle prêt en {time.monotonic() - started:.0f} s")


def _signing(what: str, directory: Path, *, quiet: bool = False) -> int:
    """Sign the model, or check it: the engine would refuse another. Returns the exit status."""
    command = [ENGINE_PYTHON, "-m", "bot.engine.signed", what, "--models", directory]
    told = subprocess.DEVNULL if quiet or what == "sign" else None
    errors = subprocess.DEVNULL if quiet else None
    return subprocess.call(
        [str(part) for part in command], cwd=ROOT, env=quiet_environment(), stdout=told, stderr=errors
    )


def _service_python() -> str:
    return sys.executable if sys.version_info >= (3, 11) else "3.11"


def _environment(name: str, lock: str, python: str) -> None:
    if _is_current(name, lock):
        return
    uv = _uv()
    _say(f"Installation de l'environnement « {name} » (jusqu'à quatre minutes la première fois)")
    directory = _ENVIRONMENTS / name
    if not (directory / "bin" / "python").exists():
        _call(
            [uv, "venv", "--clear", "--python", python, str(directory)],
            f"installez Python {python} (par pyenv ou votre système), puis relancez",
        )
    _call(
        [
            uv,
            "pip",
            "sync",
            "--require-hashes",
            # Rasa and what it needs are 3,000 modules: compiled at each start, they cost seven seconds every time.
            "--compile-bytecode",
            "--python",
            str(directory / "bin" / "python"),
            str(ROOT / "requirements" / f"{lock}.txt"),
        ],
        "vérifiez l'accès au dépôt de paquets Python, puis relancez : ce qui est déjà reçu est gardé",
    )
    (directory / "lock.stamp").write_text(_lock_stamp(lock), encoding="ascii")


def _is_current(name: str, lock: str) -> bool:
    directory = _ENVIRONMENTS / name
    return (directory / "bin" / "python").exists() and _read(directory / "lock.stamp") == _lock_stamp(lock)


def _lock_stamp(lock: str) -> str:
    return f"{lock} {_fingerprint([f'requirements/{lock}.txt'])}"


def _uv() -> str:
    found = shutil.which("uv")
    if found:
        return found
    own = _ENVIRONMENTS / "uv" / "bin" / "uv"
    if not own.exists():
        _say("Installation de uv")
        directory = _ENVIRONMENTS / "uv"
        _call(
            [sys.executable, "-m", "venv", str(directory)],
            "installez le module venv de Python, puis relancez",
        )
        _call(
            [
                str(directory / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                str(ROOT / "requirements" / "uv.txt"),
            ],
            "vérifiez l'accès au dépôt de paquets Python, puis relancez",
        )
    return str(own)


def _call(command: Sequence[object], advice: str) -> None:
    try:
        status = subprocess.call(
            [str(part) for part in command], cwd=ROOT, env=quiet_environment(), stdout=_ERROR_OUTPUT
        )
    except OSError as error:
        raise StepFailed(f"{advice} ({error}).") from error
    if status != 0:
        raise StepFailed(f"{advice}.")


def _fingerprint(names: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = ROOT / name
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" in file.parts or not file.exists():
                continue
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii") if path.exists() else ""


def _say(what: str) -> None:
    said = f"→ {what}…" if not what.startswith("Modèle prêt") else f"→ {what}."
    print(said, file=sys.stderr, flush=True)
