"""Age and consent first, then basics; with an account and without; leaving takes everything."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from harness import house as houses
from harness.members import Browser, add_person, bearer, last_code, run, sign_in
from harness.playing import BASICS, CONSENTS, begin, take_survey
from kith.commons.privacy import retention
from kith.foundation.house import House
from kith.web import cookies

Opener = Callable[..., Awaitable[Browser]]
_GUEST = "kith-guest"


async def _somebody(house: House) -> Any:
    return await add_person(house, email=f"{uuid4().hex[:8]}@example.org")


async def _counts(house: House) -> dict[str, int]:
    tables = ("users", "anonymous_sessions", "profiles", "survey_submissions", "survey_progress", "data_keys")
    return {
        table: (await run(house, f"select count(*) as n from attuned.{table}"))[0]["n"] for table in tables
    }


async def test_nothing_is_kept_before_age_and_consent(house: House, open_browser: Opener) -> None:
    for person in (None, await _somebody(house)):
        browser = await open_browser(person)
        assert (await browser.get("/attuned")).status_code == 200
        page = await browser.get("/attuned/begin")
        assert "18 years of age" in page.text
        for missing in CONSENTS:
            sent = {name: value for name, value in CONSENTS.items() if name != missing}
            refused = await browser.post("/attuned/begin", **sent)
            assert refused.status_code == 422
            assert f'href="#field-{missing}"' in refused.text
        for path in ("/attuned/you", "/attuned/you/basics", "/attuned/survey", "/attuned/you/profile"):
            assert (await browser.get(path)).headers["location"] == "/attuned/begin", path
        refused = await browser.post("/attuned/you/basics", **BASICS)
        assert refused.status_code in (401, 303, 404)
    assert set((await _counts(house)).values()) == {0}


async def test_the_header_of_a_product_lets_newcomers_in_and_back_to_the_page_they_came_from(
    house: House, open_browser: Opener
) -> None:
    browser = await open_browser()
    door = await browser.get("/attuned")
    [link] = re.findall(r'href="(/sign-in[^"]*)"', door.text)
    start = await browser.get(link)
    assert "New here? With your e-mail address you are in just the same." in start.text
    assert "front page" not in start.text
    sent = await browser.post("/sign-in", address="new@house.example", next=browser.field(start, "next"))
    [anew] = re.findall(r'href="(/sign-in[^"]*)"', sent.text)
    assert anew == link
    entered = await browser.post(
        "/sign-in/code",
        challenge=browser.field(sent, "challenge"),
        next=browser.field(sent, "next"),
        code=await last_code(house),
    )
    assert entered.headers["location"] == "/attuned"


@pytest.mark.parametrize("signed_in", [True, False])
async def test_from_the_first_page_to_a_profile_in_words_and_to_nothing(
    house: House, open_browser: Opener, signed_in: bool
) -> None:
    browser = await open_browser(await _somebody(house) if signed_in else None)
    await begin(browser)
    mine = await browser.get("/attuned/you")
    assert "Hello Robin" in mine.text
    assert "Take the survey" in mine.text
    await take_survey(browser)
    profile = await browser.get("/attuned/you/profile")
    assert "What you look for" in profile.text
    taken = (await browser.get("/attuned/you/data")).json()
    assert taken["profile"]["anatomy"] == {"anatomy_self": ["vagina"], "anatomy_preference": ["penis"]}
    assert taken["submissions"][0]["payload_json"]["answers"]["A1"] == 4
    if signed_in:
        ready = await run(house, "select profile_completed, onboarding_completed from attuned.users")
        assert tuple(ready[0]) == (True, True)
    await browser.get("/attuned/you")
    gone = await browser.post("/attuned/you/delete")
    assert gone.headers["location"] == "/attuned"
    assert set((await _counts(house)).values()) == {0}
    assert _GUEST not in browser.cookies
    assert (await browser.get("/attuned/you")).headers["location"] == "/attuned/begin"


async def test_wrong_basics_name_the_field_and_change_nothing(house: House, open_browser: Opener) -> None:
    browser = await open_browser()
    await browser.get("/attuned/begin")
    await browser.post("/attuned/begin", **CONSENTS)
    wrong = {
        "display_name": " ",
        "anatomy_self": "wings",
        "highest_level": "Z",
        "sharing": "everybody",
        "timezone": "Mars/Base",
    }
    for field, value in wrong.items():
        answer = await browser.post("/attuned/you/basics", **(BASICS | {field: value}))
        assert answer.status_code == 422, field
        assert f'href="#field-{field}"' in answer.text
    assert (await _counts(house))["profiles"] == 0


async def test_a_forged_or_guessed_cookie_is_nobody_and_the_right_one_for_ninety_days_from_its_last_use(
    house: House, app: Any, open_browser: Opener
) -> None:
    browser = await open_browser()
    await begin(browser)
    credential = browser.cookies[_GUEST]
    session_id, _dot, signature = credential.partition(".")
    assert [
        row["session_id"] for row in await run(house, "select session_id from attuned.anonymous_sessions")
    ] == [session_id]
    for forged in (
        session_id,
        f"{session_id}.",
        f"{session_id}.{signature[::-1]}",
        f"{uuid4()}.{signature}",
        "x.y",
        "%C3%A9.%C3%A9",
    ):
        stranger = await open_browser()
        stranger.cookies.set(cookies.guest_name(house), forged)
        assert (await stranger.get("/attuned/you")).headers["location"] == "/attuned/begin", forged
        refused = await stranger.get("/api/attuned/survey")
        assert refused.status_code == 401, forged
    async with houses.browser(app, house) as other_site:
        other_site.cookies.set(cookies.guest_name(house), credential)
        body = {"question": "A1", "answer": 1, "sequence": 1}
        assert (await other_site.put("/api/attuned/survey/answer", json=body)).status_code == 403
    # Ninety days from the last use, not from the first.
    for days in (80, 80):
        house.clock.move(timedelta(days=days))
        assert (await browser.get("/attuned/you/profile")).status_code == 200
    house.clock.move(timedelta(days=91))
    assert (await browser.get("/attuned/you")).headers["location"] == "/attuned/begin"
    await retention.run(house)
    assert (await _counts(house))["anonymous_sessions"] == 0


async def test_answers_go_into_an_account_only_by_an_explicit_copy_under_the_accounts_key(
    house: House, open_browser: Opener
) -> None:
    browser = await open_browser(await _somebody(house))
    guest = await open_browser()
    await begin(guest, display_name="Kim")
    await take_survey(guest, likert=7)
    browser.cookies.set(_GUEST, guest.cookies[_GUEST])
    # Whoever has just signed in hears at once that nothing is lost.
    assert "you can take them into yours" in (await browser.get("/attuned/begin")).text
    refused = await browser.post("/attuned/begin", **(CONSENTS | {"terms_consent": ""}))
    assert refused.status_code == 422
    assert len(re.findall(r'name="\w+_consent" value="yes" checked', refused.text)) == 2
    await browser.post("/attuned/begin", **CONSENTS)
    await browser.get("/attuned/you/basics")
    await browser.post("/attuned/you/basics", **(BASICS | {"anatomy_self": "penis"}))
    assert "Keep my answers" in (await browser.get("/attuned/you")).text
    assert "Nothing here yet" in (await browser.get("/attuned/you/profile")).text
    await browser.get("/attuned/you/keep")
    assert (await browser.post("/attuned/you/keep", forget="yes")).status_code == 422
    assert "Nothing here yet" in (await browser.get("/attuned/you/profile")).text
    await browser.get("/attuned/you/keep")
    kept = await browser.post("/attuned/you/keep", agree="yes", forget="yes")
    assert kept.status_code == 303
    mine = (await browser.get("/attuned/you/data")).json()
    assert mine["submissions"][0]["payload_json"]["answers"]["A1"] == 7
    assert mine["profile"]["anatomy"]["anatomy_self"] == ["vagina"]
    assert mine["player"]["display_name"] == "Robin"
    counts = await _counts(house)
    assert (counts["anonymous_sessions"], counts["profiles"], counts["data_keys"]) == (0, 1, 1)
    assert (await guest.get("/attuned/you")).headers["location"] == "/attuned/begin"


async def test_taking_consent_back_ends_playing_until_it_is_given_again(
    house: House, open_browser: Opener
) -> None:
    person = await _somebody(house)
    browser = await open_browser(person)
    await begin(browser)
    product = house.product("attuned")
    assert product.on_consent is not None
    await product.on_consent(house, person, "privacy", False)
    assert (await run(house, "select profile_completed from attuned.users"))[0][0] is False


async def test_an_app_begins_tells_and_leaves_over_json(house: House, app: Any) -> None:
    person = await _somebody(house)
    for headers in ({}, bearer(await sign_in(house, person))):
        async with houses.browser(app, house) as program:
            program.headers.update(headers)
            refused = await program.put("/api/attuned/beginning", json={"age_consent": True})
            assert (refused.status_code, refused.json()["field"]) == (422, "terms_consent")
            begun = await program.put("/api/attuned/beginning", json=dict.fromkeys(CONSENTS, True))
            assert begun.json() == {"anonymous": not headers}
            if not headers:
                await program.get("/attuned/begin", headers={"accept": "text/html"})
                page = await program.get("/attuned/you/basics", headers={"accept": "text/html"})
                program.headers["x-csrf-token"] = page.text.split('name="csrf-token" content="')[1].split(
                    '"'
                )[0]
            wrong = await program.put(
                "/api/attuned/basics", json={"display_name": "Kim", "highest_level": "Z"}
            )
            assert (wrong.status_code, wrong.json()["field"]) == (422, "highest_level")
            told = await program.put(
                "/api/attuned/basics", json={"display_name": "Kim", "anatomy_self": ["breasts"]}
            )
            assert told.status_code == 204
            assert (await program.get("/api/attuned/profile")).json() == {"passages": []}
            assert (await program.delete("/api/attuned/player")).status_code == 204
            assert (await program.delete("/api/attuned/player")).status_code in (401, 404)
    assert set((await _counts(house)).values()) == {0}
