"""An operator who looks as a member: sees what they see, changes nothing, leaves no trace for them, and every page is written down."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from harness import house as houses
from harness.members import Browser, add_person, make_admin, run, sign_in
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from kith.commons.identity import tokens
from kith.commons.identity.person import Person
from kith.foundation import database
from kith.foundation.actor import member, service
from kith.foundation.errors import Refused
from kith.foundation.house import House
from kith.web import cookies

ASK = "/console/impersonation"


class Desk:
    """An operator's browser, with their session at hand."""

    def __init__(self, client: httpx.AsyncClient, house: House, person: Person) -> None:
        self.client, self.house, self.person = client, house, person
        self.browser = Browser(client)
        self.get, self.post = self.browser.get, self.browser.post

    def sign_anew(self) -> None:
        """Another access token of the same session, as when fifteen minutes are over."""
        self.client.cookies.set(cookies.access_name(self.house), tokens.issue(self.house, self.person))

    async def look(self, whom: Member, reason: str = "She cannot find her session") -> httpx.Response:
        await self.get(f"{ASK}?person={whom.id}&product=mentor")
        return await self.post(ASK, person=str(whom.id), product="mentor", reason=reason)


@pytest.fixture
async def open_desk(app: Any, house: House) -> Any:
    clients: list[httpx.AsyncClient] = []

    async def opened(role: str = "support", name: str = "Olga") -> Desk:
        olga = await add_person(house, email=f"{name.lower()}@house.example", first_name=name)
        await make_admin(house, olga, role)
        client = houses.browser(app, house)
        clients.append(client)
        signed_in = await sign_in(house, olga)
        desk = Desk(client, house, signed_in.person)
        desk.sign_anew()
        await desk.get("/console")
        return desk

    yield opened
    for client in clients:
        await client.aclose()


async def _fingerprint(house: House) -> dict[str, str]:
    """Every table's rows, but those that say what operators did."""
    tables = await run(
        house,
        """select format('%I.%I', schemaname, tablename) as name from pg_tables
           where schemaname in ('auth', 'kith', 'mentor')
             and tablename not in ('audit_log', 'impersonations', '_yoyo_log', '_yoyo_migrations', '_yoyo_version')""",
    )
    found: dict[str, str] = {}
    for table in tables:
        [row] = await run(
            house,
            f"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from {table['name']} t",
        )
        found[table["name"]] = row["sum"]
    return found


