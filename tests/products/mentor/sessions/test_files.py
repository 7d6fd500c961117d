"""Files of a session: from one of its two to the other, of kinds that are safe to pass on, nobody else's to fetch."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest

from harness.attacked import constraint
from harness.house import run_schedule, worker_pass
from harness.members import Browser, run
from harness.mentor import MentorRows, hour, make_booking, make_mentee, make_mentor
from kith.commons.media.store import Missing, store_of
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.simulator.standins import StandIns

PDF = b"%PDF-1.7\n% a plan\n"


async def _send(program: httpx.AsyncClient, booking: UUID, name: str, data: bytes) -> httpx.Response:
    return await program.post(f"/api/mentor/sessions/{booking}/files", files={"file": (name, data)})


async def _files(program: httpx.AsyncClient, booking: UUID) -> list[dict[str, Any]]:
    return (await program.get(f"/api/mentor/sessions/{booking}/room")).json()["files"]


async def test_a_file_reaches_the_other_of_the_two_and_nobody_else(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await make_booking(house, mentor, mia, hour(house))
    hers, his = await open_program(mia), await open_program(mentor)
    sent = await _send(hers, booking, "../Plan für\u202e Max.exe", PDF)
    assert sent.status_code == 201
    url = sent.json()["url"]
    [listed] = await _files(his, booking)
    assert (listed["mine"], listed["filename"], listed["size"]) == (False, "Plan für Max.pdf", len(PDF))
    got = await his.get(url)
    assert (got.status_code, got.content) == (200, PDF)
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"].startswith("attachment;")
    assert (got.headers["x-content-type-options"], "sandbox" in got.headers["content-security-policy"]) == (
        "nosniff",
        True,
    )
    # A stranger finds nothing at any of the addresses, nor do the two under another session of theirs.
    eve, other = await make_mentee(house, "Eve"), await make_booking(house, mentor, mia, hour(house, days=9))
    evil = await open_program(eve)
    file = url.rpartition("/")[2]
    for answer in (
        await evil.get(url),
        await evil.delete(f"/api{url}"),
        await _send(evil, booking, "a.pdf", PDF),
        await evil.get(f"/mentor/sessions/{booking}/files/live"),
        await his.get(f"/mentor/sessions/{other}/files/{file}"),
        # The other's file is not one's own to take away.
        await his.delete(f"/api{url}"),
    ):
        assert answer.status_code == 404
    browser = await open_browser(mia)
    page = await browser.get(f"/mentor/sessions/{booking}")
    assert "Plan für Max.pdf" in page.text
    await worker_pass(house, schedules=False)
    assert standins.mail.messages(mentor.email)[-1].subject == "Mia sent you a file"
    [stored] = await run(house, "select key from mentor.stored_files")
    removed = await browser.post(f"{url}/remove")
    assert removed.status_code == 303
    assert (await his.get(url)).status_code == 404
    assert await _files(his, booking) == []
    await run_schedule(house, "mentor.files.sweep")
    with pytest.raises(Missing):
        await store_of(house).get(stored["key"])


async def test_what_is_too_large_or_of_another_kind_is_refused_in_words(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await make_booking(house, mentor, mia, hour(house))
    program = await open_program(mia)
    for name, data, words in (
        ("a.pdf", PDF + b"0" * 10_000_000, "larger than 10 MB"),
        ("run.exe", b"MZ\x90\x00\x03\x00", "This kind of file cannot be sent"),
        ("page.html.pdf", b"<svg onload=alert(1)>\x01", "This kind of file cannot be sent"),
        ("empty.pdf", b"", "choose a file"),
    ):
        answer = await _send(program, booking, name, data)
        assert (answer.status_code, answer.json()["field"]) == (422, "file")
        assert words in answer.json()["detail"]
    assert (await program.post(f"/api/mentor/sessions/{booking}/files", files={})).status_code == 422
    assert (await _send(program, booking, "a.pdf", PDF + b"0" * 16_000_000)).status_code == 413
    browser: Browser = await open_browser(mia)
    await browser.get(f"/mentor/sessions/{booking}")
    refused = await browser.post(f"/mentor/sessions/{booking}/files")
    assert (refused.status_code, "Please choose a file." in refused.text) == (422, True)
    # HTML is text to us, and text to a browser.
    assert (await _send(program, booking, "a.html", b"<script>alert(1)</script>")).status_code == 201
    [listed] = await _files(program, booking)
    assert listed["content_type"] == "text/plain"
    assert await run(house, "select 1 from mentor.stored_files where state = 'pending'") == []


async def test_files_messages_and_notes_go_along_when_a_session_moves_and_close_a_week_after_one_is_off(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house)
    booking = await make_booking(house, mentor, mia, start)
    hers = await open_program(mia)
    path = f"/api/mentor/sessions/{booking}"
    await _send(hers, booking, "a.md", b"# Plan")
    await hers.post(f"{path}/messages", json={"message": "See the plan"})
    await hers.put(f"{path}/notes", json={"version": 0, "content": "Ours"})
    later = start + timedelta(days=1)
    moved = (await hers.post(f"{path}/move", json={"start": later.isoformat()})).json()["id"]
    room = (await hers.get(f"/api/mentor/sessions/{moved}/room")).json()
    assert (len(room["messages"]), len(room["files"]), room["notes"]["content"]) == (1, 1, "Ours")
    assert (await hers.get(room["files"][0]["url"])).content == b"# Plan"
    browser = await open_browser(mia)
    onwards = await browser.get(f"/mentor/sessions/{booking}")
    assert (onwards.status_code, onwards.headers["location"]) == (303, f"/mentor/sessions/{moved}")
    assert (await hers.post(f"{path}/messages", json={"message": "Here?"})).status_code == 409
    # Called off: open for a week after the planned end, then to be read only.
    path = f"/api/mentor/sessions/{moved}"
    assert (await hers.post(f"{path}/cancel", json={})).status_code == 200
    assert "You can still write to each other until" in (await browser.get(f"/mentor/sessions/{moved}")).text
    house.clock.move_to(later + timedelta(days=7))
    hers = await open_program(mia)
    assert (await hers.post(f"{path}/messages", json={"message": "Sorry"})).status_code == 204
    house.clock.move_to(later + timedelta(days=7, hours=1))
    hers = await open_program(mia)
    assert (await hers.post(f"{path}/messages", json={"message": "More"})).status_code == 409
    assert (await hers.put(f"{path}/notes", json={"version": 1, "content": "x"})).status_code == 409
    assert (await _send(hers, UUID(moved), "b.pdf", PDF)).status_code == 409
    room = (await hers.get(f"{path}/room")).json()
    assert (room["may_write"], room["closed"], len(room["messages"])) == (False, "over", 2)
    page = await (await open_browser(mia)).get(f"/mentor/sessions/{moved}")
    assert "the week after it is over" in page.text


async def test_files_come_along_in_an_export_and_go_with_their_person(
    house: House, open_program: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await make_booking(house, mentor, mia, hour(house))
    hers, his = await open_program(mia), await open_program(mentor)
    await _send(hers, booking, "hers.pdf", PDF)
    await _send(his, booking, "his.pdf", PDF)
    product = house.product("mentor")
    assert product.privacy is not None
    async with house.database.session(service("tests.mentor"), "mentor") as db:
        taken = await product.privacy.export(house, db, mia.id)
        assert [one["filename"] for one in taken["files_sent"]] == ["hers.pdf"]
        await product.privacy.erase(house, db, mia.id)
    rows = await run(house, "select filename, state from mentor.stored_files order by filename")
    assert [tuple(row) for row in rows] == [("hers.pdf", "unwanted"), ("his.pdf", "kept")]


@pytest.mark.postgres15
def test_the_database_lets_only_the_two_share_thirty_files_of_their_own(mentor_rows: MentorRows) -> None:
    mentor, mia, eve = mentor_rows.mentor(), mentor_rows.person(), mentor_rows.person("Eve")
    booking, _outcome = mentor_rows.book(mentor, mia, "20 days", p_paid_with="nothing")

    def kept(owner: UUID) -> UUID:
        return mentor_rows.insert(
            "stored_files",
            {
                "owner_id": owner,
                "purpose": "session",
                "content_type": "text/plain",
                "bytes": 1,
                "sha256": b"0" * 32,
                "key": uuid4().hex,
                "state": "kept",
            },
        )

    def share(uploader: UUID, file: UUID, on: Any = mentor_rows.db) -> Any:
        return on.execute(
            "insert into session_files (booking_id, uploader_user_id, file_id) values (%s, %s, %s)",
            (booking, uploader, file),
        )

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        share(eve, kept(eve))
    with pytest.raises(psycopg.errors.CheckViolation) as refusal:
        share(mia, kept(mentor))
    assert constraint(refusal) == "session_files_of_ones_own"
    for _number in range(28):
        share(mia, kept(mia))
    more = [kept(mia) for _number in range(4)]
    outcomes = mentor_rows.at_once([lambda on, file=file: share(mia, file, on) for file in more])
    assert sum(isinstance(outcome, psycopg.errors.CheckViolation) for outcome in outcomes) == 2
    assert mentor_rows.one("select count(*) from session_files where booking_id = %s", booking) == 30
