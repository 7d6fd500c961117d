"""The centre, its settings and the way out of a topic's letters, as people see them: phone and desktop, accessible, live, without script errors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page

from harness.accessibility import faults
from harness.members import TESTS, add_person, jar, run, sign_in
from kith.commons.messaging import unsubscribing
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.topics import DIGEST
from kith.foundation.house import House
from kith.products.josh.topics import MEMBERSHIP, REMINDERS

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ("josh",)


async def _judged(page: Page, what: str) -> None:
    size = page.viewport_size or {"width": 0}
    assert await faults(page, f"{what}-{size['width']}") == []


@pytest.mark.parametrize("size", list(SIZES))
async def test_the_centre_and_its_settings_are_accessible_fit_and_live(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    ada = await add_person(house, email="ada@house.example", phone="+12025550143")
    width, height = SIZES[size]
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, locale="en-US", reduced_motion="reduce"
    )
    await context.add_cookies(jar(house, await sign_in(house, ada)))
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    async def tell(key: str, subject: str) -> None:
        async with house.database.session(TESTS, "josh") as db:
            await notify(
                db,
                house,
                ada,
                lambda: Notice(
                    subject=subject,
                    text="Coffee at Marlow Market, Saturday at ten. Three others come.",
                    link="/account",
                ),
                topic=MEMBERSHIP if key == "b" else REMINDERS,
                product="JOSH",
                purpose="test",
                key=key,
            )

    await page.goto(f"{public_site}/notices")
    await _judged(page, "notices-empty")
    await tell("a", "Tomorrow: coffee")
    await page.get_by_text("Tomorrow: coffee").wait_for()  # by itself
    house.clock.move(timedelta(days=1))
    await tell("b", "Your region is open")
    await page.goto(f"{public_site}/notices")
    await page.get_by_role("button", name="Mark as read").first.click()
    await page.get_by_role("button", name="Mark as unread").first.wait_for()
    await _judged(page, "notices")
    assert await page.get_by_role("link", name="Notices, 1 unread").count() == 1
    await page.get_by_role("button", name="Open").last.click()
    await page.wait_for_url("**/account")
    await page.goto(f"{public_site}/account/notifications")
    await page.get_by_role("checkbox", name="Reminders, Text").uncheck()
    await _judged(page, "settings")
    await page.get_by_role("button", name="Save what reaches me").click()
    await page.get_by_text("Saved.").wait_for()
    assert not await page.get_by_role("checkbox", name="Reminders, Text").is_checked()
    await page.get_by_label("Quiet from").fill("22:00")
    await page.get_by_role("button", name="Save quiet hours").click()
    await page.get_by_text("Quiet hours need a beginning and an end.").first.wait_for()
    await _judged(page, "settings-refused")
    assert complaints == [
        "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    ]
    stranger = await chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    letter = await stranger.new_page()
    await letter.goto(unsubscribing.address(house, ada, DIGEST))
    await _judged(letter, "unsubscribe")
    assert "Macro" not in await letter.content()
    await letter.get_by_role("button", name="No more letters about this").click()
    await letter.get_by_text("Done: no more letters").wait_for()
    assert (
        len(await run(house, "select 1 from notification_choices where channel = 'email' and not wanted"))
        == 1
    )
    await letter.get_by_role("button", name="That was a mistake").click()
    await letter.get_by_text("They come again.").wait_for()
    await _judged(letter, "unsubscribe-back")
    await stranger.close()
    await context.close()
