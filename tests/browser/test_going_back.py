"""A form that is refused, in a browser: “Go back” leads to what was typed, and to the page where there is no script."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page

from harness.members import add_person, jar, make_admin, sign_in
from kith.foundation.house import House

pytestmark = pytest.mark.browser
WHY = "The court of Marlow Bay asks for it, file 12/7"


async def _refused(page: Page, site: str) -> None:
    """An operator comes to the page by its link, fills in its longest form, and is refused for one answer of four."""
    await page.goto(f"{site}/console")
    await page.get_by_role("link", name="Legal holds").click()
    await page.get_by_label("Who").fill("nobody@house.example")
    await page.get_by_label("Why").fill(WHY)
    await page.get_by_label("What they are told").fill("A court asked us to keep it.")
    await page.get_by_label("For how many days").fill("90")
    await page.get_by_role("button", name="Keep it").click()
    await page.get_by_text("Nobody signs in with that address.").wait_for()


async def _desk(chromium: Browser, house: House, *, script: bool) -> Page:
    boss = await add_person(house, email="boss@house.example")
    await make_admin(house, boss, "ops")
    session = await sign_in(house, boss)
    context = await chromium.new_context(java_script_enabled=script, reduced_motion="reduce")
    await context.add_cookies(jar(house, session))
    return await context.new_page()


async def test_what_was_typed_is_still_there_after_going_back_and_can_be_sent(
    chromium: Browser, house: House, public_site: str
) -> None:
    page = await _desk(chromium, house, script=True)
    complaints: list[str] = []
    page.on("pageerror", lambda wrong: complaints.append(str(wrong)))
    await _refused(page, public_site)
    await page.get_by_role("link", name="Go back").click()
    await page.get_by_role("button", name="Keep it").wait_for()
    assert await page.get_by_label("Why").input_value() == WHY
    assert await page.get_by_label("For how many days").input_value() == "90"
    await add_person(house, email="mia@house.example", first_name="Mia")
    await page.get_by_label("Who").fill("mia@house.example")
    await page.get_by_role("button", name="Keep it").click()
    await page.get_by_text("Their data is kept").wait_for()
    assert complaints == []
    await page.context.close()


async def test_without_script_going_back_leads_to_the_page_of_the_form(
    chromium: Browser, house: House, public_site: str
) -> None:
    page = await _desk(chromium, house, script=False)
    await _refused(page, public_site)
    await page.get_by_role("link", name="Go back").click()
    await page.get_by_role("button", name="Keep it").wait_for()
    assert page.url == f"{public_site}/console/legal-holds"
    await page.context.close()
