"""Addresses that somebody else names: public ones alone are called, in whatever form they are written."""

from ipaddress import ip_address, ip_network

import pytest

from core.public_addresses import literal_address, may_be_called, reached_address
from core.settings.rates import parse_networks

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
]

NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 - nothing is bound
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1.1.1.1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_may_be_called(text: str) -> None:
    assert may_be_called(ip_address(text))


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_any_other_address_may_not(text: str) -> None:
    assert not may_be_called(ip_address(text))


def test_a_network_may_be_allowed_in_every_form_of_its_addresses() -> None:
    allowed = parse_networks("127.0.0.0/8, fd12::/16")
    assert allowed == (ip_network("127.0.0.0/8"), ip_network("fd12::/16"))
    for text in ("127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "fd12::1"):
        assert may_be_called(ip_address(text), allowed)
    assert not may_be_called(ip_address("10.0.0.1"), allowed)


def test_a_network_with_host_bits_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="host bits"):
        parse_networks("127.0.0.1/8")


def test_an_address_that_stands_for_another_is_told() -> None:
    assert str(reached_address(ip_address("64:ff9b::a00:1"))) == "10.0.0.1"
    assert literal_address("hooks.example.net") is None
