"""Incoming texts on which their handling failed: kept, shown without their words, applied again once by whoever says why."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import httpx

from harness.members import Browser, add_person, run, sign_in
from harness.people import enrol
from harness.texting import said_to, text
from kith.console.operations import overview
from kith.foundation.house import House
from kith.products.josh.outbound.upkeep import forget_bodies
from kith.web import cookies

ADA = "+12025550111"
PAGE = "/console/operations/webhooks"
BROKEN = "interview:?"


async def fails_on(house: House, client: httpx.AsyncClient, body: str, **fields: str) -> Any:
    """Ada texts while her conversation is in a state that its handler cannot read; the row that is left."""
    person = await enrol(house, ADA)
    await run(
        house,
        "insert into josh.conversation_sessions (user_id, mode, state_token) values ($1, 'idle', $2)",
        person,
        BROKEN,
    )
    sid = await text(client, house, ADA, body, **fields)
    return await the_text(house, sid)


async def the_text(house: House, sid: str) -> Any:
    [row] = await run(house, "select * from josh.sms_messages where twilio_message_sid = $1", sid)
    return row


async def mended(house: House, ops: Browser) -> None:
    """The state is one that a handler reads, and the operator looks at what waits."""
    await mend(house)
    assert (await ops.get(PAGE)).status_code == 200


async def mend(house: House) -> None:
    await run(house, "update josh.conversation_sessions set mode = 'idle', state_token = 'idle'")


async def purposes(house: House) -> list[str]:
    return [said.purpose for said in await said_to(house, ADA)]


async def told(house: House) -> list[tuple[str, str]]:
    rows = await run(
        house,
        "select reason, payload from audit_log where action = 'inbox_event.applied_again' order by sequence",
    )
    return [(row["reason"], row["payload"]["outcome"]) for row in rows]


def again(row: Any) -> str:
    return f"{PAGE}/josh/taken/{row['id']}/again"


async def test_a_text_whose_handling_failed_is_shown_and_applied_again_once(
    house: House, client: httpx.AsyncClient, ops: Browser
) -> None:
    row = await fails_on(house, client, "pause")
    assert (row["handled_at"], row["handling_error"]) == (None, "ValueError")
    assert await purposes(house) == ["conversation.our_fault"]
    shown = (await ops.get(PAGE)).text
    assert row["twilio_message_sid"] in shown
    assert "ValueError" in shown
    assert "pause" not in shown
    assert ADA not in shown
    assert "Not applied, of what twilio brought: 1" in {item.what for item in await overview.items(house)}
    # It is not mended yet: it fails again, leaves nothing behind and waits on.
    assert (await ops.post(again(row), reason="Is it well again?")).status_code == 303
    assert (await the_text(house, row["twilio_message_sid"]))["handled_at"] is None
    assert await purposes(house) == ["conversation.our_fault"]
    await mend(house)
    assert (await ops.post(again(row), reason="")).status_code == 422
    assert (await ops.post(again(row), reason="The state is mended")).status_code == 303
    assert await purposes(house) == ["conversation.our_fault", "conversation.paused"]
    kept = await the_text(house, row["twilio_message_sid"])
    assert kept["handled_at"] is not None
    assert kept["handling_error"] is None
    refused = await ops.post(again(row), reason="Once more")
    assert refused.status_code == 409
    assert "already" in refused.text
    assert len(await purposes(house)) == 2
    assert await told(house) == [("Is it well again?", "failed"), ("The state is mended", "applied")]
    assert not [item for item in await overview.items(house) if "twilio" in item.what]


async def test_two_operators_at_once_have_one_effect(
    house: House, client: httpx.AsyncClient, ops: Browser
) -> None:
    row = await fails_on(house, client, "pause")
    await mended(house, ops)
    answers = await asyncio.gather(*(ops.post(again(row), reason=f"The state is mended, {n}") for n in "ab"))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert await purposes(house) == ["conversation.our_fault", "conversation.paused"]
    assert len(await told(house)) == 1


async def test_nobody_but_those_who_run_the_house_applies_a_text_again(
    house: House, client: httpx.AsyncClient, support: Browser
) -> None:
    row = await fails_on(house, client, "pause")
    await mend(house)
    person = await add_person(house, email="mia@example.org")
    client.cookies.set(cookies.access_name(house), (await sign_in(house, person)).access_token)
    for browser in (support, Browser(client)):
        assert (await browser.get(PAGE)).status_code == 404
        assert (await browser.post(again(row), reason="I would like to")).status_code == 404
    assert await purposes(house) == ["conversation.our_fault"]
    assert await told(house) == []


async def test_a_text_whose_words_are_gone_cannot_be_applied_and_says_so(
    house: House, client: httpx.AsyncClient, ops: Browser
) -> None:
    row = await fails_on(house, client, "pause")
    await mend(house)
    await run(house, "update josh.sms_messages set body_delete_after = now()")
    assert await forget_bodies(house) == 1
    shown = (await ops.get(PAGE)).text
    assert "not kept" in shown
    assert again(row) not in shown
    refused = await ops.post(again(row), reason="The state is mended")
    assert refused.status_code == 409
    assert "not kept any more" in refused.text
    # Nobody can do anything about it, so nobody is called to it.
    assert not [item for item in await overview.items(house) if "twilio" in item.what]


async def test_an_answer_is_not_taken_for_one_to_what_was_asked_later(
    house: House, client: httpx.AsyncClient, ops: Browser
) -> None:
    row = await fails_on(house, client, "pause")
    await mended(house, ops)
    await text(client, house, ADA, "resume")
    before = await purposes(house)
    assert (await ops.post(again(row), reason="The state is mended")).status_code == 303
    assert await purposes(house) == before
    assert await told(house) == [("The state is mended", "overtaken")]
    assert (await the_text(house, row["twilio_message_sid"]))["handled_at"] is not None


async def test_a_stop_is_heeded_however_late(
    house: House, client: httpx.AsyncClient, ops: Browser, database_url: str
) -> None:
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(
            """
            create function kith.planted() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
            create trigger planted before insert on kith.sms_opt_outs for each row execute function kith.planted();
            """
        )
        await enrol(house, ADA)
        sid = await text(client, house, ADA, "STOP")
        assert (await the_text(house, sid))["handling_error"] is not None
        await owner.execute("drop trigger planted on kith.sms_opt_outs")
    finally:
        await owner.close()
    await text(client, house, ADA, "hello")
    row = await the_text(house, sid)
    assert row["twilio_message_sid"] in (await ops.get(PAGE)).text
    assert (await ops.post(again(row), reason="The ledger takes lines again")).status_code == 303
    assert await told(house) == [("The ledger takes lines again", "applied")]
    [line] = await run(house, "select action from sms_opt_outs")
    assert line["action"] == "stop"
    assert (await purposes(house))[-1] == "opt_out.stopped"


async def test_a_text_is_kept_even_when_the_apology_fails_too(
    house: House, client: httpx.AsyncClient, ops: Browser, database_url: str
) -> None:
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(
            """
            create function josh.planted() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
            create trigger planted before insert on josh.sms_outbound_jobs for each row execute function josh.planted();
            """
        )
        await enrol(house, ADA)
        sid = await text(client, house, ADA, "pause")
        await owner.execute("drop trigger planted on josh.sms_outbound_jobs")
    finally:
        await owner.close()
    assert await purposes(house) == []
    row = await the_text(house, sid)
    assert row["twilio_message_sid"] in (await ops.get(PAGE)).text
    assert row["handled_at"] is None
    assert (await ops.post(again(row), reason="There is room again")).status_code == 303
    assert await purposes(house) == ["conversation.paused"]


async def test_what_the_carrier_answered_itself_is_not_answered_again(
    house: House, client: httpx.AsyncClient, ops: Browser, database_url: str
) -> None:
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(
            """
            create function kith.planted() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
            create trigger planted before insert on kith.sms_opt_outs for each row execute function kith.planted();
            """
        )
        await enrol(house, ADA)
        sid = await text(client, house, ADA, "STOP", OptOutType="STOP")
        await owner.execute("drop trigger planted on kith.sms_opt_outs")
    finally:
        await owner.close()
    row = await the_text(house, sid)
    assert row["twilio_message_sid"] in (await ops.get(PAGE)).text
    assert (await ops.post(again(row), reason="The ledger takes lines again")).status_code == 303
    [line] = await run(house, "select action, channel from sms_opt_outs")
    assert tuple(line) == ("stop", "carrier")
    assert "opt_out.stopped" not in await purposes(house)
