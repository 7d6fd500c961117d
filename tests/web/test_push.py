"""Push: a browser gets it once it asked, sealed for it alone, until it is removed, signed out, gone, banned or forgotten."""

from __future__ import annotations

import asyncio
import base64
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.exports import exported, unzipped
from harness.house import worker_pass
from harness.members import TESTS, Browser, add_person, bearer, run, sign_in
from kith.commons.identity import sessions
from kith.commons.identity.sessions import SignedIn
from kith.commons.messaging import browsers, push
from kith.commons.messaging.notices import Notice, notify
from kith.commons.privacy.commands import erase_person
from kith.foundation.house import House
from kith.foundation.outward import Outward
from kith.products.momento.topics import INVITATIONS
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.push import Browser as Subscribed

ADA = "ada@house.example"
BROWSERS = "/api/notifications/push/browsers"
GOOD_POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
GOOD_SECRET = "BTBZMqHH6r4Tts7J_aSIgg"


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ("momento",)


@pytest.fixture
async def house(house: House, standins: StandIns) -> Any:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("momento",))
    yield opened
    await opened.close()


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email=ADA)


@pytest.fixture
async def at_home(house: House, ada: UUID) -> SignedIn:
    return await sign_in(house, ada)


def subscription(subscribed: Subscribed) -> dict[str, str]:
    return {"endpoint": subscribed.endpoint, "p256dh": subscribed.p256dh, "auth": subscribed.auth}


async def subscribe(client: httpx.AsyncClient, signed_in: SignedIn, subscribed: Subscribed) -> dict[str, Any]:
    answer = await client.post(BROWSERS, json=subscription(subscribed), headers=bearer(signed_in))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def tell(house: House, person: UUID, key: str = "k") -> None:
    async with house.database.session(TESTS, "momento") as db:
        await notify(
            db,
            house,
            person,
            lambda: Notice(
                subject="Supper at Bea’s",
                text="Saturday at seven, Torstraße.",
                link="/momento/invitations/1",
                hint="You are invited to an evening.",
            ),
            topic=INVITATIONS,
            product="Momento",
            purpose="test",
            key=key,
        )
    await worker_pass(house, schedules=False)


def said(standins: StandIns) -> list[dict[str, str]]:
    return [msgspec.json.decode(one.text) for one in standins.push.messages()]


