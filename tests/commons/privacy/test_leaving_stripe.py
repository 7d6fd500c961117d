"""Whoever is forgotten is deleted at Stripe too, once no money of theirs is being settled there; a Stripe that is away only delays it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from harness.house import run_schedule
from harness.members import TESTS, add_person, run
from harness.paying import SLOW, let_banks_answer, pay
from kith.commons.billing.checkout import checkout_state, open_checkout
from kith.commons.billing.customers import ensure_customer
from kith.commons.privacy import clock, receipts, requests
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe import payments

_SWEEP = "kith.stripe.customers_who_left"


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email="ada@house.example")


async def _pays(house: House, standins: StandIns, person: UUID, number: str | None = None) -> None:
    page = await open_checkout(
        house,
        person,
        product="momento",
        reference=UUID(int=7),
        amount=1500,
        currency="eur",
        title="Soup and stories",
        success_path="/paid",
        cancel_path="/",
        key="k1",
    )
    pay(standins, page.session_id, *([number] if number else []))
    assert (await checkout_state(house, page.session_id)).status in ("paid", "processing")


async def _forgotten(house: House, person: UUID) -> dict[str, object]:
    """Their receipt."""
    async with house.database.session(TESTS, "kith") as db:
        request: UUID = await requests.queries.ask(
            db.connection, person_id=person, kind="delete", acts_at=db.now
        )
        await requests.queries.begin_verifying(db.connection, id=request)
        await requests.queries.confirm(db.connection, id=request, person_id=person, acts_at=db.now)
    await clock.delete_due(house)
    found = await receipts.of_request(house, request)
    assert found is not None
    assert receipts.holds(found, receipts.public_key(house))
    return found


async def _sweeps(house: House, later: timedelta) -> list[str | None]:
    """What the customers that are left wait for, after the sweep some time later."""
    house.clock.move(later)
    await run_schedule(house, _SWEEP)
    return [
        row["waits_for"]
        for row in await run(house, "select waits_for from stripe_customers where left_at is null")
    ]


async def test_a_customer_goes_from_stripe_after_the_erasure_and_the_receipt_names_it(
    house: House, standins: StandIns, ada: UUID
) -> None:
    customer = await ensure_customer(house, ada)
    stays = await ensure_customer(house, await add_person(house, email="bob@house.example"))
    nobody = await _forgotten(house, await add_person(house, email="cia@house.example"))
    assert nobody["elsewhere"] == []
    assert receipts.AT_STRIPE in (await _forgotten(house, ada))["elsewhere"]  # type: ignore[operator]
    assert await _sweeps(house, timedelta(minutes=30)) == [None, None]
    assert len(standins.stripe.customers.all()) == 2, "what the erasure gives back goes out first"
    assert await _sweeps(house, timedelta(hours=1)) == [None]
    assert [one.id for one in standins.stripe.customers.all()] == [stays]
    assert standins.stripe.deleted.get(customer) is not None
    await _sweeps(house, timedelta(days=2))
    written = await run(house, "select target_id from audit_log where action = 'stripe_customer.deleted'")
    assert [row["target_id"] for row in written] == [ada], "once"


async def test_a_stripe_that_is_away_delays_and_one_that_had_deleted_it_already_is_right(
    house: House, standins: StandIns, ada: UUID
) -> None:
    await ensure_customer(house, ada)
    await _forgotten(house, ada)
    for _ in range(9):
        standins.stripe.faults.add(Fault(kind=FaultKind.FAIL, status=500))
    assert await _sweeps(house, timedelta(hours=2)) == [None]
    standins.stripe.faults.clear()
    [known] = standins.stripe.customers.all()
    standins.stripe.customers.remove(known.id)
    assert await _sweeps(house, timedelta(minutes=11)) == []


async def test_a_customer_stays_at_stripe_while_a_dispute_a_refund_or_a_payment_is_open(
    house: House, standins: StandIns, ada: UUID
) -> None:
    await _pays(house, standins, ada, SLOW)
    await _forgotten(house, ada)
    assert await _sweeps(house, timedelta(hours=2)) == ["payment"]
    let_banks_answer(standins)
    [charge] = standins.stripe.charges.all()
    dispute = payments.dispute(standins.stripe, charge.id)
    assert await _sweeps(house, timedelta(days=2)) == ["dispute"]
    payments.close_dispute(standins.stripe, dispute.id, won=True)
    given = payments.refund(
        standins.stripe, intent=None, charge_id=charge.id, amount=500, reason=None, metadata={}
    )
    standins.stripe.change(standins.stripe.refunds, given.id, status="pending")
    assert await _sweeps(house, timedelta(hours=2)) == ["dispute"], "it looks once a day"
    assert await _sweeps(house, timedelta(days=1)) == ["refund"]
    standins.stripe.change(standins.stripe.refunds, given.id, status="succeeded")
    assert len(standins.stripe.customers.all()) == 1
    assert await _sweeps(house, timedelta(days=2)) == []
    assert standins.stripe.customers.all() == []
