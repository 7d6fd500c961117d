"""A refund that Stripe refuses: what the member reads, what operators see and do about it, the same for every product."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from harness.house import run_schedule
from harness.members import run
from kith.foundation.house import House
from kith.simulator.standins import StandIns
from kith.simulator.standins.faults import Fault, FaultKind
from kith.simulator.standins.stripe import payments

OVERVIEW = "/console/operations"
ASKED = "Refunds that Stripe refused"
NOT_ARRIVED = "id not arrive; we are on it"
WAY = "n its way"


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Where a product's refunds are sent and seen: the schedule's name, the operators' page, the path that tries one again (`%s` its id), the
    words a member reads once it is back, and two operators' browsers.
    """

    product: str
    schedule: str
    page: str
    again: str
    arrived: str
    ops: Any
    other: Any


def refuse_next(standins: StandIns) -> None:
    """Stripe refuses the next refund; it answers the same to the same key for a day."""
    standins.stripe.faults.add(Fault(kind=FaultKind.FAIL, match="/v1/refunds", status=402))


async def refused_and_tried_again(
    house: House, standins: StandIns, desk: Desk, refund: object, read: Callable[[], Awaitable[str]]
) -> None:
    """A refund that is due is refused at once, tried again by two operators at the same moment, arrives, fails at the bank days later and is
    tried again. `read` is what the member's page says.
    """
    again, stripe = desk.again % refund, standins.stripe
    assert WAY in await read()
    for one in (desk.ops, desk.other):
        assert ASKED not in (await one.get(OVERVIEW)).text
    assert (await desk.ops.post(again, reason="It is not refused")).status_code == 409
    refuse_next(standins)
    for _often in range(2):
        await run_schedule(house, desk.schedule)
    assert NOT_ARRIVED in await read()
    overview = (await desk.ops.get(OVERVIEW)).text
    assert f'href="{desk.page}">{ASKED}: 1' in overview
    shown = (await desk.ops.get(desk.page)).text
    assert all(words in shown for words in ("as the fault plan asks for", "Try again", again))
    assert (await desk.ops.post(again, reason=" ")).status_code == 422
    answers = await asyncio.gather(
        *(one.post(again, reason="The account has money again") for one in (desk.ops, desk.other))
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert ASKED not in (await desk.ops.get(OVERVIEW)).text
    assert WAY in await read()
    for _often in range(2):
        await run_schedule(house, desk.schedule)
    [made] = stripe.refunds.all()
    assert desk.arrived in await read()
    payments.fail_refund(stripe, made.id, "lost_or_stolen_card")
    await run_schedule(house, "kith.money.compare")
    assert NOT_ARRIVED in await read()
    assert "lost or stolen card" in (await desk.ops.get(desk.page)).text
    assert f"{ASKED}: 1" in (await desk.ops.get(OVERVIEW)).text
    assert (await desk.other.post(again, reason="They have a new card")).status_code == 303
    for _often in range(2):
        await run_schedule(house, desk.schedule)
    assert desk.arrived in await read()
    assert sorted((one.status, one.amount) for one in stripe.refunds.all()) == [
        ("failed", made.amount),
        ("succeeded", made.amount),
    ]
    # What Stripe tells of the one that failed moves nothing any more, and both books agree.
    await run_schedule(house, "kith.money.compare")
    assert desk.arrived in await read()
    left = await run(
        house, "select kind, what, ours, theirs from kith.money_differences where ended_at is null"
    )
    assert [tuple(one) for one in left] == [], [tuple(one) for one in left]
    written = await run(
        house,
        "select action, reason, target_id from audit_log where action like '%refund.tried_again' order by sequence",
    )
    assert [tuple(line) for line in written] == [
        (f"{desk.product}.refund.tried_again", reason, refund)
        for reason in ("The account has money again", "They have a new card")
    ]