async def test_a_browser_that_subscribed_with_our_key_reads_what_a_member_is_told_and_no_private_word(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    await tell(house, ada, "before")
    assert standins.push.messages() == []
    key = (await client.get("/api/notifications/push/key")).json()["public_key"]
    subscribed = standins.push.subscribe(key)  # takes pushes of this key's owner only
    added = await subscribe(client, at_home, subscribed)
    assert (added["name"], added["last_used_at"]) == ("Firefox on Linux", None)
    await tell(house, ada)
    [told] = said(standins)
    assert {name: told[name] for name in ("title", "text", "href")} == {
        "title": "Momento",
        "text": "You are invited to an evening.",
        "href": "/momento/invitations/1",
    }
    [shown] = (await client.get(BROWSERS, headers=bearer(at_home))).json()["items"]
    assert shown["last_used_at"] is not None
    assert shown | {"last_used_at": None} == added


async def test_the_same_browser_again_is_one_and_moves_to_whoever_subscribes_now(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    subscribed = standins.push.subscribe()
    first = await subscribe(client, at_home, subscribed)
    house.clock.move(timedelta(minutes=1))
    assert await subscribe(client, at_home, subscribed) == first
    bob = await add_person(house, email="bob@house.example")
    of_bob = await sign_in(house, bob)
    moved = await subscribe(client, of_bob, subscribed)
    assert moved["created_at"] > first["created_at"]
    assert (await client.get(BROWSERS, headers=bearer(at_home))).json()["items"] == []
    await tell(house, ada)
    assert standins.push.messages() == []
    await tell(house, bob, "b")
    assert len(standins.push.messages()) == 1


async def test_two_who_subscribe_in_one_browser_at_once_leave_it_to_one_of_them(
    house: House, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    of_bob = await sign_in(house, await add_person(house, email="bob@house.example"))
    subscribed = standins.push.subscribe()
    await asyncio.gather(*(subscribe(client, one, subscribed) for one in (at_home, of_bob) * 4))
    assert len(await run(house, "select 1 from push_subscriptions")) == 1


@pytest.mark.postgres15
async def test_the_eleventh_browser_takes_the_place_of_the_oldest_also_when_all_come_at_once(
    house: House, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    oldest = standins.push.subscribe()
    await subscribe(client, at_home, oldest)
    house.clock.move(timedelta(minutes=1))
    more = [standins.push.subscribe() for _ in range(browsers.MOST_BROWSERS + 3)]
    await asyncio.gather(*(subscribe(client, at_home, one) for one in more))
    kept = {one["endpoint"] for one in await run(house, "select endpoint from push_subscriptions")}
    assert len(kept) == browsers.MOST_BROWSERS
    assert oldest.endpoint not in kept


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"endpoint": "http://push.example/1"}, "endpoint", "https"),
        ({"endpoint": "https://127.0.0.1/1"}, "endpoint", "public internet"),
        ({"endpoint": "https://[::ffff:10.0.0.1]/1"}, "endpoint", "public internet"),
        ({"endpoint": "https://169.254.169.254/latest"}, "endpoint", "public internet"),
        ({"endpoint": "https://push.invalid/1"}, "endpoint", "cannot find push.invalid"),
        ({"endpoint": "https://" + "a" * 70 + ".example/1"}, "endpoint", "cannot find"),
        ({"endpoint": "https://you:secret@push.example/1"}, "endpoint", "web address"),
        ({"endpoint": "push.example"}, "endpoint", "web address"),
        ({"endpoint": "https://push.example/" + "x" * 1000}, "endpoint", "1000"),
        ({"p256dh": GOOD_POINT[:-2]}, "p256dh", "65 bytes"),
        ({"p256dh": "B" + "A" * 86}, "p256dh", "65 bytes"),  # a point beside the curve
        ({"p256dh": "not base64 !"}, "p256dh", "65 bytes"),
        ({"auth": GOOD_SECRET[:-2]}, "auth", "16 bytes"),
        ({"auth": "="}, "auth", "16 bytes"),
        ({"keys": {}}, "keys", "not a field"),
    ],
)  # fmt: skip
async def test_what_is_no_subscription_is_refused_in_words_that_name_the_field(
    house: House, at_home: SignedIn, client: httpx.AsyncClient, change: dict[str, Any], field: str, words: str
) -> None:
    sent = {"endpoint": "https://93.184.216.34/1", "p256dh": GOOD_POINT, "auth": GOOD_SECRET} | change
    answer = await client.post(BROWSERS, json=sent, headers=bearer(at_home))
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert words in answer.json()["detail"]
    assert await run(house, "select 1 from push_subscriptions") == []


async def test_an_address_of_the_internet_is_taken_padded_keys_and_all(
    house: House, at_home: SignedIn, client: httpx.AsyncClient
) -> None:
    sent = {"endpoint": "https://93.184.216.34/1", "p256dh": GOOD_POINT + "=", "auth": GOOD_SECRET + "=="}
    assert (await client.post(BROWSERS, json=sent, headers=bearer(at_home))).status_code == 200
    [kept] = await run(house, "select p256dh, auth from push_subscriptions")
    assert (kept["p256dh"], kept["auth"]) == (GOOD_POINT, GOOD_SECRET)


