"""Attuned as somebody without an account meets it, on a phone and a desktop: no script errors, no accessibility violations, answers that survive
being offline."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from harness import house as houses
from harness.accessibility import faults
from harness.members import run
from kith.foundation.house import House
from kith.web import cookies

pytestmark = pytest.mark.browser
_SIZES = {"phone": (390, 844, "light"), "desktop": (1280, 900, "dark")}


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=("attuned",))
    yield opened
    await opened.close()


class _Looker:
    """Looks at the page that is open: violations, sideways scrolling, a picture where one was asked for."""

    def __init__(self, page: Page, size: str) -> None:
        self.page = page
        self.size = size
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    async def look(self, name: str) -> None:
        # Colours on their way from one to another are nobody's.
        await self.page.mouse.move(0, 0)
        await self.page.evaluate(
            "Promise.all(document.getAnimations().map(moving => moving.finished.catch(() => null)))"
        )
        self.wrong += await faults(self.page, f"attuned-{name}-{self.size}")


@pytest.mark.parametrize("size", _SIZES)
async def test_from_the_front_door_to_a_profile_with_keys_and_a_tunnel_on_the_way_where_the_last_answer_brings_the_end(
    chromium: Browser, house: House, public_site: str, size: str
) -> None:
    width, height, scheme = _SIZES[size]
    context = await chromium.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = await context.new_page()
    looker = _Looker(page, size)
    await page.goto(f"{public_site}/attuned")
    await looker.look("front")
    await page.get_by_role("link", name="Begin").click()
    await looker.look("begin")
    for field in ("age_consent", "terms_consent", "privacy_consent"):
        await page.check(f"#field-{field}")
    await page.get_by_role("button", name="Begin without an account").click()
    await page.fill("#field-display_name", "Robin")
    await page.check('[name="anatomy_self"][value="breasts"]')
    await looker.look("basics")
    await page.get_by_role("button", name="Save").click()
    await looker.look("you")
    await page.get_by_role("link", name="Take the survey").click()
    await looker.look("survey-begin")
    async with page.expect_response("**/api/attuned/survey"):
        await page.get_by_role("button", name="Begin").click()
    await page.wait_for_selector("[data-survey][data-ready]")
    await looker.look("survey")
    first = await page.text_content("[data-text]")
    async with page.expect_response("**/api/attuned/survey/answer"):
        await page.keyboard.press("5")
    assert await page.text_content("[data-text]") != first
    await context.set_offline(True)
    for key in ("2", "7", "1"):
        await page.keyboard.press(key)
    await page.get_by_text("Offline: your answers wait here").wait_for()
    await looker.look("offline")
    await context.set_offline(False)
    await page.get_by_text("Saved ·").wait_for()
    assert await page.evaluate("localStorage.length") == 0
    looker.wrong = [one for one in looker.wrong if "ERR_INTERNET_DISCONNECTED" not in one]
    await page.reload()
    await page.wait_for_selector("[data-survey][data-ready]")
    answered = [await page.text_content("[data-text]")]
    await page.keyboard.press("ArrowLeft")
    answered.append(await page.text_content("[data-text]"))
    assert answered[0] != answered[1]
    assert await page.get_attribute('[name="answer"][value="1"]', "aria-pressed") == "true"
    await page.evaluate(
        """async () => {
             const token = document.querySelector('meta[name="csrf-token"]').content;
             const survey = await (await fetch("/api/attuned/survey")).json();
             for (const q of survey.questions.slice(0, -1)) await fetch("/api/attuned/survey/answer", {method: "PUT",
               headers: {"content-type": "application/json", "x-csrf-token": token},
               body: JSON.stringify({question: q.id, answer: q.choices[0].value, sequence: Date.now()})});
           }"""
    )
    await page.goto(f"{public_site}/attuned/survey")
    await page.wait_for_selector("[data-survey][data-ready]")
    await page.keyboard.press("1")
    await page.get_by_role("heading", name="That was the last one").wait_for()
    await looker.look("survey-end")
    await page.get_by_role("button", name="Hand it in").click()
    await page.get_by_role("heading", name="What you look for").wait_for()
    await looker.look("profile")
    assert page.url == f"{public_site}/attuned/you/profile"
    assert looker.wrong == []
    [row] = await run(house, "select status::text, answers from attuned.survey_progress")
    assert (row["status"], row["answers"]) == ("completed", {})
    await context.close()


async def test_an_answer_given_after_signing_out_elsewhere_waits_in_this_browser_and_is_sent_when_they_are_back(
    chromium: Browser, house: House, public_site: str
) -> None:
    context = await chromium.new_context(reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(f"{public_site}/attuned/begin")
    for field in ("age_consent", "terms_consent", "privacy_consent"):
        await page.check(f"#field-{field}")
    await page.get_by_role("button", name="Begin without an account").click()
    await page.fill("#field-display_name", "Robin")
    await page.check('[name="anatomy_self"][value="breasts"]')
    await page.get_by_role("button", name="Save").click()
    await page.goto(f"{public_site}/attuned/survey")
    await page.get_by_role("button", name="Begin").click()
    await page.wait_for_selector("[data-survey][data-ready]")
    known = await context.cookies()
    await context.clear_cookies(name=cookies.guest_name(house))
    await page.keyboard.press("5")
    await page.wait_for_url("**/attuned/begin")
    assert await page.evaluate("localStorage.length") == 1
    assert await run(house, "select answers from attuned.survey_progress where answers <> '{}'") == []
    await context.add_cookies(known)
    async with page.expect_response("**/api/attuned/survey/answer"):
        await page.goto(f"{public_site}/attuned/survey")
    await page.get_by_text("Saved ·").wait_for()
    assert await page.evaluate("localStorage.length") == 0
    await context.close()
