"""Changes, live looks, channels and written bookings: the same promises at Google and at Microsoft."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from harness.calendars import ACCOUNT, MONDAY, WINDOW, at, client, event, put, sign_in
from kith.foundation.house import House
from kith.products.mentor.calendars.busy import BusyWindow, Span, difference
from kith.products.mentor.calendars.invitations.ics import Meeting
from kith.products.mentor.calendars.providers.google import GoogleCalendar
from kith.products.mentor.calendars.providers.microsoft import MicrosoftCalendar
from kith.products.mentor.calendars.providers.shapes import CursorGone, ProviderAway, Written
from kith.simulator.standins import StandIns
from kith.simulator.standins.calendars.diary import Exceptional
from kith.simulator.standins.calendars.standin import CalendarStandIn
from kith.simulator.standins.faults import Fault, FaultKind

Calendar = GoogleCalendar | MicrosoftCalendar


class Mentor:
    """A mentor's calendar, our client of it, and what we know."""

    def __init__(self, standin: CalendarStandIn, calendar: Calendar) -> None:
        self.standin = standin
        self.calendar = calendar
        self.known: dict[str, BusyWindow] = {}
        self.cursor = ""

    async def sync(self) -> set[tuple[datetime, datetime]]:
        """Bring what we know up to date, all or nothing; the times that block now."""
        changes = await self.calendar.changes(self.cursor, WINDOW)
        found = difference(self.known, changes.told, within=WINDOW)
        for key in found.drop:
            del self.known[key]
        self.known |= {window.key: window for window in found.put}
        self.cursor = changes.cursor
        return self.blocked

    @property
    def blocked(self) -> set[tuple[datetime, datetime]]:
        return {(one.span.start, one.span.end) for one in self.known.values()}


@pytest.fixture(params=["google", "microsoft"])
async def mentor(request: pytest.FixtureRequest, caller: House, standins: StandIns) -> AsyncIterator[Mentor]:
    standin: CalendarStandIn = getattr(standins, request.param)
    calendar = client(caller, request.param, await sign_in(caller, request.param))
    yield Mentor(standin, calendar)
    await calendar.close()


def hour(day: int, start: int, minutes: int = 60) -> tuple[datetime, datetime]:
    return at(day, start), at(day, start) + timedelta(minutes=minutes)


async def test_the_whole_window_then_only_what_changed(mentor: Mentor) -> None:
    put(
        mentor.standin,
        event("plain", at(0, 9)),
        event("tentative", at(1, 9), status="tentative"),
        event("free", at(2, 9), free=True),
        event("called-off", at(3, 9), status="cancelled"),
        event("declined", at(4, 9), response="declined"),
        event("began-before", at(-9, 9), minutes=60 * 24 * 10),
        event("over", at(-9, 9)),
        event("far", at(90, 9)),
    )
    first = {hour(0, 9), hour(1, 9), (at(-9, 9), at(1, 9))}
    assert await mentor.sync() == first
    before = mentor.cursor
    assert await mentor.sync() == first
    diaries = mentor.standin.diaries
    diaries.delete(ACCOUNT, "plain")
    diaries.change(ACCOUNT, "free", free=False)
    diaries.change(
        ACCOUNT, "tentative", start=at(5, 9).replace(tzinfo=None), end=at(5, 10).replace(tzinfo=None)
    )
    put(mentor.standin, event("new", at(6, 9)))
    assert await mentor.sync() == {hour(2, 9), hour(5, 9), hour(6, 9), (at(-9, 9), at(1, 9))}
    assert mentor.cursor != before
    # The same changes told once more change nothing.
    mentor.cursor = before
    assert await mentor.sync() == {hour(2, 9), hour(5, 9), hour(6, 9), (at(-9, 9), at(1, 9))}


async def test_an_event_moved_twice_between_two_looks_and_then_out_of_sight(mentor: Mentor) -> None:
    put(mentor.standin, event("a", at(0, 9)))
    await mentor.sync()

    def move(day: int, start: int) -> None:
        moved = at(day, start).replace(tzinfo=None)
        mentor.standin.diaries.change(ACCOUNT, "a", start=moved, end=moved + timedelta(hours=1))

    move(1, 12)
    move(2, 17)
    assert await mentor.sync() == {hour(2, 17)}
    move(200, 9)
    assert await mentor.sync() == set()
    move(3, 9)
    assert await mentor.sync() == {hour(3, 9)}


