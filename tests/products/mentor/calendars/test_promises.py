"""What the database keeps of calendars, whoever writes to it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from harness.calendars import add_mentor, at, connect, sql
from kith.foundation.actor import member
from kith.foundation.errors import Conflict
from kith.foundation.house import House

pytestmark = pytest.mark.postgres15


async def busy_row(house: House, account: UUID, person: UUID, key: str, minutes: int = 60) -> None:
    await sql(
        house,
        """
        insert into external_busy_events (calendar_account_id, user_id, provider, external_id, series_id, start_time, end_time)
        values ($1, $2, 'google', $3, $3, $4, $5)
        """,
        account,
        person,
        key,
        at(0, 9),
        at(0, 9) + timedelta(minutes=minutes),
    )


async def test_an_instance_is_kept_once_takes_time_and_goes_with_its_account(house: House) -> None:
    mentor = await add_mentor(house)
    account = await connect(house, "google", mentor)
    await busy_row(house, account, mentor, "a")
    with pytest.raises(asyncpg.UniqueViolationError):
        await busy_row(house, account, mentor, "a")
    with pytest.raises(asyncpg.CheckViolationError):
        await busy_row(house, account, mentor, "b", minutes=0)
    await sql(house, "delete from calendar_accounts where id = $1", account)
    assert await sql(house, "select 1 from external_busy_events") == []


async def test_a_channel_without_a_secret_is_refused(house: House) -> None:
    account = await connect(house, "google", await add_mentor(house))
    with pytest.raises(asyncpg.CheckViolationError):
        await sql(house, "update calendar_accounts set channel_id = 'x' where id = $1", account)


async def test_an_address_of_a_feed_never_comes_back(house: House) -> None:
    mentor = await add_mentor(house)
    await sql(house, "insert into calendar_feeds (user_id, version, token_hash) values ($1, 2, 'a')", mentor)
    for change in ("version = 1", "token_hash = 'b'"):
        with pytest.raises(Conflict, match="does not come back"):
            await sql(house, f"update calendar_feeds set {change}")
    await sql(house, "update calendar_feeds set token_hash = null")
    with pytest.raises(Conflict):
        await sql(house, "update calendar_feeds set token_hash = 'a'")
    await sql(house, "update calendar_feeds set version = 3, token_hash = 'c'")


async def test_people_read_their_own_busy_times_and_nobody_reads_tokens(house: House) -> None:
    mentor, other = await add_mentor(house), await add_mentor(house)
    account = await connect(house, "google", mentor)
    await busy_row(house, account, mentor, "a")
    for person, count in ((mentor, 1), (other, 0)):
        found = await house.database.read(member(person), "mentor", "select * from external_busy_events")
        assert len(found) == count
        for table in ("calendar_accounts", "booking_calendar_events", "calendar_feeds"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await house.database.read(member(person), "mentor", f"select * from {table}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await house.database.read(member(mentor), "mentor", "delete from external_busy_events")
