"""Fixtures shared by the whole suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service import Service, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The real gateway, engine and actions, started once for the session."""
    var: Path = tmp_path_factory.mktemp("service")
    with running(var) as started:
        yield started
