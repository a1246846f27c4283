"""Which addresses a place may call: public ones over HTTPS, looked up once and then held to.

An address given by a person could name what only this machine reaches: its own ports, the network
behind it, the metadata of its host. The name is resolved here, every address that it gives is
looked at, and the connection goes to the one that was looked at, not to the name: an answer that
changes meanwhile changes nothing.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

LONGEST = 500
#: Networks that carry an IPv4 address inside: what they lead to is not what they say.
_CARRIERS = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)


class RefusedAddress(Exception):  # noqa: N818 - reads as what it is where it is caught
    """The address may not be called; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect (`ip`, `port`), and as whom (`host`)."""

    host: str
    port: int
    ip: str
    path: str
    secure: bool

    @property
    def named(self) -> str:
        """The host as the header `Host` writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


def read_address(address: str) -> tuple[str, int, str, bool]:
    """Return host, port, path and whether it is HTTPS; raises RefusedAddress. Looks nothing up."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RefusedAddress("unreadable") from None
    whole = len(address) <= LONGEST and address.isascii() and address.isprintable()
    if not whole or " " in address or not parts.hostname:
        raise RefusedAddress("unreadable")
    if parts.username is not None or parts.password is not None:
        raise RefusedAddress("credentials")
    if parts.scheme not in ({"https", "http"} if settings.WEBHOOKS_LOOPBACK else {"https"}):
        raise RefusedAddress("scheme")
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.hostname, port or (443 if secure else 80), path, secure


def checked(address: str) -> Target:
    """Return where an address leads, once every place it may lead to is public.

    Raises RefusedAddress.
    """
    host, port, path, secure = read_address(address)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise RefusedAddress("unknown") from None
    ips = list(dict.fromkeys(str(each[4][0]) for each in found))
    for ip in ips:
        if not _open(ip):
            raise RefusedAddress("private")
    if not ips:
        raise RefusedAddress("unknown")
    if not secure and not ipaddress.ip_address(ips[0]).is_loopback:
        raise RefusedAddress("scheme")
    return Target(host, port, ips[0], path, secure)


def _open(text: str) -> bool:
    """Whether an address is of the public internet (or this machine, where that is allowed)."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return _open(str(ip.ipv4_mapped))
        if any(ip in network for network in _CARRIERS):
            return False
    if ip.is_loopback:
        return bool(settings.WEBHOOKS_LOOPBACK)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
