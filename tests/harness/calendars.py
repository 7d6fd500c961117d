"""People's calendars in tests: their events at the stand-ins, and a mentor who lets us see them."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx

from kith.foundation.house import House
from kith.products.mentor.calendars.busy import Span
from kith.products.mentor.calendars.providers import oauth
from kith.products.mentor.calendars.providers.google import GoogleCalendar
from kith.products.mentor.calendars.providers.microsoft import MicrosoftCalendar
from kith.products.mentor.calendars.providers.oauth import OAuthProvider, Tokens
from kith.simulator.standins.calendars.diary import Entry
from kith.simulator.standins.calendars.standin import CalendarStandIn

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
    async with httpx.AsyncClient(trust_env=False) as browser:
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
