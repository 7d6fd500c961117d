"""Finding a mentor: by words, filters and order; nobody who does not want to be found."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from harness.house import run_schedule
from harness.members import add_person, run
from harness.mentor import Member, make_mentee, make_mentor
from kith.foundation.house import House
from kith.products.mentor.directory.reads import prefixes


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("Pyth data", "'pyth':* & 'data':*"),
        ("  Café ", "'cafe':*"),
        ("'; drop table --", "'drop':* & 'table':*"),
        ("!&|:*()", ""),
        ("日本 naïve", "'日本':* & 'naive':*"),
        ("x" * 500, f"'{'x' * 60}':*"),
    ],
)
def test_whatever_is_typed_becomes_harmless_prefixes(words: str, query: str) -> None:
    assert prefixes(words) == query


async def _names(client: httpx.AsyncClient, **query: str) -> list[str]:
    answer = await client.get("/api/mentor/mentors", params=query)
    assert answer.status_code == 200, answer.text
    return [one["full_name"] for one in answer.json()["items"]]


async def _town(house: House) -> dict[str, Member]:
    people = {
        "Grace": {"skills": ["python", "sql"], "languages": ["English"], "hourly_rate": 5000},
        "Zoë": {"skills": ["négociation"], "languages": ["Français", "English"], "hourly_rate": 3000},
        "Yusuf": {"skills": ["woodwork"], "headline": "Python keeper, no, really", "hourly_rate": 0},
        "Paused": {"skills": ["python"], "is_active": False},
    }
    found = {name: await make_mentor(house, name, **columns) for name, columns in people.items()}
    await run_schedule(house, "mentor.availability.next_free")
    return found


async def test_words_filters_and_orders(house: House, client: httpx.AsyncClient) -> None:
    town = await _town(house)
    assert await _names(client, q="pyth") == ["Grace", "Yusuf"]
    assert await _names(client, q="negociation") == ["Zoë"]
    assert await _names(client, q="zoe") == ["Zoë"]
    assert await _names(client, skill="PYTHON") == ["Grace"]
    assert await _names(client, language="francais") == ["Zoë"]
    assert await _names(client, most_cents="3000", sort="price") == ["Yusuf", "Zoë"]
    assert await _names(client, free_before="2000-01-01T00:00:00Z") == []
    assert sorted(await _names(client)) == ["Grace", "Yusuf", "Zoë"]
    # One perfect review does not win over many good ones.
    for name, count, total in (("Grace", 40, 190), ("Yusuf", 1, 5)):
        await run(
            house,
            "update mentor.mentor_profiles set rating_count = $2, rating_sum = $3 where user_id = $1",
            town[name].id,
            count,
            total,
        )
    assert (await _names(client, sort="rating"))[:2] == ["Grace", "Yusuf"]
    assert await _names(client, least_rating="4.9") == ["Yusuf"]
    await run(house, "update mentor.profiles set full_name = 'Gisela' where user_id = $1", town["Grace"].id)
    assert await _names(client, q="gisel") == ["Gisela"]
    for wrong in (
        {"sort": "beauty"},
        {"cursor": "zzz"},
        {"free_before": "2027-01-01T00:00:00"},
        {"most_cents": "-1"},
    ):
        assert (await client.get("/api/mentor/mentors", params=wrong)).status_code == 422, wrong


async def test_pages_of_the_list_go_on_without_gaps_or_repeats(
    house: House, client: httpx.AsyncClient
) -> None:
    for number in range(30):
        await make_mentor(house, f"M{number:02}", open_always=False, hourly_rate=1000 + 100 * (number % 4))
    for sort in ("price", "rating", "soonest"):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            answer = (await client.get("/api/mentor/mentors", params={"sort": sort, "cursor": cursor})).json()
            seen += [one["full_name"] for one in answer["items"]]
            cursor = answer["next"]
        assert len(seen) == len(set(seen)) == 30, sort


async def test_who_blocked_each_other_is_suspended_or_left_is_not_there(
    house: House, client: httpx.AsyncClient, open_program: Any
) -> None:
    town = await _town(house)
    mia = await make_mentee(house)
    await run(
        house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", town["Zoë"].id, mia.id
    )
    await run(house, "select mentor.suspend_person($1)", town["Yusuf"].id)
    program = await open_program(mia)
    assert await _names(program) == ["Grace"]
    assert sorted(await _names(client)) == ["Grace", "Zoë"]
    for name in ("Zoë", "Yusuf", "Paused"):
        assert (await program.get(f"/mentor/mentors/{town[name].profile_id}")).status_code == 404
        assert (await program.get(f"/api/mentor/mentors/{town[name].profile_id}")).status_code == 404
    await run(house, "select mentor.erase_person($1)", town["Grace"].id)
    assert await _names(program) == []


async def test_who_joins_with_the_page_as_it_is_goes_on_to_where_they_were_going(
    house: House, open_browser: Any
) -> None:
    person = await add_person(house, email="ola@house.example", first_name="Ola")
    browser = await open_browser(Member(person, person, "Ola", "ola@house.example"))
    yes = dict.fromkeys(("age_consent", "terms_consent", "privacy_consent"), "yes")
    to_mentor = await browser.get("/mentor/join?next=/mentor/mentoring")
    assert re.search(r'name="mentors"[^>]*checked', to_mentor.text)
    asked = await browser.get("/mentor/join?next=/mentor/sessions")
    assert not re.search(r'name="mentors"[^>]*checked', asked.text)
    form = asked.text.split('action="/mentor/join"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert hidden["next"] == "/mentor/sessions"
    del hidden["_csrf"]
    joined = await browser.post("/mentor/join", **hidden, **yes, full_name="Ola", timezone="Europe/Oslo")
    assert (joined.status_code, joined.headers.get("location")) == (303, "/mentor/sessions")


async def test_joining_and_becoming_a_mentor_all_or_nothing(
    house: House, open_browser: Any, client: httpx.AsyncClient
) -> None:
    person = await add_person(house, email="nia@house.example", first_name="Nia")
    nia = Member(person, person, "Nia", "nia@house.example")
    browser = await open_browser(nia)
    assert (await browser.get("/mentor/profile")).headers["location"] == "/mentor/join"
    await browser.get("/mentor/join")
    form = {"full_name": "Nia Ode", "timezone": "Europe/Vienna", "goals": "Ship it\nSleep", "mentors": "yes"}
    yes = dict.fromkeys(("age_consent", "terms_consent", "privacy_consent"), "yes")
    for wrong, words in (
        ({"full_name": " "}, "What is your name?"),
        ({"timezone": "Wien"}, "choose your time zone"),
        ({"age_consent": ""}, "eighteen"),
    ):
        refused = await browser.post("/mentor/join", **{**form, **yes, **wrong})
        assert refused.status_code == 422
        assert words in refused.text
    assert await run(house, "select 1 from mentor.profiles") == []
    joined = await browser.post("/mentor/join", **form, **yes)
    assert joined.headers["location"] == "/mentor/mentoring/offer"
    offer = {"headline": "Ships small things", "skills": "shipping, naps", "rate": "45,50", "currency": "eur"}
    assert (await browser.post("/mentor/mentoring/offer", **offer | {"rate": "much"})).status_code == 422
    assert (
        await browser.post("/mentor/mentoring/offer", **offer | {"skills": "", "is_active": "yes"})
    ).status_code == 422
    assert (await browser.post("/mentor/mentoring/offer", **offer)).status_code == 303
    assert await _names(client) == []
    await browser.post("/mentor/mentoring/offer", **offer, is_active="yes")
    assert await _names(client, q="naps") == ["Nia Ode"]
    [row] = await run(house, "select hourly_rate, timezone from mentor.mentor_profiles")
    assert tuple(row) == (4550, "Europe/Vienna")
    consents = await run(
        house, "select 1 from kith.consents where person_id = $1 and product = 'mentor'", person
    )
    assert len(consents) == 3


async def test_a_zero_byte_in_an_address_is_the_askers_mistake_and_not_an_accident(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/mentor/mentors?q=tea&skill=a%00b", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert "zero byte" in answer.text


async def test_a_search_form_sent_as_it_is_finds_everybody_and_narrows_by_what_is_filled_in(
    house: House, open_browser: Any
) -> None:
    town = await _town(house)
    browser = await open_browser(await make_mentee(house))
    empty = "/mentor/mentors?q={q}&skill=&language=&price=&rating=&free_by={day}&sort="
    everybody = await browser.get(empty.format(q="", day=""))
    assert everybody.status_code == 200
    assert all(name in everybody.text for name in ("Grace", "Zoë", "Yusuf"))
    found = await browser.get(empty.format(q="pyth", day=""))
    assert ("Grace" in found.text, "Zoë" in found.text) == (True, False)
    for broken in ("tomorrow", "0001-01-01", "9999-12-31"):
        refused = await browser.get(empty.format(q="", day=broken))
        assert refused.status_code == 422
        assert "Please choose a day of this century." in refused.text
        assert 'name="free_by"' in refused.text, "the form is still there"
    # The day ends where the reader lives: at 23:00 UTC it is the next one in Berlin.
    await run(
        house,
        "update mentor.mentor_profiles set next_free_slot = case user_id when $1 then $2::timestamptz else $3::timestamptz end",
        town["Grace"].id,
        datetime(2026, 12, 3, 22, 30, tzinfo=UTC),
        datetime(2026, 12, 3, 23, 30, tzinfo=UTC),
    )
    await run(house, "update mentor.mentee_profiles set timezone = 'Europe/Berlin'")
    by_then = await browser.get(empty.format(q="", day="2026-12-03"))
    assert ("Grace" in by_then.text, "Zoë" in by_then.text) == (True, False)
