"""A door in two browsers: a member's QR is scanned, the network goes, the same code comes to both doors, and the conflict shows when it is back."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import msgspec
import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from harness import house as houses
from harness.accessibility import faults
from harness.hotmess import Member, make_beacon, make_member
from harness.members import run, sign_in
from kith.commons.identity.person import Person
from kith.foundation.house import House
from kith.products.hotmess.door import setting_up
from kith.products.hotmess.tokens import commands as tokens
from kith.products.hotmess.tokens.payload import read, spelled
from kith.simulator.standins import StandIns
from kith.web import cookies

pytestmark = pytest.mark.browser
_DECIDES = """async ([text, staff, typed, pack]) => {
  const { readCode, decide, nameOf } = await import("/static/js/hotmess_code.js");
  const code = readCode(text.toLowerCase());
  const at = code.payload.validFrom;
  const base = { code, signed: true, known: "o", local: undefined, pack, now: at + 1000, direction: "entry" };
  const said = (more) => { const { result, reason } = decide({ ...base, ...more }); return [result, reason]; };
  const gone = { inside: false, at: "2026-11-27T22:00:00Z" };
  return {
    read: [code.payload.beacon, code.payload.scope, code.payload.expiresAt - at > 0, await nameOf(code) === await nameOf(readCode(typed))],
    nonsense: [readCode("HM1:AAAA"), readCode("https://example.org/"), readCode(text.slice(0, -1))],
    good: said({}),
    forged: said({ signed: false }),
    early: said({ now: at - 1000 }),
    late: said({ now: code.payload.expiresAt }),
    elsewhere: said({ pack: { ...pack, beacon: "00000000-0000-0000-0000-000000000000" } }),
    staff: said({ code: readCode(staff) }),
    revoked: said({ known: "r" }),
    inside: said({ known: "i" }),
    out: said({ known: "i", direction: "exit" }),
    outside: said({ direction: "exit" }),
    back: said({ local: gone }),
    backWhereAllowed: said({ local: gone, pack: { ...pack, reentry: true } }),
    many: said({ known: "o+", local: { inside: true, at: gone.at } }),
    typed: said({ code: readCode(typed), signed: null }),
    typedUnknown: said({ code: readCode(typed), signed: null, known: undefined }),
    noEd25519: said({ signed: null, known: undefined }),
    proof: said({ direction: "proof" }),
  };
}"""
_DECIDED = {
    "nonsense": [None, None, None],
    "good": ["valid", None],
    "forged": ["invalid", "unknown"],
    "early": ["not_yet_valid", "not_yet_valid"],
    "late": ["expired", "expired"],
    "elsewhere": ["invalid", "other_beacon"],
    "staff": ["invalid", "other_scope"],
    "revoked": ["revoked", "revoked"],
    "inside": ["duplicate", "inside"],
    "out": ["valid", None],
    "outside": ["invalid", "not_inside"],
    "back": ["duplicate", "no_reentry"],
    "backWhereAllowed": ["valid", None],
    "many": ["valid", None],
    "typed": ["valid", None],
    "typedUnknown": ["invalid", "unchecked"],
    "noEd25519": ["invalid", "unchecked"],
    "proof": ["invalid", "other_scope"],
}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("hotmess",))
    yield opened
    await opened.close()


async def _open(browser: Browser, house: House, member: Member) -> BrowserContext:
    context = await browser.new_context(viewport=PHONE, locale="en-GB", reduced_motion="reduce")  # type: ignore[arg-type]
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


async def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("KITH_TEST_SCREENSHOTS"):
        await page.screenshot(path=f"{folder}/hotmess-door-{name}.png", full_page=True)


async def _accessible(page: Page) -> None:
    assert await faults(page, "hotmess-door") == []


async def _scan(page: Page, text: str, verdict: str) -> None:
    await page.locator("#field-code").fill(text)
    await page.get_by_role("button", name="Check").click()
    await expect(page.locator('[data-part="verdict"]')).to_have_text(verdict)


async def _decides_alike(page: Page, house: House, boss: Person, beacon: UUID, text: str) -> None:
    """The script reads what the house wrote, and has an answer to everything."""
    staff = await tokens.give(house, boss, beacon, tokens.Giving(scope="staff", guest_name="Key"))
    code = read(text)
    assert code is not None
    pack = {"beacon": str(beacon), "closes_at": "2099-01-01T00:00:00Z", "reentry": False}
    shown = (await tokens.shown(house, boss, staff)).text
    found = await page.evaluate(_DECIDES, [text, shown, spelled(code.token), pack])
    assert found.pop("read") == [str(beacon), "check_in", True, True]
    assert found == _DECIDED


async def _ready(page: Page, address: str) -> None:
    await page.goto(address)
    await page.wait_for_selector('[data-door][data-ready="yes"][data-kept="yes"]')


async def test_two_codes_without_network_and_the_conflict_when_it_is_back(
    chromium: Browser, house: House, public_site: str
) -> None:
    owner, steward = (
        await make_member(house, "rex", membership_version=1),
        await make_member(house, "otis", membership_version=1),
    )
    guest, late = (
        await make_member(house, "sunny", membership_version=1),
        await make_member(house, "pax", membership_version=1),
    )
    beacon = await make_beacon(house, owner, "Friday under the arches")
    boss = Person(owner.id, uuid4(), "rex")
    await setting_up.add_gate(house, boss, beacon, "North")
    await setting_up.add_staff(house, boss, beacon, "otis", "steward")
    site = house.settings.public_url
    problems: list[str] = []

    # Two guests get their codes on their phones.
    texts: list[str] = []
    for member in (guest, late):
        context = await _open(chromium, house, member)
        page = await context.new_page()
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        await page.goto(f"{site}/hotmess/beacons/{beacon}")
        await page.get_by_role("button", name="Get my QR").click()
        await page.wait_for_url("**/hotmess/my-qr/*")
        await _accessible(page)
        await _picture(page, "qr")
        token = UUID(page.url.rsplit("/", 1)[1])
        texts.append((await tokens.shown(house, Person(member.id, uuid4(), ""), token)).text)
        await context.close()

    # Two phones stand at two doors, and know the door before the network goes.
    doors: list[Page] = []
    for member in (owner, steward):
        context = await _open(chromium, house, member)
        page = await context.new_page()
        await _ready(page, f"{site}/hotmess/beacons/{beacon}/door")
        doors.append(page)
    main, north = doors
    await north.get_by_label("Gate").select_option(label="North")
    await _accessible(main)
    await _decides_alike(main, house, boss, beacon, texts[0])
    for page in doors:
        await page.context.set_offline(True)
    # The page itself opens without network, too.
    await main.reload()
    await main.wait_for_selector('[data-door][data-ready="yes"]')
    state = main.locator('[data-part="state"]')
    await expect(state).to_contain_text("Offline. This phone checks by itself.")
    await _scan(main, texts[0], "Come in")
    await _picture(main, "offline-good")
    await expect(state).to_contain_text("1 scan waits to be sent.")
    await _scan(main, texts[0], "Used already")
    await _scan(main, texts[1], "Come in")
    await expect(state).to_contain_text("3 scans wait to be sent.")
    forged = texts[1][:-9] + ("A" if texts[1][-9] != "A" else "B") + texts[1][-8:]
    await _scan(north, forged, "No")
    # Opened anew without network, a phone is still at the gate it was at.
    await north.reload()
    await north.wait_for_selector('[data-door][data-ready="yes"]')
    await _scan(north, texts[0], "Come in")
    kept = north.locator('[data-part="kept"]')
    await expect(kept).to_have_text("Kept on this phone; sent when there is network.")
    await _accessible(north)
    await _picture(main, "offline")

    # The network is back: everything is sent, the ticket that came twice is named, and counted once.
    await main.context.set_offline(False)
    await expect(state).to_have_text("Online.", timeout=15_000)
    await north.context.set_offline(False)
    conflict = north.locator('[data-part="conflict-list"] li')
    await expect(conflict).to_have_count(1, timeout=15_000)
    await expect(conflict).to_contain_text("Main door")
    await expect(conflict).to_contain_text("North")
    # It was sent, so the answer says no more that it waits. Whose ticket it is, supervisors read, on their phones too.
    await expect(kept).to_be_hidden()
    await expect(conflict).not_to_contain_text("sunny")
    await main.reload()
    await expect(main.locator('[data-part="conflict-list"] li')).to_contain_text("sunny")
    await _accessible(main)
    await _accessible(north)
    await _picture(north, "conflict")
    counts = await run(
        house,
        "select g.name, sum(c.entries) as entries from hotmess.gates g join hotmess.gate_counts c on c.gate_id = g.id group by 1 order by 1",
    )
    assert [(row["name"], row["entries"]) for row in counts] == [("Main door", 2)]
    scans = await run(house, "select status from hotmess.beacon_scans where offline order by scanned_at")
    assert sorted(row["status"] for row in scans) == ["duplicate", "duplicate", "invalid", "valid", "valid"]
    await _scan(north, texts[1], "Used already")
    await _picture(north, "bad")
    await main.get_by_role("link", name="Say what it was, at the desk").click()
    await expect(main.locator("#conflicts")).to_contain_text("Main door")
    await _accessible(main)
    await _picture(main, "desk")
    assert problems == []
