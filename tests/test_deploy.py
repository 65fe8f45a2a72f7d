"""What stands in deploy/ speaks of settings, modules and measures that exist."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.gateway.metrics import Metrics
from tests.service import ROOT

DEPLOY = ROOT / "deploy"


def documents() -> list[dict[str, Any]]:
    """Every YAML document of the folder."""
    files = sorted(DEPLOY.rglob("*.yaml"))
    return [one for file in files for one in yaml.safe_load_all(file.read_text(encoding="utf-8"))]


def test_every_setting_it_gives_exists() -> None:
    known = set(
        re.findall(r"^(ORISOIN_\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for file in [path for path in DEPLOY.rglob("*") if path.is_file()]:
        used = set(re.findall(r"ORISOIN_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8")))
        assert used <= known, f"{file.name}: {used - known}"


def test_every_module_it_starts_exists() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DEPLOY.rglob("*") if path.is_file())
    modules = set(re.findall(r'-m"?, "?([a-z_.]+)"?', text)) | set(re.findall(r"python -m ([a-z_.]+)", text))
    assert {"bot.gateway", "bot.engine.run", "actions", "bot.command.prepare"} <= modules
    for module in modules - {"rasa"}:
        assert importlib.util.find_spec(module.removesuffix(".run")) is not None, module


def test_containers_have_no_privilege_and_bounded_memory() -> None:
    pods = [
        one["spec"]["template"]["spec"]
        for one in documents()
        if one.get("kind") in ("Deployment", "StatefulSet")
    ]
    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["resources"]["limits"]["memory"]
            assert {"readinessProbe", "livenessProbe"} <= set(container)


@pytest.mark.asvs("13.4.5", shows="S2")
def test_only_nginx_is_reachable_from_outside() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert [name for name, one in compose["services"].items() if "ports" in one] == ["nginx"]
    assert [name for name, one in compose["services"].items() if "outside" in one["networks"]] == ["nginx"]
    assert compose["networks"]["inside"]["internal"] is True


def test_the_dashboard_shows_measures_that_exist() -> None:
    metrics = Metrics()
    names = {sample.name for family in metrics.registry.collect() for sample in family.samples}
    names |= {f"{family.name}_{end}" for family in metrics.registry.collect() for end in ("total", "bucket")}
    board = json.loads(Path(DEPLOY / "grafana" / "orisoin.json").read_text(encoding="utf-8"))
    shown = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"orisoin_[a-z_]+", target["expr"])
    }
    assert len(shown) >= 6
    assert shown <= names, shown - names
