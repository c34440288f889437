"""Which addresses may be asked at all: pure judgements on URLs and IP addresses.

Public http and https only. Never resolves a name.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from academichub.errors import ForbiddenAddressError

if TYPE_CHECKING:
    import httpx2

PORTS = {"http": 80, "https": 443}

# What Python 3.11's tables do not yet call private, and the tunnels that hide an IPv4 address:
# https://www.iana.org/assignments/iana-ipv6-special-registry and its IPv4 sibling.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",
            "192.88.99.0/24",
            "64:ff9b:1::/48",
            "2001::/23",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fec0::/10",
        ),
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def forbidden(address: str) -> str | None:
    """Why the IP *address* must not be connected to; None where it may."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "which is no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return forbidden(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return forbidden(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    if (
        not ip.is_global
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_link_local
        or any(ip in network for network in _SPECIAL if network.version == ip.version)
    ):
        return "which is not a public address"
    return None


def authority(url: httpx2.URL) -> str:
    """``host:port`` of *url*, the host as it goes over the wire, the port always there."""
    return f"{url.raw_host.decode('ascii')}:{url.port or PORTS[url.scheme]}"


def checked(text: str) -> httpx2.URL:
    """*text* as an address that may be asked.

    Raises:
        ForbiddenAddressError: not http or https, no host, or with a user name or password.
    """
    import httpx2

    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise ForbiddenAddressError(f"not an address: {error}") from error
    if url.scheme not in PORTS:
        raise ForbiddenAddressError(
            f"only http and https are fetched, not {url.scheme or 'nothing'!r}"
        )
    if not url.raw_host or b"%" in url.raw_host or not 0 < (url.port or 80) < 65536:
        raise ForbiddenAddressError("the address has no usable host or port")
    if url.userinfo:
        raise ForbiddenAddressError(f"the address of {url.host} carries a user name")
    return url.copy_with(fragment=None)
