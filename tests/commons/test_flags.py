"""Switches: off unless on; a share of people is the same people every time, and grows without losing anybody."""

from __future__ import annotations

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from harness.members import TESTS, run
from kith.commons.flags.commands import in_share, is_on
from kith.foundation.house import House


async def ask(house: House, person: UUID | None = None) -> bool:
    async with house.database.session(TESTS, "kith") as db:
        return await is_on(db, "new_waves", person)


async def put(house: House, enabled: bool, percent: int) -> None:
    await run(
        house,
        """
        insert into flags (key, description, enabled, rollout_percent) values ('new_waves', 'Waves', $1, $2)
        on conflict (key) do update set enabled = excluded.enabled, rollout_percent = excluded.rollout_percent
        """,
        enabled,
        percent,
    )


async def test_an_unknown_switch_is_off(house: House) -> None:
    assert not await ask(house, uuid4())


async def test_a_switch_is_on_for_all_for_none_or_for_a_share(house: House) -> None:
    person = uuid4()
    await put(house, True, 100)
    assert await ask(house)
    assert await ask(house, person)
    await put(house, False, 100)
    assert not await ask(house, person)
    await put(house, True, 0)
    assert not await ask(house, person)
    await put(house, True, 50)
    assert not await ask(house)
    assert await ask(house, person) == in_share("new_waves", person, 50)


@given(st.uuids(), st.integers(0, 100), st.integers(0, 100))
def test_whoever_is_in_a_share_stays_in_when_it_grows(person: UUID, one: int, other: int) -> None:
    small, large = sorted((one, other))
    assert in_share("key", person, large) or not in_share("key", person, small)
    assert in_share("key", person, 100)
    assert not in_share("key", person, 0)


def test_a_share_has_about_its_size_and_differs_from_switch_to_switch() -> None:
    people = [UUID(int=number) for number in range(4000)]
    first = {person for person in people if in_share("a", person, 30)}
    second = {person for person in people if in_share("b", person, 30)}
    assert 0.27 < len(first) / 4000 < 0.33
    assert 0.07 < len(first & second) / 4000 < 0.11
