"""What signing up accepts, refuses and stores."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from harness import city
from harness.house import worker_pass
from harness.members import Browser
from harness.phone import Phone
from harness.texting import said_to
from kith.foundation.actor import service
from kith.foundation.house import House

PHONE = "+15125550123"
REGISTER, VERIFY = "/api/josh/registrations", "/api/josh/registrations/verify"


async def _users(house: House) -> int:
    async with house.database.session(service("tests.registration"), "josh") as db:
        return await db.connection.fetchval("select count(*) from users")


async def _region(
    house: House, slug: str = "bay", state: str = "open", zips: tuple[str, ...] = ("40001",)
) -> None:
    async with house.database.session(service("tests.registration"), "josh") as db:
        await db.connection.execute(
            "insert into regions (slug, display_name, state, geometry, rules, time_zone) values ($1, $1, $2::region_state, $3, $4, 'UTC')",
            slug,
            state,
            {"zips": list(zips)},
            {"waitlist_release_per_hour": 2},
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birthday": "2015-01-01"}, "birthday"),
        ({"sms_consent": False}, "sms_consent"),
        ({"age_consent": False}, "age_consent"),
        ({"terms_consent": False}, "terms_consent"),
        ({"privacy_consent": False}, "privacy_consent"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "+442079460123"}, "phone"),
        ({"zip": "4000"}, "zip"),
        ({"zip": None}, "zip"),
        ({"first_name": "  "}, "first_name"),
        ({"email": "nobody"}, "email"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_what_is_not_acceptable_is_named_and_nothing_is_stored(
    house: House, client: httpx.AsyncClient, changes: dict[str, Any], field: str
) -> None:
    await _region(house)
    answer = await client.post(REGISTER, json={**city.form(PHONE), **changes})
    assert answer.status_code in (400, 422)
    problem = answer.json()
    assert problem["detail"].endswith((".", "!"))
    assert problem.get("field") == field
    assert await _users(house) == 0


async def test_five_tries_then_even_the_right_code_is_refused_with_the_same_sentence(
    house: House, client: httpx.AsyncClient
) -> None:
    await _region(house)
    ticket = (await client.post(REGISTER, json=city.form(PHONE))).json()["ticket"]
    code = await city.code_for(house, PHONE)
    wrong = "000000" if code != "000000" else "111111"
    sentences = set()
    for attempt in (wrong, wrong, wrong, wrong, wrong, code):
        answer = await client.post(VERIFY, json={"ticket": ticket, "code": attempt})
        assert answer.status_code == 422
        sentences.add(answer.json()["detail"])
    assert len(sentences) == 1


async def test_guessing_in_parallel_gains_nothing(house: House, client: httpx.AsyncClient) -> None:
    await _region(house)
    ticket = (await client.post(REGISTER, json=city.form(PHONE))).json()["ticket"]
    code = int(await city.code_for(house, PHONE))
    guesses = [f"{(code + shift) % 1_000_000:06}" for shift in range(1, 41)]
    answers = await asyncio.gather(
        *(client.post(VERIFY, json={"ticket": ticket, "code": guess}) for guess in guesses)
    )
    assert {answer.status_code for answer in answers} <= {422, 429}
    async with house.database.session(service("tests.registration"), "josh") as db:
        assert await db.connection.fetchval("select attempts from otp_sessions") == 5


async def test_a_known_number_is_answered_as_an_unknown_one_and_keeps_its_name(
    house: House, client: httpx.AsyncClient
) -> None:
    await _region(house)
    await city.join(house, client, PHONE, "Alice")
    house.clock.move(timedelta(minutes=2))
    again = await client.post(REGISTER, json=city.form(PHONE, first_name="Mallory"))
    fresh = await client.post(REGISTER, json=city.form("+15125550188"))
    assert again.status_code == fresh.status_code == 202
    assert again.json().keys() == fresh.json().keys()
    async with house.database.session(service("tests.registration"), "josh") as db:
        assert (
            await db.connection.fetchval("select first_name from users where phone_e164 = $1", PHONE)
            == "Alice"
        )


async def test_another_code_after_half_a_minute_and_five_an_hour(
    house: House, client: httpx.AsyncClient
) -> None:
    await _region(house)
    assert (await client.post(REGISTER, json=city.form(PHONE))).status_code == 202
    early = await client.post(REGISTER, json=city.form(PHONE))
    assert early.status_code == 429
    statuses = []
    for _ in range(5):
        house.clock.move(timedelta(seconds=31))
        statuses.append((await client.post(REGISTER, json=city.form(PHONE))).status_code)
    assert statuses[-1] == 429
    assert 202 in statuses


async def test_the_waiting_list_is_let_in_oldest_first_so_many_an_hour(
    house: House, client: httpx.AsyncClient
) -> None:
    await _region(house, "later", "waitlisted", ("40010",))
    numbers = [f"+1512555013{digit}" for digit in range(4)]
    for number in numbers:
        sent = await client.post(REGISTER, json=city.form(number, zip="40010"))
        code = await city.code_for(house, number)
        answer = await client.post(VERIFY, json={"ticket": sent.json()["ticket"], "code": code})
        assert answer.json()["waitlisted"] is True
        house.clock.move(timedelta(minutes=1))
    async with house.database.session(service("tests.registration"), "josh") as db:
        await db.connection.execute("update regions set state = 'open'")

    async def let_in() -> list[str]:
        await worker_pass(house)
        return [
            n
            for n in numbers
            if any(t.purpose == "registration.region_open" for t in await said_to(house, n))
        ]

    assert await let_in() == numbers[:2]
    house.clock.move(timedelta(hours=1, minutes=1))
    assert await let_in() == numbers


async def test_the_form_on_the_page_needs_its_own_token(house: House, client: httpx.AsyncClient) -> None:
    await _region(house)
    answer = await client.post("/josh/join", data={"phone": PHONE}, headers={"accept": "text/html"})
    assert answer.status_code == 403
    assert await _users(house) == 0


async def _joined(house: House, browser: Browser, where: str, phone: str) -> httpx.Response:
    """Join by the pages, from the form at `where` with the ZIP it is filled in with; the member's home."""
    form = await browser.get(where)
    typed = {name: "yes" if value is True else value for name, value in city.form(phone).items()}
    filled = re.search(r'name="zip" type="text" value="(\d{5})"', form.text)
    assert filled, form.text
    sent = await browser.post("/josh/join", **(typed | {"zip": filled[1]}))
    ticket = browser.field(sent, "ticket")
    confirmed = await browser.post("/josh/join/code", ticket=ticket, code=await city.code_for(house, phone))
    assert confirmed.headers["location"] == "/josh/home", confirmed.text
    await browser.get("/josh/home")  # the one that says welcome
    return await browser.get("/josh/home")


async def test_whoever_joins_from_the_phones_of_the_demo_is_in_its_city(
    house: House, client: httpx.AsyncClient
) -> None:
    await city.found(house)
    crowd = house.product("josh").crowd
    assert crowd is not None
    home = await _joined(house, Browser(client), crowd.joins_at, PHONE)
    assert "A few questions are still open" in home.text
    assert "what you feel like doing" in home.text


async def test_whoever_waits_for_their_city_is_asked_for_nothing_and_sold_nothing(
    house: House, client: httpx.AsyncClient
) -> None:
    await _region(house)
    browser = Browser(client)
    home = await _joined(house, browser, "/josh/join?zip=99999", PHONE)
    assert "JOSH has not opened where you live yet. You are on the list" in home.text
    assert house.settings.twilio_number not in home.text
    membership = await browser.get("/josh/subscription")
    assert "Nothing to pay yet" in membership.text
    assert "Become a member" not in membership.text
    answered = await Phone(house, client, PHONE).text("coffee saturday morning?")
    assert [text.purpose for text in answered] == ["brief.region_closed"]
    assert "on the list" in answered[0].body
