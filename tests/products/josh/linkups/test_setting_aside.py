"""A hard hold takes somebody out of what has not begun, and nobody else learns why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from harness.house import run_schedule
from harness.josh import Josh
from harness.members import TESTS
from harness.texting import said_to
from kith.commons.safety import commands as safety
from kith.foundation.house import House


@pytest.fixture
def josh(database_url: str) -> Iterator[Josh]:
    opened = Josh(database_url)
    yield opened
    opened.close()


@pytest.fixture
def city(house: House, josh: Josh) -> Josh:
    """The first LinkUp of March 2027 has been going on for an hour."""
    house.clock.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
    return josh


def person(house: House, josh: Josh, name: str) -> UUID:
    added = josh.person(name, time_zone="UTC")
    phone = josh.one("select phone_e164 from users where id = %s", added)
    josh.db.execute(
        "update users set phone_hash = %s where id = %s", (house.keyring.phone_hash(phone), added)
    )
    return added


def locked(josh: Josh, *people: UUID, day: int, size: tuple[int, int] = (2, 6)) -> UUID:
    linkup = josh.linkup(people[0], day=day, size=size)
    for other in people[1:]:
        josh.invite(linkup, other, "accepted")
    assert josh.lock(linkup) == 1
    return linkup


async def hold(house: House, who: UUID, state: safety.HoldState, by: UUID | None) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await safety.apply_hold(db, who, state, "Shouted at a waiter", until=None, by=by)


async def told(house: House, josh: Josh, who: UUID) -> list[str]:
    phone = josh.one("select phone_e164 from users where id = %s", who)
    return [text.body for text in await said_to(house, phone)]


@pytest.mark.postgres15
async def test_a_hard_hold_by_an_operator_cancels_what_has_not_begun_and_tells_no_reason(
    house: House, city: Josh
) -> None:
    ada, sam, kim, lee = (person(house, city, name) for name in ("Ada", "Sam", "Kim", "Lee"))
    joined = locked(city, ada, sam, kim, lee, day=3)
    own = locked(city, sam, kim, day=2)
    pair = locked(city, lee, sam, day=4)
    asked = city.linkup(ada, day=5)
    city.invite(asked, sam)
    city.db.execute(
        "update linkups set acceptance_window_ends_at = '2027-03-05 08:00Z' where id = %s", (asked,)
    )
    begun = locked(city, kim, sam, day=1)
    await hold(house, sam, "hard_hold", uuid4())
    await run_schedule(house, "josh.linkups.sweep")
    await run_schedule(house, "josh.linkups.sweep")

    def state(linkup: UUID) -> str:
        return city.one("select state::text from linkups where id = %s", linkup)

    def place(linkup: UUID) -> str:
        return city.one(
            "select status::text from linkup_participants where linkup_id = %s and user_id = %s", linkup, sam
        )

    assert (state(joined), place(joined)) == ("locked", "canceled")
    assert (state(own), state(pair)) == ("canceled", "canceled")
    assert (state(begun), place(begun)) == ("locked", "confirmed")
    assert (
        city.one(
            "select state::text from linkup_invites where linkup_id = %s and invited_user_id = %s", asked, sam
        )
        == "declined"
    )
    # Each of the others hears once of each plan, in the words of any cancellation.
    assert [len(await told(house, city, who)) for who in (ada, kim, lee)] == [1, 2, 2]
    spoken = [text for who in (ada, kim, lee) for text in await told(house, city, who)]
    assert all("can't make it" in text or "called off" in text for text in spoken), spoken
    known = str(city.db.execute("select canceled_reason from linkups").fetchall())
    for secret in ("hold", "waiter", "operator", "safety"):
        assert secret not in " ".join(spoken).lower()
        assert secret not in known
    [own_text] = await told(house, city, sam)
    assert "on hold" in own_text
    assert city.one("select count(*) from kith.strikes") == 0


async def test_neither_a_soft_hold_nor_one_that_ran_out_nor_the_houses_own_takes_anybody_out(
    house: House, city: Josh
) -> None:
    ada, sam = person(house, city, "Ada"), person(house, city, "Sam")
    linkup = locked(city, ada, sam, day=2)
    await hold(house, sam, "hard_hold", None)
    await run_schedule(house, "josh.linkups.sweep")
    await hold(house, sam, "soft_hold", uuid4())
    await run_schedule(house, "josh.linkups.sweep")
    async with house.database.session(TESTS, "kith") as db:
        until = db.now + timedelta(minutes=1)
        await safety.apply_hold(db, sam, "hard_hold", "Shouted", until=until, by=uuid4())
    house.clock.move(timedelta(minutes=2))
    await run_schedule(house, "josh.linkups.sweep")
    assert city.one("select count(*) from linkup_participants where status = 'confirmed'") == 2
    assert city.one("select state::text from linkups where id = %s", linkup) == "locked"
    assert await told(house, city, ada) == []
