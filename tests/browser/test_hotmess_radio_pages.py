"""HOTMESS's radio, pulse and XP in a browser: phone and desktop, no script errors, no accessibility violations, nothing from elsewhere before a yes;
and the planner by mouse and by keys.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec
import pytest
from playwright.async_api import Browser, Page, expect

from harness import house as houses
from harness.accessibility import faults
from harness.members import make_admin, run, sign_in
from kith.foundation.house import House
from kith.products.hotmess.demo import night
from kith.simulator.standins import StandIns
from kith.web import cookies

pytestmark = pytest.mark.browser


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("hotmess",))
    await night.build(opened)
    yield opened
    await opened.close()


async def _page(browser: Browser, house: House, person: UUID, width: int, height: int) -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce"
    )
    session = await sign_in(house, person)
    jar = (
        (cookies.access_name(house), session.access_token),
        (cookies.refresh_name(house), session.refresh_token),
    )
    await context.add_cookies([{"name": n, "value": v, "url": house.settings.public_url} for n, v in jar])
    return await context.new_page()


async def _wrong(page: Page, name: str) -> list[str]:
    return await faults(page, f"hotmess-{name}")


async def _person(house: House, username: str) -> UUID:
    [row] = await run(house, "select user_id from hotmess.profiles where username = $1", username)
    return row["user_id"]


@pytest.mark.parametrize(("size", "width", "height"), [("phone", 390, 844), ("desktop", 1280, 900)])
async def test_radio_pulse_and_xp_are_accessible_fit_and_ask_nobody_else(
    chromium: Browser, house: House, public_site: str, size: str, width: int, height: int
) -> None:
    page = await _page(chromium, house, await _person(house, "sunny"), width, height)
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    paths = {
        "radio": "/hotmess/radio",
        "why": "/hotmess/radio/why",
        "player": "/hotmess/radio/player",
        "records": "/hotmess/records",
        "record": "/hotmess/records/raw-001",
        "pulse": "/hotmess/pulse",
        "xp": "/hotmess/xp",
        "leaderboard": "/hotmess/leaderboard",
    }
    wrong: list[str] = []
    for name, path in paths.items():
        answer = await page.goto(house.settings.public_url + path)
        assert answer is not None
        assert answer.status == 200, path
        wrong += await _wrong(page, f"{name}-{size}")
    assert wrong + complaints == []
    assert [url for url in asked if not url.startswith((house.settings.public_url, "data:"))] == []
    await page.context.close()


async def test_the_week_is_planned_by_keys_and_by_mouse_and_an_overlap_is_put_back(
    chromium: Browser, house: House, public_site: str
) -> None:
    rex = await _person(house, "rex")
    await make_admin(house, rex, "ops")
    page = await _page(chromium, house, rex, 1280, 900)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(f"{house.settings.public_url}/console/hotmess/radio")
    assert await _wrong(page, "planner") == []
    block = page.locator('[data-day="2"] .planner__block:not(.planner__block--rest)', has_text="Record shop")
    said = page.locator("[data-planner] [data-said]")
    # Free its end first, so that there is room; then move it half an hour on.
    await block.focus()
    await page.keyboard.press("ArrowDown")
    assert "Record shop, Tuesday 15:15 to 19:15" in await said.inner_text()
    await page.keyboard.press("Enter")
    await expect(said).to_contain_text("“Getting ready” is there already")
    await expect(block).to_contain_text("15:00")
    for _quarter in range(2):
        await page.keyboard.press("Shift+ArrowUp")
    await page.keyboard.press("Enter")
    await expect(said).to_contain_text("Kept")
    times = "select start_time::text, end_time::text from hotmess.schedule_blocks b join hotmess.radio_shows w on w.id = b.show_id"
    [row] = await run(house, f"{times} where w.slug = 'record-shop' and day_of_week = 2")
    assert tuple(row) == ("15:00:00", "18:30:00")
    # By mouse: half an hour later, onto the hours just freed.
    await block.scroll_into_view_if_needed()
    box = await block.bounding_box()
    column = await page.locator('.planner__column[data-day="2"]').bounding_box()
    assert box is not None
    assert column is not None
    await page.mouse.move(box["x"] + 20, box["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 20, box["y"] + 20 + column["height"] / 48, steps=4)
    await page.mouse.up()
    await expect(said).to_contain_text("Kept: Record shop, Tuesday 15:30")
    [row] = await run(house, f"{times} where w.slug = 'record-shop' and day_of_week = 2")
    assert tuple(row) == ("15:30:00", "19:00:00")
    assert complaints == []
    await page.context.close()
