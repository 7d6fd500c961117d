"""Mentor's pages in its demo town as mentees and mentors see them: phone and desktop, no script errors, no accessibility violations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from playwright.async_api import Browser, BrowserContext

from harness.accessibility import faults
from harness.members import add_person, make_admin, run, sign_in
from kith.foundation.house import House
from kith.web import cookies

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


@pytest.fixture
async def house(open_demo: Callable[[str], Awaitable[House]]) -> House:
    return await open_demo("mentor")


async def _open(
    browser: Browser, house: House, size: str, person: UUID | None, locale: str
) -> BrowserContext:
    width, height = SIZES[size]
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        locale=locale,
        reduced_motion="reduce",
        color_scheme="dark" if size == "desktop" else "light",
    )
    if person is not None:
        session = await sign_in(house, person)
        await context.add_cookies(
            [
                {"name": name, "value": value, "url": house.settings.public_url}
                for name, value in (
                    (cookies.access_name(house), session.access_token),
                    (cookies.refresh_name(house), session.refresh_token),
                )
            ]
        )
    return context


async def _look(
    browser: Browser,
    house: House,
    paths: dict[str, str],
    size: str,
    person: UUID | None,
    locale: str = "en-US",
) -> None:
    context = await _open(browser, house, size, person, locale)
    page = await context.new_page()
    complaints: list[str] = []
    wrong: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for name, path in paths.items():
        answer = await page.goto(house.settings.public_url + path)
        assert answer is not None
        assert answer.status == 200, path
        wrong += await faults(page, f"mentor-{name}-{size}-{locale[:2]}", again=size == "desktop")
    assert wrong + complaints == []
    await context.close()


async def _one(house: House, sql: str) -> UUID:
    rows = await run(house, sql)
    return rows[0][0]


@pytest.mark.parametrize(("size", "locale"), [("phone", "de-DE"), ("desktop", "en-US")])
@pytest.mark.long
async def test_every_page_of_mentees_and_mentors_is_accessible_and_fits(
    chromium: Browser, house: House, public_site: str, size: str, locale: str
) -> None:
    profile = await _one(house, "select id from mentor.profiles where full_name = 'Grace Okoro'")
    open_to_all = {
        "front": "/mentor",
        "directory": "/mentor/mentors",
        "narrowed": "/mentor/mentors?q=python&price=100&sort=price",
        "nobody": "/mentor/mentors?q=zzzz",
        "mentor": f"/mentor/mentors/{profile}",
        "week": f"/mentor/mentors/{profile}/book?zone=Asia/Kathmandu",
        "month": f"/mentor/mentors/{profile}/book?view=month",
        "said-of-mentor": f"/mentor/mentors/{profile}/reviews",
    }
    await _look(chromium, house, open_to_all, size, None, locale)
    mentee = await _one(house, "select user_id from mentor.profiles where full_name = 'Ana Adler'")
    # With messages, notes and a file.
    ahead = await _one(
        house,
        f"select n.booking_id from mentor.session_notes n join mentor.bookings b on b.id = n.booking_id where b.mentee_user_id = '{mentee}'",
    )
    behind = await _one(
        house,
        f"select id from mentor.bookings where mentee_user_id = '{mentee}' and status = 'completed' limit 1",
    )
    receipt = await _one(
        house,
        f"select p.id from mentor.payments p where p.user_id = '{mentee}' and p.purchase_id is not null",
    )
    held = await _one(
        house,
        f"""select booking_id from (select m.user_id, m.next_free_slot from mentor.mentor_profiles m where m.hourly_rate > 0
              and m.booking_mode = 'instant' order by m.next_free_slot desc limit 1) m,
              mentor.create_booking_if_free(m.user_id, '{mentee}', m.next_free_slot, m.next_free_slot + interval '1 hour', 5000, 'eur')""",
    )
    closed = await _one(
        house,
        "select max(starts_on)::text from mentor.game_periods where kind = 'week' and closed_at is not null",
    )
    pages = {
        "sessions": "/mentor/sessions",
        "ahead": f"/mentor/sessions/{ahead}",
        "behind": f"/mentor/sessions/{behind}",
        "move": f"/mentor/sessions/{ahead}/move",
        "checkout": f"/mentor/bookings/{held}/pay",
        "profile": "/mentor/profile",
        "payments": "/mentor/payments",
        "receipt": f"/mentor/payments/{receipt}/receipt",
        "credit": f"/mentor/mentors/{profile}/book",
        "block": f"/mentor/people/{profile}/block",
        "report": f"/mentor/report?kind=session&id={ahead}",
        "begin": "/mentor/mentoring",
        "leaderboard": "/mentor/leaderboard",
        "league": "/mentor/leaderboard/league",
        "closed-week": f"/mentor/leaderboard/weeks/{closed}",
        "progress": "/mentor/progress",
    }
    await _look(chromium, house, pages, size, mentee, locale)
    grace = await _one(house, "select user_id from mentor.profiles where full_name = 'Grace Okoro'")
    pages = {
        "mentoring": "/mentor/mentoring",
        "packages": "/mentor/mentoring/packages",
        "earnings": "/mentor/mentoring/earnings",
        "offer": "/mentor/mentoring/offer",
        "hours": "/mentor/mentoring/hours",
        "calendars": "/mentor/calendars",
        "reviewed": "/mentor/reviews",
    }
    await _look(chromium, house, pages, size, grace, locale)
    contested = await _one(house, "select booking_id from mentor.no_show_reports limit 1")
    reported = await _one(house, "select reported_user_id from mentor.no_show_reports limit 1")
    await make_admin(house, grace, "ops")
    desk = {"no-show": f"/console/mentor/no-shows/{contested}"}
    await _look(chromium, house, desk, size, grace, locale)
    await _look(chromium, house, {"contested": f"/mentor/sessions/{contested}"}, size, reported, locale)
    robin = await add_person(house, email="robin@house.example", first_name="Robin")
    await _look(chromium, house, {"join": "/mentor/join"}, size, robin, locale)
