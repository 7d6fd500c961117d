"""The bank of cards as operators see it: phone and desktop, no script errors, no accessibility violations, nothing scrolls sideways."""

from __future__ import annotations

import msgspec
import pytest
from playwright.async_api import Browser

from harness import house as houses
from harness.accessibility import faults
from harness.members import add_person, jar, make_admin, sign_in
from kith.foundation.house import House
from kith.products.attuned.bank.commands import deliver
from kith.simulator.standins import StandIns

pytestmark = pytest.mark.browser
PATHS = ("", "/200", "/import")


@pytest.fixture
async def house(house: House, standins: StandIns) -> House:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    return houses.open_house(settings, products=("attuned",))


async def test_the_bank_is_accessible_and_fits_on_phone_and_desktop(
    chromium: Browser, house: House, public_site: str
) -> None:
    await deliver(house)
    person = await add_person(house, email="ops@kith.example")
    await make_admin(house, person, "ops")
    session = await sign_in(house, person)
    wrong: list[str] = []
    for size, scheme, width in (("phone", "light", 390), ("desktop", "dark", 1280)):
        context = await chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
        )
        await context.add_cookies(jar(house, session))
        page = await context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        for path in (*(f"/console/attuned/cards{part}" for part in PATHS), "/console/attuned/statistics"):
            answer = await page.goto(public_site + path)
            assert answer is not None
            assert answer.status == 200, path
            wrong.extend(await faults(page, f"{path.removeprefix('/console/').replace('/', '-')}-{size}"))
        await context.close()
    # A card is written, seen with the checks' verdict, and let in, with nothing but the keyboard of a person.
    page = await (await chromium.new_context()).new_page()
    await page.context.add_cookies(jar(house, session))
    await page.goto(f"{public_site}/console/attuned/cards/new")
    await page.get_by_label("Text").fill("Which of our habits would you miss first?")
    await page.get_by_role("button", name="Keep it").click()
    await page.get_by_text("It passes every check").wait_for()
    await page.get_by_role("button", name="Approve").click()
    await page.get_by_text("It is in play.").wait_for()
    await house.close()
    assert wrong == []
