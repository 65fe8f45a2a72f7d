"""Feeds brought from the web onto the disk, without ever being led to the inside of a network.

https only; names are resolved once and the connection goes to the address that was checked; every redirection is
checked anew; size, time and type are bounded. Addresses of feeds may hold a secret: no message shows them whole.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

MAXIMUM_BYTES = 20 * 1024 * 1024
CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 60.0
_REDIRECTIONS = 5
_PORTS = (443, 8443)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TYPES = (
    "text/", "application/json", "application/ld+json", "application/geo+json", "application/xml",
    "application/xhtml+xml", "application/zip", "application/x-zip-compressed", "application/octet-stream",
    "application/gzip", "application/x-gzip",
    "application/calendar", "application/ics", "application/csv", "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet", "binary/octet-stream",
)  # fmt: skip
_NUMERIC = re.compile(r"(?:^|\.)(?:0x[0-9a-f]*|\d+)\.?$", re.IGNORECASE)
_SCRIPTS = ("text/javascript", "text/css")


class FetchFailed(Exception):
    """A feed could not be brought; the message is a French sentence. `retry_after`: seconds the server asks for."""

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Fetched:
    """What came: the file (None when the server says nothing changed), and what to ask with next time."""

    path: Path | None
    etag: str | None
    last_modified: str | None


def shown(url: str) -> str:
    """An address as it may be shown: its host, the rest may be a secret."""
    return f"{URL(url).host or '?'}/…"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, and leads to no other through a mapping."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class _CheckedResolver(AbstractResolver):
    """Resolves a name and gives its addresses only when all of them may be reached."""

    def __init__(self, allow_local: bool) -> None:
        self._allow_local = allow_local

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"Le nom « {host[:100]} » ne mène à aucun serveur.") from error
        addresses: list[ResolveResult] = []
        for kind, _, protocol, _, where in found:
            address = str(where[0])
            if not self._allow_local and not is_public(address):
                raise FetchFailed(f"L'adresse de « {host[:100]} » n'est pas celle d'un serveur public.")
            addresses.append(
                ResolveResult(
                    hostname=host,
                    host=address,
                    port=port,
                    family=kind,
                    proto=protocol,
                    flags=socket.AI_NUMERICHOST,
                )
            )
        return addresses

    async def close(self) -> None:
        """Nothing is held."""


def checked(url: str, allow_local: bool = False) -> URL:
    """The address of a feed, if it may be asked. Raises FetchFailed with a French sentence."""
    text = url.strip()
    for scheme in ("webcal://", "webcals://"):
        if text.lower().startswith(scheme):
            text = "https://" + text[len(scheme) :]
    try:
        parsed = URL(text)
        port = parsed.port
    except ValueError:
        raise FetchFailed("L'adresse n'est pas lisible.") from None
    if parsed.scheme not in (("https", "http") if allow_local else ("https",)):
        raise FetchFailed("L'adresse d'une source doit commencer par « https:// ».")
    if not parsed.host or parsed.user or parsed.password:
        raise FetchFailed(
            "L'adresse d'une source doit nommer un serveur, sans nom d'utilisateur ni mot de passe."
        )
    if allow_local:
        return parsed
    if port not in _PORTS:
        raise FetchFailed(f"Le port {port} n'est pas admis pour une source.")
    # A name that ends in a number is an address in disguise: « 2130706433 », « 0x7f.1 ».
    literal = _is_literal(parsed.host)
    if (literal and not is_public(parsed.host)) or (not literal and _NUMERIC.search(parsed.host)):
        raise FetchFailed("L'adresse n'est pas celle d'un serveur public.")
    return parsed


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def fetch(
    url: str,
    target: Path,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    allow_local: bool = False,
    maximum: int = MAXIMUM_BYTES,
) -> Fetched:
    """Bring `url` to the file `target`. `allow_local`: http and private addresses too (tests, an agency's own network).

    Raises FetchFailed with a French sentence.
    """
    headers = {"User-Agent": "Orisoin", "Accept": "*/*"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    connector = aiohttp.TCPConnector(
        resolver=_CheckedResolver(allow_local), use_dns_cache=False, force_close=True
    )
    timeout = aiohttp.ClientTimeout(
        total=TOTAL_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=CONNECT_SECONDS * 2
    )
    try:
        async with aiohttp.ClientSession(
            connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
        ) as session:
            return await _follow(session, checked(url, allow_local), target, headers, allow_local, maximum)
    except FetchFailed:
        raise
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        if isinstance(error.__cause__, FetchFailed):
            raise error.__cause__ from None
        kind = (
            "met trop de temps à répondre"
            if isinstance(error, TimeoutError)
            else "ne répond pas comme attendu"
        )
        raise FetchFailed(f"Le serveur {shown(url)} {kind} ({type(error).__name__}).") from error


async def _follow(
    session: aiohttp.ClientSession,
    url: URL,
    target: Path,
    headers: dict[str, str],
    allow_local: bool,
    maximum: int,
) -> Fetched:
    for _ in range(_REDIRECTIONS + 1):
        async with session.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status in (301, 302, 303, 307, 308):
                where = answer.headers.get("Location")
                if not where:
                    raise FetchFailed("Le serveur renvoie ailleurs sans dire où.")
                url = checked(str(url.join(URL(where))), allow_local)
                continue
            if answer.status == 304:
                return Fetched(None, headers.get("If-None-Match"), headers.get("If-Modified-Since"))
            if answer.status != 200:
                raise FetchFailed(
                    f"Le serveur {shown(str(url))} répond par l'erreur {answer.status}.", _retry_after(answer)
                )
            _check_type(answer)
            await _save(answer, target, maximum)
            return Fetched(target, answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    raise FetchFailed("Le serveur renvoie d'adresse en adresse sans fin.")


def _retry_after(answer: aiohttp.ClientResponse) -> int | None:
    text = answer.headers.get("Retry-After", "")
    return min(int(text), 7 * 86400) if text.isdigit() and len(text) < 8 else None


def _check_type(answer: aiohttp.ClientResponse) -> None:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    allowed = (
        not kind or (kind.startswith(_TYPES) and kind not in _SCRIPTS) or kind.endswith(("+json", "+xml"))
    )
    if not allowed or kind.startswith("image/"):
        raise FetchFailed(f"Le serveur envoie « {kind[:60]} », qui n'est pas un agenda ni un tableau.")


async def _save(answer: aiohttp.ClientResponse, target: Path, maximum: int) -> None:
    size = 0
    with target.open("wb") as file:
        # Bytes are counted once decompressed: a small answer may hide a large one.
        async for piece in answer.content.iter_chunked(64 * 1024):
            size += len(piece)
            if size > maximum:
                raise FetchFailed(f"La source est trop grosse (plus de {maximum // (1024 * 1024)} Mo).")
            file.write(piece)


def as_headers(fetched: Fetched) -> dict[str, Any]:
    """What to keep of an answer, to ask only for what changed next time."""
    return {
        "etag": (fetched.etag or "")[:500] or None,
        "last_modified": (fetched.last_modified or "")[:100] or None,
    }
