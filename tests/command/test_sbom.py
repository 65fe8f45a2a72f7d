"""The bill of materials names what the lock files name, and nothing without a hash."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.command.sbom import bill
from tests.service import ROOT


@pytest.mark.asvs("15.1.2", shows="S20")
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


@pytest.mark.asvs("15.1.1", "15.2.1", shows="S20")
def test_the_exceptions_of_the_engine_are_locked_explained_and_dated() -> None:
    page = (ROOT / "docs" / "securite.md").read_text(encoding="utf-8")
    section = page.split("## Exceptions du moteur")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in section.splitlines()
        if line.startswith("| ")
    ]
    locked = {c["name"].lower(): c["version"] for c in bill()["components"] if c["group"] == "engine"}
    assert rows[0][0] == "paquet" and len(rows) > 5
    for packages, advice, _, reason, review in rows[1:]:
        for name in re.findall(r"[a-z][\w-]+", packages.split("(")[0]):
            assert name in locked, name
        assert advice and len(reason) > 10, packages
        assert date.fromisoformat(review) > date(2026, 11, 1), packages
    # What has no exception has no known reason to need one: the gateway's own server is past its last advisory.
    own = {c["name"].lower(): c["version"] for c in bill()["components"] if c["group"] == "service"}
    assert tuple(int(part) for part in own["aiohttp"].split(".")) >= (3, 14, 4)
