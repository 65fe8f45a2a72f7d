"""Whose request it is: the address of the peer, or the one that a proxy we trust tells."""

from __future__ import annotations

import ipaddress

from aiohttp import web

from bot.gateway.keys import SETTINGS
from bot.settings import Network


def client_address(request: web.Request) -> str | None:
    """The address the person comes from; None when there is none (a Unix socket)."""
    forwarded = ",".join(request.headers.getall("X-Forwarded-For", []))
    return told_address(request.remote, forwarded, request.app[SETTINGS].trusted_proxies)


def told_address(peer: str | None, forwarded: str, trusted: tuple[Network, ...]) -> str | None:
    """The last address of the way (`forwarded`, then `peer`) that is not one of our proxies.

    Whoever stands before the first proxy writes what they like to the left: only what our proxies added is believed.
    """
    address = peer
    for word in reversed(forwarded.split(",")):
        if not _is_trusted(address, trusted):
            return address
        word = word.strip()
        try:
            ipaddress.ip_address(word)
        except ValueError:
            return address
        address = word
    return address


def _is_trusted(address: str | None, trusted: tuple[Network, ...]) -> bool:
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    return any(parsed in network for network in trusted)
