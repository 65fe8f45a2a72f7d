"""Fault X11: the certificate is renewed while people write, and nobody sees anything of it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from bot.settings import Settings
from tests.gateway.fakes import FakeEngine, free_port
from tests.gateway.test_faults import gateway
from tests.replicas import nginx_settings
from tests.servers import listens, program, until

RENEWALS = 3


def issue(folder: Path) -> None:
    """A new certificate and its key, in the place of the ones there are."""
    folder.chmod(0o755)
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    command = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=localhost", "-days", "2", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program("openssl"), *command, *names], check=True, capture_output=True)


def shown(port: int) -> str:
    """The print of the certificate that a new visitor is shown."""
    served = ssl.get_server_certificate(("127.0.0.1", port))
    return hashlib.sha256(served.encode()).hexdigest()


@contextlib.contextmanager
def nginx(folder: Path, port: int, behind: int) -> Iterator[None]:
    """nginx as deployed, with the lines of TLS that its file offers."""
    settings = nginx_settings(folder, free_port(), [behind])
    settings = settings.replace("# listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;")
    settings = settings.replace("# ssl_certificate", "ssl_certificate").replace("/etc/nginx/tls", str(folder))
    path = folder / "nginx.conf"
    path.write_text(settings, encoding="utf-8")
    process = subprocess.Popen([program("nginx", "/usr/sbin"), "-c", str(path), "-e", "stderr"])
    try:
        until(lambda: listens(port), 20, "nginx")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.mark.fault("X11")
async def test_x11_a_renewed_certificate_is_seen_by_nobody(
    database: None, engine: FakeEngine, settings: Settings, tmp_path: Path
) -> None:
    issue(tmp_path)
    port, over = free_port(), asyncio.Event()
    url = f"https://127.0.0.1:{port}/api/v1/conversations"
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

    async def talk(http: aiohttp.ClientSession) -> int:
        sent = 0
        while not over.is_set():
            async with http.post(url, json={}) as opening:
                assert opening.status == 201
                begun = await opening.json()
            headers = {"Authorization": f"Bearer {begun['token']}"}
            # One person may not send many more in a minute.
            for _ in range(10):
                message = {"id": str(uuid4()), "text": f"bonjour {sent}"}
                async with http.post(
                    f"{url}/{begun['conversation']}/messages", json=message, headers=headers
                ) as answer:
                    assert answer.status == 200, await answer.text()
                sent += 1
                await asyncio.sleep(0.2)
        return sent

    async with gateway(settings) as client:
        assert client.port is not None
        with nginx(tmp_path, port, client.port):
            connector = aiohttp.TCPConnector(ssl=trusting)
            async with aiohttp.ClientSession(connector=connector) as http:
                talks = [asyncio.create_task(talk(http)) for _ in range(3)]
                prints = [await asyncio.to_thread(shown, port)]
                for _ in range(RENEWALS):
                    await asyncio.to_thread(issue, tmp_path)
                    reload = [
                        program("nginx", "/usr/sbin"),
                        "-c",
                        str(tmp_path / "nginx.conf"),
                        "-s",
                        "reload",
                    ]
                    await asyncio.to_thread(subprocess.run, reload, check=True, capture_output=True)
                    # Workers that end may still show the former one; a busy machine takes its time to start the new ones.
                    for _ in range(600):
                        served = await asyncio.to_thread(shown, port)
                        if served not in prints:
                            prints.append(served)
                            break
                        await asyncio.sleep(0.05)
                over.set()
                sent = await asyncio.gather(*talks)
    assert len(prints) == 1 + RENEWALS
    assert all(sent)
    assert len(engine.turns) == sum(sent)
