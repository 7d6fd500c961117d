"""An evening on two phones: 25 cards with skips by hand and by keyboard, the other phone following live, the safe word at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from harness import house as houses
from harness.accessibility import faults
from harness.members import sign_in
from harness.pairs import Somebody, connect, somebody
from kith.foundation.house import House
from kith.products.attuned.bank.commands import deliver
from kith.web import cookies

pytestmark = pytest.mark.browser
_PHONE = {"width": 390, "height": 844}


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=("attuned",))
    yield opened
    await opened.close()


async def _phone(browser: Browser, house: House, who: Somebody, scheme: str, wrong: list[str]) -> Page:
    context = await browser.new_context(
        viewport=_PHONE,  # pyright: ignore[reportArgumentType]
        locale="en-US",
        reduced_motion="reduce",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    if who.player.user_id is None:
        jar = {cookies.guest_name(house): who.player.credential}
    else:
        session = await sign_in(house, who.player.user_id)
        jar = {
            cookies.access_name(house): session.access_token,
            cookies.refresh_name(house): session.refresh_token,
        }
    if scheme == "light":
        jar["theme"] = "light"
    url = house.settings.public_url
    await context.add_cookies([{"name": name, "value": value, "url": url} for name, value in jar.items()])
    page = await context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    return page


async def _look(page: Page, name: str, wrong: list[str]) -> None:
    wrong += await faults(page, f"attuned-evening-{name}")


async def test_25_cards_on_two_phones_with_skips_and_the_safe_word(
    chromium: Browser, house: House, public_site: str
) -> None:
    await deliver(house)
    ada, bo = await somebody(house, "Ada"), await somebody(house, "Bo", anonymous=True)
    connection = await connect(house, ada, bo)
    wrong: list[str] = []
    mine = await _phone(chromium, house, ada, "dark", wrong)
    theirs = await _phone(chromium, house, bo, "light", wrong)
    await mine.goto(f"{public_site}/attuned/play/with/{connection}")
    await _look(mine, "new", wrong)
    await mine.get_by_text("Where the cards come from").click()
    await mine.get_by_label("From the deck").check()
    await mine.get_by_role("button", name="I would like that").click()
    await expect(mine.get_by_text("Waiting for Bo to say yes")).to_be_visible()
    await _look(mine, "waiting", wrong)
    await theirs.goto(f"{public_site}/attuned/play")
    await _look(theirs, "play", wrong)
    await theirs.get_by_role("link", name="Say yes, or no").click()
    await _look(theirs, "asked", wrong)
    await theirs.get_by_label("We had this talk").check()
    await theirs.get_by_role("button", name="Yes, let us play").click()
    await expect(mine.get_by_text("You both said yes")).to_be_visible()
    await _look(mine, "ready", wrong)
    await mine.get_by_role("button", name="The first card").click()
    await expect(theirs.get_by_text("1 of 25")).to_be_visible()
    await _look(mine, "back", wrong)
    await theirs.keyboard.press("Space")
    await expect(theirs.locator(".playing-card__front")).to_be_visible()
    await _look(theirs, "front", wrong)
    for step in range(2, 26):
        async with mine.expect_navigation():
            if step % 3 == 0 or step in (10, 11):
                await mine.get_by_role("button", name="Skip", exact=True).click()
            else:
                await mine.keyboard.press("n")
        await expect(mine.get_by_text(f"{step} of 25")).to_be_visible()
        if step == 11:
            await expect(mine.get_by_text("a step gentler")).to_be_visible()
            await mine.locator("summary.playing-card__back").click()
            await _look(mine, "nudge", wrong)
    await expect(theirs.get_by_text("25 of 25")).to_be_visible()
    await theirs.get_by_role("button", name="Stop everything").click()
    for page in (mine, theirs):
        await expect(page.get_by_text("Everything stops here")).to_be_visible()
    await _look(mine, "calm", wrong)
    await mine.get_by_role("button", name="Stop for tonight").click()
    await expect(mine.get_by_text("How was it for you?")).to_be_visible()
    await expect(theirs.get_by_text("That was it for tonight")).to_be_visible()
    await _look(theirs, "over", wrong)
    await mine.get_by_role("link", name="Open the cards").click()
    await expect(mine.locator(".played__one")).to_have_count(25)
    await mine.get_by_text("How these cards came about").click()
    await _look(mine, "played", wrong)
    await mine.goto(f"{public_site}/attuned/play")
    await _look(mine, "before", wrong)
    assert wrong == []
    await mine.context.close()
    await theirs.context.close()
