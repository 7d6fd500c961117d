"""Connecting calendars in a browser and over JSON, as a newcomer does it."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

import httpx
import pytest

from harness.calendars import ACCOUNT, Owner, add_mentor, agree, at, event, put, sql
from harness.house import worker_pass
from harness.members import Browser, bearer, sign_in
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.radicale import Radicale


@pytest.fixture
async def mentor(house: House) -> UUID:
    return await add_mentor(house)


@pytest.fixture
async def browser(house: House, client: httpx.AsyncClient, mentor: UUID) -> Browser:
    opened = Browser(client)
    [row] = await sql(house, "select email from profiles where user_id = $1", mentor)
    await opened.sign_in(house, row["email"])
    return opened


async def test_a_google_calendar_is_connected_read_and_taken_out_in_a_browser(
    house: House, standins: StandIns, browser: Browser
) -> None:
    put(standins.google, event("a", at(0, 9)))
    page = await browser.get("/mentor/calendars")
    assert page.status_code == 200
    assert "No calendar yet" in page.text
    away = await browser.get("/mentor/calendars/google/connect")
    assert away.headers["location"].startswith(standins.google_url)
    denied = await agree(away.headers["location"], decision="deny")
    back = await browser.get(
        f"/mentor/calendars/google/callback?error={denied['error']}&state={denied['state']}"
    )
    assert back.status_code == 303
    assert "No calendar was connected" in (await browser.get("/mentor/calendars")).text
    answer = await agree(away.headers["location"])
    back = await browser.get(
        f"/mentor/calendars/google/callback?code={answer['code']}&state={answer['state']}&scope=x"
    )
    assert urlsplit(back.headers["location"]).path == "/mentor/calendars"
    shown = (await browser.get("/mentor/calendars")).text
    assert "is connected" in shown
    assert ACCOUNT in shown
    assert "first time" in shown
    await worker_pass(house, schedules=False)
    assert "1 appointment ahead" in (await browser.get("/mentor/calendars")).text
    # The same address once more: a code is good for one time.
    await browser.get(f"/mentor/calendars/google/callback?code={answer['code']}&state={answer['state']}")
    assert "did not go through" in (await browser.get("/mentor/calendars")).text

    [row] = await sql(house, "select id from calendar_accounts")
    assert (await browser.post(f"/mentor/calendars/{row['id']}/write-back", answer="no")).status_code == 303
    assert "are not put into it" in (await browser.get("/mentor/calendars")).text
    assert (await browser.post(f"/mentor/calendars/{row['id']}/sync")).status_code == 303
    assert (await browser.post(f"/mentor/calendars/{row['id']}/disconnect")).status_code == 303
    assert "No calendar yet" in (await browser.get("/mentor/calendars")).text
    assert (await browser.post(f"/mentor/calendars/{row['id']}/disconnect")).status_code == 404
    # Everybody's sessions lead there, and back to the address that was made.
    assert 'href="/mentor/calendars#feed"' in (await browser.get("/mentor/sessions")).text
    assert (await browser.post("/mentor/calendars/feed")).headers["location"] == "/mentor/calendars#said-feed"
    assert ".ics" in (await browser.get("/mentor/calendars")).text


async def test_a_wrong_caldav_form_says_what_is_wrong_and_keeps_what_was_typed(
    browser: Browser, radicale: Radicale, owner: Owner
) -> None:
    await browser.get("/mentor/calendars")
    empty = await browser.post("/mentor/calendars/caldav", url="", user="", password="")
    assert empty.status_code == 422
    inside = await browser.post(
        "/mentor/calendars/caldav", url="https://127.0.0.1/", user="me", password="hunter22"
    )
    assert inside.status_code == 422
    assert "not on the public internet" in inside.text
    assert 'value="https://127.0.0.1/"' in inside.text
    assert "hunter22" not in inside.text
    right = await browser.post(
        "/mentor/calendars/caldav",
        url=radicale.url,
        user=radicale.user,
        password=radicale.password,
        write_back="yes",
    )
    assert right.status_code == 303
    assert "CalDAV" in (await browser.get("/mentor/calendars")).text


async def test_the_api_does_the_same_for_its_owner_and_nobody_else(
    house: House, client: httpx.AsyncClient, mentor: UUID, radicale: Radicale, owner: Owner
) -> None:
    grace = bearer(await sign_in(house, mentor))
    mallory = bearer(await sign_in(house, await add_mentor(house, "Mallory")))
    base = "/api/mentor/calendars"
    assert (await client.get(base)).status_code == 401
    login = {"url": radicale.url, "user": radicale.user, "password": radicale.password}
    made = await client.post(f"{base}/caldav", json=login, headers=grace)
    assert made.status_code == 201
    one = f"{base}/{made.json()['id']}"
    [item] = (await client.get(base, headers=grace)).json()["items"]
    assert (item["provider"], item["state"], item["write_back"]) == ("caldav", "reading", True)
    assert "password" not in repr(item)
    assert (await client.get(base, headers=mallory)).json()["items"] == []
    for send in (
        lambda who: client.patch(one, json={"write_back": False}, headers=who),
        lambda who: client.post(f"{one}/sync", headers=who),
        lambda who: client.delete(one, headers=who),
    ):
        assert (await send(mallory)).status_code == 404
        assert (await send(grace)).is_success
    assert (await client.get(base, headers=grace)).json()["items"] == []
    wrong = await client.post(f"{base}/caldav", json={**login, "url": "https://10.0.0.1"}, headers=grace)
    assert (wrong.status_code, wrong.json()["type"], wrong.json()["field"]) == (
        422,
        "/problems/address-refused",
        "url",
    )
    assert (await client.post(f"{base}/caldav", json={**login, "x": 1}, headers=grace)).status_code == 422
    begun = await client.post(f"{base}/google/connect", json={"write_back": False}, headers=grace)
    assert "calendar.events.readonly" in begun.json()["url"]
    assert (await client.post(f"{base}/apple/connect", json={}, headers=grace)).status_code == 404


async def test_from_the_calendars_there_is_a_way_back_to_everything_else(browser: Browser) -> None:
    page = await browser.get("/mentor/calendars")
    assert 'href="/mentor/mentoring" aria-current="page"' in page.text
    assert 'href="/mentor/sessions"' in page.text
