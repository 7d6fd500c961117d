"""CalDAV against a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from harness.calendars import MONDAY, WINDOW, Owner, at
from kith.foundation.errors import Invalid
from kith.foundation.house import House
from kith.foundation.outward import AddressRefused
from kith.products.mentor.calendars.busy import BusyWindow, Told, difference
from kith.products.mentor.calendars.invitations.ics import Meeting
from kith.products.mentor.calendars.providers import dav_xml as xml
from kith.products.mentor.calendars.providers.caldav import CalDavCalendar, DavLogin, discover
from kith.products.mentor.calendars.providers.shapes import AccessEnded, CursorGone, ProviderAway, Written
from kith.simulator.standins.radicale import Radicale


@pytest.fixture
async def login(caller: House, radicale: Radicale) -> DavLogin:
    return await discover(caller, radicale.url, radicale.user, radicale.password)


@pytest.fixture
async def calendar(caller: House, login: DavLogin) -> AsyncIterator[CalDavCalendar]:
    opened = CalDavCalendar(caller, login, "Europe/Berlin")
    yield opened
    await opened.close()


def spans(windows: object) -> set[tuple[datetime, datetime]]:
    assert isinstance(windows, (list, tuple, dict))
    found: list[BusyWindow] = list(windows.values()) if isinstance(windows, dict) else list(windows)
    return {(one.span.start, one.span.end) for one in found}


def hour(day: int, start: int) -> tuple[datetime, datetime]:
    return at(day, start), at(day, start) + timedelta(hours=1)


async def test_a_persons_calendars_are_found_from_any_address_they_may_know(
    caller: House, radicale: Radicale, login: DavLogin
) -> None:
    assert [(one.url, one.name) for one in login.calendars] == [(radicale.calendar_url, "Personal")]
    for path in ("/", f"/{radicale.user}/", f"/{radicale.user}/personal/"):
        found = await discover(caller, radicale.url + path, radicale.user, radicale.password)
        assert found.calendars == login.calendars


async def test_a_wrong_password_and_a_place_without_calendars_are_told_apart(
    caller: House, radicale: Radicale, standins: object
) -> None:
    with pytest.raises(AccessEnded):
        await discover(caller, radicale.url, radicale.user, "wrong")
    with pytest.raises(AddressRefused):
        await discover(caller, "https://127.0.0.1:5232/", "a", "b")
    with pytest.raises(AddressRefused):
        await discover(caller, "https://169.254.169.254/latest/meta-data", "a", "b")
    with pytest.raises(Invalid) as nothing:
        await discover(caller, "http://calendar.example/", "a", "b")
    assert nothing.value.field == "url"


async def test_the_whole_window_then_only_what_changed(owner: Owner, calendar: CalDavCalendar) -> None:
    await owner.put("plain", at(0, 9))
    await owner.put("moves twice", at(1, 9))
    await owner.put("free", at(2, 9), lines="TRANSP:TRANSPARENT\n")
    await owner.put("weekly", at(0, 14), lines="RRULE:FREQ=WEEKLY;COUNT=3\n")
    known: dict[str, BusyWindow] = {}
    cursor = ""

    async def sync() -> set[tuple[datetime, datetime]]:
        nonlocal cursor
        changes = await calendar.changes(cursor, WINDOW)
        found = difference(known, changes.told, within=WINDOW)
        for key in found.drop:
            del known[key]
        known.update({one.key: one for one in found.put})
        cursor = changes.cursor
        return spans(known)

    weekly = {hour(0, 14), hour(7, 14), hour(14, 14)}
    assert await sync() == {hour(0, 9), hour(1, 9), *weekly}
    assert "sync" in cursor
    await owner.delete("plain")
    await owner.put("moves twice", at(1, 12))
    await owner.put("moves twice", at(1, 16))
    await owner.put("new & odd ü", at(3, 9))
    await owner.put(
        "weekly", at(0, 14), lines=f"RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:{at(7, 14):%Y%m%dT%H%M%SZ}\n"
    )
    assert await sync() == {hour(1, 16), hour(3, 9), hour(0, 14), hour(14, 14)}
    assert await sync() == {hour(1, 16), hour(3, 9), hour(0, 14), hour(14, 14)}
    await owner.delete("weekly")
    assert await sync() == {hour(1, 16), hour(3, 9)}
    assert spans(await calendar.busy(WINDOW)) == {hour(1, 16), hour(3, 9)}


async def test_a_sync_token_the_server_forgot_means_from_the_start(
    owner: Owner, calendar: CalDavCalendar, login: DavLogin
) -> None:
    await owner.put("a", at(0, 9))
    changes = await calendar.changes("", WINDOW)
    forgotten = {login.calendars[0].url: f"http://radicale.org/ns/sync/{'0' * 64}"}
    with pytest.raises(CursorGone):
        await calendar.changes(msgspec.json.encode(forgotten).decode(), WINDOW)
    with pytest.raises(CursorGone):
        await calendar.changes(msgspec.json.encode({"http://other": "x"}).decode(), WINDOW)
    with pytest.raises(CursorGone):
        await calendar.changes("not a cursor", WINDOW)
    assert changes.told.complete == WINDOW


async def test_one_object_that_cannot_be_read_does_not_hide_the_others(
    owner: Owner, calendar: CalDavCalendar
) -> None:
    await owner.put("mad", at(0, 9), minutes=1, lines="RRULE:FREQ=SECONDLY\n")
    await owner.put("sane", at(1, 9))
    assert spans(await calendar.busy(WINDOW)) == {hour(1, 9)}


MEETING = Meeting(
    booking_id=uuid4(),
    sequence=0,
    changed_at=MONDAY,
    starts=at(5, 9),
    ends=at(5, 10),
    summary="Mentoring with Ada",
)


async def test_a_booking_is_written_once_moved_and_taken_out_and_never_blocks_itself(
    owner: Owner, calendar: CalDavCalendar
) -> None:
    first = await calendar.write(MEETING, None)
    again = await calendar.write(MEETING, None)
    assert (first.reference, first.version != "") == (again.reference, True)
    assert len(await owner.names()) == 1
    assert await calendar.busy(WINDOW) == []
    moved = msgspec.structs.replace(MEETING, starts=at(6, 9), ends=at(6, 10), sequence=1)
    known = await calendar.write(moved, again)
    assert known.version != again.version
    # Its owner moved it meanwhile: what was booked counts, and an old version is no obstacle.
    late = await calendar.write(moved, again)
    assert len(await owner.names()) == 1
    await calendar.remove(late)
    await calendar.remove(late)
    assert await owner.names() == set()
    # Deleted by its owner: a change does not bring it back.
    assert await calendar.write(moved, late) == late
    assert await owner.names() == set()


async def test_a_server_that_is_gone_is_away_not_empty(caller: House, login: DavLogin) -> None:
    nowhere = msgspec.structs.replace(
        login, calendars=(msgspec.structs.replace(login.calendars[0], url="https://nowhere.invalid/c/"),)
    )
    calendar = CalDavCalendar(caller, nowhere, "UTC")
    with pytest.raises(ProviderAway):
        await calendar.busy(WINDOW)
    with pytest.raises(ProviderAway):
        await calendar.write(MEETING, Written(reference="https://nowhere.invalid/c/x.ics"))
    await calendar.close()
    wrong = CalDavCalendar(caller, msgspec.structs.replace(login, password="changed"), "UTC")
    with pytest.raises(AccessEnded):
        await wrong.busy(WINDOW)
    await wrong.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html/>",
        b"{}",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d:multistatus xmlns:d="DAV:">&b;</d:multistatus>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><d:multistatus xmlns:d="DAV:"/>',
    ],
)
def test_an_answer_that_is_no_multistatus_or_wants_entities_is_refused(body: bytes) -> None:
    with pytest.raises(xml.UnreadableAnswer):
        xml.multistatus(body)
    assert not xml.names_error(body, "valid-sync-token")


def test_only_properties_that_were_found_count() -> None:
    found = xml.multistatus(
        b'<multistatus xmlns="DAV:"><response><href>/a%20b/</href><propstat><prop><getetag>"1"</getetag></prop>'
        b"<status>HTTP/1.1 200 OK</status></propstat><propstat><prop><displayname/></prop>"
        b"<status>HTTP/1.1 404 Not Found</status></propstat></response><response><href>/c</href>"
        b"<status>HTTP/1.1 404 Not Found</status></response><sync-token>t</sync-token></multistatus>"
    )
    first, second = found.entries
    assert (first.text("{DAV:}getetag"), first.text("{DAV:}displayname"), found.sync_token) == (
        '"1"',
        "",
        "t",
    )
    assert second.status == 404
    assert xml.same_path("https://x/a%20b", first.href)


def test_what_is_told_of_one_object_says_nothing_of_another() -> None:
    told = Told(busy=[], free=["/a.ics"], restated=["/b.ics"])
    assert difference({}, told).drop == ()
