"""The account page: devices, passkeys, consents, blocks, one's data, and leaving."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from harness.members import TESTS, Browser, add_person, bearer, run, sign_in
from harness.people import enrol
from kith.commons.consent import commands as consent
from kith.commons.identity import sessions
from kith.commons.safety import commands as safety
from kith.foundation.house import House

PHONE = "+12025550143"


@pytest.fixture
def browser(client: httpx.AsyncClient) -> Browser:
    return Browser(client)


@pytest.fixture
async def ada(house: House, browser: Browser) -> UUID:
    """A member of JOSH whose browser is at her account page."""
    person = await enrol(house, PHONE)
    await browser.sign_in(house, PHONE)
    await browser.get("/account")
    return person


async def test_every_page_of_the_account_opens(ada: UUID, browser: Browser) -> None:
    for path in ("/account", "/account/data", "/account/delete"):
        assert (await browser.get(path)).status_code == 200
    assert (await browser.get("/account/export")).headers["location"] == "/account/data"


async def test_strangers_are_sent_to_sign_in(browser: Browser) -> None:
    for path in ("/account", "/account/export", "/account/delete"):
        answer = await browser.get(path)
        assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")


async def test_another_device_is_signed_out_from_here(house: House, ada: UUID, browser: Browser) -> None:
    elsewhere = await sign_in(house, ada, "link")
    shown = await browser.get("/account")
    assert f"/account/sessions/{elsewhere.person.session_id}/revoke" in shown.text
    answer = await browser.post(f"/account/sessions/{elsewhere.person.session_id}/revoke")
    assert answer.status_code == 303
    assert await sessions.renew(house, elsewhere.refresh_token) is None
    assert (await browser.post(f"/account/sessions/{elsewhere.person.session_id}/revoke")).status_code == 404


async def test_signing_out_everywhere_else_keeps_this_browser(
    house: House, ada: UUID, browser: Browser
) -> None:
    others = [await sign_in(house, ada) for _ in range(2)]
    assert (await browser.post("/account/sessions/revoke-others")).status_code == 303
    assert [await sessions.renew(house, other.refresh_token) for other in others] == [None, None]
    house.clock.move(timedelta(minutes=16))
    assert (await browser.get("/account")).status_code == 200


async def test_somebody_elses_device_is_not_there(house: House, ada: UUID, browser: Browser) -> None:
    bob = await sign_in(house, await add_person(house, email="bob@house.example"))
    assert (await browser.post(f"/account/sessions/{bob.person.session_id}/revoke")).status_code == 404
    assert await sessions.renew(house, bob.refresh_token) is not None


async def test_a_consent_is_withdrawn_and_given_again_and_the_words_stay_readable(
    house: House, ada: UUID, browser: Browser
) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await consent.record_consents(db, ada, "josh", ("sms", "terms"), source="web")
    assert (await browser.post("/account/consents/josh.sms/withdraw")).status_code == 303
    async with house.database.session(TESTS, "kith") as db:
        assert not await consent.has_consent(db, ada, "josh", "sms")
        assert await consent.has_consent(db, ada, "josh", "terms")
    shown = await browser.get("/account")
    assert "Withdrawn" in shown.text
    await browser.post("/account/consents/josh.sms/grant")
    async with house.database.session(TESTS, "kith") as db:
        assert await consent.has_consent(db, ada, "josh", "sms")
        words = [record.body for record in await consent.history(db, ada)]
    assert len(words) == 4
    assert all(words)


@pytest.mark.parametrize("path", ["josh.sms/withdraw", "josh.sms/maybe", "mentor.sms/grant", "x/withdraw"])
async def test_what_nobody_agreed_to_cannot_be_withdrawn(ada: UUID, browser: Browser, path: str) -> None:
    assert (await browser.post(f"/account/consents/{path}")).status_code == 404


async def test_a_block_is_taken_back_by_whoever_made_it(house: House, ada: UUID, browser: Browser) -> None:
    bob = await add_person(house, email="bob@house.example")
    async with house.database.session(TESTS, "kith") as db:
        await safety.block(db, ada, bob)
        await safety.block(db, bob, ada)
        [bobs] = await safety.blocks_of(db, bob)
        [adas] = await safety.blocks_of(db, ada)
    assert (await browser.post(f"/account/blocks/{bobs.id}/remove")).status_code == 404
    assert (await browser.post(f"/account/blocks/{adas.id}/remove")).status_code == 303
    async with house.database.session(TESTS, "kith") as db:
        assert await safety.blocks_of(db, ada) == []
        assert len(await safety.blocks_of(db, bob)) == 1


async def test_the_account_page_never_tells_who_blocked_this_person(
    house: House, ada: UUID, browser: Browser
) -> None:
    bob = await add_person(house, email="bob@house.example", first_name="Bob")
    before = (await browser.get("/account")).text
    async with house.database.session(TESTS, "kith") as db:
        await safety.block(db, bob, ada)
    assert (await browser.get("/account")).text == before


async def test_an_account_is_deleted_only_after_the_word_was_typed(
    house: House, ada: UUID, browser: Browser
) -> None:
    for typed in ("", "yes", "delet"):
        answer = await browser.post("/account/delete", confirm=typed)
        assert answer.status_code == 422
    assert (await browser.post("/account/delete", confirm="delete", when="never")).status_code == 422
    answer = await browser.post("/account/delete", confirm=" delete ", when="now")
    receipt = answer.headers["location"]
    assert (answer.status_code, receipt[:10]) == (303, "/receipts/")
    assert (await browser.get("/account")).status_code == 303
    assert "What stays, and why" in (await browser.get(receipt)).text
    [row] = await run(house, "select phone, deleted_at from auth.users where id = $1", ada)
    assert (row["phone"], row["deleted_at"] is not None) == (None, True)


async def test_a_device_that_was_signed_out_deletes_and_downloads_nothing(
    house: House, ada: UUID, client: httpx.AsyncClient
) -> None:
    stolen = await sign_in(house, ada)
    async with house.database.session(TESTS, "kith") as db:
        await sessions.revoke(db, ada, stolen.person.session_id)
    client.cookies.clear()
    for path, form in (
        ("/account/delete", {"confirm": "DELETE", "when": "now"}),
        ("/account/data", {"kind": "export"}),
    ):
        answer = await client.post(path, data=form, headers=bearer(stolen))
        assert answer.status_code == 401
    [row] = await run(house, "select deleted_at from auth.users where id = $1", ada)
    assert row["deleted_at"] is None


async def test_forms_from_elsewhere_change_nothing(house: House, ada: UUID, browser: Browser) -> None:
    browser.token = "0" * 64
    for path in ("/account/delete", "/account/sessions/revoke-others", "/account/data", "/sign-out"):
        assert (await browser.post(path, confirm="DELETE")).status_code == 403
    [row] = await run(house, "select deleted_at from auth.users where id = $1", ada)
    assert row["deleted_at"] is None
