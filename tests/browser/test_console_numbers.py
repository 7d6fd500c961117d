"""The console's numbers and audit in a browser: phone and desktop, light and dark, axe; charts fit and take the focus."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from harness.accessibility import faults
from harness.members import TESTS, add_person, jar, make_admin, sign_in
from kith.commons.audit import commands as audit
from kith.commons.audit import verifying
from kith.commons.numbers import demo
from kith.foundation.house import House

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


async def test_numbers_and_audit_are_accessible_and_fit(
    chromium: Browser, house: House, public_site: str
) -> None:
    olga = await add_person(house, email="olga@house.example", first_name="Olga")
    await make_admin(house, olga, "ops")
    await demo.plant(house)
    async with house.database.session(TESTS, "kith") as db:
        await audit.record(
            db,
            admin=None,
            action="region.rules_changed",
            target_type="region",
            reason="Quiet hours begin earlier in summer",
            before={
                "rules": {"quiet": {"from": 22, "until": 8}, "wave": 3},
                "note": "ask the mayor about the square",
            },
            after={
                "rules": {"quiet": {"from": 21, "until": 8}, "wave": 3, "langs": ["en"]},
                "note": "ask the mayor about the park",
            },
        )
    await verifying.further(house)
    pages = {
        "numbers": "/console/numbers",
        "numbers-product": "/console/numbers?product=josh&weeks=8",
        "audit": "/console/audit",
        "audit-entry": "/console/audit/1",
    }
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
        for name, path in pages.items():
            await page.goto(house.settings.public_url + path)
            wrong += await faults(page, f"console-{name}-{size}", again=size == "desktop")
            if name == "numbers-product":
                chart = page.locator(".chart__svg").first
                await chart.focus()
                assert await chart.evaluate("one => one === document.activeElement")
                assert await page.locator(".chart__line:not(.chart__line--muted)").count() >= 5
        await context.close()
    assert wrong == []
