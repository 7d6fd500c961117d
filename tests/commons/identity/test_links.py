"""Sign-in links: one use, fifteen minutes, only the hash stored."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from harness.members import CLIENT, add_person, last_link, queued, run
from kith.commons.identity import links
from kith.foundation.errors import Invalid, TooMany
from kith.foundation.house import House

ADA = "ada@house.example"


async def ask(house: House, address: str = ADA) -> str:
    await links.send_link(house, address, "/josh/home", CLIENT)
    return await last_link(house)


async def test_a_link_signs_in_and_leads_on(house: House) -> None:
    ada = await add_person(house, email=ADA)
    signed_in, next_path = await links.use_link(house, await ask(house), "")
    assert (signed_in.person.id, next_path) == (ada, "/josh/home")


async def test_a_link_works_once_however_many_press_it_at_the_same_moment(house: House) -> None:
    await add_person(house, email=ADA)
    token = await ask(house)
    answers = await asyncio.gather(
        *(links.use_link(house, token, "") for _ in range(8)), return_exceptions=True
    )
    assert sum(isinstance(answer, tuple) for answer in answers) == 1
    assert all(isinstance(answer, tuple | Invalid) for answer in answers)


async def test_a_link_runs_out_after_fifteen_minutes(house: House) -> None:
    await add_person(house, email=ADA)
    token = await ask(house)
    house.clock.move(links.LIFETIME)
    with pytest.raises(Invalid) as refused:
        await links.use_link(house, token, "")
    assert refused.value.detail == links.SPENT


async def test_an_unknown_link_reads_like_a_spent_one(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        await links.use_link(house, "never-made", "")
    assert refused.value.detail == links.SPENT


async def test_only_the_hash_of_a_link_is_stored(house: House) -> None:
    await add_person(house, email=ADA)
    token = await ask(house)
    assert len(token) >= 43  # 32 bytes
    [row] = await run(house, "select l.*::text as everything from sign_in_links l")
    assert token not in row["everything"]
    assert token.encode().hex() not in row["everything"]


async def test_an_unknown_address_gets_the_kind_mail_and_no_link(house: House) -> None:
    await links.send_link(house, "nobody@house.example", "/", CLIENT)
    [message] = await queued(house)
    assert "no account" in message.text
    assert await run(house, "select 1 from sign_in_links") == []


async def test_links_go_to_e_mail_addresses_only(house: House) -> None:
    with pytest.raises(Invalid) as refused:
        await links.send_link(house, "+12025550143", "/", CLIENT)
    assert refused.value.field == "address"


async def test_at_most_five_links_an_hour_go_to_one_address(house: House) -> None:
    for _ in range(5):
        await links.send_link(house, ADA, "/", CLIENT)
    with pytest.raises(TooMany):
        await links.send_link(house, ADA, "/", CLIENT)
    house.clock.move(timedelta(hours=1, minutes=5))
    await links.send_link(house, ADA, "/", CLIENT)


async def test_a_locked_account_is_not_opened_by_a_link(house: House) -> None:
    ada = await add_person(house, email=ADA)
    token = await ask(house)
    await run(
        house,
        "insert into sign_in_failures (person_id, consecutive, locked_at) values ($1, 100, now())",
        ada,
    )
    with pytest.raises(Invalid):
        await links.use_link(house, token, "")
