"""A model file is code: only one that this installation signed is loaded (Ed25519), whatever lies in its folder.

The key that signs stays where models are trained; where they serve, the key that recognises them is enough. It is kept
apart from the models: who can only write there can make nothing of it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.settings import SettingError, load_settings

_SIGNATURE = ".sig"
_PRIVATE = ".key"


class UntrustedModel(SettingError):
    """The model cannot be loaded; the message says in French why, and what to do."""


def newest(models: Path) -> Path:
    """The model that Rasa would load of a folder: its newest; a file is itself. Raises UntrustedModel when there is none."""
    if models.is_file():
        return models
    found = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_ctime, default=None)
    if found is None:
        raise UntrustedModel(f"Il n'y a pas de modèle dans {models} : lancez « ./orisoin setup ».")
    return found


def trusted(models: Path, key: Path) -> Path:
    """The newest model of `models`, once it is known to be signed for the public `key`. Raises UntrustedModel."""
    model = newest(models)
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.read_text(encoding="ascii")))
    except (OSError, ValueError):
        raise UntrustedModel(
            f"La clé qui reconnaît le modèle ne peut pas être lue ({key}) : lancez « ./orisoin setup », "
            "ou dites par ORISOIN_MODEL_KEY où elle est."
        ) from None
    try:
        public.verify(bytes.fromhex(_signature_of(model).read_text(encoding="ascii")), model.read_bytes())
    except (OSError, ValueError, InvalidSignature):
        raise UntrustedModel(
            f"Le modèle {model} n'est pas celui que cette installation a signé : il n'est pas chargé. "
            "S'il vient de vous, lancez « ./orisoin sign » ; sinon, refaites-le : « ./orisoin train »."
        ) from None
    return model


def sign(models: Path, key: Path) -> None:
    """Sign the newest model of `models`; the pair of keys is made at the first time, the private one for its owner only."""
    model = newest(models)
    private = _private_key(key.with_suffix(_PRIVATE))
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    _replace(key, public.hex())
    _replace(_signature_of(model), private.sign(model.read_bytes()).hex())


def _signature_of(model: Path) -> Path:
    return model.with_name(model.name + _SIGNATURE)


def _private_key(path: Path) -> Ed25519PrivateKey:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(os.urandom(32).hex())
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii")))


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)


def main() -> int:
    """`sign` (the default) or `check` the newest model."""
    parser = argparse.ArgumentParser(
        prog="orisoin sign", description="signe le modèle que le moteur chargera"
    )
    parser.add_argument("what", nargs="?", choices=("sign", "check"), default="sign", help=argparse.SUPPRESS)
    parser.add_argument("--models", type=Path, help="le dossier des modèles")
    arguments = parser.parse_args()
    try:
        settings = load_settings()
        models = arguments.models or settings.models
        if arguments.what == "check":
            trusted(models, settings.model_key)
        else:
            sign(models, settings.model_key)
            print(f"{newest(models)} est signé.")
    except (SettingError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
