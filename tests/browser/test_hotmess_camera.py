"""The door's camera: the browser reads codes itself where it can, else the house reads small pictures of it, and words say what it cannot do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

import msgspec
import pytest
import segno
from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, Request, expect

from harness import house as houses
from harness.accessibility import faults
from harness.chromium import launched
from harness.hotmess import Member, make_beacon, make_member
from harness.members import run, sign_in
from kith.commons.identity.person import Person
from kith.foundation.house import House
from kith.products.hotmess.tokens import commands as tokens
from kith.simulator.standins import StandIns
from kith.web import cookies

pytestmark = pytest.mark.browser
_NO_DETECTOR: Final = "delete window.BarcodeDetector"
_OWN_DETECTOR: Final = """window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return [{ rawValue: %s }]; }
}"""
_WATCHES: Final = """async () => {
  const { watch } = await import("/static/js/hotmess_camera.js");
  Object.assign(window, { away: true, looked: 0, inView: "", found: [], over: false, stream: { active: true } });
  Object.defineProperty(document, "hidden", { get: () => window.away });
  watch({ srcObject: window.stream }, {
    read: async () => { window.looked += 1; return window.inView; },
    every: 500, rest: 2000, found: (text) => window.found.push(text), ended: () => { window.over = true; },
  });
}"""


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("hotmess",))
    yield opened
    await opened.close()


async def _open(browser: Browser, house: House, member: Member) -> BrowserContext:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", reduced_motion="reduce"
    )
    session = await sign_in(house, member.id)
    names = (cookies.access_name(house), cookies.refresh_name(house))
    values = (session.access_token, session.refresh_token)
    await context.add_cookies(
        [
            {"name": name, "value": value, "url": house.settings.public_url}
            for name, value in zip(names, values, strict=True)
        ]
    )
    return context


async def _ticket(house: House) -> tuple[Member, UUID, str]:
    """Who works at a door, the night, and the text of a guest's code."""
    owner, guest = [await make_member(house, membership_version=1) for _ in range(2)]
    beacon = await make_beacon(house, owner)
    person = Person(guest.id, uuid4(), "")
    token = await tokens.claim(house, person, beacon)
    return owner, beacon, (await tokens.shown(house, person, token)).text


def _film(path: Path, text: str) -> None:
    """A camera that is held at a code: two frames of uncompressed video, which begin anew."""
    drawn = BytesIO()
    segno.make_qr(text, error="m").save(drawn, kind="png", scale=8)
    width, height = 960, 720
    picture = Image.new("L", (width, height), 120)
    picture.paste(Image.open(drawn).convert("L").resize((560, 560)), (200, 80))
    colourless = bytes([128]) * (width * height // 2)
    frame = b"FRAME\n" + picture.tobytes() + colourless
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 2)


async def _door(context: BrowserContext, house: House, beacon: UUID) -> tuple[Page, list[Request]]:
    """An open door, and the pictures it sends."""
    page = await context.new_page()
    sent: list[Request] = []
    page.on("request", lambda asked: sent.append(asked) if asked.url.endswith("/photo") else None)
    await page.goto(f"{house.settings.public_url}/hotmess/beacons/{beacon}/door")
    await page.wait_for_selector('[data-door][data-ready="yes"]')
    return page, sent


