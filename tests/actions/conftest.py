"""The catalogue's fixtures: actions answer from a real database."""

from __future__ import annotations

from tests.catalogue.conftest import loaded_file, session, sessions

__all__ = ["loaded_file", "session", "sessions"]
