"""One's data: asked for, confirmed by letter, fetched once; forgotten after two weeks, with a receipt that holds, and after a backup once more."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.members import TESTS, Browser, add_person, make_admin, queued, run, sign_in
from kith.commons.audit import heads
from kith.commons.privacy import commands as privacy
from kith.commons.privacy import receipts
from kith.foundation.house import House
from kith.web import cookies


@pytest.fixture
async def other(app: Any, house: House) -> AsyncIterator[Browser]:
    async with houses.browser(app, house) as client:
        yield Browser(client)


async def _at_the_page(house: House, browser: Browser, person: UUID) -> None:
    browser.cookies.set(cookies.access_name(house), (await sign_in(house, person)).access_token)
    # A sign-in just now would do instead of a letter.
    await run(house, "update sessions set created_at = created_at - interval '11 minutes'")
    assert (await browser.get("/account/data")).status_code == 200


async def _letter(house: House, purpose: str) -> str:
    [letter] = [one for one in await queued(house) if one.purpose == purpose]
    return letter.text


async def _requests(house: House) -> list[Any]:
    return await run(house, "select * from dsar_requests order by created_at")


async def _asked_and_confirmed(house: House, browser: Browser, kind: str) -> UUID:
    assert (await browser.post("/account/data", kind=kind)).status_code == 303
    [row] = [one for one in await _requests(house) if one["request_type"] == kind]
    found = re.search(r"/account/data/[0-9a-f-]+\?proof=([\w-]+)", await _letter(house, "data.confirm"))
    assert found
    page = f"/account/data/{row['id']}"
    assert "Was it you" in (await browser.get(f"{page}?proof={found[1]}")).text
    assert (await browser.post(f"{page}/confirm", proof="x" * 43)).status_code == 404
    assert [(await browser.post(f"{page}/confirm", proof=found[1])).status_code for _ in range(2)] == [
        303,
        303,
    ]
    return row["id"]


async def test_a_copy_is_confirmed_by_letter_and_its_link_works_three_times_for_a_week_and_for_nobody_else(
    house: House, client: httpx.AsyncClient, other: Browser
) -> None:
    ada = await add_person(house, email="ada@house.example", first_name="Ada")
    browser = Browser(client)
    await _at_the_page(house, browser, ada)
    request = await _asked_and_confirmed(house, browser, "export")
    # One at a time, and a second ask is refused rather than queued.
    assert (await browser.post("/account/data", kind="export")).status_code == 409
    assert (await browser.post("/account/data", kind="everything")).status_code in (400, 422)
    await houses.worker_pass(house, schedules=False)
    found = re.search(rf"/account/data/{request}/download\?link=([\w-]+)", await _letter(house, "data.ready"))
    assert found
    link, page = found[1], f"/account/data/{request}/download"
    # What lies in the store is unreadable without the person's key, and the link is not in the database.
    assert link not in str([dict(row) for row in await _requests(house)])
    kept = (house.settings.data_folder / "media" / "exports" / str(request)).read_bytes()
    assert kept[:2] != b"PK"

    bob = await add_person(house, email="bob@house.example")
    await _at_the_page(house, other, bob)
    assert (await other.get(f"{page}?link={link}")).status_code == 404
    assert (await other.post(page, link=link)).status_code == 404
    assert (await browser.post(page, link="x" * 43)).status_code == 404
    for _ in range(2):  # looking uses nothing up
        assert (await browser.get(f"{page}?link={link}")).status_code == 200
    assert "for 3 downloads" in (await browser.get("/account/data")).text
    fetched = await browser.post(page, link=link)
    assert fetched.status_code == 200
    # One that broke in the middle is not the last one: the file stays, for them.
    await houses.run_schedule(house, "kith.privacy.tidy")
    assert "for 2 downloads" in (await browser.get("/account/data")).text
    assert (await other.post(page, link=link)).status_code == 404
    answers = await asyncio.gather(*(browser.post(page, link=link) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 409, 409, 409]
    assert all(answer.content == fetched.content for answer in answers if answer.status_code == 200)
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as archive:
        data = msgspec.json.decode(archive.read("data.json"))
        assert "index.html" in archive.namelist()
    assert data["you"]["email"] == "ada@house.example"
    assert set(data) >= {product.slug for product in house.products}
    await houses.run_schedule(house, "kith.privacy.tidy")
    assert not (house.settings.data_folder / "media" / "exports" / str(request)).exists()
    assert (await browser.get(f"{page}?link={link}")).status_code == 409

    # The next one is left lying for a week.
    await run(house, "delete from outbox")
    await browser.get("/account/data")
    assert (await browser.post("/account/data", kind="export")).status_code == 303
    late = (await _requests(house))[-1]["id"]
    found = re.search(r"proof=([\w-]+)", await _letter(house, "data.confirm"))
    assert found
    await browser.post(f"/account/data/{late}/confirm", proof=found[1])
    await houses.worker_pass(house, schedules=False)
    found = re.search(r"link=([\w-]+)", await _letter(house, "data.ready"))
    assert found
    house.clock.move(timedelta(days=7, minutes=1))
    await _at_the_page(house, browser, ada)
    assert (await browser.post(f"/account/data/{late}/download", link=found[1])).status_code == 409


async def test_whoever_asks_to_be_forgotten_has_two_weeks_and_then_a_receipt(
    house: House, client: httpx.AsyncClient, other: Browser
) -> None:
    ada = await add_person(house, email="ada@house.example", first_name="Ada")
    browser = Browser(client)
    await _at_the_page(house, browser, ada)
    first = await _asked_and_confirmed(house, browser, "delete")
    bob = await add_person(house, email="bob@house.example")
    await _at_the_page(house, other, bob)
    assert (await other.post(f"/account/data/{first}/withdraw")).status_code == 404
    assert (await browser.post(f"/account/data/{first}/withdraw")).status_code == 303
    assert (await browser.post(f"/account/data/{first}/withdraw")).status_code == 409
    house.clock.move(timedelta(days=15))
    await houses.run_schedule(house, "kith.privacy.deletions")
    assert await run(house, "select 1 from auth.users where id = $1 and deleted_at is null", ada)

    await run(house, "delete from outbox")
    await _at_the_page(house, browser, ada)
    await browser.post("/account/data", kind="delete")
    request = (await _requests(house))[-1]["id"]
    found = re.search(r"proof=([\w-]+)", await _letter(house, "data.confirm"))
    assert found
    await browser.post(f"/account/data/{request}/confirm", proof=found[1])
    assert f"/receipts/{request}" in await _letter(house, "data.deletion")
    house.clock.move(timedelta(days=13, hours=23))
    await houses.run_schedule(house, "kith.privacy.deletions")
    assert (await client.get(f"/api/privacy/receipts/{request}")).status_code == 404
    house.clock.move(timedelta(hours=2))
    await asyncio.gather(*(houses.run_schedule(house, "kith.privacy.deletions") for _ in range(3)))
    assert await run(house, "select email from auth.users where id = $1", ada) == [(None,)]
    receipt = (await client.get(f"/api/privacy/receipts/{request}")).json()
    key = (await client.get("/api/privacy/receipt-key")).json()["public_key"]
    assert receipts.holds(receipt, key)
    assert not receipts.holds(receipt | {"erased_at": "2020-01-01T00:00:00+00:00"}, key)
    assert str(ada) not in str(receipt)
    assert str(request) in (await client.get(f"/receipts/{request}", headers={"accept": "text/html"})).text
    done = await run(house, "select 1 from audit_log where action = 'data_request.completed'")
    assert len(done) == 1


async def test_whoever_is_to_be_forgotten_at_once_is_told_so_before_they_confirm(
    house: House, client: httpx.AsyncClient
) -> None:
    ada = await add_person(house, email="ada@house.example", first_name="Ada")
    browser = Browser(client)
    await _at_the_page(house, browser, ada)
    await browser.get("/account/delete")
    await browser.post("/account/delete", when="now", confirm="DELETE")
    letter = await _letter(house, "data.confirm")
    assert "delete everything at once" in letter
    assert "fourteen days" not in letter
    [row] = await _requests(house)
    proof = re.search(r"proof=([\w-]+)", letter)
    assert proof
    page = await browser.get(f"/account/data/{row['id']}?proof={proof[1]}")
    assert "deleted at once. It cannot be undone" in page.text
    assert "fourteen days" not in page.text
    gone = await browser.post(f"/account/data/{row['id']}/confirm", proof=proof[1])
    assert gone.headers["location"] == f"/receipts/{row['id']}"
    assert await run(house, "select email from auth.users where id = $1", ada) == [(None,)]


async def test_a_deletion_killed_between_erasure_and_receipt_is_finished_once_and_open_exports_end_with_it(
    house: House,
) -> None:
    ada = await add_person(house, email="ada@house.example")
    async with house.database.session(TESTS, "kith") as db:
        for kind in ("delete", "export"):
            await db.connection.execute(
                "insert into dsar_requests (person_id, request_type) values ($1, $2)", ada, kind
            )
        await db.connection.execute("update dsar_requests set status = 'verifying'")
        await db.connection.execute(
            """update dsar_requests set status = 'processing', verified_at = kith.now(), acts_at = kith.now() + interval '14 days'
               where request_type = 'delete'"""
        )
    await privacy.erase_person(house, ada)  # as if killed before its receipt
    for _ in range(2):
        await houses.run_schedule(house, "kith.privacy.deletions")
    states = {row["request_type"]: row for row in await _requests(house)}
    assert (states["delete"]["status"], states["export"]["status"]) == ("completed", "rejected")
    assert states["delete"]["receipt"]["signature"]


async def test_a_backup_brings_nobody_back(house: House) -> None:
    ada, bob = (
        await add_person(house, email="ada@house.example"),
        await add_person(house, email="bob@house.example"),
    )
    kept = await heads.heads(house)
    await privacy.erase_person(house, ada)
    # A backup from before the erasure: neither its record nor the emptied row are in it.
    await run(house, "delete from privacy_requests")
    await run(
        house, "update kith.people set email = 'ada@house.example', deleted_at = null where id = $1", ada
    )
    assert await privacy.replay_erasures(house) == 1
    assert await privacy.replay_erasures(house) == 0
    rows = await run(house, "select id, email from auth.users order by email nulls last")
    assert [(row["id"], row["email"]) for row in rows] == [(bob, "bob@house.example"), (ada, None)]
    assert (await heads.verify(house, kept)).holds


async def test_operators_see_the_month_run_and_say_no_with_a_reason(
    house: House, client: httpx.AsyncClient, other: Browser
) -> None:
    ada, boss, helper = [
        await add_person(house, email=f"{name}@house.example") for name in ("ada", "boss", "helper")
    ]
    await make_admin(house, boss, "ops")
    await make_admin(house, helper, "support")
    [row] = await run(
        house, "insert into dsar_requests (person_id, request_type) values ($1, 'export') returning id", ada
    )
    desk = Browser(client)
    await _at_the_page(house, desk, boss)
    await _at_the_page(house, other, helper)
    where = "/console/data-requests"
    assert (await other.get(where)).status_code == 404
    house.clock.move(timedelta(minutes=1))
    shown = (await desk.get(where)).text
    assert "29 days" in shown
    assert "ada@house.example" not in shown
    assert (await desk.post(f"{where}/{row['id']}/reject", reason="no")).status_code == 422
    assert (
        await desk.post(f"{where}/{row['id']}/reject", reason="It is not their account")
    ).status_code == 303
    assert (
        await desk.post(f"{where}/{row['id']}/reject", reason="It is not their account")
    ).status_code == 409
    assert "It is not their account" in await _letter(house, "data.rejected")
    [line] = await run(
        house, "select before, after, reason from audit_log where action = 'data_request.rejected'"
    )
    assert line["after"] == {"status": "rejected"}

    # What nobody confirms ends by itself, and what runs late rings.
    await run(house, "insert into dsar_requests (person_id, request_type) values ($1, 'export')", ada)
    house.clock.move(timedelta(days=14, minutes=1))
    await houses.run_schedule(house, "kith.privacy.tidy")
    assert [one["rejected_reason"] for one in await _requests(house)][-1] == "unconfirmed"
