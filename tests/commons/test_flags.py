"""Switches: off unless on; a share of people is the same people every time; who is named is in; a change is known everywhere at once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import house as houses
from harness.members import Browser, add_person, make_admin, run, sign_in
from kith.commons.flags.switches import Setting, Switches, declared, in_share, is_on
from kith.foundation.house import House
from kith.foundation.product import Switch
from kith.web import cookies

WAVES = "josh.new_waves"


@pytest.fixture
async def house(house: House) -> AsyncIterator[House]:
    """A house whose product has two switches: one that is on unless somebody sets it, one that is off."""
    opened = houses.open_house(house.settings)
    [josh] = opened.products
    switches = (Switch(WAVES, "Waves"), Switch("josh.quiet", "Quiet", on=False))
    opened.products = (msgspec.structs.replace(josh, switches=switches),)
    yield opened
    await opened.close()


async def put(house: House, enabled: bool, percent: int) -> None:
    await run(
        house,
        """
        insert into flags (key, description, enabled, rollout_percent) values ($3, 'Waves', $1, $2)
        on conflict (key) do update set enabled = excluded.enabled, rollout_percent = excluded.rollout_percent
        """,
        enabled,
        percent,
        WAVES,
    )


async def known(house: House, person: UUID | None, *, is_: bool) -> None:
    """Within moments this process knows that the switch is (or is not) on for somebody."""
    async with asyncio.timeout(5):
        while await is_on(house, WAVES, person) is not is_:  # noqa: ASYNC110 - as a request would ask
            await asyncio.sleep(0.005)


async def test_an_unknown_switch_is_off_and_one_never_set_is_as_its_product_declares_it(house: House) -> None:
    assert not await is_on(house, "josh.never_heard_of", uuid4())
    assert await is_on(house, WAVES)
    assert not await is_on(house, "josh.quiet", uuid4())


async def test_every_process_knows_at_once_that_a_switch_was_changed(house: House) -> None:
    other = houses.open_house(house.settings)
    try:
        person = await add_person(house, email="ada@example.org")
        for enabled, percent, all_of_them, one in (
            (False, 100, False, False),
            (True, 100, True, True),
            (True, 0, False, False),
        ):
            await put(house, enabled, percent)
            for process in (house, other):
                await known(process, None, is_=all_of_them)
                await known(process, person, is_=one)
        await run(house, "insert into flag_people (key, person_id) values ($1, $2)", WAVES, person)
        for process in (house, other):
            await known(process, person, is_=True)
            assert not await is_on(process, WAVES, uuid4())
        await put(house, False, 0)
        await known(other, person, is_=False)
    finally:
        await other.close()


async def test_a_change_during_a_read_is_not_overwritten_by_what_was_read_before(house: House) -> None:
    switches = house.part("commons.flags", Switches)
    await switches.read()
    before = declared(house)

    async def read_and_miss(*_arguments: Any) -> list[Any]:
        rows = await original(*_arguments)
        if not changed:
            changed.append(True)
            await put(house, False, 100)
            async with asyncio.timeout(5):
                while switches.settings is not None:  # noqa: ASYNC110
                    await asyncio.sleep(0.005)
        return rows

    original, changed = house.database.read, list[bool]()
    switches.settings = before
    setattr(house.database, "read", read_and_miss)  # noqa: B010 - the moment between reading and remembering
    try:
        found = await switches.read()
    finally:
        setattr(house.database, "read", original)  # noqa: B010
    assert not found[WAVES].enabled


@given(st.uuids(), st.integers(0, 100), st.integers(0, 100))
def test_whoever_is_in_a_share_stays_in_when_it_grows(person: UUID, one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert in_share("key", person, large) or not in_share("key", person, small)
    assert in_share("key", person, 100)
    assert not in_share("key", person, 0)
    named = Setting(True, small, frozenset({person}), 1)
    assert named.is_on_for("key", person)
    assert not msgspec.structs.replace(named, enabled=False).is_on_for("key", person)


def test_a_share_has_about_its_size_and_differs_from_switch_to_switch() -> None:
    people = [UUID(int=number) for number in range(4000)]
    first = {person for person in people if in_share("a", person, 30)}
    second = {person for person in people if in_share("b", person, 30)}
    assert 0.27 < len(first) / 4000 < 0.33
    assert 0.07 < len(first & second) / 4000 < 0.11


async def test_operators_set_a_switch_with_a_reason_one_at_a_time_and_name_people(house: House) -> None:
    app = houses.application(house)
    ada = await add_person(house, email="ada@example.org")
    ops = await add_person(house, email="ops@example.org")
    await make_admin(house, ops, "ops")
    support = await add_person(house, email="support@example.org")
    await make_admin(house, support, "support")
    page = f"/console/features/{WAVES}"
    async with houses.browser(app, house) as first, houses.browser(app, house) as second:
        desk, other = Browser(first), Browser(second)
        for client, person in ((first, ops), (second, support)):
            signed_in = await sign_in(house, person)
            client.cookies.set(cookies.access_name(house), signed_in.access_token)
        assert (await other.get("/console/features")).status_code == 404
        assert (await other.post(page, state="off", percent="0", seen="0", reason="Curious")).status_code in (
            403,
            404,
        )
        assert WAVES in (await desk.get("/console/features")).text
        assert (await desk.get("/console/features/josh.none")).status_code == 404

        async def changes() -> str:
            found = re.search(r"Changed so far</dt>.*?(\d+)", (await desk.get(page)).text, re.DOTALL)
            assert found is not None
            return found[1]

        assert await changes() == "0"
        seen = desk.field(await desk.get(page), "seen")
        share = {"state": "on", "percent": "0", "seen": seen, "reason": "Only friends for now"}
        for wrong in ({"reason": ""}, {"percent": "101"}, {"percent": "-1"}):
            assert (await desk.post(page, **{**share, **wrong})).status_code == 422, wrong
        both = await asyncio.gather(desk.post(page, **share), desk.post(page, **{**share, "state": "off"}))
        assert sorted(answer.status_code for answer in both) == [303, 409]
        assert await changes() == "1"
        await run(house, "update flags set enabled = true, rollout_percent = 0")
        named = {"address": "Ada@example.org", "reason": "She found the mistake"}
        assert (
            await desk.post(f"{page}/people", address="nobody@example.org", reason="Who?")
        ).status_code == 422
        assert (await desk.post(f"{page}/people", **named)).status_code == 303
        assert (await desk.post(f"{page}/people", **named)).status_code == 409
        await known(house, ada, is_=True)
        assert "ada@example.org" in (await desk.get(page)).text
        gone = f"{page}/people/{ada}/remove"
        assert (await desk.post(gone, reason="It was an accident")).status_code == 303
        assert (await desk.post(gone, reason="It was an accident")).status_code == 409
        await known(house, ada, is_=False)
    actions = await run(house, "select action, reason, product, payload from audit_log order by sequence")
    assert [row["action"] for row in actions] == ["flag.set", "flag.person_named", "flag.person_unnamed"]
    assert {row["product"] for row in actions} == {"josh"}
    assert actions[0]["payload"]["flag"] == WAVES
