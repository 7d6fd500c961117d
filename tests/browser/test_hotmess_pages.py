"""HOTMESS's pages in its demo night as visitors, guests and promoters see them: phone and desktop, no script errors, no accessibility violations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from playwright.async_api import Browser, BrowserContext

from harness.accessibility import faults
from harness.members import add_person, make_admin, run, sign_in
from kith.commons.audit.commands import record
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.web import cookies

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


@pytest.fixture
async def house(open_demo: Callable[[str], Awaitable[House]]) -> House:
    return await open_demo("hotmess")


async def _open(browser: Browser, house: House, size: str, person: UUID | None) -> BrowserContext:
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce"
    )
    # The night is dark unless somebody asks for light.
    if size == "desktop":
        await context.add_cookies([{"name": "theme", "value": "light", "url": house.settings.public_url}])
    if person is not None:
        session = await sign_in(house, person)
        await context.add_cookies(
            [
                {"name": name, "value": value, "url": house.settings.public_url}
                for name, value in (
                    (cookies.access_name(house), session.access_token),
                    (cookies.refresh_name(house), session.refresh_token),
                )
            ]
        )
    return context


async def _look(
    browser: Browser, house: House, paths: dict[str, str], size: str, person: UUID | None
) -> None:
    context = await _open(browser, house, size, person)
    page = await context.new_page()
    complaints: list[str] = []
    wrong: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for name, path in paths.items():
        answer = await page.goto(house.settings.public_url + path)
        assert answer is not None
        assert answer.status == 200, path
        wrong += await faults(page, f"hotmess-{name}-{size}", again=size == "desktop")
    assert wrong + complaints == []
    await context.close()


async def _one(house: House, sql: str) -> UUID:
    rows = await run(house, sql)
    return rows[0][0]


@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_every_page_is_accessible_and_fits(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    await _look(chromium, house, {"front": "/hotmess", "membership": "/hotmess/membership"}, size, None)
    arches = await _one(house, "select id from hotmess.beacons where title = 'Under the arches'")
    rules = await _one(house, "select id from hotmess.rulesets")
    guest = await _one(house, "select user_id from hotmess.profiles where username = 'sunny'")
    pages = {
        "tonight": "/hotmess/tonight",
        "quiet": "/hotmess/tonight?city=rome",
        "beacon": f"/hotmess/beacons/{arches}",
        "rules": f"/hotmess/rules/{rules}",
        "report": f"/hotmess/report/beacon/{arches}",
        "reports": "/hotmess/reports",
        "profile": "/hotmess/profile",
        "member": "/hotmess/members/rex",
    }
    await _look(chromium, house, pages, size, guest)
    label = await _one(house, "select id from hotmess.beacons where title = 'Raw Convict label night'")
    offered = await _one(house, "select listing_id from hotmess.beacon_waiting_list where status = 'offered'")
    ticket = await _one(house, f"select id from hotmess.qr_tokens where holder_id = '{guest}'")
    async with house.database.session(service("tests.hotmess"), "hotmess") as db:
        order = await db.connection.fetchval("select order_id from order_first_hand($1, $2)", label, guest)
    own = {
        "tickets": "/hotmess/tickets",
        "beacon-tickets": f"/hotmess/beacons/{label}/tickets",
        "full": f"/hotmess/beacons/{arches}/tickets",
        "offered": f"/hotmess/listings/{offered}",
        "sell": f"/hotmess/tickets/{ticket}/sell",
        "order": f"/hotmess/tickets/orders/{order}",
        "earnings": "/hotmess/earnings",
    }
    await _look(chromium, house, own, size, guest)
    promoter = await _one(house, "select user_id from hotmess.profiles where username = 'rex'")
    draft = await _one(house, "select id from hotmess.beacons where status = 'draft'")
    own = {
        "mine": "/hotmess/beacons",
        "new": "/hotmess/beacons/new",
        "draft": f"/hotmess/beacons/{draft}",
        "edit": f"/hotmess/beacons/{draft}/edit",
        "sales": f"/hotmess/beacons/{arches}/sales",
    }
    await _look(chromium, house, own, size, promoter)


async def _fill_the_cart(house: House, guest: UUID) -> None:
    await run(
        house,
        """insert into hotmess.cart_items (user_id, product_id, quantity) select $1, id, 2 from hotmess.products where slug = 'hung-tee'""",
        guest,
    )
    await run(
        house,
        "select hotmess.reserve_stock($1, id, null, 2) from hotmess.products where slug = 'hung-tee'",
        guest,
    )


@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_the_shop_and_the_market_are_accessible_and_fit(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    guest = await _one(house, "select user_id from hotmess.profiles where username = 'sunny'")
    await _fill_the_cart(house, guest)
    order = await _one(house, "select id from hotmess.orders")
    live = await _one(house, "select id from hotmess.market_listings where status = 'live' order by title")
    pages = {
        "shop": "/hotmess/shop",
        "product": "/hotmess/shop/hand-n-hand-balm",
        "drop": "/hotmess/drops/night-shift",
        "line": "/hotmess/drops/superhung",
        "cart": "/hotmess/cart",
        "till": "/hotmess/cart/till/house",
        "orders": "/hotmess/orders",
        "order": f"/hotmess/orders/{order}",
        "market": "/hotmess/market",
        "offer": f"/hotmess/market/{live}",
        "seller": "/hotmess/sellers/otis-prints",
        "apply": "/hotmess/selling",
    }
    await _look(chromium, house, pages, size, guest)
    otis = await _one(house, "select user_id from hotmess.profiles where username = 'otis'")
    drafted = await _one(house, "select id from hotmess.market_listings where status = 'draft'")
    own = {
        "selling": "/hotmess/selling",
        "offer-new": "/hotmess/selling/new",
        "offer-draft": f"/hotmess/market/{drafted}",
    }
    await _look(chromium, house, own, size, otis)


@pytest.mark.parametrize("size", ["phone", "desktop"])
async def test_the_safety_pages_are_accessible_and_fit(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    guest = await _one(house, "select user_id from hotmess.profiles where username = 'sunny'")
    await run(house, "insert into kith.dsar_requests (person_id, request_type) values ($1, 'export')", guest)
    asked = await _one(house, "select id from kith.dsar_requests")
    mine = {
        "data": "/account/data",
        "data-asked": f"/account/data/{asked}?proof=x",
        "decisions": "/account/decisions",
    }
    await _look(chromium, house, mine, size, guest)
    boss = await add_person(house, email="boss@house.example")
    await make_admin(house, boss, "ops")
    door = await _one(house, "select beacon_id from hotmess.beacon_scans")
    case = await _one(house, "select id from kith.cases order by severity desc")
    async with house.database.session(service("tests.hotmess"), "hotmess") as db:
        await record(db, admin=None, action="demo.looked", target_type="house", product="hotmess")
    entry = await _one(house, "select min(sequence) from kith.audit_log")
    desk = {
        "queue": "/console/queue",
        "case": f"/console/queue/{case}",
        "audit": "/console/audit",
        "audit-entry": f"/console/audit/{entry}",
        "data-requests": "/console/data-requests",
        "scans": "/console/hotmess/scans",
        "door": f"/console/hotmess/scans/{door}",
        "keys": "/console/hotmess/keys",
    }
    await _look(chromium, house, desk, size, boss)
