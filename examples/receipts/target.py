"""Where a link or a redirect may lead: to a public address by https, and to this machine only if that is allowed."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import quote, urlsplit

from problem import Failure

Address = IPv4Address | IPv6Address
# Addresses of IPv6 that a gateway turns into the IPv4 address in their last 32 bits.
NAT64: IPv4Network | IPv6Network = ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """`addresses`: those that were checked. A second look-up of the host could name others."""

    host: str
    port: int
    is_https: bool
    addresses: tuple[str, ...]
    resource: str


def target_of(url: str, allows_loopback: bool) -> Target:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError as error:
        raise Failure("its link is not a URL") from error
    is_https = parts.scheme == "https"
    if not is_https and not (parts.scheme == "http" and allows_loopback):
        raise Failure(f"its link begins with {ascii(parts.scheme)}, not with https")
    if not host or "@" in parts.netloc:
        raise Failure("its link has no host" if not host else "its link has a user name in it")
    port = port or (443 if is_https else 80)
    addresses = _resolved(host, port)
    for address in addresses:
        _require_allowed(host, ip_address(address.partition("%")[0]), is_https, allows_loopback)
    return Target(host, port, is_https, addresses, _resource(parts.path, parts.query))


def _resolved(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failure(f"the host {host} is not found", is_temporary=True) from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def _require_allowed(host: str, address: Address, is_https: bool, allows_loopback: bool) -> None:
    if allows_loopback and address.is_loopback:
        return
    if not is_https:
        raise Failure(f"its link leads to {host} without https")
    if not all(each.is_global and not each.is_multicast for each in (address, *_embedded(address))):
        raise Failure(f"its link leads to {host}, which has the address {address} of a private network or of this machine")


def _embedded(address: Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    nat64 = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    return [each for each in (address.ipv4_mapped, address.sixtofour, nat64) if each is not None]


def _resource(path: str, query: str) -> str:
    """What is signed stays as it is; a character that no URL may have could end the line of the request."""
    quoted = quote(path or "/", safe="/%:@!$&'()*+,;=~")
    return f"{quoted}?{quote(query, safe='/?%:@!$&()*+,;=~')}" if query else quoted
