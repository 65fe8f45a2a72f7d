"""`orisoin test`: every check that CI runs, each with its time, all run even when one fails."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass

from bot.command.setup import ENGINE_PYTHON, ROOT, SERVICE_PYTHON, quiet_environment


@dataclass(frozen=True)
class Check:
    """One check: its French name and its command."""

    label: str
    command: tuple[str, ...]


def checks() -> list[Check]:
    """The checks in the order in which they run: the quick ones first."""
    tools = SERVICE_PYTHON.parent
    rasa = (str(ENGINE_PYTHON), "-m", "bot.engine.rasa_command")
    return [
        Check("Style (ruff)", (str(tools / "ruff"), "check", ".")),
        Check("Mise en forme (ruff format)", (str(tools / "ruff"), "format", "--check", ".")),
        Check("Types (mypy)", (str(tools / "mypy"),)),
        Check("Couches (import-linter)", (str(tools / "lint-imports"),)),
        Check("Données (rasa data validate)", (*rasa, "data", "validate", "--fail-on-warnings")),
        Check(
            "Décisions (rasa test core)",
            (
                *rasa,
                "test",
                "core",
                "--stories",
                "tests/stories",
                "--fail-on-prediction-errors",
                "--out",
                "results",
            ),
        ),
        Check(
            "Moteur (unittest, dans son environnement)",
            (str(ENGINE_PYTHON), "-m", "unittest", "discover", "-s", "tests/engine", "-t", "."),
        ),
        Check("Langage (phrases d'essai)", (str(ENGINE_PYTHON), "-m", "bot.engine.evaluation", "--check")),
        Check("Tests (pytest)", (str(SERVICE_PYTHON), "-m", "pytest", "-q")),
    ]


def main() -> int:
    """Run every check; the exit status is 0 when all passed."""
    failed = []
    for check in checks():
        print(f"\n=== {check.label}", flush=True)
        started = time.monotonic()
        status = subprocess.call(check.command, cwd=ROOT, env=quiet_environment())
        print(
            f"--- {check.label} : {'ok' if status == 0 else 'ÉCHEC'} ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        if status != 0:
            failed.append(check.label)
    if failed:
        print(f"\nÉchec : {', '.join(failed)}.", file=sys.stderr)
        return 1
    print("\nTous les contrôles sont passés.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
