"""One-off payments: a page per key, states asked of Stripe, saved cards with consent, refunds within the charge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.members import add_person, run
from harness.paying import DECLINED, SLOW, SLOW_AND_REFUSED, SUCCEEDS, WANTS_ITS_OWNER, let_banks_answer, pay
from kith.commons.billing.checkout import (
    Checkout,
    charge_saved_card,
    checkout_state,
    expire_checkout,
    intent_state,
    open_checkout,
    remove_card,
    saved_cards,
)
from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.policy import RefundStep, fee_of, refund_due
from kith.commons.billing.refunds import refund, refund_state
from kith.foundation.errors import Unavailable
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe.errors import StripeError


async def _open(house: House, person: UUID, key: str = "k1", *, save_card: bool = False) -> Checkout:
    return await open_checkout(
        house,
        person,
        product="momento",
        reference=UUID(int=7),
        amount=1500,
        currency="eur",
        title="Soup and stories",
        success_path="/momento/invitations/1?paid",
        cancel_path="/momento/invitations/1",
        key=key,
        save_card=save_card,
    )


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email="ada@house.example")


async def test_a_page_is_opened_once_for_its_key_and_paid_on_it(
    house: House, standins: StandIns, ada: UUID
) -> None:
    page, again = await _open(house, ada), await _open(house, ada)
    assert page == again
    assert (await checkout_state(house, page.session_id)).status == "open"
    assert pay(standins, page.session_id).endswith("/momento/invitations/1?paid")
    state = await checkout_state(house, page.session_id)
    assert (state.status, state.amount, state.currency) == ("paid", 1500, "eur")
    assert state.charge_id is not None
    assert state.payment_intent_id is not None
    assert await intent_state(house, state.payment_intent_id) == state
    intent = standins.stripe.intents.get(state.payment_intent_id)
    assert intent is not None
    assert intent.metadata == {"person_id": str(ada), "product": "momento", "reference": str(UUID(int=7))}
    assert await saved_cards(house, ada) == []
    [row] = await run(
        house, "select operation, attempts, finished_at is not null as finished from stripe_calls"
    )
    assert (row["operation"], row["attempts"], row["finished"]) == ("checkout.sessions.create", 2, True)


async def test_a_key_belongs_to_one_payment(house: House, ada: UUID) -> None:
    await _open(house, ada)
    with pytest.raises(ValueError, match="another call"):
        await _open(house, ada, save_card=True)


async def test_a_declined_card_leaves_the_page_open_and_a_closed_page_takes_no_money(
    house: House, standins: StandIns, ada: UUID
) -> None:
    page = await _open(house, ada)
    with pytest.raises(StripeError):
        pay(standins, page.session_id, DECLINED)
    assert (await checkout_state(house, page.session_id)).status == "open"
    assert await expire_checkout(house, page.session_id)
    assert not await expire_checkout(house, page.session_id)
    assert (await checkout_state(house, page.session_id)).status == "expired"
    with pytest.raises(StripeError):
        pay(standins, page.session_id)
    assert standins.stripe.charges.all() == []


@pytest.mark.parametrize(("account", "outcome"), [(SLOW, "paid"), (SLOW_AND_REFUSED, "failed")])
async def test_a_slow_payment_is_under_way_until_its_bank_answers(
    house: House, standins: StandIns, ada: UUID, account: str, outcome: str
) -> None:
    page = await _open(house, ada, save_card=True)
    pay(standins, page.session_id, account)
    assert (await checkout_state(house, page.session_id)).status == "processing"
    assert let_banks_answer(standins) == 1
    state = await checkout_state(house, page.session_id)
    assert state.status == outcome
    assert (state.failure is None) == (outcome == "paid")
    kinds = [event.type for event in standins.stripe.events.all()]
    assert f"checkout.session.async_payment_{'succeeded' if outcome == 'paid' else 'failed'}" in kinds


async def test_a_card_saved_with_consent_is_charged_without_its_owner_once_for_a_key(
    house: House, standins: StandIns, ada: UUID
) -> None:
    async def charge(key: str) -> str:
        state = await charge_saved_card(
            house,
            ada,
            product="momento",
            reference=uuid4() if key == "x" else UUID(int=9),
            amount=900,
            currency="eur",
            title="Soup",
            key=key,
        )
        return state.status

    assert await charge("before") == "failed"
    page = await _open(house, ada, save_card=True)
    pay(standins, page.session_id, SUCCEEDS)
    assert [await charge("after"), await charge("after")] == ["paid", "paid"]
    assert [intent.amount for intent in standins.stripe.intents.all()] == [1500, 900]
    [card] = await saved_cards(house, ada)
    assert card.last4 == "4242"
    stranger = await add_person(house, email="ben@house.example")
    assert not await remove_card(house, stranger, card.payment_method_id)
    assert await remove_card(house, ada, card.payment_method_id)
    assert await saved_cards(house, ada) == []


async def test_a_card_whose_bank_wants_its_owner_is_not_charged_behind_their_back(
    house: House, standins: StandIns, ada: UUID
) -> None:
    page = await _open(house, ada, save_card=True)
    pay(standins, page.session_id, WANTS_ITS_OWNER)
    state = await charge_saved_card(
        house, ada, product="momento", reference=uuid4(), amount=900, currency="eur", title="Soup", key="k9"
    )
    assert state.status == "failed"
    assert "authentication" in (state.failure or "")


async def test_refunds_are_made_once_for_a_key_and_never_exceed_the_charge(
    house: House, standins: StandIns, ada: UUID
) -> None:
    page = await _open(house, ada)
    pay(standins, page.session_id)
    charge = (await checkout_state(house, page.session_id)).charge_id
    assert charge is not None

    async def give(amount: int, key: str) -> str:
        given_back = await refund(
            house,
            charge_id=charge,
            amount=amount,
            key=key,
            product="momento",
            reference=UUID(int=7),
            person_id=ada,
        )
        assert await refund_state(house, given_back.refund_id) == given_back
        return given_back.refund_id

    assert await give(1000, "r1") == await give(1000, "r1")
    with pytest.raises(PaymentRefused):
        await give(501, "r2")
    await give(500, "r3")
    assert sum(one.amount for one in standins.stripe.refunds.all()) == 1500


async def test_a_call_whose_key_is_in_use_is_under_way_and_not_refused(
    house: House, standins: StandIns, ada: UUID
) -> None:
    standins.stripe.faults.add(Fault(kind=FaultKind.FAIL, match="checkout/sessions", status=409, times=3))
    with pytest.raises(Unavailable):
        await _open(house, ada)
    assert (await _open(house, ada)).session_id == standins.stripe.sessions.all()[-1].id


async def test_stripe_away_delays_and_the_same_key_goes_on_later(
    house: House, standins: StandIns, ada: UUID
) -> None:
    await _open(house, ada)
    for _ in range(3):
        standins.stripe.faults.add(Fault(kind=FaultKind.FAIL, status=500))
    with pytest.raises(Unavailable):
        await _open(house, ada, "k2")
    page = await _open(house, ada, "k2")
    pay(standins, page.session_id)
    assert (await checkout_state(house, page.session_id)).status == "paid"


_STEPS = [RefundStep(48, 100), RefundStep(24, 50)]
_START = datetime(2027, 3, 6, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "expected"), [(49, 1501), (48, 1501), (47.99, 750), (24, 750), (23.99, 0), (-1, 0)]
)
def test_a_policy_gives_back_in_full_until_two_days_and_half_until_one(hours: float, expected: int) -> None:
    assert refund_due(1501, _STEPS, _START - timedelta(hours=hours), _START) == expected


@given(
    st.integers(0, 10**6),
    st.lists(st.builds(RefundStep, st.floats(0, 720), st.floats(0, 100)), max_size=6),
    st.floats(-100, 1000),
)
def test_a_policy_never_gives_back_more_than_was_paid(
    amount: int, steps: list[RefundStep], hours: float
) -> None:
    earlier = refund_due(amount, steps, _START - timedelta(hours=hours + 1), _START)
    later = refund_due(amount, steps, _START - timedelta(hours=hours), _START)
    assert 0 <= later <= earlier <= amount


@given(st.integers(0, 10**7), st.integers(0, 10_000))
def test_a_fee_is_part_of_the_amount(amount: int, share: int) -> None:
    assert 0 <= fee_of(amount, share) <= amount
