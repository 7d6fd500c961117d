"""Signing in as a person does it: pages, forms, cookies."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.authenticator import Authenticator
from harness.members import Browser, add_person, last_code, last_link, queued, run, sign_in
from kith.foundation.house import House
from kith.web.sign_in import local_path

ADA = "ada@house.example"
PHONE = "+12025550143"


@pytest.fixture
def browser(client: httpx.AsyncClient) -> Browser:
    return Browser(client)


async def test_a_code_leads_to_the_account(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    entered = await browser.sign_in(house, ADA)
    assert (entered.status_code, entered.headers["location"]) == (303, "/account")
    assert (await browser.get("/account")).status_code == 200


async def test_the_page_asked_for_is_where_signing_in_leads(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    sent_away = await browser.get("/account/export?x=1")
    assert sent_away.status_code == 303
    start = await browser.get(sent_away.headers["location"])
    sent = await browser.post("/sign-in", address=ADA, next=browser.field(start, "next"))
    entered = await browser.post(
        "/sign-in/code",
        challenge=browser.field(sent, "challenge"),
        next=browser.field(sent, "next"),
        code=await last_code(house),
    )
    assert entered.headers["location"] == "/account/export?x=1"


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "", "/a\r\nb", "x"],
)
def test_signing_in_never_leads_to_another_site(wanted: str) -> None:
    assert local_path(wanted) == "/account"


async def test_known_and_unknown_addresses_get_the_same_page(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA, phone=PHONE)
    await browser.get("/sign-in")
    pages: set[tuple[int, str]] = set()
    for address in (ADA, "bob@house.example", PHONE, "+12025550199"):
        answer = await browser.post("/sign-in", address=address)
        text = answer.text.replace(address, "ADDRESS")
        for changing in ("challenge", "_csrf"):
            text = re.sub(rf'(name="{changing}" value=")[^"]*', r"\1", text)
        pages.add((answer.status_code, text))
    assert len(pages) == 1


async def test_another_language_on_the_way_in_leads_to_the_same_place(browser: Browser) -> None:
    start = await browser.get("/sign-in?next=/attuned/begin")
    assert 'name="next" value="/sign-in?next=%2Fattuned%2Fbegin"' in start.text
    assert "New here? Choose a product" in html.unescape((await browser.get("/sign-in")).text)


async def test_a_wrong_code_says_so_and_can_be_corrected(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    await browser.get("/sign-in")
    sent = await browser.post("/sign-in", address=ADA)
    code = await last_code(house)
    challenge = browser.field(sent, "challenge")
    wrong = await browser.post(
        "/sign-in/code", challenge=challenge, address=ADA, code=f"{(int(code) + 1) % 1_000_000:06}"
    )
    assert wrong.status_code == 422
    assert "not right" in wrong.text
    assert (await browser.get("/account")).status_code == 303
    right = await browser.post("/sign-in/code", challenge=browser.field(wrong, "challenge"), code=code)
    assert right.status_code == 303


async def test_another_code_can_be_asked_for(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    await browser.get("/sign-in")
    sent = await browser.post("/sign-in", address=ADA)
    house.clock.move(timedelta(seconds=31))
    again = await browser.post(
        "/sign-in/resend", challenge=browser.field(sent, "challenge"), address=ADA, next=""
    )
    assert again.status_code == 200
    assert len(await queued(house)) == 2


async def test_what_is_no_address_is_said_on_the_page(browser: Browser) -> None:
    await browser.get("/sign-in")
    answer = await browser.post("/sign-in", address="ada")
    assert answer.status_code == 422
    assert "e-mail address or a phone number" in answer.text


async def test_a_form_from_elsewhere_signs_nobody_in(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    await browser.get("/sign-in")
    browser.token = "0" * 64
    assert (await browser.post("/sign-in", address=ADA)).status_code == 403
    assert await queued(house) == []


async def test_opening_a_link_burns_nothing_and_pressing_the_button_does(
    house: House, app: object, browser: Browser
) -> None:
    await add_person(house, email=ADA)
    await browser.get("/sign-in")
    await browser.post("/sign-in/link/send", address=ADA)
    token = await last_link(house)
    async with houses.browser(app, house) as scanner:
        for _ in range(3):
            assert (await scanner.get(f"/sign-in/link/{token}")).status_code == 200
            assert (await scanner.head(f"/sign-in/link/{token}")).status_code in (200, 405)
        assert (await scanner.post("/sign-in/link", data={"token": token})).status_code == 403
    shown = await browser.get(f"/sign-in/link/{token}")
    entered = await browser.post("/sign-in/link", token=browser.field(shown, "token"))
    assert (entered.status_code, entered.headers["location"]) == (303, "/account")
    again = await browser.post("/sign-in/link", token=token)
    assert again.status_code == 422
    assert "used already" in again.text


async def test_a_page_with_a_link_tells_no_other_site_its_address(house: House, browser: Browser) -> None:
    shown = await browser.get("/sign-in/link/whatever")
    assert 'name="referrer" content="no-referrer"' in shown.text


async def test_cookies_are_out_of_scripts_reach(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    entered = await browser.sign_in(house, ADA)
    set_cookies = entered.headers.get_list("set-cookie")
    assert len(set_cookies) >= 2
    for cookie in set_cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


async def test_under_https_cookies_belong_to_this_host_alone(house: House, client: httpx.AsyncClient) -> None:
    settings = msgspec.structs.replace(house.settings, public_url="https://kith.example")
    secure = houses.open_house(settings)
    await add_person(house, email=ADA)
    async with houses.browser(houses.application(secure), secure) as https:
        entered = await Browser(https).sign_in(house, ADA)
    await secure.close()
    assert entered.status_code == 303
    for cookie in entered.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-kith-")
        assert "; Secure" in cookie


async def test_a_browser_stays_signed_in_past_its_access_token(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    await browser.sign_in(house, ADA)
    for _ in range(3):
        house.clock.move(timedelta(minutes=16))
        assert (await browser.get("/account")).status_code == 200
    [row] = await run(house, "select count(*) as tokens from refresh_tokens")
    assert row["tokens"] == 4


async def test_signing_out_ends_the_session(
    house: House, browser: Browser, client: httpx.AsyncClient
) -> None:
    await add_person(house, email=ADA)
    await browser.sign_in(house, ADA)
    kept = dict(client.cookies)
    await browser.get("/account")
    out = await browser.post("/sign-out")
    assert (out.status_code, out.headers["location"]) == (303, "/")
    assert (await browser.get("/account")).status_code == 303
    client.cookies.update(kept)  # somebody copied the cookies before
    house.clock.move(timedelta(minutes=16))
    assert (await browser.get("/account")).status_code == 303


async def test_a_passkey_signs_in_without_any_address(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    await browser.sign_in(house, ADA)
    await browser.get("/account")
    device = Authenticator(house.settings.public_url)
    asked = await browser.post_json("/account/passkeys/options", {})
    added = await browser.post_json("/account/passkeys", device.register(asked.json()))
    assert added.status_code == 201
    await browser.get("/account")
    await browser.post("/sign-out")
    await browser.get("/sign-in")
    asked = await browser.post_json("/sign-in/passkey/options", {})
    entered = await browser.post_json("/sign-in/passkey", device.sign_in(asked.json()))
    assert entered.json() == {"signed_in": True}
    assert (await browser.get("/account")).status_code == 200


async def test_whoever_is_signed_in_needs_no_sign_in_page(house: House, browser: Browser) -> None:
    await add_person(house, email=ADA)
    await browser.sign_in(house, ADA)
    answer = await browser.get("/sign-in?next=/josh/home")
    assert (answer.status_code, answer.headers["location"]) == (303, "/josh/home")


@pytest.mark.parametrize("environment", ["test", "production"])
async def test_the_shortcut_for_demo_people_exists_in_development_only(
    house: House, environment: str
) -> None:
    ada = await add_person(house, email=ADA)
    settings = msgspec.structs.replace(house.settings, environment=environment)
    other = houses.open_house(settings)
    async with houses.browser(houses.application(other), other) as client:
        browser = Browser(client)
        await browser.get("/sign-in")
        assert (await browser.get(f"/sign-in/demo/{ada}")).status_code == 404
        assert (await browser.post(f"/sign-in/demo/{ada}")).status_code == 404
    await other.close()


async def test_in_development_one_may_become_somebody_of_the_demo_city(house: House) -> None:
    ada = await add_person(house, email=ADA)
    other = houses.open_house(msgspec.structs.replace(house.settings, environment="development"))
    async with houses.browser(houses.application(other), other) as client:
        browser = Browser(client)
        await browser.get(f"/sign-in/demo/{ada}")
        assert (await browser.post(f"/sign-in/demo/{ada}")).status_code == 303
        assert (await browser.get("/account")).status_code == 200
        nobody = "00000000-0000-4000-8000-000000000000"
        assert (await browser.post(f"/sign-in/demo/{nobody}")).status_code == 404
    await other.close()


async def test_a_stolen_refresh_cookie_ends_the_session_of_both(
    house: House, app: object, browser: Browser, client: httpx.AsyncClient
) -> None:
    signed_in = await sign_in(house, await add_person(house, email=ADA))
    client.cookies.set("kith-refresh", signed_in.refresh_token)
    assert (await browser.get("/account")).status_code == 200
    house.clock.move(timedelta(minutes=1))
    async with houses.browser(app, house) as thief:
        thief.cookies.set("kith-refresh", signed_in.refresh_token)
        assert (await Browser(thief).get("/account")).status_code == 303
    house.clock.move(timedelta(minutes=16))
    assert (await browser.get("/account")).status_code == 303


async def test_a_form_sent_by_somebody_signed_out_offers_to_sign_in_and_to_go_back_to_its_page(
    house: House, browser: Browser, client: httpx.AsyncClient
) -> None:
    await browser.get("/sign-in")
    ours = house.settings.public_url
    for came_from, back in (
        (f"{ours}/account?x=1&y=2", "/account?x=1&amp;y=2"),
        ("https://evil.example/account", "/"),
        (f"{ours}//evil.example/account", "/"),
        (f"{ours}/account/sessions/revoke-others", "/account/sessions/revoke-others"),
        (None, "/"),
    ):
        headers = {"accept": "text/html"} | ({} if came_from is None else {"referer": came_from})
        refused = await client.post(
            "/account/sessions/revoke-others", data={"_csrf": browser.token}, headers=headers
        )
        assert refused.status_code == 401
        assert f'href="{back}"' in refused.text
        assert f'href="/sign-in?next={quote(unescape(back), safe="")}"' in refused.text
