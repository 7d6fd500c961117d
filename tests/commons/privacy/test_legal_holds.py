"""What has to be kept is kept, whoever asks for it to go, until it is lifted or its day is over; the person is told, and it is written down."""

from __future__ import annotations

import html
from datetime import timedelta
from uuid import UUID

import httpx
import psycopg
import pytest

from harness.house import run_schedule
from harness.members import TESTS, Browser, add_person, make_admin, queued, run, sign_in
from harness.people import enrol
from kith.commons.audit.commands import Admin
from kith.commons.privacy import clock, holds, requests
from kith.commons.privacy import commands as privacy
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.web import cookies

_WHY, _TOLD = "Claim 12/26 before the court of Marlow Bay", "Somebody has brought a claim that concerns you."


@pytest.fixture
async def boss(house: House) -> Admin:
    person = await add_person(house, email="boss@house.example")
    return Admin(await make_admin(house, person, "ops"), "boss@house.example", "ops")


async def _asks_to_be_forgotten(house: House, person: UUID) -> UUID:
    async with house.database.session(TESTS, "kith") as db:
        request: UUID = await requests.queries.ask(
            db.connection, person_id=person, kind="delete", acts_at=db.now
        )
        await requests.queries.begin_verifying(db.connection, id=request)
        await requests.queries.confirm(db.connection, id=request, person_id=person, acts_at=db.now)
    return request


async def _here(house: House, person: UUID) -> bool:
    [row] = await run(house, "select deleted_at is null as here from auth.users where id = $1", person)
    return row["here"]


async def test_an_erasure_waits_for_a_hold_its_person_is_told_and_it_goes_on_when_that_is_lifted(
    house: House, client: httpx.AsyncClient, boss: Admin
) -> None:
    ada = await enrol(house, "+12025550143")
    await run(
        house,
        "update auth.users set email = 'ada@house.example', email_confirmed_at = now() where id = $1",
        ada,
    )
    request = await _asks_to_be_forgotten(house, ada)
    hold = await holds.place(house, boss, ada, reason=_WHY, told=_TOLD, days=30)
    with pytest.raises(Conflict, match="hold already"):
        await holds.place(house, boss, ada, reason=_WHY, told=_TOLD, days=30)
    [letter] = [one for one in await queued(house) if one.purpose == "data.held" and one.channel == "email"]
    assert _TOLD in letter.text
    assert _WHY not in letter.text
    await clock.delete_due(house)
    assert not await clock.delete_now(house, request)
    with pytest.raises(Conflict, match="has to be kept"):
        await privacy.erase_person(house, ada)
    assert await _here(house, ada)
    assert await run(house, "select 1 from privacy_requests") == []
    browser = Browser(client)
    browser.cookies.set(cookies.access_name(house), (await sign_in(house, ada)).access_token)
    assert _TOLD in (await browser.get("/account/data")).text

    await holds.lift(house, boss, hold, "The claim is settled")
    with pytest.raises(Conflict, match="over already"):
        await holds.lift(house, boss, hold, "The claim is settled")
    await clock.delete_due(house)
    assert not await _here(house, ada)
    with pytest.raises(Conflict, match="being forgotten"):
        await _place_past_the_check(house, ada)
    written = await run(
        house,
        "select action, reason, admin_id from audit_log where action like 'legal_hold%' order by sequence",
    )
    assert [tuple(row) for row in written] == [
        ("legal_hold.placed", _WHY, boss.id),
        ("legal_hold.lifted", "The claim is settled", boss.id),
    ]


async def _place_past_the_check(house: House, person: UUID) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await holds.queries.place(
            db.connection,
            person_id=person,
            reason=_WHY,
            told=_TOLD,
            until=db.now + timedelta(days=1),
            admin_id=None,
        )


