"""Addresses asked for by an import never lead inside a network, whatever they are dressed as."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.feeds import fetching
from bot.feeds.fetching import FetchFailed, checked, fetch, is_public

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2001:0:7f00:1::", "100::1", "bonjour", "",
    ],
)  # fmt: skip
@pytest.mark.asvs("1.3.6", shows="S11")
def test_addresses_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4007::1", "::ffff:8.8.8.8"])
def test_addresses_outside_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://exemple.fr/a.ics", "ftp://exemple.fr/a.ics", "file:///etc/passwd", "//exemple.fr", "exemple.fr", "",
        "https://", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:169.254.169.254]/", "https://0.0.0.0/",
        "https://nom:secret@exemple.fr/", "https://exemple.fr:22/", "https://exemple.fr:99999/", "https://[::1",
        "gopher://exemple.fr/", "javascript:alert(1)", "https://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
def test_addresses_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(FetchFailed):
        checked(url)


def test_calendars_of_programs_are_asked_over_https() -> None:
    assert str(checked("webcal://exemple.fr/agenda.ics")) == "https://exemple.fr/agenda.ics"


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "interne.exemple.fr"]
)
@pytest.mark.asvs("1.3.6", "13.2.4", shows="S11")
async def test_names_and_numbers_that_lead_inside_are_refused(
    tmp_path: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolve(*_: Any, **__: Any) -> list[Any]:
        # What a resolver answers: one public address does not make up for a private one.
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443)),
        ]

    if host == "interne.exemple.fr":
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
    with pytest.raises(FetchFailed, match="serveur public"):
        await fetch(f"https://{host}/agenda.ics", tmp_path / "feed")


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    """A small site with every answer a feed may meet."""

    async def calendar(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304)
        headers = {"ETag": '"v1"', "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT"}
        return web.Response(body=CALENDAR, content_type="text/calendar", headers=headers)

    async def bomb(_: web.Request) -> web.Response:
        body = gzip.compress(b"a" * (30 * 1024 * 1024))
        return web.Response(body=body, headers={"Content-Encoding": "gzip", "Content-Type": "text/calendar"})

    async def away(request: web.Request) -> web.Response:
        raise web.HTTPFound(request.query["to"])

    async def round_again(_: web.Request) -> web.Response:
        raise web.HTTPFound("/round")

    async def later(_: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "3600"})

    async def picture(_: web.Request) -> web.Response:
        return web.Response(body=b"GIF89a", content_type="image/gif")

    app = web.Application()
    for path, handler in (
        ("/a.ics", calendar),
        ("/bomb", bomb),
        ("/away", away),
        ("/round", round_again),
        ("/later", later),
        ("/gif", picture),
    ):
        app.router.add_get(path, handler)
    site = TestServer(app)
    await site.start_server()
    yield site
    await site.close()


async def test_a_feed_is_brought_then_asked_for_only_if_changed(server: TestServer, tmp_path: Path) -> None:
    url = str(server.make_url("/a.ics"))
    first = await fetch(url, tmp_path / "feed", allow_local=True)
    assert first.path is not None and first.path.read_bytes() == CALENDAR
    again = await fetch(
        url, tmp_path / "feed", etag=first.etag, last_modified=first.last_modified, allow_local=True
    )
    assert again.path is None and again.etag == '"v1"'


@pytest.mark.asvs("1.3.6", shows="S11")
async def test_a_small_answer_that_hides_a_large_one_is_stopped(server: TestServer, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="trop grosse"):
        await fetch(str(server.make_url("/bomb")), tmp_path / "feed", allow_local=True)
    assert (tmp_path / "feed").stat().st_size <= fetching.MAXIMUM_BYTES


@pytest.mark.asvs("15.3.2", shows="S11")
async def test_redirections_are_checked_and_counted(server: TestServer, tmp_path: Path) -> None:
    def away(to: str) -> str:
        return str(server.make_url("/away").with_query(to=to))

    fetched = await fetch(away("/a.ics"), tmp_path / "feed", allow_local=True)
    assert fetched.path is not None
    for bad in ("file:///etc/passwd", "ftp://exemple.fr/", "https://nom:mot@exemple.fr/"):
        with pytest.raises(FetchFailed):
            await fetch(away(bad), tmp_path / "feed", allow_local=True)
    with pytest.raises(FetchFailed, match="sans fin"):
        await fetch(str(server.make_url("/round")), tmp_path / "feed", allow_local=True)


@pytest.mark.asvs("15.3.2", shows="S11")
async def test_a_redirection_inside_is_refused(
    server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first answer comes from the test's own server; where it leads is checked as for the public.
    monkeypatch.setattr(
        fetching,
        "checked",
        lambda url, allow_local=False: checked(url, allow_local=":" in url[6:] and "/away" in url),
    )
    for inside in ("http://10.0.0.1/", "https://169.254.169.254/latest/", "https://[::1]/"):
        with pytest.raises(FetchFailed):
            url = str(server.make_url("/away").with_query(to=inside))
            await fetch(url, tmp_path / "feed", allow_local=True)


async def test_refusals_and_types(server: TestServer, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed) as refused:
        await fetch(str(server.make_url("/later")), tmp_path / "feed", allow_local=True)
    assert refused.value.retry_after == 3600
    with pytest.raises(FetchFailed, match="image/gif"):
        await fetch(str(server.make_url("/gif")), tmp_path / "feed", allow_local=True)
    with pytest.raises(FetchFailed) as missing:
        await fetch(str(server.make_url("/secret-link")), tmp_path / "feed", allow_local=True)
    assert "404" in str(missing.value) and "secret-link" not in str(missing.value)


async def test_a_closed_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchFailed, match="ne répond pas"):
        await fetch(f"http://127.0.0.1:{port}/x", tmp_path / "feed", allow_local=True)
