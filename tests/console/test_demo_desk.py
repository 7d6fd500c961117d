"""The demo's desk: whoever looks around can be every role, and an appeal finds somebody else to answer it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import httpx
import msgspec
import pytest

from harness import house as houses
from harness.members import Browser, add_person, run
from kith.commons.safety import demo
from kith.commons.safety.letters import link_to
from kith.foundation.house import House

QUEUE = "/console/queue"


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    """A house of two products, in which links for the demo's people work."""
    settings = msgspec.structs.replace(house.settings, environment="development")
    opened = houses.open_house(settings, products=("momento", "mentor"))
    yield opened
    await opened.close()


@pytest.fixture
async def desk(house: House, app: Any) -> AsyncIterator[dict[str, tuple[Browser, httpx.Response]]]:
    """A browser for everybody of the desk, and the page their link led to."""
    async with AsyncExitStack() as open_ones:
        found: dict[str, tuple[Browser, httpx.Response]] = {}
        for one in await demo.furnish(house):
            path, _, then = one.address.removeprefix(house.settings.public_url).partition("?next=")
            client = await open_ones.enter_async_context(houses.browser(app, house))
            browser = Browser(client)
            await browser.get(f"{path}?next={then}")
            become = await browser.post(f"{path}?next={then}")
            assert become.headers["location"] == then == "/console"
            found[one.name] = browser, await browser.get(then)
        yield found


async def _case(house: House, product: str) -> str:
    """A case about somebody, reported by somebody else."""
    about = await add_person(house, email=f"{product}@example.org")
    teller = await add_person(house, email=f"teller-of-{product}@example.org")
    [row] = await run(
        house,
        "select case_id from kith.file_report($1, $2, $3, 'person', $3, 'harassment', '{}', '{}', null, null)",
        product,
        teller,
        about,
    )
    return f"{QUEUE}/{row['case_id']}"


async def test_the_desk_of_a_demo_has_every_role_and_a_link_to_sign_in_for_each(
    house: House, desk: dict[str, tuple[Browser, httpx.Response]]
) -> None:
    assert {name: page.status_code for name, (_, page) in desk.items()} == dict.fromkeys(desk, 200)
    rows = await run(house, "select email, role from kith.admins")
    roles = {row["email"].partition("@")[0].title(): row["role"] for row in rows}
    assert set(roles) == set(desk)
    assert sorted(roles.values()) == ["engineering", "ops", "ops", "support", "support", "support"]
    cases = {product: await _case(house, product) for product in ("momento", "mentor")}
    seen = {
        name: {product for product, case in cases.items() if (await browser.get(case)).status_code == 200}
        for name, (browser, _) in desk.items()
    }
    assert seen == {
        "Robin": {"momento", "mentor"},
        "Hanno": {"momento", "mentor"},
        "Alva": {"momento"},
        "Igor": {"mentor"},
        "Gail": set(),
        "Tove": set(),
    }
    # Who works on no queue is told so, and not that nobody waits.
    assert "You work on no queue yet" in (await desk["Gail"][0].get(QUEUE)).text
    assert "You work on no queue yet" not in (await desk["Igor"][0].get(f"{QUEUE}?view=mine")).text
    team = (await desk["Robin"][0].get(f"{QUEUE}/team")).text
    assert "Momento: all" in team
    assert "Mentor: all" in team


async def test_what_one_of_the_desk_decided_another_may_answer_an_appeal_against(
    house: House, client: httpx.AsyncClient, desk: dict[str, tuple[Browser, httpx.Response]]
) -> None:
    case = await _case(house, "momento")
    robin, hanno = desk["Robin"][0], desk["Hanno"][0]
    await robin.get(case)
    await robin.post(f"{case}/claim")
    assert (await robin.post(case, action="warn", reason="He shouted at people")).status_code == 303
    [decided] = await run(house, "select id from kith.decisions")
    link = link_to(house, decided["id"])
    person = Browser(client)
    await person.get(link)
    where = f"/account/decisions/{decided['id']}/appeal"
    assert (await person.post(where, words="That was not me", key=link.split("key=")[1])).status_code == 303
    [made] = await run(house, "select id from kith.appeals")
    answer = f"{QUEUE}/appeals/{made['id']}/answer"
    assert (await robin.post(answer, words="It was right", outcome="upheld")).status_code == 409
    await hanno.get(f"{QUEUE}/appeals/{decided['id']}")
    assert (await hanno.post(answer, words="It was too much", outcome="reversed")).status_code == 303
    [appeal] = await run(house, "select state from kith.appeals")
    assert appeal["state"] == "reversed"


async def test_moderators_come_only_where_a_product_of_theirs_is(house: House) -> None:
    alone = houses.open_house(house.settings, products=("mentor",))
    try:
        does = {one.name: one.role for one in await demo.furnish(alone)}
    finally:
        await alone.close()
    assert "Alva" not in does
    assert does["Igor"] == "moderates Mentor (operator)"
