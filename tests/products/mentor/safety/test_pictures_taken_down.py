"""A picture that moderators take down: seen by nobody from then on, back when the decision is, gone when nobody can appeal any more."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from harness import pictures
from harness.exports import exported, unzipped
from harness.members import make_admin, run
from harness.mentor import Member, MentorRows, hour, make_booking, make_mentee, make_mentor
from harness.moderating import appeal, decide, let_go, moderator
from harness.postgres import FreshDatabase
from kith.commons.safety import appeals, deciding
from kith.foundation.house import House

Programs = Callable[[Member], Awaitable[httpx.AsyncClient]]


async def _put(program: httpx.AsyncClient) -> str:
    sent = await program.post("/api/mentor/profile/picture", files={"picture": ("me.jpg", pictures.photo())})
    assert sent.status_code == 201, sent.text
    return sent.json()["url"]


async def _reported(house: House, open_program: Programs) -> tuple[Member, Member, str]:
    """A mentor with a picture, a mentee with a session who has reported him, and where the picture is."""
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await make_booking(house, mentor, mia, hour(house))
    url = await _put(await open_program(mentor))
    body = {"kind": "person", "id": str(mentor.profile_id), "category": "false"}
    assert (await (await open_program(mia)).post("/api/mentor/reports", json=body)).status_code == 204
    return mentor, mia, url


async def _shown(client: httpx.AsyncClient) -> str | None:
    [card] = (await client.get("/api/mentor/mentors")).json()["items"]
    return card["avatar_url"]


async def test_nobody_sees_a_picture_that_was_taken_down_until_the_decision_is_taken_back(
    house: House, open_program: Programs, client: httpx.AsyncClient
) -> None:
    mentor, mia, url = await _reported(house, open_program)
    programs = [client, await open_program(mentor), await open_program(mia)]
    assert {(await one.get(url)).status_code for one in programs} == {200}
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_picture")
    assert {(await one.get(url)).status_code for one in programs} == {404}
    assert await _shown(client) is None
    assert (await programs[1].delete("/api/mentor/profile/picture")).status_code == 404
    await let_go(house, "mentor")
    await deciding.reverse(house, desk, decision, "It is them after all")
    assert {(await one.get(url)).status_code for one in programs} == {200}
    assert await _shown(client) == url
    house.clock.move(timedelta(days=40))
    await let_go(house, "mentor")
    assert (await client.get(url)).status_code == 200


async def test_a_picture_chosen_since_stays_and_the_old_one_goes(
    house: House, open_program: Programs, client: httpx.AsyncClient
) -> None:
    mentor, _mia, url = await _reported(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_picture")
    other = await _put(await open_program(mentor))
    await deciding.reverse(house, desk, decision, "It was them after all")
    assert await _shown(client) == other
    assert [(await client.get(one)).status_code for one in (url, other)] == [404, 200]
    await let_go(house, "mentor")
    assert [row["state"] for row in await run(house, "select state from mentor.stored_files")] == ["kept"]


async def test_a_picture_waits_for_an_appeal_and_comes_back_when_it_is_won(
    house: House, open_program: Programs, client: httpx.AsyncClient
) -> None:
    mentor, _mia, url = await _reported(house, open_program)
    decision = await decide(house, await moderator(house), "remove_picture")
    house.clock.move(timedelta(days=19))
    asked = await appeal(house, mentor.id, decision)
    house.clock.move(timedelta(days=30))
    await let_go(house, "mentor")
    assert (await client.get(url)).status_code == 404
    await appeals.answer(house, await moderator(house), asked, "You were right", outcome="reversed")
    assert (await client.get(url)).status_code == 200


@pytest.mark.parametrize("appealed", [False, True])
async def test_after_the_days_for_an_appeal_the_picture_is_gone_for_good(
    house: House, open_program: Programs, client: httpx.AsyncClient, *, appealed: bool
) -> None:
    mentor, _mia, _url = await _reported(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_picture")
    if appealed:
        asked = await appeal(house, mentor.id, decision)
        await appeals.answer(house, await moderator(house), asked, "It stays as it is", outcome="upheld")
    house.clock.move(timedelta(days=20, hours=23))
    await let_go(house, "mentor")
    assert [row["state"] for row in await run(house, "select state from mentor.stored_files")] == ["hidden"]
    house.clock.move(timedelta(hours=2))
    await let_go(house, "mentor")
    assert await run(house, "select 1 from mentor.stored_files") == []
    if not appealed:
        await deciding.reverse(house, desk, decision, "It was them after all")
    assert await _shown(client) is None


async def test_an_export_names_the_hidden_picture_without_it_and_leaving_takes_it_along(
    house: House, open_program: Programs
) -> None:
    mentor, _mia, _url = await _reported(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_picture")
    content = await exported(house, mentor.id)
    data, _pages = unzipped(content)
    assert len(data["mentor"]["pictures_hidden"]) == 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [name for name in archive.namelist() if name.startswith("files/mentor/")] == []
    await run(house, "select mentor.erase_person($1)", mentor.id)
    assert await run(house, "select 1 from mentor.hidden_pictures") == []
    await deciding.reverse(house, desk, decision, "It was them after all")
    states = [row["state"] for row in await run(house, "select state from mentor.stored_files")]
    assert states == ["unwanted"]


async def test_a_moderator_looks_at_the_picture_before_and_after(
    house: House, open_program: Programs, open_browser: Any
) -> None:
    mentor, _mia, _url = await _reported(house, open_program)
    [case] = await run(house, "select id from kith.cases")
    olga = await make_mentee(house, "Olga")
    await make_admin(house, olga.id, "ops")
    console, his = await open_browser(olga), await open_browser(mentor)
    where = f"/console/queue/{case['id']}/picture"
    before = await console.get(where)
    await decide(house, await moderator(house), "remove_picture")
    after = await console.get(where)
    assert (before.status_code, after.status_code) == (200, 200)
    assert before.content == after.content
    assert (await his.get(where)).status_code == 404


@pytest.mark.postgres15
def test_the_database_shows_a_picture_that_was_taken_down_nowhere(fresh_database: FreshDatabase) -> None:
    rows = MentorRows(fresh_database.url)
    try:
        person = rows.mentor()
        file: UUID = rows.insert(
            "stored_files",
            {"owner_id": person, "purpose": "picture", "content_type": "image/jpeg", "bytes": 1}
            | {"sha256": bytes(32), "key": uuid4().hex, "state": "kept"},
        )
        wear = "update profiles set avatar_file_id = %s, avatar_url = '/p' where user_id = %s"
        rows.db.execute(wear, (file, person))
        decision = rows.one(
            """insert into kith.decisions (product, admin_id, action, content_type, content_id, reason)
               values ('mentor', %s, 'remove_picture', 'person', %s, 'Not a picture of them') returning id""",
            uuid4(),
            person,
        )
        assert rows.one("select hide_picture(%s, %s)", file, uuid4()) is False
        assert rows.one("select hide_picture(%s, %s)", file, decision) is True
        assert rows.one("select hide_picture(%s, %s)", file, decision) is False
        assert rows.one("select state from stored_files where id = %s", file) == "hidden"
        service, own = rows.connect("service_role"), rows.connect("authenticated", person)
        for attacker in (service, rows.db):
            with pytest.raises(psycopg.errors.CheckViolation) as refused:
                attacker.execute(wear, (file, person))
            assert refused.value.diag.constraint_name == "profiles_picture_shown_only"
        for attack in (
            "delete from hidden_pictures",
            "update hidden_pictures set hidden_at = 'infinity'",
            "insert into hidden_pictures select * from hidden_pictures",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(attack)
        for attack in ("select 1 from hidden_pictures", f"select show_hidden_picture('{decision}')"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(attack)
        assert (
            rows.at_once(
                [lambda db: db.execute("select show_hidden_picture(%s)", (decision,)).fetchone()[0]] * 6
            ).count("shown")
            == 1
        )
        shown = rows.db.execute(
            "select p.avatar_url, f.state from profiles p join stored_files f on f.id = p.avatar_file_id"
        ).fetchall()
        assert shown == [(f"/mentor/pictures/{file}", "kept")]
    finally:
        rows.close()
