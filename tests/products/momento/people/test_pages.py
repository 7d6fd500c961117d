"""The front door, profiles, photos and hosts in a browser: accessible, fitting phones, with a camera that works."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from harness import pictures
from harness.accessibility import faults
from harness.chromium import launched
from harness.house import worker_pass
from harness.members import add_person, run, sign_in
from harness.momento import Guest, make_event, make_guest, make_host, seat
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.web import cookies

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with launched("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream") as browser:
        yield browser


async def _fine(page: Page, what: str) -> None:
    await page.wait_for_load_state()
    broken = "[...document.images].filter((image) => image.complete && !image.naturalWidth && !image.hidden).length"
    assert await page.evaluate(broken) == 0, f"{what} has broken pictures"
    assert await faults(page, f"people-{what.replace(' ', '-')}") == []


@pytest.mark.parametrize("size", list(SIZES))
async def test_somebody_new_gets_a_profile_a_face_card_and_looks_around(
    chromium: Browser, house: House, standins: StandIns, public_site: str, size: str
) -> None:
    host, ben = await make_host(house), await make_guest(house, "Ben")
    ada = await add_person(house, email="ada@house.example", first_name="Ada")
    width, height = SIZES[size]
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, locale="en-US", reduced_motion="reduce"
    )
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(f"{public_site}/momento")
    await _fine(page, "the front door")
    token = (await sign_in(house, ada)).access_token
    await context.add_cookies([{"name": cookies.access_name(house), "value": token, "url": public_site}])

    await page.goto(f"{public_site}/momento/join")
    await _fine(page, "joining")
    await page.get_by_label("Date of birth").fill("1990-05-17")
    await page.get_by_label("City nearest to you").select_option("Berlin")
    await page.get_by_label("A few words about you").fill("I bring cake, and ask what you are reading.")
    for box in await page.get_by_role("checkbox").all():
        await box.check()
    await page.get_by_role("button", name="Make my profile").click()

    await page.get_by_role("searchbox", name="Search").fill("pott")
    await expect(page.get_by_text("Calligraphy")).to_be_hidden()
    await page.get_by_role("checkbox", name="Pottery").check()
    await expect(page.get_by_text("1 of 20 picked")).to_be_visible()
    await _fine(page, "interests")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Pottery")).to_be_visible()
    await _fine(page, "a profile without a photo")

    await page.goto(f"{public_site}/momento/profile/photos")
    await _fine(page, "no photos")
    face = {
        "name": "me.heic",
        "mimeType": "image/heic",
        "buffer": pictures.photo("HEIF", image=pictures.face(1200)),
    }
    await page.get_by_label("A photo of you").set_input_files(face)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    await page.get_by_role("button", name="Add it").click()
    await expect(page.get_by_text("Main photo", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Open the camera").click()
    shoot = page.get_by_role("button", name="Take it and send it")
    await expect(shoot).to_be_enabled()
    await _fine(page, "the camera")
    await shoot.click()
    await expect(page.get_by_text("Authentic", exact=True)).to_be_visible()
    await worker_pass(house, schedules=False)
    await page.reload()
    await expect(page.get_by_alt_text("Your Face Card")).to_be_visible()
    await _fine(page, "photos")
    await page.goto(f"{public_site}/momento/profile")
    await _fine(page, "the profile")
    await page.goto(f"{public_site}/momento/profile/edit")
    await _fine(page, "changing the profile")

    [row] = await run(house, "select id from momento.social_profiles where user_id = $1", ada)
    await run(
        house,
        "insert into momento.host_profiles (user_id, host_name, host_bio) values ($1, 'Ada’s table', 'Soup.')",
        ada,
    )
    herself = Guest(ada, row["id"], "Ada", "ada@house.example")
    await seat(house, await make_event(house, host), [herself, ben])
    await context.clear_cookies()
    token = (await sign_in(house, ben.id)).access_token
    await context.add_cookies([{"name": cookies.access_name(house), "value": token, "url": public_site}])
    await page.goto(f"{public_site}/momento/people/{row['id']}")
    await expect(page.get_by_alt_text("Face Card of Ada")).to_be_visible()
    await _fine(page, "somebody else")
    await page.get_by_role("button", name="Like", exact=True).click()
    await expect(page.get_by_role("button", name=re.compile("You like Ada"))).to_be_visible()
    await page.goto(f"{public_site}/momento/likes")
    await _fine(page, "likes")
    await page.goto(f"{public_site}/momento/people/{row['id']}")
    await page.get_by_role("link", name="As a host").click()
    await expect(page.get_by_alt_text("Face Card of Ada’s table")).to_be_visible()
    await _fine(page, "a host")
    assert complaints == []
    await context.close()
