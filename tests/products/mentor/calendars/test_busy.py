"""Which times block, and how a provider's word changes what we knew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kith.products.mentor.calendars.busy import (
    BusyWindow,
    Difference,
    EventFacts,
    Span,
    Told,
    blocks,
    difference,
    in_order,
    span_of,
    union,
)
from kith.products.mentor.calendars.expanding import UnreadableEvent, expand

BERLIN = ZoneInfo("Europe/Berlin")
WINDOW = Span(datetime(2026, 10, 25, 12, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026, UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def window(key: str, start: datetime, hours: float = 1, series: str | None = None) -> BusyWindow:
    return BusyWindow(key=key, series=series or key, span=Span(start, start + timedelta(hours=hours)))


def events(*bodies: str, head: str = "") -> bytes:
    inner = "".join(f"BEGIN:VEVENT\n{body.strip()}\nEND:VEVENT\n" for body in bodies)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{head}{inner}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    ).encode()


def spans(*bodies: str, owners: tuple[str, ...] = (), head: str = "") -> list[tuple[datetime, datetime]]:
    found = expand(events(*bodies, head=head), "/cal/x.ics", WINDOW, BERLIN, owners)
    return [(one.span.start, one.span.end) for one in found]


@pytest.mark.parametrize(
    ("facts", "blocking"),
    [
        (EventFacts(), True),
        (EventFacts(cancelled=True), False),
        (EventFacts(transparent=True), False),
        (EventFacts(declined=True), False),
    ],
)
def test_cancelled_transparent_and_declined_events_do_not_block(facts: EventFacts, blocking: bool) -> None:
    assert blocks(facts) is blocking


@pytest.mark.parametrize(
    ("line", "blocking"),
    [
        ("STATUS:CONFIRMED", True),
        ("STATUS:TENTATIVE", True),
        ("STATUS:CANCELLED", False),
        ("TRANSP:TRANSPARENT", False),
        ("TRANSP:OPAQUE", True),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", False),
        ("ATTENDEE;PARTSTAT=DECLINED:MAILTO:Grace@Example.org", False),
        ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:grace@example.org", True),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.org", True),
        (
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:other@example.org\nATTENDEE;PARTSTAT=DECLINED:mailto:grace@example.org",
            False,
        ),
    ],
)
def test_an_event_of_a_calendar_file_blocks_as_its_owner_would_say(line: str, blocking: bool) -> None:
    body = f"UID:a\nDTSTART:20261110T090000Z\nDTEND:20261110T100000Z\n{line}"
    assert bool(spans(body, owners=("grace@example.org",))) is blocking


def test_whole_days_are_days_of_the_calendars_zone() -> None:
    day = "UID:a\nDTSTART;VALUE=DATE:20261110\nDTEND;VALUE=DATE:20261112"
    assert spans(day) == [(at(9, 23), at(11, 23))]
    assert spans("UID:a\nDTSTART;VALUE=DATE:20261110") == [(at(9, 23), at(10, 23))]
    assert spans(day, head="X-WR-TIMEZONE:Asia/Tokyo\n") == [(at(9, 15), at(11, 15))]
    # The day on which the clocks go back has 25 hours.
    autumn = span_of(date(2026, 10, 25), None, BERLIN)
    assert autumn is not None
    assert autumn.end - autumn.start == timedelta(hours=25)


def test_times_without_a_zone_are_the_calendars() -> None:
    assert spans("UID:a\nDTSTART:20261110T090000\nDTEND:20261110T100000") == [(at(10, 8), at(10, 9))]


def test_an_event_that_began_long_before_still_blocks() -> None:
    began = datetime(2026, 10, 1, tzinfo=UTC)
    assert spans("UID:a\nDTSTART:20261001T000000Z\nDTEND:20261101T000000Z") == [(began, at(1, 0))]
    assert spans("UID:a\nDTSTART:20261001T000000Z\nDTEND:20261025T120000Z") == []


def test_an_event_without_length_blocks_nothing() -> None:
    assert spans("UID:a\nDTSTART:20261110T090000Z") == []


_WEEKLY = """
UID:a
DTSTART;TZID=Europe/Berlin:20261019T090000
DTEND;TZID=Europe/Berlin:20261019T100000
RRULE:FREQ=WEEKLY;COUNT=6
EXDATE;TZID=Europe/Berlin:20261026T090000
"""
_MOVED = """
UID:a
RECURRENCE-ID;TZID=Europe/Berlin:20261102T090000
DTSTART;TZID=Europe/Berlin:20261103T150000
DTEND;TZID=Europe/Berlin:20261103T163000
"""
_CALLED_OFF = """
UID:a
RECURRENCE-ID;TZID=Europe/Berlin:20261109T090000
DTSTART;TZID=Europe/Berlin:20261109T090000
DTEND;TZID=Europe/Berlin:20261109T100000
STATUS:CANCELLED
"""
_ONLY_FREE = """
UID:a
RECURRENCE-ID;TZID=Europe/Berlin:20261116T090000
DTSTART;TZID=Europe/Berlin:20261116T090000
DTEND;TZID=Europe/Berlin:20261116T100000
TRANSP:TRANSPARENT
"""


def test_a_recurring_event_with_moved_deleted_and_changed_instances_blocks_what_is_left() -> None:
    # 19 Oct is before the window, 26 Oct deleted, 2 Nov moved to the 3rd, 9 Nov called off, 16 Nov made free: 23 Nov stays.
    assert spans(_WEEKLY, _MOVED, _CALLED_OFF, _ONLY_FREE) == [
        (at(3, 14), at(3, 15, 30)),
        (at(23, 8), at(23, 9)),
    ]


def test_an_instance_keeps_its_key_however_often_it_is_moved() -> None:
    def keys(*bodies: str) -> set[str]:
        return {one.key for one in expand(events(*bodies), "/cal/x.ics", WINDOW, BERLIN)}

    again = _MOVED.replace("20261103T15", "20261104T11").replace("20261103T16", "20261104T12")
    assert keys(_WEEKLY) == keys(_WEEKLY, _MOVED) == keys(_WEEKLY, again)
    assert len(keys(_WEEKLY)) == 4


def test_our_own_bookings_in_the_calendar_do_not_block_twice() -> None:
    mine = "UID:booking-7f000001-0000-4000-8000-000000000001@mentor.kith"
    assert spans(f"{mine}\nDTSTART:20261110T090000Z\nDTEND:20261110T100000Z") == []


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<html>",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"\xff\xfe\x00",
        events("UID:a\nDTSTART:20260101T000000Z\nDTEND:20260101T000001Z\nRRULE:FREQ=SECONDLY"),
        events("UID:a\nDTSTART:20260101T000000Z\nDTEND:20260101T000001Z\nRRULE:FREQ=MINUTELY;INTERVAL=1"),
        events(
            "UID:a\nDTSTART:20260101T000000Z\nDTEND:20260101T000001Z\n"
            f"RRULE:FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYMINUTE={','.join(map(str, range(60)))}"
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_repeats_without_measure_is_refused(text: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        expand(text, "/cal/x.ics", WINDOW, BERLIN)


def test_a_merge_touches_only_what_was_talked_about() -> None:
    known = {key: window(key, at(day, 9)) for key, day in (("a", 1), ("b", 2), ("c", 3))}
    moved = window("b", at(2, 15))
    assert difference(known, Told(busy=[moved], free=["c", "unknown"])) == Difference((moved,), ("c",))
    assert difference(known, Told(busy=[known["a"]])) == Difference((), ())


def test_a_whole_window_forgets_what_is_gone_within_it_and_keeps_what_lies_outside() -> None:
    known = {"a": window("a", at(1, 9)), "b": window("b", at(2, 9)), "later": window("later", at(28, 9))}
    told = Told(busy=[known["a"]], complete=Span(at(1, 0), at(20, 0)))
    assert difference(known, told) == Difference((), ("b",))


def test_an_event_moved_out_of_the_window_is_forgotten_and_one_far_away_never_kept() -> None:
    known = {"a": window("a", at(1, 9))}
    told = Told(busy=[window("a", at(28, 9)), window("b", at(29, 9))])
    assert difference(known, told, within=Span(at(1, 0), at(20, 0))) == Difference((), ("a",))


def test_a_deleted_or_restated_series_takes_its_instances_along() -> None:
    known = {key: window(key, at(day, 9), series="s") for key, day in (("s1", 1), ("s2", 2))}
    known["other"] = window("other", at(3, 9))
    assert difference(known, Told(free=["s"])).drop == ("s1", "s2")
    assert difference(known, Told(busy=[known["s2"]], restated=["s"])).drop == ("s1",)


def test_the_same_event_moved_twice_is_where_it_was_moved_last() -> None:
    known = {"a": window("a", at(1, 9))}
    second, third = window("a", at(1, 12)), window("a", at(1, 17))
    assert difference(known, Told(busy=[second, third])).put == (third,)
    assert difference(known, in_order([Told(busy=[second]), Told(busy=[third])])).put == (third,)
    assert difference(known, in_order([Told(busy=[second]), Told(free=["a"])])) == Difference((), ("a",))
    assert difference(known, in_order([Told(free=["a"]), Told(busy=[third])])) == Difference((third,), ())


def test_what_we_wrote_there_ourselves_never_becomes_busy() -> None:
    known = {"mine": window("mine", at(1, 9))}
    told = Told(busy=[window("mine", at(1, 10)), window("x", at(2, 9))])
    assert difference(known, told, frozenset({"mine"})) == Difference((told.busy[1],), ("mine",))


def test_overlapping_times_join() -> None:
    joined = union([Span(at(1, 10), at(1, 12)), Span(at(1, 9), at(1, 10)), Span(at(1, 11), at(1, 11, 30)), Span(at(1, 13), at(1, 14))])  # fmt: skip
    assert joined == [Span(at(1, 9), at(1, 12)), Span(at(1, 13), at(1, 14))]
