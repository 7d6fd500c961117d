"""People's calendars in tests: their events at the stand-ins, and a mentor who lets us see them."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import UUID, uuid4

from harness.members import add_person
from harness.patience import patient_client
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.mentor.calendars import accounts
from kith.products.mentor.calendars.busy import Span
from kith.products.mentor.calendars.providers import dav_xml as xml
from kith.products.mentor.calendars.providers import oauth
from kith.products.mentor.calendars.providers.google import GoogleCalendar
from kith.products.mentor.calendars.providers.microsoft import MicrosoftCalendar
from kith.products.mentor.calendars.providers.oauth import OAuthProvider, Tokens
from kith.simulator.standins.calendars.diary import Entry
from kith.simulator.standins.calendars.standin import CalendarStandIn
from kith.simulator.standins.radicale import Radicale

ACCOUNT = "grace@example.org"
CALLBACK = "http://127.0.0.1:9/mentor/calendars/callback"
MONDAY = (datetime.now(UTC) + timedelta(days=14)).replace(hour=0, minute=0, second=0, microsecond=0)
"""Midnight, UTC, of a day two weeks ahead: the tests' calendars begin there."""
WINDOW = Span(MONDAY - timedelta(days=1), MONDAY + timedelta(days=60))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment so many days after MONDAY, UTC."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def event(key: str, start: datetime, minutes: int = 60, **facts: Any) -> Entry:
    """An event of ACCOUNT, kept in UTC unless a zone is given."""
    local = start.replace(tzinfo=None)
    values = {"id": key, "account": ACCOUNT, "title": f"Private: {key}", "start": local, "zone": "UTC"}
    return Entry(**{**values, "end": local + timedelta(minutes=minutes), **facts})


async def agree(url: str, *, account: str = ACCOUNT, decision: str = "allow") -> dict[str, str]:
    """Answer a provider's consent page as a person does; what comes back in the address."""
    async with patient_client(trust_env=False) as browser:
        page = await browser.get(url)
        assert page.status_code == 200, page.text
        form = {**dict(parse_qsl(urlsplit(url).query)), "account": account, "decision": decision}
        answer = await browser.post(url.partition("?")[0], data=form)
    assert answer.status_code == 303, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


async def sign_in(house: House, provider: OAuthProvider, *, write: bool = True) -> Tokens:
    """Tokens of ACCOUNT at a stand-in."""
    verifier = secrets.token_urlsafe(48)
    url = oauth.authorize_url(
        house, provider, redirect_uri=CALLBACK, state="s", verifier=verifier, write=write
    )
    back = await agree(url)
    return await oauth.exchange(house, provider, redirect_uri=CALLBACK, code=back["code"], verifier=verifier)


def client(house: House, provider: OAuthProvider, tokens: Tokens) -> GoogleCalendar | MicrosoftCalendar:
    """Our client of ACCOUNT's calendar."""
    kind = GoogleCalendar if provider == "google" else MicrosoftCalendar
    return kind(house, tokens.access, "Europe/Berlin")


def put(standin: CalendarStandIn, *entries: Entry) -> None:
    """Put events into a diary, as their owner would."""
    for entry in entries:
        standin.diaries.add(entry)


async def add_mentor(house: House, name: str = "Grace Hopper", zone: str = "Europe/Berlin") -> UUID:
    """A mentor without anything yet."""
    email = f"{uuid4()}@example.org"
    person = await add_person(house, email=email, first_name=name.split()[0])
    await sql(
        house, "insert into profiles (user_id, email, full_name) values ($1, $2, $3)", person, email, name
    )
    await sql(
        house,
        "insert into mentor_profiles (user_id, timezone, is_active) values ($1, $2, true)",
        person,
        zone,
    )
    return person


async def sql(house: House, statement: str, *arguments: object) -> list[Any]:
    """Rows of a statement in Mentor's schema, as the service."""
    return await house.database.read(
        service("tests.calendars"), house.product("mentor").schema, statement, *arguments
    )


async def connect(house: House, provider: OAuthProvider, person: UUID, *, write: bool = True) -> UUID:
    """A person connects ACCOUNT at a stand-in and comes back; the account's id. Its calendar is not read yet."""
    url = accounts.begin(house, person, provider, write_back=write)
    back = await agree(url)
    return await accounts.finish(house, person, provider, back["state"], back["code"])


async def busy(house: House, person: UUID) -> set[tuple[datetime, datetime]]:
    """What we know to block a person."""
    rows = await sql(
        house, "select start_time, end_time from external_busy_events where user_id = $1", person
    )
    return {(row["start_time"], row["end_time"]) for row in rows}


def hour(day: int, start: int, minutes: int = 60) -> tuple[datetime, datetime]:
    """From a moment on, so many minutes."""
    return at(day, start), at(day, start) + timedelta(minutes=minutes)


class Owner:
    """The person whose calendar it is, at their own program."""

    def __init__(self, radicale: Radicale) -> None:
        self.radicale = radicale
        self.http = patient_client(auth=(radicale.user, radicale.password), trust_env=False)

    async def put(self, name: str, start: datetime, minutes: int = 60, lines: str = "") -> None:
        """Put or change an event."""
        end = start + timedelta(minutes=minutes)
        body = (
            f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:owner\nBEGIN:VEVENT\nUID:{name}\nDTSTAMP:20260101T000000Z\n"
            f"SUMMARY:Private\nDTSTART:{start:%Y%m%dT%H%M%SZ}\nDTEND:{end:%Y%m%dT%H%M%SZ}\n{lines}END:VEVENT\n"
            "END:VCALENDAR\n"
        )
        await self.put_text(name, body)

    async def put_text(self, name: str, body: str) -> None:
        answer = await self.http.put(
            f"{self.radicale.calendar_url}{name}.ics",
            content=body.replace("\n", "\r\n"),
            headers={"content-type": "text/calendar"},
        )
        assert answer.status_code in (201, 204), answer.text

    async def delete(self, name: str) -> None:
        await self.http.delete(f"{self.radicale.calendar_url}{name}.ics")

    async def names(self) -> set[str]:
        """Objects in the calendar."""
        answer = await self.http.request(
            "PROPFIND", self.radicale.calendar_url, content=xml.propfind("d:getetag"), headers={"depth": "1"}
        )
        paths = [xml.path_of(entry.href) for entry in xml.multistatus(answer.content).entries]
        return {path.rpartition("/")[2].removesuffix(".ics") for path in paths if path.endswith(".ics")}


async def add_booking(
    house: House, mentor: UUID, mentee: UUID, start: datetime, *, minutes: int = 60, status: str = "confirmed"
) -> UUID:
    """A booking as it stands, however it got there."""
    rows = await sql(
        house,
        """
        insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time, status)
        values ($1, $2, $3, $4, $5::text::booking_status) returning id
        """,
        mentor,
        mentee,
        start,
        start + timedelta(minutes=minutes),
        "pending" if status == "declined" else "confirmed" if status == "cancelled" else status,
    )
    if status in ("cancelled", "declined"):
        await sql(
            house,
            "update bookings set status = $2::text::booking_status, cancelled_by = 'mentor' where id = $1",
            rows[0]["id"],
            status,
        )
    return rows[0]["id"]
