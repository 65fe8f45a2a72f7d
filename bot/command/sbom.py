"""`orisoin sbom`: what the service is made of, as CycloneDX JSON, from the lock files (versions and hashes)."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from bot.command.setup import ROOT

_LOCKS = ("service", "engine")
_PACKAGE = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: Path) -> list[dict[str, Any]]:
    """The packages of one lock file, each with the hashes it may have."""
    found: list[dict[str, Any]] = []
    for line in lock.read_text(encoding="utf-8").splitlines():
        if (package := _PACKAGE.match(line)) is not None:
            name, version = package[1].lower().replace("_", "-"), package[2]
            found.append(
                {
                    "type": "library",
                    "bom-ref": f"{lock.stem}:{name}@{version}",
                    "group": lock.stem,
                    "name": name,
                    "version": version,
                    "purl": f"pkg:pypi/{name}@{version}",
                    "hashes": [],
                }
            )
        for digest in _HASH.findall(line):
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest})
    return found


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The whole bill of materials; the group of a component is the environment it lives in."""
    locks = [root / "requirements" / f"{name}.txt" for name in _LOCKS]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "orisoin", "bom-ref": "orisoin"}},
        "components": [component for lock in locks for component in components(lock)],
    }


def main() -> int:
    """Write it on standard output."""
    argparse.ArgumentParser(prog="orisoin sbom", description=__doc__).parse_args()
    json.dump(bill(), sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
