"""What the console shows the way to: to every page that an operator's role opens, and to none that it does not."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from uuid import UUID, uuid4

import pytest

from harness import house as houses
from harness.addresses import addresses
from harness.members import Browser, add_person, make_admin, run, sign_in
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.web import cookies
from kith.web.console_frame import EVERYBODY

_ALL = ("josh", "momento", "mentor", "attuned", "hotmess")
_LEADS = re.compile(r'href="(/console[^"#]*)')
_NO_PAGES = (".csv", ".json", "/live")


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    assert {product.slug for product in load_products(_ALL)} == set(_ALL)
    opened = houses.open_house(house.settings, products=_ALL)
    yield opened
    await opened.close()


async def _somebody(house: House) -> UUID:
    return await add_person(house, email=f"{uuid4().hex}@example.org")


def _kind(path: str) -> str:
    """The page of an address, whatever it is about and however it is filtered."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/)\d+", "*", path.partition("?")[0])


def _pages(house: House) -> list[str]:
    """Every page of the console that has an address of its own."""
    return [
        path
        for path in addresses(house)
        if (path == "/console" or path.startswith("/console/")) and not path.endswith(_NO_PAGES)
    ]


@pytest.mark.parametrize("role", EVERYBODY)
async def test_whoever_works_here_is_shown_the_way_to_what_their_role_opens_and_to_nothing_else(
    house: House, role: str
) -> None:
    person = await _somebody(house)
    await make_admin(house, person, role)
    # Something to read in the queues, from a product whose people others are.
    await run(
        house,
        "select kith.file_report('momento', $1, $2, 'person', $3, 'harassment', '{}', null, null)",
        await _somebody(house),
        await _somebody(house),
        uuid4(),
    )
    await run(
        house,
        "insert into queue_members (admin_id, product, queue) select a.id, 'momento', q from admins a, unnest(array['people', 'content', 'trade']) q",
    )
    session = await sign_in(house, person)
    async with houses.browser(houses.application(house), house) as client:
        client.cookies.set(cookies.access_name(house), session.access_token)
        client.cookies.set(cookies.refresh_name(house), session.refresh_token)
        browser = Browser(client)
        answers: dict[str, int] = {}
        led: dict[str, str] = {}
        waiting = _pages(house)
        while waiting:
            path = waiting.pop()
            if _kind(path) in answers or path.partition("?")[0].endswith(_NO_PAGES):
                continue
            answer = await browser.get(path)
            answers[_kind(path)] = answer.status_code
            for found in map(unescape, _LEADS.findall(answer.text)):
                led.setdefault(_kind(found), path)
                waiting.append(found)
    # 400: a page that needs to be told about whom.
    assert {path: status for path, status in answers.items() if status not in (200, 400, 404)} == {}
    assert {path: led[path] for path, status in answers.items() if status == 404 and path in led} == {}
    opened = {path for path, status in answers.items() if status == 200}
    assert len(opened) > 20
    navigated = {_kind(link.href) for product in house.products for link in product.console_links}
    assert navigated & opened <= set(led), "the navigation leaves out what the role opens"


async def test_support_is_not_shown_the_operations_and_engineering_is_not_shown_people(house: House) -> None:
    shown: dict[str, set[str]] = {}
    for role in EVERYBODY:
        person = await _somebody(house)
        await make_admin(house, person, role)
        session = await sign_in(house, person)
        async with houses.browser(houses.application(house), house) as client:
            client.cookies.set(cookies.access_name(house), session.access_token)
            shown[role] = set(_LEADS.findall((await Browser(client).get("/console")).text))
    assert "/console/operations" in shown["ops"] & shown["engineering"] - shown["support"]
    assert "/console/bans" in shown["ops"] - shown["support"] - shown["engineering"]
    assert "/console/josh/people" in shown["ops"] & shown["support"] - shown["engineering"]
    assert "/console/queue" in shown["ops"] & shown["support"] & shown["engineering"]
