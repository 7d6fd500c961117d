"""Addresses that people supply lead nowhere but the public internet; each trick known to get round that is tried."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar, Request, Response, route
from litestar.datastructures import State
from litestar.params import FromPath

from kith.foundation.outward import (
    LARGEST_ANSWER,
    AddressRefused,
    Outward,
    Unreachable,
    is_public,
)
from kith.simulator.standins.serving import bound_socket, serving


class Site:
    """A small web site on this machine; notes what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.place = f"127.0.0.1:{port}"
        self.url = f"http://{self.place}"
        self.seen: list[tuple[str, str | None, str]] = []


@contextlib.asynccontextmanager
async def site() -> AsyncIterator[Site]:
    with contextlib.closing(bound_socket("127.0.0.1", 0)) as listener:
        noted = Site(listener.getsockname()[1])

        @route("/{rest:path}", http_method=["GET", "POST"])
        async def anything(request: Request[None, None, State], rest: FromPath[str]) -> Response[bytes]:
            noted.seen.append((rest, request.headers.get("authorization"), request.headers.get("host", "")))
            if rest == "/large":
                return Response(b"x" * (LARGEST_ANSWER + 1))
            if rest == "/circle":
                return Response(b"", status_code=302, headers={"location": "/circle"})
            if rest.startswith("/to/"):
                target = request.query_params["target"]
                return Response(b"", status_code=int(rest.removeprefix("/to/")), headers={"location": target})
            return Response(b"inside", status_code=200)

        async with serving(Litestar([anything], openapi_config=None), listener):
            yield noted


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",  # noqa: S104
        "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_that_leads_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_addresses_of_the_internet_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:4700::1111")
    assert is_public("::ffff:93.184.216.34")


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/dav", "https://localhost/dav", "https://[::1]/", "https://[::ffff:169.254.169.254]/latest/meta-data/",
        "https://2130706433/", "https://0x7f.1/", "https://017700000001/", "https://0/",
        "http://93.184.216.34/", "ftp://93.184.216.34/", "file:///etc/passwd", "gopher://93.184.216.34/", "//93.184.216.34/",
        "https://user:pass@93.184.216.34/", "https://good.example%40127.0.0.1/", "https:///x", "https://a b/", "https://x:99999/",
        "https://93.184.216.34/\r\nX-Evil: 1", "", "calendar",
    ],
)  # fmt: skip
async def test_an_internal_or_crooked_address_is_refused_before_anything_is_sent(url: str) -> None:
    async with Outward() as outward:
        with pytest.raises(AddressRefused) as refusal:
            await outward.request("GET", url)
    assert refusal.value.field == "url"


async def test_one_internal_address_among_public_ones_refuses_the_name() -> None:
    async def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.5"]

    async with Outward(resolve=resolve) as outward:
        with pytest.raises(AddressRefused):
            await outward.request("GET", "https://calendar.example/")


async def test_a_name_that_turns_inside_after_the_check_is_never_asked_again() -> None:
    async with site() as inside:
        asked: list[str] = []

        async def rebinding(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

        async with Outward(allowed=frozenset({f"stand.in:{inside.port}"}), resolve=rebinding) as outward:
            for _ in range(3):
                answer = await outward.request("GET", f"http://stand.in:{inside.port}/x")
        assert asked == ["stand.in"]
        assert answer.body == b"inside"
        assert {host for _, _, host in inside.seen} == {f"stand.in:{inside.port}"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_the_inside_is_not_followed(status: int) -> None:
    async with site() as outside, site() as inside:
        async with Outward(allowed=frozenset({outside.place})) as outward:
            with pytest.raises(AddressRefused):
                await outward.request("GET", f"{outside.url}/to/{status}?target={inside.url}/secret")
        assert inside.seen == []


async def test_a_password_does_not_travel_to_another_host() -> None:
    async with site() as first, site() as second:
        async with Outward(allowed=frozenset({first.place, second.place})) as outward:
            await outward.request(
                "POST", f"{first.url}/to/307?target={second.url}/x", login=("ada", "secret"), content=b"y"
            )
            await outward.request("GET", f"{first.url}/to/302?target=/home", login=("ada", "secret"))
        assert [seen[:2] for seen in second.seen] == [("/x", None)]
        assert [bool(login) for _, login, _ in first.seen] == [True, True, True]


async def test_too_much_circles_and_silence_are_unreachable_not_endless() -> None:
    async with site() as outside, Outward(allowed=frozenset({outside.place})) as outward:
        with pytest.raises(Unreachable, match="more than we take"):
            await outward.request("GET", f"{outside.url}/large")
        with pytest.raises(Unreachable, match="circles"):
            await outward.request("GET", f"{outside.url}/circle")
    with contextlib.closing(bound_socket("127.0.0.1", 0)) as nobody:
        place = f"127.0.0.1:{nobody.getsockname()[1]}"
        async with Outward(allowed=frozenset({place})) as outward:
            with pytest.raises(Unreachable) as away:
                await outward.request("GET", f"http://{place}/")
    assert isinstance(away.value.__cause__, httpx.HTTPError)
