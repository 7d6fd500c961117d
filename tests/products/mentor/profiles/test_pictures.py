"""Pictures of people: painted anew, one at a time, seen by those who may."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import httpx
from PIL import Image

from harness.house import run_schedule
from harness.members import add_person, run
from harness.mentor import Member, hour, make_booking, make_mentee, make_mentor
from harness.pictures import PLANTED, scene
from kith.foundation.actor import service
from kith.foundation.house import House


def _photo() -> bytes:
    held = io.BytesIO()
    scene((900, 700)).save(held, "JPEG", comment=PLANTED)
    return held.getvalue()


async def _put(program: httpx.AsyncClient, data: bytes) -> httpx.Response:
    return await program.post("/api/mentor/profile/picture", files={"picture": ("me.jpg", data)})


async def test_a_picture_is_painted_anew_and_shown_where_its_person_is(
    house: House, client: httpx.AsyncClient, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await make_booking(house, mentor, mia, hour(house))
    his, hers = await open_program(mentor), await open_program(mia)
    assert PLANTED in _photo()
    first = (await _put(his, _photo())).json()["url"]
    url = (await _put(his, _photo())).json()["url"]
    assert (await client.get(first)).status_code == 404
    shown = await client.get(url)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert PLANTED not in shown.content
    assert max(Image.open(io.BytesIO(shown.content)).size) == 320
    [card] = (await client.get("/api/mentor/mentors")).json()["items"]
    assert card["avatar_url"] == url
    browser = await open_browser(mia)
    for path in ("/mentor/mentors", f"/mentor/mentors/{mentor.profile_id}", "/mentor/sessions"):
        assert f'src="{url}"' in (await browser.get(path)).text
    # A mentee's is for those who have a session with them.
    hers_url = (await _put(hers, _photo())).json()["url"]
    eve = await open_program(await make_mentee(house, "Eve"))
    seen = [(await one.get(hers_url)).status_code for one in (hers, his, eve, client)]
    assert seen == [200, 200, 404, 404]
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", mia.id, mentor.id)
    assert [(await one.get(hers_url)).status_code for one in (hers, his)] == [200, 404]
    assert (await hers.get(url)).status_code == 404
    # Taken down, it leaves the store; the initials are back.
    profile = await open_browser(mentor)
    assert url in (await profile.get("/mentor/profile")).text
    assert (await profile.post("/mentor/profile/picture/remove")).status_code == 303
    assert url not in (await profile.get("/mentor/profile")).text
    await run_schedule(house, "mentor.files.sweep")
    [row] = await run(house, "select count(*) as n from mentor.stored_files")
    assert row["n"] == 1
    product = house.product("mentor")
    assert product.privacy is not None
    async with house.database.session(service("tests.mentor"), "mentor") as db:
        await product.privacy.erase(house, db, mia.id)
    await run_schedule(house, "mentor.files.sweep")
    assert await run(house, "select 1 from mentor.stored_files") == []


async def test_a_review_shows_the_picture_of_who_wrote_it_to_members_and_to_nobody_else(
    house: House, client: httpx.AsyncClient, open_program: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    booking = await make_booking(house, mentor, mia, hour(house))
    hers = await open_program(mia)
    url = (await _put(hers, _photo())).json()["url"]
    house.clock.move(timedelta(days=3))
    await run(house, "update mentor.bookings set status = 'completed' where id = $1", booking)
    await run(
        house,
        """insert into mentor.reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, feedback, is_public, reveals_at)
           values ($1, $2, $3, 5, 'Clear and kind.', true, kith.now())""",
        booking,
        mia.id,
        mentor.id,
    )
    house.clock.move(timedelta(days=30))
    guest = await add_person(house, email="guest@example.org")
    of_momento = await open_program(Member(guest, guest, "Gus", "guest@example.org"))
    eve = await open_program(await make_mentee(house, "Eve"))
    page = f"/mentor/mentors/{mentor.profile_id}"
    for who, shown in ((eve, True), (of_momento, False), (client, False)):
        for path in (page, f"{page}/reviews", f"/api{page}/reviews"):
            answer = await who.get(path)
            assert (answer.status_code, url in answer.text) == (200, shown), path
        assert (await who.get(url)).status_code == (200 if shown else 404)


async def test_what_is_no_photo_is_refused_in_words_and_changes_nothing(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor = await make_mentor(house)
    program = await open_program(mentor)
    refused = await _put(program, b"%PDF-1.7")
    assert (refused.status_code, refused.json()["field"]) == (422, "picture")
    assert "not a photo we can read" in refused.json()["detail"]
    assert (await program.delete("/api/mentor/profile/picture")).status_code == 404
    browser = await open_browser(mentor)
    await browser.get("/mentor/profile")
    page = await browser.post("/mentor/profile/picture")
    assert (page.status_code, "Please choose a photo." in page.text) == (422, True)
    assert await run(house, "select 1 from mentor.stored_files") == []
