"""Notices: a product tells a member with the change that causes it, in the member's language, by the way they are reached."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from harness import house as houses
from harness.house import worker_pass
from harness.members import add_person, run
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.language import _
from kith.products.momento.topics import INVITATIONS
from kith.simulator.standins import StandIns

_ACTOR = service("tests.notices")


@pytest.fixture
def products_installed() -> tuple[str, ...]:
    return ("josh", "momento")


@pytest.fixture
async def house(house: House, standins: StandIns) -> Any:
    settings = msgspec.structs.replace(house.settings, smtp_url=standins.smtp_url)
    opened = houses.open_house(settings, products=("josh", "momento"))
    yield opened
    await opened.close()


def noon_on(house: House, zone: ZoneInfo) -> None:
    """Move to the next noon there: a time at which anybody may be texted."""
    tomorrow = house.clock.now().astimezone(zone).date() + timedelta(days=1)
    house.clock.move_to(datetime.combine(tomorrow, time(12), zone))


def _write() -> Notice:
    return Notice(subject=_("Sign in"), text="Saturday at seven.", link="/momento/invitations/1")


async def test_a_notice_is_written_in_the_products_own_outbox_and_delivered_from_there(
    house: House, standins: StandIns
) -> None:
    person = await add_person(house, email="ada@house.example")
    async with house.database.session(_ACTOR, "momento") as db:
        assert await notify(
            db, house, person, _write, product="Momento", topic=INVITATIONS, purpose="invitation", key="k"
        )
        assert not await notify(
            db, house, person, _write, product="Momento", topic=INVITATIONS, purpose="invitation", key="k"
        )
    assert await run(house, "select 1 from outbox where purpose = 'invitation'") == []
    await worker_pass(house)
    [mail] = standins.mail.messages()
    assert mail.subject == "Sign in"
    assert mail.text
    said, foot = mail.text.split("-- \n")
    assert said.split() == (
        f"Hello Ada, Saturday at seven. {house.settings.public_url}/momento/invitations/1 Momento".split()
    )
    assert "/account/notifications" in foot


async def test_a_notice_that_is_rolled_back_is_never_sent(house: House, standins: StandIns) -> None:
    person = await add_person(house, email="ada@house.example")

    async def fail_after_it() -> None:
        async with house.database.session(_ACTOR, "momento") as db:
            await notify(
                db, house, person, _write, product="Momento", topic=INVITATIONS, purpose="invitation", key="k"
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_after_it()
    await worker_pass(house)
    assert standins.mail.messages() == []


async def test_a_notice_speaks_the_language_of_its_reader(house: House, standins: StandIns) -> None:
    person = await add_person(house, email="ada@house.example")
    await run(
        house,
        """update auth.users set raw_user_meta_data = raw_user_meta_data || '{"locale": "de"}'::jsonb where id = $1""",
        person,
    )
    async with house.database.session(_ACTOR, "momento") as db:
        await notify(
            db, house, person, _write, product="Momento", topic=INVITATIONS, purpose="invitation", key="k"
        )
    await worker_pass(house)
    [mail] = standins.mail.messages()
    assert mail.subject != "Sign in"
    assert mail.text.startswith("Hallo Ada,")


async def test_somebody_without_an_address_is_told_by_text(house: House, standins: StandIns) -> None:
    noon_on(house, ZoneInfo("America/New_York"))
    person = await add_person(house, phone="+12025550143")
    async with house.database.session(_ACTOR, "momento") as db:
        await notify(
            db, house, person, _write, product="Momento", topic=INVITATIONS, purpose="invitation", key="k"
        )
    await worker_pass(house)
    [text] = standins.twilio.messages(phone="+12025550143")
    assert text.body.startswith("Momento: Sign in http")


async def test_a_notice_waits_for_its_time(house: House, standins: StandIns) -> None:
    person = await add_person(house, email="ada@house.example")
    async with house.database.session(_ACTOR, "momento") as db:
        await notify(
            db,
            house,
            person,
            _write,
            product="Momento",
            topic=INVITATIONS,
            purpose="reminder",
            key="k",
            not_before=house.clock.now() + timedelta(hours=8),
        )
    await worker_pass(house)
    assert standins.mail.messages() == []
    house.clock.move(timedelta(hours=9))
    await worker_pass(house)
    assert len(standins.mail.messages()) == 1
