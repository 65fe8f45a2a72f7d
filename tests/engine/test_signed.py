"""S3, ASVS 1.5.2 and 15.2.5: the engine loads only a model that this installation signed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from bot.engine.signed import UntrustedModel, sign, trusted
from bot.settings import ROOT


class Signed(unittest.TestCase):
    """A folder of models and the key that recognises them, apart."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.models, self.key = Path(folder.name) / "models", Path(folder.name) / "keys" / "model.pub"
        self.models.mkdir()
        self.model = self.models / "orisoin.tar.gz"
        self.model.write_bytes(b"a model")
        sign(self.models, self.key)

    def refused(self, *words: str) -> None:
        with self.assertRaises(UntrustedModel) as refusal:
            trusted(self.models, self.key)
        for word in words:
            self.assertIn(word, str(refusal.exception))

    def test_what_was_signed_is_loaded(self) -> None:
        self.assertEqual(trusted(self.models, self.key), self.model)
        self.assertEqual(trusted(self.model, self.key), self.model)

    def test_a_swapped_or_altered_file_is_refused(self) -> None:
        self.model.write_bytes(b"another one")
        self.refused("orisoin.tar.gz", "n'est pas celui", "./orisoin sign")

    def test_a_newer_file_beside_it_is_refused(self) -> None:
        newer = self.models / "newer.tar.gz"
        # The clock that dates files may be slower than two writes.
        while not newer.exists() or newer.stat().st_ctime <= self.model.stat().st_ctime:
            newer.write_bytes(b"another one")
        self.refused("newer.tar.gz")

    def test_the_signature_of_another_installation_is_refused(self) -> None:
        sign(self.models, self.key.parent / "theirs.pub")
        self.refused("n'est pas celui")

    def test_no_signature_or_no_sense_in_it_is_refused(self) -> None:
        signature = self.models / "orisoin.tar.gz.sig"
        signature.write_text("é", encoding="utf-8")
        self.refused("n'est pas celui")
        signature.unlink()
        self.refused("n'est pas celui")

    def test_without_the_key_nothing_is_loaded(self) -> None:
        self.key.unlink()
        self.refused("ORISOIN_MODEL_KEY")

    def test_without_a_model_one_is_told_how_to_make_it(self) -> None:
        self.model.unlink()
        self.refused("./orisoin setup")

    def test_a_new_model_takes_the_place_of_the_former_under_the_same_key(self) -> None:
        before = self.key.read_text(encoding="ascii")
        self.model.write_bytes(b"a better one")
        sign(self.models, self.key)
        self.assertEqual(trusted(self.models, self.key), self.model)
        self.assertEqual(self.key.read_text(encoding="ascii"), before)

    def test_the_key_that_signs_is_for_its_owner_only(self) -> None:
        private = self.key.with_suffix(".key")
        self.assertEqual(stat.S_IMODE(private.stat().st_mode), 0o600)

    def test_the_engine_does_not_start_on_a_swapped_model(self) -> None:
        self.model.write_bytes(b"another one")
        started = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.engine.run"],
            cwd=ROOT,
            env={
                **os.environ,
                "ORISOIN_MODELS": str(self.models),
                "ORISOIN_MODEL_KEY": str(self.key),
                "ORISOIN_VAR": str(self.models.parent),
                "PYTHONPATH": str(ROOT),
            },
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.assertEqual(started.returncode, 1)
        self.assertIn("n'est pas celui que cette installation a signé", started.stderr)
        self.assertNotIn("Traceback", started.stderr)


if __name__ == "__main__":
    unittest.main()
