"""Books compared for all products: what was paid after all is mended, what is left is a row with advice, until both agree or somebody explains it."""

from __future__ import annotations

from harness.hotmess import make_beacon, make_member
from harness.hotmess_paying import open_page, order_ticket, pay_on_page
from harness.house import run_schedule, worker_pass
from harness.members import Browser, run
from kith.console.operations import overview
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe import payments

PATH = "/console/operations/money"
OPEN = (
    "select id, product, kind, what, theirs from kith.money_differences where ended_at is null order by kind"
)


async def compare(house: House) -> list[tuple[str, str, str, str]]:
    await run_schedule(house, "kith.money.compare")
    return [tuple(row)[1:] for row in await run(house, OPEN)]


async def test_what_differs_is_mended_or_told_until_both_agree_or_somebody_explains_it(
    house: House, standins: StandIns, ops: Browser, support: Browser
) -> None:
    rex, ash = await make_member(house), await make_member(house)
    beacon = await make_beacon(house, rex, price_pence=1500, capacity=5)
    order, _ = await order_ticket(house, beacon, ash)
    assert order is not None
    payment = await open_page(house, ash, order)
    await pay_on_page(house, standins, payment)
    # Nobody rang: comparing alone finds that it was paid.
    assert await compare(house) == []
    [row] = await run(house, "select status from hotmess.payments")
    assert row["status"] == "succeeded"
    [last] = await run(house, "select compared, mended, differences, failure from kith.money_comparisons")
    assert tuple(last) == (1, 1, 0, None)
    # Somebody acts at Stripe's own desk; and a payment of ours that nobody knows.
    [charge] = standins.stripe.charges.all()
    payments.refund(
        standins.stripe,
        intent=None,
        charge_id=charge.id,
        amount=200,
        reason=None,
        metadata={"product": "hotmess"},
    )
    strange = payments.new_intent(
        standins.stripe,
        amount=700,
        currency="gbp",
        customer=None,
        description=None,
        metadata={"product": "momento"},
    )
    standins.stripe.change(standins.stripe.intents, strange.id, status="succeeded")
    expected = [
        ("hotmess", "payment", "back", "2.00 GBP of 15.00 GBP came back"),
        ("momento", "payment", "only_there", "7.00 GBP"),
        ("hotmess", "refund", "only_there", "2.00 GBP"),
    ]
    for _night in range(2):
        assert sorted(await compare(house)) == sorted(expected)
    assert "Stripe knows money otherwise: 3" in {item.what for item in await overview.items(house)}
    assert (await support.get(PATH)).status_code == 404
    shown = (await ops.get(PATH)).text
    for words in ("only Stripe knows it", "7.00 GBP", "Say so here", "Comparisons", ">HOTMESS</td>"):
        assert words in shown
    by_what = {(row["product"], row["kind"]): row["id"] for row in await run(house, OPEN)}
    refund, seat = by_what["hotmess", "refund"], by_what["momento", "payment"]
    assert (await ops.post(f"{PATH}/{refund}/explained", reason="")).status_code == 422
    assert (await ops.post(f"{PATH}/{refund}/explained", reason="Goodwill, by Olga")).status_code == 303
    assert (await ops.post(f"{PATH}/{refund}/explained", reason="Goodwill, by Olga")).status_code == 409
    assert (await ops.post(f"{PATH}/{seat}/again", reason="May be late")).status_code == 303
    # Explained stays explained; what became true at Stripe is gone.
    standins.stripe.change(standins.stripe.intents, strange.id, status="canceled")
    await worker_pass(house, schedules=False)
    assert [tuple(row)[1:] for row in await run(house, OPEN)] == [expected[0]]
    ended = await run(
        house,
        "select ended_as, explanation from kith.money_differences where ended_at is not null order by 1",
    )
    assert [tuple(row) for row in ended] == [("explained", "Goodwill, by Olga"), ("gone", None)]
    lines = await run(
        house, "select action, reason, product from audit_log where action like 'money.%' order by sequence"
    )
    assert [tuple(line) for line in lines] == [
        ("money.explained", "Goodwill, by Olga", "hotmess"),
        ("money.asked_again", "May be late", "momento"),
    ]
    # While Stripe is away nothing is believed gone.
    standins.stripe.faults.add(Fault(kind=FaultKind.FAIL, match="payment_intents", times=20, status=400))
    await run_schedule(house, "kith.money.compare")
    assert len(await run(house, OPEN)) == 1
    assert "not done" in (await ops.get(PATH)).text
