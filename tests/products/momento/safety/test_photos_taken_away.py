"""A photo that moderators take away: seen by nobody from then on, back when the decision is, gone when nobody can appeal any more."""

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
from harness.house import worker_pass
from harness.members import make_admin, run
from harness.moderating import appeal, decide, let_go, moderator
from harness.momento import Guest, Momento, make_guest, make_host, spend_evening
from harness.postgres import FreshDatabase
from kith.commons.safety import appeals, deciding
from kith.foundation.house import House

Programs = Callable[[Guest], Awaitable[httpx.AsyncClient]]


async def _add(program: httpx.AsyncClient) -> str:
    answer = await program.post("/api/momento/profile/photos", files={"photo": ("me.jpg", pictures.photo())})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def _open(open_program: Programs, **guests: Guest) -> dict[str, httpx.AsyncClient]:
    return {name: await open_program(guest) for name, guest in guests.items()}


async def _mine(program: httpx.AsyncClient) -> dict[str, Any]:
    return (await program.get("/api/momento/profile/photos")).json()


async def _remembered(
    house: House, open_program: Programs, photos: int = 1
) -> tuple[dict[str, Guest], str, str, str]:
    """Ada, whose Face Card Ben remembers and whose photo he has reported; their host; Cy, who knows nobody. With the photo, the card, and her
    latest photo.
    """
    host = await make_host(house)
    guests = {"ada": await make_guest(house), "ben": await make_guest(house, "Ben"), "host": host.person}
    program = await open_program(guests["ada"])
    added = [await _add(program) for _ in range(photos)]
    await program.post(f"/api/momento/profile/photos/{added[0]}/main")
    await worker_pass(house, schedules=False)
    card: str = (await _mine(program))["face_card"]
    await spend_evening(house, [guests["ada"], guests["ben"]], host=host)
    guests["cy"] = await make_guest(house, "Cy")
    body = {"kind": "photo", "id": added[0], "category": "unsafe"}
    his = await open_program(guests["ben"])
    assert (await his.get(card)).status_code == 200
    assert (await his.post("/api/momento/reports", json=body)).status_code == 204
    return guests, added[0], card, added[-1]


async def _statuses(programs: dict[str, httpx.AsyncClient], *paths: str) -> set[int]:
    return {(await program.get(path)).status_code for program in programs.values() for path in paths}


async def test_nobody_sees_a_photo_that_was_taken_away_nor_the_face_card_made_from_it(
    house: House, open_program: Programs, open_browser: Any
) -> None:
    guests, photo, card, other = await _remembered(house, open_program, photos=2)
    await decide(house, await moderator(house), "remove_photo")
    programs = await _open(open_program, **guests)
    sizes = [f"/momento/photos/{photo}/{size}" for size in ("small", "medium", "large")]
    assert await _statuses(programs, *sizes, card) == {404}
    mine = await _mine(programs["ada"])
    assert [(shown["id"], shown["is_main"]) for shown in mine["photos"]] == [(other, True)]
    assert mine["face_card"] is None
    assert photo not in (await (await open_browser(guests["ada"])).get("/momento/profile/photos")).text
    [memory] = (await programs["ben"].get("/api/momento/memories")).json()["items"]
    assert memory["face_card_photo_id"] is None
    page = await (await open_browser(guests["ben"])).get(f"/momento/memories/{memory['id']}")
    assert "/momento/photos/" not in page.text
    # Whose it is can neither choose it nor take it out of the moderators' hands.
    assert (await programs["ada"].post(f"/api/momento/profile/photos/{photo}/main")).status_code == 404
    assert (await programs["ada"].delete(f"/api/momento/profile/photos/{photo}")).status_code == 404
    # The Face Card follows the photo that is left, and is drawn from no other.
    await worker_pass(house, schedules=False)
    drawn = await run(
        house, "select made_from from momento.profile_photos where kind = 'face_card' and hidden_at is null"
    )
    assert [row["made_from"] for row in drawn] == [UUID(other)]


