"""The moderators' queue over all products: who sees what, deciding with its reverse, what lapses, and appeals without signing in."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from harness import house as houses
from harness.house import run_schedule
from harness.members import Browser, add_person, bearer, make_admin, queued, run, sign_in
from kith.commons.safety.letters import link_to
from kith.foundation.house import House
from kith.web import cookies

QUEUE = "/console/queue"
Desk = tuple[Browser, httpx.AsyncClient, UUID]


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings, products=("momento", "mentor", "hotmess"))
    yield opened
    await opened.close()


@pytest.fixture
async def open_desk(app: Any, house: House) -> AsyncIterator[Callable[[str], Awaitable[Desk]]]:
    """`browser, program, admin = await open_desk("ops")`: an operator's browser, a program of theirs, and their number."""
    async with AsyncExitStack() as open_ones:

        async def opened(role: str) -> Desk:
            person = await add_person(house, email=f"{uuid4().hex}@house.example")
            admin = await make_admin(house, person, role)
            session = await sign_in(house, person)
            client = await open_ones.enter_async_context(houses.browser(app, house))
            client.cookies.set(cookies.access_name(house), session.access_token)
            client.cookies.set(cookies.refresh_name(house), session.refresh_token)
            program = await open_ones.enter_async_context(houses.browser(app, house))
            program.headers.update(bearer(session))
            browser = Browser(client)
            await browser.get(QUEUE)
            return browser, program, admin

        yield opened


async def _person(house: House, name: str = "Ada") -> UUID:
    return await add_person(house, email=f"{uuid4().hex}@example.org", first_name=name)


async def _reported(
    house: House, person: UUID, product: str = "momento", category: str = "harassment"
) -> UUID:
    """A case about somebody, reported by somebody new."""
    [row] = await run(
        house,
        """select case_id from kith.file_report($1, $2, $3, 'person', $4, $5, $6, $7, null, null)""",
        product,
        await _person(house, "Rita"),
        person,
        uuid4(),
        category,
        {"comments": f"Told in {product}"},
        {"bio": f"As it was in {product}"},
    )
    return row["case_id"]


async def _decide(desk: Browser, case: UUID, action: str, **more: str) -> httpx.Response:
    await desk.post(f"{QUEUE}/{case}/claim")
    return await desk.post(f"{QUEUE}/{case}", action=action, reason="He threatened somebody", **more)


async def test_a_moderator_reads_what_the_role_may_and_nothing_beyond(
    house: House, open_desk: Callable[[str], Awaitable[Desk]]
) -> None:
    (boss, boss_program, _), (helper, program, helper_id) = await open_desk("ops"), await open_desk("support")
    engineer, engineer_program, _ = await open_desk("engineering")
    person = await _person(house)
    earlier, here, there = (
        await _reported(house, person, "hotmess"),
        await _reported(house, person),
        await _reported(house, person, "mentor", "unsafe"),
    )
    assert (await _decide(boss, earlier, "warn")).status_code == 303
    # Without a queue there is nothing, in HTML and in JSON; engineering sees numbers only.
    for browser, asking in ((helper, program), (engineer, engineer_program)):
        for case in (earlier, here, there):
            assert (await browser.get(f"{QUEUE}/{case}")).status_code == 404
            assert (await browser.post(f"{QUEUE}/{case}/claim")).status_code == 404
            assert (await asking.get(f"/api{QUEUE}/{case}")).status_code == 404
    assert (await program.get(f"/api{QUEUE}")).json()["items"] == []
    assert (await engineer_program.get(f"/api{QUEUE}")).status_code == 404
    numbers = (await engineer.get(QUEUE)).text
    assert "Momento" in numbers
    assert "As it was" not in numbers
    assert str(here) not in numbers
    for hidden in ("team", "standing", "appeals", "transparency.json"):
        assert (await helper.get(f"{QUEUE}/{hidden}")).status_code == 404
        assert (await boss.get(f"{QUEUE}/{hidden}")).status_code == 200
    # One queue of one product: its cases, its snapshot, its history, and no other product's.
    assert (
        await boss.post(f"{QUEUE}/team", admin=str(helper_id), product="momento", queue="general")
    ).status_code == 303
    listed = (await program.get(f"/api{QUEUE}")).json()["items"]
    assert [one["id"] for one in listed] == [str(here)]
    page = (await helper.get(f"{QUEUE}/{here}")).text
    assert "As it was in momento" in page
    assert "Told in momento" in page
    assert "He threatened somebody" not in page
    assert "Rita" not in page
    seen, whole = [(await one.get(f"/api{QUEUE}/{here}")).json() for one in (program, boss_program)]
    assert (seen["products"], seen["history"], seen["reported_before"]) == (["momento"], [], [])
    assert [one["product"] for one in whole["history"]] == ["hotmess"]
    assert sorted(product for product, _, _ in whole["reported_before"]) == ["hotmess", "mentor"]
    assert "ban_user" not in seen["offered"]
    assert {"dismiss", "warn", "strike", "soft_hold", "hard_hold"} <= set(seen["offered"])
    # The gravest first; a filter leaves the others out.
    first = [one["id"] for one in (await boss_program.get(f"/api{QUEUE}")).json()["items"]]
    assert first == [str(there), str(here)]
    assert [
        one["id"] for one in (await boss_program.get(f"/api{QUEUE}?product=momento")).json()["items"]
    ] == [str(here)]
    following = (await boss_program.get(f"/api{QUEUE}?limit=1")).json()
    assert [one["id"] for one in following["items"]] == [str(there)]
    rest = (await boss_program.get(f"/api{QUEUE}?limit=1&cursor={following['next']}")).json()
    assert ([one["id"] for one in rest["items"]], rest["next"]) == ([str(here)], None)


