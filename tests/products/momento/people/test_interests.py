"""Interests and refusals in the words of whoever reads them."""

from __future__ import annotations

from typing import Any

from harness.house import browser as opened
from harness.members import Browser, add_person, run, sign_in
from harness.momento import make_guest
from kith.foundation.house import House
from kith.foundation.language import languages
from kith.products.momento.spoken import INTERESTS, interest_said
from kith.web import cookies


async def test_every_interest_of_the_catalogue_is_said_in_german(house: House) -> None:
    rows = await run(house, "select theme, name from momento.interests")
    assert {(row["theme"], row["name"]) for row in rows} == {
        (theme, name) for theme, names in INTERESTS.items() for name in names
    }
    with languages(house).speaking("de"):
        assert [interest_said(name) for name in ("Pottery", "History", "Mentoring")] == [
            "Töpfern",
            "Geschichte",
            "Mentoring",
        ]
    assert [interest_said(name) for name in ("Pottery", "History", "Mentoring")] == [
        "Pottery",
        "History",
        "Mentoring",
    ]


async def test_a_german_page_shows_and_finds_interests_in_german(app: Any, house: House) -> None:
    ada = await make_guest(house)
    async with opened(app, house) as client:
        client.headers["accept-language"] = "de"
        client.cookies.set(cookies.access_name(house), (await sign_in(house, ada.id)).access_token)
        browser = Browser(client)
        found = (await browser.get("/momento/profile/interests?q=töpf")).text
        assert "Kunst und Handwerk" in found
        assert "Töpfern" in found
        assert "Schach" not in found
        [row] = await run(house, "select id from momento.interests where name = 'Chess'")
        await browser.post("/momento/profile/interests", interests=str(row["id"]), act="save")
        assert "Schach" in (await browser.get("/momento/profile")).text


async def test_a_german_refusal_names_the_field_in_german(app: Any, house: House) -> None:
    ada = await add_person(house, email="ada@house.example")
    async with opened(app, house) as client:
        client.headers["accept-language"] = "de"
        client.cookies.set(cookies.access_name(house), (await sign_in(house, ada)).access_token)
        browser = Browser(client)
        await browser.get("/momento/join")
        typed = {"first_name": "Ada", "birth_date": "1990-05-17", "city": "Berlin"}
        for field, said in (("first_name", "Vorname"), ("birth_date", "Geburtsdatum"), ("city", "Stadt")):
            refused = await browser.post("/momento/join", **(typed | {field: ""}))
            assert f"Bitte fülle „{said}“ aus." in refused.text
