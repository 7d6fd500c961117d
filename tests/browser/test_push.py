"""Push as people meet it: turned on and off by a press, said in words where it cannot be; what the worker does with a push; the bell that keeps up.

A browser without a window has neither a push service nor a place for notifications: those two ends of the system are played (`PushManager` by the
stand-in's subscription), everything between them is the browser's own.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, Final
from uuid import UUID

import msgspec
import pytest
from playwright.async_api import Browser, BrowserContext, Page, Worker, expect

from harness import house as houses
from harness.accessibility import faults
from harness.house import worker_pass
from harness.members import TESTS, add_person, jar, run, sign_in
from kith.commons.messaging import browsers, push
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.house import House
from kith.products.momento.topics import INVITATIONS
from kith.simulator.standins import StandIns
from kith.simulator.standins.push import Browser as Subscribed

pytestmark = pytest.mark.browser
SIZES: Final = {"phone": (390, 844), "desktop": (1280, 800)}
SETTINGS: Final = "/account/notifications"
FIREFOX: Final = "Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"
# What a system's dialog answers, and how often it was shown.
PERMISSION: Final = """(given) => {
  self.asked = 0;
  let state = given.before;
  Object.defineProperty(Notification, "permission", { get: () => state });
  Notification.requestPermission = async () => ((self.asked += 1), (state = given.answer));
}"""
# What `PushManager` is to a page, with the stand-in's subscription behind it.
PUSH_MANAGER: Final = """(given) => {
  const unsubscribe = async () => (sessionStorage.clear(), true);
  const subscription = { endpoint: given.endpoint, toJSON: () => given, unsubscribe };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem("subscribed") ? subscription : null);
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey !== given.key) throw new DOMException("another key", "NotAllowedError");
    sessionStorage.setItem("subscribed", "yes");
    return subscription;
  };
}"""
# Where a system shows notifications, and what it does when one is clicked.
NOTIFICATIONS: Final = """() => {
  self.shown = [];
  self.asked = [];
  ServiceWorkerRegistration.prototype.showNotification = async (title, { body, tag, data }) => {
    shown.push({ title, body, tag, data });
  };
  Clients.prototype.openWindow = async (url) => asked.push(["open", url]);
  WindowClient.prototype.focus = async function () { asked.push(["focus", this.url]); };
}"""


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ("momento",)


@pytest.fixture
async def house(house: House, standins: StandIns) -> AsyncIterator[House]:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("momento",))
    yield opened
    await opened.close()


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email="ada@house.example")


async def tell(house: House, person: UUID, key: str) -> None:
    async with house.database.session(TESTS, "momento") as db:
        await notify(
            db,
            house,
            person,
            lambda: Notice(subject="Supper", text="Saturday.", link="/account", hint="You are invited."),
            topic=INVITATIONS,
            product="Momento",
            purpose="test",
            key=key,
        )


async def signed_in(chromium: Browser, house: House, person: UUID, size: str, **more: Any) -> BrowserContext:
    width, height = SIZES[size]
    more = {"locale": "en-US", "reduced_motion": "reduce"} | more
    context = await chromium.new_context(viewport={"width": width, "height": height}, **more)
    await context.add_cookies(jar(house, await sign_in(house, person)))
    return context


async def with_permission(context: BrowserContext, before: str, answer: str = "granted") -> None:
    given = {"before": before, "answer": answer}
    await context.add_init_script(f"({PERMISSION})({json.dumps(given)})")


async def with_push_service(context: BrowserContext, house: House, subscribed: Subscribed) -> None:
    given = subscribed.subscription() | {"key": push.public_key(house)}
    await context.add_init_script(f"({PUSH_MANAGER})({json.dumps(given)})")


async def judged(page: Page, what: str, size: str) -> None:
    assert await faults(page, f"push-{what}-{size}") == []


@pytest.mark.parametrize("size", list(SIZES))
async def test_a_press_turns_push_on_and_another_off_and_the_page_fits_and_is_accessible(
    chromium: Browser, house: House, public_site: str, standins: StandIns, ada: UUID, size: str
) -> None:
    subscribed = standins.push.subscribe(push.public_key(house))
    context = await signed_in(chromium, house, ada, size)
    await with_permission(context, "granted")
    await with_push_service(context, house, subscribed)
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    await page.goto(public_site + SETTINGS)
    await page.get_by_text("This browser gets no pushes.").wait_for()
    await judged(page, "off", size)
    await page.get_by_role("button", name="Turn on in this browser").click()
    await page.get_by_text("This browser gets pushes.").wait_for()
    row = page.get_by_role("listitem").filter(has_text="Firefox on Linux")
    await expect(row.get_by_text("This browser", exact=True)).to_be_visible()
    await expect(page.get_by_role("columnheader", name="Push").first).to_be_visible()
    await judged(page, "on", size)
    await page.get_by_role("button", name="Send one to try").click()
    await page.get_by_text("On its way.").wait_for()
    await worker_pass(house, schedules=False)
    [sent] = standins.push.messages(subscribed.id)
    assert "this is how we tell you" in sent.text
    await page.get_by_role("button", name="Turn off in this browser").click()
    await page.get_by_text("This browser gets no pushes.").wait_for()
    assert await run(house, "select 1 from push_subscriptions") == []
    assert complaints == []
    await context.close()


async def test_a_browser_that_may_not_or_cannot_says_so_and_asks_for_nothing_by_itself(
    chromium: Browser, house: House, public_site: str, ada: UUID
) -> None:
    answers = {
        "denied": "This browser is told not to show anything from us.",
        "default": "Nothing was decided",
    }
    for answer, words in answers.items():
        context = await signed_in(chromium, house, ada, "phone")
        await with_permission(context, "default", answer)
        page = await context.new_page()
        await page.goto(public_site + SETTINGS)
        await page.get_by_text("This browser gets no pushes.").wait_for()
        assert await page.evaluate("asked") == 0
        await page.get_by_role("button", name="Turn on in this browser").click()
        await page.get_by_text(words).wait_for()
        assert await page.evaluate("asked") == 1
        await judged(page, answer, "phone")
        await context.close()
    context = await signed_in(chromium, house, ada, "phone")
    await with_permission(context, "denied")
    page = await context.new_page()
    await page.goto(public_site + SETTINGS)
    await page.get_by_text(answers["denied"]).wait_for()
    await expect(page.get_by_role("button", name="Turn on in this browser")).to_be_hidden()
    await context.close()
    context = await signed_in(chromium, house, ada, "phone")
    await with_permission(context, "default")
    page = await context.new_page()
    await page.goto(public_site + SETTINGS)
    await page.get_by_role("button", name="Turn on in this browser").click()
    # This very browser has no push service to reach.
    await page.get_by_text("the browser could not reach its push service").wait_for()
    await context.add_init_script("delete window.PushManager")
    await page.reload()
    await page.get_by_text("This browser cannot show pushes.").wait_for()
    await context.close()


async def test_a_refusal_of_ours_is_shown_in_its_words(
    chromium: Browser, house: House, public_site: str, standins: StandIns, ada: UUID
) -> None:
    context = await signed_in(chromium, house, ada, "phone")
    await with_permission(context, "default")
    inside = msgspec.structs.replace(standins.push.subscribe(), endpoint="https://10.0.0.1/push")
    await with_push_service(context, house, inside)
    page = await context.new_page()
    await page.goto(public_site + SETTINGS)
    await page.get_by_role("button", name="Turn on in this browser").click()
    await page.get_by_text("10.0.0.1 is not on the public internet").wait_for()
    await context.close()


async def test_without_script_the_browsers_are_listed_and_removed_in_german_too(
    chromium: Browser, house: House, public_site: str, standins: StandIns, ada: UUID
) -> None:
    elsewhere = await sign_in(house, ada)
    await run(
        house, "update sessions set user_agent = $1 where id = $2", FIREFOX, elsewhere.person.session_id
    )
    subscribed = standins.push.subscribe()
    await browsers.add(
        house,
        elsewhere.person,
        endpoint=subscribed.endpoint,
        p256dh=subscribed.p256dh,
        auth=subscribed.auth,
    )
    context = await signed_in(chromium, house, ada, "phone", java_script_enabled=False, locale="de-DE")
    page = await context.new_page()
    await page.goto(public_site + SETTINGS)
    hint = page.locator("noscript p")  # text within it is none to a search by text
    assert (await hint.inner_text()).startswith("Zum Einschalten braucht es JavaScript.")
    await expect(page.get_by_role("button", name="In diesem Browser einschalten")).to_be_hidden()
    row = page.get_by_role("listitem").filter(has_text="Firefox auf Android")
    await row.get_by_role("button", name="Entfernen").click()
    await page.get_by_text("Dieser Browser bekommt keine Push-Nachrichten mehr.").wait_for()
    await expect(row).to_have_count(0)
    await context.close()


async def _worker(context: BrowserContext, page: Page, public_site: str) -> Worker:
    await page.goto(public_site + SETTINGS)
    async with context.expect_event("serviceworker") as coming:
        await page.evaluate("navigator.serviceWorker.register('/push-worker.js')")
    worker = await coming.value
    await page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    return worker


async def test_the_worker_shows_a_push_leads_to_what_it_is_about_and_subscribes_anew(
    chromium: Browser, house: House, public_site: str, standins: StandIns, ada: UUID
) -> None:
    context = await signed_in(chromium, house, ada, "desktop")
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    registrations: list[dict[str, Any]] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated", lambda told: registrations.extend(told["registrations"])
    )
    await devtools.send("ServiceWorker.enable")
    worker = await _worker(context, page, public_site)
    assert registrations[-1]["scopeURL"] == f"{public_site}/", "it looks after the whole site"

    async def deliver(data: str) -> None:
        await devtools.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": public_site,
                "registrationId": registrations[-1]["registrationId"],
                "data": data,
            },
        )

    async def shown(how_many: int) -> list[dict[str, Any]]:
        return await worker.evaluate(
            """async (wanted) => {
              while (shown.length < wanted) await new Promise((later) => setTimeout(later, 20));
              return shown;
            }""",
            how_many,
        )

    await worker.evaluate(NOTIFICATIONS)
    await deliver(
        json.dumps({"title": "Momento", "text": "You are invited.", "href": "/account", "tag": "t1"})
    )
    assert await shown(1) == [
        {"title": "Momento", "body": "You are invited.", "tag": "t1", "data": {"href": "/account"}}
    ]
    await deliver("no words of ours")
    assert [one["title"] for one in await shown(2)] == ["Momento", "Kith"]

    async def click(href: str | None) -> list[str]:
        return await worker.evaluate(
            """async (href) => {
              asked.length = 0;
              const notification = { data: { href }, close: () => (notification.closed = true) };
              dispatchEvent(Object.assign(new ExtendableEvent("notificationclick"), { notification }));
              while (!asked.length) await new Promise((later) => setTimeout(later, 20));
              return notification.closed && asked[0];
            }""",
            href,
        )

    assert await click(SETTINGS) == ["focus", public_site + SETTINGS]
    assert await click("/notices") == ["open", f"{public_site}/notices"]
    assert await click("https://evil.example/") == ["open", f"{public_site}/"]
    assert await click(None) == ["open", f"{public_site}/"]

    subscribed = standins.push.subscribe(push.public_key(house))
    await worker.evaluate(
        """async (given) => {
          PushManager.prototype.subscribe = async (options) => {
            if (options.applicationServerKey !== given.key) throw new Error("another key");
            return { toJSON: () => given };
          };
          const event = new ExtendableEvent("pushsubscriptionchange");
          const settled = [];
          event.waitUntil = (promise) => settled.push(promise);
          dispatchEvent(event);
          await Promise.all(settled);
        }""",
        subscribed.subscription() | {"key": push.public_key(house)},
    )
    kept = await run(house, "select endpoint, person_id from push_subscriptions")
    assert [(row["endpoint"], row["person_id"]) for row in kept] == [(subscribed.endpoint, ada)]
    await context.close()


async def test_the_bell_keeps_up_in_every_tab_over_one_stream_and_in_the_background_over_none(
    chromium: Browser, house: House, public_site: str, ada: UUID
) -> None:
    context = await signed_in(chromium, house, ada, "desktop")
    asked: list[str] = []
    context.on(
        "request", lambda request: asked.append(request.url) if request.url.endswith("/bell") else None
    )
    first, second = await context.new_page(), await context.new_page()
    for page in (first, second):
        await page.goto(f"{public_site}/account")
        await expect(page.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    async with first.expect_request("**/notices/bell"):
        pass
    await tell(house, ada, "one")
    for page in (first, second):
        await expect(page.get_by_role("link", name="Notices, 1 unread")).to_contain_text("1")
    assert asked == [f"{public_site}/notices/bell"]
    # The tab that held the stream goes: another takes it over.
    await first.close()
    await tell(house, ada, "two")
    await expect(second.get_by_role("link", name="Notices, 2 unread")).to_contain_text("2")
    await second.goto(f"{public_site}/notices")
    await second.get_by_role("button", name="Mark all as read").click()
    await expect(second.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    await judged(second, "bell", "desktop")
    await context.close()
