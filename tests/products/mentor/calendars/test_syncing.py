"""What we know of calendars, whatever providers do; looking live; who may ring."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from harness.calendars import ACCOUNT, Owner, add_mentor, at, busy, connect, event, hour, put, sql
from harness.house import application, at_public_url, browser, run_schedule, worker_pass
from kith.foundation.errors import Unavailable
from kith.foundation.house import House
from kith.products.mentor.calendars import accounts, live, reads
from kith.products.mentor.calendars.providers.oauth import OAuthProvider
from kith.products.mentor.calendars.providers.shapes import ProviderAway
from kith.products.mentor.calendars.syncing import sync, sync_account
from kith.products.mentor.calendars.tokens import ACTOR, queries
from kith.simulator.standins import StandIns
from kith.simulator.standins.calendars.diary import Exceptional
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.radicale import Radicale

BOTH = pytest.mark.parametrize("provider", ["google", "microsoft"])


@BOTH
async def test_the_story_of_a_calendar(house: House, standins: StandIns, provider: OAuthProvider) -> None:
    standin = getattr(standins, provider)
    standin.page_size = 2
    put(standin, *[event(f"e{day}", at(day, 9)) for day in range(4)])
    mentor = await add_mentor(house)
    account = await connect(house, provider, mentor)
    assert await sync_account(house, account)
    assert len(await busy(house, mentor)) == 4

    # Moved twice, deleted, a series with a moved and a deleted instance: the next look brings all of it.
    for start in (12, 17):
        moved = at(0, start).replace(tzinfo=None)
        standin.diaries.change(ACCOUNT, "e0", start=moved, end=moved + timedelta(hours=1))
    standin.diaries.delete(ACCOUNT, "e1")
    put(standin, event("s", at(7, 9), rule="FREQ=DAILY;COUNT=3"))
    first, second = (at(day, 9).replace(tzinfo=None) for day in (7, 8))
    there = at(7, 20).replace(tzinfo=None)
    standin.diaries.change_instance(
        ACCOUNT, "s", first, Exceptional(start=there, end=there + timedelta(hours=2))
    )
    standin.diaries.change_instance(ACCOUNT, "s", second, Exceptional(cancelled=True))
    assert await sync_account(house, account)
    expected = {hour(0, 17), hour(2, 9), hour(3, 9), hour(7, 20, 120), hour(9, 9)}
    assert await busy(house, mentor) == expected

    # 410 in the middle of it: read from the start, in the same go.
    for day in (2, 3):
        standin.diaries.delete(ACCOUNT, f"e{day}")
    put(standin, event("n", at(20, 9)), event("m", at(21, 9)))
    match = "delta" if provider == "microsoft" else "events"
    standin.faults.add(Fault(kind=FaultKind.FAIL, status=410, after=1, match=match))
    assert await sync_account(house, account)
    assert standin.faults.planned() == []
    expected = {hour(0, 17), hour(7, 20, 120), hour(9, 9), hour(20, 9), hour(21, 9)}
    assert await busy(house, mentor) == expected

    # The provider fails half-way: nothing changes, and how old it is can be seen.
    standin.diaries.delete(ACCOUNT, "s")
    standin.faults.add(Fault(kind=FaultKind.FAIL, status=503, after=1, times=9))
    with pytest.raises(ProviderAway):
        await sync_account(house, account)
    standin.faults.clear()
    assert await busy(house, mentor) == expected
    house.clock.move(timedelta(minutes=16))
    [shown] = await reads.calendars_of(house, mentor)
    assert shown.state == "old"
    assert shown.trouble is not None
    assert "not answering" in shown.trouble

    # Tokens that end early are renewed when they are refused; those that run out by themselves before that.
    standin.sign_in.expire_accesses()
    assert await live.check_live(house, mentor, *hour(20, 9)) == "busy"
    house.clock.move(timedelta(minutes=56))
    assert await sync_account(house, account)
    assert await busy(house, mentor) == {hour(0, 17), hour(20, 9), hour(21, 9)}
    [row] = await sql(house, "select secret_version, last_error from calendar_accounts")
    assert (row["secret_version"], row["last_error"]) == (2, None)


@BOTH
async def test_access_taken_back_at_the_provider_closes_the_slots_and_is_said_once(
    house: House, standins: StandIns, provider: OAuthProvider
) -> None:
    standin = getattr(standins, provider)
    put(standin, event("a", at(0, 9)))
    mentor = await add_mentor(house)
    account = await connect(house, provider, mentor)
    await sync_account(house, account)
    standin.sign_in.revoke_account(ACCOUNT)
    assert not await sync_account(house, account)
    assert not await sync_account(house, account)
    [shown] = await reads.calendars_of(house, mentor)
    assert shown.state == "access_ended"
    assert await busy(house, mentor) == {hour(0, 9)}  # what was known still blocks
    assert await live.check_live(house, mentor, *hour(5, 9)) == "unreachable"
    said = await sql(house, "select purpose, person_id from outbox")
    assert [tuple(row) for row in said] == [("mentor.calendar_access_ended", mentor)]
    assert await connect(house, provider, mentor) == account
    await worker_pass(house, schedules=False)
    [shown] = await reads.calendars_of(house, mentor)
    assert shown.state == "fresh"
    assert await live.check_live(house, mentor, *hour(5, 9)) == "free"


async def test_an_answer_overtaken_by_a_later_question_is_dropped(house: House, standins: StandIns) -> None:
    mentor = await add_mentor(house)
    account = await connect(house, "google", mentor)

    async def note(number: int) -> object:
        async with house.database.session(ACTOR, "mentor") as db:
            return await queries.apply_sync(
                db.connection, id=account, number=number, sync_cursor="c", asked_at=db.now, whole=True
            )

    async with house.database.session(ACTOR, "mentor") as db:
        first, second = [await queries.begin_sync(db.connection, id=account) for _ in range(2)]
    assert await note(first) is None
    assert await note(second) == account
    await accounts.disconnect(house, mentor, account)
    assert await note(second) is None
    assert not await sync_account(house, account)


async def test_a_slot_is_looked_up_live_when_our_knowledge_is_old(house: House, standins: StandIns) -> None:
    mentor = await add_mentor(house)
    assert await live.check_live(house, mentor, *hour(0, 9)) == "free"  # nothing connected
    account = await connect(house, "google", mentor)
    await sync_account(house, account)
    # Something was put in since. Our knowledge is fresh, so nobody is asked.
    put(standins.google, event("new", at(0, 9)), event("free", at(1, 9), free=True))
    standins.google.faults.add(Fault(kind=FaultKind.FAIL, status=500, times=100))
    house.clock.move(timedelta(minutes=14))
    assert await live.check_live(house, mentor, *hour(0, 9)) == "free"
    # An hour old, and Google is down: it fails closed, with words.
    house.clock.move(timedelta(minutes=46))
    assert await live.check_live(house, mentor, *hour(0, 9)) == "unreachable"
    with pytest.raises(Unavailable, match="cannot reach your mentor's calendar"):
        await live.require_free(house, mentor, *hour(0, 9))
    standins.google.faults.clear()
    assert await live.check_live(house, mentor, *hour(0, 9)) == "busy"
    assert not await live.require_free(house, mentor, at(0, 9, 30), at(0, 10, 30))
    assert await live.check_live(house, mentor, *hour(0, 10)) == "free"
    assert await live.check_live(house, mentor, *hour(1, 9)) == "free"
    # Looking has asked for a sync, which makes it fresh again.
    await worker_pass(house, schedules=False)
    assert await busy(house, mentor) == {hour(0, 9)}
    assert await live.require_free(house, mentor, *hour(3, 9))


async def test_a_busy_calendar_counts_more_than_one_that_does_not_answer(
    house: House, standins: StandIns, radicale: Radicale, owner: Owner
) -> None:
    mentor = await add_mentor(house)
    await connect(house, "google", mentor)
    await accounts.connect_caldav(
        house, mentor, url=radicale.url, user=radicale.user, password=radicale.password, write_back=False
    )
    await owner.put("dentist", at(0, 9))
    standins.google.faults.add(Fault(kind=FaultKind.FAIL, status=500, times=100))
    assert await live.check_live(house, mentor, *hour(0, 9)) == "busy"
    assert await live.check_live(house, mentor, *hour(1, 9)) == "unreachable"


@BOTH
async def test_a_provider_rings_and_we_look_but_believe_nothing(
    house: House, standins: StandIns, provider: OAuthProvider, public_socket: Any
) -> None:
    standin = getattr(standins, provider)
    mentor = await add_mentor(house)
    async with at_public_url(application(house), public_socket):
        account = await connect(house, provider, mentor)
        await worker_pass(house, schedules=False)
        await standin.settled()
        await run_schedule(house, "mentor.calendars.channels")
        await worker_pass(house, schedules=False)
        [channel] = standin.channels.all()  # one is enough
        await _forge(house, provider, channel.id if provider == "google" else "")
        await worker_pass(house, schedules=False)
        [row] = await sql(house, "select * from calendar_accounts")
        assert channel.secret.encode() not in bytes(row["channel_secret_hash"])
        before = row["sync_number"]

        put(standin, event("a", at(0, 9)))
        standin.faults.add(Fault(kind=FaultKind.REPEAT_WEBHOOK))
        standin.changed(ACCOUNT)
        await standin.settled()
        assert await worker_pass(house, schedules=False) == 1  # rung twice, looked once
        assert await busy(house, mentor) == {hour(0, 9)}
        [row] = await sql(house, "select * from calendar_accounts")
        assert row["sync_number"] == before + 1

        # A bell that rings while we are reading makes us read once more.
        await sql(house, "update calendar_accounts set bell_at = now() + interval '1 second'")
        await sync(house, {"account": str(account)})
        [row] = await sql(house, "select * from calendar_accounts")
        assert row["sync_number"] == before + 4
        await sql(house, "update calendar_accounts set bell_at = null")

        # Five days later it is renewed before it lapses.
        house.clock.move(timedelta(days=5, hours=12))
        standin.clock.advance(timedelta(days=5, hours=12))
        await run_schedule(house, "mentor.calendars.channels")
        await worker_pass(house, schedules=False)
        await standin.settled()
        [renewed] = standin.channels.all()
        assert renewed.expires > channel.expires
        await worker_pass(house, schedules=False)
        await accounts.disconnect(house, mentor, account)
        await worker_pass(house, schedules=False)
        assert standin.channels.all() == []


async def _forge(house: House, provider: OAuthProvider, channel: str) -> None:
    """Everything that is not the provider."""
    [row] = await sql(house, "select * from calendar_accounts")
    known = row["channel_id"]
    async with browser(application(house), house) as forger:

        async def ring(channel: str, secret: str) -> int:
            if provider == "google":
                headers = {"x-goog-channel-id": channel, "x-goog-channel-token": secret}
                return (await forger.post("/hooks/google-calendar", headers=headers)).status_code
            body = {"value": [{"clientState": secret, "changeType": "updated"}]}
            url = f"/hooks/microsoft-calendar?channel={channel}"
            return (await forger.post(url, json=body)).status_code

        for name, secret in ((known, ""), (known, "guess"), (str(UUID(int=0)), ""), ("x", "y"), ("", "")):
            assert await ring(name, secret) == 403
        if provider == "microsoft":
            await _microsofts_handshake(forger, known)


async def _microsofts_handshake(forger: httpx.AsyncClient, channel: str) -> None:
    shown = await forger.post("/hooks/microsoft-calendar?validationToken=%3Cscript%3E%26x")
    assert (shown.status_code, shown.text) == (200, "<script>&x")
    assert shown.headers["content-type"].startswith("text/plain")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert (await forger.post(f"/hooks/microsoft-calendar?validationToken={'x' * 2000}")).status_code == 400
    assert (await forger.post("/hooks/microsoft-calendar", content=b"{")).status_code == 400
    mixed = {"value": [{"clientState": "a"}, {"clientState": "b"}]}
    assert (await forger.post(f"/hooks/microsoft-calendar?channel={channel}", json=mixed)).status_code == 403


async def test_calendars_are_read_again_before_our_knowledge_gets_old(
    house: House, standins: StandIns
) -> None:
    mentor = await add_mentor(house)
    await connect(house, "google", mentor)
    await worker_pass(house, schedules=False)
    for minutes in (2, 4):
        house.clock.move(timedelta(minutes=minutes))
        await run_schedule(house, "mentor.calendars.look")
        await worker_pass(house, schedules=False)
    [row] = await sql(house, "select sync_number from calendar_accounts")
    assert row["sync_number"] == 2  # not after two minutes, but after six
    put(standins.google, event("over", at(0, 9)))
    await sql(house, "update calendar_accounts set sync_cursor = ''")
    await sync_account(house, (await sql(house, "select id from calendar_accounts"))[0]["id"])
    house.clock.move(timedelta(days=30))
    await run_schedule(house, "mentor.calendars.tidy")
    assert await busy(house, mentor) == set()
