"""Somebody is banned from the house: JOSH's tables go on without them, nobody learns why, and they pay no more."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest

from harness.banning import ban, lift
from harness.josh import Josh
from harness.members import add_person, run
from harness.subscribing import sell, subscribe
from harness.texting import said_to, text
from kith.commons.safety import banning
from kith.foundation.house import House
from kith.simulator.standins import StandIns


@pytest.mark.postgres15
async def test_a_ban_takes_somebody_out_of_everything_ends_the_subscription_and_tells_nobody_why(
    house: House, client: httpx.AsyncClient, database_url: str, standins: StandIns
) -> None:
    house.clock.move_to(datetime(2027, 3, 1, 10, tzinfo=UTC))
    josh = Josh(database_url)

    def person(name: str) -> UUID:
        added = josh.person(name, time_zone="UTC")
        phone = josh.one("select phone_e164 from users where id = %s", added)
        josh.db.execute(
            "update users set phone_hash = %s where id = %s", (house.keyring.phone_hash(phone), added)
        )
        return added

    def locked(*people: UUID, day: int) -> UUID:
        linkup = josh.linkup(people[0], day=day, size=(2, 6))
        for other in people[1:]:
            josh.invite(linkup, other, "accepted")
        assert josh.lock(linkup) == 1
        return linkup

    def state(linkup: UUID) -> str:
        return josh.one("select state::text from linkups where id = %s", linkup)

    ada, sam, kim, lee = (person(name) for name in ("Ada", "Sam", "Kim", "Lee"))
    joined, own = locked(ada, sam, kim, lee, day=3), locked(sam, kim, day=2)
    asked = josh.linkup(ada, day=5)
    josh.invite(asked, sam)
    josh.db.execute(
        "update linkups set acceptance_window_ends_at = '2027-03-05 08:00Z' where id = %s", (asked,)
    )
    await sell(house)
    subscription = await subscribe(house, standins, sam)
    phone = josh.one("select phone_e164 from users where id = %s", sam)

    ended = (await ban(house, sam))["josh"]
    assert (ended["linkups_left"], ended["closed"]) == (3, 1)
    assert (state(joined), state(own)) == ("locked", "canceled")
    places = "select status::text from linkup_participants where linkup_id = %s and user_id = %s"
    assert josh.one(places, joined, sam) == "canceled"
    invited = "select state::text from linkup_invites where linkup_id = %s and invited_user_id = %s"
    assert josh.one(invited, asked, sam) == "declined"
    assert standins.stripe.subscriptions.get(subscription).status == "canceled"
    numbers = [josh.one("select phone_e164 from users where id = %s", who) for who in (ada, kim, lee)]
    told = [await said_to(house, number) for number in numbers]
    spoken = " ".join(said.body or "" for each in told for said in each).lower()
    assert "can't make it" in spoken
    assert not any(secret in spoken for secret in ("ban", "guest", "closed", "safety"))
    answer = await text(client, house, phone, "coffee saturday morning?")
    assert "closed" in answer or "closed" in ((await said_to(house, phone))[-1].body or "")
    assert josh.one("select count(*) from linkups where initiator_user_id = %s and state = 'draft'", sam) == 0

    [made] = await run(house, "select id from kith.bans")
    await banning.take_effect(house, made["id"], "josh")
    await lift(house, sam)
    assert josh.one("select state::text from users where id = %s", sam) == "active"
    assert state(own) == "canceled"
    josh.close()


async def test_a_ban_means_nothing_to_a_product_that_does_not_know_them(house: House) -> None:
    ada = await add_person(house, email="ada@house.example")
    assert await ban(house, ada) == {"josh": {"linkups_left": 0}}
    await lift(house, ada)
