"""Signing in over JSON; problem details for whatever is not right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from harness.authenticator import Authenticator
from harness.house import application, browser
from harness.members import Browser, add_person, bearer, last_code, last_link, queued, run, sign_in
from kith.commons.identity.sessions import SignedIn
from kith.foundation.house import House

ADA = "ada@house.example"


@pytest.fixture
async def ada(house: House) -> SignedIn:
    return await sign_in(house, await add_person(house, email=ADA))


def problem(answer: httpx.Response) -> dict[str, Any]:
    """The problem document, which is one and gives nothing of the inside away."""
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status_code
    assert found["type"].startswith("/problems/")
    assert found["detail"].endswith(".")
    assert UUID(found["reference"])
    for inside in ("Traceback", "select ", "asyncpg", "msgspec", ".py"):
        assert inside not in answer.text
    return found


async def test_a_program_signs_in_stays_signed_in_and_signs_out(
    house: House, client: httpx.AsyncClient
) -> None:
    person = await add_person(house, email=ADA)
    asked = await client.post("/api/auth/code", json={"address": ADA})
    assert (asked.status_code, asked.json()["channel"]) == (202, "email")
    challenge = asked.json()["challenge"]
    tokens = await client.post(
        "/api/auth/verify", json={"challenge": challenge, "code": await last_code(house)}
    )
    assert (tokens.status_code, tokens.json()["user_id"]) == (200, str(person))
    house.clock.move(timedelta(minutes=16))
    old = {"authorization": f"Bearer {tokens.json()['access_token']}"}
    assert (await client.get("/api/auth/session", headers=old)).status_code == 401
    renewed = await client.post("/api/auth/refresh", json={"refresh_token": tokens.json()["refresh_token"]})
    new = {"authorization": f"Bearer {renewed.json()['access_token']}"}
    who = await client.get("/api/auth/session", headers=new)
    assert who.json()["user_id"] == str(person)
    assert (await client.post("/api/auth/sign-out", headers=new)).status_code == 204
    gone = await client.post("/api/auth/refresh", json={"refresh_token": renewed.json()["refresh_token"]})
    assert gone.status_code == 401


async def test_a_program_signs_in_with_a_link(house: House, client: httpx.AsyncClient) -> None:
    person = await add_person(house, email=ADA)
    assert (await client.post("/api/auth/link", json={"address": ADA})).status_code == 202
    token = await last_link(house)
    used = await client.post("/api/auth/link/use", json={"token": token})
    assert used.json()["user_id"] == str(person)
    assert problem(await client.post("/api/auth/link/use", json={"token": token}))["field"] == "token"


async def test_known_and_unknown_addresses_get_the_same_answer(
    house: House, client: httpx.AsyncClient, ada: SignedIn
) -> None:
    for path in ("/api/auth/code", "/api/auth/link"):
        known = await client.post(path, json={"address": ADA})
        unknown = await client.post(path, json={"address": "bob@house.example"})
        assert known.status_code == unknown.status_code == 202
        assert len(known.content) == len(unknown.content)


async def test_sessions_are_listed_and_ended_one_by_one_or_all(
    house: House, client: httpx.AsyncClient, ada: SignedIn
) -> None:
    others = [await sign_in(house, ada.person.id, "link") for _ in range(2)]
    listed = await client.get("/api/auth/sessions", headers=bearer(ada))
    items = listed.json()["items"]
    assert {item["id"] for item in items} == {str(one.person.session_id) for one in (ada, *others)}
    assert [item["id"] for item in items if item["current"]] == [str(ada.person.session_id)]
    first = f"/api/auth/sessions/{others[0].person.session_id}"
    assert (await client.delete(first, headers=bearer(ada))).status_code == 204
    assert (await client.delete(first, headers=bearer(ada))).status_code == 404
    ended = await client.delete("/api/auth/sessions", headers=bearer(ada))
    assert ended.json() == {"ended": 2}
    again = await client.post("/api/auth/refresh", json={"refresh_token": ada.refresh_token})
    assert again.status_code == 401


async def test_somebody_elses_session_and_passkey_are_not_there(
    house: House, client: httpx.AsyncClient, ada: SignedIn
) -> None:
    bob = await sign_in(house, await add_person(house, email="bob@house.example"))
    path = f"/api/auth/sessions/{ada.person.session_id}"
    assert problem(await client.delete(path, headers=bearer(bob)))["status"] == 404
    assert (await client.get("/api/auth/session", headers=bearer(ada))).status_code == 200
    listed = await client.get("/api/auth/sessions", headers=bearer(bob))
    assert [item["id"] for item in listed.json()["items"]] == [str(bob.person.session_id)]
    assert (await client.delete(f"/api/auth/passkeys/{uuid4()}", headers=bearer(bob))).status_code == 404


async def test_passkeys_are_added_listed_used_and_removed(
    house: House, client: httpx.AsyncClient, ada: SignedIn
) -> None:
    device = Authenticator(house.settings.public_url)
    asked = await client.post("/api/auth/passkeys/options", headers=bearer(ada))
    body = {"credential": device.register(asked.json()), "name": "Laptop"}
    added = await client.post("/api/auth/passkeys", json=body, headers=bearer(ada))
    assert added.status_code == 201
    listed = (await client.get("/api/auth/passkeys", headers=bearer(ada))).json()["items"]
    assert [(item["id"], item["name"]) for item in listed] == [(added.json()["id"], "Laptop")]
    assert set(listed[0]) == {"id", "name", "created_at", "last_used_at"}
    asked = await client.post("/api/auth/passkeys/sign-in/options")
    entered = await client.post(
        "/api/auth/passkeys/sign-in", json={"credential": device.sign_in(asked.json())}
    )
    assert entered.json()["user_id"] == str(ada.person.id)
    gone = await client.delete(f"/api/auth/passkeys/{added.json()['id']}", headers=bearer(ada))
    assert gone.status_code == 204


async def test_an_ended_session_adds_no_passkey(
    house: House, client: httpx.AsyncClient, ada: SignedIn
) -> None:
    await client.post("/api/auth/sign-out", headers=bearer(ada))
    asked = await client.post("/api/auth/passkeys/options", headers=bearer(ada))
    assert problem(asked)["type"] == "/problems/sign-in-needed"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/auth/session"),
        ("GET", "/api/auth/sessions"),
        ("DELETE", "/api/auth/sessions"),
        ("DELETE", "/api/auth/sessions/00000000-0000-4000-8000-000000000000"),
        ("GET", "/api/auth/passkeys"),
        ("POST", "/api/auth/passkeys/options"),
        ("DELETE", "/api/auth/passkeys/00000000-0000-4000-8000-000000000000"),
        ("POST", "/api/auth/sign-out"),
    ],
)
async def test_strangers_are_asked_to_sign_in(client: httpx.AsyncClient, method: str, path: str) -> None:
    for headers in ({}, {"authorization": "Bearer nonsense"}):
        answer = await client.request(method, path, headers=headers)
        assert problem(answer)["type"] == "/problems/sign-in-needed"
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("/api/auth/code", {}, 422, "address"),
        ("/api/auth/code", {"address": ""}, 422, "address"),
        ("/api/auth/code", {"address": 7}, 422, "address"),
        ("/api/auth/code", {"address": "nobody"}, 422, "address"),
        ("/api/auth/code", {"address": "a" * 300}, 422, "address"),
        ("/api/auth/code", {"address": "ad\0a@house.example"}, 422, "address"),
        ("/api/auth/code", {"address": ADA, "colour": "red"}, 422, "colour"),
        ("/api/auth/code", [], 422, None),
        ("/api/auth/verify", {"challenge": "x", "code": "123456"}, 422, "code"),
        ("/api/auth/verify", {"challenge": "x"}, 422, "code"),
        ("/api/auth/verify", {"challenge": "x", "code": "1" * 30}, 422, "code"),
        ("/api/auth/link", {"address": "+12025550143"}, 422, "address"),
        ("/api/auth/link/use", {"token": "never made"}, 422, "token"),
        ("/api/auth/refresh", {"refresh_token": "never made"}, 401, None),
        ("/api/auth/refresh", {"refresh_token": None}, 422, "refresh_token"),
        ("/api/auth/passkeys/sign-in", {"credential": {}}, 422, "passkey"),
        ("/api/auth/passkeys/sign-in", {"credential": "x"}, 422, "credential"),
    ],
)
async def test_bad_input_is_named_in_a_sentence_and_changes_nothing(
    house: House,
    client: httpx.AsyncClient,
    path: str,
    body: object,
    status: int,
    field: str | None,
) -> None:
    answer = await client.post(path, json=body)
    assert answer.status_code == status
    assert problem(answer).get("field") == field
    assert await queued(house) == []


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"", "application/json", 422),
        (b"\xff\xfe", "application/json", 400),
        (b"address=ada%40house.example", "application/x-www-form-urlencoded", 422),
    ],
)
async def test_what_is_not_json_is_said_to_be_so(
    client: httpx.AsyncClient, content: bytes, content_type: str, status: int
) -> None:
    answer = await client.post("/api/auth/code", content=content, headers={"content-type": content_type})
    assert 400 <= answer.status_code < 500
    problem(answer)


async def test_too_many_codes_are_refused_with_a_time_to_wait(
    house: House, client: httpx.AsyncClient
) -> None:
    for number in range(20):
        await client.post("/api/auth/code", json={"address": f"p{number}@house.example"})
    answer = await client.post("/api/auth/code", json={"address": ADA})
    assert problem(answer)["type"] == "/problems/too-many"
    assert 0 < int(answer.headers["retry-after"]) <= 3780


async def test_a_wrong_path_method_and_id_are_problems_too(client: httpx.AsyncClient, ada: SignedIn) -> None:
    assert problem(await client.get("/api/auth/nothing"))["status"] == 404
    assert problem(await client.put("/api/auth/code", json={}))["status"] == 405
    assert problem(await client.delete("/api/auth/sessions/7", headers=bearer(ada)))["status"] == 404


@pytest.mark.parametrize("how", ["signed out", "banned", "erased", "run out"])
async def test_a_session_that_has_ended_changes_nothing_though_its_token_still_reads(
    house: House, app: Any, client: httpx.AsyncClient, ada: SignedIn, how: str
) -> None:
    elsewhere = await sign_in(house, ada.person.id)
    match how:
        case "signed out":
            path = f"/api/auth/sessions/{ada.person.session_id}"
            assert (await client.delete(path, headers=bearer(elsewhere))).status_code == 204
        case "banned":
            await run(house, "update auth.users set banned_until = now() + interval '1 hour'")
        case "erased":
            await run(house, "update auth.users set deleted_at = now()")
        case _:
            await run(house, "update sessions set expires_at = now() where id = $1", ada.person.session_id)
    assert (await client.get("/api/auth/session", headers=bearer(ada))).status_code == 200
    before = [tuple(row) for row in await run(house, "select id, revoked_at from sessions order by id")]
    writes = [
        await client.post("/api/auth/passkeys/options", headers=bearer(ada)),
        await client.delete(f"/api/auth/sessions/{elsewhere.person.session_id}", headers=bearer(ada)),
        await client.post("/api/auth/sign-out", headers=bearer(ada)),
        await client.post("/api/josh/linkups", headers=bearer(ada), json={}),
    ]
    assert {problem(answer)["status"] for answer in writes[:3]} == {401}
    assert writes[3].status_code in (401, 405)
    # A second process knows as well: there is nothing to tell it.
    async with browser(application(house), house) as other_process:
        other_process.cookies.set("kith-access", ada.access_token)
        pages = Browser(other_process)
        assert (await pages.get("/account")).status_code == 200
        answer = await pages.post(f"/account/sessions/{elsewhere.person.session_id}/revoke")
        assert answer.status_code == 401
        assert "kith-access=;" in answer.headers["set-cookie"]
    assert [
        tuple(row) for row in await run(house, "select id, revoked_at from sessions order by id")
    ] == before
    assert await run(house, "select 1 from passkey_challenges") == []
