"""A LinkUp of people who answer by themselves, from the wish to the day after; and the switch at each phone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from harness import city
from harness.house import OUR_NUMBER, worker_pass
from harness.members import Browser
from harness.patience import patient_client
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.josh.demo.crowd import PHONES
from kith.simulator.people.living import once
from kith.simulator.standins import StandIns

ALICE = "+15125550123"


async def _rows(house: House, sql: str, *arguments: object) -> list[Any]:
    return await house.database.read(service("tests.people"), "josh", sql, *arguments)


async def _live(
    house: House, standins: StandIns, minutes: int, *, step: int = 4, schedules: bool = True
) -> None:
    """So much time of the house, in steps of a few minutes."""
    for _ in range(0, minutes, step):
        house.clock.move(timedelta(minutes=step))
        await worker_pass(house, schedules=schedules)
        await standins.twilio.settled()
        await once(house)
    await worker_pass(house)


def _said_by(standins: StandIns, phone: str) -> list[str]:
    return [text.body for text in standins.twilio.messages(phone=phone) if text.sender == phone]


@pytest.mark.long
async def test_a_linkup_fills_without_a_human(
    house: House, standins: StandIns, client: httpx.AsyncClient, public_site: str
) -> None:
    await city.found(house)
    await city.join(house, client, ALICE, "Alice")
    # A newcomer's phone is in somebody's hand unless its switch says otherwise; then the interview goes by itself.
    await _live(house, standins, 12)
    assert _said_by(standins, ALICE) == []
    standins.twilio.set_virtual(ALICE, on=True)
    await _live(house, standins, 320, step=10, schedules=False)
    [alice] = await _rows(house, "select state::text from users where phone_e164 = $1", ALICE)
    assert alice["state"] == "active"
    assert len(_said_by(standins, ALICE)) >= 14

    # Alice types her wish; what follows is everybody else's.
    standins.twilio.set_virtual(ALICE, on=False)
    for words in ("coffee tomorrow afternoon, 4 people", "YES"):
        await standins.twilio.text(ALICE, OUR_NUMBER, words)
    await _live(house, standins, 150, step=10)
    [linkup] = await _rows(
        house,
        "select l.id, l.state::text from linkups l join users u on u.id = l.initiator_user_id where u.phone_e164 = $1",
        ALICE,
    )
    assert linkup["state"] == "locked"
    invited = await _rows(
        house,
        "select u.phone_e164 as phone, i.state::text from linkup_invites i join users u on u.id = i.invited_user_id "
        "where i.linkup_id = $1",
        linkup["id"],
    )
    assert {row["phone"] for row in invited} <= PHONES
    spoke = [words for row in invited for words in _said_by(standins, row["phone"])]
    assert sum(row["state"] == "accepted" for row in invited) == 3
    assert len(set(spoke)) > 2, "each in their own words"

    house.clock.move(timedelta(days=2))
    await _live(house, standins, 240, step=20)
    answered = await _rows(
        house,
        "select attendance_response::text as there, do_again from linkup_outcomes o join users u on u.id = o.user_id "
        "where linkup_id = $1 and u.phone_e164 <> $2",
        linkup["id"],
        ALICE,
    )
    assert len([row for row in answered if row["there"] == "attended"]) >= 2
    assert any(row["do_again"] is not None for row in answered)
    assert (
        await _rows(house, "select 1 from contact_exchange_choices where linkup_id = $1", linkup["id"]) != []
    )
    # Alice, whose phone is in a hand, has said nothing since.
    assert _said_by(standins, ALICE)[-1] == "YES"


async def test_a_phone_somebody_types_on_is_theirs_until_they_let_go(
    house: House, standins: StandIns, client: httpx.AsyncClient, public_site: str
) -> None:
    browser, phone = Browser(client), min(PHONES)
    page = await browser.get(f"/simulator?phones={phone}")
    assert "Answers by itself" in page.text
    await browser.post("/simulator/send", phone=phone, body="hello", phones=phone)
    assert _said_by(standins, phone) == ["hello"]
    assert standins.twilio.virtual_people() == {phone: False}
    assert "In your hand" in (await browser.get(f"/simulator?phones={phone}")).text
    await browser.post("/simulator/virtual", phone=phone, on="yes", phones=phone)
    assert standins.twilio.virtual_people() == {phone: True}
    refused = await browser.post("/simulator/virtual", phone=phone, on="perhaps", phones=phone)
    assert refused.status_code == 422
    threads = await client.get(f"/simulator/threads?phones={phone}")
    assert "hello" in threads.json()[phone]
    typed = await browser.get("/simulator?phones=+15125550199")
    assert "Let it answer" in typed.text


@pytest.mark.parametrize("asked", ["not a number", ""])
async def test_only_phones_have_switches(standins: StandIns, asked: str) -> None:
    async with patient_client(base_url=standins.twilio_url) as client:
        answer = await client.put("/control/virtual", json={"phone": asked, "on": True})
    assert answer.status_code == 400