async def test_a_browser_that_reads_no_codes_lets_somebody_in_by_its_camera_once_and_says_what_it_needs(
    house: House, public_site: str, tmp_path: Path
) -> None:
    owner, beacon, text = await _ticket(house)
    film = tmp_path / "code.y4m"
    _film(film, text)
    async with launched(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ) as browser:
        context = await _open(browser, house, owner)
        await context.add_init_script(_NO_DETECTOR)
        page, sent = await _door(context, house, beacon)
        says = page.locator('[data-part="camera-says"]')
        await expect(says).to_be_hidden()
        await page.get_by_role("button", name="Start the camera").click()
        await expect(page.locator('[data-part="verdict"]')).to_have_text("Come in")
        await expect(says).to_contain_text("so we read it; that needs network")
        # Pictures are small, and the code that stays in view is scanned once.
        assert all(len(one.post_data_buffer or b"") < 200_000 for one in sent)
        many = len(sent)
        async with page.expect_request(lambda asked: asked.url.endswith("/photo") and len(sent) > many + 1):
            pass
        scans = await run(house, "select status from hotmess.beacon_scans")
        assert [row["status"] for row in scans] == ["valid"]
        assert await faults(page, "hotmess-door-camera") == []
        await context.set_offline(True)
        await expect(says).to_contain_text("Type the letters under the QR")
        await context.close()


async def test_a_browser_that_reads_codes_itself_sends_no_pictures(
    house: House, public_site: str, tmp_path: Path
) -> None:
    owner, beacon, text = await _ticket(house)
    async with launched("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream") as browser:
        context = await _open(browser, house, owner)
        await context.add_init_script(_OWN_DETECTOR % msgspec.json.encode(text).decode())
        page, sent = await _door(context, house, beacon)
        await page.get_by_role("button", name="Start the camera").click()
        await expect(page.locator('[data-part="verdict"]')).to_have_text("Come in")
        await expect(page.locator('[data-part="camera-says"]')).to_be_hidden()
        await expect(page.locator('[data-part="photo"]')).to_be_hidden()
        assert sent == []
        await context.close()


@pytest.mark.parametrize(
    ("switches", "words"),
    [
        (
            ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream=deny"),
            "The camera is not allowed here",
        ),
        ((), "The camera did not start"),
    ],
    ids=["not allowed", "no camera"],
)
async def test_a_camera_that_cannot_be_had_is_said_in_words_and_a_photo_is_offered(
    house: House, public_site: str, switches: tuple[str, ...], words: str
) -> None:
    owner, beacon, _text = await _ticket(house)
    async with launched(*switches) as browser:
        context = await _open(browser, house, owner)
        await context.add_init_script(_NO_DETECTOR)
        page, sent = await _door(context, house, beacon)
        await page.get_by_role("button", name="Start the camera").click()
        await expect(page.locator('[data-part="why"]')).to_contain_text(words)
        await expect(page.locator('[data-part="photo"]')).to_be_visible()
        await expect(page.get_by_role("button", name="Start the camera")).to_be_visible()
        assert sent == []
        await context.close()


async def test_the_camera_looks_twice_a_second_rests_after_a_code_and_stops_while_the_page_is_hidden(
    chromium: Browser, house: House, public_site: str
) -> None:
    context = await chromium.new_context()
    page = await context.new_page()
    await page.clock.install()
    await page.goto(f"{house.settings.public_url}/privacy")
    await page.evaluate(_WATCHES)

    async def after(milliseconds: int) -> tuple[int, list[str], bool]:
        await page.clock.run_for(milliseconds)
        return tuple(await page.evaluate("[window.looked, window.found, window.over]"))

    assert await after(5_000) == (0, [], False)
    await page.evaluate("window.away = false")
    looked, _found, _over = await after(5_000)
    assert looked in (9, 10, 11)
    await page.evaluate("window.inView = 'A'")
    seen, found, _over = await after(500)
    assert (seen - looked, found) == (1, ["A"])
    assert (await after(1_500))[0] == seen
    # It stays in view: found once. Another is found at once, the first again when it was away for a while.
    assert (await after(8_000))[1] == ["A"]
    await page.evaluate("window.inView = 'B'")
    assert (await after(2_000))[1] == ["A", "B"]
    await page.evaluate("window.inView = ''")
    await after(6_000)
    await page.evaluate("window.inView = 'B'")
    assert (await after(1_000))[1] == ["A", "B", "B"]
    await page.evaluate("window.stream.active = false")
    assert (await after(3_000))[2] is True
    await context.close()
