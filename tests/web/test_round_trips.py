"""Wherever a page sends its reader, they arrive: signed in or not, a member of the product or of another."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from harness import house as houses
from harness.addresses import addresses
from harness.members import add_person, sign_in
from kith.cli.schema import every_product
from kith.foundation.house import House
from kith.web import cookies

_MOST_STEPS = 6


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ()


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=tuple(every_product()))
    yield opened
    await opened.close()


def _pages(house: House) -> list[str]:
    """Every page with an address of its own."""
    return [
        path
        for path in addresses(house)
        # Streams have no end.
        if not path.startswith(("/api/", "/static")) and not path.endswith(("/live", "/bell"))
    ]


@pytest.mark.parametrize("signed_in", [False, True], ids=["a stranger", "a member of nothing"])
async def test_no_page_leads_in_circles_or_breaks(house: House, signed_in: bool) -> None:
    session = await sign_in(house, await add_person(house, email="new@example.org")) if signed_in else None
    wrong: list[str] = []
    paths = _pages(house)
    assert len(paths) > 100
    for path in paths:
        # Afresh each time: pages may sign out, or remember.
        async with houses.browser(houses.application(house), house) as client:
            if session is not None:
                client.cookies.set(cookies.access_name(house), session.access_token)
            steps = [path]
            while True:
                answer = await client.get(steps[-1], headers={"accept": "text/html"})
                if not answer.is_redirect or len(steps) > _MOST_STEPS:
                    break
                following = httpx.URL(str(answer.url)).join(answer.headers["location"])
                if following.host != answer.url.host:
                    break
                steps.append(following.raw_path.decode())
            if len(steps) > _MOST_STEPS or answer.status_code >= 500:
                wrong.append(f"{' → '.join(steps)}: {answer.status_code}")
    assert wrong == []
