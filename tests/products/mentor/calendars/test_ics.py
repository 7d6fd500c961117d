"""Invitations and feeds, read back with a calendar library as other people's programs read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from icalendar import Calendar, Event

from kith.products.mentor.calendars.invitations import ics

BOOKING = UUID("7f000001-0000-4000-8000-000000000001")
AT = datetime(2027, 3, 28, 9, 30, tzinfo=ZoneInfo("Europe/Berlin"))
HOUSE = ics.Party("Grace via Mentor", "hello@kith.example")
ADA = ics.Party("Ada", "ada@example.org")


def meeting(**changes: object) -> ics.Meeting:
    standard = ics.Meeting(
        booking_id=BOOKING,
        sequence=0,
        changed_at=datetime(2027, 3, 1, 8, 0, 0, 5, tzinfo=UTC),
        starts=AT,
        ends=AT + timedelta(hours=1),
        summary="Mentoring with Grace",
        url="https://kith.example/mentor/sessions/x",
    )
    return msgspec.structs.replace(standard, **changes)


def read(text: str) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_says_who_when_and_where() -> None:
    calendar, event = read(ics.invitation(meeting(), HOUSE, ADA))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert event["UID"] == f"booking-{BOOKING}@mentor.kith"
    assert event["SEQUENCE"] == 0
    # 09:30 in Berlin on the morning the clocks go forward is 07:30 in UTC.
    assert event.decoded("DTSTART") == datetime(2027, 3, 28, 7, 30, tzinfo=UTC)
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=1)
    assert event["URL"] == event["LOCATION"] == "https://kith.example/mentor/sessions/x"
    assert str(event["ORGANIZER"]) == "mailto:hello@kith.example"
    assert str(event["ATTENDEE"]) == "mailto:ada@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-15)


def test_a_change_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_cancels() -> None:
    _, first = read(ics.invitation(meeting(), HOUSE, ADA))
    _, moved = read(ics.invitation(meeting(sequence=1, starts=AT + timedelta(days=1)), HOUSE, ADA))
    calendar, gone = read(ics.cancellation(meeting(sequence=2), HOUSE, ADA))
    assert first["UID"] == moved["UID"] == gone["UID"]
    assert [event["SEQUENCE"] for event in (first, moved, gone)] == [0, 1, 2]
    assert (calendar["METHOD"], gone["STATUS"], gone["TRANSP"]) == ("CANCEL", "CANCELLED", "TRANSPARENT")
    assert gone.walk("VALARM") == []


@pytest.mark.parametrize(
    "text",
    [
        "Semicolons; commas, back\\slashes and \"quotes\"",
        "🧑‍🏫 Größe, naïve — 数学 " * 6,
        "x" * 180,
        "Ends in a backslash\\",
    ],
)  # fmt: skip
def test_text_comes_back_as_it_was_and_every_line_is_short(text: str) -> None:
    written = ics.invitation(meeting(summary=text, description=text * 3), HOUSE, ics.Party(text, ADA.email))
    _, event = read(written)
    assert str(event["SUMMARY"]) == ics.one_line(text)
    assert str(event["DESCRIPTION"]) == text * 3
    assert event["ATTENDEE"].params["CN"] == ics.one_line(text).replace('"', "'")
    for line in written.encode().split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\u2029", "\u0085", "\x0b", "\x00"])
def test_a_name_cannot_add_lines_of_its_own(end: str) -> None:
    evil = f"Eve{end}ATTENDEE:mailto:victim@example.org{end}BEGIN:VALARM"
    written = ics.invitation(
        meeting(summary=evil, description=evil, url=f"https://x{end}METHOD:CANCEL"),
        ics.Party(evil, HOUSE.email),
        ics.Party(evil, ADA.email),
    )
    calendar, event = read(written)
    assert calendar["METHOD"] == "REQUEST"
    assert str(event["ATTENDEE"]) == "mailto:ada@example.org"
    assert len(event.walk("VALARM")) == 1
    assert sum(line.startswith("ATTENDEE") for line in written.splitlines()) == 1


@pytest.mark.parametrize("email", ["", "ada", "ada@x\r\nATTENDEE:y@z", "a b@c", 'a"@b', "a@b;CN=x"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(ValueError, match="email"):
        ics.invitation(meeting(), HOUSE, ics.Party("Ada", email))


def test_a_feed_holds_every_meeting_and_asks_to_be_read_again() -> None:
    other = UUID("7f000001-0000-4000-8000-000000000002")
    text = ics.feed("Ada's sessions", [meeting(), meeting(booking_id=other, status="CANCELLED")])
    calendar = Calendar.from_ical(text)
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Ada's sessions")
    assert calendar.decoded("REFRESH-INTERVAL") == timedelta(minutes=15)
    assert [event["STATUS"] for event in calendar.walk("VEVENT")] == ["CONFIRMED", "CANCELLED"]
    assert "ATTENDEE" not in text
    assert "mailto" not in text
    assert ics.feed("Nobody", []).startswith("BEGIN:VCALENDAR")


def test_a_written_back_event_has_one_uid_and_nobody_in_it() -> None:
    calendar, event = read(ics.alone(meeting()))
    assert "METHOD" not in calendar
    assert event["UID"] == ics.uid_of(BOOKING)
    assert "ATTENDEE" not in event


async def test_a_mailed_invitation_names_its_method_in_the_type(house: object) -> None:
    from kith.commons.messaging.delivery import Given
    from kith.commons.messaging.mail import compose

    written = ics.invitation(meeting(summary="Größe 🧑‍🏫"), HOUSE, ADA)
    body = {
        "subject": "Booked",
        "text": "See you",
        "html": None,
        "invitation": {"method": "REQUEST", "ics": written},
    }
    sent = compose(house, Given(BOOKING, "ada@example.org", body))  # type: ignore[arg-type]
    mail = message_from_bytes(bytes(sent), policy=policy.SMTP)
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in parts] == ["REQUEST"]
    assert str(read(parts[0].get_content())[1]["SUMMARY"]) == "Größe 🧑‍🏫"
