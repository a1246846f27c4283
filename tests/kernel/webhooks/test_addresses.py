"""Where a webhook may go: nowhere that only this machine reaches, whatever names say meanwhile."""

import socket
from typing import Any

import pytest
from django.test import override_settings

from lieucommun.kernel.webhooks.addresses import RefusedAddress, checked, read_address
from lieucommun.kernel.webhooks.sending import post

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address that is refused
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "2130706433",
    "0x7f.1",
    "localhost",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_what_only_this_machine_reaches_is_refused(host: str) -> None:
    with pytest.raises(RefusedAddress) as refused:
        checked(f"https://{host}/hook")
    assert refused.value.code in {"private", "unknown"}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "unreadable"),
        ("example.org", "unreadable"),
        ("https://", "unreadable"),
        ("https://exa mple.org/", "unreadable"),
        ("https://example.org:port/", "unreadable"),
        ("https://example.org/" + "a" * 600, "unreadable"),
        ("https://[::1", "unreadable"),
        ("https://example.org/\r\nHost: other", "unreadable"),
        ("https://user:word@example.org/", "credentials"),
        ("http://example.org/", "scheme"),
        ("file:///etc/passwd", "unreadable"),
        ("gopher://example.org/", "scheme"),
    ],
)
def test_what_is_no_address_is_told(address: str, code: str) -> None:
    with pytest.raises(RefusedAddress) as refused:
        read_address(address)
    assert refused.value.code == code


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolves(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(RefusedAddress, match="private"):
        checked("https://example.org/")


def test_the_connection_goes_to_what_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolves(monkeypatch, "93.184.216.34")
    target = checked("https://example.org:8443/hook?a=1")
    assert (target.ip, target.port, target.path) == ("93.184.216.34", 8443, "/hook?a=1")
    _resolves(monkeypatch, "127.0.0.1")  # the name now says something else
    asked: list[Any] = []

    def connect(address: Any, timeout: float) -> socket.socket:
        asked.append((address, timeout))
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        post(target, b"{}", {})
    assert asked == [(("93.184.216.34", 8443), 5.0)]


def test_plain_http_goes_to_this_machine_only_and_only_where_allowed() -> None:
    with override_settings(WEBHOOKS_LOOPBACK=True):
        assert checked("http://127.0.0.1:9000/").secure is False
        with pytest.raises(RefusedAddress, match="private"):
            checked("http://10.0.0.1/")


def _resolves(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ips]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