async def test_no_rule_takes_what_has_to_be_kept_and_after_its_day_it_goes(house: House, boss: Admin) -> None:
    ada, bob = await enrol(house, "+12025550143"), await enrol(house, "+12025550144")
    for person in (ada, bob):
        await sign_in(house, person)
        await run(
            house,
            "insert into josh.magic_links (user_id, token_hash, purpose, expires_at) values ($1, $2, 'dashboard', kith.now() + '10 minutes')",
            person,
            person.hex * 2,
        )
    await run(house, "update sessions set revoked_at = kith.now(), revoked_because = 'signed_out'")

    async def left() -> list[set[UUID]]:
        await run_schedule(house, "kith.retention")
        found = [
            await run(house, query)
            for query in ("select person_id from sessions", "select user_id from josh.magic_links")
        ]
        return [{row[0] for row in rows} for rows in found]

    await holds.place(house, boss, ada, reason=_WHY, told=_TOLD, days=365)
    house.clock.move(timedelta(days=200))
    assert await left() == [{ada}, {ada}]
    house.clock.move(timedelta(days=166))
    assert await left() == [set(), set()]


async def test_operators_place_holds_by_address_and_lift_them_others_do_not_even_see_the_page(
    house: House, client: httpx.AsyncClient
) -> None:
    ada, ops, helper = [
        await add_person(house, email=f"{name}@house.example") for name in ("ada", "ops", "helper")
    ]
    await make_admin(house, ops, "ops")
    await make_admin(house, helper, "support")
    desk = Browser(client)
    desk.cookies.set(cookies.access_name(house), (await sign_in(house, ops)).access_token)
    assert "Nobody's data has to be kept." in html.unescape((await desk.get("/console/legal-holds")).text)
    form = {"person": "Ada@House.example", "reason": _WHY, "told": _TOLD, "days": "30"}
    assert (
        await desk.post("/console/legal-holds", **(form | {"person": "bob@house.example"}))
    ).status_code == 422
    assert (await desk.post("/console/legal-holds", **(form | {"reason": "so"}))).status_code in (400, 422)
    assert (await desk.post("/console/legal-holds", **(form | {"days": "3000"}))).status_code in (400, 422)
    assert (await desk.post("/console/legal-holds", **form)).status_code == 303
    page = (await desk.get("/console/legal-holds")).text
    assert _WHY in page
    [hold] = await run(house, "select id, person_id from legal_holds")
    assert hold["person_id"] == ada
    client.cookies.clear()
    other = Browser(client)
    other.cookies.set(cookies.access_name(house), (await sign_in(house, helper)).access_token)
    assert (await other.get("/console/legal-holds")).status_code == 404
    assert (await other.post("/console/legal-holds", **form)).status_code == 404
    assert (await other.post(f"/console/legal-holds/{hold['id']}/lift", reason="because")).status_code == 404
    client.cookies.clear()
    desk.cookies.set(cookies.access_name(house), (await sign_in(house, ops)).access_token)
    await desk.get("/console/legal-holds")
    assert (
        await desk.post(f"/console/legal-holds/{hold['id']}/lift", reason="It is settled")
    ).status_code == 303
    assert await run(house, "select 1 from legal_holds where lifted_at is null") == []


@pytest.mark.postgres15
async def test_the_database_refuses_to_forget_or_to_change_a_hold(
    house: House, boss: Admin, database_url: str
) -> None:
    ada = await enrol(house, "+12025550143")
    await holds.place(house, boss, ada, reason=_WHY, told=_TOLD, days=30)
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("set search_path = kith")
        owner.execute(
            "insert into person_keys (person_id, key_ciphertext, key_iv, key_tag, key_version) values (%s, 'c', 'i', 't', 1)",
            (ada,),
        )
        for attack in (
            "insert into privacy_requests (person_id, kind) values (%(ada)s, 'erasure')",
            "update person_keys set destroyed_at = now(), key_ciphertext = null, key_iv = null, key_tag = null, key_version = null",
            "update legal_holds set keep_until = now()",
            "update legal_holds set told = 'something else entirely'",
            "delete from legal_holds",
            "delete from auth.users where id = %(ada)s",
        ):
            with pytest.raises(psycopg.Error):
                owner.execute(attack, {"ada": ada})