async def test_a_decision_taken_back_shows_the_photo_and_the_remembered_face_card_again(
    house: House, open_program: Programs
) -> None:
    guests, photo, card, _ = await _remembered(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_photo")
    programs = await _open(open_program, ada=guests["ada"], ben=guests["ben"])
    assert (await _mine(programs["ada"]))["photos"] == []
    await deciding.reverse(house, desk, decision, "It is allowed after all")
    await worker_pass(house, schedules=False)
    assert await _statuses(programs, f"/momento/photos/{photo}/large", card) == {200}
    mine = await _mine(programs["ada"])
    assert [(shown["id"], shown["is_main"]) for shown in mine["photos"]] == [(photo, True)]
    assert mine["face_card"] not in (None, card)
    house.clock.move(timedelta(days=40))
    await let_go(house, "momento")
    assert await _statuses(
        await _open(open_program, ada=guests["ada"]), f"/momento/photos/{photo}/large"
    ) == {200}


async def test_another_main_photo_chosen_meanwhile_stays_the_main_one(
    house: House, open_program: Programs
) -> None:
    guests, photo, _, _ = await _remembered(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_photo")
    program = await open_program(guests["ada"])
    chosen = await _add(program)
    await deciding.reverse(house, desk, decision, "It is allowed after all")
    shown = {one["id"]: one["is_main"] for one in (await _mine(program))["photos"]}
    assert shown == {photo: False, chosen: True}


async def test_a_photo_waits_for_an_appeal_and_comes_back_when_it_is_won(
    house: House, open_program: Programs
) -> None:
    guests, photo, card, _ = await _remembered(house, open_program)
    decision = await decide(house, await moderator(house), "remove_photo")
    house.clock.move(timedelta(days=19))
    asked = await appeal(house, guests["ada"].id, decision)
    house.clock.move(timedelta(days=30))
    await let_go(house, "momento")
    programs = await _open(open_program, ada=guests["ada"], ben=guests["ben"])
    assert await _statuses(programs, f"/momento/photos/{photo}/large", card) == {404}
    await appeals.answer(house, await moderator(house), asked, "You were right", outcome="reversed")
    assert await _statuses(programs, f"/momento/photos/{photo}/large", card) == {200}


@pytest.mark.parametrize("appealed", [False, True])
async def test_after_the_days_for_an_appeal_the_photo_is_gone_for_good(
    house: House, open_program: Programs, *, appealed: bool
) -> None:
    guests, *_ = await _remembered(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_photo")
    if appealed:
        asked = await appeal(house, guests["ada"].id, decision)
        await appeals.answer(house, await moderator(house), asked, "It stays as it is", outcome="upheld")
    house.clock.move(timedelta(days=20, hours=23))
    await let_go(house, "momento")
    assert len(await run(house, "select 1 from momento.stored_files where state = 'hidden'")) == 6
    house.clock.move(timedelta(hours=2))
    await let_go(house, "momento")
    assert await run(house, "select 1 from momento.profile_photos") == []
    assert await run(house, "select 1 from momento.stored_files") == []
    if not appealed:
        await deciding.reverse(house, desk, decision, "It is allowed after all")
        assert (await _mine(await open_program(guests["ada"])))["photos"] == []
    ben = await open_program(guests["ben"])
    assert [
        one["face_card_photo_id"] for one in (await ben.get("/api/momento/memories")).json()["items"]
    ] == [None]


async def test_an_export_names_the_hidden_photo_without_it_and_leaving_takes_it_along(
    house: House, open_program: Programs
) -> None:
    guests, photo, _, _ = await _remembered(house, open_program)
    desk = await moderator(house)
    decision = await decide(house, desk, "remove_photo")
    content = await exported(house, guests["ada"].id)
    data, _pages = unzipped(content)
    named = {one["id"]: one["hidden_at"] for one in data["momento"]["photos"]}
    assert named[photo] is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [name for name in archive.namelist() if name.startswith("files/momento/")] == []
    await run(house, "select momento.erase_user($1)", guests["ada"].id)
    assert await run(house, "select 1 from momento.profile_photos") == []
    assert {row["state"] for row in await run(house, "select state from momento.stored_files")} == {
        "unwanted"
    }
    await deciding.reverse(house, desk, decision, "It is allowed after all")
    assert await run(house, "select 1 from momento.stored_files where state <> 'unwanted'") == []


async def test_only_moderators_of_the_queue_look_at_the_photo_before_and_after(
    house: House, open_program: Programs, open_browser: Any
) -> None:
    guests, *_ = await _remembered(house, open_program)
    [case] = await run(house, "select id from kith.cases")
    olga = await make_guest(house, "Olga")
    helper = await make_admin(house, olga.id, "support")
    console = await open_browser(olga)
    where = f"/console/queue/{case['id']}"
    assert (await console.get(f"{where}/picture")).status_code == 404
    await run(house, "insert into kith.queue_members select $1, product, queue from kith.cases", helper)
    assert f'href="{where}/picture"' in (await console.get(where)).text
    before = await console.get(f"{where}/picture")
    await decide(house, await moderator(house), "remove_photo")
    after = await console.get(f"{where}/picture")
    assert (before.status_code, after.status_code) == (200, 200)
    assert before.content == after.content
    seen = await run(house, "select 1 from kith.audit_log where action = 'case.picture_seen'")
    assert len(seen) == 2
    for guest in guests.values():
        assert (await (await open_browser(guest)).get(f"{where}/picture")).status_code == 404
    house.clock.move(timedelta(days=21, hours=1))
    await let_go(house, "momento")
    assert (await (await open_browser(olga)).get(f"{where}/picture")).status_code == 404


@pytest.mark.postgres15
def test_the_database_shows_a_photo_that_was_taken_away_nowhere(fresh_database: FreshDatabase) -> None:
    momento = Momento(fresh_database.url)
    try:
        ada, ben = momento.person(), momento.person("Ben")
        momento.attended(ada, ben)
        files = {f"{size}_file_id": momento.file() for size in ("small", "medium", "large")}
        row = {"profile_id": ada.profile, "image_url": "/p", "width": 9, "height": 9} | files
        photo = momento.insert("profile_photos", row)
        momento.db.execute(
            "update social_profiles set current_photo_id = %s where id = %s", (photo, ada.profile)
        )
        decision = momento.one(
            """insert into kith.decisions (product, admin_id, action, content_type, content_id, reason)
               values ('momento', %s, 'remove_photo', 'photo', %s, 'No such photos') returning id""",
            uuid4(),
            photo,
        )
        assert momento.one("select hide_photo(%s, %s)", photo, uuid4()) is None
        assert momento.one("select hide_photo(%s, %s)", photo, decision) == ada.profile
        assert momento.one("select current_photo_id from social_profiles where id = %s", ada.profile) is None
        hers, his = [momento.connect("authenticated", person.id) for person in (ada, ben)]
        service = momento.connect("service_role")
        for reader in (hers, his):
            seen = reader.execute("select may_see_photo(%s), (select count(*) from profile_photos)", (photo,))
            assert seen.fetchone() == (False, 0)
        choose = "update social_profiles set current_photo_id = %s where id = %s"
        for attacker in (hers, service, momento.db):
            with pytest.raises(psycopg.errors.CheckViolation) as refused:
                attacker.execute(choose, (photo, ada.profile))
            assert refused.value.diag.constraint_name == "profile_photos_shown_only"
        with pytest.raises(psycopg.errors.CheckViolation):
            momento.insert("profile_photos", row | {"kind": "face_card", "made_from": photo})
        for attack in (
            "update profile_photos set hidden_at = null, hiding_decision = null",
            "update profile_photos set hiding_decision = gen_random_uuid()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(attack)
        for attacker in (hers, his):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                attacker.execute("select show_hidden_photo(%s)", (decision,))
        states = momento.db.execute("select distinct state from stored_files").fetchall()
        assert states == [("hidden",)]
        assert momento.one("select show_hidden_photo(%s)", decision) == ada.profile
        assert momento.one("select current_photo_id from social_profiles where id = %s", ada.profile) == photo
        assert momento.one("select show_hidden_photo(%s)", decision) is None
    finally:
        momento.close()
