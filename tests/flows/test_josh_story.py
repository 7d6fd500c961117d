"""The whole story, on real input: sign-up, interview, a wish, waves, replies, lock, the day after, the exchange."""

from __future__ import annotations

from datetime import timedelta

import httpx

from harness import city
from harness.house import worker_pass
from harness.phone import Phone
from harness.texting import said_to
from kith.foundation.actor import service
from kith.foundation.house import House

ALICE, BOB = "+15125550123", "+15125550124"


async def _invited(house: House) -> list[str]:
    async with house.database.session(service("tests.story"), "josh") as db:
        rows = await db.connection.fetch(
            "select u.phone_e164 from linkup_invites i join users u on u.id = i.invited_user_id where i.state = 'pending' order by i.sent_at, u.id"
        )
    return [row["phone_e164"] for row in rows]


async def _last(house: House, phone: str) -> str:
    return (await said_to(house, phone))[-1].body


async def test_from_sign_up_to_the_contact_exchange(house: House, client: httpx.AsyncClient) -> None:
    await city.found(house)
    phones: dict[str, Phone] = {}
    for number, name in ((ALICE, "Alice"), (BOB, "Bob")):
        answer = await city.join(house, client, number, name)
        assert answer["waitlisted"] is False
        phones[number] = Phone(house, client, number)
        assert "good picture" in await city.interview(phones[number])
    alice = phones[ALICE]

    asked = await alice.text("coffee tomorrow afternoon, 4 people")
    assert "Shall I ask around?" in asked[-1].body
    assert "asking around" in (await alice.text("YES"))[-1].body
    await worker_pass(house)
    invited = await _invited(house)
    assert len(invited) == 6, "the first wave asks twice as many as there are seats"

    guests = [Phone(house, client, number) for number in invited]
    assert await guests[0].purposes("maybe") == ["invite.unclear"]
    assert await guests[0].purposes("sounds great, I'm in!") == ["invite.accepted"]
    assert await guests[1].purposes("nah not this time") == ["invite.declined"]
    assert await guests[2].purposes("count me in") == ["invite.accepted"]
    assert await guests[3].purposes("YES") == ["linkup.locked"]
    assert await guests[4].purposes("yes") == ["invite.just_filled"]
    assert "It's on!" in await _last(house, ALICE)

    house.clock.move(timedelta(days=2, hours=4))
    for _ in range(3):
        await worker_pass(house)
    everybody = [alice, guests[0], guests[2], guests[3]]
    for phone in everybody:
        assert "did you make it" in await _last(house, phone.number)
        assert await phone.purposes("yes I was there") == ["after.again"]
        assert await phone.purposes("definitely") == ["after.contacts"]

    assert await alice.purposes("all") == ["after.noted"]
    assert await guests[0].purposes("yes to all") == ["after.noted"]
    assert await guests[2].purposes("none") == ["after.noted"]
    await worker_pass(house)
    assert guests[0].number in " ".join(text.body for text in await said_to(house, ALICE))
    assert ALICE in " ".join(text.body for text in await said_to(house, guests[0].number))
    exchanges = await alice.rows("select * from contact_exchanges")
    assert len(exchanges) == 1

    # Whoever was told no and whoever was not answered at all see the very same.
    signed_in = {phone.number: await _page_of(house, client, phone) for phone in (alice, guests[0])}
    for own in signed_in.values():
        seen = {person["choice"] for person in own["people"] if person["choice"] != "match"}
        assert seen == {"said_yes"}


async def _page_of(house: House, client: httpx.AsyncClient, phone: Phone) -> dict[str, object]:
    from kith.commons.identity import sessions

    rows = await phone.rows(
        "select u.id, l.id as linkup from users u join linkup_participants p on p.user_id = u.id join linkups l on l.id = p.linkup_id "
        "where u.phone_e164 = $1 order by l.created_at desc limit 1",
        phone.number,
    )
    async with house.database.session(service("tests.story"), "kith") as db:
        tokens = await sessions.start(db, house, rows[0]["id"], "code")
    answer = await client.get(
        f"/api/josh/linkups/{rows[0]['linkup']}", headers={"authorization": f"Bearer {tokens.access_token}"}
    )
    assert answer.status_code == 200
    return answer.json()
