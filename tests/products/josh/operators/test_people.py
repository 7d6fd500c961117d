"""People at the console: found on the record, set aside and let back in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from harness.members import TESTS, Browser, add_person, run
from harness.people import enrol
from kith.commons.safety import commands as safety
from kith.foundation.house import House

SignInAs = Callable[[str], Awaitable[Browser]]
PEOPLE = "/console/josh/people"
HOLDS = "/console/josh/holds"
PHONE = "+12025550143"


@pytest.fixture
async def ada(house: House) -> UUID:
    return await enrol(house, PHONE)


async def audited(house: House) -> list[Any]:
    return await run(
        house, "select action, target_id, reason, payload::text as payload from audit_log order by sequence"
    )


async def hold_of(house: House, person: UUID) -> safety.Hold | None:
    async with house.database.session(TESTS, "kith") as db:
        return await safety.hold_of(db, person)


@pytest.mark.parametrize("role", ["nobody", "engineering"])
async def test_people_are_for_support_and_ops_only(
    house: House, ada: UUID, sign_in_as: SignInAs, role: str
) -> None:
    browser = await sign_in_as(role)
    await browser.get("/account")
    answers = [await browser.get(path) for path in (PEOPLE, f"{PEOPLE}/{ada}", HOLDS)]
    answers += [
        await browser.get(f"/console/josh/texts?person={ada}"),
        await browser.post(f"{PEOPLE}/find", who=PHONE, reason="to know"),
        await browser.post(HOLDS, who=str(ada), state="hard_hold", reason="to know"),
        await browser.post(f"{HOLDS}/{ada}/clear", reason="to know"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert await hold_of(house, ada) is None
    assert await audited(house) == []


@pytest.mark.parametrize("written", [PHONE, "(202) 555-0143", "the id"])
async def test_a_search_is_written_down_without_the_number(
    house: House, ada: UUID, sign_in_as: SignInAs, written: str
) -> None:
    browser = await sign_in_as("support")
    await browser.get(PEOPLE)
    answer = await browser.post(
        f"{PEOPLE}/find", who=str(ada) if written == "the id" else written, reason="She called us"
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PEOPLE}/{ada}")
    [line] = await audited(house)
    assert (line["action"], line["target_id"], line["reason"]) == (
        "josh.person.searched",
        ada,
        "She called us",
    )
    assert "5550143" not in line["payload"]


async def test_a_search_that_finds_nobody_is_written_down_too(
    house: House, ada: UUID, sign_in_as: SignInAs
) -> None:
    elsewhere = await add_person(house, email="not.of.josh@house.example")
    browser = await sign_in_as("ops")
    await browser.get(PEOPLE)
    for who in ("+12025550199", str(uuid4()), str(elsewhere)):
        answer = await browser.post(f"{PEOPLE}/find", who=who, reason="Somebody called")
        assert answer.headers["location"] == PEOPLE
    assert [(line["action"], line["target_id"]) for line in await audited(house)] == [
        ("josh.person.searched", None)
    ] * 3


@pytest.mark.parametrize(("who", "reason"), [("Ada", "She called us"), (PHONE, ""), ("", "She called us")])
async def test_a_search_needs_a_number_or_id_and_a_reason(
    house: House, ada: UUID, sign_in_as: SignInAs, who: str, reason: str
) -> None:
    browser = await sign_in_as("ops")
    await browser.get(PEOPLE)
    assert (await browser.post(f"{PEOPLE}/find", who=who, reason=reason)).status_code == 422
    assert await audited(house) == []


async def test_a_persons_page_has_their_first_name_and_is_on_the_record(
    house: House, ada: UUID, sign_in_as: SignInAs
) -> None:
    browser = await sign_in_as("support")
    shown = await browser.get(f"{PEOPLE}/{ada}")
    assert shown.status_code == 200
    assert "Ada" in shown.text
    assert "0143" in shown.text
    assert "Byron" not in shown.text
    assert PHONE not in shown.text
    assert [(line["action"], line["target_id"]) for line in await audited(house)] == [
        ("josh.person.viewed", ada)
    ]
    assert (await browser.get(f"{PEOPLE}/{uuid4()}")).status_code == 404


async def test_a_hold_is_applied_shown_and_cleared(house: House, ada: UUID, sign_in_as: SignInAs) -> None:
    browser = await sign_in_as("ops")
    await browser.get(HOLDS)
    until = (house.clock.now() + timedelta(days=10)).date()
    answer = await browser.post(
        HOLDS, who=PHONE, state="soft_hold", reason="Shouted at a waiter", until=until.isoformat()
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PEOPLE}/{ada}")
    hold = await hold_of(house, ada)
    assert hold is not None
    assert (hold.state, hold.reason) == ("soft_hold", "Shouted at a waiter")
    assert hold.expires_at is not None
    assert hold.expires_at.date() == until
    assert "Shouted at a waiter" in (await browser.get(HOLDS)).text

    await browser.post(HOLDS, who=str(ada), state="hard_hold", reason="Did it again")
    harder = await hold_of(house, ada)
    assert harder is not None
    assert (harder.state, harder.expires_at) == ("hard_hold", None)

    assert (await browser.post(f"{HOLDS}/{ada}/clear", reason="")).status_code == 422
    assert (await browser.post(f"{HOLDS}/{ada}/clear", reason="We talked it over")).status_code == 303
    assert await hold_of(house, ada) is None
    assert (await browser.post(f"{HOLDS}/{ada}/clear", reason="We talked it over")).status_code == 409
    assert [(line["action"], line["reason"]) for line in await audited(house)] == [
        ("josh.hold.applied", "Shouted at a waiter"),
        ("josh.hold.applied", "Did it again"),
        ("josh.hold.cleared", "We talked it over"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "forever"},
        {"reason": "no"},
        {"until": "2020-01-01"},
        {"until": "tomorrow"},
        {"who": "+12025550199"},
    ],
)
async def test_a_wrong_hold_changes_nothing(
    house: House, ada: UUID, sign_in_as: SignInAs, wrong: dict[str, str]
) -> None:
    browser = await sign_in_as("ops")
    await browser.get(HOLDS)
    given = {"who": PHONE, "state": "hard_hold", "reason": "Shouted at a waiter", **wrong}
    assert (await browser.post(HOLDS, **given)).status_code == 422
    assert await hold_of(house, ada) is None
    assert await audited(house) == []


async def test_strikes_are_listed_while_they_count(house: House, ada: UUID, sign_in_as: SignInAs) -> None:
    async with house.database.session(TESTS, "kith") as db:
        for product, kind, days in (
            ("josh", "no_show", 90),
            ("josh", "late_cancel", 1),
            ("other", "elsewhere", 90),
        ):
            until = db.now + timedelta(days=days)
            await safety.strike(
                db, ada, product=product, kind=kind, points=2, reason=None, until=until, key=kind
            )
    browser = await sign_in_as("ops")
    shown = (await browser.get(HOLDS)).text
    assert "no_show" in shown
    assert "late_cancel" in shown
    assert "elsewhere" not in shown
    house.clock.move_to(house.clock.now() + timedelta(days=2))
    browser = await sign_in_as("support")
    later = (await browser.get(HOLDS)).text
    assert "no_show" in later
    assert "late_cancel" not in later
