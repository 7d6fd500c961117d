"""Afterwards: completed once, met for ever; ratings by those who were there; a mutual wish told to both at once, a no to nobody."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.momento import Guest, attend, make_event, make_guest, make_host, seat, spend_evening
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.momento.memory import commands as memory
from kith.simulator.standins import StandIns

_ACTOR = service("tests.momento")


async def _guests(house: House, *names: str) -> list[Guest]:
    return [await make_guest(house, name) for name in names]


async def _memory_of(program: httpx.AsyncClient, name: str) -> dict[str, Any]:
    items = (await program.get("/api/momento/memories")).json()["items"]
    return next(item for item in items if item["name"] == name)


async def _block(house: House, blocker: Guest, blocked: Guest) -> None:
    await run(
        house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", blocker.id, blocked.id
    )


async def test_an_event_is_completed_two_hours_after_its_end_once_and_everybody_who_was_there_has_met(
    house: House, standins: StandIns
) -> None:
    host = await make_host(house)
    event = await make_event(house, host, seats=(1, 6))
    ada, ben, cy, dan = await _guests(house, "Ada", "Ben", "Cy", "Dan")
    await seat(house, event, [ada, ben, cy, dan])
    await _block(house, ada, cy)
    house.clock.move_to(event.starts_at + timedelta(minutes=5))
    await attend(house, event, [ada, ben, cy], late=[ben])
    house.clock.move_to(event.starts_at + timedelta(hours=2, minutes=59))
    await run_schedule(house, "momento.events.complete")
    assert await run(house, "select 1 from momento.connections") == []
    house.clock.move(timedelta(minutes=2))
    await asyncio.gather(*(run_schedule(house, "momento.events.complete") for _ in range(3)))
    rows = await run(
        house,
        """select a.first_name as one, b.first_name as other from momento.connections c
           join momento.social_profiles a on a.id = c.user_profile_id join momento.social_profiles b on b.id = c.connected_profile_id""",
    )
    assert {(row["one"], row["other"]) for row in rows} == {
        ("Ada", "Ben"),
        ("Ben", "Ada"),
        ("Ben", "Cy"),
        ("Cy", "Ben"),
    }
    await worker_pass(house, schedules=False)
    assert [mail.subject for mail in standins.mail.messages(ben.email)] == ["How was Soup and stories?"]
    assert standins.mail.messages(dan.email) == []


async def test_an_invitation_speaks_of_an_evening_that_is_over_as_over(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    ada, ben = await _guests(house, "Ada", "Ben")
    event = await spend_evening(house, [ada, ben], host=host)
    [mine] = await run(house, "select id from momento.invitations where profile_id = $1", ada.profile_id)
    program = await open_program(ada)
    shown = (await program.get(f"/momento/invitations/{mine['id']}", headers={"accept": "text/html"})).text
    assert "This evening is over" in shown
    assert "Who had a seat" in shown
    assert f'href="/momento/events/{event.id}/attendance"' in shown
    assert "event.ics" not in shown
    assert "Who is coming" not in shown


async def test_ratings_are_for_those_who_were_there_once_and_thought_over_for_two_days(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    ada, ben, cy, stranger = await _guests(house, "Ada", "Ben", "Cy", "Dan")
    event = await spend_evening(house, [ada, ben, cy], host=host)
    stars = {"host_rating_value": 5, "event_rating_value": 4, "comment": "Warm."}

    async def rate(guest: Guest, **changes: Any) -> int:
        program = await open_program(guest)
        return (await program.put(f"/api/momento/events/{event.id}/rating", json=stars | changes)).status_code

    assert [await rate(stranger), await rate(host.person), await rate(ada, host_rating_value=6)] == [
        404,
        404,
        422,
    ]
    assert [await rate(ada), await rate(ada, host_rating_value=2), await rate(ben)] == [204, 204, 204]
    [row] = await run(house, "select average_rating, ratings_count from momento.host_profiles")
    assert (row["average_rating"], row["ratings_count"]) == (None, 2)
    await rate(cy, host_rating_value=3)
    [row] = await run(house, "select average_rating, ratings_count from momento.host_profiles")
    assert row["average_rating"] == pytest.approx(10 / 3)
    house.clock.move(timedelta(hours=48, minutes=1))
    assert await rate(ada) == 409
    [dan] = await _guests(house, "Eve")
    assert await rate(dan) == 404


async def test_nobody_rates_after_fourteen_days(house: House, open_program: Any) -> None:
    [ada] = await _guests(house, "Ada")
    event = await spend_evening(house, [ada])
    house.clock.move(timedelta(days=14))
    program = await open_program(ada)
    answer = await program.put(
        f"/api/momento/events/{event.id}/rating", json={"host_rating_value": 1, "event_rating_value": 1}
    )
    assert answer.status_code == 409


async def test_a_mutual_wish_is_told_to_both_at_once_and_a_one_sided_one_to_nobody(
    house: House, open_program: Any, standins: StandIns
) -> None:
    ada, ben, cy = await _guests(house, "Ada", "Ben", "Cy")
    await spend_evening(house, [ada, ben, cy])
    hers, his, theirs = [await open_program(guest) for guest in (ada, ben, cy)]
    of_ben, of_ada, of_cy = (
        await _memory_of(hers, "Ben"),
        await _memory_of(his, "Ada"),
        await _memory_of(hers, "Cy"),
    )

    async def wish(program: httpx.AsyncClient, which: dict[str, Any], wanted: str) -> bool:
        return (await program.patch(f"/api/momento/memories/{which['id']}", json={"wish": wanted})).json()[
            "mutual"
        ]

    assert not await wish(hers, of_ben, "again")
    assert not await wish(hers, of_cy, "again")
    assert not await wish(theirs, await _memory_of(theirs, "Ada"), "rather_not")
    assert not (await _memory_of(his, "Ada"))["mutual"]
    assert not (await _memory_of(theirs, "Ada"))["mutual"]
    await worker_pass(house, schedules=False)
    assert [mail.subject for guest in (ada, ben, cy) for mail in standins.mail.messages(guest.email)] == []
    assert await wish(his, of_ada, "again")
    assert (await _memory_of(hers, "Ben"))["mutual"]
    await worker_pass(house, schedules=False)
    assert [mail.subject for mail in standins.mail.messages(ada.email)] == [
        "Ben would like to see you again too"
    ]
    assert [mail.subject for mail in standins.mail.messages(ben.email)] == [
        "Ada would like to see you again too"
    ]
    assert standins.mail.messages(cy.email) == []


async def test_two_who_say_so_at_the_same_moment_are_told_once_each(house: House, standins: StandIns) -> None:
    for _ in range(5):
        ada, ben = await _guests(house, "Ada", "Ben")
        await spend_evening(house, [ada, ben])
        rows = await run(
            house,
            "select id, user_profile_id from momento.connections where user_profile_id = any ($1)",
            [ada.profile_id, ben.profile_id],
        )
        people = {ada.profile_id: ada, ben.profile_id: ben}

        async def wish(row: Any, people: dict[UUID, Guest] = people) -> bool:
            from kith.commons.identity.person import Person

            guest = people[row["user_profile_id"]]
            return await memory.wish(house, Person(guest.id, guest.id), row["id"], "again")

        told = await asyncio.gather(*(wish(row) for row in rows))
        assert True in told
        await worker_pass(house, schedules=False)
        for guest in (ada, ben):
            assert (
                len([mail for mail in standins.mail.messages(guest.email) if "again too" in mail.subject])
                == 1
            )


async def test_a_memory_stays_as_it_was_and_an_erased_person_becomes_someone(
    house: House, open_program: Any
) -> None:
    ada, ben = await _guests(house, "Ada", "Ben")
    await spend_evening(house, [ada, ben])
    await run(
        house, "update momento.social_profiles set first_name = 'Benedict' where id = $1", ben.profile_id
    )
    program = await open_program(ada)
    assert (await _memory_of(program, "Ben"))["name"] == "Ben"
    async with house.database.session(_ACTOR, "momento") as db:
        await db.connection.execute("select erase_user($1)", ben.id)
    someone = await _memory_of(program, "Someone")
    assert someone["face_card_photo_id"] is None


async def test_notes_are_readable_to_their_owner_and_sealed_in_the_database(
    house: House, open_program: Any
) -> None:
    ada, ben = await _guests(house, "Ada", "Ben")
    await spend_evening(house, [ada, ben])
    hers, his = await open_program(ada), await open_program(ben)
    of_ben = await _memory_of(hers, "Ben")
    assert (
        await hers.patch(f"/api/momento/memories/{of_ben['id']}", json={"notes": "Collects maps."})
    ).status_code == 200
    assert (await hers.get(f"/api/momento/memories/{of_ben['id']}")).json()["notes"] == "Collects maps."
    [row] = await run(
        house, "select private_notes from momento.connections where id = $1", UUID(of_ben["id"])
    )
    assert "maps" not in row["private_notes"]
    assert (await his.get(f"/api/momento/memories/{of_ben['id']}")).status_code == 404
    assert (
        await his.patch(f"/api/momento/memories/{of_ben['id']}", json={"favorite": True})
    ).status_code == 404


async def test_people_who_met_write_to_each_other_in_one_conversation_and_nobody_else_reads_it(
    house: House, open_program: Any, standins: StandIns
) -> None:
    ada, ben, stranger = await _guests(house, "Ada", "Ben", "Cy")
    await spend_evening(house, [ada, ben])
    hers, his, theirs = [await open_program(guest) for guest in (ada, ben, stranger)]
    both = await asyncio.gather(
        hers.post("/api/momento/conversations", json={"profile": str(ben.profile_id)}),
        his.post("/api/momento/conversations", json={"profile": str(ada.profile_id)}),
    )
    [talk] = {answer.json()["id"] for answer in both}
    assert (
        await theirs.post("/api/momento/conversations", json={"profile": str(ada.profile_id)})
    ).status_code == 404
    assert (
        await hers.post(f"/api/momento/conversations/{talk}/messages", json={"content": "Hi"})
    ).status_code == 201
    assert (
        await hers.post(f"/api/momento/conversations/{talk}/messages", json={"content": "Ben?"})
    ).status_code == 201
    assert [line["unread"] for line in (await his.get("/api/momento/conversations")).json()] == [2]
    read = (await his.get(f"/api/momento/conversations/{talk}")).json()
    assert [(said["content"], said["mine"]) for said in read["messages"]["items"]] == [
        ("Ben?", False),
        ("Hi", False),
    ]
    assert [line["unread"] for line in (await his.get("/api/momento/conversations")).json()] == [0]
    assert (await theirs.get(f"/api/momento/conversations/{talk}")).status_code == 404
    assert (
        await theirs.post(f"/api/momento/conversations/{talk}/messages", json={"content": "x"})
    ).status_code == 404
    assert (
        await hers.post(f"/api/momento/conversations/{talk}/messages", json={"content": " "})
    ).status_code == 422
    await worker_pass(house, schedules=False)
    assert [mail.subject for mail in standins.mail.messages(ben.email)] == ["Ada wrote to you"]
    # What moderators took away before it was read does not keep the next message from being told.
    for said in ("Buy my knives", "Sorry"):
        sent = await hers.post(f"/api/momento/conversations/{talk}/messages", json={"content": said})
        await run(house, "update momento.messages set removed_at = now() where id = $1", sent.json()["id"])
    told = await run(house, "select 1 from momento.outbox where purpose = 'message.new'")
    assert len(told) == 3


async def test_a_block_ends_a_conversation_for_both_at_once_and_hides_its_history_from_neither(
    house: House, open_program: Any
) -> None:
    ada, ben = await _guests(house, "Ada", "Ben")
    await spend_evening(house, [ada, ben])
    hers, his = await open_program(ada), await open_program(ben)
    talk = (await hers.post("/api/momento/conversations", json={"profile": str(ben.profile_id)})).json()["id"]
    await hers.post(f"/api/momento/conversations/{talk}/messages", json={"content": "Hi"})

    async def write(program: httpx.AsyncClient) -> int:
        return (
            await program.post(f"/api/momento/conversations/{talk}/messages", json={"content": "?"})
        ).status_code

    await asyncio.gather(_block(house, ada, ben), write(hers), write(his))
    assert [await write(hers), await write(his)] == [409, 409]
    for program in (hers, his):
        seen = (await program.get(f"/api/momento/conversations/{talk}")).json()
        assert seen["open"] is False
        assert seen["messages"]["items"][-1]["content"] == "Hi"


async def test_the_pages_of_afterwards_answer_without_script(house: House, open_browser: Any) -> None:
    ada, ben = await _guests(house, "Ada", "Ben")
    event = await spend_evening(house, [ada, ben])
    browser = await open_browser(ada)
    assert (await browser.get(f"/momento/events/{event.id}/rate")).status_code == 200
    wrong = await browser.post(f"/momento/events/{event.id}/rate", host="5")
    assert wrong.status_code == 422
    assert "Please give stars to both" in wrong.text
    assert (
        await browser.post(f"/momento/events/{event.id}/rate", host="5", event="4", comment="Warm.")
    ).status_code == 303
    book = await browser.get("/momento/memories")
    assert "Ben" in book.text
    [row] = await run(house, "select id from momento.connections where user_profile_id = $1", ada.profile_id)
    page = f"/momento/memories/{row['id']}"
    assert (await browser.get(page)).status_code == 200
    assert (await browser.post(f"{page}/wish", wish="again")).status_code == 303
    assert (await browser.post(f"{page}/favorite", favorite="yes")).status_code == 303
    assert (await browser.post(f"{page}/notes", notes="Maps.")).status_code == 303
    assert "Maps." in (await browser.get(page)).text
    opened = await browser.post(f"/momento/people/{ben.profile_id}/write")
    assert (await browser.get(opened.headers["location"])).status_code == 200
    assert (await browser.post(opened.headers["location"], content="Hello Ben")).status_code == 303
    assert "Hello Ben" in (await browser.get(opened.headers["location"])).text
    assert "Hello Ben" in (await browser.get("/momento/messages")).text
    assert (await browser.post(opened.headers["location"], content="")).status_code == 422
