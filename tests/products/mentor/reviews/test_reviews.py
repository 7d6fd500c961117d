"""Reviews: of one's own sessions, once, blind until both have written or two weeks are over; the average tells nothing early."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from harness.house import run_schedule
from harness.members import run
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from kith.foundation.house import House


async def _held(house: House) -> tuple[Member, Member, UUID]:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    booking = await make_booking(house, mentor, mia, start)
    house.clock.move_to(start + timedelta(hours=2))
    await complete(house, booking)
    return mentor, mia, booking


async def _review(program: httpx.AsyncClient, booking: UUID, rating: int = 5, **body: Any) -> int:
    answer = await program.post(f"/api/mentor/sessions/{booking}/review", json={"rating": rating} | body)
    return answer.status_code


async def _average(house: House) -> tuple[int, int]:
    [row] = await run(house, "select rating_count, rating_sum from mentor.mentor_profiles")
    return tuple(row)


async def test_nobody_reads_or_counts_a_review_before_both_have_written(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia, booking = await _held(house)
    hers, his = await open_program(mia), await open_program(mentor)
    assert await _review(hers, booking, 2, feedback="Too fast for me.") == 204
    public = f"/api/mentor/mentors/{mentor.profile_id}/reviews"
    assert (await his.get(public)).json()["items"] == []
    browser = await open_browser(mentor)
    for path in (
        "/mentor/reviews",
        f"/mentor/sessions/{booking}/review",
        f"/mentor/mentors/{mentor.profile_id}",
    ):
        assert "Too fast" not in (await browser.get(path)).text
    assert await _average(house) == (0, 0)
    product = house.product("mentor")
    assert product.privacy is not None
    async with house.database.session(_service(), "mentor") as db:
        taken = await product.privacy.export(house, db, mentor.id)
    assert taken["reviews_received"] == []
    assert await _review(his, booking, 4) == 204
    [shown] = (await his.get(public)).json()["items"]
    assert (shown["rating"], shown["feedback"], shown["reviewer"]) == (2, "Too fast for me.", "Mia")
    assert await _average(house) == (1, 2)
    assert "Too fast" in (await browser.get("/mentor/reviews")).text


def _service() -> Any:
    from kith.foundation.actor import service

    return service("tests.mentor")


async def test_after_two_weeks_one_alone_shows_and_counts_once(house: House, open_program: Any) -> None:
    mentor, mia, booking = await _held(house)
    await _review(await open_program(mia), booking, 5)
    house.clock.move(timedelta(days=14))
    await asyncio.gather(*(run_schedule(house, "mentor.reviews.count") for _ in range(3)))
    assert await _average(house) == (1, 5)
    program = await open_program(mentor)
    found = (await program.get(f"/api/mentor/mentors/{mentor.profile_id}/reviews")).json()
    assert (len(found["items"]), found["average"], found["distribution"]) == (1, 5.0, [1, 0, 0, 0, 0])
    assert await _review(program, booking, 1) == 409


async def test_one_review_each_of_ones_own_sessions_when_they_are_over(
    house: House, open_program: Any
) -> None:
    mentor, mia, booking = await _held(house)
    hers = await open_program(mia)
    ahead = await make_booking(house, mentor, mia, hour(house, days=3))
    assert await _review(hers, ahead) == 409
    eve = await open_program(await make_mentee(house, "Eve"))
    assert await _review(eve, booking) == 404
    for rating in (0, 6):
        assert await _review(hers, booking, rating) == 422
    answers = await asyncio.gather(*(_review(hers, booking) for _ in range(4)))
    assert sorted(answers) == [204, 409, 409, 409]


async def test_a_review_is_answered_once_in_public_by_the_one_reviewed(
    house: House, open_program: Any
) -> None:
    mentor, mia, booking = await _held(house)
    hers, his = await open_program(mia), await open_program(mentor)
    await _review(hers, booking, 3, feedback="Good.")
    [row] = await run(house, "select id from mentor.reviews")
    path = f"/api/mentor/reviews/{row['id']}/reply"
    assert (await his.post(path, json={"reply": "Thanks"})).status_code == 409
    await _review(his, booking, 5, is_public=False)
    assert (await hers.post(path, json={"reply": "Me too"})).status_code == 404
    assert (await his.post(path, json={"reply": "  "})).status_code == 422
    assert (await his.post(path, json={"reply": "Come back."})).status_code == 204
    assert (await his.post(path, json={"reply": "Again."})).status_code == 409
    [shown] = (await hers.get(f"/api/mentor/mentors/{mentor.profile_id}/reviews")).json()["items"]
    assert shown["reply"] == "Come back."


async def test_a_private_review_counts_and_is_read_by_the_two_only(house: House, open_program: Any) -> None:
    mentor, mia, booking = await _held(house)
    hers, his = await open_program(mia), await open_program(mentor)
    await _review(hers, booking, 4, feedback="Between us.", is_public=False)
    await _review(his, booking, 4)
    found = (await hers.get(f"/api/mentor/mentors/{mentor.profile_id}/reviews")).json()
    assert (found["items"], found["count"], found["distribution"]) == ([], 1, [0, 1, 0, 0, 0])
    assert "Between us." in (await his.get("/mentor/reviews")).text
    assert await _average(house) == (1, 4)
    [row] = await run(house, "select id from mentor.reviews where reviewer_user_id = $1", mia.id)
    for _ in range(2):
        await run(house, "select mentor.hide_review($1)", row["id"])
    assert await _average(house) == (0, 0)


async def test_reviews_are_read_page_by_page_with_the_average_and_what_it_is_made_of(
    house: House, client: httpx.AsyncClient, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house, days=1)
    ratings = [5] * 14 + [4] * 6 + [1] * 3
    bookings = [
        await make_booking(house, mentor, mia, start + timedelta(hours=2 * number))
        for number in range(len(ratings))
    ]
    house.clock.move_to(start + timedelta(hours=2 * len(ratings)))
    # All at one moment: a page ends where the next one begins, even so.
    await run(
        house,
        """with done as (update mentor.bookings set status = 'completed' returning id)
           select count(*) from done""",
    )
    await run(
        house,
        """insert into mentor.reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, feedback, is_public, reveals_at)
           select b.id, b.mentee_user_id, b.mentor_user_id, r.rating, 'Review ' || r.number, r.number <> 3, b.end_time
           from unnest($1::uuid[], $2::int[]) with ordinality r (id, rating, number) join mentor.bookings b on b.id = r.id""",
        bookings,
        ratings,
    )
    house.clock.move(timedelta(days=14))
    await run_schedule(house, "mentor.reviews.count")
    where = f"/api/mentor/mentors/{mentor.profile_id}/reviews"
    read: list[str] = []
    pages, cursor = 0, ""
    while True:
        found = (await client.get(where, params={"cursor": cursor})).json()
        assert (found["count"], found["readable"], found["distribution"]) == (23, 22, [14, 6, 0, 0, 3])
        assert round(found["average"], 4) == round(sum(ratings) / 23, 4)
        read += [one["feedback"] for one in found["items"]]
        pages += 1
        cursor = found["next"]
        if not cursor:
            break
    assert (pages, sorted(read)) == (3, sorted(f"Review {number}" for number in range(1, 24) if number != 3))
    assert (await client.get(where, params={"cursor": "zzz"})).status_code == 422
    browser = await open_browser(mia)
    front = await browser.get(f"/mentor/mentors/{mentor.profile_id}")
    assert "All 22 reviews" in front.text
    page = await browser.get(f"/mentor/mentors/{mentor.profile_id}/reviews")
    assert "4.2 of 5" in page.text
    assert page.text.count('class="review"') == 10
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", mentor.id, mia.id)
    assert (await browser.get(f"/mentor/mentors/{mentor.profile_id}/reviews")).status_code == 404
