"""What the supervisor says before it starts anything."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from bot.settings import ROOT
from tests.service import free_port


def test_a_port_that_is_taken_is_named_with_its_setting(tmp_path: object) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        settings = {
            "ORISOIN_VAR": str(tmp_path),
            "ORISOIN_PORT": str(free_port()),
            "ORISOIN_ENGINE_PORT": str(port),
            "ORISOIN_ACTIONS_PORT": str(free_port()),
        }
        command = [sys.executable, "-m", "bot.command.supervise"]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 1
    assert f"port {port} (ORISOIN_ENGINE_PORT)" in done.stderr
    assert "Moteur" not in done.stdout
