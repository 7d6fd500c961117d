"""Momento's whole story, on real input: a host plans an evening, three are asked, one pays, one waits, one declines; the evening; the day after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.house import worker_pass
from harness.members import Browser, last_code, run
from harness.paying import pay
from kith.foundation.house import House
from kith.simulator.standins import StandIns

PEOPLE = {"Hedda": "1980-04-02", "Ada": "1990-05-17", "Ben": "1985-01-30", "Cleo": "1993-11-08"}


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("momento",))
    yield opened
    await opened.close()


async def _join(house: House, app: Any, name: str) -> Browser:
    """Sign up with an address nobody had, as a person does; under eighteen is refused on the way."""
    browser = Browser(houses.browser(app, house))
    email = f"{name.lower()}@story.example"
    start = await browser.get("/momento/join")
    await browser.get(start.headers["location"])
    sent = await browser.post("/sign-in", address=email, next="/momento/join")
    done = await browser.post(
        "/sign-in/code",
        challenge=browser.field(sent, "challenge"),
        address=email,
        next="/momento/join",
        code=await last_code(house),
    )
    assert done.headers["location"] == "/momento/join", done.text
    await browser.get("/momento/join")
    form = {
        "first_name": name,
        "last_name": "Story",
        "birth_date": "2015-01-01",
        "city": "Berlin",
        "age_consent": "yes",
        "terms_consent": "yes",
        "privacy_consent": "yes",
    }
    assert (await browser.post("/momento/join", **form)).status_code == 422
    assert (
        await run(
            house, "select 1 from momento.users u join auth.users a using (id) where a.email = $1", email
        )
        == []
    )
    joined = await browser.post("/momento/join", **(form | {"birth_date": PEOPLE[name]}))
    assert joined.status_code == 303, joined.text
    return browser


async def test_from_an_idea_to_a_mutual_match_and_a_thread(
    house: House, app: Any, standins: StandIns
) -> None:
    browsers = {name: await _join(house, app, name) for name in PEOPLE}
    hedda, ada, ben, cleo = browsers.values()

    # Hedda plans a three-stop evening for two paying guests besides herself.
    await hedda.get("/momento/hosting")
    assert (await hedda.post("/momento/hosting/become", host_name="Hedda’s table")).status_code == 303
    await hedda.get("/momento/hosting/new")
    day = (house.clock.now().astimezone(ZoneInfo("Europe/Berlin")) + timedelta(days=4)).date().isoformat()
    plan = {
        "title": "Soup and stories",
        "min_participants": "2",
        "max_participants": "2",
        "price": "15",
        "currency": "eur",
    }
    plan |= {"host_is_attendee": "yes", "arrival_signpost": "The green lantern"}
    for number, (title, place, start, end) in enumerate(
        (
            ("Meet", "Berlin/Canal Steps", "18:00", "18:30"),
            ("Soup", "Berlin/Lantern Street Kitchen", "18:45", "20:30"),
            ("Something sweet", "Berlin/Little Rix Bakery", "20:45", "21:30"),
        ),
        1,
    ):
        plan |= {
            f"stops-{number}-title": title,
            f"stops-{number}-place": place,
            f"stops-{number}-start": f"{day}T{start}",
            f"stops-{number}-end": f"{day}T{end}",
        }
    planned = await hedda.post("/momento/hosting/new", **plan, act="save")
    assert planned.status_code == 303, planned.text
    board = planned.headers["location"]
    event = board.rsplit("/", 1)[-1]
    assert "1 of 2 seats taken" in (await hedda.get(board)).text

    # Suggestions with reasons; she asks all three.
    page = await hedda.get(f"{board}/suggestions")
    assert all(name in page.text for name in ("Ada", "Ben", "Cleo"))
    assert "New here: an easy first evening." in page.text
    rows = await run(house, "select id, first_name from momento.social_profiles")
    profiles = {row["first_name"]: str(row["id"]) for row in rows}
    for name in ("Ada", "Ben", "Cleo"):
        assert (await hedda.post(f"{board}/ask", profiles=profiles[name])).status_code == 303
    await worker_pass(house)
    assert "Hedda’s table invites you: Soup and stories" in [
        mail.subject for mail in standins.mail.messages("ada@story.example")
    ]
    rows = await run(
        house,
        "select i.id, p.first_name from momento.invitations i join momento.social_profiles p on p.id = i.profile_id where i.source <> 'self'",
    )
    invitation = {row["first_name"]: f"/momento/invitations/{row['id']}" for row in rows}

    # Ada pays, Ben comes too late and waits, Cleo declines; nobody sees the exact place before.
    before = (await ada.get(invitation["Ada"])).text
    assert "Lantern Street Kitchen" not in before
    assert "Kreuzberg" in before
    to_stripe = await ada.post(f"{invitation['Ada']}/accept")
    assert to_stripe.status_code == 303
    back = pay(standins, to_stripe.headers["location"].rsplit("/", 1)[-1])
    await ada.get(back.removeprefix(house.settings.public_url))
    after = (await ada.get(invitation["Ada"])).text
    assert "Your seat is confirmed." in after
    assert "Lantern Street Kitchen" in after
    assert "Every seat is taken right now." in (await ben.get(invitation["Ben"])).text
    assert (await ben.post(f"{invitation['Ben']}/accept")).status_code == 409
    await ben.get(invitation["Ben"])
    assert (await ben.post(f"{invitation['Ben']}/wait")).status_code == 303
    assert "You are number 1 in line" in (await ben.get(invitation["Ben"])).text
    await cleo.get(invitation["Cleo"])
    assert (await cleo.post(f"{invitation['Cleo']}/decline", reason="Away")).status_code == 303

    # The evening: checked in at the first stop, a post on the board.
    [row] = await run(house, "select starts_at from momento.events")
    house.clock.move_to(row["starts_at"] - timedelta(minutes=5))
    assert (await hedda.get(f"{board}/check-in")).status_code == 200
    [place] = await run(
        house,
        'select latitude, longitude from momento.locations l join momento.event_itinerary_stops s on s.location_id = l.id and s."order" = 1',
    )
    fix = {
        "latitude": place["latitude"] + 0.0002,
        "longitude": place["longitude"],
        "accuracy": 20,
        "at": house.clock.now().isoformat(),
    }
    await ada.get(f"/momento/events/{event}/check-in")
    here = await ada.post_json(f"/api/momento/events/{event}/check-in", {"fixes": [fix]})
    assert here.status_code == 200, here.text
    assert here.json()["status"] == "attended"
    assert (await ada.post(f"/momento/events/{event}/posts", content="On my way up!")).status_code in (
        200,
        303,
    )
    assert "On my way up!" in (await hedda.get(f"/momento/events/{event}/posts")).text
    await hedda.get(f"/momento/events/{event}/check-in")
    assert (
        await hedda.post_json(f"/api/momento/events/{event}/check-in", {"fixes": [fix]})
    ).status_code == 200

    # The day after: rate, favourite, again; the mutual match; a thread.
    house.clock.move(timedelta(hours=18))
    for _ in range(2):
        await worker_pass(house)
    assert "How was Soup and stories?" in [
        mail.subject for mail in standins.mail.messages("ada@story.example")
    ]
    await ada.get(f"/momento/events/{event}/rate")
    assert (
        await ada.post(f"/momento/events/{event}/rate", host="5", event="5", comment="The second soup!")
    ).status_code == 303
    rows = await run(
        house,
        "select c.id, p.first_name from momento.connections c join momento.social_profiles p on p.id = c.user_profile_id",
    )
    memory = {row["first_name"]: f"/momento/memories/{row['id']}" for row in rows}
    assert set(memory) == {"Ada", "Hedda"}
    for who, browser in (("Ada", ada), ("Hedda", hedda)):
        await browser.get(memory[who])
        assert (await browser.post(f"{memory[who]}/favorite", favorite="yes")).status_code == 303
        assert (await browser.post(f"{memory[who]}/wish", wish="again")).status_code == 303
    assert "You both want to meet again." in (await ada.get(memory["Ada"])).text
    assert "You both want to meet again." in (await hedda.get(memory["Hedda"])).text
    opened = await ada.post(f"/momento/people/{profiles['Hedda']}/write")
    thread = opened.headers["location"]
    await ada.get(thread)
    assert (await ada.post(thread, content="Was the lighthouse true?")).status_code == 303
    assert "Was the lighthouse true?" in (await hedda.get(thread)).text
    assert (await cleo.get(thread)).status_code == 404


async def test_somebody_new_joins_by_mail_only_where_a_product_is_open(
    house: House, client: httpx.AsyncClient
) -> None:
    browser = Browser(client)
    await browser.get("/sign-in")
    await browser.post("/sign-in", address="nobody@story.example", next="/account")
    await browser.post("/sign-in", address="somebody@story.example", next="/momento/join")
    rows = await run(house, "select email, email_confirmed_at from auth.users")
    assert [(row["email"], row["email_confirmed_at"]) for row in rows] == [("somebody@story.example", None)]
