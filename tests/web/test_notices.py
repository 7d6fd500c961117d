"""The centre and its settings: what was told stands there, what was turned off stays away, and letters are left in one click."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.exports import exported, unzipped
from harness.house import worker_pass
from harness.members import TESTS, Browser, add_person, bearer, run, sign_in
from kith.commons.messaging import centre, digests, outbox, preferences, wishes
from kith.commons.messaging.deciding import Decision
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.preferences import Choice
from kith.commons.privacy.commands import erase_person
from kith.foundation.house import House
from kith.foundation.product import Topic
from kith.products.momento.topics import CHANGES, INVITATIONS, MESSAGES, WAITING
from kith.simulator.standins import StandIns

ADA = "ada@house.example"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ("josh", "momento")


@pytest.fixture
async def house(house: House, standins: StandIns) -> Any:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("josh", "momento"))
    yield opened
    await opened.close()


@pytest.fixture
def browser(client: httpx.AsyncClient) -> Browser:
    return Browser(client)


@pytest.fixture
async def ada(house: House) -> UUID:
    """Somebody with an address, on a noon in Berlin."""
    tomorrow = house.clock.now().astimezone(BERLIN).date() + timedelta(days=1)
    house.clock.move_to(datetime.combine(tomorrow, time(12), BERLIN))
    return await add_person(house, email=ADA)


async def tell(
    house: House, person: UUID, key: str, *, topic: Topic = INVITATIONS, subject: str = "Supper at Hedda’s"
) -> bool:
    def write() -> Notice:
        return Notice(
            subject=subject, text="it is Saturday at seven.", link="/momento/invitations/1", hint="News."
        )

    async with house.database.session(TESTS, "momento") as db:
        return await notify(db, house, person, write, topic=topic, product="Momento", purpose="test", key=key)


async def settle(house: House, person: UUID, **changes: Any) -> None:
    signed_in = await sign_in(house, person)
    wanted = {"zone": "Europe/Berlin", "quiet_from": None, "quiet_until": None, "digest": "off"} | changes
    await preferences.settle(house, signed_in.person, **wanted)


async def test_what_was_told_stands_in_the_centre_by_day_and_is_counted_in_every_frame(
    house: House, ada: UUID, client: httpx.AsyncClient, browser: Browser
) -> None:
    bob = await add_person(house, email="bob@house.example")
    await tell(house, bob, "bobs", subject="Bob’s own")
    for number in range(33):
        await tell(house, ada, f"k{number}", subject=f"Number {number}")
        house.clock.move(timedelta(hours=1))
    await worker_pass(house)  # letters leave; what they said stays in the centre
    await browser.sign_in(house, ADA)
    shown = await browser.get("/notices")
    assert "Number 32" in shown.text
    assert ">It is Saturday at seven.<" in shown.text, "in its letter the sentence follows the name"
    assert "Number 2<" not in shown.text
    assert "Bob" not in shown.text
    assert shown.text.count('<h2 id="day-') in (2, 3)
    assert "33 unread" in (await browser.get("/account")).text
    older = re.search(r'href="(/notices\?before=[^"]+)"', shown.text)
    assert older
    rest = await browser.get(older[1].replace("&amp;", "&"))
    assert [f"Number {n}<" in rest.text for n in (0, 1, 2, 3)] == [True, True, True, False]
    [row] = await run(house, "select id from notices where key = 'k0'")
    opened = await browser.post(f"/notices/{row['id']}/open")
    assert (opened.status_code, opened.headers["location"]) == (303, "/momento/invitations/1")
    assert "32 unread" in (await browser.get("/account")).text
    [bobs] = await run(house, "select id from notices where key = 'bobs'")
    assert (await browser.post(f"/notices/{bobs['id']}/open")).status_code == 404
    until = browser.field(await browser.get("/notices"), "until")
    await tell(house, ada, "late")
    assert (await browser.post("/notices/read-all", until=until)).status_code == 303
    assert "Notices, 1 unread" in (await browser.get("/account")).text, (
        "what came after the page stays unread"
    )
    for none_of_ours in ("nonsense", "0001-01-01T00:00:00%2B14:00_1"):
        assert (await browser.get(f"/notices?before={none_of_ours}")).status_code == 422
        assert (await browser.get(f"/api/notifications?before={none_of_ours}")).status_code == 422
    [stored] = await run(house, "select n.*::text as everything from notices n where key = 'k1'")
    assert "Number" not in stored["everything"], "nobody reads it in the database"


async def test_the_centre_is_live(house: House, ada: UUID, browser: Browser, public_site: str) -> None:
    signed_in = await sign_in(house, ada)
    async with (
        httpx.AsyncClient(base_url=public_site, headers=bearer(signed_in), timeout=20) as live,
        live.stream("GET", "/notices/live") as answer,
    ):
        lines = answer.aiter_lines()
        seen = ""
        while "All quiet" not in seen:
            seen += await anext(lines)
        await tell(house, ada, "k")
        while "Supper at Hedda" not in seen:
            seen += await anext(lines)


async def test_a_letter_is_left_in_one_click_and_scanners_change_nothing(
    house: House, ada: UUID, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await tell(house, ada, "k1")
    await worker_pass(house)
    [letter] = standins.mail.messages(ADA)
    # RFC 8058, section 3.1: one HTTPS (here: our own) address in angle brackets, whole, and the second header to the letter.
    header = letter.header("list-unsubscribe")
    assert header is not None
    assert re.fullmatch(r"<\S+>", header)
    assert letter.header("list-unsubscribe-post") == "List-Unsubscribe=One-Click"
    address = header.strip("<>")
    assert address.startswith(f"{house.settings.public_url}/unsubscribe/")
    assert address in (letter.text or "").replace("\n", "")
    assert ada.hex not in address
    path = urlsplit(address).path
    for _again in range(2):  # a scanner follows every link, more than once
        looked = await client.get(path)
        assert looked.status_code == 200
        assert "set-cookie" not in looked.headers or "session" not in looked.headers["set-cookie"]
    assert await run(house, "select 1 from notification_choices") == []
    for _again in range(2):  # from a mail provider: no cookies, no page before, twice
        async with houses.browser(client._transport.app, house) as provider:  # type: ignore[attr-defined]
            done = await provider.post(
                path, data={"List-Unsubscribe": "One-Click"}, headers={"origin": "https://mail.example"}
            )
        assert done.status_code == 200
    [choice] = await run(house, "select topic, channel, wanted, source from notification_choices")
    assert tuple(choice.values()) == ("momento.invitations", "email", False, "unsubscribe")
    await tell(house, ada, "k2")
    await tell(house, ada, "k3", topic=MESSAGES, subject="Another topic")
    await worker_pass(house)
    assert [mail.subject for mail in standins.mail.messages(ADA)][1:] == ["Another topic"]
    assert len(await run(house, "select 1 from notices where in_centre")) == 3, "the centre has them all"
    assert "send them again" in (await client.get(path)).text
    assert (await client.post(path + "/undo")).status_code == 200
    await tell(house, ada, "k4")
    await worker_pass(house)
    assert len(standins.mail.messages(ADA)) == 3
    for wrong in (path[:-4], path[:-1] + ("A" if path[-1] != "A" else "B") * 3, "/unsubscribe/x"):
        assert (await client.post(wrong)).status_code == 404


async def test_what_must_arrive_has_no_way_out_and_the_settings_say_so(
    house: House, ada: UUID, browser: Browser, standins: StandIns
) -> None:
    await tell(house, ada, "k", topic=CHANGES)
    await worker_pass(house)
    [letter] = standins.mail.messages(ADA)
    assert letter.header("list-unsubscribe") is None
    await browser.sign_in(house, ADA)
    page = await browser.get("/account/notifications")
    assert 'value="momento.invitations email" checked' in page.text
    assert 'value="momento.changes email"' not in page.text
    refused = await browser.put_json(
        "/api/notifications/preferences",
        {
            "choices": [
                {"topic": "momento.messages", "channel": "email", "wanted": False},
                {"topic": "momento.changes", "channel": "email", "wanted": False},
            ]
        },
    )
    assert (refused.status_code, refused.json()["field"]) == (422, "wanted")
    assert await run(house, "select 1 from notification_choices") == [], "all or nothing"
    saved = await browser.post(
        "/account/notifications", shown=["momento"], on=["momento.messages email", "momento.messages in_app"]
    )
    assert saved.status_code == 303
    assert not await tell(house, ada, "off"), "nowhere"
    assert await tell(house, ada, "on", topic=MESSAGES)
    assert await tell(house, ada, "must", topic=CHANGES)
    josh = await run(house, "select 1 from notification_choices where topic like 'josh.%'")
    assert josh == [], "what the page did not show is not chosen about"
    for wrong, field in (
        ({"quiet_from": "22:00"}, "quiet_until"),
        ({"quiet_from": "22:00", "quiet_until": "22:00"}, "quiet_until"),
        ({"quiet_from": "late", "quiet_until": "07:00"}, "quiet_from"),
    ):
        answer = await browser.post("/account/notifications/quiet", zone="Europe/Berlin", **wrong)
        assert answer.status_code == 422
        assert f'href="#field-{field}"' in answer.text
    kept = await browser.post(
        "/account/notifications/quiet",
        zone="Europe/Berlin",
        quiet_from="22:00",
        quiet_until="07:00",
        digest="weekly",
    )
    assert kept.status_code == 303
    again = await browser.get("/account/notifications")
    assert 'value="22:00"' in again.text
    assert 'value="weekly" checked' in again.text


async def test_quiet_hours_delay_and_lose_nothing_and_a_choice_made_meanwhile_counts(
    house: House, ada: UUID, standins: StandIns
) -> None:
    await settle(house, ada, quiet_from=time(22), quiet_until=time(7))
    night = house.clock.now().astimezone(BERLIN).replace(hour=23)
    house.clock.move_to(night)
    await tell(house, ada, "held")
    await tell(house, ada, "dropped", topic=MESSAGES, subject="Turned off in the night")
    await tell(house, ada, "urgent", topic=WAITING, subject="A seat for two hours")
    await worker_pass(house)
    assert [mail.subject for mail in standins.mail.messages(ADA)] == ["A seat for two hours"]
    assert len(await run(house, "select 1 from notices where shown_at <= kith.now()")) == 3, (
        "the centre is silent"
    )
    signed_in = await sign_in(house, ada)
    await preferences.choose(
        house, signed_in.person, [Choice(topic=MESSAGES.key, channel="email", wanted=False)], "settings"
    )
    seven = datetime.combine(night.date() + timedelta(days=1), time(7), BERLIN)
    house.clock.move_to(seven - timedelta(seconds=30))
    await worker_pass(house)
    assert len(standins.mail.messages(ADA)) == 1
    house.clock.move_to(seven + timedelta(seconds=1))
    await worker_pass(house)
    assert [mail.subject for mail in standins.mail.messages(ADA)][1:] == ["Supper at Hedda’s"]
    left = await house.database.read(
        TESTS, "momento", "select status, body_ciphertext from outbox where topic = 'momento.messages'"
    )
    assert [tuple(row.values()) for row in left] == [("withdrawn", None)]


@pytest.mark.postgres15
async def test_a_gathered_letter_is_written_once_by_however_many_workers_and_never_empty(
    house: House, ada: UUID, standins: StandIns
) -> None:
    await settle(house, ada, digest="daily")
    await tell(house, ada, "k1", subject="First")
    await tell(house, ada, "k2", topic=MESSAGES, subject="Second")
    await tell(house, ada, "k3", subject="Read in the centre")
    await tell(house, ada, "k4", topic=WAITING, subject="Urgent")
    [row] = await run(house, "select id from notices where key = 'k3'")
    assert await centre.mark_read(house, (await sign_in(house, ada)).person, row["id"])
    await worker_pass(house)
    assert [mail.subject for mail in standins.mail.messages(ADA)] == ["Urgent"]
    eight = datetime.combine(house.clock.now().astimezone(BERLIN).date() + timedelta(days=1), time(8), BERLIN)
    house.clock.move_to(eight + timedelta(minutes=1))
    await asyncio.gather(*(digests.send_due(house) for _worker in range(6)))
    await worker_pass(house)
    [_urgent, letter] = standins.mail.messages(ADA)
    assert letter.subject == "2 things to know"
    assert letter.text
    assert letter.text.index("First") < letter.text.index("Second")
    assert "Read in" not in letter.text
    assert "MOMENTO" in letter.text
    assert letter.header("list-unsubscribe-post") == "List-Unsubscribe=One-Click"
    [settings] = await run(house, "select next_digest_at from notification_settings")
    assert settings["next_digest_at"] == datetime.combine(eight.date() + timedelta(days=1), time(8), BERLIN)
    house.clock.move(timedelta(days=2))
    await worker_pass(house)
    assert len(standins.mail.messages(ADA)) == 2, "nothing empty"
    await tell(house, ada, "k5", subject="Waits")
    await settle(house, ada, digest="off")
    await worker_pass(house)
    assert [mail.subject for mail in standins.mail.messages(ADA)][2:] == ["One thing to know"], (
        "nothing is lost"
    )


async def test_no_everyday_message_leaves_without_a_decision(house: House) -> None:
    for decided in (None, Decision("digest"), Decision("never")):
        async with house.database.session(TESTS, "momento") as db:
            with pytest.raises(ValueError, match="asks first"):
                await outbox.queue_mail(
                    db,
                    house,
                    to=ADA,
                    subject="x",
                    text="x",
                    topic=INVITATIONS,
                    purpose="x",
                    key="k",
                    decided=decided,
                )


async def test_stop_shows_in_the_centre_and_the_programs_interface_says_the_same(
    house: House, client: httpx.AsyncClient
) -> None:
    phone = "+12025550143"
    person = await add_person(house, phone=phone)
    signed_in = await sign_in(house, person)
    headers = bearer(signed_in)
    before = (await client.get("/api/notifications/preferences", headers=headers)).json()
    assert (before["reached_by"], before["stopped"], before["zone"]) == (
        ["in_app", "sms"],
        False,
        "America/New_York",
    )
    await run(
        house,
        "insert into sms_opt_outs (phone_hash, action, words, channel, product) values ($1, 'stop', 'STOP', 'sms', 'josh')",
        house.keyring.phone_hash(phone),
    )
    await tell(house, person, "k")
    assert (await client.get("/api/notifications/preferences", headers=headers)).json()["stopped"]
    assert "said STOP" in (await client.get("/account/notifications", headers=headers)).text
    [told] = (await client.get("/api/notifications", headers=headers)).json()["items"]
    assert (told["subject"], told["topic"]) == ("Supper at Hedda’s", "momento.invitations")
    assert (await client.get("/api/notifications/unread", headers=headers)).json() == {"count": 1}
    assert (await client.post(f"/api/notifications/{told['id']}/read", headers=headers)).status_code == 204
    assert (await client.get("/api/notifications/unread", headers=headers)).json() == {"count": 0}
    stranger = bearer(await sign_in(house, await add_person(house, email="bob@house.example")))
    for what in ("read", "unread"):
        answer = await client.post(f"/api/notifications/{told['id']}/{what}", headers=stranger)
        assert answer.status_code == 404
    quiet = await client.put(
        "/api/notifications/quiet",
        headers=headers,
        json={"zone": "America/New_York", "quiet_from": "22:00:00", "quiet_until": "08:00:00"},
    )
    assert (quiet.status_code, quiet.json()["quiet_from"]) == (200, "22:00:00")


async def test_a_copy_of_ones_data_has_the_notices_and_an_erasure_takes_them(house: House, ada: UUID) -> None:
    await tell(house, ada, "k")
    await settle(house, ada, digest="daily")
    async with house.database.session(TESTS, "kith") as db:
        await wishes.choose(db, ada, INVITATIONS.key, "push", False, "settings")
    data, pages = unzipped(await exported(house, ada))
    assert "Saturday at seven." in pages
    assert data["notices"][0]["text"] == "it is Saturday at seven."
    assert data["notification_choices"][0]["topic"] == "momento.invitations"
    assert data["notification_settings"][0]["digest"] == "daily"
    await erase_person(house, ada)
    for table in ("notices", "notification_choices", "notification_settings"):
        assert await run(house, f"select 1 from {table}") == []
    assert not await tell(house, ada, "after")
