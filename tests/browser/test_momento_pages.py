"""Momento's pages in its demo city as guests and hosts see them: phone and desktop, no script errors, no accessibility violations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from playwright.async_api import Browser, BrowserContext

from harness.accessibility import faults
from harness.members import run, sign_in
from kith.foundation.house import House
from kith.web import cookies

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


@pytest.fixture
async def house(open_demo: Callable[[str], Awaitable[House]]) -> House:
    return await open_demo("momento")


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
        wrong += await faults(page, f"momento-{name}-{size}-{locale[:2]}", again=size == "desktop")
    assert wrong + complaints == []
    await context.close()


async def _one(house: House, sql: str) -> UUID:
    rows = await run(house, sql)
    return rows[0][0]


async def _pages_of_a_guest(house: House) -> tuple[UUID, dict[str, str]]:
    guest = await _one(
        house,
        """select p.user_id from momento.connections c join momento.social_profiles p on p.id = c.user_profile_id
           where exists (select 1 from momento.invitations i where i.profile_id = p.id and i.status = 'sent')
             and exists (select 1 from momento.conversation_participants t where t.profile_id = p.id)
           group by 1 order by count(*) desc, 1 limit 1""",
    )
    of = f"profile_id = (select id from momento.social_profiles where user_id = '{guest}')"
    asked = await _one(
        house, f"select id from momento.invitations where {of} and status = 'sent' order by id limit 1"
    )
    coming = await _one(
        house,
        f"""select i.id from momento.invitations i join momento.events e on e.id = i.event_id
            where i.{of} and i.status = 'confirmed' and e.status <> 'completed' order by e.starts_at limit 1""",
    )
    memory = await _one(house, f"select id from momento.connections where user_{of} order by id limit 1")
    met = await _one(
        house,
        f"select connected_profile_id from momento.connections where user_{of} order by id limit 1",
    )
    talk = await _one(
        house,
        f"select conversation_id from momento.conversation_participants where {of} order by 1 limit 1",
    )
    host = await _one(house, "select id from momento.host_profiles order by ratings_count desc, id limit 1")
    return guest, {
        "invitations": "/momento/invitations",
        "asked": f"/momento/invitations/{asked}",
        "coming": f"/momento/invitations/{coming}",
        "memories": "/momento/memories",
        "memory": f"/momento/memories/{memory}",
        "messages": "/momento/messages",
        "conversation": f"/momento/messages/{talk}",
        "person": f"/momento/people/{met}",
        "report": f"/momento/report?kind=person&id={met}",
        "host": f"/momento/hosts/{host}",
        "profile": "/momento/profile",
        "photos": "/momento/profile/photos",
    }


async def _pages_of_a_host(house: House) -> tuple[UUID, dict[str, str]]:
    host = await _one(
        house,
        """select h.user_id from momento.events e join momento.host_profiles h on h.id = e.host_id
           where e.status <> 'completed' group by 1 order by count(*) desc, 1 limit 1""",
    )
    event = await _one(
        house,
        f"""select e.id from momento.events e join momento.host_profiles h on h.id = e.host_id
            where h.user_id = '{host}' and e.status <> 'completed' order by e.seats_taken desc, e.id limit 1""",
    )
    return host, {
        "hosting": "/momento/hosting",
        "new": "/momento/hosting/new",
        "board": f"/momento/hosting/{event}",
        "edit": f"/momento/hosting/{event}/edit",
        "suggestions": f"/momento/hosting/{event}/suggestions",
        "payouts": "/momento/hosting/payouts",
        "posts": f"/momento/events/{event}/posts",
    }


@pytest.mark.parametrize(("size", "locale"), [("phone", "de-DE"), ("desktop", "en-US")])
@pytest.mark.long
async def test_every_page_of_guests_and_hosts_is_accessible_and_fits(
    chromium: Browser, house: House, public_site: str, size: str, locale: str
) -> None:
    await _look(chromium, house, {"front": "/momento"}, size, None, locale)
    guest, pages = await _pages_of_a_guest(house)
    await _look(chromium, house, pages, size, guest, locale)
    host, pages = await _pages_of_a_host(house)
    await _look(chromium, house, pages, size, host, locale)