async def test_each_action_has_its_reverse_and_holds_and_strikes_their_lapse(
    house: House, open_desk: Callable[[str], Awaitable[Desk]]
) -> None:
    boss, _, _ = await open_desk("ops")
    person = await _person(house)

    async def points() -> int:
        [row] = await run(
            house,
            "select coalesce(sum(points), 0)::int as n from kith.strikes where person_id = $1 and window_end > kith.now()",
            person,
        )
        return row["n"]

    async def held() -> str:
        return (await run(house, "select kith.hold_state($1) as state", person))[0]["state"]

    for action, there, gone in (
        ("strike", points, 0),
        ("soft_hold", held, "none"),
        ("hard_hold", held, "none"),
    ):
        case = await _reported(house, person)
        assert (await _decide(boss, case, action, days="7")).status_code == 303
        assert await there() in (2, action)
        [row] = await run(house, "select id, lasts_until from kith.decisions where case_id = $1", case)
        assert row["lasts_until"] - house.clock.now() < timedelta(days=7, minutes=1)
        standing = (await boss.get(f"{QUEUE}/standing")).text
        assert "He threatened somebody" in standing
        back = f"{QUEUE}/decisions/{row['id']}/reverse"
        assert (await boss.post(back, reason="")).status_code == 422
        assert (await boss.post(back, reason="It was somebody else")).status_code == 303
        assert await there() == gone
        assert (await boss.post(back, reason="It was somebody else")).status_code == 409
    # A later hold outlives the reverse of an earlier decision; one that nobody lifts lapses by itself.
    first, second = await _reported(house, person), await _reported(house, person)
    await _decide(boss, first, "soft_hold", days="3")
    house.clock.move(timedelta(seconds=1))
    await _decide(boss, second, "soft_hold", days="7")
    [row] = await run(house, "select id from kith.decisions where case_id = $1", first)
    await boss.post(f"{QUEUE}/decisions/{row['id']}/reverse", reason="It was somebody else")
    assert await held() == "soft_hold"
    page = (await boss.get(f"{QUEUE}/standing")).text
    lift = re.search(r"/console/queue/standing/holds/[0-9a-f-]+/lift", page)
    assert lift
    assert (await boss.post(lift[0], reason="x")).status_code == 422
    assert (await boss.post(lift[0], reason="He has apologised")).status_code == 303
    assert (await boss.post(lift[0], reason="He has apologised")).status_code == 409
    assert await held() == "none"
    [line] = await run(house, "select reason, before from kith.audit_log where action = 'hold.lifted'")
    assert (line["reason"], line["before"]["state"]) == ("He has apologised", "soft_hold")
    # What was dismissed waits again once that is taken back.
    case = await _reported(house, person)
    await _decide(boss, case, "dismiss")
    [row] = await run(house, "select id from kith.decisions where case_id = $1", case)
    await boss.post(f"{QUEUE}/decisions/{row['id']}/reverse", reason="There is more to it")
    assert (await run(house, "select state from kith.cases where id = $1", case))[0]["state"] == "queued"


