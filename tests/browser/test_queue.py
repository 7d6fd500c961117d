"""The moderators' desk as one who works there sees it: ten cases without the mouse, and pages that everybody can use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser

from harness.accessibility import faults
from harness.members import add_person, jar, make_admin, run, sign_in
from kith.commons.safety.letters import link_to
from kith.foundation.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
async def house(open_demo: Callable[[str], Awaitable[House]]) -> House:
    return await open_demo("hotmess")


async def test_a_moderator_clears_ten_cases_by_keyboard_alone(
    chromium: Browser, house: House, public_site: str
) -> None:
    boss = await add_person(house, email="boss@house.example")
    await make_admin(house, boss, "ops")
    session = await sign_in(house, boss)
    context = await chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce"
    )
    await context.add_cookies(jar(house, session))
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(f"{public_site}/console/queue")
    wrong = await faults(page, "queue-list")
    keys = page.keyboard
    # The sheet of keys, down and up the rows, and out of a case again.
    await keys.press("?")
    assert await page.locator("[data-keys]").get_attribute("open") is not None
    for key in ("j", "j", "k"):
        await keys.press(key)
    assert await page.evaluate("document.activeElement.closest('tr').rowIndex") == 1
    await keys.press("o")
    await page.wait_for_url("**/console/queue/*-*")
    wrong += await faults(page, "queue-untaken")
    await keys.press("q")
    await page.wait_for_url("**/console/queue")
    await keys.press("n")
    await page.wait_for_url("**/console/queue/*-*")
    wrong += await faults(page, "queue-case")
    for number in range(10):
        here = page.url
        await keys.press("d" if number % 2 else "w")
        assert await page.evaluate("document.activeElement.name") == "reason"
        await keys.type("Looked into it, done")
        await keys.press("Control+Enter")
        await page.wait_for_function("was => location.href !== was", arg=here)
        await page.wait_for_load_state()
    decided = await run(
        house, "select action, count(*) as n from kith.decisions group by action order by action"
    )
    assert [(row["action"], row["n"]) for row in decided] == [("dismiss", 5), ("warn", 5)]
    for name in ("team", "standing", "decided"):
        await page.goto(f"{public_site}/console/queue/{name}")
        wrong += await faults(page, f"queue-{name}")
    # Whoever was warned reads it from the letter, without signing in.
    [warned] = await run(house, "select id from kith.decisions where action = 'warn' limit 1")
    await context.clear_cookies()
    await page.goto(public_site + link_to(house, warned["id"]))
    await page.set_viewport_size({"width": 390, "height": 844})
    wrong += await faults(page, "queue-decision")
    assert wrong + complaints == []
    await context.close()
