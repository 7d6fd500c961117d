"""Two find each other in two browsers, and look at what they share: a phone and a desk, no script errors, no accessibility violations."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from harness import house as houses
from harness.accessibility import faults
from harness.members import sign_in
from harness.pairs import Somebody, somebody
from kith.foundation.house import House
from kith.products.attuned.profiles.profile import Boundaries, PowerDynamic
from kith.products.attuned.sharing import commands as sharing
from kith.products.attuned.subscriptions import commands as plans
from kith.products.attuned.subscriptions.facts import Fact
from kith.products.attuned.terms import Boundary, Orientation
from kith.simulator.standins import StandIns
from kith.web import cookies

pytestmark = pytest.mark.browser
ADA = {
    "activities": {"massage_give": 1.0, "stroking_give": 0.5, "slow_dance": 1.0},
    "truth_topics": {"desires": 1.0, "past": 0.5},
    "power_dynamic": PowerDynamic(Orientation.TOP),
    "boundaries": Boundaries(hard_limits=(Boundary.IMPACT,)),
}
BO = {
    "activities": {"massage_receive": 1.0, "stroking_receive": 0.5, "slow_dance": 1.0, "blindfold_give": 1.0},
    "truth_topics": {"desires": 1.0, "past": 1.0},
    "power_dynamic": PowerDynamic(Orientation.BOTTOM),
}


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(
        house.settings,
        smtp_url=standins.smtp_url,
        stripe_price_attuned="price_month",
        stripe_price_attuned_annual="price_year",
    )
    opened = houses.open_house(settings, products=("attuned",))
    yield opened
    await opened.close()


class Screen:
    """One browser of somebody, and what is wrong with what it showed."""

    def __init__(self, house: House, context: BrowserContext, page: Page, name: str) -> None:
        self.house, self.context, self.page, self.name = house, context, page, name
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    @classmethod
    async def of(cls, browser: Browser, house: House, who: Somebody, size: str) -> Screen:
        width, height = {"phone": (390, 844), "desktop": (1280, 900)}[size]
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-US",
            reduced_motion="reduce",
            color_scheme="light" if size == "phone" else "dark",
        )
        if who.player.user_id is None:
            jar = {cookies.guest_name(house): who.player.credential}
        else:
            session = await sign_in(house, who.player.user_id)
            jar = {
                cookies.access_name(house): session.access_token,
                cookies.refresh_name(house): session.refresh_token,
            }
        await context.add_cookies(
            [{"name": name, "value": value, "url": house.settings.public_url} for name, value in jar.items()]
        )
        return cls(house, context, await context.new_page(), size)

    async def open(self, path: str, name: str) -> None:
        answer = await self.page.goto(self.house.settings.public_url + path)
        assert answer is not None
        assert answer.status == 200, path
        await self.look(name)

    async def look(self, name: str) -> None:
        self.wrong += await faults(self.page, f"attuned-{name}-{self.name}")


async def test_a_scanned_code_connects_two_browsers_and_every_page_of_a_pair_is_accessible_and_fits(
    chromium: Browser, house: House, public_site: str
) -> None:
    ada = await somebody(house, "Ada", sharing="all_responses", **ADA)
    bo = await somebody(house, "Bo", anonymous=True, **BO)
    desk, phone = (
        await Screen.of(chromium, house, ada, "desktop"),
        await Screen.of(chromium, house, bo, "phone"),
    )
    await desk.open("/attuned/partners", "nobody")
    await phone.open("/attuned/connect", "connect")
    await desk.page.goto(f"{public_site}/attuned/connect")
    await desk.page.get_by_role("button", name="Show a code").click()
    await expect(desk.page.locator(".qr__picture")).to_be_visible()
    code = await desk.page.locator(".pairing__letters").inner_text()
    await expect(desk.page.locator("[data-countdown-left]")).to_have_text(re.compile("^4:5"))
    await desk.look("code")
    # What the picture leads to: the code is behind the #, fills the form, and leaves the address.
    await phone.open(f"/attuned/connect/enter#{code}", "enter")
    await expect(phone.page.get_by_label("The code")).to_have_value(code)
    assert "#" not in phone.page.url
    await phone.page.get_by_role("button", name="Connect").click()
    # The page that shows the code turns by itself: nothing of the code is left to scan.
    await expect(desk.page.get_by_role("heading", name="You are connected")).to_be_visible()
    await expect(desk.page.locator(".qr__picture")).to_be_hidden()
    await expect(desk.page.get_by_text(code)).to_be_hidden()
    await expect(desk.page.get_by_role("heading", level=1)).to_have_count(1)
    await desk.look("turned")
    await phone.look("connected")
    connection = int(phone.page.url.rpartition("/")[2])
    await phone.page.get_by_role("button", name="I agree").click()
    await phone.look("agreed")
    await sharing.confirm(house, ada.player, connection)
    for screen in (desk, phone):
        await screen.open(f"/attuned/partners/{connection}", "overlap")
        await screen.open("/attuned/partners", "partners")
        await screen.open("/attuned/sharing", "sharing")
    await desk.open("/attuned/subscription", "free")
    now = house.clock.now()
    fact = Fact(
        platform="ios",
        chain="1",
        id="1",
        sequence=0,
        product_id="monthly",
        kind="premium",
        amount=Decimal("9.99"),
        currency="USD",
        started_at=now,
        expires_at=now + timedelta(days=30),
        as_of=now,
    )
    async with house.database.session(plans.ACTOR, "attuned") as db:
        await plans.keep(db, house, fact, claimed_by=ada.user_id)
    await desk.open("/attuned/subscription", "plan")
    assert desk.wrong + phone.wrong == []
    await desk.context.close()
    await phone.context.close()