async def test_whoever_is_concerned_appeals_from_the_letter_and_somebody_else_answers(
    house: House, open_desk: Callable[[str], Awaitable[Desk]], client: httpx.AsyncClient
) -> None:
    (boss, _, _), (other, _, _), (helper, _, _) = [
        await open_desk(role) for role in ("ops", "ops", "support")
    ]
    person = await _person(house)
    case = await _reported(house, person)
    assert (await _decide(boss, case, "strike")).status_code == 303
    [decision] = await run(house, "select id, statement from kith.decisions")
    assert decision["statement"]["category"] == "STATEMENT_CATEGORY_CYBER_VIOLENCE"
    assert decision["statement"]["ground"] == "House rules: no threats, no harassment."
    letters = await run(house, "select purpose, person_id from momento.outbox order by sequence")
    assert [row["purpose"] for row in letters] == ["decision.made", "report.decided"]
    assert letters[0]["person_id"] == person
    # The letter's link works for its decision, without signing in; nothing else does.
    visitor = Browser(client)
    link = link_to(house, decision["id"])
    page = await visitor.get(link)
    assert page.status_code == 200
    assert "no threats" in page.text
    assert (await visitor.get(link[:-2] + "xx")).status_code == 404
    assert (await visitor.get(link.split("?")[0])).status_code in (303, 401)
    key = link.split("key=")[1]
    where = f"/account/decisions/{decision['id']}/appeal"
    await visitor.get(link)
    assert (await visitor.post(where, words="That was not me", key="x" * 24)).status_code == 404
    assert "It is with us." not in (await visitor.get(link)).text
    assert (await visitor.post(where, words="That was not me", key=key)).status_code == 303
    assert "It is with us. Somebody who did not decide it reads it" in (await visitor.get(link)).text
    [appeal] = [row["id"] for row in await run(house, "select id from kith.appeals")]
    assert "Appeals" in (await other.get(f"{QUEUE}/appeals")).text
    answer = f"{QUEUE}/appeals/{appeal}/answer"
    assert str(decision["id"]) not in (await boss.get(f"{QUEUE}/appeals")).text
    assert str(decision["id"]) in (await other.get(f"{QUEUE}/appeals")).text
    assert (await boss.post(answer, outcome="upheld", words="I was right")).status_code == 409
    assert (await helper.post(answer, outcome="reversed", words="Poor fellow")).status_code == 404
    back = f"{QUEUE}/decisions/{decision['id']}/reverse"
    assert (await boss.post(back, reason="I was wrong")).status_code == 409
    assert (await other.post(answer, outcome="reversed", words="Somebody else it was")).status_code == 303
    assert await run(house, "select 1 from kith.strikes where window_end > kith.now()") == []
    assert "We took this back." in (await visitor.get(link)).text
    house.clock.move(timedelta(days=31))
    assert (await visitor.get(link)).status_code == 404


async def test_a_claim_lapses_and_the_next_one_opens_by_itself_within_what_is_looked_at(
    house: House, open_desk: Callable[[str], Awaitable[Desk]]
) -> None:
    (boss, _, _), (other, _, _) = await open_desk("ops"), await open_desk("ops")
    momento = [await _reported(house, await _person(house)) for _ in range(3)]
    mentor = await _reported(house, await _person(house), "mentor", "unsafe")
    taken = await boss.post(f"{QUEUE}/next", product="momento")
    assert taken.headers["location"] == f"{QUEUE}/{momento[0]}?product=momento"
    assert (
        (await other.post(f"{QUEUE}/next", product="momento"))
        .headers["location"]
        .startswith(f"{QUEUE}/{momento[1]}")
    )
    decided = await boss.post(
        f"{QUEUE}/{momento[0]}", action="dismiss", reason="Nothing there", next="yes", product="momento"
    )
    assert decided.headers["location"] == f"{QUEUE}/{momento[2]}?product=momento"
    # Half an hour later both are anybody's again; what one had is not theirs to decide any more.
    house.clock.move(timedelta(minutes=31))
    await run_schedule(house, "kith.safety.lapsed_claims")
    states = await run(house, "select distinct state from kith.cases where state <> 'closed'")
    assert [row["state"] for row in states] == ["queued"]
    late = await boss.post(f"{QUEUE}/{momento[2]}", action="dismiss", reason="Nothing there")
    assert late.status_code == 409
    assert (await boss.post(f"{QUEUE}/next")).headers["location"] == f"{QUEUE}/{mentor}"
    passed = await boss.post(f"{QUEUE}/{mentor}/release", escalate="yes", handover="He knows her address")
    assert passed.status_code == 303
    await other.post(f"{QUEUE}/{mentor}/claim")
    assert "He knows her address" in (await other.get(f"{QUEUE}/{mentor}")).text
    assert json.dumps(await queued(house), default=str).count("report.decided") == 0
