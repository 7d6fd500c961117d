"""Requests to addresses that people supply (their calendar servers, their browsers' push services): they reach the public internet and nothing else.

A name is resolved once for each client, every address it has must be public, and the connection goes to the address that was looked at,
so a name that answers differently the second time (DNS rebinding) changes nothing. Redirects are followed by hand under the same rules
and carry no password to another host. Size and time are limited. Development and tests may let in the exact places of the stand-ins.
"""

from __future__ import annotations

import asyncio
import functools
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

import httpx
import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.foundation.errors import Invalid, Unavailable
from kith.foundation.language import _

if TYPE_CHECKING:
    from kith.foundation.house import House

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Host and port to addresses, as text. Raises OSError for a name that does not exist."""

LARGEST_ANSWER: Final = 8 * 1024 * 1024
PATIENCE: Final = 20.0
_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
# Not private to every Python, yet each leads inside: protocol assignments (one cloud's metadata), NAT64, 6to4, IPv4-compatible and
# the old site-local.
_LEADS_INSIDE: Final = tuple(
    map(
        ipaddress.ip_network,
        ("192.0.0.0/24", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96", "fec0::/10"),
    )
)


class AddressRefused(Invalid):
    """An address that we do not call, whatever lives there."""

    slug = "address-refused"


class Unreachable(Unavailable):
    """Nobody answered, not in time, or too much."""

    slug = "unreachable"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, whatever its status; `url` is where it came from after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@functools.cache
def tls_context() -> ssl.SSLContext:
    """The authorities this process trusts, read once: that takes longer than most requests."""
    return ssl.create_default_context()


async def resolve_by_dns(host: str, port: int) -> list[str]:
    """Every address of a host by the system's resolver."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError("no name of the network's") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody may call: not private, loopback, link-local, shared, mapped or translated."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    return not any(parsed in network for network in _LEADS_INSIDE if network.version == parsed.version)


class Outward:
    """One conversation with a supplied address and wherever it redirects to; close it afterwards.

    `allowed` holds exact `host:port` places that may be internal and may speak plain HTTP.
    """

    def __init__(self, *, allowed: frozenset[str] = frozenset(), resolve: Resolve = resolve_by_dns) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._pinned: dict[tuple[str, int], str] = {}
        self._clients: dict[tuple[str, int], httpx.AsyncClient] = {}

    async def __aenter__(self) -> Outward:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        login: tuple[str, str] | None = None,
    ) -> Answer:
        """Send a request, follow redirects, return the answer. `login` (user, password) stays with the first host.

        Raises:
            AddressRefused: the address, or one it redirects to, is not public, not https, or no address at all.
            Unreachable: nobody answers within 20 s, or with more than 8 MB.
        """
        forbid_open_transaction()
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._follow(method, url, headers or {}, content, login)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError) as failure:
            raise Unreachable(
                _(
                    "%(host)s is not answering. Nothing was changed; please try again in a few minutes.",
                    host=_spoken_host(url),
                ),
                retry_after=120,
            ) from failure

    async def look(self, url: str) -> None:
        """Whether we would call an address, without calling it.

        Raises:
            AddressRefused: as `request`.
            Unreachable: there is no such name.
        """
        forbid_open_transaction()
        _scheme, host, port = self._place(url)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._pin(host, port)
        except (OSError, TimeoutError) as failure:
            raise Unreachable(_("We cannot find %(host)s on the internet.", host=host)) from failure

    async def _follow(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes, login: tuple[str, str] | None
    ) -> Answer:
        home = self._place(url)
        for _hop in range(_MOST_REDIRECTS + 1):
            place = self._place(url)
            known = login if place == home else None
            answer = await self._send(method, url, headers, content, known)
            target = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not target:
                return answer
            url = urljoin(url, target)
            if answer.status == 303:
                method, content = "GET", b""
        raise Unreachable(_("%(host)s sends us round in circles.", host=_spoken_host(url)))

    async def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes,
        login: tuple[str, str] | None,
    ) -> Answer:
        scheme, host, port = self._place(url)
        address = await self._pin(host, port)
        parts = urlsplit(url)
        literal = f"[{address}]" if ":" in address else address
        target = parts._replace(netloc=f"{literal}:{port}", fragment="").geturl()
        default = port == (443 if scheme == "https" else 80)
        shown = f"[{host}]" if ":" in host else host
        client = self._client(host, port)
        request = client.build_request(
            method,
            target,
            headers={**headers, "host": shown if default else f"{shown}:{port}"},
            content=content,
            # The certificate must be the name's, not the address's.
            extensions={"sni_hostname": host},
        )
        answer = await client.send(
            request, auth=httpx.BasicAuth(*login) if login else None, stream=True, follow_redirects=False
        )
        try:
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    raise Unreachable(_("%(host)s answers with more than we take.", host=host))
        finally:
            await answer.aclose()
        return Answer(status=answer.status_code, headers=answer.headers, body=bytes(body), url=url)

    def _place(self, url: str) -> tuple[str, str, int]:
        """Scheme, host and port of an address we may call, as far as its text tells."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            raise AddressRefused(_("That is not a web address."), field="url") from None
        host = parts.hostname or ""
        if not host or not url.isprintable() or " " in url or "%" in host or "@" in unquote(parts.netloc):
            raise AddressRefused(_("That is not a web address such as https://place.example."), field="url")
        if parts.scheme != "https" and not (parts.scheme == "http" and f"{host}:{port}" in self._allowed):
            raise AddressRefused(
                _("The address must start with https://, so that nobody reads along."), field="url"
            )
        return parts.scheme, host, port

    async def _pin(self, host: str, port: int) -> str:
        """The address that this client uses for a host from its first request on."""
        known = self._pinned.get((host, port))
        if known is not None:
            return known
        addresses = await self._resolve(host, port)
        if not addresses:
            raise OSError("no address")
        if f"{host}:{port}" not in self._allowed and not all(map(is_public, addresses)):
            raise AddressRefused(
                _("%(host)s is not on the public internet, so we do not call it.", host=host), field="url"
            )
        self._pinned[host, port] = addresses[0]
        return addresses[0]

    def _client(self, host: str, port: int) -> httpx.AsyncClient:
        # One for each name: a connection opened under one name's certificate must not serve another at the same address.
        if (host, port) not in self._clients:
            self._clients[host, port] = httpx.AsyncClient(
                verify=tls_context(), trust_env=False, timeout=PATIENCE
            )
        return self._clients[host, port]


def outward(house: House) -> Outward:
    """A client for one conversation, under the house's settings."""
    return Outward(allowed=frozenset(house.settings.outward_allowed))


def _spoken_host(url: str) -> str:
    try:
        return urlsplit(url).hostname or _("That address")
    except ValueError:
        return _("That address")