async def test_only_support_and_operations_look_with_a_reason_and_never_as_operators_or_themselves(
    house: House, open_desk: Any, open_browser: Any
) -> None:
    mia = await make_mentee(house)
    support, engineer = await open_desk(), await open_desk("engineering", "Emil")
    begin = {"person": str(mia.id), "product": "mentor", "reason": "She cannot find her session"}
    assert (await engineer.get(f"{ASK}?person={mia.id}&product=mentor")).status_code == 404
    assert (await engineer.post(ASK, **begin)).status_code == 404
    stranger = await open_browser(await make_mentee(house, "Eve"))
    await stranger.get("/mentor/sessions")
    assert (await stranger.post(ASK, **begin)).status_code == 404
    assert (await support.look(mia, "  x ")).status_code == 422
    for nobody in (engineer.person.id, support.person.id, mia.profile_id):
        assert (await support.post(ASK, **{**begin, "person": str(nobody)})).status_code == 404
    assert (await support.post(ASK, **{**begin, "product": "attuned"})).status_code == 404
    assert await run(house, "select 1 from kith.impersonations") == []
    pressed = await asyncio.gather(*(support.post(ASK, **begin) for _ in range(3)))
    assert sorted(answer.status_code for answer in pressed) == [303, 409, 409]
    for wrong in (
        "update kith.impersonations set expires_at = expires_at + interval '1 second'",
        "update kith.impersonations set person_id = $1",
        "insert into kith.impersonations (token_hash, admin_id, session_id, person_id, reason, expires_at)"
        " select '\\x02', admin_id, session_id, person_id, reason, started_at + interval '16 minutes' from kith.impersonations",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            await run(house, wrong, *([support.person.id] if "$1" in wrong else []))


async def test_each_page_has_a_banner_and_a_row_in_the_log_and_changes_nothing_anybody_could_notice(
    house: House, open_desk: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    done = await make_booking(house, mentor, mia, start)
    house.clock.move_to(start + timedelta(hours=2))
    await complete(house, done)
    ahead = await make_booking(house, mentor, mia, hour(house, days=4))
    await run(
        house,
        "insert into mentor.session_messages (booking_id, sender_user_id, message) values ($1, $2, 'Between us two')",
        ahead,
        mentor.id,
    )
    desk = await open_desk()
    await desk.get("/mentor/sessions")  # their own visit of the day counts for them
    before = await _fingerprint(house)
    for whom in (mia, mentor):
        answer = await desk.look(whom)
        assert answer.headers["location"] == "/mentor/sessions"
        shown = [
            path.replace("/mentors/*", f"/mentors/{mentor.profile_id}").replace(
                "/sessions/*", f"/sessions/{ahead}"
            )
            for path in house.product("mentor").shown_to_operators
        ]
        for path in shown:
            page = await desk.get(path)
            assert page.status_code in (200, 303, 404, 409), (path, page.text)
            if page.status_code == 200:
                assert "You are looking as" in page.text, path
                assert "She cannot find her session" in page.text
                assert 'action="/console/impersonation/stop"' in page.text
                assert "Between us two" not in page.text
                assert page.headers["cache-control"] == "no-store"
        mine = (await desk.get("/mentor/sessions")).text
        assert (mentor.name if whom is mia else mia.name) in mine
        # In the console the operator is themselves, and is reminded.
        console = (await desk.get("/console")).text
        assert "You are looking as" in console
        assert "You are here as support" in console
        assert (await desk.post(f"{ASK}/stop")).status_code == 303
        assert "You are looking as" not in (await desk.get("/mentor/sessions")).text
    assert await _fingerprint(house) == before
    log = await run(
        house,
        "select action, subject_id, reason, meta from mentor.admin_actions order by created_at, meta ->> 'path'",
    )
    begun = [row for row in log if row["action"] == "person.impersonation_begun"]
    assert [(row["subject_id"], row["reason"]) for row in begun] == [
        (mia.id, "She cannot find her session"),
        (mentor.id, "She cannot find her session"),
    ]
    opened = {row["meta"]["path"] for row in log if row["action"] == "person.page_seen_as"}
    assert {"/mentor/sessions", f"/mentor/sessions/{ahead}", "/mentor/mentoring/hours"} <= opened
    assert [row["action"] for row in log].count("person.impersonation_ended") == 2


async def test_whoever_looks_can_neither_write_nor_open_what_is_theirs_alone(
    house: House, open_desk: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await make_booking(house, mentor, mia, hour(house))
    await sign_in(house, mia.id)
    desk = await open_desk()
    await desk.look(mia)
    await desk.get(f"/mentor/sessions/{booking}")
    before = await _fingerprint(house)
    for path, fields in (
        (f"/mentor/sessions/{booking}/cancel", {"reason": "I was here"}),
        (f"/mentor/sessions/{booking}/messages", {"message": "Hello, it is me"}),
        ("/mentor/profile", {"full_name": "Somebody else", "timezone": "UTC"}),
        ("/account/sessions/revoke-others", {}),
        ("/account/passkeys/options", {}),
        ("/account/data", {"kind": "export"}),
        ("/account/delete", {"confirm": "DELETE"}),
        ("/sign-out", {}),
        ("/language", {"language": "de"}),
    ):
        answer = await desk.post(path, **fields)
        assert answer.status_code == 403, path
        assert "nothing can be changed" in answer.text
    token = {"x-csrf-token": desk.browser.token}
    start = hour(house, days=6).isoformat()
    for method, path, body in (
        ("POST", "/api/mentor/bookings", {"mentor": str(mentor.profile_id), "start": start, "minutes": 60}),
        ("POST", f"/api/mentor/sessions/{booking}/cancel", {}),
        ("PATCH", "/api/mentor/profile", {"full_name": "Somebody else"}),
        ("PUT", "/api/mentor/availability/rules", {"rules": []}),
        ("DELETE", f"/api/mentor/availability/rules/{booking}", None),
        ("POST", "/api/auth/passkeys/options", {}),
        ("DELETE", "/api/auth/sessions", None),
        ("POST", "/api/auth/sign-out", {}),
    ):
        answer = await desk.client.request(
            method, path, json=body, headers={**token, "idempotency-key": "k" * 20}
        )
        assert answer.status_code == 403, (path, answer.text)
        assert answer.json()["type"] == "/problems/looking-only"
    for path in (
        "/account",
        "/account/data",
        f"/mentor/sessions/{booking}/room",
        f"/mentor/sessions/{booking}/messages/live",
        f"/mentor/bookings/{booking}/paid",
        "/mentor/calendars",
        "/mentor/calendars/google/connect",
        f"/api/mentor/sessions/{booking}/room",
        "/api/mentor/availability",
        "/api/auth/sessions",
        "/api/auth/passkeys",
        "/mentor/sessions/../../account",
    ):
        answer = await desk.get(path)
        assert answer.status_code == 403, (path, answer.text)
    assert await _fingerprint(house) == before
    # A program that signs with the operator's own token is the operator, whatever cookies travel along.
    own = await desk.client.get(
        "/api/mentor/mentors", headers={"authorization": f"Bearer {tokens.issue(house, desk.person)}"}
    )
    assert own.status_code == 200


async def test_looking_ends_with_the_minutes_the_session_the_role_and_for_whoever_else_has_the_cookie(
    house: House, open_desk: Any
) -> None:
    mia, ada = await make_mentee(house), await make_mentee(house, "Ada")

    async def looks(desk: Desk) -> bool:
        return "You are looking as" in (await desk.get("/mentor/sessions")).text

    first, second = await open_desk(), await open_desk("ops", "Otto")
    await first.look(mia)
    assert await looks(first)
    name = cookies.impersonation_name(house)
    second.client.cookies.set(name, str(first.client.cookies.get(name)))
    assert not await looks(second)
    house.clock.move(timedelta(minutes=14, seconds=59))
    first.sign_anew()
    assert await looks(first)
    house.clock.move(timedelta(seconds=1))
    first.sign_anew()
    assert not await looks(first)
    # Another begins where one ran out; it ends when the person becomes an operator,
    assert (await first.look(ada)).status_code == 303
    assert await looks(first)
    await make_admin(house, ada.id, "engineering")
    assert not await looks(first)
    await first.post(f"{ASK}/stop")
    # when the operator is none of those who may any more,
    await first.look(mia)
    await run(house, "update kith.admins set role = 'engineering' where person_id = $1", first.person.id)
    assert not await looks(first)
    await run(house, "update kith.admins set role = 'support' where person_id = $1", first.person.id)
    assert await looks(first)
    # and when their session is ended.
    await run(
        house,
        "update kith.sessions set revoked_at = kith.now(), revoked_because = 'revoked' where id = $1",
        first.person.session_id,
    )
    assert not await looks(first)


@pytest.mark.postgres15
async def test_the_database_itself_refuses_whatever_a_looking_request_would_write(house: House) -> None:
    mentor = await make_mentor(house)
    everything = (
        "insert into mentor_availability_exceptions (mentor_user_id, date) values ($1, '2027-01-01')",
        "update profiles set full_name = 'x' where user_id = $1",
        "select slots_changed($1)",
        "select 1 from profiles where user_id = $1 for update",
    )
    token = database.read_only.set(True)
    try:
        for actor in (member(mentor.id), service("tests")):
            for statement in everything:
                if "slots_changed" in statement and actor.person_id:
                    continue
                with pytest.raises(Refused):
                    async with house.database.session(actor, "mentor") as db:
                        await db.connection.fetch(statement, mentor.id)
                with pytest.raises(Refused):
                    await house.database.read(actor, "mentor", statement, mentor.id)
            rows = await house.database.read(
                actor, "mentor", "select 1 from profiles where user_id = $1", mentor.id
            )
            assert len(rows) == 1
    finally:
        database.read_only.reset(token)
    await house.database.read(service("tests"), "mentor", everything[0], mentor.id)
