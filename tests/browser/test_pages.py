"""Pages as people see them: phone and desktop, no script errors, no accessibility violations."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.async_api import Browser

from harness import city
from harness.accessibility import faults
from kith.commons.identity import sessions
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.web import cookies

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
OPEN = ("/", "/josh", "/josh/join", "/sign-in", "/design", "/privacy", "/help")
MEMBERS = (
    "/josh/home",
    "/josh/profile",
    "/josh/contacts",
    "/josh/subscription",
    "/account",
    "/account/data",
    "/account/data/kept",
    "/account/consents",
    "/account/delete",
)


async def _look(
    browser: Browser,
    house: House,
    paths: tuple[str, ...],
    size: str,
    person: UUID | None,
    locale: str = "en-US",
) -> None:
    width, height = SIZES[size]
    # Still pictures: a colour on its way to another is no colour to judge.
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce"
    )
    if person is not None:
        async with house.database.session(service("tests.browser"), "kith") as db:
            signed_in = await sessions.start(db, house, person, "demo")
        await context.add_cookies(
            [
                {
                    "name": cookies.access_name(house),
                    "value": signed_in.access_token,
                    "url": house.settings.public_url,
                },
                {
                    "name": cookies.refresh_name(house),
                    "value": signed_in.refresh_token,
                    "url": house.settings.public_url,
                },
            ]
        )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for path in paths:
        answer = await page.goto(house.settings.public_url + path)
        assert answer is not None
        assert answer.status == 200, path
        assert await faults(page, f"house{path.replace('/', '-')}-{size}") == []
    assert complaints == []
    await context.close()


@pytest.mark.parametrize("size", list(SIZES))
async def test_open_pages_are_accessible_and_fit(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    await city.found(house)
    await _look(chromium, house, OPEN, size, None)


@pytest.mark.parametrize("size", list(SIZES))
async def test_members_pages_are_accessible_and_fit(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    await city.found(house)
    async with house.database.session(service("tests.browser"), "josh") as db:
        person, linkup = await db.connection.fetchrow(
            "select user_id, linkup_id from linkup_participants where status = 'attended' order by user_id limit 1"
        )
    await _look(chromium, house, (*MEMBERS, f"/josh/linkups/{linkup}"), size, person)


async def test_german_pages_are_accessible_and_fit_a_phone(
    chromium: Browser, house: House, public_site: str
) -> None:
    # The languages' tests say what is on them; here long words have to find room.
    await city.found(house)
    german = tuple(path for path in OPEN if path != "/design")
    await _look(chromium, house, german, "phone", None, "de-DE")
    async with house.database.session(service("tests.browser"), "josh") as db:
        person, linkup = await db.connection.fetchrow(
            "select user_id, linkup_id from linkup_participants where status = 'attended' order by user_id limit 1"
        )
    await _look(chromium, house, (*MEMBERS, f"/josh/linkups/{linkup}"), "phone", person, "de-DE")


async def test_a_second_page_fetches_no_style_and_no_script_again(
    chromium: Browser, house: House, public_site: str
) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    fetched = """performance.getEntriesByType("resource")
        .filter((one) => one.name.includes("/static/") && one.transferSize > 0).map((one) => one.name)"""
    await page.goto(f"{public_site}/sign-in")
    assert len(await page.evaluate(fetched)) > 8
    await page.goto(f"{public_site}/design")
    assert await page.evaluate(fetched) == []
    await context.close()
