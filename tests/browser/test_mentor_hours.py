"""A mentor's hours in a browser: drawn with a mouse, put down with a finger, moved and stretched with keys; a holiday pulled over a month."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, Page, expect

from harness import house as houses
from harness.accessibility import faults
from harness.members import run, sign_in
from harness.mentor import Member, make_mentor
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.web import cookies

pytestmark = pytest.mark.browser
HOURS = "/mentor/mentoring/hours"


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("mentor",))
    yield opened
    await opened.close()


async def _open(browser: Browser, house: House, mentor: Member, **how: Any) -> Page:
    context = await browser.new_context(reduced_motion="reduce", **how)
    session = await sign_in(house, mentor.id)
    await context.add_cookies(
        [
            {
                "name": cookies.access_name(house),
                "value": session.access_token,
                "url": house.settings.public_url,
            }
        ]
    )
    page = await context.new_page()
    await page.goto(house.settings.public_url + HOURS)
    return page


async def _rules(house: House) -> list[tuple[int, int, int, int]]:
    rows = await run(
        house,
        """select weekday, start_minute, end_minute, interval_weeks from mentor.mentor_availability_rules
           order by (weekday + 6) % 7, start_minute""",
    )
    return [tuple(row) for row in rows]


async def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("KITH_TEST_SCREENSHOTS"):
        await page.screenshot(path=f"{folder}/mentor-hours-{name}.png", full_page=True)


async def _sound(page: Page) -> None:
    assert await faults(page, "mentor-hours") == []


async def test_a_week_is_drawn_moved_and_stretched_by_mouse_and_keys_and_a_holiday_is_pulled_over_days(
    chromium: Browser, house: House, public_site: str
) -> None:
    mentor = await make_mentor(house, open_always=False)
    page = await _open(chromium, house, mentor, viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    column = page.locator('[data-day="1"]')

    async def at(minute: int, day: int = 1) -> tuple[float, float]:
        box = await page.locator(f'[data-day="{day}"]').bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] * minute / 1440

    # Drawn with the mouse, from nine to half past eleven on Monday,
    await column.scroll_into_view_if_needed()
    await page.mouse.move(*await at(540))
    await page.mouse.down()
    await page.mouse.move(*await at(600))
    await page.mouse.move(*await at(690))
    await page.mouse.up()
    block = page.get_by_role("button", name="Monday, 09:00 to 11:30")
    await block.wait_for()
    # carried to Wednesday and an hour down,
    await page.mouse.move(*await at(600))
    await page.mouse.down()
    await page.mouse.move(*await at(640, 2))
    await page.mouse.move(*await at(660, 3))
    await page.mouse.up()
    await page.get_by_role("button", name="Wednesday, 10:00 to 12:30").wait_for()
    # then with keys: a day on, a quarter earlier, a quarter longer at both ends.
    for keys in ("ArrowRight", "ArrowUp", "Shift+ArrowDown", "Alt+ArrowUp"):
        await page.keyboard.press(keys)
    await page.get_by_role("button", name="Thursday, 09:30 to 12:30").wait_for()
    assert await page.locator("[data-week-editor] [data-said]").inner_text() == "Thursday, 09:30 to 12:30"
    # Another by its button, every other week, at times that no step of the mouse has,
    await page.get_by_role("button", name="Add hours on Friday").click()
    await page.get_by_role("button", name="Friday, 09:00 to 10:00").wait_for()
    await page.locator("[data-part=start]").fill("07:05")
    await page.locator("[data-part=weeks]").select_option("2")
    # and one that is taken back.
    await page.get_by_role("button", name="Add hours on Sunday").click()
    await page.keyboard.press("Delete")
    assert await page.evaluate("document.activeElement.dataset.add") == "0"
    await page.get_by_role("button", name="Friday, 07:05 to 10:00, every 2 weeks").click()
    await _sound(page)
    await _picture(page, "desktop")
    await page.get_by_role("button", name="Save this week").click()
    await page.get_by_text("Your week is saved.").wait_for()
    assert await _rules(house) == [(4, 570, 750, 1), (5, 425, 600, 2)]
    # A holiday: pressed on the tenth of next month and pulled to the fourteenth.
    async with page.expect_navigation():
        await page.locator("#days").get_by_role("link", name="Later").click()
    cells = page.locator("[data-day-cell]")
    for number, press in ((9, page.mouse.down), (11, None), (13, page.mouse.up)):
        box = await cells.nth(number).bounding_box()
        assert box is not None
        await page.mouse.move(box["x"] + 20, box["y"] + 40, steps=3)
        if press is not None:
            await press()
    assert "5 chosen" in await page.locator("#days").inner_text()
    await _picture(page, "holiday")
    await page.get_by_role("button", name="Keep it").click()
    said = page.get_by_text("Nobody can book you against it.")
    await said.wait_for()
    # Seen and focused where one was, far below the top of the page.
    await expect(said).to_be_in_viewport()
    await expect(page.locator("#said-days")).to_be_focused()
    assert await page.evaluate("scrollY") > 500
    off = await run(
        house,
        "select extract(day from date)::int as day from mentor.mentor_availability_exceptions order by date",
    )
    assert [row["day"] for row in off] == [10, 11, 12, 13, 14]
    assert complaints == []


async def test_on_a_phone_a_tap_puts_down_an_hour_and_a_finger_pulls_its_end(
    chromium: Browser, house: House, public_site: str
) -> None:
    mentor = await make_mentor(house, open_always=False)
    page = await _open(
        chromium, house, mentor, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    await page.locator('[data-day="2"]').scroll_into_view_if_needed()
    box = await page.locator('[data-day="2"]').bounding_box()
    assert box is not None
    await page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] * 610 / 1440)
    block = page.get_by_role("button", name="Tuesday, 10:00 to 11:00")
    await block.wait_for()
    edge = await block.locator(".hours-block__edge--bottom").bounding_box()
    assert edge is not None
    touch = await page.context.new_cdp_session(page)
    x, y = edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2
    hour = box["height"] / 24
    for kind, down in (("touchStart", 0.0), ("touchMove", hour), ("touchMove", 2 * hour)):
        await touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y + down}]})
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await page.get_by_role("button", name="Tuesday, 10:00 to 13:00").wait_for()
    await _sound(page)
    await _picture(page, "phone")
    await page.get_by_role("button", name="Save this week").tap()
    await page.get_by_text("Your week is saved.").wait_for()
    assert await _rules(house) == [(2, 600, 780, 1)]
