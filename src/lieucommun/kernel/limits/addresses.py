"""Which address a request comes from, behind the proxies that the operator declares."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

#: A household or an office holds a whole /64 of IPv6: one of its machines is not one caller.
IPV6_PREFIX = 64


def address_of(request: HttpRequest) -> str:
    """Return the address of the visitor, to be counted and never kept; "" when there is none.

    Each proxy adds the address that it saw at the end of X-Forwarded-For: only the last ones,
    as many as LIEU_PROXIES says, were not written by the visitor.
    """
    seen = [request.META.get("REMOTE_ADDR", "")]
    if settings.PROXIES:
        passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        seen = [part.strip() for part in passed_on if part.strip()][-settings.PROXIES :] or seen
    return _grouped(seen[0])


def _grouped(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return text[:64]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)