async def test_a_series_with_moved_deleted_and_changed_instances(mentor: Mentor) -> None:
    put(mentor.standin, event("s", at(0, 9), rule="FREQ=WEEKLY;COUNT=5"))
    assert await mentor.sync() == {hour(7 * week, 9) for week in range(5)}

    def change(week: int, exceptional: Exceptional) -> None:
        original = at(7 * week, 9).replace(tzinfo=None)
        mentor.standin.diaries.change_instance(ACCOUNT, "s", original, exceptional)

    moved = at(8, 15).replace(tzinfo=None)
    change(1, Exceptional(start=moved, end=moved + timedelta(minutes=90)))
    change(2, Exceptional(cancelled=True))
    change(3, Exceptional(free=True))
    left = {hour(0, 9), hour(8, 15, 90), hour(28, 9)}
    assert await mentor.sync() == left
    mentor.known, mentor.cursor = {}, ""
    assert await mentor.sync() == left
    again = at(9, 11).replace(tzinfo=None)
    change(1, Exceptional(start=again, end=again + timedelta(minutes=90)))
    assert await mentor.sync() == {hour(0, 9), hour(9, 11, 90), hour(28, 9)}
    mentor.standin.diaries.delete(ACCOUNT, "s")
    assert await mentor.sync() == set()


async def test_a_free_series_does_not_block_although_its_instances_say_nothing_of_it(mentor: Mentor) -> None:
    put(mentor.standin, event("s", at(0, 9), rule="FREQ=DAILY;COUNT=3", free=True))
    assert await mentor.sync() == set()
    put(mentor.standin, *[event(f"e{day}", at(day, 12)) for day in range(3)])
    mentor.standin.page_size = 2
    mentor.known, mentor.cursor = {}, ""
    assert await mentor.sync() == {hour(day, 12) for day in range(3)}


async def test_whole_days_are_days_of_the_owners_zone(mentor: Mentor) -> None:
    put(mentor.standin, event("day", at(3, 0), minutes=24 * 60, all_day=True, zone="Europe/Berlin"))
    ((start, end),) = await mentor.sync()
    berlin = mentor.standin.settings.zone
    entry = event("x", at(3, 0), zone=berlin)
    assert start == entry.moment(entry.start)
    assert end == entry.moment(entry.start + timedelta(days=1))


async def test_a_cursor_that_is_gone_means_from_the_start_even_in_the_middle_of_a_sync(
    mentor: Mentor,
) -> None:
    mentor.standin.page_size = 2
    put(mentor.standin, *[event(f"e{day}", at(day, 9)) for day in range(7)])
    everything = {hour(day, 9) for day in range(7)}
    assert await mentor.sync() == everything
    for day in range(5):
        mentor.standin.diaries.delete(ACCOUNT, f"e{day}")
    mentor.standin.faults.add(Fault(kind=FaultKind.FAIL, status=410, after=1, match="alendar"))
    if isinstance(mentor.calendar, MicrosoftCalendar):
        await mentor.calendar.busy(
            Span(at(0, 0), at(0, 1))
        )  # so that the zone is known and the pages are next
        mentor.standin.faults.clear()
        mentor.standin.faults.add(Fault(kind=FaultKind.FAIL, status=410, after=1, match="delta"))
    with pytest.raises(CursorGone):
        await mentor.sync()
    assert mentor.blocked == everything  # half an answer changes nothing
    mentor.cursor = ""
    assert await mentor.sync() == {hour(5, 9), hour(6, 9)}
    mentor.standin.expire_cursors()
    with pytest.raises(CursorGone):
        await mentor.sync()


