"""The pages of operations in a browser: phone and desktop, axe, nothing scrolls sideways, and acting by keyboard alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from playwright.async_api import Browser, Page

from harness import house as houses
from harness.accessibility import faults
from harness.members import add_person, jar, make_admin, run, sign_in
from kith.commons.messaging import outbox
from kith.commons.messaging.topics import ANSWERS
from kith.foundation import schedule_runs
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.jobs import Schedule

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
ROOT = "/console/operations"
PAGES = ("", "/jobs", "/schedules", "/messages", "/webhooks", "/money", "/queries", "/policies", "/cities")
TESTS = service("tests.operations")


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=("josh", "momento", "mentor", "attuned", "hotmess"))
    yield opened
    await opened.close()


async def _a_bad_day(house: House) -> None:
    """Something on every page."""

    async def fails(_house: House) -> None:
        raise TimeoutError

    await run(
        house,
        """
        with given_up as (
          insert into mentor.pgqueuer (priority, status, entrypoint, attempts, payload)
          select 0, 'failed', 'mentor.calendars.look', 5, '{}' from generate_series(1, 3)
        ), late as (
          insert into josh.pgqueuer_schedules (expression, entrypoint, next_run, last_run)
          values ('*/5 * * * *', 'josh.text.settle', now() - interval '9 minutes', now() - interval '14 minutes')
        ), event as (
          insert into stripe_events (stripe_event_id, event_type, payload, received_at, processing_error)
          values ('evt_1PqA7xJ2eZvKYlo2C0pQ', 'payment_intent.succeeded', '{}', now() - interval '40 minutes', 'Unavailable')
        )
        insert into money_differences (product, kind, what, provider_key, row_id, ours, theirs) values
        ('hotmess', 'payment', 'back', 'pi_3PqA7xJ2eZvKYlo2C0pQ', $1, '0.00 GBP of 15.00 GBP came back', '2.00 GBP of 15.00 GBP came back')
        """,
        uuid4(),
    )
    await schedule_runs.run(house, "josh", Schedule(name="josh.text.settle", cron="*/5 * * * *", run=fails))
    async with house.database.session(TESTS, "momento") as db:
        await outbox.queue_sms(
            db,
            house,
            to="+4915112345678",
            text="A seat is free",
            topic=ANSWERS,
            purpose="waiting.offer",
            key="k",
        )
        await db.connection.execute(
            "update outbox set status = 'failed', attempts = 6, last_error = 'ReadTimeout'"
        )


async def _tab_to(page: Page, label: str) -> None:
    """Press Tab until the field of this name has the focus."""
    for _ in range(120):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.placeholder || ''") == label:
            return
    raise AssertionError(f"{label} cannot be reached by keyboard")


@pytest.mark.long
async def test_the_pages_of_operations_are_accessible_fit_and_work_by_keyboard(
    chromium: Browser, house: House, public_site: str
) -> None:
    await _a_bad_day(house)
    olga = await add_person(house, email="olga@house.example", first_name="Olga")
    await make_admin(house, olga, "engineering")
    session = await sign_in(house, olga)
    wrong: list[str] = []
    for size, (width, height) in SIZES.items():
        context = await chromium.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme="dark" if size == "phone" else "light",
        )
        await context.add_cookies(jar(house, session))
        page = await context.new_page()
        for path in PAGES:
            await page.goto(house.settings.public_url + ROOT + path)
            name = f"operations{path.replace('/', '-')}-{size}"
            wrong += await faults(page, name, again=size != "phone" and path not in ("", "/jobs"))
        await page.goto(house.settings.public_url + ROOT + "/jobs")
        await _tab_to(page, "Why?")
        await page.keyboard.type(f"Google is back, seen on a {size}")
        await page.keyboard.press("Enter")
        await page.get_by_text("back in the queue").wait_for()
        await run(house, "update mentor.pgqueuer set status = 'failed'")
        await context.close()
    assert wrong == []
    lines = await run(house, "select reason from audit_log where action = 'jobs.run_again' order by sequence")
    assert [line["reason"] for line in lines] == [f"Google is back, seen on a {size}" for size in SIZES]
