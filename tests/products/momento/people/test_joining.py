"""Making a profile and changing it: adults only, all or nothing, in one's own hands."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx

from harness import house as houses
from harness.members import TESTS, Browser, add_person, bearer, last_code, queued, run, sign_in
from harness.momento import Guest, make_guest
from kith.commons.identity import codes, names
from kith.foundation.house import House
from kith.web import cookies

JOINING: dict[str, Any] = {
    "first_name": "Ada",
    "birth_date": "1990-05-17",
    "city": "Berlin",
    "age_consent": True,
    "terms_consent": True,
    "privacy_consent": True,
}


async def _program(app: Any, house: House, person: UUID) -> httpx.AsyncClient:
    client = houses.browser(app, house)
    client.headers.update(bearer(await sign_in(house, person)))
    return client


async def test_somebody_new_makes_a_profile_on_one_page_and_keeps_what_they_typed(
    app: Any, house: House
) -> None:
    ada = await add_person(house, email="ada@house.example", first_name="Ada")
    async with houses.browser(app, house) as client:
        browser = Browser(client)
        assert "people you would not have met" in (await browser.get("/momento")).text
        away = await browser.get("/momento/join")
        assert away.headers["location"] == "/sign-in?next=/momento/join"
        client.cookies.set(cookies.access_name(house), (await sign_in(house, ada)).access_token)
        assert "Make your profile" in (await browser.get("/momento")).text
        assert 'value="Ada"' in (await browser.get("/momento/join")).text
        form = {name: "yes" if value is True else value for name, value in JOINING.items()}
        wrong = await browser.post("/momento/join", **(form | {"city": "Atlantis", "bio": "I bring cake."}))
        assert wrong.status_code == 422
        assert "pick the city" in wrong.text
        assert "I bring cake." in wrong.text
        done = await browser.post("/momento/join", **(form | {"bio": "I bring cake."}))
        assert done.headers["location"] == "/momento/profile/interests", done.text
        assert (await browser.get("/momento")).headers["location"] == "/momento/invitations"
        shown = await browser.get("/momento/profile")
        assert "I bring cake." in shown.text
        assert "Nothing picked yet" in shown.text
    consents = await run(
        house,
        "select kind from kith.consents where person_id = $1 and product = 'momento' order by kind",
        ada,
    )
    assert [row["kind"] for row in consents] == ["age", "privacy", "terms"]


async def test_whoever_comes_for_the_first_time_gets_the_code_in_the_language_of_the_page(
    house: House, client: httpx.AsyncClient
) -> None:
    client.headers["accept-language"] = "de"
    browser = Browser(client)
    await browser.get("/sign-in?next=/momento/join")
    for _again in range(2):
        await browser.post("/sign-in", address="gustl@house.example", next="/momento/join")
        house.clock.move(codes.RESEND_AFTER)
    subjects = [message.body["subject"] for message in await queued(house)]
    assert [subject.partition(" ")[2] for subject in subjects] == ["ist dein Code"] * 2


async def test_what_somebody_is_called_is_at_the_top_of_the_very_next_page_and_of_letters(
    house: House, client: httpx.AsyncClient
) -> None:
    browser = Browser(client)
    await browser.get("/sign-in?next=/momento/join")
    sent = await browser.post("/sign-in", address="gustl@house.example", next="/momento/join")
    await browser.post(
        "/sign-in/code",
        challenge=browser.field(sent, "challenge"),
        next="/momento/join",
        code=await last_code(house),
    )
    assert "Account menu for" in (await browser.get("/momento/join")).text
    form = {name: "yes" if value is True else value for name, value in JOINING.items()}
    joined = await browser.post(
        "/momento/join", **(form | {"first_name": "August", "preferred_name": "Gustl"})
    )
    assert joined.status_code == 303, joined.text
    assert "Account menu for Gustl" in (await browser.get("/momento/profile")).text
    [person] = await run(house, "select id from auth.users where email = 'gustl@house.example'")
    async with house.database.session(TESTS, "kith") as db:
        await names.note_first(db, person["id"], "Somebody else")
    [row] = await run(
        house,
        "select raw_user_meta_data ->> 'first_name' as name from auth.users where id = $1",
        person["id"],
    )
    assert row["name"] == "Gustl", "a name the house knows stays"


async def test_nobody_under_eighteen_joins_and_nothing_of_a_refused_form_is_stored(
    app: Any, house: House
) -> None:
    ada = await add_person(house, email="ada@house.example")
    # Berlin's day: the one who joins lives there, and from eleven at night London's is another.
    today = house.clock.now().astimezone(ZoneInfo("Europe/Berlin")).date()
    almost = date(today.year - 18, today.month, today.day) + timedelta(days=1)
    async with await _program(app, house, ada) as program:
        for change, field in (
            ({"birth_date": almost.isoformat()}, "birth_date"),
            ({"birth_date": "1850-01-01"}, "birth_date"),
            ({"terms_consent": False}, "terms_consent"),
            ({"first_name": " 7 "}, "first_name"),
            ({"city": "Atlantis"}, "city"),
        ):
            answer = await program.post("/api/momento/profile", json=JOINING | change)
            assert (answer.status_code, answer.json()["field"]) == (422, field)
        assert await run(house, "select 1 from momento.users") == []
        assert await run(house, "select 1 from kith.consents where person_id = $1", ada) == []
        sent = await asyncio.gather(*(program.post("/api/momento/profile", json=JOINING) for _ in range(3)))
        assert sorted(answer.status_code for answer in sent) == [201, 409, 409]
    assert len(await run(house, "select 1 from kith.consents where person_id = $1", ada)) == 3


async def test_a_profile_is_changed_and_a_wrong_change_names_its_field(
    house: House, open_program: Any, open_browser: Any
) -> None:
    ada = await make_guest(house)
    program = await open_program(ada)
    change = {"first_name": "Ada", "preferred_name": "Addy", "city": "Lisbon", "palette": "sea"}
    assert (await program.put("/api/momento/profile", json=change)).status_code == 204
    mine = (await program.get("/api/momento/profile")).json()
    assert (mine["preferred_name"], mine["location"], mine["palette"]) == ("Addy", "Lisbon", "sea")
    for wrong, field in (({"palette": "mud"}, "palette"), ({"bio": "x" * 601}, "bio")):
        answer = await program.put("/api/momento/profile", json=change | wrong)
        assert (answer.status_code, answer.json()["field"]) == (422, field)
    browser = await open_browser(ada)
    assert 'value="Addy"' in (await browser.get("/momento/profile/edit")).text
    saved = await browser.post("/momento/profile/edit", **(change | {"preferred_name": "", "bio": "Hi."}))
    assert saved.status_code == 303
    shown = await browser.get("/momento/profile")
    assert "Hi." in shown.text


async def test_interests_are_suggested_chosen_and_never_more_than_twenty(
    house: House, open_program: Any, open_browser: Any
) -> None:
    ada = await make_guest(house)
    program = await open_program(ada)
    found = (await program.get("/api/momento/interests", params={"q": "pott"})).json()
    assert [interest["name"] for interest in found] == ["Pottery"]
    assert (await program.get("/api/momento/interests", params={"q": "%"})).json() == []
    everything = [interest["id"] for interest in (await program.get("/api/momento/interests")).json()]
    assert len(everything) >= 120

    async def choose(ids: list[int]) -> httpx.Response:
        return await program.put("/api/momento/profile/interests", json={"interests": ids})

    assert (await choose(everything[:20])).status_code == 204
    assert (await choose(everything[:21])).json()["field"] == "interests"
    assert (await choose([999_999])).json()["field"] == "interests"
    answers = await asyncio.gather(choose(everything[20:40]), choose(everything[40:60]))
    assert {answer.status_code for answer in answers} == {204}
    kept = {
        row["interest_id"] for row in await run(house, "select interest_id from momento.profile_interests")
    }
    assert kept in (set(everything[20:40]), set(everything[40:60]))
    browser = await open_browser(ada)
    page = await browser.get("/momento/profile/interests?q=pottery")
    assert "Pottery" in page.text
    assert "Astronomy" not in page.text or any(name in page.text for name in ("checked",))
    pottery = found[0]["id"]
    searched = await browser.post("/momento/profile/interests", interests=str(pottery), q="zzz", act="search")
    assert f'value="{pottery}" checked' in searched.text
    saved = await browser.post("/momento/profile/interests", interests=str(pottery), q="zzz", act="save")
    assert saved.status_code == 303
    assert (await program.get("/api/momento/profile")).json()["interests"] == ["Pottery"]


async def test_pages_send_somebody_without_a_profile_to_make_one(
    house: House, open_browser: Any, open_program: Any
) -> None:
    ada = await add_person(house, email="ada@house.example")
    nobody = Guest(ada, ada, "Ada", "")
    browser, program = await open_browser(nobody), await open_program(nobody)
    for path in ("/momento/profile", "/momento/profile/edit", "/momento/profile/interests"):
        assert (await browser.get(path)).headers["location"] == "/momento/join"
    for path in ("profile", "profile/photos", "host-profile"):
        assert (await program.get(f"/api/momento/{path}")).status_code == 404
    assert (await program.put("/api/momento/profile/interests", json={"interests": []})).status_code == 404
    assert (await program.post("/api/momento/capture-tokens")).status_code == 404
