"""XP as members and operators meet it: once a day by their own calendar, their own lines only, corrections by two, names only of who shows theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest

from harness.hotmess import Member, make_member
from harness.members import Browser, make_admin, queued, run
from kith.foundation.house import House

DESK = "/console/hotmess/xp"


async def _operator(house: House, open_browser: Any) -> Browser:
    person: Member = await make_member(house, membership_version=1)
    await make_admin(house, person.id, "ops")
    browser: Browser = await open_browser(person)
    await browser.get(DESK)
    return browser


async def test_coming_by_counts_once_a_local_day_and_the_page_shows_every_line(
    house: House, open_browser: Any, open_program: Any
) -> None:
    # 23:30 in Berlin, 22:30 in London.
    house.clock.move(datetime(2026, 12, 7, 22, 30, tzinfo=UTC) - house.clock.now())
    berliner = await make_member(house, city="berlin", membership_version=1)
    londoner = await make_member(house, membership_version=1)
    programs = [await open_program(one) for one in (berliner, londoner)]

    async def visit() -> list[int | None]:
        return [(await one.post("/api/hotmess/my/visits")).json()["days"] for one in programs]

    assert await visit() == [1, 1]
    assert await visit() == [None, None]
    house.clock.move(timedelta(minutes=10))
    assert await visit() == [None, None]
    house.clock.move(timedelta(seconds=1201))
    programs = [await open_program(one) for one in (berliner, londoner)]
    assert await visit() == [2, None]
    mine = (await programs[0].get("/api/hotmess/my/xp")).json()
    assert (mine["balance"], mine["total_events"], mine["days"], mine["timezone"]) == (
        20,
        2,
        2,
        "Europe/Berlin",
    )
    first = (await programs[0].get("/api/hotmess/my/xp/events", params={"limit": 1})).json()
    rest = (await programs[0].get("/api/hotmess/my/xp/events", params={"cursor": first["next"]})).json()
    assert len(first["items"] + rest["items"]) == 2
    assert rest["next"] is None
    browser = await open_browser(berliner)
    page = await browser.get("/hotmess/xp")
    assert page.text.count("Coming by") == 3
    assert "Seven days in a row" in page.text
    house.clock.move(timedelta(days=3))
    broken = (await (await open_program(berliner)).get("/api/hotmess/my/xp")).json()
    assert broken["days"] == 0


async def test_more_than_a_thousand_waits_for_a_second_person_and_every_step_is_audited_and_told(
    house: House, open_browser: Any
) -> None:
    member = await make_member(house, "lucky", membership_version=1)
    first, second = await _operator(house, open_browser), await _operator(house, open_browser)

    async def balance() -> int:
        rows = await run(house, "select balance from hotmess.xp_balances where user_id = $1", member.id)
        return rows[0]["balance"] if rows else 0

    for fields, word in (
        ({"username": "lucky", "amount": "0", "reason": "Wristband lost"}, "not 0"),
        ({"username": "nobody", "amount": "5", "reason": "Wristband lost"}, "no member of that name"),
        ({"username": "lucky", "amount": "5", "reason": "x"}, "reason"),
        ({"username": "lucky", "amount": "many", "reason": "Wristband lost"}, "number"),
    ):
        answer = await first.post(DESK, **fields)
        assert (answer.status_code, word in answer.text) == (422, True), fields
    assert (
        await first.post(DESK, username="Lucky", amount="1000", reason="Wristband lost")
    ).status_code == 303
    assert await balance() == 1000
    assert (await first.post(DESK, username="lucky", amount="1", reason="And one more")).status_code == 303
    assert await balance() == 1000
    [row] = await run(house, "select id from hotmess.xp_adjustments where state = 'proposed'")
    itself = await first.post(f"{DESK}/{row['id']}", apply="yes")
    assert (itself.status_code, "somebody else has to decide" in itself.text) == (409, True)
    assert (await second.post(f"{DESK}/{row['id']}", apply="yes")).status_code == 303
    assert await balance() == 1001
    assert (await second.post(f"{DESK}/{row['id']}")).status_code == 409
    assert (await second.post(f"{DESK}/{uuid4()}", apply="yes")).status_code == 404
    audited = await run(
        house, "select action from kith.audit_log where product = 'hotmess' order by sequence"
    )
    assert [one["action"] for one in audited] == ["xp.applied", "xp.proposed", "xp.applied"]
    letters = await run(
        house, "select count(*) from hotmess.outbox where purpose = 'xp.adjusted' and channel = 'email'"
    )
    assert letters[0][0] == 2
    assert await queued(house) == []
    # Only operators may.
    stranger = await open_browser(member)
    await stranger.get("/hotmess/xp")
    assert (await stranger.get(DESK)).status_code == 404
    assert (await stranger.post(DESK, username="lucky", amount="5", reason="Because")).status_code == 404


async def test_the_leaderboard_names_only_those_who_show_their_name_and_did_not_opt_out(
    house: House, client: httpx.AsyncClient, open_browser: Any
) -> None:
    shown = await make_member(house, "shown", username_public=True, membership_version=1)
    hidden = await make_member(house, "hidden", membership_version=1)
    out = await make_member(house, "outof", username_public=True, leaderboard_opt_out=True)
    banned = await make_member(house, "banned", username_public=True)
    for one in (shown, hidden, out, banned):
        await run(house, "select hotmess.award_xp($1, 'beacon_scan', 40, $2)", one.id, uuid4().hex)
    await run(house, "select hotmess.suspend_member($1, 'Spam', true)", banned.id)
    assert (await client.get("/api/hotmess/views/xp_leaderboard")).json() == [
        {"place": 1, "username": "shown", "balance": 40}
    ]
    browser = await open_browser(hidden)
    page = await browser.get("/hotmess/leaderboard")
    assert "You are not on it" in page.text
    assert "outof" not in page.text
    own = await open_browser(shown)
    assert "You are not on it" not in (await own.get("/hotmess/leaderboard")).text


@pytest.mark.postgres15
@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role", "kith_app", None])
def test_update_delete_and_truncate_of_the_ledger_are_refused_for_every_role(
    migrated_database_url: str, role: str | None
) -> None:
    with psycopg.connect(migrated_database_url) as db:
        db.execute("insert into auth.users (email) values ('ledger@example.org')")
        db.execute(
            """insert into hotmess.profiles (user_id, username, birth_date, age_verified_at)
               select id, 'ledger', '1990-05-17', now() from auth.users where email = 'ledger@example.org'"""
        )
        db.execute(
            "select hotmess.award_xp(user_id, 'beacon_scan', 5, 'attack') from hotmess.profiles where username = 'ledger'"
        )
        for attack in (
            "update hotmess.xp_events set amount = amount + 1",
            "delete from hotmess.xp_events",
            "truncate hotmess.xp_events",
            "truncate hotmess.xp_events cascade",
        ):
            db.execute("savepoint before")
            if role is not None:
                db.execute(f"set local role {role}")  # type: ignore[arg-type]
            with pytest.raises(psycopg.Error) as refused:
                db.execute(attack)  # type: ignore[arg-type]
            db.execute("rollback to savepoint before")
            assert refused.value.sqlstate in ("KT403", "42501"), (role, attack)
        db.rollback()
