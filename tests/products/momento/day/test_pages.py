"""The day's pages in a browser: accessible, fitting, checking in by position, and following what others write."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from harness.accessibility import faults
from harness.members import make_admin, sign_in
from harness.momento import Event, Guest, make_event, make_guest, make_host, seat
from kith.foundation.house import House
from kith.web import cookies

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
Opened = Callable[..., Awaitable[BrowserContext]]


@pytest.fixture
async def signed_in(chromium: Browser, house: House, public_site: str) -> AsyncIterator[Opened]:
    """`context = await signed_in(ada, "phone")`: a browser in which she is signed in."""
    async with AsyncExitStack() as stack:

        async def opened(guest: Guest, size: str = "phone", **settings: Any) -> BrowserContext:
            width, height = SIZES[size]
            context = await chromium.new_context(
                viewport={"width": width, "height": height}, reduced_motion="reduce", **settings
            )
            stack.push_async_callback(context.close)
            session = await sign_in(house, guest.id)
            await context.add_cookies(
                [
                    {"name": name, "value": value, "url": public_site}
                    for name, value in (
                        (cookies.access_name(house), session.access_token),
                        (cookies.refresh_name(house), session.refresh_token),
                    )
                ]
            )
            return context

        yield opened


async def _evening(house: House, *guests: Guest) -> Event:
    event = await make_event(
        house, await make_host(house), starts_in=timedelta(minutes=10), host_takes_part=True
    )
    await seat(house, event, guests)
    return event


@pytest.mark.parametrize("size", list(SIZES))
async def test_the_day_s_pages_are_accessible_and_fit(house: House, signed_in: Opened, size: str) -> None:
    ada, bo = await make_guest(house, "Ada"), await make_guest(house, "Bo")
    event = await _evening(house, ada, bo)
    host = await signed_in(event.host.person, size)
    guest = await signed_in(ada, size)
    for context, path in (
        (guest, f"/momento/events/{event.id}/posts"),
        (guest, f"/momento/events/{event.id}/check-in"),
        (guest, f"/momento/events/{event.id}/check-in?code=AAAAAA"),
        (guest, f"/momento/events/{event.id}/attendance"),
        (host, f"/momento/hosting/{event.id}/check-in"),
    ):
        page = await context.new_page()
        complaints: list[str] = []
        page.on(
            "console",
            lambda message, said=complaints: said.append(message.text) if message.type == "error" else None,
        )
        if path.endswith("posts"):
            await page.goto(house.settings.public_url + path)
            await page.fill("textarea", "Who brings bread? I could bake one with walnuts.")
            await page.click("text=Post it")
            await page.wait_for_selector(".post")
        answer = await page.goto(house.settings.public_url + path)
        assert answer is not None
        assert answer.status == 200, path
        assert await faults(page, f"day-{size}-{path[53:].strip('/').replace('?', '-')}") == []
        assert complaints == []
        await page.close()


async def test_one_press_checks_a_guest_in_and_the_door_shows_it(house: House, signed_in: Opened) -> None:
    ada = await make_guest(house, "Ada")
    event = await _evening(house, ada)
    door = await (await signed_in(event.host.person)).new_page()
    await door.goto(f"{house.settings.public_url}/momento/hosting/{event.id}/check-in")
    context = await signed_in(
        ada,
        permissions=["geolocation"],
        geolocation={"latitude": 52.5340, "longitude": 13.4125, "accuracy": 12},
    )
    page = await context.new_page()
    await page.goto(f"{house.settings.public_url}/momento/events/{event.id}/check-in")
    await page.click("text=I am here")
    await page.wait_for_selector("text=You are here")
    await door.wait_for_selector("text=Checked in at")
    await _shoot(page, "here")
    await _shoot(door, "door")


async def test_a_phone_without_a_position_is_told_what_to_do(house: House, signed_in: Opened) -> None:
    ada = await make_guest(house, "Ada")
    event = await _evening(house, ada)
    page = await (await signed_in(ada)).new_page()
    await page.goto(f"{house.settings.public_url}/momento/events/{event.id}/check-in")
    await page.click("text=I am here")
    await page.wait_for_selector("role=alert")
    assert "Type the host’s code" in await page.inner_text("role=alert")
    await _shoot(page, "no-position")


async def test_a_post_reaches_a_second_browser_and_leaves_it_when_removed(
    house: House, signed_in: Opened
) -> None:
    ada, bo = await make_guest(house, "Ada"), await make_guest(house, "Bo")
    event = await _evening(house, ada, bo)
    address = f"{house.settings.public_url}/momento/events/{event.id}/posts"
    writing = await (await signed_in(ada)).new_page()
    reading = await (await signed_in(bo)).new_page()
    for page in (writing, reading):
        await page.goto(address)
    await writing.fill("textarea", "I bring a bread with walnuts.")
    await writing.click("text=Post it")
    await reading.wait_for_selector("text=walnuts")
    assert "Attendee 1" in await reading.inner_text(".post")
    host = await (await signed_in(event.host.person)).new_page()
    await host.goto(address)
    await host.click(".post__more")
    await host.click("text=Remove the post")
    await reading.wait_for_selector("text=Quiet so far")


async def test_a_contradicted_absence_goes_from_the_guest_s_page_to_the_operators_desk(
    house: House, signed_in: Opened
) -> None:
    ada, bo, desk = (
        await make_guest(house, "Ada"),
        await make_guest(house, "Bo"),
        await make_guest(house, "Otto"),
    )
    await make_admin(house, desk.id, "support")
    event = await _evening(house, ada, bo)
    house.clock.move(timedelta(minutes=40))
    site = house.settings.public_url
    door = await (await signed_in(event.host.person)).new_page()
    await door.goto(f"{site}/momento/hosting/{event.id}/check-in")
    await door.click('[aria-label="Ada: Not here"]')
    guest = await (await signed_in(ada)).new_page()
    await door.wait_for_selector('[aria-label="Ada: Not here"][aria-pressed]')
    await guest.goto(f"{site}/momento/events/{event.id}/attendance")
    await guest.click('[aria-label="Bo: Late"]')
    await guest.wait_for_selector('[aria-label="Bo: Late"][aria-pressed]')
    await guest.click("summary:has-text('That is not how it was')")
    assert await faults(guest, "day-attendance-said") == []
    await guest.fill("textarea", "I sat beside Bo all evening.")
    await guest.click("text=Send it")
    await guest.wait_for_selector("text=Being looked at")
    console = await (await signed_in(desk, "desktop")).new_page()
    await console.goto(f"{site}/console/momento/attendance")
    assert await faults(console, "day-console") == []
    await console.click("text=Ada")
    await console.wait_for_selector("text=I sat beside Bo")
    assert await faults(console, "day-console-opened") == []


async def _shoot(page: Page, name: str) -> None:
    """A picture of a page, for whoever names a folder to put it in."""
    if os.environ.get("KITH_TEST_SCREENSHOTS"):
        await page.screenshot(path=f"{os.environ['KITH_TEST_SCREENSHOTS']}/day-{name}.png", full_page=True)
