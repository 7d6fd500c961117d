"""The demo's money: Stripe's stand-in knows it as the house does, so comparing finds nothing and it can be given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.demo import demo_house
from harness.members import run
from harness.postgres import SharedServer
from kith.cli.furnishing import money_told
from kith.commons.billing.comparing import compare_books
from kith.commons.billing.connect import account_status
from kith.foundation.house import House
from kith.products.hotmess.payments import refunding as hotmess
from kith.products.mentor.payments import refunding as mentor
from kith.products.momento.payments import refunding as momento
from kith.simulator.standins import StandIns
from kith.simulator.standins.store import memory_of
from kith.simulator.standins.stripe import StripeSettings, StripeStandIn
from kith.simulator.standins.stripe.taking_over import take_over

PUBLIC = "http://127.0.0.1:1"
REFUNDS = {
    "momento": "select amount_in_cents as amount, status from momento.refunds",
    "mentor": "select amount_cents as amount, status from mentor.payments where kind = 'refund'",
    "hotmess": "select amount_pence as amount, status from hotmess.refunds",
}
GIVING_BACK = {
    "momento": """select momento.give_back_seat(i.id, p.amount_in_cents, null) from momento.payments p
        join momento.invitations i on i.id = p.invitation_id join momento.events e on e.id = i.event_id
        where p.status = 'succeeded' and e.starts_at > kith.now() order by p.created_at, p.id limit 1""",
    "mentor": """select mentor.end_booking(b.id, 'cancelled', 'mentee', 100) from mentor.payments p
        join mentor.bookings b on b.id = p.booking_id
        where p.status = 'succeeded' and b.status = 'confirmed' order by p.created_at, p.id limit 1""",
    "hotmess": """select hotmess.refund_line(i.id, 1, 'goodwill') from hotmess.payments p
        join hotmess.order_items i on i.order_id = p.order_id where p.status = 'succeeded' order by p.created_at, p.id limit 1""",
}
EXECUTE = {
    "momento": momento.execute_due,
    "mentor": mentor.execute_due,
    "hotmess": hotmess.execute_due,
}


async def differences(house: House) -> list[str]:
    """What a comparison leaves open, in words."""
    await compare_books(house)
    [last] = await run(house, "select failure, compared from kith.money_comparisons")
    assert last["failure"] is None
    return [
        f"{row['kind']} {row['what']} {row['ours']} {row['theirs']}"
        for row in await run(house, "select * from kith.money_differences where ended_at is null")
    ]


@pytest.mark.long
@pytest.mark.parametrize("product", ["momento", "mentor", "hotmess", "josh", "attuned"])
async def test_books_and_stripe_agree_right_after_a_demo_was_furnished(
    product: str, postgres_server: SharedServer, standins: StandIns
) -> None:
    async with demo_house(postgres_server, product, standins, PUBLIC) as house:
        take_over(standins.stripe, await money_told(house))
        assert await differences(house) == []


@pytest.mark.parametrize("product", ["momento", "mentor", "hotmess"])
async def test_what_was_paid_in_a_demo_can_be_given_back(
    product: str, postgres_server: SharedServer, standins: StandIns
) -> None:
    async with demo_house(postgres_server, product, standins, PUBLIC) as house:
        take_over(standins.stripe, await money_told(house))
        assert await run(house, REFUNDS[product]) == []
        await run(house, GIVING_BACK[product])
        await EXECUTE[product](house)
        [refund] = await run(house, REFUNDS[product])
        assert refund["status"] == "succeeded"
        [given] = standins.stripe.refunds.all()
        assert given.amount == refund["amount"]
        assert await differences(house) == []


async def test_a_ticket_of_the_demo_that_its_organiser_gives_back_is_paid_back(
    postgres_server: SharedServer, standins: StandIns
) -> None:
    async with demo_house(postgres_server, "hotmess", standins, PUBLIC) as house:
        take_over(standins.stripe, await money_told(house))
        [given] = await run(
            house,
            """select b.price_pence, g.* from hotmess.qr_tokens t join hotmess.beacons b on b.id = t.beacon_id
            join hotmess.profiles p on p.user_id = t.holder_id and p.username = 'sunny',
            lateral hotmess.give_ticket_back(b.id, t.id, 'Not this time') g where b.title = 'Raw Convict label night'""",
        )
        assert (given["outcome"], given["owed_pence"]) == ("given_back", given["price_pence"])
        await hotmess.execute_due(house)
        assert [one.amount for one in standins.stripe.refunds.all()] == [given["price_pence"]]
        # Nor is anything expected of the payout that ended before it left.
        assert await differences(house) == []


async def test_a_seller_of_the_demo_can_be_paid(postgres_server: SharedServer, standins: StandIns) -> None:
    async with demo_house(postgres_server, "hotmess", standins, PUBLIC) as house:
        take_over(standins.stripe, await money_told(house))
        [seller] = await run(
            house, "select stripe_account_id from hotmess.market_sellers where stripe_state = 'ready'"
        )
        assert await account_status(house, seller["stripe_account_id"]) == "ready"


async def test_stripe_remembers_the_demos_money_when_it_starts_and_starts_again(
    postgres_server: SharedServer, standins: StandIns, tmp_path: Path
) -> None:
    async with demo_house(postgres_server, "momento", standins, PUBLIC) as house:
        told = await money_told(house)
    for _ in range(2):
        stripe = StripeStandIn(StripeSettings(), "", memory_of(tmp_path, "stripe"))
        take_over(stripe, told)
        await stripe.close()
    again = StripeStandIn(StripeSettings(), "", memory_of(tmp_path, "stripe"))
    charged = {one.charge for one in told["momento"].payments}
    assert charged
    assert {one.id for one in again.charges.all()} == charged
    await again.close()
