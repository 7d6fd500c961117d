"""What belongs to a session: messages between its two, notes in which nobody's words are lost, running late."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from harness.house import worker_pass
from harness.members import bearer, run, sign_in
from harness.mentor import Member, hour, make_booking, make_mentee, make_mentor
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def _booked(house: House) -> tuple[Member, Member, UUID]:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    return mentor, mia, await make_booking(house, mentor, mia, hour(house, days=1))


async def test_the_two_write_to_each_other_and_nobody_else_reads_it(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia, booking = await _booked(house)
    hers, his = await open_program(mia), await open_program(mentor)
    path = f"/api/mentor/sessions/{booking}"
    for words in ("What shall I bring?", "And where is the room?"):
        assert (await hers.post(f"{path}/messages", json={"message": words})).status_code == 204
    assert (await hers.post(f"{path}/messages", json={"message": "  "})).status_code == 422
    seen = (await his.get(f"{path}/room")).json()
    assert [(one["mine"], one["message"]) for one in seen["messages"]] == [
        (False, "What shall I bring?"),
        (False, "And where is the room?"),
    ]
    await worker_pass(house, schedules=False)
    told = [letter for letter in standins.mail.messages(mentor.email) if "wrote to you" in letter.subject]
    assert len(told) == 1
    assert "bring" not in (told[0].text or "")
    eve = await open_program(await make_mentee(house, "Eve"))
    for verb, where, body in (
        ("GET", "room", None),
        ("POST", "messages", {"message": "Hi"}),
        ("PUT", "notes", {"version": 0, "content": "x"}),
    ):
        assert (await eve.request(verb, f"{path}/{where}", json=body)).status_code == 404
    browser = await open_browser(mentor)
    page = await browser.get(f"/mentor/sessions/{booking}")
    assert "What shall I bring?" in page.text
    sent = await browser.post(f"/mentor/sessions/{booking}/messages", message="A question.")
    assert sent.status_code == 303


async def test_a_block_closes_the_messages_for_both_and_hides_nothing(
    house: House, open_program: Any
) -> None:
    mentor, mia, booking = await _booked(house)
    hers = await open_program(mia)
    path = f"/api/mentor/sessions/{booking}"
    await hers.post(f"{path}/messages", json={"message": "Hello"})
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", mentor.id, mia.id)
    for person in (mia, mentor):
        program = await open_program(person)
        assert (await program.post(f"{path}/messages", json={"message": "Still there?"})).status_code == 409
        seen = (await program.get(f"{path}/room")).json()
        assert (len(seen["messages"]), seen["may_write"]) == (1, False)


async def test_notes_lose_nobodys_words(house: House, open_program: Any, open_browser: Any) -> None:
    mentor, mia, booking = await _booked(house)
    hers, his = await open_program(mia), await open_program(mentor)
    path = f"/api/mentor/sessions/{booking}/notes"
    first = await asyncio.gather(
        hers.put(path, json={"version": 0, "content": "Hers"}),
        his.put(path, json={"version": 0, "content": "His"}),
    )
    assert sorted(answer.status_code for answer in first) == [200, 409]
    refused, won = sorted(first, key=lambda answer: -answer.status_code)
    assert refused.json()["type"] == "/problems/notes-moved-on"
    assert refused.json()["theirs"] == won.json() | {"mine": False}
    kept = (await hers.get(f"/api/mentor/sessions/{booking}/room")).json()["notes"]
    assert kept["version"] == 1
    again = await hers.put(path, json={"version": 1, "content": "Both"})
    assert again.json()["version"] == 2
    browser = await open_browser(mentor)
    await browser.get(f"/mentor/sessions/{booking}")
    met = await browser.post(f"/mentor/sessions/{booking}/notes", version="1", content="My long thoughts")
    assert met.status_code == 409
    assert "My long thoughts" in met.text
    assert "Both" in met.text
    assert "The other wrote meanwhile" in met.text
    # What is too long is refused and still there to be made shorter.
    long = await browser.post(f"/mentor/sessions/{booking}/notes", version="2", content="long " * 4001)
    assert (long.status_code, long.text.count("long long")) == (422, 2000)
    long = await browser.post(f"/mentor/sessions/{booking}/messages", message="wide " * 1000)
    assert (long.status_code, long.text.count("wide wide")) == (422, 500)


async def test_running_late_tells_the_other_from_an_hour_before(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia, booking = await _booked(house)
    path = f"/api/mentor/sessions/{booking}"
    assert (await (await open_program(mia)).post(f"{path}/late", json={"minutes": 5})).status_code == 409
    house.clock.move_to(hour(house, days=1) - timedelta(minutes=30))
    hers = await open_program(mia)
    assert (await hers.post(f"{path}/late", json={"minutes": 50})).status_code == 422
    assert (await hers.post(f"{path}/late", json={"minutes": 10})).status_code == 204
    assert (await (await open_program(mentor)).get(f"{path}/room")).json()["late"] == 10
    await worker_pass(house, schedules=False)
    assert standins.mail.messages(mentor.email)[-1].subject == "Mia comes 10 minutes later"


async def test_the_way_in_opens_on_a_page_that_is_open_already_and_nobody_is_late_once_it_is_over(
    house: House, open_program: Any, open_browser: Any, public_site: str
) -> None:
    mentor, mia, booking = await _booked(house)
    start = hour(house, days=1)
    house.clock.move_to(start - timedelta(minutes=30))
    async with (
        httpx.AsyncClient(
            base_url=public_site, headers=bearer(await sign_in(house, mentor.id)), timeout=20
        ) as live,
        live.stream("GET", f"/mentor/sessions/{booking}/door/live") as answer,
    ):
        lines = answer.aiter_lines()
        seen = ""
        while "The room opens at" not in seen:
            seen += await anext(lines)
        house.clock.move_to(start - timedelta(minutes=5))
        hers = await open_program(mia)
        assert (
            await hers.post(f"/api/mentor/sessions/{booking}/late", json={"minutes": 10})
        ).status_code == 204
        while "Mia comes 10 minutes later" not in seen:
            seen += await anext(lines)
        assert f'href="/mentor/sessions/{booking}/room"' in seen
    page = f"/mentor/sessions/{booking}"
    assert "Mia comes 10 minutes later" in (await (await open_browser(mentor)).get(page)).text
    house.clock.move_to(start + timedelta(hours=2))
    assert "Mia comes 10 minutes later" not in (await (await open_browser(mentor)).get(page)).text
    eve = await open_browser(await make_mentee(house, "Eve"))
    assert (await eve.get(f"{page}/door/live")).status_code == 404


async def test_a_page_that_is_open_while_the_other_answers_or_calls_off_says_so_and_leads_on(
    house: House, open_program: Any, public_site: str
) -> None:
    mentor = await make_mentor(house, booking_mode="request", hourly_rate=0)
    mia = await make_mentee(house, "Mia")
    maxes, mias = await open_program(mentor), await open_program(mia)
    asked = {"mentor": str(mentor.profile_id), "start": hour(house, days=1).isoformat(), "minutes": 60}
    booking = (await mias.post("/api/mentor/bookings", json=asked)).json()["id"]
    page, changed = f"/mentor/sessions/{booking}", "Something has changed here just now."

    async def until_changed(part: str, happens: Any) -> str:
        async with (
            httpx.AsyncClient(
                base_url=public_site, headers=bearer(await sign_in(house, mia.id)), timeout=20
            ) as live,
            live.stream("GET", f"{page}/{part}") as answer,
        ):
            lines = answer.aiter_lines()
            seen = await anext(lines)
            assert changed not in seen
            assert (await happens()).status_code < 300
            while f'href="{page}"' not in seen:
                seen += await anext(lines)
        return seen

    assert f"{page}/live?shown=requested" in (await mias.get(page)).text
    assert changed in await until_changed(
        "live?shown=requested",
        lambda: maxes.post(f"/api/mentor/sessions/{booking}/answer", json={"accept": True}),
    )
    assert f"{page}/door/live" in (await mias.get(page)).text
    assert changed in await until_changed(
        "door/live", lambda: maxes.post(f"/api/mentor/sessions/{booking}/cancel", json={"reason": "Ill"})
    )
    eve = await open_program(await make_mentee(house, "Eve"))
    assert (await eve.get(f"{page}/live?shown=off")).status_code == 404
