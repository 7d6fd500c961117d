"""Whom a text is for decides its language: pages and problems the reader, letters the recipient."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from harness import city
from harness.members import TESTS, Browser, add_person, bearer, queued, run, sign_in
from harness.people import enrol
from harness.texting import said_to
from kith.commons.consent import commands as consent
from kith.commons.identity import codes, links
from kith.foundation import language
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.foundation.language import languages
from kith.web.pages import clock_time, day, moment, money, tenths, wall_time, zone_city

GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}
PHONE, OTHER = "+12025550143", "+12025550144"


@pytest.fixture
def browser(client: httpx.AsyncClient) -> Browser:
    return Browser(client)


async def _shown(client: httpx.AsyncClient, path: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.get(path, headers={"accept": "text/html", **named})


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("de", "de"),
        ("de-CH,en;q=0.3", "de"),
        ("en;q=0.4, de;q=0.8", "de"),
        ("de;q=0, en", "en"),
        ("fr,it;q=0.5", "en"),
        ("", "en"),
        ("*;q=x,,;;de;q=9", "en"),
    ],
)
async def test_a_page_speaks_what_the_browser_likes_best(
    client: httpx.AsyncClient, accepted: str, spoken: str
) -> None:
    answer = await _shown(client, "/", accept_language=accepted)
    assert f'<html lang="{spoken}"' in answer.text
    assert answer.headers["content-language"] == spoken
    assert ("Weniger Bildschirm" in answer.text) == (spoken == "de")


async def test_the_switch_at_the_foot_works_without_script_and_beats_the_browsers_wish(
    client: httpx.AsyncClient, browser: Browser
) -> None:
    english = await browser.get("/help")
    assert 'action="/language"' in english.text
    assert (
        '<button class="languages__one" type="submit" name="language" value="de" lang="de">Deutsch'
        in english.text
    )
    chosen = await browser.post("/language", language="de", next="/help")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/help")
    german = await _shown(client, "/help", accept_language="en")
    assert '<html lang="de"' in german.text
    assert "Ich habe mein Handy verloren" in german.text
    assert 'value="en" lang="en">English' in german.text
    refused = await browser.post("/language", language="tlh", next="/help")
    assert refused.status_code == 422
    assert "Diese Sprache sprechen wir noch nicht." in refused.text
    away = await browser.post("/language", language="en", next="https://elsewhere.example/")
    assert away.headers["location"] == "/"


async def test_another_language_leads_back_to_what_was_looked_for_and_to_the_form_that_was_refused(
    house: House, client: httpx.AsyncClient, browser: Browser
) -> None:
    def back(answer: httpx.Response) -> str:
        form = answer.text.split('action="/language"')[1]
        found = re.search(r'name="next" value="([^"]*)"', form)
        assert found
        return unescape(found[1])

    assert back(await browser.get("/mentor/mentors?q=sql&price=90")) == "/mentor/mentors?q=sql&price=90"
    ours = house.settings.public_url
    for came, leads in (
        (f"{ours}/help?about=keys", "/help?about=keys"),
        ("https://elsewhere.example/help", "/"),
        (f"{ours}//elsewhere.example", "/"),
    ):
        client.headers["referer"] = came
        refused = await browser.post("/language", language="tlh")
        assert (refused.status_code, back(refused)) == (422, leads)


async def test_problems_are_translated_and_keep_their_type(house: House, client: httpx.AsyncClient) -> None:
    english = (await client.post("/api/auth/code", json={"address": "nobody@"})).json()
    german = (await client.post("/api/auth/code", json={"address": "nobody@"}, headers=GERMAN)).json()
    assert english["detail"] == "That e-mail address does not look complete."
    assert german["detail"] == "Die E-Mail-Adresse sieht nicht vollständig aus."
    assert (english["title"], german["title"]) == ("That does not look right", "Da stimmt etwas nicht")
    assert english["type"] == german["type"] == "/problems/invalid"
    assert english["field"] == german["field"] == "address"
    short = (await client.post("/api/auth/code", json={"address": "a"}, headers=GERMAN)).json()
    assert short["detail"] == "„Adresse“ stimmt noch nicht: mindestens 3 Zeichen."
    missing = (await client.get("/api/josh/nowhere", headers=GERMAN)).json()
    assert missing["detail"] == "Hier ist nichts, oder es ist nicht für dich bestimmt."
    crossing = {**GERMAN, "sec-fetch-site": "cross-site"}
    refused = (await client.post("/api/auth/code", json={}, headers=crossing)).json()
    assert refused["detail"].startswith("Diese Anfrage kam von einer anderen Website")


async def test_a_refused_transition_names_the_states_in_the_readers_language(house: House) -> None:
    person = await enrol(house, PHONE, state="verified")
    for tag, sentence in (("en", "User cannot go from"), ("de", "User kann nicht von")):
        with languages(house).speaking(tag), pytest.raises(Conflict) as refusal:
            async with house.database.session(TESTS, "josh") as db:
                await db.connection.execute("update users set state = 'unverified' where id = $1", person)
        assert refusal.value.detail.startswith(sentence)
        assert "verified" in refusal.value.detail


@pytest.mark.parametrize(
    ("tag", "zone", "said", "hour", "short"),
    [
        ("en", "Europe/London", "28 Nov 2026", "22:05", "28 Nov 2026, 22:05"),
        ("en", "Europe/Berlin", "28 Nov 2026", "23:05", "28 Nov 2026, 23:05"),
        ("en", "UTC", "28 Nov 2026", "22:05", "28 Nov 2026, 22:05"),
        ("en", "America/New_York", "Nov 28, 2026", "5:05\u202fPM", "Nov 28, 2026, 5:05\u202fPM"),
        ("en", "US/Pacific", "Nov 28, 2026", "2:05\u202fPM", "Nov 28, 2026, 2:05\u202fPM"),
        ("de", "America/New_York", "28.11.2026", "17:05", "28.11.2026, 17:05"),
    ],
)
def test_days_and_hours_are_written_as_people_of_the_place_write_them(
    house: House, tag: str, zone: str, said: str, hour: str, short: str
) -> None:
    at = datetime(2026, 11, 28, 22, 5, tzinfo=UTC)
    with languages(house).speaking(tag):
        assert moment(at, zone).startswith(said)
        assert clock_time(at, zone) == hour
        assert wall_time(at.astimezone(ZoneInfo(zone)), zone) == hour
        assert moment(at, zone, "short") == short


def test_a_zone_goes_by_its_city_in_the_readers_language(house: House) -> None:
    for tag, zone, said in (
        ("en", "Europe/Vienna", "Vienna"),
        ("de", "Europe/Vienna", "Wien"),
        ("de", "UTC", "UTC"),
    ):
        with languages(house).speaking(tag):
            assert zone_city(zone) == said


async def test_letters_speak_the_language_of_whoever_gets_them(house: House) -> None:
    ada = await add_person(house, email="ada@example.com")
    await add_person(house, email="bob@example.com", first_name="Bob")
    await run(
        house,
        """update auth.users set raw_user_meta_data = raw_user_meta_data || '{"locale": "de"}' where id = $1""",
        ada,
    )
    # Whoever asks speaks something else: what counts is who reads. Bob never said, so his is English.
    with languages(house).speaking("en"):
        await codes.request_code(house, "ada@example.com", "198.51.100.7")
        await links.send_link(house, "ada@example.com", "/account", "198.51.100.7")
    with languages(house).speaking("de"):
        await codes.request_code(house, "bob@example.com", "198.51.100.7")
        await codes.request_code(house, "nobody@example.com", "198.51.100.7")
    said = [message.body["subject"] for message in await queued(house)]
    assert said[0].endswith("ist dein Code")
    assert said[1] == "Dein Link zum Anmelden"
    assert said[2].endswith("is your code")
    assert said[3] == "Jemand wollte sich mit dieser Adresse anmelden"


async def test_the_language_of_the_sign_up_is_kept_and_can_be_changed(
    house: House, client: httpx.AsyncClient, browser: Browser
) -> None:
    ada = await add_person(house, phone=PHONE)

    async def kept() -> Any:
        [row] = await run(house, "select raw_user_meta_data ->> 'locale' from auth.users where id = $1", ada)
        return row[0]

    await sign_in(house, ada)
    assert await kept() is None, "a program that asked for no language chose none for her"
    client.headers["accept-language"] = GERMAN["accept-language"]
    await browser.sign_in(house, PHONE)
    assert await kept() == "de"
    account = await browser.get("/account")
    assert '<option value="de" selected>Deutsch</option>' in account.text
    assert "Dieses Gerät" in account.text
    changed = await browser.post("/language", language="en", next="/account#language")
    assert changed.headers["location"] == "/account#language"
    assert await kept() == "en"
    assert "From now on we write to you in English." in (await browser.get("/account")).text
    # Another browser of hers, which likes German, follows what she chose.
    client.cookies.clear()
    await browser.sign_in(house, PHONE)
    assert '<html lang="en"' in (await browser.get("/account")).text
    assert await kept() == "en", "a later sign-in changes nothing"


async def test_flashes_and_the_word_to_type_are_german_too(
    house: House, client: httpx.AsyncClient, browser: Browser
) -> None:
    await enrol(house, PHONE)
    client.headers["accept-language"] = "de"
    await browser.sign_in(house, PHONE)
    shown = await browser.get("/account/delete")
    assert "LÖSCHEN" in shown.text
    again = await browser.post("/account/delete", confirm="nein")
    assert "Bitte gib LÖSCHEN ein, um es zu bestätigen." in again.text
    assert (await browser.post("/account/delete", confirm="löschen", when="now")).status_code == 303
    assert "Dein Konto ist gelöscht. Mach es gut." in (await browser.get("/")).text


async def test_josh_shows_german_pages_and_texts_in_english(
    house: House, client: httpx.AsyncClient, browser: Browser
) -> None:
    client.headers["accept-language"] = "de"
    form = await browser.get("/josh/join")
    assert "Ich bin 18 Jahre alt oder älter." in form.text
    refused = await browser.post("/josh/join", **{**_typed(OTHER), "zip": "12"})
    assert "Eine Postleitzahl hat fünf Ziffern" in refused.text
    assert (await browser.post("/josh/join", **_typed(OTHER))).status_code == 200
    [text] = await said_to(house, OTHER)
    assert "code" in text.body
    assert "dein" not in text.body.lower()
    [person] = await run(house, "select id from josh.users where phone_e164 = $1", OTHER)
    async with house.database.session(TESTS, "kith") as db:
        agreed = await consent.history(db, person["id"])
    assert {record.language for record in agreed} == {"de"}
    assert any("SMS" in record.body for record in agreed)


def _typed(phone: str) -> dict[str, str]:
    consents = {f"{kind}_consent": "yes" for kind in ("sms", "age", "terms", "privacy")}
    return {name: str(value) for name, value in {**city.form(phone), **consents}.items()}


async def test_dates_and_amounts_follow_the_language(house: House) -> None:
    at = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
    with languages(house).speaking("de"):
        assert day(at, "Europe/Vienna") == "Samstag, 21. November"
        assert moment(at, "Europe/Vienna") == "21.11.2026, 18:30:00"
        assert money(123456, "EUR") == "1.234,56\xa0€"
        assert tenths(4.25) == "4,2"
    assert tenths(5) == "5.0"
    assert day(at, "Europe/Vienna") == "Saturday 21 November"
    assert language.tag() == "en"


async def test_what_a_program_asks_for_is_in_its_language_whoever_it_is(
    house: House, client: httpx.AsyncClient
) -> None:
    ada = await enrol(house, PHONE)
    headers = bearer(await sign_in(house, ada))
    path = "/api/josh/linkups/00000000-0000-4000-8000-000000000000"
    english, german = [
        (await client.get(path, headers={**headers, **more})).json()["title"] for more in ({}, GERMAN)
    ]
    assert (english, german) == ("Nothing here", "Hier ist nichts")
