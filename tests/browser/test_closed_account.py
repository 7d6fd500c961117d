"""The page of a closed account and the desk's page of bans: phone and desktop, no script errors, no accessibility violations."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from harness.accessibility import faults
from harness.banning import OLIVE
from harness.members import TESTS, add_person, jar, make_admin, run, sign_in
from kith.commons.audit.commands import Admin
from kith.commons.safety import banning, letters
from kith.foundation.house import House

pytestmark = pytest.mark.browser


async def test_a_closed_account_and_the_desk_of_bans_are_accessible_and_fit_on_phone_and_desktop(
    chromium: Browser, house: House, public_site: str
) -> None:
    ada = await add_person(house, email="ada@house.example")
    person = await add_person(house, email=OLIVE, first_name="Olive")
    admin = Admin(await make_admin(house, person, "ops"), OLIVE, "ops")
    async with house.database.session(TESTS, "kith") as db:
        reason = "You threatened a guest at the table on Friday, and again by message."
        await banning.ban(house, db, admin=admin, person_id=ada, reason=reason)
    [made] = await run(house, "select id from decisions")
    path = letters.link_to(house, made["id"])
    session = await sign_in(house, person)
    wrong: list[str] = []
    for size, scheme, width in (("phone", "light", 390), ("desktop", "dark", 1280)):
        visitor = await chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
        )
        desk = await chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
        )
        await desk.add_cookies(jar(house, session))
        for context, name, shown in ((visitor, "closed", path), (desk, "bans", "/console/bans")):
            page = await context.new_page()
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
            await page.goto(public_site + shown)
            if context is visitor:
                words = "Say how you see it" if size == "phone" else "Something to add"
                await page.get_by_label(words).fill("It was my brother; he has my old phone.")
                await page.get_by_role("button", name="Send").click()
                await page.get_by_text("It was my brother").first.wait_for()
            wrong.extend(await faults(page, f"{name}-{size}"))
        await visitor.close()
        await desk.close()
    assert wrong == []
