"""Stripe's own events, signed and posted to the webhook in every order, some of them twice: the same entitlements."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import httpx

from harness import subscribing
from harness.house import worker_pass
from harness.members import TESTS
from harness.people import enrol
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe.advancing import advance
from kith.simulator.standins.stripe.objects import Event


async def standing(house: House, person: UUID) -> tuple[Any, ...]:
    """What the person may do and why, without when it was written."""
    [row] = await house.database.read(
        TESTS,
        "josh",
        """select s.state::text, s.current_period_end, s.cancel_at_period_end, s.stripe_subscription_id, s.grace_until is null,
                  e.eligible_to_participate, e.eligible_to_initiate, e.source
           from subscriptions s join entitlements e using (user_id) where s.user_id = $1""",
        person,
    )
    return tuple(row)


async def forget(house: House, person: UUID) -> None:
    """As it was before the first event."""
    for statement in (
        "delete from kith.stripe_events where $1::uuid is not null",
        "delete from entitlements where user_id = $1",
        "delete from subscriptions where user_id = $1",
    ):
        await house.database.read(TESTS, "josh", statement, person)


async def told(
    client: httpx.AsyncClient, house: House, person: UUID, events: list[Event], *, worked_off: bool
) -> tuple[Any, ...]:
    """How a person stands after these events in this order; jobs run after each event or after all."""
    await forget(house, person)
    for event in events:
        answer = await subscribing.post_event(client, house, event)
        assert answer.status_code == 200, answer.text
        if worked_off:
            await worker_pass(house, schedules=False)
    await worker_pass(house, schedules=False)
    return await standing(house, person)


async def test_events_in_any_order_and_twice_end_in_the_same_entitlements(
    house: House, client: httpx.AsyncClient, standins: StandIns
) -> None:
    person = await enrol(house, "+12025550111")
    await subscribing.sell(house)
    ends: set[tuple[Any, ...]] = set()
    chance = random.Random(8)
    # First paid, then the card fails at the renewal, then Stripe gives up: each time everything so far arrives anew.
    await subscribing.subscribe(house, standins, person, number=subscribing.LATER_DECLINED)
    for days, state in ((0, "active"), (31, "past_due"), (20, "canceled")):
        if days:
            advance(standins.stripe, timedelta(days=days))
        events = [
            event
            for event in standins.stripe.events.all()
            if event.type.startswith(("customer.subscription.", "checkout.session.", "invoice."))
        ]
        decisive = [event for event in events if event.type.startswith("customer.subscription.")]
        rest = [event for event in events if event not in decisive]
        orders = [[*order, *rest] for order in permutations(decisive[-3:])]
        for number, order in enumerate(orders):
            repeated = [*order, *chance.sample(order, 3)]
            if number % 2:
                chance.shuffle(repeated)
            found = await told(client, house, person, repeated, worked_off=number % 6 == 0)
            assert found[0] == state
            ends.add(found)
        assert len(ends) == 1, ends
        ends.clear()
    stored = await house.database.read(
        TESTS, "kith", "select count(*) = count(distinct stripe_event_id) from stripe_events"
    )
    assert stored[0][0]
