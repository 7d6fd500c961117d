"""Mentor's desk and features in a browser, and a member's pages with the banner of whoever looks as them: phone and desktop, axe."""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec
import pytest
from playwright.async_api import Browser, Page

from harness import house as houses
from harness.accessibility import faults
from harness.members import add_person, jar, make_admin, sign_in
from harness.mentor import hour, make_booking, make_mentee, make_mentor
from kith.foundation.house import House
from kith.simulator.standins import StandIns

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("mentor",))
    yield opened
    await opened.close()


async def _look(page: Page, house: House, paths: dict[str, str], size: str) -> list[str]:
    wrong: list[str] = []
    for name, path in paths.items():
        await page.goto(house.settings.public_url + path)
        wrong += await faults(page, f"desk-{name}-{size}")
    return wrong


async def test_the_desk_and_a_members_pages_under_the_banner_are_accessible_and_fit(
    chromium: Browser, house: House, public_site: str
) -> None:
    mentor, mia = await make_mentor(house, "Max Weber"), await make_mentee(house, "Mia")
    booking = await make_booking(house, mentor, mia, hour(house))
    olga = await add_person(house, email="olga@house.example", first_name="Olga")
    await make_admin(house, olga, "ops")
    desk = {
        "people": "/console/mentor/people?name=max",
        "person": f"/console/mentor/people/{mentor.id}",
        "bookings": "/console/mentor/bookings",
        "booking": f"/console/mentor/bookings/{booking}",
        "features": "/console/features",
        "feature": "/console/features/mentor.packages",
        "asking": f"/console/impersonation?person={mia.id}&product=mentor",
    }
    members = {"seen-session": f"/mentor/sessions/{booking}", "seen-closed": "/account"}
    wrong: list[str] = []
    for size, (width, height) in SIZES.items():
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme="dark" if size == "phone" else "light",
        )
        session = await sign_in(house, olga)
        await context.add_cookies(jar(house, session))
        page = await context.new_page()

        wrong += await _look(page, house, desk, size)
        await page.get_by_label("Reason, for the log").fill("She cannot find her session")
        await page.get_by_role("button", name="Look as").click()
        await page.get_by_text("You are looking as").wait_for()
        wrong += await _look(page, house, members, size)
        await page.get_by_role("button", name="Stop").click()
        await page.get_by_text("You are yourself again.").wait_for()
        await context.close()
    assert wrong == []
