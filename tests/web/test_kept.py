"""What goes by itself goes when it is said to; members and operators read when. Where a person's data is, for a reason."""

from __future__ import annotations

import html
from datetime import timedelta

import asyncpg
import httpx
import pytest

from harness import house as houses
from harness.members import TESTS, Browser, add_person, make_admin, run, sign_in
from harness.people import enrol
from kith.commons.billing import events
from kith.commons.consent.commands import record_consents
from kith.commons.consent.texts import current
from kith.commons.privacy import retention
from kith.foundation.house import House
from kith.web import cookies


async def _signed_in(house: House, client: httpx.AsyncClient, person: object) -> Browser:
    browser = Browser(client)
    signed = await sign_in(house, person)  # type: ignore[arg-type]
    browser.cookies.set(cookies.access_name(house), signed.access_token)
    return browser


async def test_what_goes_by_itself_goes_on_its_day_is_counted_and_told_beforehand(
    house: House, client: httpx.AsyncClient
) -> None:
    ada, boss = await enrol(house, "+12025550143"), await add_person(house, email="boss@house.example")
    await make_admin(house, boss, "support")
    await sign_in(house, ada)
    await run(
        house,
        """insert into impersonations (token_hash, admin_id, session_id, person_id, reason, expires_at)
           select '\\x01', a.id, s.id, $1, 'to help', kith.now() + interval '10 minutes' from admins a, sessions s limit 1""",
        ada,
    )
    for rule in await retention.rules(house):
        assert rule.what.strip(), rule
        assert rule.why.strip(), rule
    told = {one.rule.table_name: one for one in await retention.outlook(house)}
    assert (told["impersonations"].waiting, told["impersonations"].due) == (1, 0)
    due = told["impersonations"].next_at
    assert due is not None
    house.clock.move_to(due - timedelta(minutes=5))
    await houses.run_schedule(house, "kith.retention")
    assert await run(house, "select 1 from impersonations")
    house.clock.move(timedelta(minutes=10))
    desk = await _signed_in(house, client, boss)
    assert "1 now" in (await desk.get("/console/retention")).text
    await houses.run_schedule(house, "kith.retention")
    await houses.run_schedule(house, "kith.retention")
    assert await run(house, "select 1 from impersonations") == []
    gone = {one.rule.table_name: one.gone for one in await retention.outlook(house)}
    assert gone["impersonations"] == 1
    assert all(rule.last_run_at for rule in await retention.rules(house) if rule.action != "elsewhere")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):  # not even the service changes a rule
        async with house.database.session(TESTS, "kith") as db:
            await db.connection.execute("update retention_rules set keep_for = '0'")
    reader = await _signed_in(house, client, ada)
    page = (await reader.get("/account/data/kept")).text
    assert "That an operator looked at the house as you" in page
    assert "after 1 year" in page
    assert (await reader.get("/console/retention")).status_code == 404


async def test_what_a_provider_told_loses_its_words_and_counts_once_as_long_as_it_may_be_told_again(
    house: House,
) -> None:
    for name, done in (("evt_old", "kith.now()"), ("evt_waiting", "null")):
        await run(
            house,
            f"insert into stripe_events (stripe_event_id, event_type, payload, processed_at) values ($1, 'x', $2, {done})",
            name,
            {"data": {"object": {"customer": "cus_1"}}},
        )

    async def kept() -> dict[str, bool]:
        await houses.run_schedule(house, "kith.retention")
        rows = await run(house, "select stripe_event_id, payload <> '{}' as words from stripe_events")
        return {row["stripe_event_id"]: row["words"] for row in rows}

    house.clock.move(timedelta(days=89))
    assert await kept() == {"evt_old": True, "evt_waiting": True}
    house.clock.move(timedelta(days=2))
    assert await kept() == {"evt_old": False, "evt_waiting": True}, "what is not applied yet keeps its words"
    async with house.database.session(TESTS, "kith") as db:
        again = await events.queries.store_event(
            db.connection, stripe_event_id="evt_old", event_type="x", payload={}
        )
    assert again is None, "told again, it still counts once"
    [row] = await run(house, "select id from stripe_events where stripe_event_id = 'evt_old'")
    await events.apply(house, {"id": str(row["id"]), "again": True})  # has nothing to apply any more
    house.clock.move(timedelta(days=300))
    assert await kept() == {"evt_waiting": True}


async def test_members_read_what_goes_in_their_language(house: House, client: httpx.AsyncClient) -> None:
    await _signed_in(house, client, await enrol(house, "+12025550143"))
    page = await client.get("/account/data/kept", headers={"accept-language": "de"})
    assert "Die Worte der SMS zwischen uns" in page.text
    assert "Was in deinen Mitteilungen stand" in page.text


async def test_a_person_reads_every_yes_and_no_of_theirs_with_the_words(
    house: House, client: httpx.AsyncClient
) -> None:
    ada = await enrol(house, "+12025550143")
    async with house.database.session(TESTS, "kith") as db:
        await record_consents(db, ada, "josh", ("sms", "terms"), source="web")
    browser = await _signed_in(house, client, ada)
    await browser.get("/account")
    await browser.post("/account/consents/josh.sms/withdraw")
    page = (await browser.get("/account/consents")).text
    assert page.count("JOSH: Texts") == 2
    assert page.count("Something newer counts.") == 1
    assert "Withdrawn" in page
    assert current("josh", "sms", "en").body[:30] in html.unescape(page)


async def test_where_a_persons_data_is_is_told_to_whoever_may_and_says_why(
    house: House, client: httpx.AsyncClient
) -> None:
    ada, boss = await enrol(house, "+12025550143"), await add_person(house, email="boss@house.example")
    await make_admin(house, boss, "support")
    where = f"/console/people/{ada}/data"
    desk = await _signed_in(house, client, boss)
    assert "josh.users" not in (await desk.get(where)).text
    assert (await desk.post(where, reason="")).status_code == 422
    assert await run(house, "select 1 from audit_log where action = 'person.data_located'") == []
    page = (await desk.post(where, reason="She asks what we have")).text
    for told in ("josh.users", "auth.users", "People of JOSH, by phone number"):
        assert told in page
    assert "Byron" not in page
    [line] = await run(house, "select target_id, reason from audit_log where action = 'person.data_located'")
    assert (line["target_id"], line["reason"]) == (ada, "She asks what we have")
    reader = await _signed_in(house, client, ada)
    assert (await reader.get(where)).status_code == 404
    assert (await reader.post(where, reason="I am curious")).status_code == 404