async def test_no_push_leaves_for_an_address_that_leads_inside_by_now(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    subscribed = standins.push.subscribe()
    await subscribe(client, at_home, subscribed)
    # The same house, where the stand-in is a place of the internal network like any other.
    strict = houses.open_house(
        msgspec.structs.replace(house.settings, outward_allowed=()), products=("momento",)
    )
    try:
        await tell(strict, ada)
    finally:
        await strict.close()
    assert standins.push.messages() == []
    assert [
        row["gone_at"] is not None for row in await run(house, "select gone_at from push_subscriptions")
    ] == [True]


async def test_nobody_subscribes_without_being_signed_in_and_nobody_sees_or_removes_anothers_browser(
    house: House, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    subscribed = standins.push.subscribe()
    assert (await client.post(BROWSERS, json=subscription(subscribed))).status_code == 401
    added = await subscribe(client, at_home, subscribed)
    stranger = bearer(await sign_in(house, await add_person(house, email="bob@house.example")))
    assert (await client.get(BROWSERS, headers=stranger)).json()["items"] == []
    assert (await client.delete(f"{BROWSERS}/{added['id']}", headers=stranger)).status_code == 404
    assert (await client.delete(f"{BROWSERS}/{added['id']}", headers=bearer(at_home))).status_code == 204
    assert (await client.delete(f"{BROWSERS}/{added['id']}", headers=bearer(at_home))).status_code == 404


@pytest.mark.parametrize("way", ["sign-out", "elsewhere", "stolen", "run out"])
async def test_a_browser_gets_no_more_pushes_once_its_session_has_ended(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns, way: str
) -> None:
    await subscribe(client, at_home, standins.push.subscribe())
    phone = await sign_in(house, ada)
    stays = standins.push.subscribe()
    match way:
        case "sign-out":
            await client.post("/api/auth/sign-out", headers=bearer(at_home))
        case "elsewhere":
            ended = await client.delete(
                f"/api/auth/sessions/{at_home.person.session_id}", headers=bearer(phone)
            )
            assert ended.status_code == 204
        case "stolen":
            await sessions.renew(house, at_home.refresh_token)
            house.clock.move(timedelta(minutes=1))
            assert await sessions.renew(house, at_home.refresh_token) is None
        case _:
            house.clock.move(sessions.LIFETIME + timedelta(minutes=1))
            phone = await sign_in(house, ada)
    await subscribe(client, phone, stays)
    await tell(house, ada)
    assert [one.browser for one in standins.push.messages()] == [stays.id]


async def test_a_browser_that_is_away_is_tried_again_and_the_others_are_not_kept_waiting(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    first, second = standins.push.subscribe(), standins.push.subscribe()
    for one in (first, second):
        await subscribe(client, at_home, one)
    standins.push.faults.add(Fault(kind=FaultKind.FAIL, status=503))
    await tell(house, ada)
    assert [one.browser for one in standins.push.messages()] == [second.id]
    house.clock.move(timedelta(minutes=10))
    await houses.run_schedule(house, "momento.outbox.sweep")
    again = standins.push.messages()
    assert {one.browser for one in again} == {first.id, second.id}
    assert len({one.topic for one in again}) == 1, "shown once, however often it comes"
    assert {one["tag"] for one in said(standins)} == {again[0].topic}


async def test_the_settings_name_the_browsers_remove_one_without_script_and_send_one_to_try(
    house: House, ada: UUID, client: httpx.AsyncClient, standins: StandIns
) -> None:
    browser = Browser(client)
    await browser.sign_in(house, ADA)
    empty = (await browser.get("/account/notifications")).text
    assert "Turn on in this browser" in empty
    assert "Browsers that get pushes" not in empty
    assert "No pushes" not in empty
    await browser.post("/account/notifications/browsers/try")
    assert "No browser of yours gets pushes yet" in (await browser.get("/account/notifications")).text
    phone, desk = await sign_in(house, ada), standins.push.subscribe()
    added = await subscribe(client, phone, desk)
    page = (await browser.get("/account/notifications")).text
    assert "Firefox on Linux" in page
    assert "No push yet" in page
    for _ in range(6):
        await browser.post("/account/notifications/browsers/try")
    await worker_pass(house, schedules=False)
    assert len(said(standins)) == 6
    assert said(standins)[0]["text"] == "It works: this is how we tell you something here."
    await browser.post("/account/notifications/browsers/try")
    page = (await browser.get("/account/notifications")).text
    assert "a bit too often" in page
    assert "Last push" in page
    assert len(said(standins)) == 6
    removed = await browser.post(f"/account/notifications/browsers/{added['id']}/remove")
    assert (removed.status_code, removed.headers["location"]) == (303, "/account/notifications#push")
    assert "Firefox on Linux" not in (await browser.get("/account/notifications")).text
    again = await browser.post(f"/account/notifications/browsers/{added['id']}/remove")
    assert again.status_code == 404


async def test_whoever_wants_pushes_and_has_no_browser_that_gets_them_is_told_what_to_do(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    async def lost() -> tuple[bool, bool]:
        page = await client.get("/account/notifications", headers=bearer(at_home) | {"accept": "text/html"})
        answer = await client.get("/api/notifications/preferences", headers=bearer(at_home))
        return "Turn pushes on in a browser below" in page.text, answer.json()["pushes_lost"]

    assert await lost() == (False, False)
    subscribed = standins.push.subscribe()
    await subscribe(client, at_home, subscribed)
    assert await lost() == (False, False)
    standins.push.unsubscribe(subscribed.id)
    await tell(house, ada)
    assert await lost() == (True, True)
    house.clock.move(timedelta(days=31))
    at_home = await sign_in(house, ada)
    await houses.run_schedule(house, "kith.retention")
    assert await run(house, "select 1 from push_subscriptions") == []
    assert await lost() == (False, False)
    chosen = {"choices": [{"topic": INVITATIONS.key, "channel": "push", "wanted": False}]}
    await client.put("/api/notifications/preferences", json=chosen, headers=bearer(at_home))
    assert await lost() == (False, False)
    chosen["choices"][0]["wanted"] = True
    await client.put("/api/notifications/preferences", json=chosen, headers=bearer(at_home))
    assert await lost() == (True, True)


async def test_a_copy_of_ones_data_has_the_browsers_and_an_erasure_takes_them(
    house: House, ada: UUID, at_home: SignedIn, client: httpx.AsyncClient, standins: StandIns
) -> None:
    subscribed = standins.push.subscribe()
    await subscribe(client, at_home, subscribed)
    data, pages = unzipped(await exported(house, ada))
    assert data["pushes"][0]["endpoint"] == subscribed.endpoint
    assert "Firefox" in data["pushes"][0]["user_agent"]
    assert "Browsers that get pushes" in pages
    await erase_person(house, ada)
    assert await run(house, "select 1 from push_subscriptions") == []


async def test_a_house_without_a_key_offers_no_push(
    house: House, ada: UUID, at_home: SignedIn, standins: StandIns
) -> None:
    without = houses.open_house(msgspec.structs.replace(house.settings, vapid_private_key=""))
    try:
        async with houses.browser(houses.application(without), without) as client:
            assert (await client.get("/api/notifications/push/key")).json() == {"public_key": None}
            refused = await client.post(
                BROWSERS, json=subscription(standins.push.subscribe()), headers=bearer(at_home)
            )
            assert (refused.status_code, refused.json()["detail"]) == (409, "This house sends no pushes.")
            page = await client.get("/account/notifications", headers=bearer(at_home))
            assert "Turn on in this browser" not in page.text
    finally:
        await without.close()


async def test_the_worker_looks_after_the_whole_site_and_is_asked_for_anew_each_time(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/push-worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    assert "worker-src 'self'" in answer.headers["content-security-policy"]
    assert urlsplit("/push-worker.js").path.count("/") == 1, "its scope is what lies beside it: everything"


async def test_the_public_key_is_the_private_ones_in_the_form_browsers_take(house: House) -> None:
    key = push.public_key(house)
    assert key is not None
    point = base64.urlsafe_b64decode(key + "=")
    assert (len(point), point[0]) == (65, 4)


async def test_a_look_at_an_address_calls_nobody(standins: StandIns) -> None:
    asked: list[tuple[str, int]] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["93.184.216.34"]

    async with Outward(resolve=resolve) as outward:
        await outward.look("https://push.example:8443/x")
    assert asked == [("push.example", 8443)]
