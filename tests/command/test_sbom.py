"""The bill of materials names what the lock files name, and nothing without a hash."""

from __future__ import annotations

from bot.command.sbom import bill
from tests.service import ROOT


def test_every_locked_package_is_in_it_with_its_hashes() -> None:
    found = bill()
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.5")
    references = [component["bom-ref"] for component in found["components"]]
    assert len(references) == len(set(references))
    locked = sum(
        " ==" in f" {line}".replace("==", " ==") and not line.startswith((" ", "#"))
        for name in ("service", "engine")
        for line in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    )
    assert len(references) == locked > 100
    assert all(component["hashes"] for component in found["components"])
    engines = {c["name"]: c["version"] for c in found["components"] if c["group"] == "engine"}
    assert engines["rasa"] == "3.6.21"
    services = {c["name"] for c in found["components"] if c["group"] == "service"}
    assert "rasa" not in services and "tensorflow" not in services
