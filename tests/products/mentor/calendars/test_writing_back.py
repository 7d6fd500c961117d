"""Bookings in mentors' own calendars, and in everybody's feed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from icalendar import Calendar

from harness.calendars import (
    ACCOUNT,
    Owner,
    add_booking,
    add_mentor,
    at,
    busy,
    connect,
    sql,
)
from harness.house import worker_pass
from harness.members import bearer, sign_in
from kith.foundation.house import House
from kith.products.mentor.calendars import accounts, live, writing_back
from kith.products.mentor.calendars.providers.oauth import OAuthProvider
from kith.products.mentor.calendars.providers.shapes import ProviderAway
from kith.products.mentor.calendars.syncing import sync_account
from kith.products.mentor.calendars.tokens import ACTOR
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.radicale import Radicale

BOTH = pytest.mark.parametrize("provider", ["google", "microsoft"])


def shown(standin: Any) -> list[tuple[str, datetime]]:
    entries = [one for one in standin.diaries.of(ACCOUNT) if not one.deleted]
    return [(entry.title, entry.moment(entry.start)) for entry in entries]


async def ask(house: House, booking: UUID) -> None:
    async with house.database.session(ACTOR, "mentor") as db:
        await writing_back.ask_to_write(db, booking)


@BOTH
async def test_a_booking_follows_into_the_mentors_calendar_exactly_once(
    house: House, standins: StandIns, provider: OAuthProvider
) -> None:
    standin = getattr(standins, provider)
    mentor, mentee = await add_mentor(house), await add_mentor(house, "Ada Lovelace")
    account = await connect(house, provider, mentor)
    await worker_pass(house, schedules=False)
    booking = await add_booking(house, mentor, mentee, at(0, 9), status="pending")
    await ask(house, booking)
    await worker_pass(house, schedules=False)
    assert shown(standin) == []

    # Confirmed; the provider does it and its answer is lost; then it is asked three times more.
    await sql(house, "update bookings set status = 'confirmed' where id = $1", booking)
    await ask(house, booking)
    standin.faults.add(Fault(kind=FaultKind.FAIL_AFTER_EFFECT, match="POST"))
    with pytest.raises(ProviderAway):
        await worker_pass(house, schedules=False)
    for _ in range(2):
        await ask(house, booking)
    await worker_pass(house, schedules=False)
    assert shown(standin) == [("Mentoring with Ada Lovelace", at(0, 9))]

    # It does not block its own time, neither by sync nor live.
    await sync_account(house, account)
    assert await busy(house, mentor) == set()
    house.clock.move(timedelta(minutes=20))
    assert await live.check_live(house, mentor, at(0, 9), at(0, 10)) == "free"

    [moved] = await sql(
        house, "select booking_id, outcome from move_booking($1, $2, $3)", booking, at(1, 9), at(1, 10)
    )
    assert moved["outcome"] == "confirmed"
    booking = moved["booking_id"]
    await ask(house, booking)
    await worker_pass(house, schedules=False)
    assert shown(standin) == [("Mentoring with Ada Lovelace", at(1, 9))]
    await sql(
        house, "update bookings set status = 'cancelled', cancelled_by = 'mentor' where id = $1", booking
    )
    await ask(house, booking)
    await worker_pass(house, schedules=False)
    assert shown(standin) == []
    assert await sql(house, "select 1 from booking_calendar_events") == []


async def calendar_uid(house: House, booking: UUID) -> UUID:
    """What calendars know a booking by."""
    [row] = await sql(house, "select calendar_uid from bookings where id = $1", booking)
    return row["calendar_uid"]


async def test_nothing_is_written_where_it_is_not_wanted_and_taken_out_when_it_is_not_any_more(
    house: House, standins: StandIns, radicale: Radicale, owner: Owner
) -> None:
    mentor, mentee = await add_mentor(house), await add_mentor(house, "Ada")
    await connect(house, "google", mentor, write=False)
    dav = await accounts.connect_caldav(
        house, mentor, url=radicale.url, user=radicale.user, password=radicale.password, write_back=True
    )
    booking = await add_booking(house, mentor, mentee, at(0, 9))
    await ask(house, booking)
    await worker_pass(house, schedules=False)
    assert shown(standins.google) == []
    assert await owner.names() == {f"booking-{await calendar_uid(house, booking)}@mentor.kith"}
    await sync_account(house, dav)
    assert await busy(house, mentor) == set()
    await accounts.set_write_back(house, mentor, dav, write_back=False)
    await ask(house, booking)
    await worker_pass(house, schedules=False)
    assert await owner.names() == set()
    await ask(house, uuid4())  # a booking of nobody is nobody's calendar entry
    await worker_pass(house, schedules=False)


async def test_a_feed_is_secret_rotates_and_shows_both_sides(house: House, client: httpx.AsyncClient) -> None:
    mentor, mentee = await add_mentor(house), await add_mentor(house, "Ada Lovelace")
    booking = await add_booking(house, mentor, mentee, at(0, 9))
    await add_booking(house, mentor, mentee, at(1, 9), status="cancelled")
    await add_booking(house, mentor, mentee, at(2, 9), status="declined")
    await add_booking(house, await add_mentor(house), await add_mentor(house), at(3, 9))
    ada = bearer(await sign_in(house, mentee))
    assert (await client.get("/api/mentor/calendar-feed", headers=ada)).json() == {"url": None}
    made = await client.post("/api/mentor/calendar-feed", headers=ada)
    assert made.status_code == 201
    url = made.json()["url"]
    assert (await client.get("/api/mentor/calendar-feed", headers=ada)).json() == {"url": url}

    answer = await client.get(url)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    assert [(str(event["SUMMARY"]), str(event["STATUS"])) for event in events] == [
        ("Mentoring with Grace Hopper", "CONFIRMED"),
        ("Mentoring with Grace Hopper", "CANCELLED"),
    ]
    assert str(events[0]["UID"]) == f"booking-{await calendar_uid(house, booking)}@mentor.kith"
    assert "@example.org" not in answer.text
    token = url.rpartition("/")[2].removesuffix(".ics")
    [row] = await sql(house, "select * from calendar_feeds")
    assert token not in repr(dict(row))

    again = (await client.post("/api/mentor/calendar-feed", headers=ada)).json()["url"]
    assert again != url
    assert (await client.get(url)).status_code == 404
    assert (await client.get(again)).status_code == 200
    assert (await client.delete("/api/mentor/calendar-feed", headers=ada)).status_code == 204
    assert (await client.get(again)).status_code == 404
    assert (await client.post("/api/mentor/calendar-feed", headers=ada)).json()["url"] not in (url, again)
    for wrong in ("x.ics", f"{token}.txt", f"{'A' * 43}.ics", "%00.ics", f"{token}"):
        assert (await client.get(f"/mentor/calendar/{wrong}")).status_code == 404