async def test_a_failure_in_the_middle_leaves_everything_as_it_was(mentor: Mentor) -> None:
    mentor.standin.page_size = 2
    put(mentor.standin, *[event(f"e{day}", at(day, 9)) for day in range(5)])
    await mentor.sync()
    before = dict(mentor.known)
    for day in range(5):
        mentor.standin.diaries.delete(ACCOUNT, f"e{day}")
    mentor.standin.faults.add(Fault(kind=FaultKind.FAIL, status=503, after=2))
    with pytest.raises(ProviderAway):
        await mentor.sync()
    assert mentor.known == before
    assert await mentor.sync() == set()


async def test_no_title_of_anybodys_diary_is_kept(mentor: Mentor) -> None:
    put(mentor.standin, event("a", at(0, 9)))
    await mentor.sync()
    assert "Private" not in repr(mentor.known)


MEETING = Meeting(
    booking_id=uuid4(),
    sequence=0,
    changed_at=MONDAY,
    starts=at(0, 9),
    ends=at(0, 10),
    summary="Mentoring with Ada\r\nX: y",
    url="https://kith.example/room",
)


def in_calendar(mentor: Mentor) -> list[tuple[str, datetime]]:
    return [
        (entry.title, entry.moment(entry.start))
        for entry in mentor.standin.diaries.of(ACCOUNT)
        if not entry.deleted
    ]


async def test_a_booking_is_written_once_however_often_it_is_tried_moved_and_taken_out(
    mentor: Mentor,
) -> None:
    # The first try arrives, its answer does not: the next one finds what is there.
    mentor.standin.faults.add(Fault(kind=FaultKind.FAIL_AFTER_EFFECT, match="POST"))
    with pytest.raises(ProviderAway):
        await mentor.calendar.write(MEETING, None)
    first = await mentor.calendar.write(MEETING, None)
    again = await mentor.calendar.write(MEETING, None)
    assert first.reference == again.reference
    assert in_calendar(mentor) == [("Mentoring with Ada X: y", at(0, 9))]
    moved = msgspec.structs.replace(MEETING, starts=at(1, 9), ends=at(1, 10), sequence=1)
    known = await mentor.calendar.write(moved, first)
    assert in_calendar(mentor) == [("Mentoring with Ada X: y", at(1, 9))]
    await mentor.calendar.remove(known)
    await mentor.calendar.remove(known)
    assert in_calendar(mentor) == []
    # Deleted by its owner: a change does not bring it back.
    assert (await mentor.calendar.write(moved, known)).reference == known.reference
    assert in_calendar(mentor) == []


async def test_a_written_booking_does_not_block_its_own_time(mentor: Mentor, caller: House) -> None:
    written = await mentor.calendar.write(MEETING, None)
    calendar: Calendar = mentor.calendar
    if isinstance(calendar, MicrosoftCalendar):
        # Microsoft's changes do not tell which events are ours: we remember their ids.
        tokens = await sign_in(caller, "microsoft")
        calendar = MicrosoftCalendar(caller, tokens.access, "UTC", frozenset({written.reference}))
    assert await calendar.busy(WINDOW) == []
    changes = await calendar.changes("", WINDOW)
    assert difference({}, changes.told, frozenset({written.reference})).put == ()
    if calendar is not mentor.calendar:
        await calendar.close()


async def test_a_channel_that_nobody_answers_is_no_reason_to_fail(mentor: Mentor) -> None:
    opened = await mentor.calendar.open_channel(str(uuid4()), "secret", "http://127.0.0.1:9/hooks/x", MONDAY)
    if isinstance(mentor.calendar, MicrosoftCalendar):
        assert opened is None
        return
    assert opened is not None
    assert await mentor.calendar.renew_channel(opened, MONDAY) is None
    await mentor.calendar.close_channel(opened)
    await mentor.calendar.close_channel(opened)
    assert mentor.standin.channels.all() == []


async def test_our_token_goes_nowhere_but_to_the_provider(mentor: Mentor) -> None:
    if isinstance(mentor.calendar, MicrosoftCalendar):
        with pytest.raises(ProviderAway):
            await mentor.calendar.changes(
                "http://127.0.0.1:9/v1.0/me/calendarView/delta?$deltatoken=x", WINDOW
            )
    assert await mentor.calendar.write(MEETING, Written(reference="../../../x?y")) is not None
