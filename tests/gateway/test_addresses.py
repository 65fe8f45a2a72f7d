"""The address a request comes from is told by our own proxies only."""

from __future__ import annotations

import ipaddress

import pytest

from bot.gateway.addresses import told_address
from bot.settings import SettingError, load_settings

PROXIES = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("::1"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.2.0.1", "198.51.100.1"),
        ("10.0.0.1", "10.9.9.9", "10.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "not an address", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1:80", "10.0.0.1"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        (None, "198.51.100.1", None),
    ],
)
@pytest.mark.asvs("15.3.4", shows="S10")
def test_only_what_our_proxies_added_is_believed(
    peer: str | None, forwarded: str, address: str | None
) -> None:
    assert told_address(peer, forwarded, PROXIES) == address


def test_without_proxies_nothing_is_believed() -> None:
    assert told_address("10.0.0.1", "198.51.100.1", ()) == "10.0.0.1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ORISOIN_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("ORISOIN_TRUSTED_PROXIES", "nginx"),
        ("ORISOIN_LIMITS_URL", "memory://"),
        ("ORISOIN_QUEUE", "0"),
        ("ORISOIN_ACTIONS_URL", "actions:5055"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        load_settings({name: value})
